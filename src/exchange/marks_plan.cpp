#include "exchange/marks_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "exchange/heading.h"
#include "exchange/import_words.h"
#include "platform/calendar/written_date.h"
#include "platform/tables/arabic_text.h"

namespace taqwim::exchange {

namespace {

using tables::Cell;
using tables::CellKind;
using tables::Table;

// A column of one of the sheets.
struct TargetColumn {
    std::size_t target = 0;
    std::size_t column = 0;

    friend auto operator<=>(const TargetColumn&, const TargetColumn&) = default;
};

// All that a heading may say, to the columns it may mean.
class ColumnNames {
public:
    explicit ColumnNames(const std::vector<TargetSheet>& targets)
    {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const marks::MarkSheet& sheet = targets[i].book.sheet();
            const std::vector<std::string> titles = {targets[i].subject_ar,
                                                     targets[i].subject_en,
                                                     sheet.subject,
                                                     sheet.title_ar,
                                                     sheet.title_en,
                                                     targets[i].subject_ar + ' ' + sheet.title_ar,
                                                     targets[i].subject_en + ' ' + sheet.title_en};
            for (const std::string& title : titles)
                if (!title.empty())
                    by_title_[tables::heading_form(title)].insert(i);
            const auto& columns = targets[i].book.columns();
            for (std::size_t column = 0; column < columns.size(); ++column)
                add(titles, columns[column], {i, column});
        }
    }

    // Exactly as written first: "1.1" and "11" have one form.
    [[nodiscard]] std::set<TargetColumn> find(std::string_view text) const
    {
        const auto exact = by_text_.find(trimmed(text));
        if (exact != by_text_.end())
            return exact->second;
        const auto known = by_form_.find(tables::heading_form(text));
        return known == by_form_.end() ? std::set<TargetColumn>{} : known->second;
    }

    // The sheets that a workbook's sheet is about by its name; empty when it says nothing.
    [[nodiscard]] std::set<std::size_t> sheets_titled(std::string_view name) const
    {
        const auto known = by_title_.find(tables::heading_form(name));
        return known == by_title_.end() ? std::set<std::size_t>{} : known->second;
    }

private:
    void add(const std::vector<std::string>& titles, const marks::SheetColumn& column,
             TargetColumn place)
    {
        const std::string maximum = ' ' + marks::to_text(marks::CentiMark{column.maximum_centi});
        for (const std::string& label : {column.key, column.label_ar, column.label_en}) {
            if (label.empty())
                continue;
            by_text_[std::string(trimmed(label))].insert(place);
            by_form_[tables::heading_form(label)].insert(place);
            by_form_[tables::heading_form(label + maximum)].insert(place);
            for (const std::string& title : titles) {
                if (title.empty())
                    continue;
                by_form_[tables::heading_form(title + ' ' + label)].insert(place);
                by_form_[tables::heading_form(title + ' ' + label + maximum)].insert(place);
            }
        }
    }

    std::map<std::string, std::set<TargetColumn>, std::less<>> by_text_;
    std::map<std::string, std::set<TargetColumn>, std::less<>> by_form_;
    std::map<std::string, std::set<std::size_t>, std::less<>> by_title_;
};

// A column of the file with the cell it means, class by class.
struct MarkColumn {
    std::size_t column = 0;
    std::map<std::int64_t, TargetColumn> by_class;
};

class MarksReading {
public:
    MarksReading(std::string_view file, const StudentDirectory& directory,
                 std::vector<TargetSheet> targets, Day today)
        : directory_(directory),
          targets_(std::move(targets)),
          names_(targets_),
          words_(ImportWords::built_in()),
          today_(today)
    {
        planned_.plan.file = file;
        std::set<std::int64_t> classes;
        for (const TargetSheet& target : targets_)
            classes.insert(target.book.sheet().class_id);
        classes_.assign(classes.begin(), classes.end());
    }

    MarksPlan read(std::span<const Table> tables)
    {
        for (const Table& table : tables)
            planned_.plan.tables.push_back(table.name());
        std::optional<Refusal> no_heading;
        bool has_marks = false;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            table_ = static_cast<std::uint32_t>(i);
            if (const auto refusal = read_table(tables[i]))
                no_heading = no_heading ? no_heading : refusal;
            else
                has_marks = true;
        }
        // Other sheets of a workbook may be covers and lists of words; one has to hold marks.
        if (!has_marks)
            planned_.plan.refuse(
                {}, no_heading
                        ? *no_heading
                        : Refusal{RefusalCode::file_empty, {{"file", planned_.plan.file}}, "", ""});
        return std::move(planned_);
    }

private:
    std::optional<Refusal> read_table(const Table& table)
    {
        const auto heading = find_heading(
            table, planned_.plan.file, words_,
            {.needed = {{"identity_number", "student_number", "name"}},
             .is_wanted = [&](std::string_view text) { return !names_.find(text).empty(); }});
        if (!heading)
            return heading.refusal();
        const std::vector<MarkColumn> columns = mark_columns(table, *heading);
        for (std::size_t row = heading->first_data_row; row < table.rows(); ++row)
            read_row(table, *heading, columns, row);
        return std::nullopt;
    }

    std::vector<MarkColumn> mark_columns(const Table& table, const Heading& heading)
    {
        const std::set<std::size_t> titled = names_.sheets_titled(table.name());
        std::vector<MarkColumn> columns;
        std::set<TargetColumn> taken;
        for (const OtherColumn& other : heading.others) {
            const Place place = place_at(table, other.row, other.column);
            MarkColumn column{.column = other.column, .by_class = {}};
            bool is_clear = true;
            for (const TargetColumn found : names_.find(other.text)) {
                if (!titled.empty() && !titled.contains(found.target))
                    continue;
                const auto [known, is_new] =
                    column.by_class.emplace(targets_[found.target].book.sheet().class_id, found);
                is_clear = is_clear && is_new;
            }
            if (column.by_class.empty())
                continue;
            if (!is_clear) {
                planned_.plan.refuse(place, ambiguous(other.text));
                continue;
            }
            bool is_first = true;
            for (const auto& [class_id, found] : column.by_class)
                is_first = taken.insert(found).second && is_first;
            if (!is_first) {
                planned_.plan.refuse(
                    place, {RefusalCode::column_duplicate, {{"column", other.text}}, "", ""});
                continue;
            }
            for (const auto& [class_id, found] : column.by_class)
                if (targets_[found.target].closed)
                    planned_.plan.refuse(place, *targets_[found.target].closed);
            columns.push_back(std::move(column));
        }
        return columns;
    }

    [[nodiscard]] Refusal ambiguous(const std::string& text) const
    {
        std::set<std::string> clear;
        for (const TargetColumn found : names_.find(text)) {
            const TargetSheet& target = targets_[found.target];
            clear.insert(target.subject_ar + ' ' + target.book.sheet().title_ar + ' ' +
                         target.book.columns()[found.column].label_ar);
        }
        std::string allowed;
        for (const std::string& one : clear)
            allowed.append(allowed.empty() ? "" : ", ").append(one);
        return {RefusalCode::column_ambiguous, {{"column", text}, {"allowed", allowed}}, "", ""};
    }

    void read_row(const Table& table, const Heading& heading,
                  const std::vector<MarkColumn>& columns, std::size_t row)
    {
        const bool has_mark = std::ranges::any_of(columns, [&](const MarkColumn& column) {
            return !trimmed(table.at(row, column.column).text).empty();
        });
        if (!has_mark || repeats_heading(table, heading, row))
            return;
        std::optional<Day> assessed_on;
        if (const auto column = heading.find("date")) {
            const auto day = day_at(table.at(row, *column));
            if (!day) {
                planned_.plan.refuse(place_at(table, row, *column), day.refusal());
                return;
            }
            assessed_on = *day;
        }
        const auto student = student_of(table, heading, row, assessed_on.value_or(today_));
        if (!student) {
            planned_.plan.refuse(student_place(table, heading, row), student.refusal());
            return;
        }
        std::optional<int> measure;
        if (const auto column = heading.find("measure")) {
            const auto number = measure_in(table.at(row, *column));
            if (!number) {
                planned_.plan.refuse(place_at(table, row, *column), number.refusal());
                return;
            }
            measure = *number;
        }
        const auto class_id = directory_.class_of(*student, assessed_on.value_or(today_));
        for (const MarkColumn& column : columns) {
            const Cell& cell = table.at(row, column.column);
            const std::string_view text = trimmed(cell.text);
            if (text.empty())
                continue;
            const Place place = place_at(table, row, column.column);
            // Who is in none of these classes today is held against the only sheet there is, whose own check tells.
            auto found = class_id ? column.by_class.find(*class_id) : column.by_class.end();
            if (found == column.by_class.end() && column.by_class.size() == 1)
                found = column.by_class.begin();
            if (found == column.by_class.end()) {
                planned_.plan.refuse(place, {RefusalCode::not_enrolled,
                                             {{"day", assessed_on.value_or(today_).to_text()}},
                                             "",
                                             ""});
                continue;
            }
            marks::EntryRequest entry;
            entry.key.student_id = *student;
            entry.assessed_on = assessed_on;
            if (const auto tool = heading.find("tool"))
                entry.tool = trimmed(table.at(row, *tool).text);
            read_mark(place, found->second, text, measure, std::move(entry));
        }
    }

    void read_mark(const Place& place, TargetColumn found, std::string_view text,
                   std::optional<int> measure, marks::EntryRequest entry)
    {
        TargetSheet& target = targets_[found.target];
        const marks::SheetColumn& column = target.book.columns()[found.column];
        if (target.closed)
            return;  // said at the heading
        entry.key.column = column.key;
        set_value(entry, column, text);
        const auto measures = target.book.measures(entry.key.student_id, column.key);
        entry.key.occurrence = measure.value_or(occurrence_of(measures, entry, column));
        for (const marks::Cell& one : measures)
            if (one.key.occurrence == entry.key.occurrence)
                entry.based_on = one.version;

        const auto held = target.book.held(entry, today_, marks::Origin::entry, {});
        if (!held.facts) {
            planned_.plan.refuse(place, held.facts.refusal());
            return;
        }
        PlanItem item{.place = place,
                      .student_id = entry.key.student_id,
                      .what = column.key,
                      .value = marks::shown(held.facts->value),
                      .target = target.book.sheet().id.value};
        if (held.before != nullptr && held.before->entry_id == 0) {
            planned_.plan.refuse(place, {RefusalCode::given_twice,
                                         {{"field", column.label_ar}, {"other", first_place(item)}},
                                         "",
                                         ""});
            return;
        }
        if (held.before != nullptr) {
            item.was = marks::shown(held.before->value);
            item.version = held.before->version;
            item.state = ItemState::changed;
            if (held.before->value == held.facts->value &&
                (!held.facts->assessed_on ||
                 held.before->assessed_on == held.facts->assessed_on->to_text()))
                item.state = ItemState::same;
            else if (held.before->value != marks::MarkValue(marks::Status::cleared) &&
                     held.before->value != marks::MarkValue(marks::Status::not_yet))
                planned_.plan.refuse_overwriting(place, item.was, item.value);
        }
        const bool is_write = item.state != ItemState::same;
        target.book.take(entry.key, *held.facts);
        planned_.plan.items.push_back(std::move(item));
        if (is_write)
            planned_.writes.push_back({.item = planned_.plan.items.size() - 1,
                                       .target = found.target,
                                       .entry = std::move(entry)});
    }

    // A number stays what it is; words are statuses or judgements; anything else the check of the column reads.
    void set_value(marks::EntryRequest& entry, const marks::SheetColumn& column,
                   std::string_view text) const
    {
        const auto first = static_cast<unsigned char>(text.front());
        const bool is_word = !(first >= '0' && first <= '9') && first != '-';
        if (is_word) {
            const std::string form = tables::heading_form(text);
            if (column.kind == marks::ColumnKind::judgement)
                if (const auto judgement = words_.meaning_of_form("judgement", form)) {
                    entry.value = *judgement;
                    return;
                }
            if (const auto status = words_.meaning_of_form("mark_status", form)) {
                entry.status = *status;
                return;
            }
        }
        entry.value = text;
    }

    [[nodiscard]] static int occurrence_of(std::span<const marks::Cell> measures,
                                           const marks::EntryRequest& entry,
                                           const marks::SheetColumn& column)
    {
        if (column.repeats == 1 || !entry.assessed_on)
            return 1;
        const std::string day = entry.assessed_on->to_text();
        int next = 1;
        for (const marks::Cell& measure : measures) {
            if (measure.assessed_on == day)
                return measure.key.occurrence;
            if (measure.key.occurrence == next &&
                measure.value != marks::MarkValue(marks::Status::cleared))
                ++next;
        }
        return next;
    }

    // Where the file gave the cell before.
    [[nodiscard]] std::string first_place(const PlanItem& item) const
    {
        for (const PlanItem& earlier : planned_.plan.items)
            if (earlier.student_id == item.student_id && earlier.target == item.target &&
                earlier.what == item.what)
                return planned_.plan.place_text(earlier.place);
        return "";
    }

    Result<std::int64_t> student_of(const Table& table, const Heading& heading, std::size_t row,
                                    Day day)
    {
        const auto cell = [&](std::string_view field) -> const Cell& {
            static const Cell nothing;
            const auto column = heading.find(field);
            return column ? table.at(row, *column) : nothing;
        };
        std::vector<std::int64_t> named;
        std::span<const std::int64_t> classes = classes_;
        const std::string_view class_name = trimmed(cell("class").text);
        if (!class_name.empty() && classes_.size() > 1) {
            const std::string form = tables::heading_form(class_name);
            for (const TargetSheet& target : targets_)
                if (tables::heading_form(target.class_name) == form ||
                    tables::heading_form(target.grade_and_class) == form)
                    named.push_back(target.book.sheet().class_id);
            if (!named.empty())
                classes = named;
        }
        const auto found =
            directory_.find({.identity = cell("identity_number").text,
                             .number = cell("student_number").text,
                             .name = cell("name").text,
                             .number_lost_zeros = cell("student_number").kind == CellKind::number,
                             .classes = classes,
                             .day = day});
        if (!found)
            return found.refusal();
        if (*found)
            return **found;
        std::string_view mentioned = trimmed(cell("identity_number").text);
        if (mentioned.empty())
            mentioned = trimmed(cell("student_number").text);
        if (mentioned.empty())
            mentioned = trimmed(cell("name").text);
        return Refusal{RefusalCode::student_unknown, {{"student", std::string(mentioned)}}, "", ""};
    }

    // Where a row says who it is about.
    [[nodiscard]] Place student_place(const Table& table, const Heading& heading,
                                      std::size_t row) const
    {
        for (const std::string_view field : {"identity_number", "student_number", "name"})
            if (const auto column = heading.find(field))
                if (!trimmed(table.at(row, *column).text).empty())
                    return place_at(table, row, *column);
        return {table_, table.row_number(row), Place::k_whole_row};
    }

    [[nodiscard]] Result<std::optional<Day>> day_at(const Cell& cell)
    {
        const std::string_view text = trimmed(cell.text);
        if (text.empty())
            return std::optional<Day>();
        // Files say one day many times over.
        if (text != last_date_) {
            const auto read = calendar::read_date(text, "date");
            if (!read)
                return read.refusal();
            last_date_ = text;
            last_day_ = read->day;
        }
        return std::optional(last_day_);
    }

    [[nodiscard]] static Result<std::optional<int>> measure_in(const Cell& cell)
    {
        const std::string_view text = trimmed(cell.text);
        if (text.empty())
            return std::optional<int>();
        const auto number = Exact::parse(text);
        constexpr std::int64_t most = 99;
        if (number && number->is_whole() && *number >= Exact(1) && *number <= Exact(most))
            return std::optional(static_cast<int>(number->numerator()));
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "measure"},
                        {"value", std::string(text)},
                        {"minimum", "1"},
                        {"maximum", std::to_string(most)}},
                       "",
                       ""};
    }

    [[nodiscard]] Place place_at(const Table& table, std::size_t row, std::size_t column) const
    {
        return {table_, table.row_number(row), static_cast<std::uint32_t>(column)};
    }

    const StudentDirectory& directory_;
    std::vector<TargetSheet> targets_;
    ColumnNames names_;
    const ImportWords& words_;
    Day today_;
    std::vector<std::int64_t> classes_;
    std::uint32_t table_ = 0;
    std::string last_date_;
    Day last_day_{0};
    MarksPlan planned_;
};

}  // namespace

MarksPlan plan_marks(std::span<const Table> tables, std::string_view file,
                     const StudentDirectory& directory, std::vector<TargetSheet> targets, Day today)
{
    return MarksReading(file, directory, std::move(targets), today).read(tables);
}

}  // namespace taqwim::exchange

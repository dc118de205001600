#include "regulations/kw_primary_2016/school_folder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "core/digits.h"
#include "core/trimmed.h"
#include "regulations/kw_primary_2016/folder_table.h"
#include "regulations/kw_primary_2016/value_reading.h"
#include "regulations/kw_primary_2016/words.h"

namespace taqwim::kw_primary_2016 {

namespace {

// "101" for "١٠١": which keyboard wrote a number does not change whose it is.
std::string id_of(std::string_view text)
{
    std::string id;
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            id += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
        } else {
            id += text.front();
            text.remove_prefix(1);
        }
    }
    return id;
}

// Calls `take` with each part of a cell that holds several values.
template <class Take>
void for_each_part(std::string_view cell, const Take& take)
{
    constexpr std::array<std::string_view, 6> separators = {";", ",", "|", "+", "\n", "\xD8\x8C"};
    while (!cell.empty()) {
        std::size_t end = cell.size();
        std::size_t length = 0;
        for (const std::string_view separator : separators)
            if (const std::size_t found = cell.find(separator); found < end) {
                end = found;
                length = separator.size();
            }
        if (const std::string_view part = trimmed(cell.substr(0, end)); !part.empty())
            take(part);
        cell.remove_prefix(end + length);
    }
}

// A day as spreadsheets write it with the year first, 2015/9/20 or 2015-09-20 00:00:00, in the form of ISO 8601. Any
// other text stays as it is: whether 3/4/2016 is in March or April would be a guess.
std::string_view day_text(std::string_view text, std::string& kept)
{
    if (text.size() == 10 && text[4] == '-' && text[7] == '-')
        return text;
    std::string_view rest = text;
    std::array<std::string, 3> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            if (rest.empty() || (rest.front() != '/' && rest.front() != '-'))
                return text;
            rest.remove_prefix(1);
        }
        while (const auto digit = leading_digit(rest)) {
            parts[i] += static_cast<char>('0' + digit->value);
            rest.remove_prefix(digit->bytes);
        }
        const std::size_t longest = i == 0 ? 4 : 2;
        if (parts[i].empty() || parts[i].size() > longest || (i == 0 && parts[i].size() != longest))
            return text;
        if (parts[i].size() == 1)
            parts[i].insert(0, 1, '0');
    }
    if (!rest.empty() && rest != " 00:00:00" && rest != " 00:00" && rest != " 0:00" && rest != " 0:00:00")
        return text;
    kept = parts[0] + "-" + parts[1] + "-" + parts[2];
    return kept;
}

// The rows of one file, with their words turned into names.
class Row {
public:
    Row(const OpenTable& table, std::size_t index, const FolderWords& words)
        : table_(table), index_(index), words_(words), where_(table.where(index))
    {
    }

    [[nodiscard]] const Where& where() const { return where_; }
    [[nodiscard]] Where where(std::string_view column) const { return where_.field(column); }
    [[nodiscard]] std::string_view text(std::string_view column) const
    {
        return table_.cell(index_, table_.column(column));
    }
    [[nodiscard]] std::string_view word(std::string_view column, std::string_view section) const
    {
        const std::string_view cell = text(column);
        return words_.name_of(section, cell).value_or(cell);
    }
    // A day by its column; `kept` holds it when its form is changed.
    [[nodiscard]] std::string_view day(std::string_view column, std::string& kept) const
    {
        return day_text(text(column), kept);
    }
    [[nodiscard]] std::optional<bool> yes_no(std::string_view column, ProblemList& problems) const
    {
        static constexpr std::array<std::pair<std::string_view, bool>, 2> choices = {{{"yes", true}, {"no", false}}};
        return read_choice(word(column, "yes_no"), choices, where(column), problems);
    }

private:
    const OpenTable& table_;
    std::size_t index_;
    const FolderWords& words_;
    Where where_;
};

// A word that stood in the same column of the row before: most rows repeat subject and term of their neighbour.
struct Remembered {
    std::string_view text;
    std::string_view name;

    std::string_view look_up(std::string_view cell, std::string_view section, const FolderWords& words)
    {
        if (cell != text || text.empty()) {
            text = cell;
            name = words.name_of(section, cell).value_or(cell);
        }
        return name;
    }
};

std::optional<Subject> read_subject(const Row& row, std::string_view name, StudentYearBuilder& builder)
{
    if (!name.empty())
        return builder.subject(name, row.where("subject"));
    builder.refuse(RefusalCode::field_missing, row.where("subject"), {{"field", "subject"}}, "KW-1");
    return std::nullopt;
}

class FolderReader {
public:
    FolderReader(std::span<const FolderTable> tables, const FolderContext& context)
        : tables_(tables), context_(context), words_(*context.words)
    {
    }

    SchoolFolder read();

private:
    struct Student {
        std::string key;  // his id with its digits in ASCII
        std::size_t row = 0;  // index in students.csv
        std::unique_ptr<StudentYearBuilder> builder;
        std::optional<Refusal> blocked;  // by a problem that stands with a file, not with his own facts
    };
    struct Planned {
        std::string_view competencies;
        std::string_view units;
        std::optional<std::size_t> row;
    };
    using Plan = std::array<std::array<Planned, 2>, k_subjects>;

    void open_tables();
    const OpenTable* table(std::string_view name) const;
    void report(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "");
    void report_all(ProblemList& problems);
    void block_all(const Refusal& refusal);

    void read_school();
    void read_calendar();
    void read_students();
    void read_student(const OpenTable& table, std::size_t index);
    void read_plan();
    void apply_plan(int grade, StudentYearBuilder& builder);
    void read_attendance();
    void read_excuses();
    void read_activities();
    void read_absence();
    void read_transfers();
    void read_exceptional();
    void read_levels();
    void read_competency_levels();
    void read_excluded();
    void read_units();
    void read_performance();
    void read_placement();
    void read_second_round();

    Student* find_student(std::string_view id);
    // Calls `read` with each row of a file and the builder of its student.
    template <class Read>
    void for_each_row(std::string_view file, const Read& read);
    // The same for rows of a subject in a term.
    template <class Read>
    void for_each_record(std::string_view file, const Read& read);

    SchoolFolder finish();

    std::span<const FolderTable> tables_;
    const FolderContext& context_;
    const FolderWords& words_;

    std::vector<std::pair<std::string_view, std::unique_ptr<OpenTable>>> open_;
    SchoolFolder folder_;
    const Rules* rules_ = nullptr;
    Given year_given_ = Given::no;
    std::optional<Where> year_at_;
    std::optional<std::pair<std::string_view, Where>> staff_;
    std::string as_of_kept_;
    std::optional<std::pair<std::string_view, Where>> as_of_;
    SchoolCalendars calendars_;
    bool is_calendar_refused_ = false;
    std::array<Plan, k_grades> plan_{};
    std::array<std::optional<Refusal>, k_grades> blocked_grades_{};
    std::optional<Refusal> blocked_all_;
    std::vector<Student> students_;
    std::vector<std::pair<std::string, std::size_t>> by_id_;  // in order
    std::string last_id_text_;
    Student* last_student_ = nullptr;
};

void FolderReader::block_all(const Refusal& refusal)
{
    if (!blocked_all_)
        blocked_all_ = refusal;
}

void FolderReader::report(RefusalCode code, const Where& where, Arguments arguments, const char* clause)
{
    folder_.problems.push_back({code, std::move(arguments), where.to_text(), clause});
}

// Problems of the folder as a whole.
void FolderReader::report_all(ProblemList& problems)
{
    for (Refusal& refusal : problems.take()) {
        block_all(refusal);
        folder_.problems.push_back(std::move(refusal));
    }
}

const OpenTable* FolderReader::table(std::string_view name) const
{
    for (const auto& [known, open] : open_)
        if (known == name)
            return open.get();
    return nullptr;
}

void FolderReader::open_tables()
{
    std::vector<std::string> file_names;
    for (const std::string_view name : folder_file_names())
        file_names.push_back(std::string(name) + ".csv");
    const std::vector<std::string_view> known(file_names.begin(), file_names.end());

    std::vector<std::pair<std::string_view, std::string_view>> seen;  // name and file
    for (const FolderTable& one : tables_) {
        const std::string_view stem = one.file.substr(0, one.file.rfind('.'));
        const auto name = words_.name_of("files", stem);
        const FileSpec* const spec = name ? file_spec(*name) : nullptr;
        const auto refuse = [&](Refusal refusal) {
            block_all(refusal);
            folder_.problems.push_back(std::move(refusal));
        };
        if (spec == nullptr) {
            refuse({RefusalCode::file_unknown,
                    {{"file", std::string(one.file)}, {"allowed", offered(one.file, known)}},
                    std::string(one.file),
                    ""});
            continue;
        }
        const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& pair) { return pair.first == spec->name; });
        if (first != seen.end()) {
            refuse({RefusalCode::given_twice,
                    {{"value", std::string(one.file)}, {"other", std::string(first->second)}},
                    std::string(one.file),
                    ""});
            continue;
        }
        seen.emplace_back(spec->name, one.file);
        const std::size_t before = folder_.problems.size();
        auto open = std::make_unique<OpenTable>(one, *spec, words_, folder_.problems);
        if (!open->is_usable()) {
            // A file that is not whole and says not why is no less broken.
            if (folder_.problems.size() == before)
                folder_.problems.push_back({RefusalCode::file_not_readable,
                                            {{"file", std::string(one.file)}},
                                            std::string(one.file),
                                            ""});
            block_all(folder_.problems.back());
        }
        open_.emplace_back(spec->name, std::move(open));
    }
    for (const std::string_view name : {"students", "plan"})
        if (std::none_of(seen.begin(), seen.end(), [&](const auto& pair) { return pair.first == name; })) {
            const std::string file = std::string(name) + ".csv";
            const Refusal refusal{RefusalCode::file_not_readable, {{"file", file}}, file, ""};
            block_all(refusal);
            folder_.problems.push_back(refusal);
        }
}

// school.csv: name, staff, the school year, the day of judgement.
void FolderReader::read_school()
{
    ProblemList problems;
    if (const OpenTable* const open = table("school"); open != nullptr && open->is_usable()) {
        static constexpr std::array<std::string_view, 4> keys = {"name", "staff", "school_year", "as_of"};
        std::vector<std::pair<std::string_view, Where>> seen;
        for (std::size_t i = 0; i < open->rows(); ++i) {
            const Row row(*open, i, words_);
            const std::string_view key = row.word("key", "school_keys");
            const std::string_view value = row.text("value");
            const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == key; });
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                problems.add(RefusalCode::field_unknown, row.where("key"),
                             {{"field", shown_value(key)}, {"allowed", offered(key, keys)}});
            } else if (first != seen.end()) {
                problems.add(RefusalCode::given_twice, row.where(),
                             {{"value", std::string(key)}, {"other", first->second.to_text()}});
            } else {
                seen.emplace_back(key, row.where());
                if (value.empty())
                    continue;
                if (key == "name")
                    folder_.name = value;
                else if (key == "staff")
                    staff_.emplace(words_.name_of("staff", value).value_or(value), row.where("value"));
                else if (key == "as_of")
                    as_of_.emplace(day_text(value, as_of_kept_), row.where("value"));
                else
                    folder_.school_year = SchoolYear::parse(value);
                if (key != "school_year")
                    continue;
                year_given_ = Given::yes;
                year_at_ = row.where("value");
                if (!folder_.school_year)
                    problems.add(RefusalCode::school_year_unreadable, *year_at_, {{"value", shown_value(value)}});
            }
        }
        // A school year that cannot be read must not become the default one.
        if (!problems.is_empty()) {
            report_all(problems);
            return;
        }
    }
    if (!folder_.school_year)
        folder_.school_year = context_.default_school_year;
    const auto refuse = [&](Refusal refusal) {
        refusal.field = year_at_ ? year_at_->to_text() : "school.csv";
        block_all(refusal);
        folder_.problems.push_back(std::move(refusal));
    };
    if (!folder_.school_year) {
        refuse({RefusalCode::field_missing, {{"field", "school_year"}}, "", "KW-P1-0"});
        return;
    }
    const Result<const Rules*> rules = context_.rules_of(*folder_.school_year);
    if (!rules)
        refuse(rules.refusal());
    else
        rules_ = *rules;
}

void FolderReader::read_calendar()
{
    calendars_ = context_.calendars;
    const OpenTable* const open = table("calendar");
    if (open == nullptr || !open->is_usable() || open->rows() == 0)
        return;
    ProblemList problems;
    CalendarBuilder calendar(*rules_, *folder_.school_year, problems);
    const auto days = CalendarBuilder::day_names();
    std::vector<std::pair<std::string_view, Where>> seen;
    for (std::size_t i = 0; i < open->rows(); ++i) {
        const Row row(*open, i, words_);
        const std::string_view key = row.word("key", "calendar_keys");
        const std::string_view value = row.text("value");
        const Where at = row.where("value");
        std::string kept;
        // Lists stand in one cell or in several rows.
        if (key == "school_weekdays") {
            for_each_part(value, [&](std::string_view part) {
                calendar.school_weekday(words_.name_of("weekdays", part).value_or(part), at);
            });
            continue;
        }
        if (key == "public_holidays") {
            for_each_part(value, [&](std::string_view part) { calendar.public_holiday(day_text(part, kept), at); });
            continue;
        }
        if (key != "decision" && std::find(days.begin(), days.end(), key) == days.end()) {
            std::vector<std::string_view> known(days.begin(), days.end());
            known.insert(known.end(), {"decision", "school_weekdays", "public_holidays"});
            problems.add(RefusalCode::field_unknown, row.where("key"),
                         {{"field", shown_value(key)}, {"allowed", offered(key, known)}}, "KW-2");
            continue;
        }
        const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == key; });
        if (first != seen.end()) {
            problems.add(RefusalCode::given_twice, row.where(),
                         {{"value", std::string(key)}, {"other", first->second.to_text()}}, "KW-2");
            continue;
        }
        seen.emplace_back(key, row.where());
        if (key == "decision")
            calendar.decision(value, at);
        else
            calendar.day(key, day_text(value, kept), at);
    }
    // What is missing would stand in a row of its own; the first one names the file.
    auto calendars = calendar.finish(open->where(0));
    is_calendar_refused_ = !calendars;
    report_all(problems);
    if (calendars)
        calendars_ = *std::move(calendars);
}

void FolderReader::read_students()
{
    const OpenTable* const open = table("students");
    if (open == nullptr || !open->is_usable())
        return;
    students_.reserve(open->rows());
    for (std::size_t i = 0; i < open->rows(); ++i)
        read_student(*open, i);
    for (std::size_t i = 0; i < students_.size(); ++i)
        by_id_.emplace_back(students_[i].key, i);
    std::sort(by_id_.begin(), by_id_.end());
    // Which of two rows is right nobody can tell, so both are refused, and the facts of that number with them.
    for (std::size_t i = 1; i < by_id_.size(); ++i) {
        if (by_id_[i].first != by_id_[i - 1].first || by_id_[i].first.empty())
            continue;
        for (const std::size_t number : {by_id_[i - 1].second, by_id_[i].second}) {
            Student& student = students_[number];
            if (student.blocked)
                continue;
            const Refusal refusal{RefusalCode::student_duplicate,
                                  {{"student", student.key}},
                                  open->where(student.row).field("id").to_text(),
                                  ""};
            folder_.problems.push_back(refusal);
            student.blocked = refusal;
        }
    }
}

void FolderReader::read_student(const OpenTable& open, std::size_t index)
{
    const Row row(open, index, words_);
    Student student;
    student.key = id_of(row.text("id"));
    student.row = index;
    if (rules_ != nullptr) {
        student.builder = std::make_unique<StudentYearBuilder>(*rules_, context_.symbols);
        StudentYearBuilder& builder = *student.builder;
        std::string kept;
        builder.school_year(*folder_.school_year, year_given_, year_at_.value_or(row.where()));
        builder.id(row.text("id"));
        builder.name(row.text("name"));
        builder.section(row.text("section"));
        if (student.key.empty())
            builder.refuse(RefusalCode::field_missing, row.where("id"), {{"field", "id"}});
        builder.grade(row.word("grade", "grades"), row.where("grade"));
        builder.sex(row.word("sex", "sexes"), row.where("sex"));
        builder.birth_date(row.day("birth_date", kept), row.where("birth_date"));
        builder.nationality(row.word("nationality", "countries"), row.where("nationality"));
        if (staff_)
            builder.school_staff(staff_->first, staff_->second);
        if (as_of_)
            builder.as_of(as_of_->first, as_of_->second);

        if (builder.grade() != 0)
            builder.calendar(calendars_.of(builder.grade()), row.where());
        const bool newcomer = row.yes_no("newcomer", builder.problems()).value_or(false);
        // The column is enrolled_on here and enrolment.on in JSON; the builder names the latter.
        const auto enrolled = row.day("enrolled_on", kept);
        if (newcomer && enrolled.empty())
            builder.refuse(RefusalCode::field_missing, row.where("enrolled_on"), {{"field", "enrolled_on"}}, "KW-23");
        else
            builder.enrolment(enrolled, newcomer, row.where("enrolled_on").as_whole());

        const std::string_view from_term = row.word("exempt_from", "terms");
        const std::string_view ground = row.word("exempt_ground", "grounds");
        for_each_part(row.text("exempt"), [&](std::string_view part) {
            const auto subject = builder.subject(words_.name_of("subjects", part).value_or(part), row.where("exempt"));
            if (subject)
                builder.exempt({.subject = *subject, .from_term = from_term, .ground = ground}, row.where("exempt").as_whole());
        });

        const std::string_view attended = row.text("last_two_months_attended");
        const auto all_excused = row.yes_no("last_two_months_all_excused", builder.problems());
        if (!attended.empty() || all_excused)
            builder.last_two_months(attended, all_excused.value_or(false),
                                    row.where("last_two_months_attended").as_whole());
    }
    if (open.is_broken(index))
        student.blocked = open.problem_of_row(index);
    students_.push_back(std::move(student));
}

// plan.csv is checked once for each grade, not once for each student.
void FolderReader::read_plan()
{
    const OpenTable* const open = table("plan");
    if (open == nullptr || !open->is_usable())
        return;
    for (std::size_t i = 0; i < open->rows(); ++i) {
        const Row row(*open, i, words_);
        StudentYearBuilder probe(*rules_, context_.symbols);
        if (row.text("grade").empty())
            probe.refuse(RefusalCode::field_missing, row.where("grade"), {{"field", "grade"}}, "KW-1");
        probe.grade(row.word("grade", "grades"), row.where("grade"));
        const auto subject = read_subject(row, row.word("subject", "subjects"), probe);
        std::vector<Term> terms(k_terms.begin(), k_terms.end());
        if (!row.text("term").empty()) {
            terms.clear();
            if (const auto term = probe.term(row.word("term", "terms"), row.where("term")))
                terms.push_back(*term);
        }
        const int grade = probe.grade();
        if (subject && grade != 0) {
            for (const Term term : terms) {
                probe.competencies(*subject, term, row.text("competencies"), row.where("competencies"));
                probe.units(*subject, term, row.text("units"), row.where("units"));
                Planned& planned = plan_[static_cast<std::size_t>(grade - 1)][index(*subject)][index(term)];
                if (planned.row) {
                    probe.refuse(RefusalCode::given_twice, row.where(),
                                 {{"value", code(*subject)}, {"other", open->where(*planned.row).to_text()}}, "KW-T-8");
                    continue;
                }
                planned = {row.text("competencies"), row.text("units"), i};
            }
        }
        if (open->is_broken(i) && probe.problems().is_empty())
            probe.refuse(open->problem_of_row(i));
        else if (probe.problems().is_empty())
            continue;
        const Refusal first = probe.problems().all().front();
        if (grade == 0)
            block_all(first);
        else if (auto& blocked = blocked_grades_[static_cast<std::size_t>(grade - 1)]; !blocked)
            blocked = first;
        // A broken row has been reported when the file was cut.
        if (!open->is_broken(i))
            for (Refusal& refusal : probe.problems().take())
                folder_.problems.push_back(std::move(refusal));
    }
    for (const Student& student : students_)
        if (student.builder && student.builder->grade() != 0)
            apply_plan(student.builder->grade(), *student.builder);
}

void FolderReader::apply_plan(int grade, StudentYearBuilder& builder)
{
    const OpenTable& open = *table("plan");
    if (blocked_grades_[static_cast<std::size_t>(grade - 1)])
        return;
    for (const Subject subject : k_all_subjects)
        for (const Term term : k_terms) {
            const Planned& planned = plan_[static_cast<std::size_t>(grade - 1)][index(subject)][index(term)];
            if (!planned.row)
                continue;
            const Where at = open.where(*planned.row);
            builder.competencies(subject, term, planned.competencies, at.field("competencies"));
            builder.units(subject, term, planned.units, at.field("units"));
        }
}

FolderReader::Student* FolderReader::find_student(std::string_view text)
{
    if (last_student_ != nullptr && last_id_text_ == text)
        return last_student_;
    const std::string id = id_of(text);
    const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                        [](const auto& one, const std::string& sought) { return one.first < sought; });
    if (found == by_id_.end() || found->first != id)
        return nullptr;
    last_id_text_ = text;
    last_student_ = &students_[found->second];
    return last_student_;
}

template <class Read>
void FolderReader::for_each_row(std::string_view file, const Read& read)
{
    const OpenTable* const open = table(file);
    if (open == nullptr || !open->is_usable())
        return;
    const Column column = open->column("student");
    for (std::size_t i = 0; i < open->rows(); ++i) {
        const std::string_view id = open->cell(i, column);
        const Row row(*open, i, words_);
        if (id.empty()) {
            if (!open->is_broken(i))
                report(RefusalCode::field_missing, row.where("student"), {{"field", "student"}});
            continue;
        }
        Student* const student = find_student(id);
        if (student == nullptr) {
            report(RefusalCode::student_unknown, row.where("student"), {{"student", shown_value(id)}});
            continue;
        }
        if (open->is_broken(i)) {
            if (!student->blocked)
                student->blocked = open->problem_of_row(i);
            continue;
        }
        if (student->builder)
            read(row, *student->builder);
    }
}

template <class Read>
void FolderReader::for_each_record(std::string_view file, const Read& read)
{
    Remembered subject_word;
    Remembered term_word;
    for_each_row(file, [&](const Row& row, StudentYearBuilder& builder) {
        const std::string_view subject_text = subject_word.look_up(row.text("subject"), "subjects", words_);
        const auto subject = read_subject(row, subject_text, builder);
        const auto term =
            builder.term(term_word.look_up(row.text("term"), "terms", words_), row.where("term"));
        if (subject && term)
            read(row, builder, *subject, *term);
    });
}

void FolderReader::read_attendance()
{
    static constexpr std::array<std::pair<std::string_view, int>, 4> kinds = {
        {{"absent", 0}, {"period", 1}, {"late", 2}, {"leave", 3}}};
    for_each_row("attendance", [&](const Row& row, StudentYearBuilder& builder) {
        const std::string_view word = row.word("kind", "attendance_kinds");
        if (word.empty())
            builder.refuse(RefusalCode::field_missing, row.where("kind"), {{"field", "kind"}}, "KW-22.3");
        const auto kind = read_choice(word, kinds, row.where("kind"), builder.problems());
        if (!kind)
            return;
        std::string kept;
        const std::string_view on = row.day("on", kept);
        const std::string_view period = row.text("period");
        const std::string_view judgement = row.word("judgement", "judgements");
        if (*kind == 1 && period.empty())
            builder.refuse(RefusalCode::field_missing, row.where("period"), {{"field", "period"}}, "KW-22.4");
        else if (*kind != 1 && !period.empty())
            builder.refuse(RefusalCode::facts_contradict, row.where("period"),
                           {{"field", "period"},
                            {"value", shown_value(period)},
                            {"other_field", "kind"},
                            {"other_value", std::string(word)}},
                           "KW-22.4");
        else if (*kind <= 1)
            builder.absent_on(on, period, row.where());
        else if (*kind == 2)
            builder.late_on(on, judgement, row.where());
        else if (judgement == "accepted" || judgement == "refused")
            builder.leave_on(on, judgement == "accepted", row.where());
        else
            builder.refuse(judgement.empty() ? RefusalCode::field_missing : RefusalCode::value_not_listed,
                           row.where("judgement"),
                           {{"field", "judgement"}, {"value", shown_value(judgement)}, {"allowed", "accepted, refused"}},
                           "KW-21.2");
    });
}

void FolderReader::read_excuses()
{
    for_each_row("excuses", [&](const Row& row, StudentYearBuilder& builder) {
        std::array<std::string, 3> kept;
        builder.excuse({.from = row.day("from", kept[0]),
                        .to = row.day("to", kept[1]),
                        .kind = row.word("kind", "excuse_kinds"),
                        .on_school_form = row.yes_no("on_school_form", builder.problems()).value_or(false),
                        .certifier = row.word("certifier", "certifiers"),
                        .school_health_certified =
                            row.yes_no("school_health_certified", builder.problems()).value_or(false),
                        .submitted_on = row.day("submitted_on", kept[2]),
                        .judgement = row.word("judgement", "judgements")},
                       row.where());
    });
}

void FolderReader::read_activities()
{
    for_each_row("activities", [&](const Row& row, StudentYearBuilder& builder) {
        std::array<std::string, 2> kept;
        builder.activity(row.text("letter"), row.day("from", kept[0]), row.day("to", kept[1]), row.where());
    });
}

void FolderReader::read_absence()
{
    for_each_row("absence", [&](const Row& row, StudentYearBuilder& builder) {
        const auto term = builder.term(row.word("term", "terms"), row.where("term"));
        if (!term)
            return;
        for (const std::string_view name : StudentYearBuilder::absence_count_names())
            builder.absence_count(*term, name, row.text(name), row.where(name));
    });
}

void FolderReader::read_transfers()
{
    for_each_row("transfers", [&](const Row& row, StudentYearBuilder& builder) {
        const auto term = builder.term(row.word("term", "terms"), row.where("term"));
        if (!term)
            return;
        std::string kept;
        builder.transfer_on(row.day("on", kept), row.where("on"));
        CarriedEntry entry{.unexcused_days = row.text("unexcused_days"),
                           .excused_days = row.text("excused_days"),
                           .lateness_unaccepted = row.text("lateness_unaccepted"),
                           .documents = {}};
        for_each_part(row.text("documents"), [&](std::string_view part) {
            entry.documents.push_back(words_.name_of("documents", part).value_or(part));
        });
        builder.carried(*term, entry, row.where());
    });
}

void FolderReader::read_exceptional()
{
    for_each_row("exceptional", [&](const Row& row, StudentYearBuilder& builder) {
        std::array<std::string, 2> kept;
        // Their number, or the documents themselves.
        int documents = 0;
        const std::string_view cell = row.text("documents");
        if (const auto number = decimal_of(cell))
            documents = read_whole(cell, 0, 1000, row.where("documents"), builder.problems()).value_or(0);
        else
            for_each_part(cell, [&](std::string_view) { ++documents; });
        builder.exceptional({.type = row.word("type", "exceptional_types"),
                             .person = row.word("person", "persons"),
                             .from = row.day("from", kept[0]),
                             .to = row.day("to", kept[1]),
                             .documents = documents,
                             .district = row.word("district", "judgements"),
                             .ministry_committee = row.word("ministry_committee", "judgements"),
                             .lapsed = row.yes_no("lapsed", builder.problems()).value_or(false)},
                            row.where());
    });
}

void FolderReader::read_levels()
{
    Remembered level_word;
    for_each_record("levels", [&](const Row& row, StudentYearBuilder& builder, Subject subject, Term term) {
        std::string_view level = row.text("level");
        if (level.empty())
            return;
        const auto criterion =
            builder.criterion(subject, term, row.text("criterion"), std::nullopt, row.where("criterion"));
        if (!criterion)
            return;
        // A single ASCII letter or digit is the documented form.
        if (level.size() > 1)
            level = level_word.look_up(level, "absence_marks", words_);
        std::array<std::string, 3> kept;
        builder.measure({.subject = subject,
                         .term = term,
                         .criterion = *criterion,
                         .level = level,
                         .on = row.day("on", kept[0]),
                         .missed_on = row.day("missed_on", kept[1]),
                         .activities_practised_on = row.day("activities_practised_on", kept[2])},
                        row.where());
    });
}

void FolderReader::read_competency_levels()
{
    for_each_record("competency_levels", [&](const Row& row, StudentYearBuilder& builder, Subject subject, Term term) {
        if (row.text("level").empty())
            return;
        if (const auto competency = builder.competency(subject, term, row.text("competency"), row.where("competency")))
            builder.competency_level(subject, term, *competency, row.word("level", "absence_marks"), row.where());
    });
}

void FolderReader::read_excluded()
{
    for_each_record("excluded", [&](const Row& row, StudentYearBuilder& builder, Subject subject, Term term) {
        if (const auto competency = builder.competency(subject, term, row.text("competency"), row.where("competency")))
            builder.exclude(subject, term, *competency, row.where());
    });
}

void FolderReader::read_units()
{
    for_each_record("units", [&](const Row& row, StudentYearBuilder& builder, Subject subject, Term term) {
        if (row.text("score").empty())
            return;
        if (row.text("unit").empty())
            builder.refuse(RefusalCode::field_missing, row.where("unit"), {{"field", "unit"}}, "KW-T-8");
        constexpr int k_most = 999;
        const auto number = read_whole(row.text("unit"), 1, k_most, row.where("unit"), builder.problems());
        if (!number)
            return;
        std::array<std::string, 2> kept;
        Known last_two_months = Known::unknown;
        if (const auto inside = row.yes_no("last_two_months", builder.problems()))
            last_two_months = *inside ? Known::yes : Known::no;
        builder.unit({.subject = subject,
                      .term = term,
                      .number = *number,
                      .score = row.word("score", "absence_marks"),
                      .maximum = row.text("max"),
                      .on = row.day("on", kept[0]),
                      .missed_on = row.day("missed_on", kept[1]),
                      .last_two_months = last_two_months},
                     row.where());
    });
}

void FolderReader::read_performance()
{
    for_each_row("performance", [&](const Row& row, StudentYearBuilder& builder) {
        if (const auto subject = read_subject(row, row.word("subject", "subjects"), builder))
            builder.performance(*subject, row.word("mark", "absence_marks"), row.where());
    });
}

void FolderReader::read_placement()
{
    for_each_row("placement", [&](const Row& row, StudentYearBuilder& builder) {
        std::string kept;
        if (const auto subject = read_subject(row, row.word("subject", "subjects"), builder))
            builder.placement(*subject, row.word("mark", "absence_marks"), row.day("on", kept), row.where());
    });
}

void FolderReader::read_second_round()
{
    for_each_row("second_round", [&](const Row& row, StudentYearBuilder& builder) {
        const auto subject = read_subject(row, row.word("subject", "subjects"), builder);
        if (!subject)
            return;
        std::string kept;
        SecondRoundEntry entry;
        entry.subject = *subject;
        entry.reassessment_of_40 = row.text("term2_reassessment_of_40");
        entry.reassessment = row.text("term2_reassessment");
        entry.reassessment_maximum = row.text("term2_reassessment_max");
        entry.performance = row.text("performance");
        entry.paper = row.text("paper");
        entry.on = row.day("on", kept);
        const std::string_view absent = row.text("absent");
        const auto yes_no = words_.name_of("yes_no", absent);
        if (yes_no)
            entry.absent = *yes_no == "yes" ? "U" : "";
        else
            entry.absent = row.word("absent", "absence_marks");
        // That he was absent is said without the class by "A".
        if (entry.absent == "A")
            entry.absent = "U";
        builder.second_round(entry, row.where());
    });
}

SchoolFolder FolderReader::finish()
{
    const OpenTable* const open = table("students");
    for (Student& student : students_) {
        const Row row(*open, student.row, words_);
        std::optional<Result<StudentYear>> facts;
        int grade = 0;
        if (student.builder) {
            StudentYearBuilder& builder = *student.builder;
            grade = builder.grade();
            Result<StudentYear> read = builder.finish(row.where());
            for (Refusal& refusal : builder.problems().take()) {
                // A calendar that was refused is no missing one.
                if (refusal.code == RefusalCode::calendar_day_missing && is_calendar_refused_)
                    continue;
                // One missing line of the plan is one problem, however many students wait for it.
                if (refusal.code == RefusalCode::units_not_set)
                    refusal.field = "plan.csv";
                folder_.problems.push_back(std::move(refusal));
            }
            facts.emplace(std::move(read));
        }
        const std::optional<Refusal>& of_grade =
            grade == 0 ? student.blocked : blocked_grades_[static_cast<std::size_t>(grade - 1)];
        if (student.blocked)
            facts.emplace(*student.blocked);
        else if (blocked_all_ && (!facts || *facts))
            facts.emplace(*blocked_all_);
        else if (of_grade && (!facts || *facts))
            facts.emplace(*of_grade);
        if (!facts)
            facts.emplace(Refusal{RefusalCode::file_not_readable, {{"file", "school.csv"}}, "school.csv", ""});
        folder_.students.push_back({.id = std::string(row.text("id")),
                                    .name = std::string(row.text("name")),
                                    .grade = grade,
                                    .section = std::string(row.text("section")),
                                    .row = open->table().row_numbers[student.row],
                                    .facts = *std::move(facts)});
    }

    // In the order of files and rows; the same problem of all students is told once.
    const auto place = [&](const Refusal& refusal) {
        std::string_view file = refusal.field;
        std::size_t rank = tables_.size();
        std::uint32_t row = 0;
        for (std::size_t i = 0; i < tables_.size(); ++i) {
            if (!file.starts_with(tables_[i].file) || (file.size() > tables_[i].file.size() && file[tables_[i].file.size()] != ':'))
                continue;
            rank = i;
            if (file.size() > tables_[i].file.size()) {
                const std::string_view number = file.substr(tables_[i].file.size() + 1);
                std::from_chars(number.data(), number.data() + number.size(), row);
            }
            break;
        }
        return std::pair(rank, row);
    };
    std::vector<std::pair<std::pair<std::size_t, std::uint32_t>, std::size_t>> order;
    for (std::size_t i = 0; i < folder_.problems.size(); ++i)
        order.emplace_back(place(folder_.problems[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Refusal> sorted;
    std::size_t first_here = 0;  // of those with the place of the last one
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || order[i].first != order[i - 1].first)
            first_here = sorted.size();
        Refusal& refusal = folder_.problems[order[i].second];
        const auto is_same = [&](const Refusal& known) {
            return known.code == refusal.code && known.field == refusal.field && known.arguments == refusal.arguments;
        };
        if (std::none_of(sorted.begin() + static_cast<std::ptrdiff_t>(first_here), sorted.end(), is_same))
            sorted.push_back(std::move(refusal));
    }
    folder_.problems = std::move(sorted);
    return std::move(folder_);
}

SchoolFolder FolderReader::read()
{
    open_tables();
    read_school();
    if (rules_ != nullptr)
        read_calendar();
    read_students();
    if (rules_ != nullptr) {
        read_plan();
        read_attendance();
        read_excuses();
        read_activities();
        read_absence();
        read_transfers();
        read_exceptional();
        read_levels();
        read_competency_levels();
        read_excluded();
        read_units();
        read_performance();
        read_placement();
        read_second_round();
    }
    return finish();
}

}  // namespace

SchoolFolder read_school_folder(std::span<const FolderTable> tables, const FolderContext& context)
{
    return FolderReader(tables, context).read();
}

}  // namespace taqwim::kw_primary_2016

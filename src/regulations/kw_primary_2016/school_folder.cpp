#include "regulations/kw_primary_2016/school_folder.h"
#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/folder_files.h"

#include <algorithm>
#include <charconv>

#include "regulations/frame/folder_row.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"
#include "regulations/kw_primary_2016/folder_reader.h"

namespace taqwim::kw_primary_2016 {

void FolderReader::block_all(const Refusal& refusal)
{
    if (!blocked_all_)
        blocked_all_ = refusal;
}

void FolderReader::report(RefusalCode code, const Where& where, Arguments arguments,
                          const char* clause)
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
        const FileSpec* const spec = name ? folder_form().find(*name) : nullptr;
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
        const auto first = std::find_if(seen.begin(), seen.end(),
                                        [&](const auto& pair) { return pair.first == spec->name; });
        if (first != seen.end()) {
            refuse({RefusalCode::given_twice,
                    {{"value", std::string(one.file)}, {"other", std::string(first->second)}},
                    std::string(one.file),
                    ""});
            continue;
        }
        seen.emplace_back(spec->name, one.file);
        const std::size_t before = folder_.problems.size();
        auto open =
            std::make_unique<OpenTable>(one, *spec, folder_form(), words_, folder_.problems);
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
        if (std::none_of(seen.begin(), seen.end(),
                         [&](const auto& pair) { return pair.first == name; })) {
            const std::string file = std::string(name) + ".csv";
            const Refusal refusal{RefusalCode::file_not_readable, {{"file", file}}, file, ""};
            block_all(refusal);
            folder_.problems.push_back(refusal);
        }
}

// The regulation that the folder says it is for: this one.
void FolderReader::read_regulation(std::string_view id, const Where& where, ProblemList& problems)
{
    constexpr std::string_view k_own = "kw_primary_2016";
    if (id != k_own)
        problems.add(RefusalCode::value_not_listed, where,
                     {{"value", shown_value(id)}, {"allowed", std::string(k_own)}});
}

// school.csv: name, regulation, staff, the school year, the day of judgement.
void FolderReader::read_school()
{
    ProblemList problems;
    if (const OpenTable* const open = table("school"); open != nullptr && open->is_usable()) {
        static constexpr std::array<std::string_view, 5> keys = {"name", "regulation", "staff",
                                                                 "school_year", "as_of"};
        std::vector<std::pair<std::string_view, Where>> seen;
        for (std::size_t i = 0; i < open->rows(); ++i) {
            const FolderRow row(*open, i, words_);
            const std::string_view key = row.word("key", "school_keys");
            const std::string_view value = row.text("value");
            const auto first = std::find_if(seen.begin(), seen.end(),
                                            [&](const auto& one) { return one.first == key; });
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
                else if (key == "regulation")
                    read_regulation(value, row.where("value"), problems);
                else if (key == "staff")
                    staff_.emplace(words_.name_of("staff", value).value_or(value),
                                   row.where("value"));
                else if (key == "as_of")
                    as_of_.emplace(day_text(value, as_of_kept_), row.where("value"));
                else
                    folder_.school_year = SchoolYear::parse(value);
                if (key != "school_year")
                    continue;
                year_given_ = Given::yes;
                year_at_ = row.where("value");
                if (!folder_.school_year)
                    problems.add(RefusalCode::school_year_unreadable, *year_at_,
                                 {{"value", shown_value(value)}});
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
        const FolderRow row(*open, i, words_);
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
            for_each_part(value, [&](std::string_view part) {
                calendar.public_holiday(day_text(part, kept), at);
            });
            continue;
        }
        if (key != "decision" && std::find(days.begin(), days.end(), key) == days.end()) {
            std::vector<std::string_view> known(days.begin(), days.end());
            known.insert(known.end(), {"decision", "school_weekdays", "public_holidays"});
            problems.add(RefusalCode::field_unknown, row.where("key"),
                         {{"field", shown_value(key)}, {"allowed", offered(key, known)}}, "KW-2");
            continue;
        }
        const auto first = std::find_if(seen.begin(), seen.end(),
                                        [&](const auto& one) { return one.first == key; });
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
    // Which of two rows is right nobody can tell, so both are refused, and the facts of that number
    // with them.
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
    const FolderRow row(open, index, words_);
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
            builder.refuse(RefusalCode::field_missing, row.where("enrolled_on"),
                           {{"field", "enrolled_on"}}, "KW-23");
        else
            builder.enrolment(enrolled, newcomer, row.where("enrolled_on").as_whole());

        const std::string_view from_term = row.word("exempt_from", "terms");
        const std::string_view ground = row.word("exempt_ground", "grounds");
        for_each_part(row.text("exempt"), [&](std::string_view part) {
            const auto subject = builder.subject(words_.name_of("subjects", part).value_or(part),
                                                 row.where("exempt"));
            if (subject)
                builder.exempt({.subject = *subject, .from_term = from_term, .ground = ground},
                               row.where("exempt").as_whole());
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
        const FolderRow row(*open, i, words_);
        StudentYearBuilder probe(*rules_, context_.symbols);
        if (row.text("grade").empty())
            probe.refuse(RefusalCode::field_missing, row.where("grade"), {{"field", "grade"}},
                         "KW-1");
        probe.grade(row.word("grade", "grades"), row.where("grade"));
        const auto subject = read_subject(row, row.word("subject", "subjects"), probe);
        std::vector<Term> terms(k_terms.begin(), k_terms.end());
        if (!row.text("term").empty()) {
            terms.clear();
            if (const auto term = probe.term(row.word("term", "terms"), row.where("term")))
                terms.push_back(*term);
        }
        const int grade = probe.grade();
        if (subject && grade != 0 && !terms.empty()) {
            // One number for both terms is checked once.
            probe.competencies(*subject, terms.front(), row.text("competencies"),
                               row.where("competencies"));
            probe.units(*subject, terms.front(), row.text("units"), row.where("units"));
            for (const Term term : terms) {
                Planned& planned =
                    plan_[static_cast<std::size_t>(grade - 1)][index(*subject)][index(term)];
                if (planned.row) {
                    probe.refuse(
                        RefusalCode::given_twice, row.where(),
                        {{"value", code(*subject)}, {"other", open->where(*planned.row).to_text()}},
                        "KW-T-8");
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
            const Planned& planned =
                plan_[static_cast<std::size_t>(grade - 1)][index(subject)][index(term)];
            if (!planned.row)
                continue;
            const Where at = open.where(*planned.row);
            builder.competencies(subject, term, planned.competencies, at.field("competencies"));
            builder.units(subject, term, planned.units, at.field("units"));
        }
}

SchoolFolder FolderReader::finish()
{
    const OpenTable* const open = table("students");
    for (Student& student : students_) {
        const FolderRow row(*open, student.row, words_);
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
            facts.emplace(Refusal{
                RefusalCode::file_not_readable, {{"file", "school.csv"}}, "school.csv", ""});
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
            if (!file.starts_with(tables_[i].file) ||
                (file.size() > tables_[i].file.size() && file[tables_[i].file.size()] != ':'))
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
            return known.code == refusal.code && known.field == refusal.field &&
                   known.arguments == refusal.arguments;
        };
        if (std::none_of(sorted.begin() + static_cast<std::ptrdiff_t>(first_here), sorted.end(),
                         is_same))
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
        open_ledgers();
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

SchoolFolder read_school_folder(std::span<const FolderTable> tables, const FolderContext& context)
{
    return FolderReader(tables, context).read();
}

}  // namespace taqwim::kw_primary_2016

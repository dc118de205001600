// The files with one row for each fact of a student.

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/folder_row.h"
#include "regulations/frame/value_reading.h"
#include "regulations/kw_primary_2016/folder_reader.h"

namespace taqwim::kw_primary_2016 {

std::optional<Subject> read_subject(const FolderRow& row, std::string_view name,
                                    StudentYearBuilder& builder)
{
    if (!name.empty())
        return builder.subject(name, row.where("subject"));
    builder.refuse(RefusalCode::field_missing, row.where("subject"), {{"field", "subject"}},
                   "KW-1");
    return std::nullopt;
}

FolderReader::Student* FolderReader::find_student(std::string_view text)
{
    if (last_student_ != nullptr && last_id_text_ == text)
        return last_student_;
    const std::string id = id_of(text);
    const auto found = std::lower_bound(
        by_id_.begin(), by_id_.end(), id,
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
        const FolderRow row(*open, i, words_);
        if (id.empty()) {
            if (!open->is_broken(i))
                report(RefusalCode::field_missing, row.where("student"), {{"field", "student"}});
            continue;
        }
        Student* const student = find_student(id);
        if (student == nullptr) {
            report(RefusalCode::student_unknown, row.where("student"),
                   {{"student", shown_value(id)}});
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
    for_each_row(file, [&](const FolderRow& row, StudentYearBuilder& builder) {
        const std::string_view subject_text =
            subject_word.look_up(row.text("subject"), "subjects", words_);
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
    for_each_row("attendance", [&](const FolderRow& row, StudentYearBuilder& builder) {
        const std::string_view word = row.word("kind", "attendance_kinds");
        if (word.empty())
            builder.refuse(RefusalCode::field_missing, row.where("kind"), {{"field", "kind"}},
                           "KW-22.3");
        const auto kind = read_choice(word, kinds, row.where("kind"), builder.problems());
        if (!kind)
            return;
        std::string kept;
        const std::string_view on = row.day("on", kept);
        const std::string_view period = row.text("period");
        const std::string_view judgement = row.word("judgement", "judgements");
        if (*kind == 1 && period.empty())
            builder.refuse(RefusalCode::field_missing, row.where("period"), {{"field", "period"}},
                           "KW-22.4");
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
            builder.refuse(judgement.empty() ? RefusalCode::field_missing
                                             : RefusalCode::value_not_listed,
                           row.where("judgement"),
                           {{"field", "judgement"},
                            {"value", shown_value(judgement)},
                            {"allowed", "accepted, refused"}},
                           "KW-21.2");
    });
}

void FolderReader::read_excuses()
{
    for_each_row("excuses", [&](const FolderRow& row, StudentYearBuilder& builder) {
        std::array<std::string, 3> kept;
        builder.excuse(
            {.from = row.day("from", kept[0]),
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
    for_each_row("activities", [&](const FolderRow& row, StudentYearBuilder& builder) {
        std::array<std::string, 2> kept;
        builder.activity(row.text("letter"), row.day("from", kept[0]), row.day("to", kept[1]),
                         row.where());
    });
}

void FolderReader::read_absence()
{
    for_each_row("absence", [&](const FolderRow& row, StudentYearBuilder& builder) {
        const auto term = builder.term(row.word("term", "terms"), row.where("term"));
        if (!term)
            return;
        for (const std::string_view name : StudentYearBuilder::absence_count_names())
            builder.absence_count(*term, name, row.text(name), row.where(name));
    });
}

void FolderReader::read_transfers()
{
    for_each_row("transfers", [&](const FolderRow& row, StudentYearBuilder& builder) {
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
    for_each_row("exceptional", [&](const FolderRow& row, StudentYearBuilder& builder) {
        std::array<std::string, 2> kept;
        // Their number, or the documents themselves.
        int documents = 0;
        const std::string_view cell = row.text("documents");
        if (const auto number = decimal_of(cell))
            documents =
                read_whole(cell, 0, 1000, row.where("documents"), builder.problems()).value_or(0);
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
    for_each_record("levels", [&](const FolderRow& row, StudentYearBuilder& builder,
                                  Subject subject, Term term) {
        std::string_view level = row.text("level");
        if (level.empty())
            return;
        const auto criterion = builder.criterion(subject, term, row.text("criterion"), std::nullopt,
                                                 row.where("criterion"));
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
    for_each_record("competency_levels", [&](const FolderRow& row, StudentYearBuilder& builder,
                                             Subject subject, Term term) {
        if (row.text("level").empty())
            return;
        if (const auto competency =
                builder.competency(subject, term, row.text("competency"), row.where("competency")))
            builder.competency_level(subject, term, *competency, row.word("level", "absence_marks"),
                                     row.where());
    });
}

void FolderReader::read_excluded()
{
    for_each_record("excluded", [&](const FolderRow& row, StudentYearBuilder& builder,
                                    Subject subject, Term term) {
        if (const auto competency =
                builder.competency(subject, term, row.text("competency"), row.where("competency")))
            builder.exclude(subject, term, *competency, row.where());
    });
}

void FolderReader::read_units()
{
    for_each_record("units", [&](const FolderRow& row, StudentYearBuilder& builder, Subject subject,
                                 Term term) {
        if (row.text("score").empty())
            return;
        if (row.text("unit").empty())
            builder.refuse(RefusalCode::field_missing, row.where("unit"), {{"field", "unit"}},
                           "KW-T-8");
        constexpr int k_most = 999;
        const auto number =
            read_whole(row.text("unit"), 1, k_most, row.where("unit"), builder.problems());
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
    for_each_row("performance", [&](const FolderRow& row, StudentYearBuilder& builder) {
        if (const auto subject = read_subject(row, row.word("subject", "subjects"), builder))
            builder.performance(*subject, row.word("mark", "absence_marks"), row.where());
    });
}

void FolderReader::read_placement()
{
    for_each_row("placement", [&](const FolderRow& row, StudentYearBuilder& builder) {
        std::string kept;
        if (const auto subject = read_subject(row, row.word("subject", "subjects"), builder))
            builder.placement(*subject, row.word("mark", "absence_marks"), row.day("on", kept),
                              row.where());
    });
}

void FolderReader::read_second_round()
{
    for_each_row("second_round", [&](const FolderRow& row, StudentYearBuilder& builder) {
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

// A school that keeps the ledger keeps it of everybody: who is not in it came every day.
void FolderReader::open_ledgers()
{
    const OpenTable* const ledger = table("attendance");
    const OpenTable* const open = table("students");
    if (ledger == nullptr || !ledger->is_usable())
        return;
    for (const Student& student : students_)
        if (student.builder && !student.builder->has_absence_counts() &&
            calendars_.of(student.builder->grade()) != nullptr)
            student.builder->ledger(open->where(student.row));
}

}  // namespace taqwim::kw_primary_2016

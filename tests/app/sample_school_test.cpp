// The invented school of examples/: read from its folder and evaluated, every branch of the rules comes out of it.

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <set>
#include <sstream>

#include "core/refusal_codes.h"
#include "examples/generator/branch_table.h"
#include "examples/generator/folder_writer.h"
#include "examples/generator/json_lines.h"
#include "examples/generator/school.h"
#include "platform/tables/csv.h"
#include "regulations/kw_primary_2016/article_15_absence.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/folder_files.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/school_folder.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/kw_primary_2016_rules.h"
#include "tests/support/project_files.h"

namespace taqwim::kw_primary_2016 {

namespace {

using tests::k_kw_school_year;
using tests::kw_level_symbols;
using tests::kw_rules;
using tests::project_path;
using tests::read_project_file;

constexpr const char* k_folder = "examples/sample_school";
constexpr const char* k_branches = "examples/sample_school_branches.csv";

Result<const Rules*> rules_of(SchoolYear year)
{
    if (year == k_kw_school_year)
        return &kw_rules();
    return Refusal{RefusalCode::school_year_not_covered, {}, "", ""};
}

const SchoolFolder& sample_folder()
{
    static const SchoolFolder folder = [] {
        const auto files = tables::read_csv_folder(project_path(k_folder));
        std::vector<FolderTable> all;
        for (const tables::CsvFile& file : *files) {
            const tables::CsvTable& table = file.reading.table;
            all.push_back({.file = file.name,
                           .header = table.header(),
                           .cells = table.cells(),
                           .row_numbers = table.row_numbers(),
                           .broken_rows = table.broken_rows(),
                           .problems = file.reading.problems,
                           .is_whole = file.reading.is_whole});
        }
        return read_school_folder(all, {.rules_of = rules_of,
                                        .symbols = kw_level_symbols(),
                                        .default_school_year = std::nullopt,
                                        .calendars = {},
                                        .words = &taqwim::kw_primary_2016::folder_words()});
    }();
    return folder;
}

// One row of the table of branches, its columns by their names.
using BranchOf = std::map<std::string, std::string, std::less<>>;

const std::map<std::string, BranchOf>& branches_by_student()
{
    static const std::map<std::string, BranchOf> branches = [] {
        const tables::CsvReading reading = tables::read_csv_file(project_path(k_branches));
        std::map<std::string, BranchOf> read;
        for (std::size_t row = 0; row < reading.table.rows(); ++row) {
            BranchOf cells;
            for (std::size_t column = 0; column < reading.table.columns(); ++column)
                cells[std::string(reading.table.header()[column])] = reading.table.row(row)[column];
            read[cells["student"]] = cells;
        }
        return read;
    }();
    return branches;
}

struct Evaluated {
    const FolderStudent* student = nullptr;
    std::string branch;  // empty for an ordinary student
    Outcome outcome;
    std::set<std::string>
        rows;  // of the absence table, as the rules looked them up for single items
};

const std::vector<Evaluated>& evaluated_school()
{
    static const std::vector<Evaluated> all = [] {
        std::vector<Evaluated> evaluated;
        for (const FolderStudent& student : sample_folder().students) {
            Evaluated& one = evaluated.emplace_back();
            one.student = &student;
            const auto branch = branches_by_student().find(student.id);
            if (branch != branches_by_student().end())
                one.branch = branch->second.at("branch");
            REQUIRE(student.facts);
            TraceRecording recording;
            Trace trace(recording);
            const auto refusal = evaluate(*student.facts, kw_rules(), one.outcome, trace);
            CAPTURE(student.id);
            CAPTURE(one.branch);
            CHECK_FALSE(refusal.has_value());
            for (std::size_t i = 0; i < recording.size(); ++i) {
                const TraceNode& node = recording[i];
                if (node.kind == TraceNode::Kind::clause && node.item != nullptr &&
                    std::string_view(node.name) == "effect_of_missed_item")
                    one.rows.insert(node.item);
            }
        }
        return evaluated;
    }();
    return all;
}

const Evaluated& of_branch(std::string_view branch)
{
    for (const Evaluated& one : evaluated_school())
        if (one.branch == branch)
            return one;
    throw std::runtime_error("no student of the sample shows " + std::string(branch));
}

std::string reason_of(const Outcome& outcome)
{
    return outcome.repeat_reason == RepeatReason::none ? "" : code(outcome.repeat_reason);
}

std::vector<std::string> words_of(const std::string& text)
{
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

bool all_first_terms(const Outcome& outcome, TermStatus status)
{
    for (const Subject subject : k_all_subjects)
        if (outcome.at(subject).taught && outcome.at(subject, Term::first).status != status)
            return false;
    return true;
}

template <class Holds>
bool any_subject(const Outcome& outcome, const Holds& holds)
{
    for (const SubjectYearOutcome& subject : outcome.subjects)
        if (holds(subject))
            return true;
    return false;
}

// Rows of single items stand in the trace; those of whole terms and of sittings show in the outcome.
bool shows_row(const Evaluated& one, const std::string& row)
{
    const Outcome& outcome = one.outcome;
    const TermOutcome& first = outcome.at(Term::first);
    const TermOutcome& second = outcome.at(Term::second);
    if (row == "W0")
        return outcome.repeat_reason == RepeatReason::r1;
    if (row == "A3")
        return all_first_terms(outcome, TermStatus::carried);
    if (row == "A3u")
        return first.whole_absence == WholeTermAbsence::unexcused;
    if (row == "B3" || row == "C4")
        return second.whole_absence == WholeTermAbsence::excused &&
               outcome.repeat_reason == RepeatReason::r3;
    if (row == "B3u" || row == "C4u")
        return second.whole_absence == WholeTermAbsence::unexcused &&
               outcome.repeat_reason == RepeatReason::r2;
    if (row == "B3x" || row == "C4x")
        return outcome.exceptional_scope == SecondChance::whole_second_term;
    if (row == "X1" || row == "X2")
        return outcome.exceptional_scope == SecondChance::both_terms;
    if (row == "C3u")
        return any_subject(outcome,
                           [](const auto& subject) { return subject.barred_by_performance; });
    if (row == "C3" || row == "C3x")
        return (outcome.exceptional_scope == SecondChance::performance_only) == (row == "C3x") &&
               any_subject(outcome, [](const auto& subject) {
                   return subject.second_chance == SecondChance::performance_only;
               });
    return one.rows.contains(row);
}

std::string documents_of(const TermOutcome& term)
{
    std::string text;
    for (const Document document : term.documents)
        text += (text.empty() ? "" : " ") + std::string(code(document));
    return text;
}

// What the school says of a student in JSON.
std::string outcome_text(const StudentYear& year, const Outcome& outcome)
{
    static const GradeSymbols symbols = {"0", "1", "2", "3", "4"};
    JsonWriter json;
    json.begin_object();
    write_outcome(year, outcome, kw_rules(), symbols, json);
    json.end_object();
    return std::string(json.str());
}

}  // namespace

TEST_CASE("The sample school is what the generator writes, file by file")
{
    const sample_school::SampleSchool school = sample_school::make_school({});
    std::size_t bytes = 0;
    for (const sample_school::SampleFile& file : sample_school::folder_files(school)) {
        CAPTURE(file.name);
        // Not with ==, which would print megabytes.
        const bool is_same =
            read_project_file(std::string(k_folder) + "/" + file.name) == file.text;
        CHECK_MESSAGE(is_same, "to fix: run the command of examples/README.md");
        bytes += file.text.size();
    }
    CHECK(bytes < 12'000'000);
    CHECK(read_project_file(k_branches) == sample_school::branches_csv(school));
    const bool has_table =
        read_project_file("examples/README.md").find(sample_school::branches_markdown(school)) !=
        std::string::npos;
    CHECK_MESSAGE(has_table, "to fix: taqwim_sample_school --table, into examples/README.md");
}

TEST_CASE("The sample school is read without a problem")
{
    const SchoolFolder& folder = sample_folder();
    for (const Refusal& problem : folder.problems) {
        CAPTURE(problem.field);
        CHECK_MESSAGE(false, to_code_text(problem.code));
    }
    CHECK(folder.school_year == k_kw_school_year);
    CHECK(folder.students.size() == 600);
    std::array<int, 6> grades{};
    for (const FolderStudent& student : folder.students)
        ++grades.at(static_cast<std::size_t>(student.grade));
    CHECK(grades == std::array<int, 6>{0, 120, 120, 120, 120, 120});
}

TEST_CASE("KW-DECIDE: the students of the sample's branches get the decisions that the table names")
{
    for (const Evaluated& one : evaluated_school()) {
        CAPTURE(one.student->id);
        CAPTURE(one.branch);
        const Outcome& outcome = one.outcome;
        if (one.branch.empty()) {
            CHECK(outcome.decision ==
                  (one.student->grade == 5 ? Decision::passed_stage : Decision::promoted));
            CHECK(outcome.missing.empty());
            continue;
        }
        const BranchOf& branch = branches_by_student().at(one.student->id);
        CHECK(code(outcome.decision_round_1) == branch.at("decision_round_1"));
        CHECK(code(outcome.decision) == branch.at("decision"));
        CHECK(reason_of(outcome) == branch.at("repeat_reason"));
    }
}

TEST_CASE("KW-DECIDE: the sample has every decision and every reason to repeat")
{
    std::set<std::string> decisions;
    std::set<std::string> reasons;
    for (const Evaluated& one : evaluated_school()) {
        decisions.insert(code(one.outcome.decision));
        reasons.insert(reason_of(one.outcome));
    }
    CHECK(decisions == std::set<std::string>{"incomplete", "passed_stage", "pending_exceptional",
                                             "placement", "promoted", "repeat", "second_round"});
    CHECK(reasons == std::set<std::string>{"", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"});
}

TEST_CASE("KW-T-15: the sample shows every row of the absence table, by the students that the "
          "table names")
{
    std::set<std::string> shown;
    for (const Evaluated& one : evaluated_school()) {
        if (one.branch.empty())
            continue;
        for (const std::string& row :
             words_of(branches_by_student().at(one.student->id).at("rows"))) {
            CAPTURE(one.student->id);
            CAPTURE(one.branch);
            CAPTURE(row);
            CHECK(shows_row(one, row));
            shown.insert(row);
        }
    }
    for (const AbsenceRow& row : absence_rows()) {
        CAPTURE(row.row);
        CHECK(shown.contains(row.row));
    }
}

TEST_CASE("KW-17.1: the sample has raises from both clauses and both sides of their thresholds")
{
    struct Raise {
        const char* branch;
        Subject subject;
        const char* year_mark;
        RaiseRule rule;
    };
    constexpr RaiseRule none = RaiseRule::none;
    constexpr RaiseRule half = RaiseRule::clause_17_1;
    constexpr RaiseRule single = RaiseRule::clause_17_2;
    for (const Raise& raise : {Raise{"exactly_the_minimum", Subject::maths, "40", none},
                               Raise{"raised_39_5_one_subject", Subject::maths, "79/2", half},
                               Raise{"raised_39_5_four_subjects", Subject::science, "79/2", half},
                               Raise{"raised_39_58", Subject::english, "475/12", half},
                               Raise{"raised_39_single", Subject::maths, "39", single},
                               Raise{"raised_38_5_single", Subject::maths, "77/2", single},
                               Raise{"raised_38_54_single", Subject::english, "925/24", single},
                               Raise{"raised_after_deduction", Subject::maths, "39", single},
                               Raise{"not_raised_38_33_single", Subject::english, "115/3", none},
                               Raise{"not_raised_39_375_of_two", Subject::english, "315/8", none},
                               Raise{"one_raised_one_to_placement", Subject::maths, "79/2", half},
                               Raise{"one_raised_one_to_placement", Subject::science, "77/2", none},
                               Raise{"first_term_unexcused_39", Subject::maths, "39", single},
                               Raise{"stage_exactly_40", Subject::maths, "40", none},
                               Raise{"stage_raised_39_5", Subject::maths, "79/2", half},
                               Raise{"stage_raised_38_5", Subject::maths, "77/2", single},
                               Raise{"stage_38_485", Subject::maths, "7697/200", none},
                               Raise{"counts_with_deduction", Subject::maths, "77/2", single},
                               Raise{"averages_raised", Subject::maths, "79/2", half}}) {
        CAPTURE(raise.branch);
        const SubjectYearOutcome& subject = of_branch(raise.branch).outcome.at(raise.subject);
        CHECK(subject.year_mark.to_text() == raise.year_mark);
        CHECK(subject.raised == raise.rule);
    }
}

TEST_CASE("KW-22.7: the sample stands on every step of absence and lateness")
{
    struct Step {
        const char* branch;
        Term term;
        int unexcused;
        int excused;
        const char* deduction;
        const char* last_document;  // the documents end with it
    };
    constexpr Term first = Term::first;
    constexpr Term second = Term::second;
    for (const Step& step :
         {Step{"unexcused_3", first, 3, 0, "0", "oral_notice"},
          Step{"unexcused_6", first, 6, 0, "0", "warning_1"},
          Step{"unexcused_7", first, 7, 0, "2", "warning_1"},
          Step{"unexcused_12", first, 12, 0, "2", "warning_2"},
          Step{"unexcused_13", first, 13, 0, "4", "warning_2"},
          Step{"unexcused_18", first, 18, 0, "4", "warning_3"},
          Step{"unexcused_19", first, 19, 0, "6", "warning_3"},
          Step{"unexcused_24", first, 24, 0, "6", "warning_4_registered_letter"},
          Step{"unexcused_25", first, 25, 0, "8", "warning_4_registered_letter"},
          Step{"unexcused_six_in_each_term", second, 6, 0, "0", "warning_1"},
          Step{"referral_compulsory", first, 30, 0, "8", "referral"},
          Step{"referral_not_compulsory", first, 31, 0, "8", "request_to_assistant_undersecretary"},
          Step{"referral_nationality_missing", first, 30, 0, "8", "referral_if_compulsory"},
          Step{"referral_too_old", first, 30, 0, "8", "request_to_assistant_undersecretary"},
          Step{"excused_30", first, 0, 30, "0", ""},
          Step{"excused_31", first, 0, 31, "2", ""},
          Step{"excused_60", first, 0, 60, "2", ""},
          Step{"excused_61", first, 0, 61, "4", ""},
          Step{"excused_continuous_35", first, 0, 0, "0", ""},
          Step{"late_5", first, 0, 0, "0", ""},
          Step{"late_6", first, 0, 0, "0", "lateness_warning"},
          Step{"late_7_and_1", first, 0, 0, "0", "lateness_warning"},
          Step{"late_7_and_1", second, 0, 0, "0", ""},
          Step{"late_8", first, 1, 0, "0", "lateness_warning"},
          Step{"late_15", first, 1, 0, "0", "lateness_warning"},
          Step{"late_16", first, 2, 0, "0", "lateness_warning"},
          Step{"late_accepted", first, 0, 0, "0", ""},
          Step{"late_undecided", second, 1, 0, "0", "lateness_warning"},
          Step{"late_makes_the_seventh_day", first, 7, 0, "2", "lateness_warning"},
          Step{"missed_period", first, 1, 0, "0", ""},
          Step{"missed_two_periods", first, 1, 0, "0", ""},
          Step{"leave_approved", second, 0, 0, "0", ""},
          Step{"leave_not_approved", second, 1, 0, "0", ""},
          Step{"excuse_medical", second, 0, 1, "0", ""},
          Step{"excuse_government_hospital", second, 0, 1, "0", ""},
          Step{"excuse_private_certified", second, 0, 1, "0", ""},
          Step{"excuse_non_medical", second, 0, 1, "0", ""},
          Step{"excuse_on_the_last_day", second, 0, 1, "0", ""},
          Step{"excuse_a_day_late", second, 1, 0, "0", ""},
          Step{"excuse_not_on_the_form", second, 1, 0, "0", ""},
          Step{"excuse_not_certified", second, 1, 0, "0", ""},
          Step{"excuse_private_uncertified", second, 1, 0, "0", ""},
          Step{"excuse_refused", second, 1, 0, "0", ""},
          Step{"excuse_undecided", second, 1, 0, "0", ""},
          Step{"excuse_never_handed_in", second, 1, 0, "0", ""},
          Step{"official_activity", first, 0, 4, "0", ""},
          Step{"counts_with_deduction", first, 13, 0, "4", "warning_2"},
          Step{"counts_excused_31", first, 0, 31, "2", ""},
          Step{"transfer_sixth_day_here", first, 6, 0, "0", "warning_1"},
          Step{"transfer_in_term_2", second, 1, 31, "2", ""}}) {
        CAPTURE(step.branch);
        const TermOutcome& term = of_branch(step.branch).outcome.at(step.term);
        CHECK(term.unexcused_days == step.unexcused);
        CHECK(term.excused_days == step.excused);
        CHECK(term.deduction.to_text() == step.deduction);
        CHECK(documents_of(term).ends_with(step.last_document));
        CHECK(documents_of(term).empty() == (std::string_view(step.last_document).empty()));
    }
    // The school before had issued the oral notice already (KW-24).
    CHECK(documents_of(of_branch("transfer_sixth_day_here").outcome.at(first)) == "warning_1");
    // A deduction larger than the mark stops at zero.
    CHECK(of_branch("floor_at_zero").outcome.at(Subject::arabic, first).net.to_text() == "0");
}

TEST_CASE("KW-26.1: the sample's exempt students, persons and gaps come out as the table says")
{
    const Outcome& withdrawn = of_branch("non_muslim_withdrawn").outcome;
    CHECK(withdrawn.at(Subject::quran).exempt);
    CHECK(withdrawn.at(Subject::islamic).exempt);
    CHECK(withdrawn.year_total.notional > withdrawn.year_total.actual);
    const Outcome& later = of_branch("non_muslim_withdrawn_in_term_2").outcome;
    CHECK(later.at(Subject::quran, Term::first).status == TermStatus::computed);
    CHECK(later.at(Subject::quran).exempt);
    CHECK_FALSE(of_branch("non_muslim_assessed").outcome.at(Subject::quran).exempt);
    CHECK(of_branch("pe_exempt").outcome.at(Subject::pe).exempt);

    CHECK(of_branch("boy_over_12").outcome.moves_to_mens_school == Known::yes);
    CHECK(of_branch("boy_over_12_grade_4").outcome.moves_to_mens_school == Known::yes);
    CHECK(of_branch("boy_exactly_12").outcome.moves_to_mens_school == Known::no);
    CHECK(of_branch("birth_date_missing").outcome.age_to_be_checked);
    CHECK(of_branch("sex_missing").outcome.moves_to_mens_school == Known::unknown);

    CHECK(of_branch("missing_unit").outcome.missing.front().name == std::string("unit_score"));
    CHECK(of_branch("missing_competency").outcome.missing.front().name ==
          std::string("competency_level"));
    CHECK(of_branch("missing_performance").outcome.missing.front().name ==
          std::string("performance_mark"));
    CHECK_FALSE(of_branch("missing_practical_unit").outcome.missing.front().counted);
    CHECK(of_branch("practical_never_blocks").outcome.at(Subject::music).after_raise.to_text() ==
          "25");
}

TEST_CASE("The sample's student-years in JSON give the outcomes of its folder")
{
    std::map<std::string, const Evaluated*> by_id;
    for (const Evaluated& one : evaluated_school())
        by_id[one.student->id] = &one;
    CalendarMemory memory;
    const ReaderContext context{.rules_of = rules_of,
                                .symbols = kw_level_symbols(),
                                .default_school_year = std::nullopt,
                                .calendars = {},
                                .memory = &memory};
    JsonReader reader;
    JsonWriter json;
    Outcome outcome;
    Trace trace = Trace::off();
    for (const sample_school::SampleStudent& student : sample_school::make_school({}).students) {
        CAPTURE(student.id);
        json.clear();
        sample_school::write_student_year(student, json);
        const Result<JsonValue> document = reader.read(json.str());
        REQUIRE(document);
        const StudentYearReading reading = read_all_of_student_year(*document, context);
        for (const Refusal& problem : reading.problems)
            CHECK_MESSAGE(false, problem.field << ' ' << to_code_text(problem.code));
        REQUIRE(reading.facts);
        CHECK_FALSE(evaluate(*reading.facts, kw_rules(), outcome, trace).has_value());
        const Evaluated& other = *by_id.at(student.id);
        CHECK(outcome_text(*reading.facts, outcome) ==
              outcome_text(*other.student->facts, other.outcome));
    }
}

}  // namespace taqwim::kw_primary_2016

// Years by marks from the record: the sample schools of examples/ are entered through the rooms, and what the regulation
// makes of the record is what it makes of the folder. Coursework that a folder has as one mark is divided among the items
// of the sheet; the rules add them up again.

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/exact.h"
#include "platform/tables/csv.h"
#include "regulations/sa_1426/school_folder.h"
#include "results/differences.h"
#include "tests/support/project_files.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

std::vector<Json> documents_of(const std::string& folder, const std::string& regulation)
{
    const auto files = tables::read_csv_folder(project_path("examples/" + folder));
    REQUIRE(files);
    std::vector<SchoolTable> all;
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
    std::vector<Json> documents;
    for (const auto& student : sa_1426::read_school_folder(all, regulation).students)
        documents.push_back(Json::parse(student.document));
    return documents;
}

// A text, or a number as it is written.
std::string text(const Json& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::optional<Exact> mark_in(const Json& value)
{
    const std::string given = value.is_string() ? value.get<std::string>() : value.dump();
    if (value.is_null() || given.empty())
        return std::nullopt;
    return Exact::parse(given).value();
}

// The same students in the record.
class RecordedMarks {
public:
    RecordedMarks(RecordedSchool& school, std::string regulation, std::string on)
        : school_(school), regulation_(std::move(regulation)), on_(std::move(on))
    {}

    std::int64_t enter(const Json& document)
    {
        const std::int64_t class_id = class_of(document);
        const std::string kind = text(document, "student_kind");
        const std::int64_t student =
            school_.add_student(class_id, {.number = text(document, "id"),
                                           .name = text(document, "name"),
                                           .kind = kind.empty() ? "regular" : kind});
        for (const Json& term : document.value("exam_only_terms", Json::array()))
            accepted(school_.provide({.student_id = student,
                                      .school_year_id = school_.year,
                                      .kind = "exam_only_term",
                                      .subject = "",
                                      .term = term == "t1" ? 1 : 2,
                                      .item = "",
                                      .value = "",
                                      .decision = "3/1427"}));
        for (const Json& subject : document["plan"])
            enter_subject(document, subject, class_id, student, kind);
        return student;
    }

private:
    // Of the first student of a grade the plan is made, of the first of a section the class with its sheets.
    std::int64_t class_of(const Json& document)
    {
        const std::string grade = text(document, "grade");
        const std::string plan_key = grade + document["plan"].dump();
        const std::string class_key = plan_key + text(document, "section");
        if (const auto found = classes_.find(class_key); found != classes_.end())
            return found->second;
        if (!plans_.contains(plan_key)) {
            std::vector<school::PlanSubject> subjects;
            for (const Json& subject : document["plan"]) {
                Json settings = subject;
                for (const char* const name : {"code", "name_ar", "group", "weekly_periods"})
                    settings.erase(name);
                if (document.contains("one_term") &&
                    document["one_term"].contains(text(subject, "code")))
                    settings["one_term"] = document["one_term"][text(subject, "code")];
                subjects.push_back({.subject = text(subject, "code"),
                                    .name_ar = text(subject, "name_ar"),
                                    .name_en = text(subject, "code"),
                                    .group = text(subject, "group"),
                                    .weekly_periods = std::stoi(text(subject, "weekly_periods")),
                                    .settings = settings.dump()});
            }
            plans_[plan_key] = school_.add_plan(std::stoi(grade), regulation_, subjects,
                                                "track" + std::to_string(plans_.size()));
        }
        const std::int64_t class_id =
            school_.add_class(plans_[plan_key], text(document, "section"));
        for (const Json& subject : document["plan"]) {
            marks::SchemeRequest request{.regulation = regulation_,
                                         .grade = std::stoi(grade),
                                         .subject = text(subject, "code"),
                                         .on = day_of(on_.c_str()),
                                         .is_oral = text(subject, "arrangement") == "oral",
                                         .one_term = one_term_of(document, subject)};
            school_.make_sheets(class_id, request);
            if (regulation_ == "sa_guide") {
                request.part = "second_round";
                school_.make_sheets(class_id, request);
            }
        }
        classes_[class_key] = class_id;
        return class_id;
    }

    static int one_term_of(const Json& document, const Json& subject)
    {
        if (!document.contains("one_term"))
            return 0;
        const std::string term = text(document["one_term"], text(subject, "code").c_str());
        return term.empty() ? 0 : term == "t1" ? 1 : 2;
    }

    void enter_subject(const Json& document, const Json& subject, std::int64_t class_id,
                       std::int64_t student, const std::string& kind)
    {
        const std::string code = text(subject, "code");
        const Json components = document.value("components", Json::object());
        if (components.contains(code)) {
            for (const auto& [term, leaves] : components[code].items())
                enter_leaves(class_id, code, term == "t1" ? 1 : 2, student, leaves);
        } else if (document.contains("marks") && document["marks"].contains(code)) {
            const Json& given = document["marks"][code];
            const bool is_oral = text(subject, "arrangement") == "oral";
            const int one_term = one_term_of(document, subject);
            std::size_t next = 0;
            for (const int term : {1, 2}) {
                const bool is_annual = kind == "affiliated_annual";
                if ((one_term != 0 && one_term != term) || (is_annual && term == 1))
                    continue;
                const std::string state = absence(document, code, term);
                if (is_oral) {
                    enter_exam(class_id, code, term, "oral", student, given[next++], state);
                    continue;
                }
                if (!kind.starts_with("affiliated")) {
                    // Of a term that is examined alone no coursework is entered.
                    const Json& coursework = given[next++];
                    if (!is_exam_only(document, term))
                        divide(class_id, code, term, student, coursework);
                }
                enter_exam(class_id, code, term, "exam", student, given[next++], state);
            }
            CHECK(next == given.size());
        }
        if (document.contains("second_round") && document["second_round"].contains(code))
            enter_second_round(class_id, code, student, document["second_round"][code]);
    }

    static bool is_exam_only(const Json& document, int term)
    {
        const Json terms = document.value("exam_only_terms", Json::array());
        return std::ranges::any_of(
            terms, [&](const Json& one) { return one == "t" + std::to_string(term); });
    }

    static std::string absence(const Json& document, const std::string& code, int term)
    {
        if (!document.contains("absences"))
            return {};
        return text(document["absences"], (code + ".t" + std::to_string(term)).c_str());
    }

    // The guide's leaves, each in the sheet that has it.
    void enter_leaves(std::int64_t class_id, const std::string& code, int term,
                      std::int64_t student, const Json& leaves)
    {
        for (const char* const part : {"coursework", "exam", "oral"}) {
            if (!school_.has_sheet(class_id, code, term, part))
                continue;
            const SheetId sheet = school_.sheet(class_id, code, term, part);
            std::vector<marks::EntryRequest> entries;
            for (const auto& column : school_.columns(sheet))
                if (const std::string mark = text(leaves, column.key.c_str()); !mark.empty())
                    entries.push_back({.key = {student, column.key}, .value = mark});
            school_.enter(sheet, entries);
        }
    }

    // Fills one item after the other up to its maximum.
    void divide(std::int64_t class_id, const std::string& code, int term, std::int64_t student,
                const Json& value)
    {
        auto left = mark_in(value);
        if (!left)
            return;
        const SheetId sheet = school_.sheet(class_id, code, term, "coursework");
        std::vector<marks::EntryRequest> entries;
        for (const auto& column : school_.columns(sheet)) {
            const Exact part = std::min(*left, Exact::ratio(column.maximum_centi, 100));
            entries.push_back({.key = {student, column.key}, .value = part.shown(2)});
            *left = *left - part;
        }
        CHECK(*left == Exact(0));
        school_.enter(sheet, entries);
    }

    void enter_exam(std::int64_t class_id, const std::string& code, int term, const char* part,
                    std::int64_t student, const Json& value, const std::string& state)
    {
        const SheetId sheet = school_.sheet(class_id, code, term, part);
        if (auto left = mark_in(value)) {
            std::vector<marks::EntryRequest> entries;
            const auto columns = school_.columns(sheet);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                // The last item takes what is left: of affiliated students it is out of more.
                const Exact most = Exact::ratio(columns[i].maximum_centi, 100);
                const Exact mark = i + 1 == columns.size() ? *left : std::min(*left, most);
                entries.push_back({.key = {student, columns[i].key}, .value = mark.shown(2)});
                *left = *left - mark;
            }
            school_.enter(sheet, entries);
        } else if (!state.empty()) {
            marks::EntryRequest entry{.key = {student, school_.columns(sheet).front().key},
                                      .status = state == "excused_pending" ? "excused"
                                                : state == "cancelled" ? "cancelled_for_cheating"
                                                                       : state};
            if (state == "cancelled")
                entry.decision = "14/1427";
            school_.enter(sheet, {entry});
        }
    }

    void enter_second_round(std::int64_t class_id, const std::string& code, std::int64_t student,
                            const Json& value)
    {
        const std::string given = value.is_string() ? value.get<std::string>() : value.dump();
        marks::EntryRequest entry{.key = {student, "second_round"}};
        if (given == "absent")
            entry.status = "unexcused";
        else if (given == "excused")
            entry.status = given;
        else if (given == "cancelled") {
            entry.status = "cancelled_for_cheating";
            entry.decision = "15/1427";
        } else
            entry.value = given;
        school_.enter(school_.sheet(class_id, code, 0, "second_round"), {entry});
    }

    RecordedSchool& school_;
    std::string regulation_;
    std::string on_;
    std::map<std::string, std::int64_t> plans_;
    std::map<std::string, std::int64_t> classes_;
};

// The outcome without the number by which the school knows the student.
std::string without_id(const std::string& outcome)
{
    Json read = Json::parse(outcome);
    read.erase("id");
    return read.dump();
}

struct SampleFolder {
    std::string folder;
    std::string regulation;
    RecordedYear year;
    std::size_t every = 1;
};

// Gives how often each decision came out.
std::map<std::string, int> enters_a_sample_school(TestDatabase& test, const SampleFolder& sample)
{
    RecordedSchool school(test, sample.year);
    RecordedMarks marks(school, sample.regulation, sample.year.first_day);
    results::YearEvaluation folder(school.rule_sets);
    std::map<std::string, int> decisions;
    std::size_t number = 0;
    // The second database takes the road once more with fewer students.
    const std::size_t every =
        test.backend() == TestBackend::sqlite ? sample.every : sample.every * 10;
    for (const Json& document : documents_of(sample.folder, sample.regulation)) {
        // Few students were admitted late; each of them is taken.
        if (!document.contains("exam_only_terms") && number++ % every != 0)
            continue;
        INFO("student " << text(document, "id"));
        const std::int64_t student = marks.enter(document);
        const auto expected =
            folder.evaluate(sample.regulation, document.dump(), results::Depth::outcome);
        REQUIRE(expected);
        REQUIRE_FALSE(expected->is_refused());
        const results::Evaluated found = school.evaluated(student);
        CHECK(found.decision == expected->decision);
        for (const results::Difference& one :
             results::differences(without_id(expected->outcome), without_id(found.outcome)))
            // Where the folder has coursework as one mark, the items that the record has are told beside it.
            if (!one.before.empty() || !one.place.starts_with("/components/"))
                FAIL_CHECK(one.place << ": " << one.before << " became " << one.after);
        ++decisions[text_in_json(found.outcome, "decision")];
    }
    return decisions;
}

}  // namespace

TEST_CASE("SR-6.1: a year by marks from the record has the outcome that the same facts have in a "
          "folder")
{
    on_both_databases([](TestDatabase& test) {
        const auto decisions =
            enters_a_sample_school(test, {.folder = "saudi_school",
                                          .regulation = "sa_1426",
                                          .year = {.name = "1427-1428",
                                                   .first_day = "2006-09-09",
                                                   .term_1_last_day = "2007-01-24",
                                                   .term_2_first_day = "2007-02-10",
                                                   .last_day = "2007-06-13",
                                                   .today = "2007-07-01"},
                                          .every = 7});
        CHECK(decisions.contains("PASSED"));
        if (test.backend() == TestBackend::sqlite)
            CHECK(decisions.size() >= 3);
    });
}

TEST_CASE("PG-5: the leaves of the guide's schemes from the record have the outcome that they have "
          "in a folder")
{
    on_both_databases([](TestDatabase& test) {
        const auto decisions =
            enters_a_sample_school(test, {.folder = "saudi_guide_school",
                                          .regulation = "sa_guide",
                                          .year = {.name = "1425-1426",
                                                   .first_day = "2004-09-11",
                                                   .term_1_last_day = "2005-01-19",
                                                   .term_2_first_day = "2005-02-05",
                                                   .last_day = "2005-06-15",
                                                   .today = "2005-07-01"}});
        CHECK(decisions.contains("PASSED"));
    });
}

// The teacher's notes of the Kuwaiti card's report page. Worked by hand from KW-T-REPORT and SR-3.7.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "marks/marks_merge.h"
#include "marks/report_notes.h"
#include "regulations/frame/json_value.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

// A class of grade 2 with mathematics and music; two learners and a third in another class.
struct NotedClass {
    explicit NotedClass(TestDatabase& test)
        : school(test, {.country = "KW",
                        .name = "2015-2016",
                        .first_day = "2015-09-13",
                        .term_1_last_day = "2016-01-23",
                        .term_2_first_day = "2016-02-07",
                        .last_day = "2016-06-09",
                        .today = "2016-01-20",
                        .teachers_sex = "women"})
    {
        const auto subject = [](const std::string& code) {
            return school::PlanSubject{.subject = code,
                                       .name_ar = code,
                                       .name_en = code,
                                       .group = "OTHER",
                                       .weekly_periods = 15};
        };
        const std::int64_t plan =
            school.add_plan(2, "kw_primary_2016", {subject("maths"), subject("music")});
        place = {.class_id = school.add_class(plan, "a"), .subject = "maths", .term = 1};
        other_class = school.add_class(plan, "b");
        ali = school.add_student(place.class_id, {.number = "1", .name = "ali salem"});
        hamad = school.add_student(place.class_id, {.number = "2", .name = "hamad salem"});
        elsewhere = school.add_student(other_class, {.number = "3", .name = "saad salem"});
        teacher = school.add_staff("t");
    }

    [[nodiscard]] school::Act act() const { return school.act("teacher", 8, teacher); }
    Json answer(const Result<school::Answer>& told)
    {
        const school::Answer& answer = accepted(told);
        CHECK(answer.status == 200);
        return Json::parse(answer.body);
    }
    Json save(const std::vector<marks::NoteRequest>& notes)
    {
        return answer(school.cards->save_notes(act(), school.school, place, notes));
    }
    Json sign(const std::vector<marks::NoteRequest>& notes)
    {
        return answer(school.cards->sign_notes(act(), school.school, place, notes));
    }
    // "accepted", or the code of the only note's refusal.
    static std::string word_of(const Json& answer)
    {
        const Json& note = answer["notes"].at(0);
        return note["accepted"] ? "accepted" : note["refused"]["code"].get<std::string>();
    }
    Json read()
    {
        const auto told = school.cards->report_notes(school.school, place, school.act().today);
        REQUIRE(told);
        return Json::parse(*told);
    }
    // Of the student, as the class's list has him.
    Json note_of(std::int64_t student)
    {
        const Json all = read();
        for (const Json& one : all["students"])
            if (one["student_id"] == std::to_string(student))
                return one;
        return {};
    }
    std::int64_t version_of(std::int64_t student)
    {
        return std::stoll(note_of(student)["version"].get<std::string>());
    }

    RecordedSchool school;
    marks::ReportPlace place;
    std::int64_t other_class = 0;
    std::int64_t ali = 0;
    std::int64_t hamad = 0;
    std::int64_t elsewhere = 0;
    std::int64_t teacher = 0;
};

}  // namespace

TEST_CASE(
    "KW-T-REPORT: a note stands until a newer one takes its place, and the older stays legible")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        const Json empty = it.read();
        CHECK(empty["students"].size() == 2);
        CHECK(empty["terms"] == 2);
        CHECK(empty["wanted"] == 2);
        CHECK(empty["signed"] == 0);
        CHECK(empty["students"][0]["version"] == "0");
        CHECK(empty["students"][0]["signature"].is_null());

        const Json saved = it.save({{.student_id = it.ali, .text = "reads numbers"},
                                    {.student_id = it.hamad, .text = " adds well "}});
        CHECK(saved["accepted"] == 2);
        CHECK(it.note_of(it.hamad)["text"] == "adds well");
        const std::int64_t first = it.version_of(it.ali);
        CHECK(saved["notes"][0]["version"] == std::to_string(first));
        CHECK(it.save({{.student_id = it.ali,
                        .based_on = first,
                        .text = "reads numbers to 99"}})["accepted"] == 1);
        const Json now = it.note_of(it.ali);
        CHECK(now["text"] == "reads numbers to 99");
        REQUIRE(now["earlier"].size() == 1);
        CHECK(now["earlier"][0]["text"] == "reads numbers");
        CHECK(now["earlier"][0]["was_signed"] == false);
        CHECK(now["earlier"][0]["written_by_name"] == "t");
        // The other term, subject and class have none of it.
        it.place.term = 2;
        CHECK(it.note_of(it.ali)["version"] == "0");
        it.place = {.class_id = it.place.class_id, .subject = "music", .term = 1};
        CHECK(it.note_of(it.ali)["version"] == "0");
        it.place = {.class_id = it.other_class, .subject = "maths", .term = 1};
        CHECK(it.read()["students"].size() == 1);
    });
}

TEST_CASE(
    "KW-T-REPORT: who saw an older note overwrites nothing, and the same words again are no change")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        it.save({{.student_id = it.ali, .text = "one"}});
        const std::int64_t first = it.version_of(it.ali);
        // A colleague who saw an empty field.
        CHECK(it.word_of(it.save({{.student_id = it.ali, .text = "two"}})) == "VERSION_STALE");
        CHECK(it.word_of(it.save({{.student_id = it.ali, .text = "one"}})) == "accepted");
        CHECK(it.version_of(it.ali) == first);
        CHECK(it.note_of(it.ali)["earlier"].empty());
        // One that is refused does not lose the others.
        const Json both = it.save({{.student_id = it.ali, .based_on = first + 1, .text = "two"},
                                   {.student_id = it.hamad, .text = "three"}});
        CHECK(both["accepted"] == 1);
        CHECK(both["notes"][0]["refused"]["code"] == "VERSION_STALE");
        CHECK(it.note_of(it.hamad)["text"] == "three");
        // Taken back: nothing stands, and what stood is legible still.
        it.save({{.student_id = it.ali, .based_on = first, .text = " "}});
        CHECK(it.note_of(it.ali)["text"] == "");
        CHECK(it.note_of(it.ali)["earlier"][0]["text"] == "one");
        const auto card = it.school.cards->card(
            it.school.school, {.class_id = it.place.class_id, .student_id = it.ali});
        REQUIRE(card);
        CHECK(Json::parse(*card)["descriptions"].empty());
    });
}

TEST_CASE(
    "KW-T-REPORT: a signature is under the note that was seen, and a newer note waits for its own")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        it.save({{.student_id = it.ali, .text = "one"}});
        const std::int64_t first = it.version_of(it.ali);
        CHECK(it.word_of(it.sign({{.student_id = it.ali}})) == "VERSION_STALE");
        // With a note and without one.
        CHECK(it.sign({{.student_id = it.ali, .based_on = first},
                       {.student_id = it.hamad}})["accepted"] == 2);
        CHECK(it.read()["signed"] == 2);
        CHECK(it.note_of(it.ali)["signature"]["signed_by_name"] == "t");
        CHECK(it.note_of(it.ali)["signature"]["signed_at"].get<std::string>().starts_with(
            "2016-01-20"));
        CHECK(it.word_of(it.sign({{.student_id = it.ali, .based_on = first}})) == "SIGNED_ALREADY");
        it.save({{.student_id = it.ali, .based_on = first, .text = "two"}});
        CHECK(it.note_of(it.ali)["signature"].is_null());
        CHECK(it.note_of(it.ali)["earlier"][0]["was_signed"] == true);
        CHECK(it.read()["signed"] == 1);
        it.save({{.student_id = it.hamad, .text = "three"}});
        CHECK(it.read()["signed"] == 0);
        CHECK(it.sign({{.student_id = it.ali, .based_on = it.version_of(it.ali)},
                       {.student_id = it.hamad,
                        .based_on = it.version_of(it.hamad)}})["accepted"] == 2);
    });
}

TEST_CASE("SR-3.7: a draft may hold a label, and is signed without it alone")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        CHECK(it.word_of(it.save({{.student_id = it.ali, .text = "طالب كسول"}})) == "accepted");
        const Json labels = it.note_of(it.ali)["labels"];
        REQUIRE(labels.size() == 1);
        CHECK(labels[0]["term"] == "كسول");
        CHECK(labels[0]["neutral"] == "يحتاج إلى متابعة حل الواجبات");
        const Json refused = it.sign({{.student_id = it.ali, .based_on = it.version_of(it.ali)}});
        CHECK(it.word_of(refused) == "LABEL_NEGATIVE");
        CHECK(refused["notes"][0]["refused"]["arguments"]["value"] == "كسول");
        CHECK(refused["notes"][0]["refused"]["clause"] == "SR-3.7");
        CHECK(it.note_of(it.ali)["signature"].is_null());
        it.save({{.student_id = it.ali,
                  .based_on = it.version_of(it.ali),
                  .text = "يحتاج إلى متابعة حل الواجبات"}});
        CHECK(it.note_of(it.ali)["labels"].empty());
        CHECK(it.word_of(it.sign({{.student_id = it.ali, .based_on = it.version_of(it.ali)}})) ==
              "accepted");
    });
}

TEST_CASE(
    "KW-T-REPORT: notes are of the class's students, its plan's subjects and its year's terms")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        const marks::ReportPlace right = it.place;
        const auto refused = [&](marks::ReportPlace place, std::int64_t student) {
            it.place = place;
            const std::string saved = it.word_of(it.save({{.student_id = student, .text = "x"}}));
            CHECK(it.word_of(it.sign({{.student_id = student}})) == saved);
            return saved;
        };
        CHECK(refused(right, it.elsewhere) == "NOT_ENROLLED");
        CHECK(refused(right, 99) == "RECORD_UNKNOWN");
        marks::ReportPlace wrong = right;
        wrong.class_id = 5;
        CHECK(refused(wrong, it.ali) == "RECORD_UNKNOWN");
        wrong = right;
        wrong.subject = "art";
        CHECK(refused(wrong, it.ali) == "SUBJECT_NOT_IN_PLAN");
        CHECK(code_of(it.school.cards->report_notes(
                  it.school.school, wrong, it.school.act().today)) == "SUBJECT_NOT_IN_PLAN");
        wrong = right;
        wrong.term = 3;
        CHECK(refused(wrong, it.ali) == "VALUE_OUT_OF_RANGE");
        wrong.term = 0;
        CHECK(refused(wrong, it.ali) == "VALUE_OUT_OF_RANGE");
        // Only a Kuwaiti card has this page.
        const std::int64_t saudi = it.school.add_class(it.school.add_plan(5, "sa_1426",
                                                                          {{.subject = "maths",
                                                                            .name_ar = "m",
                                                                            .name_en = "m",
                                                                            .group = "OTHER",
                                                                            .weekly_periods = 4}}),
                                                       "c");
        wrong = {.class_id = saudi, .subject = "maths", .term = 1};
        CHECK(code_of(it.school.cards->report_notes(it.school.school, wrong,
                                                    it.school.act().today)) == "RECORD_UNKNOWN");
    });
}

TEST_CASE("KW-T-REPORT: notes and signatures go along when two records become one")
{
    on_both_databases([](TestDatabase& test) {
        NotedClass it(test);
        it.save({{.student_id = it.ali, .text = "one"}});
        it.sign({{.student_id = it.ali, .based_on = it.version_of(it.ali)}});
        accepted(it.school.record->write(
            it.school.school, it.school.act(),
            [&](school::Changes& changes) -> Result<school::Answer> {
                changes.note("test.merge", "student", crypto::FieldDigester("t.1").finish());
                REQUIRE(marks::MarksMerge().move(changes, it.school.school, it.ali, it.hamad));
                return school::Answer{};
            }));
        CHECK(it.note_of(it.hamad)["text"] == "one");
        CHECK_FALSE(it.note_of(it.hamad)["signature"].is_null());
        CHECK(it.note_of(it.ali)["version"] == "0");
    });
}

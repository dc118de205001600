#include "school/merges.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

// What a later room would do: it moves rows in memory, or refuses.
class PretendMarks final : public MergeParticipant {
public:
    std::int64_t owner = 0;
    bool has_conflict = false;

    [[nodiscard]] std::string_view name() const override { return "marks"; }
    [[nodiscard]] Result<std::string> move(Changes&, SchoolId, std::int64_t,
                                           std::int64_t to) override
    {
        if (has_conflict)
            return Refusal{RefusalCode::cell_changed, {}, "", ""};
        owner = to;
        return std::string(R"(["5"])");
    }
    [[nodiscard]] std::optional<Refusal> move_back(Changes&, SchoolId, std::int64_t from,
                                                   std::int64_t, JsonValue moved) override
    {
        CHECK(moved.size() == 1);
        owner = from;
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("school: a duplicate is merged with a trail, counts nowhere, and the merge can be undone")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        PretendMarks marks;
        Merges merges(*sample.record, {&marks});
        const Day start = day_of("2026-09-13");
        const std::int64_t kept = sample.add_student("1", "ali");
        const std::int64_t twin = sample.add_student("2", "aly");
        const std::int64_t third = sample.add_student("3", "badr");
        // The kept record is in class B from October on; the twin was in class A in September and is in B since.
        REQUIRE(sample.enrol(kept, sample.class_b, day_of("2026-10-01")));
        const auto early = sample.enrol(twin, sample.class_a, start);
        REQUIRE(early);
        const auto moved = Enrolments(*sample.record)
                               .move(sample.school, sample.act(), id_in(early, "enrolment_id"), 1,
                                     sample.class_b, day_of("2026-09-27"));
        REQUIRE(moved);
        IdentityPaper paper;
        paper.student_id = twin;
        paper.kind = "national_id";
        paper.number = "316051401235";
        REQUIRE(Students(*sample.record).add_paper(sample.school, sample.act(), paper));

        const auto merge = [&](std::int64_t one, std::int64_t other) {
            return merges.merge(sample.school, sample.act(), one, other, "entered twice");
        };
        CHECK(code_of(merge(kept, kept)) == "MERGE_OF_SAME");
        CHECK(code_of(merge(kept, 99)) == "RECORD_UNKNOWN");
        CHECK(code_of(merge(99, kept)) == "RECORD_UNKNOWN");
        marks.has_conflict = true;
        CHECK(code_of(merge(kept, twin)) == "CELL_CHANGED");
        const auto papers = [&](std::int64_t student) {
            return sample.record->read([&](database::Session& session) {
                return papers_of(session, sample.school, student).size();
            });
        };
        // The refusal undid everything.
        CHECK(papers(twin) == 1);
        marks.has_conflict = false;

        const auto merged = merge(kept, twin);
        REQUIRE(merged);
        CHECK(marks.owner == kept);
        CHECK(papers(kept) == 1);
        CHECK(papers(twin) == 0);
        CHECK(code_of(merge(kept, twin)) == "RECORD_UNKNOWN");
        CHECK(code_of(sample.enrol(twin, sample.class_a, start)) == "RECORD_UNKNOWN");
        sample.record->read([&](database::Session& session) {
            const SchoolId school = sample.school;
            CHECK(find_student(session, school, twin)->merged_into == kept);
            // September's class A came over; class B's overlap stayed and ended.
            CHECK(class_of(session, school, kept, day_of("2026-09-20")) == sample.class_a);
            CHECK(class_of(session, school, kept, day_of("2026-10-01")) == sample.class_b);
            const auto left = enrolments_of(session, school, twin);
            REQUIRE(left.size() == 1);
            CHECK(left[0].ended_reason == "merged");
            CHECK(students_of_class(session, school, sample.class_b, day_of("2026-10-01")).size() ==
                  1);
        });

        // The twin's seat in B (three of them) is taken meanwhile by two others: the merge cannot be undone until one
        // of them is gone.
        const std::int64_t id = id_in(merged, "student_merge_id");
        REQUIRE(sample.enrol(third, sample.class_b, day_of("2026-10-01")));
        const auto fourth =
            sample.enrol(sample.add_student("4"), sample.class_b, day_of("2026-10-01"));
        REQUIRE(fourth);
        CHECK(code_of(merges.undo(sample.school, sample.act(), id)) == "CLASS_FULL");
        CHECK(papers(kept) == 1);
        REQUIRE(Enrolments(*sample.record)
                    .move(sample.school, sample.act(), id_in(fourth, "enrolment_id"), 1,
                          sample.class_a, day_of("2026-10-02")));
        CHECK(code_of(merges.undo(sample.school, sample.act(), id)) == "CLASS_FULL");
        REQUIRE(Plans(*sample.record).change_class(sample.school, sample.act(), [&] {
            SchoolClass wider;
            wider.id = sample.class_b;
            wider.name = "4/2";
            wider.capacity = 4;
            return wider;
        }()));

        const auto undone = merges.undo(sample.school, sample.act(), id);
        REQUIRE(undone);
        CHECK(text_in_json(undone->body, "undone_by") == "7");
        CHECK(marks.owner == twin);
        CHECK(papers(kept) == 0);
        CHECK(papers(twin) == 1);
        sample.record->read([&](database::Session& session) {
            const SchoolId school = sample.school;
            CHECK_FALSE(find_student(session, school, twin)->merged_into);
            CHECK_FALSE(class_of(session, school, kept, day_of("2026-09-20")));
            CHECK(class_of(session, school, twin, day_of("2026-09-20")) == sample.class_a);
            CHECK(class_of(session, school, twin, day_of("2026-12-01")) == sample.class_b);
        });
        CHECK(code_of(merges.undo(sample.school, sample.act(), id)) == "MERGE_UNDONE");
        CHECK(code_of(merges.undo(sample.school, sample.act(), 99)) == "RECORD_UNKNOWN");
        CHECK(merges.merges(sample.school, Page{})->find("entered twice") != std::string::npos);

        const auto again = merge(kept, twin);
        REQUIRE(again);
        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        CHECK(code_of(merge(kept, third)) == "YEAR_SEALED");
        CHECK(code_of(merges.undo(sample.school, sample.act(), id_in(again, "student_merge_id"))) ==
              "YEAR_SEALED");
        sample.verified_chain();
    });
}

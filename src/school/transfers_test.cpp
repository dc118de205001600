#include "school/transfers.h"

#include <doctest/doctest.h>

#include "school/exemptions.h"
#include "school/on_day.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

// What a later room would add.
class Marks final : public CarriedSection {
public:
    [[nodiscard]] std::string_view name() const override { return "marks"; }
    [[nodiscard]] std::string collect(database::Session&, SchoolId, std::int64_t,
                                      std::int64_t) override
    {
        return R"([{"subject":"maths","mark":"35.5"}])";
    }
};

Transfer to_other_school(std::int64_t student, const char* day)
{
    Transfer transfer;
    transfer.student_id = student;
    transfer.other_school = "Sea";
    transfer.day = day_of(day);
    transfer.decision = "7 of 2026-11-01";
    return transfer;
}

}  // namespace

TEST_CASE("KW-24: who goes to another school takes his marks and absences; the package is kept as "
          "it went")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Marks marks;
        Transfers transfers(*sample.record, {&marks});
        const std::int64_t ali = sample.add_student("1");
        CHECK(code_of(transfers.package(sample.school, ali, day_of("2026-10-01"))) ==
              "NOT_ENROLLED");
        CHECK(code_of(transfers.release(sample.school, sample.act(),
                                        to_other_school(ali, "2026-11-01"), "[]")) ==
              "NOT_ENROLLED");
        REQUIRE(sample.enrol(ali, sample.class_a, day_of("2026-09-13")));
        const auto package = transfers.package(sample.school, ali, day_of("2026-10-01"));
        REQUIRE(package);
        CHECK(package->find(R"("sections":{"marks":[{"subject":"maths","mark":"35.5"}]})") !=
              std::string::npos);
        CHECK_FALSE(refuses_package(*package));

        const auto released =
            transfers.release(sample.school, sample.act(), to_other_school(ali, "2026-11-01"),
                              R"([{"kind":"notice","number":"3"}])");
        REQUIRE(released);
        CHECK(released->body.find(R"("documents":[{"kind":"notice","number":"3"}])") !=
              std::string::npos);
        CHECK(released->body.find(R"("ended_reason":"transferred")") != std::string::npos);
        sample.record->read([&](database::Session& session) {
            CHECK(class_of(session, sample.school, ali, day_of("2026-10-31")) == sample.class_a);
            CHECK_FALSE(class_of(session, sample.school, ali, day_of("2026-11-01")));
        });
        CHECK(code_of(transfers.release(sample.school, sample.act(),
                                        to_other_school(ali, "2026-11-02"), "[]")) ==
              "NOT_ENROLLED");

        // What a receiving school is given, it keeps as it came.
        const std::int64_t badr = sample.add_student("2", "badr");
        Transfer arriving = to_other_school(badr, "2026-11-01");
        arriving.carried = *package;
        const auto received = transfers.receive(sample.school, sample.act(), arriving);
        REQUIRE(received);
        CHECK(received->body.find(*package) != std::string::npos);
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) == "RECORD_EXISTS");
        arriving.day = day_of("2026-11-02");
        arriving.carried = R"({"format":"other","sections":{}})";
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) ==
              "VALUE_NOT_LISTED");
        arriving.carried = R"({"format":"taqwim.transfer.1"})";
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) ==
              "FIELD_WRONG_TYPE");
        arriving.carried = "[]";
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) ==
              "FIELD_WRONG_TYPE");
        arriving.carried = "{";
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) ==
              "JSON_MALFORMED");
        arriving.student_id = 99;
        arriving.carried = *package;
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) ==
              "RECORD_UNKNOWN");

        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        arriving.student_id = badr;
        CHECK(code_of(transfers.receive(sample.school, sample.act(), arriving)) == "YEAR_SEALED");
        sample.verified_chain();
    });
}

TEST_CASE(
    "KW-26.1, KW-26.2: exemptions have a listed ground, hold together and end; nothing is deleted")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Exemptions exemptions(*sample.record);
        Students students(*sample.record);
        const auto add = [&](const std::string& number, std::optional<bool> is_muslim) {
            Student student;
            student.number = number;
            student.name_parts = {"ali", "salem", "hamad", "alnajjar"};
            student.sex = "male";
            student.nationality = "KW";
            student.is_muslim = is_muslim;
            return id_in(students.add(sample.school, sample.act(), student, {}), "student_id");
        };
        const std::int64_t guest = add("1", false);
        const std::int64_t muslim = add("2", true);
        const std::int64_t unknown = add("3", std::nullopt);
        const auto exempt = [&](std::int64_t student, const std::string& ground,
                                const std::vector<std::string>& subjects,
                                const char* day = "2026-09-20") {
            Exemption exemption;
            exemption.student_id = student;
            exemption.ground = ground;
            exemption.document = "4 of 2026-09-20";
            exemption.first_day = day_of(day);
            return exemptions.exempt(sample.school, sample.act(), exemption, subjects);
        };
        const std::vector<std::string> both = {"quran", "islamic"};
        CHECK(code_of(exempt(guest, "non_muslim", both)) == "NOT_ENROLLED");
        for (const std::int64_t student : {guest, muslim, unknown})
            REQUIRE(sample.enrol(student, sample.class_b, day_of("2026-09-13")));

        CHECK(code_of(exempt(guest, "tired", both)) == "VALUE_NOT_LISTED");
        CHECK(code_of(exempt(guest, "non_muslim", {})) == "FIELD_MISSING");
        CHECK(code_of(exempt(guest, "non_muslim", {"quran"})) == "EXEMPTION_NOT_TOGETHER");
        CHECK(code_of(exempt(guest, "non_muslim", {"quran", "islamic", "maths"})) ==
              "EXEMPTION_NOT_LISTED");
        CHECK(code_of(exempt(guest, "non_muslim", {"social"})) == "SUBJECT_NOT_IN_PLAN");
        CHECK(code_of(exempt(muslim, "non_muslim", both)) == "EXEMPTION_NOT_LISTED");
        CHECK(code_of(exempt(unknown, "non_muslim", both)) == "FACTS_INCOMPLETE");
        CHECK(code_of(exempt(muslim, "medical", {"maths"})) == "EXEMPTION_NOT_LISTED");
        const auto medical = exempt(muslim, "medical", {"pe"});
        CHECK(code_of(medical) == "accepted");
        CHECK(code_of(exempt(muslim, "medical", {"pe"}, "2026-10-01")) == "RECORD_EXISTS");
        REQUIRE(exempt(guest, "non_muslim", both));

        const auto on = [&](const char* day) {
            return sample.record->read([&](database::Session& session) {
                return exemptions_on(session, sample.school, guest, day_of(day));
            });
        };
        CHECK(on("2026-09-19").empty());
        REQUIRE(on("2026-09-20").size() == 2);
        const std::int64_t one = on("2026-09-20")[0].id;
        CHECK(code_of(exemptions.end(sample.school, sample.act(), one, day_of("2026-09-19"))) ==
              "DAYS_REVERSED");
        REQUIRE(exemptions.end(sample.school, sample.act(), one, day_of("2026-12-31")));
        CHECK(on("2026-12-31").size() == 2);
        CHECK(on("2027-01-01").empty());
        CHECK(code_of(exemptions.end(sample.school, sample.act(), one, day_of("2027-01-01"))) ==
              "RECORD_EXISTS");
        CHECK(code_of(exemptions.end(sample.school, sample.act(), 99, day_of("2027-01-01"))) ==
              "RECORD_UNKNOWN");
        // The day after the end a new choice can be made; on the last day of the old one it cannot.
        CHECK(code_of(exempt(guest, "non_muslim", both, "2026-12-31")) == "RECORD_EXISTS");
        CHECK(code_of(exempt(guest, "non_muslim", both, "2027-01-01")) == "accepted");

        REQUIRE(Years(*sample.record).seal(sample.school, sample.act(), sample.year, 1));
        CHECK(code_of(exempt(unknown, "medical", {"pe"})) == "YEAR_SEALED");
        CHECK(code_of(exemptions.end(sample.school, sample.act(), one, day_of("2027-01-01"))) ==
              "YEAR_SEALED");
        sample.verified_chain();
    });
}

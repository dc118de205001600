#include "documents/amendments.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/registration.h"
#include "school/merges.h"
#include "tests/support/desk_school.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

Day day(const char* text)
{
    return Day::parse(text).value();
}

// A Saudi school where ali came from another school of the directorate, and asks for another family name.
struct AmendingSchool : DeskSchool {
    DocumentRequests requests{*record, desk, rule_sets()};
    Amendments amendments{*record, rule_sets()};
    SchoolId before;  // where he was

    explicit AmendingSchool(TestDatabase& test, const char* country = "SA") : DeskSchool(test)
    {
        today("2026-11-22");
        test.run("UPDATE directorate SET country = '" + std::string(country) + "'");
        before = add_school("Oasis", "118", directorate);
        test.run("INSERT INTO transfer (school_id, transfer_id, student_id, direction, "
                 "other_school, day, decision, carried) VALUES (" +
                 std::to_string(this->school.value) + ", 1, " + std::to_string(ali) +
                 ", 'in', 'Oasis', '2026-09-13', '5', '{}')");
    }

    SchoolId add_school(const char* name, const char* number, std::int64_t of)
    {
        school::School added;
        added.directorate_id = of;
        added.ministry_number = number;
        added.name_ar = name;
        added.name_en = name;
        added.kind = "government";
        added.shift = "day";
        added.students_sex = "boys";
        return SchoolId{id_in(school::Schools(*record).add_school(act(), added), "school_id")};
    }

    std::int64_t file(std::optional<Day> birth_day = std::nullopt)
    {
        const auto filed =
            requests.file(act(), this->school,
                          AmendmentAsked{.student_id = ali,
                                         .name_parts = {"ali", "salem", "hamad", "almutairi"},
                                         .birth_day = birth_day,
                                         .address = "street 4",
                                         .justification = "the register was amended",
                                         .purpose = "the next stage"});
        const std::int64_t request = id_in(filed, "document_request_id");
        for (const char* const paper : {"birth_paper", "identity"})
            REQUIRE(requests.add_paper(
                act(), this->school, request,
                {.paper = paper, .reference = "1420", .dated = day("2026-11-01")}));
        return request;
    }

    [[nodiscard]] school::Act office(const char* role = "directorate_director") const
    {
        return act_as(99, role);
    }

    Result<school::Answer> examine(std::int64_t request, EnteredBy by = EnteredBy::directorate,
                                   const char* reference = "", const char* on = "2026-11-22")
    {
        return amendments.examine(
            by == EnteredBy::directorate ? office("directorate_officer") : act(), this->school,
            request, {.finding = "as in the register", .reference = reference, .examined = day(on)},
            by);
    }

    Result<school::Answer> decide(std::int64_t request, const char* outcome = "granted",
                                  EnteredBy by = EnteredBy::directorate,
                                  const char* reference = "412",
                                  std::optional<Day> dated = day("2026-11-22"))
    {
        return requests.decide(by == EnteredBy::directorate ? office() : act(), this->school,
                               request,
                               {.outcome = outcome,
                                .reason = outcome == std::string("refused") ? "no ground" : "",
                                .reference = reference,
                                .dated = dated},
                               by);
    }

    std::int64_t granted(std::optional<Day> birth_day = std::nullopt)
    {
        const std::int64_t request = file(birth_day);
        REQUIRE(examine(request));
        REQUIRE(decide(request));
        return request;
    }

    Json told(std::int64_t request)
    {
        const auto json = amendments.amendment(this->school, request, act().today);
        REQUIRE(json);
        return Json::parse(*json);
    }

    std::string state(std::int64_t request)
    {
        const Json all = told(request);
        return all["state"].get<std::string>() + ' ' + std::to_string(all["open"].get<int>());
    }

    // The id of the letter to this school, or of this kind.
    std::int64_t letter(std::int64_t request, const std::string& to)
    {
        const Json all = told(request);
        for (const Json& one : all["letters"])
            if (one["kind"] == to || one["addressee"] == to)
                return std::stoll(one["amendment_letter_id"].get<std::string>());
        FAIL("no letter to " << to);
        return 0;
    }

    Result<school::Answer> step(std::int64_t request, std::int64_t which, const char* name,
                                const char* number = "77", const char* who = "the head",
                                const char* on = "2026-11-22", const char* note = "by mistake")
    {
        return amendments.step_letter(
            act(), this->school, request, which,
            {.step = name, .dated = day(on), .number = number, .who = who, .note = note});
    }

    std::int64_t original(std::int64_t request, const char* paper, const char* stage, int hijri)
    {
        const auto added = amendments.add_original(
            act(), this->school, request,
            {.paper = paper, .stage = stage, .hijri_year = hijri, .number = "5512"});
        REQUIRE(added);
        const Json last = Json::parse(added->body)["originals"].back();
        return std::stoll(last["amendment_original_id"].get<std::string>());
    }

    Result<school::Answer> move(std::int64_t request, std::int64_t which, const char* name,
                                const char* on = "2026-11-22", const char* number = "88",
                                const char* who = "the owner", const char* note = "by mistake")
    {
        return amendments.step_original(
            act(), this->school, request, which,
            {.step = name, .dated = day(on), .number = number, .who = who, .note = note});
    }

    // "directorate", "authority", and whether a copy goes: "directorate copy".
    std::string route(std::int64_t request, const char* paper, const char* stage, int hijri)
    {
        (void)original(request, paper, stage, hijri);
        const Json last = told(request)["originals"].back();
        return last["body"].get<std::string>() + (last["is_copied"].get<bool>() ? " copy" : "") +
               ' ' + last["clause"].get<std::string>();
    }
};

}  // namespace

TEST_CASE("PG-24.P.1: an amendment is examined before it is decided")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file();
        CHECK(it.state(request) == "filed 0");
        CHECK(code_of(it.decide(request)) == "REQUEST_NOT_EXAMINED");
        CHECK(code_of(it.decide(request, "refused")) == "REQUEST_NOT_EXAMINED");
        CHECK(code_of(it.decide(request, "granted", EnteredBy::school)) == "REQUEST_NOT_EXAMINED");

        // The school needs the number of the directorate's paper; the directorate enters its own.
        CHECK(code_of(it.examine(request, EnteredBy::school)) == "TEXT_EMPTY");
        CHECK(code_of(it.examine(request, EnteredBy::directorate, "", "2026-11-23")) ==
              "DAY_IN_FUTURE");
        CHECK(code_of(it.amendments.examine(it.act(), it.school, request,
                                            {.finding = "", .reference = "3", .examined = Day{0}},
                                            EnteredBy::school)) == "TEXT_EMPTY");
        CHECK(code_of(it.examine(12)) == "RECORD_UNKNOWN");
        REQUIRE(it.examine(request, EnteredBy::school, "1448/3"));
        CHECK(it.state(request) == "checked 0");
        REQUIRE(it.examine(request));
        const Json all = it.told(request);
        REQUIRE(all["examinations"].size() == 2);
        CHECK(all["examinations"][0]["reference"] == "1448/3");
        CHECK(all["examinations"][0]["by_directorate"] == false);
        CHECK(all["examinations"][1]["reference"].is_null());
        CHECK(all["examinations"][1]["entered_as"] == "directorate_officer");
        REQUIRE(it.decide(request));
        CHECK(code_of(it.examine(request)) == "DECIDED_ALREADY");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.P.2: the directorate decides, or the head enters its decision with number and day")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file(day("2016-04-13"));
        REQUIRE(it.examine(request));
        for (const EnteredBy by : {EnteredBy::school, EnteredBy::directorate}) {
            CHECK(code_of(it.decide(request, "granted", by, "")) == "TEXT_EMPTY");
            CHECK(code_of(it.decide(request, "granted", by, "412", std::nullopt)) ==
                  "FIELD_MISSING");
            CHECK(code_of(it.decide(request, "granted", by, "412", day("2026-11-23"))) ==
                  "DAY_IN_FUTURE");
        }
        CHECK(it.state(request) == "checked 0");
        REQUIRE(it.decide(request, "granted", EnteredBy::school, "412", day("2026-11-20")));
        const Json all = it.told(request);
        CHECK(all["order"] ==
              Json{{"reference", "412"}, {"dated_on", "2026-11-20"}, {"by_directorate", false}});
        // What stood before is kept, whatever the record says now.
        CHECK(all["name_before"] == "ali salem hamad alnajjar");
        CHECK(all["name_after"] == "ali salem hamad almutairi");
        CHECK(all["birth_day_before"].is_null());
        CHECK(all["birth_day_after"] == "2016-04-13");
        CHECK(all["request"]["amendment"] == Json{{"state", "decided"}, {"open", 3}});
        CHECK(code_of(it.decide(request)) == "DECIDED_ALREADY");
    });
}

TEST_CASE("PG-24.P.2: a directorate decides nothing but amendments under the guide")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        PaperWanted wanted = it.note(it.ali);
        wanted.order.class_id = it.class_a;
        wanted.order.stage = Stage::issue;
        const auto issued =
            it.desk.issue(it.act(), it.school, std::vector{wanted}, print::DigitSet::western);
        REQUIRE(issued);
        const std::int64_t replacement =
            id_in(it.requests.file(
                      it.act(), it.school,
                      ReplacementAsked{.serial = issued->documents[0].serial, .fate = "damaged"}),
                  "document_request_id");
        CHECK(code_of(it.decide(replacement)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.examine(replacement)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.amendments.amendment(it.school, replacement, it.act().today)) ==
              "RECORD_UNKNOWN");
        CHECK(code_of(it.amendments.finish(it.act(), it.school, replacement)) == "RECORD_UNKNOWN");
    });
    on_both_databases([](TestDatabase& test) {
        // Kuwait's head decides by the request alone, and nothing is followed.
        AmendingSchool it(test, "KW");
        const std::int64_t request = it.file();
        CHECK(code_of(it.examine(request)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.decide(request)) == "RECORD_UNKNOWN");
        const auto decided =
            it.requests.decide(it.act(), it.school, request, {.outcome = "granted", .reason = ""});
        REQUIRE(decided);
        CHECK(Json::parse(decided->body)["amendment"].is_null());
    });
}

TEST_CASE("PG-24.P.3: each school that the student attended has a letter, and confirms it")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.granted();
        const Json letters = it.told(request)["letters"];
        REQUIRE(letters.size() == 3);
        CHECK(letters[0]["addressee"] == "Palm");
        CHECK(letters[0]["years"] == "2026-2027");
        CHECK(letters[1]["addressee"] == "Oasis");
        // Its name is that of one school of the directorate alone.
        CHECK(letters[1]["to_school_id"] == std::to_string(it.before.value));
        CHECK(letters[1]["years"].is_null());
        // PG-24.N.4
        CHECK(letters[2]["kind"] == "exams_section");
        CHECK(it.state(request) == "decided 3");

        const std::int64_t palm = it.letter(request, "Palm");
        const std::int64_t oasis = it.letter(request, "Oasis");
        const std::int64_t section = it.letter(request, "exams_section");
        CHECK(code_of(it.step(request, palm, "confirmed")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.step(request, palm, "sent", "")) == "TEXT_EMPTY");
        CHECK(code_of(it.step(request, palm, "sent", "77", "", "2026-11-23")) == "DAY_IN_FUTURE");
        CHECK(code_of(it.step(request, 12, "sent")) == "RECORD_UNKNOWN");
        REQUIRE(it.step(request, palm, "sent"));
        CHECK(it.state(request) == "decided 3");
        REQUIRE(it.step(request, oasis, "sent"));
        CHECK(it.state(request) == "schools_informed 3");
        CHECK(code_of(it.step(request, palm, "sent")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.step(request, palm, "confirmed", "9", "")) == "TEXT_EMPTY");
        CHECK(code_of(it.step(request, palm, "confirmed", "9", "x", "2026-11-21")) ==
              "DAYS_REVERSED");
        REQUIRE(it.step(request, palm, "confirmed", ""));
        CHECK(it.state(request) == "schools_informed 2");
        CHECK(code_of(it.step(request, palm, "withdrawn")) == "VALUE_NOT_LISTED");
        // A copy is delivered, and nobody answers it.
        CHECK(code_of(it.step(request, section, "confirmed")) == "VALUE_NOT_LISTED");
        REQUIRE(it.step(request, section, "sent", "78", ""));
        CHECK(code_of(it.step(request, section, "confirmed")) == "VALUE_NOT_LISTED");
        CHECK(it.state(request) == "schools_informed 1");
        const auto early = it.amendments.finish(it.act(), it.school, request);
        CHECK(code_of(early) == "AMENDMENT_UNFINISHED");
        CHECK(early.refusal().arguments[0].second == "1");
        REQUIRE(it.step(request, oasis, "confirmed"));
        REQUIRE(it.amendments.finish(it.office(), it.school, request));
        CHECK(it.state(request) == "applied 0");
        CHECK(code_of(it.amendments.finish(it.act(), it.school, request)) == "DECIDED_ALREADY");
        CHECK(code_of(it.step(request, section, "withdrawn")) == "DECIDED_ALREADY");
        CHECK(code_of(it.step(request, 12, "sent")) == "RECORD_UNKNOWN");
        CHECK(code_of(it.amendments.add_letter(
                  it.act(), it.school, request,
                  {.kind = "authority", .addressee = "", .years = "", .heir = ""})) ==
              "DECIDED_ALREADY");
        CHECK(it.told(request)["finished_on"] == "2026-11-22");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.P.3: schools from outside are entered by name, closed ones with their heir")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t undecided = it.file();
        const auto add = [&](std::int64_t request, const LetterAsked& asked) {
            return it.amendments.add_letter(it.act(), it.school, request, asked);
        };
        const LetterAsked closed{.kind = "school",
                                 .addressee = "Old Wall",
                                 .to_school = std::nullopt,
                                 .years = "1440-1442",
                                 .heir = "Directorate of the East"};
        CHECK(code_of(add(undecided, closed)) == "RECORD_UNKNOWN");
        REQUIRE(it.examine(undecided));
        REQUIRE(it.decide(undecided));
        REQUIRE(add(undecided, closed));
        const Json last = it.told(undecided)["letters"].back();
        CHECK(last["addressee"] == "Old Wall");
        CHECK(last["heir"] == "Directorate of the East");
        CHECK(last["next"] == Json{"sent", "withdrawn"});
        CHECK(code_of(add(undecided, {.kind = "school",
                                      .addressee = "",
                                      .to_school = std::nullopt,
                                      .years = "",
                                      .heir = ""})) == "TEXT_EMPTY");
        // One of another directorate is entered by its name alone.
        const std::int64_t other = id_in(
            school::Schools(*it.record)
                .add_directorate(it.act(), {.country = "SA", .name_ar = "East", .name_en = "East"}),
            "directorate_id");
        const SchoolId far = it.add_school("Far", "9", other);
        const auto to = [](SchoolId school) {
            return LetterAsked{.kind = "school",
                               .addressee = "",
                               .to_school = school.value,
                               .years = "",
                               .heir = ""};
        };
        CHECK(code_of(add(undecided, to(far))) == "RECORD_UNKNOWN");
        REQUIRE(add(undecided, to(it.before)));
        CHECK(it.told(undecided)["letters"].back()["addressee"] == "Oasis");

        // What was entered by mistake is withdrawn with the reason, and is not waited for.
        const int open = it.told(undecided)["open"].get<int>();
        const std::int64_t wrong = it.letter(undecided, "Old Wall");
        CHECK(code_of(it.step(undecided, wrong, "withdrawn", "", "", "2026-11-22", "")) ==
              "TEXT_EMPTY");
        REQUIRE(it.step(undecided, wrong, "withdrawn"));
        CHECK(it.told(undecided)["open"] == open - 1);
        // Without any letter to a school, or to the section, there is one to write.
        for (const char* const name : {"Palm", "exams_section"})
            REQUIRE(it.step(undecided, it.letter(undecided, name), "withdrawn"));
        CHECK(it.told(undecided)["open"] == open - 2);
    });
}

TEST_CASE("PG-24.P.3: a school of the directorate confirms what was sent to it, and no other does")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.granted();
        const std::int64_t oasis = it.letter(request, "Oasis");
        const AmendmentStep confirmed{
            .step = "confirmed", .dated = day("2026-11-22"), .number = "4", .who = "its head"};
        const auto received = [&](SchoolId school) {
            const auto json = it.amendments.received_letters(school);
            REQUIRE(json);
            return Json::parse(*json)["items"];
        };
        CHECK(received(it.before).empty());
        CHECK(code_of(it.amendments.confirm_received(it.act(), it.before, oasis, confirmed)) ==
              "RECORD_UNKNOWN");
        REQUIRE(it.step(request, oasis, "sent"));
        const Json letters = received(it.before);
        REQUIRE(letters.size() == 1);
        CHECK(letters[0]["name_before"] == "ali salem hamad alnajjar");
        CHECK(letters[0]["name_after"] == "ali salem hamad almutairi");
        CHECK(letters[0]["reference"] == "412");
        CHECK(letters[0]["number"] == "77");
        CHECK(letters[0]["confirmed_on"].is_null());
        CHECK(code_of(it.amendments.confirm_received(it.act(), it.school, oasis, confirmed)) ==
              "RECORD_UNKNOWN");
        AmendmentStep nameless = confirmed;
        nameless.who.clear();
        CHECK(code_of(it.amendments.confirm_received(it.act(), it.before, oasis, nameless)) ==
              "TEXT_EMPTY");
        REQUIRE(it.amendments.confirm_received(it.act(), it.before, oasis, confirmed));
        CHECK(received(it.before)[0]["confirmed_by"] == "its head");
        CHECK(code_of(it.amendments.confirm_received(it.act(), it.before, oasis, confirmed)) ==
              "VALUE_NOT_LISTED");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.P.4, PG-24.P.5: who amends an original follows from its paper, stage and year")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.granted();
        const auto certificate = [&](const char* stage, int year) {
            return it.route(request, "certificate", stage, year);
        };
        const auto transfer = [&](const char* stage, int year) {
            return it.route(request, "transfer_result", stage, year);
        };
        // The catalogue's own: 1403/1404 and 1408/1409.
        CHECK(certificate("intermediate", 1403) == "authority PG-24.P.5");
        CHECK(certificate("intermediate", 1408) == "directorate PG-24.P.5");
        CHECK(certificate("intermediate", 1404) == "authority PG-24.P.5");
        CHECK(certificate("intermediate", 1405) == "directorate PG-24.P.5");
        CHECK(certificate("primary", 1394) == "authority PG-24.P.5");
        CHECK(certificate("primary", 1395) == "directorate PG-24.P.5");
        CHECK(certificate("secondary", 1390) == "authority PG-24.P.5");
        CHECK(certificate("secondary", 1447) == "authority PG-24.P.5");
        CHECK(transfer("intermediate", 1404) == "directorate copy PG-24.P.4");
        CHECK(transfer("intermediate", 1405) == "directorate PG-24.P.4");
        CHECK(transfer("secondary", 1404) == "directorate copy PG-24.P.4");
        CHECK(transfer("primary", 1404) == "directorate PG-24.P.4");
    });
}

TEST_CASE("PG-24.P.6: an original comes, goes, comes back and is handed over, in this order")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file();
        const std::int64_t one = it.original(request, "transfer_result", "intermediate", 1403);
        CHECK(code_of(it.move(request, one, "sent")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.move(request, 12, "received")) == "RECORD_UNKNOWN");
        CHECK(code_of(it.move(request, one, "received", "2026-11-23")) == "DAY_IN_FUTURE");
        REQUIRE(it.move(request, one, "received", "2026-11-20", "", ""));
        // Nothing goes before the amendment is granted.
        CHECK(code_of(it.move(request, one, "sent")) == "VALUE_NOT_LISTED");
        REQUIRE(it.examine(request));
        REQUIRE(it.decide(request));
        CHECK(code_of(it.move(request, one, "returned")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.move(request, one, "handed_over")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.move(request, one, "sent", "2026-11-19")) == "DAYS_REVERSED");
        CHECK(code_of(it.move(request, one, "sent", "2026-11-21", "")) == "TEXT_EMPTY");
        CHECK(code_of(it.move(request, one, "sent", "2026-11-21", "88", "")) == "TEXT_EMPTY");
        REQUIRE(it.move(request, one, "sent", "2026-11-21", "88", "records of the East"));
        // On its way it is not withdrawn.
        CHECK(code_of(it.move(request, one, "withdrawn")) == "VALUE_NOT_LISTED");
        REQUIRE(it.move(request, one, "returned", "2026-11-21"));
        CHECK(code_of(it.move(request, one, "handed_over", "2026-11-22", "", "")) == "TEXT_EMPTY");
        REQUIRE(it.move(request, one, "handed_over", "2026-11-22", "", "his father"));
        CHECK(it.told(request)["originals"][0]["is_done"] == false);
        CHECK(it.told(request)["originals"][0]["next"] == Json{"copied"});
        CHECK(code_of(it.move(request, one, "copied", "2026-11-22", "")) == "TEXT_EMPTY");
        REQUIRE(it.move(request, one, "copied"));
        CHECK(it.told(request)["originals"][0]["is_done"] == true);
        CHECK(code_of(it.move(request, one, "copied")) == "VALUE_NOT_LISTED");
        Texts steps;
        const Json all = it.told(request);
        for (const Json& step : all["originals"][0]["steps"])
            steps.push_back(step["step"].get<std::string>());
        CHECK(steps == Texts{"received", "sent", "returned", "copied", "handed_over"});
        // The letters are open still.
        CHECK(it.state(request) == "decided 3");
        CHECK(code_of(it.amendments.finish(it.act(), it.school, request)) ==
              "AMENDMENT_UNFINISHED");

        const std::int64_t wrong = it.original(request, "certificate", "primary", 1440);
        CHECK(it.state(request) == "decided 4");
        REQUIRE(it.move(request, wrong, "withdrawn"));
        CHECK(it.state(request) == "decided 3");
        CHECK(code_of(it.move(request, wrong, "received")) == "VALUE_NOT_LISTED");
    });
}

TEST_CASE("PG-24.P.6: what was refused goes back to its owner unsent")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file();
        const std::int64_t one = it.original(request, "certificate", "secondary", 1440);
        REQUIRE(it.move(request, one, "received"));
        REQUIRE(it.examine(request));
        REQUIRE(it.decide(request, "refused"));
        CHECK(it.state(request) == "refused 1");
        CHECK(it.told(request)["letters"].empty());
        CHECK(code_of(it.move(request, one, "sent")) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.amendments.finish(it.act(), it.school, request)) == "RECORD_UNKNOWN");
        REQUIRE(it.move(request, one, "handed_over"));
        CHECK(it.state(request) == "refused 0");
    });
}

TEST_CASE("PG-24.P.1: a directorate sees the amendments of its schools, school by school")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t refused = it.file();
        REQUIRE(it.examine(refused));
        REQUIRE(it.decide(refused, "refused"));
        const std::int64_t open = it.file();
        const auto listed = [&](bool only_open, int limit = 50, const std::string& after = "") {
            school::Page page;
            page.limit = limit;
            page.after = after;
            const auto json =
                it.amendments.of_directorate(it.directorate, page, only_open, it.act().today);
            REQUIRE(json);
            return Json::parse(*json);
        };
        const Json shown = listed(true);
        REQUIRE(shown["items"].size() == 1);
        CHECK(shown["items"][0]["document_request_id"] == std::to_string(open));
        CHECK(shown["items"][0]["school_name_ar"] == "Palm");
        CHECK(shown["items"][0]["state"] == "filed");
        CHECK(shown["items"][0]["unmet"] == 0);
        CHECK(listed(false)["items"].size() == 2);
        // A page has so many schools.
        const Json first = listed(true, 1);
        CHECK(first["items"].size() == 1);
        CHECK(first["next"] == std::to_string(it.school.value));
        CHECK(listed(true, 1, std::to_string(it.school.value))["items"].empty());
        const auto nobody = it.amendments.of_directorate(12, {}, true, it.act().today);
        REQUIRE(nobody);
        CHECK(Json::parse(*nobody)["items"].empty());
    });
}

TEST_CASE("PG-24.P.1: amendments that were decided before there were orders are not followed")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file();
        test.run("INSERT INTO document_request_decision (school_id, document_request_id, outcome, "
                 "reason, decided_on, decided_at, decided_by, decided_as) VALUES (" +
                 std::to_string(it.school.value) + ", " + std::to_string(request) +
                 ", 'granted', '', '2026-11-01', '2026-11-01T06:00:00Z', 7, 'head_teacher')");
        CHECK(code_of(it.amendments.amendment(it.school, request, it.act().today)) ==
              "RECORD_UNKNOWN");
        const auto found = it.requests.request(it.school, request, it.act().today);
        REQUIRE(found);
        CHECK(Json::parse(*found)["amendment"].is_null());
    });
}

TEST_CASE("PG-24.P.3: after a merge the record that was kept is amended, with its own history")
{
    on_both_databases([](TestDatabase& test) {
        AmendingSchool it(test);
        const std::int64_t request = it.file();
        const std::int64_t kept = it.add_student("1009", "ali");
        REQUIRE(
            school::Merges(*it.record).merge(it.school, it.act(), kept, it.ali, "entered twice"));
        REQUIRE(it.examine(request));
        REQUIRE(it.decide(request));
        const auto name = [&](std::int64_t student) {
            return it.record->read([&](database::Session& session) {
                return session
                    .find_one("SELECT name_ar FROM student WHERE school_id = $1 "
                              "AND student_id = $2",
                              it.school, student)
                    ->text("name_ar");
            });
        };
        CHECK(name(kept) == "ali salem hamad almutairi");
        CHECK(name(it.ali) == "ali salem hamad alnajjar");
        CHECK(it.told(request)["letters"].size() == 3);
    });
}

#include "documents/attestations.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/registration.h"
#include "tests/support/desk_school.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;
using Json = nlohmann::json;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

// A Saudi school that issues sheets in both languages and statements of attendance.
struct AttestingSchool : DeskSchool {
    Attestations attestations{*record, kinds, rule_sets()};

    explicit AttestingSchool(TestDatabase& test, const char* country = "SA") : DeskSchool(test)
    {
        today("2026-11-22");
        test.run("UPDATE directorate SET country = '" + std::string(country) + "'");
        for (const char* const name : {"sheet", "statement"}) {
            PaperKind kind = *kinds.find("note");
            kind.name = name;
            kind.languages = {print::Language::arabic, print::Language::english};
            kind.is_attendance_statement = kind.name == "statement";
            kinds.add(std::move(kind));
        }
    }

    std::string issue(const char* kind, const char* part = "year",
                      print::Language language = print::Language::arabic,
                      std::optional<std::int64_t> replaces = std::nullopt)
    {
        PaperWanted wanted = note(ali);
        wanted.kind = kind;
        wanted.order.class_id = class_a;
        wanted.order.part = part;
        wanted.order.language = language;
        wanted.order.stage = Stage::issue;
        wanted.replaces = replaces;
        const auto issued =
            desk.issue(act(), this->school, std::vector{wanted}, print::DigitSet::western);
        REQUIRE(issued);
        return issued->documents[0].serial;
    }

    // An original of the register that goes abroad, asked for by the father.
    [[nodiscard]] static AttestationAsked of(const std::string& serial,
                                             const char* purpose = "study_abroad")
    {
        AttestationAsked asked;
        asked.source = "school";
        asked.serial = serial;
        asked.purpose = purpose;
        asked.asked_by = "salem hamad";
        return asked;
    }

    // What its holder brings: it is not in the register.
    [[nodiscard]] AttestationAsked brought(const char* source,
                                           const char* purpose = "study_abroad") const
    {
        AttestationAsked asked = of("", purpose);
        asked.source = source;
        asked.student_id = ali;
        asked.title = "general secondary certificate";
        asked.number = "3311";
        return asked;
    }

    [[nodiscard]] static AttestationAsked translated(AttestationAsked asked)
    {
        asked.is_translation = true;
        return asked;
    }

    Json enter(const AttestationAsked& asked)
    {
        const auto said = attestations.check(this->school, asked, act().today);
        const auto stored = attestations.enter(act(), this->school, asked);
        REQUIRE(stored);
        REQUIRE(said);
        CHECK(stored->status == 201);
        Json entry = Json::parse(stored->body);
        // What was said before it was entered is what was entered.
        const Json before = Json::parse(*said);
        for (const char* const name :
             {"outcome", "signer", "refused_for", "clause", "title", "name_ar"})
            CHECK_MESSAGE(before[name] == entry[name], name);
        return entry;
    }

    // "to_sign education_director PG-24.T.3"; a reason in the place of the signer where it is refused.
    std::string verdict(const AttestationAsked& asked)
    {
        const Json entry = enter(asked);
        const Json& who = entry["signer"].is_null() ? entry["refused_for"] : entry["signer"];
        return entry["outcome"].get<std::string>() + ' ' +
               (who.is_null() ? "nobody" : who.get<std::string>()) + ' ' +
               entry["clause"].get<std::string>();
    }

    std::string refused(const AttestationAsked& asked)
    {
        const std::string code = code_of(attestations.enter(act(), this->school, asked));
        CHECK(code_of(attestations.check(this->school, asked, act().today)) == code);
        return code;
    }

    std::int64_t waiting(const AttestationAsked& asked)
    {
        return std::stoll(enter(asked)["attestation_id"].get<std::string>());
    }

    Result<school::Answer> answer(std::int64_t entry, const char* outcome = "signed",
                                  const char* day = "2026-11-20", const char* reason = "")
    {
        return attestations.answer(
            act(), this->school, entry,
            {.outcome = outcome, .reference = "412", .reason = reason, .dated = *Day::parse(day)});
    }

    // The numbers and states of a list: "TQ-…:signed".
    std::vector<std::string> states(const AttestationFilter& filter, const std::string& after = "",
                                    int limit = 50)
    {
        school::Page page;
        page.after = after;
        page.limit = limit;
        const auto listed = attestations.entries(this->school, page, filter);
        REQUIRE(listed);
        return states_in(*listed);
    }

    static std::vector<std::string> states_in(const std::string& listed)
    {
        std::vector<std::string> all;
        const Json page = Json::parse(listed);
        for (const Json& entry : page["items"])
            all.push_back(entry["state"].get<std::string>());
        return all;
    }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("PG-24.T.3: what the school issued, and a statement of attendance, the director of "
          "education attests")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        CHECK(it.verdict(it.of(it.issue("sheet"))) == "to_sign education_director PG-24.T.3");
        CHECK(it.verdict(it.of(it.issue("statement"))) == "to_sign education_director PG-24.T.3");
        // Also of one who moves inside the Kingdom: what suffices there is said of notices alone.
        CHECK(it.verdict(it.of(it.issue("sheet"), "transfer_inside")) ==
              "to_sign education_director PG-24.T.3");
        const Json entry = it.enter(it.of(it.issue("sheet")));
        CHECK(entry["student_id"] == std::to_string(it.ali));
        CHECK(entry["title"] == "note-ar");
        CHECK(entry["asked_by"] == "salem hamad");
        CHECK(entry["asked_on"] == "2026-11-22");
        CHECK(entry["state"] == "waiting");
        CHECK(entry["answer"].is_null());
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.T.1: a copy is entered as refused, whatever it is a copy of")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        AttestationAsked asked = it.of(it.issue("sheet"));
        asked.is_copy = true;
        CHECK(it.verdict(asked) == "refused copy PG-24.T.1");
        asked = it.brought("ministry");
        asked.is_copy = true;
        CHECK(it.verdict(asked) == "refused copy PG-24.T.1");
        CHECK(it.states({.kind = "", .state = "refused"}) == Texts{"refused", "refused"});
        CHECK(it.states({.kind = "", .state = "waiting"}).empty());
    });
}

TEST_CASE(
    "PG-24.T.2, PG-24.T.6: a notice of a term's results goes abroad unattested, and inside the "
    "Kingdom needs nothing more")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::string notice = it.issue("note", "term_1");
        CHECK(it.verdict(it.of(notice, "study_abroad")) == "refused notice PG-24.T.2");
        CHECK(it.verdict(it.of(notice, "other")) == "refused notice PG-24.T.2");
        CHECK(it.verdict(it.of(notice, "transfer_inside")) == "not_needed nobody PG-24.T.6");
        // The same of a notice on paper, which no register numbers.
        CHECK(it.verdict(it.brought("notice")) == "refused notice PG-24.T.2");
        AttestationAsked inside = it.brought("notice", "transfer_inside");
        inside.number.clear();
        CHECK(it.verdict(inside) == "not_needed nobody PG-24.T.6");
        // The year's own is no notice of a term.
        CHECK(it.verdict(it.of(it.issue("note", "year"))) ==
              "to_sign education_director PG-24.T.3");
        // A notice cannot be answered: nobody signs it.
        const std::int64_t entry = it.waiting(inside);
        CHECK(code_of(it.answer(entry)) == "DECIDED_ALREADY");
    });
}

TEST_CASE(
    "PG-24.T.4, PG-24.T.5: documents of Saudi schools abroad and of the ministry have signers "
    "of their own")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        AttestationAsked abroad = it.of(it.issue("sheet"));
        abroad.source = "school_abroad";
        CHECK(it.verdict(abroad) == "to_sign deputy_minister PG-24.T.4");
        CHECK(it.verdict(it.brought("ministry")) == "to_sign ministry PG-24.T.5");
        CHECK(it.refused(it.brought("abroad")) == "VALUE_NOT_LISTED");
    });
}

TEST_CASE("PG-24.TR.1, PG-24.TR.2, PG-24.TR.3: our issue in English goes to the region's director "
          "general, a certificate from abroad to the translation section")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::string english = it.issue("sheet", "year", print::Language::english);
        CHECK(it.verdict(it.translated(it.of(english))) == "to_sign regional_director PG-24.TR.3");
        CHECK(it.verdict(it.translated(it.brought("ministry"))) ==
              "to_sign regional_director PG-24.TR.3");
        CHECK(it.verdict(it.translated(it.brought("abroad"))) ==
              "to_sign translation_section PG-24.TR.2");
        // There is no translation of what was issued in Arabic alone, and none of a notice.
        CHECK(it.refused(it.translated(it.of(it.issue("sheet")))) == "VALUE_NOT_LISTED");
        CHECK(it.refused(it.translated(it.brought("notice"))) == "VALUE_NOT_LISTED");
    });
}

TEST_CASE("PG-24.TR.4: a translation of a commercial office is entered as refused")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        AttestationAsked asked = it.translated(it.of(it.issue("sheet")));
        asked.is_unofficial = true;
        CHECK(it.verdict(asked) == "refused unofficial PG-24.TR.4");
        asked = it.translated(it.brought("abroad"));
        asked.is_unofficial = true;
        CHECK(it.verdict(asked) == "refused unofficial PG-24.TR.4");
    });
}

TEST_CASE("documents: what is replaced, revoked, unknown or incomplete is not attested")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::string first = it.issue("sheet");
        const std::int64_t waits = it.waiting(it.of(first));
        const std::string second = it.issue("sheet", "year", print::Language::arabic,
                                            it.entered.find(it.school, first)->document_id);
        CHECK(it.refused(it.of(first)) == "DOCUMENT_ENDED");
        // One that was replaced on its way is not signed; it may be returned.
        CHECK(code_of(it.answer(waits)) == "DOCUMENT_ENDED");
        CHECK(code_of(it.answer(waits, "returned", "2026-11-22", "replaced")) == "accepted");
        REQUIRE(it.entered.revoke(it.act(), it.school, second, "of another"));
        CHECK(it.refused(it.of(second)) == "DOCUMENT_ENDED");
        CHECK(it.refused(it.of("TQ-2026-000099-99")) == "RECORD_UNKNOWN");
        CHECK(it.refused(it.of("")) == "FIELD_MISSING");
        AttestationAsked asked = it.brought("ministry");
        asked.title.clear();
        CHECK(it.refused(asked) == "FIELD_MISSING");
        asked = it.brought("ministry");
        asked.student_id.reset();
        CHECK(it.refused(asked) == "FIELD_MISSING");
        asked.student_id = 12;
        CHECK(it.refused(asked) == "RECORD_UNKNOWN");
    });
}

TEST_CASE("documents: where no document of the country says who attests, nothing is entered")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test, "KW");
        CHECK(it.refused(it.of(it.issue("sheet"))) == "VALUE_NOT_LISTED");
    });
}

TEST_CASE("PG-24.T.3: what came back is entered once, with its number and day")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::int64_t entry = it.waiting(it.of(it.issue("sheet")));
        CHECK(code_of(it.answer(entry, "signed", "2026-11-23")) == "DAY_IN_FUTURE");
        CHECK(code_of(it.answer(entry, "returned")) == "REASON_MISSING");
        CHECK(code_of(it.answer(12)) == "RECORD_UNKNOWN");
        const auto done = it.answer(entry, "signed", "2026-11-22");
        REQUIRE(done);
        const Json signed_entry = Json::parse(done->body);
        CHECK(signed_entry["state"] == "signed");
        CHECK(signed_entry["answer"]["reference"] == "412");
        CHECK(signed_entry["answer"]["dated_on"] == "2026-11-22");
        CHECK(signed_entry["answer"]["reason"].is_null());
        CHECK(code_of(it.answer(entry)) == "DECIDED_ALREADY");

        const std::int64_t other = it.waiting(it.of(it.issue("sheet")));
        const auto returned = it.answer(other, "returned", "2026-11-21", "the stamp is missing");
        REQUIRE(returned);
        CHECK(Json::parse(returned->body)["answer"]["reason"] == "the stamp is missing");
        CHECK(it.states({.kind = "", .state = ""}) == Texts{"returned", "signed"});
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("documents: an entry made by mistake is withdrawn with its reason, and stays to be read")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::string serial = it.issue("sheet");
        const std::int64_t entry = it.waiting(it.of(serial));
        REQUIRE(it.answer(entry));
        const auto withdraw = [&](std::int64_t which) {
            return it.attestations.withdraw(it.act(), it.school, which, "of another student");
        };
        CHECK(code_of(withdraw(12)) == "RECORD_UNKNOWN");
        const auto done = withdraw(entry);
        REQUIRE(done);
        const Json withdrawn = Json::parse(done->body);
        CHECK(withdrawn["state"] == "withdrawn");
        CHECK(withdrawn["withdrawal"]["reason"] == "of another student");
        CHECK(withdrawn["answer"]["reference"] == "412");
        CHECK(code_of(withdraw(entry)) == "DECIDED_ALREADY");
        const std::int64_t again = it.waiting(it.of(serial));
        REQUIRE(withdraw(again));
        CHECK(code_of(it.answer(again)) == "DECIDED_ALREADY");
        CHECK(it.states({.kind = "", .state = "signed"}).empty());
        CHECK(it.states({.kind = "", .state = "withdrawn"}).size() == 2);
    });
}

TEST_CASE(
    "documents: the register is listed by kind and state, the newest first, page by page, and "
    "of one student")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::int64_t first = it.waiting(it.of(it.issue("sheet")));
        const std::int64_t second = it.waiting(it.translated(it.brought("abroad")));
        AttestationAsked of_another = it.brought("notice", "transfer_inside");
        of_another.student_id = it.hamad;
        (void)it.enter(of_another);
        REQUIRE(it.answer(first));
        CHECK(it.states({.kind = "", .state = ""}) == Texts{"not_needed", "waiting", "signed"});
        CHECK(it.states({.kind = "translation", .state = ""}) == Texts{"waiting"});
        CHECK(it.states({.kind = "attestation", .state = "signed"}) == Texts{"signed"});
        CHECK(it.states({.kind = "", .state = "not_needed"}) == Texts{"not_needed"});
        CHECK(it.states({.kind = "", .state = "returned"}).empty());
        CHECK(it.states({.kind = "", .state = ""}, "", 2) == Texts{"not_needed", "waiting"});
        CHECK(it.states({.kind = "", .state = ""}, std::to_string(second), 2) == Texts{"signed"});
        const auto his = it.attestations.of_student(it.school, it.hamad, {});
        REQUIRE(his);
        CHECK(it.states_in(*his) == Texts{"not_needed"});
    });
}

TEST_CASE("PG-24.T.3, PG-24.TR.3: a director answers what he signs, and nothing else")
{
    on_both_databases([](TestDatabase& test) {
        AttestingSchool it(test);
        const std::int64_t own = it.waiting(it.of(it.issue("sheet")));
        const std::int64_t ministrys = it.waiting(it.brought("ministry"));
        (void)it.enter(it.brought("notice", "transfer_inside"));
        const auto listed = it.attestations.entries_of_director(it.directorate, it.school, {}, {});
        REQUIRE(listed);
        CHECK(it.states_in(*listed) == Texts{"waiting"});
        const auto answer = [&](std::int64_t entry) {
            school::Act act = it.act();
            act.role = "directorate_director";
            return it.attestations.answer_as_director(act, it.directorate, it.school, entry,
                                                      {.outcome = "signed",
                                                       .reference = "7/1448",
                                                       .reason = "",
                                                       .dated = it.act().today});
        };
        CHECK(code_of(answer(ministrys)) == "RECORD_UNKNOWN");
        const auto done = answer(own);
        REQUIRE(done);
        CHECK(Json::parse(done->body)["answer"]["entered_as"] == "directorate_director");
    });
}

// A governorate whose region is over it, and the region's other governorate without schools.
struct RegionalSchool : AttestingSchool {
    school::Schools schools{*record};
    std::int64_t region = add("Region");
    std::int64_t other_region = add("Other region");

    explicit RegionalSchool(TestDatabase& test) : AttestingSchool(test)
    {
        REQUIRE(put_below(region));
    }

    std::int64_t add(const char* name)
    {
        const auto added =
            schools.add_directorate(act(), {.country = "SA", .name_ar = name, .name_en = name});
        return id_in(added, "directorate_id");
    }

    Result<school::Answer> put_below(std::optional<std::int64_t> over)
    {
        version += 1;
        return schools.change_directorate(act(), {.id = directorate,
                                                  .country = "",
                                                  .name_ar = "Governorate",
                                                  .name_en = "Governorate",
                                                  .region_id = over,
                                                  .version = version});
    }

    Texts titles_of(std::int64_t of)
    {
        const auto listed = attestations.entries_of_director(of, school, {}, {});
        REQUIRE(listed);
        Texts all;
        for (const Json page = Json::parse(*listed); const Json& entry : page["items"])
            all.push_back(entry["signer"].get<std::string>());
        return all;
    }

    std::string answered_by(std::int64_t of, std::int64_t entry)
    {
        return code_of(attestations.answer_as_director(
            act(), of, school, entry,
            {.outcome = "signed", .reference = "7/1448", .reason = "", .dated = act().today}));
    }

    // "school waiting" of each.
    Texts waiting_in(std::int64_t of, const school::Page& page = {})
    {
        const auto listed = attestations.schools_of_region(of, page);
        REQUIRE(listed);
        Texts all;
        for (const Json found = Json::parse(*listed); const Json& one : found["items"])
            all.push_back(one["school_id"].get<std::string>() + ' ' +
                          std::to_string(one["waiting"].get<int>()));
        return all;
    }

    std::int64_t version = 0;
};

TEST_CASE("PG-24.TR.1, PG-24.TR.3: a governorate's translations are its region's to sign, what is "
          "attested stays its own director's")
{
    on_both_databases([](TestDatabase& test) {
        RegionalSchool it(test);
        const std::int64_t attested = it.waiting(it.of(it.issue("sheet")));
        const std::int64_t translated = it.waiting(it.translated(it.brought("ministry")));
        (void)it.waiting(it.translated(it.brought("abroad")));
        CHECK(it.titles_of(it.directorate) == Texts{"education_director"});
        CHECK(it.titles_of(it.region) == Texts{"regional_director"});
        CHECK(it.titles_of(it.other_region).empty());
        CHECK(it.answered_by(it.directorate, translated) == "RECORD_UNKNOWN");
        CHECK(it.answered_by(it.region, attested) == "RECORD_UNKNOWN");
        CHECK(it.answered_by(it.other_region, translated) == "RECORD_UNKNOWN");
        CHECK(it.answered_by(it.region, translated) == "accepted");
        CHECK(it.answered_by(it.directorate, attested) == "accepted");
        // A directorate that belongs to no region signs both.
        const std::int64_t next = it.waiting(it.translated(it.brought("ministry")));
        REQUIRE(it.put_below(std::nullopt));
        CHECK(it.answered_by(it.region, next) == "RECORD_UNKNOWN");
        CHECK(it.answered_by(it.directorate, next) == "accepted");
    });
}

TEST_CASE("PG-24.TR.1: the region sees the schools of its governorates with the translations that "
          "wait")
{
    on_both_databases([](TestDatabase& test) {
        RegionalSchool it(test);
        const std::string school = it.school.to_text();
        CHECK(it.waiting_in(it.region) == Texts{school + " 0"});
        CHECK(it.waiting_in(it.directorate).empty());
        CHECK(it.waiting_in(it.other_region).empty());
        (void)it.waiting(it.of(it.issue("sheet")));
        const std::int64_t first = it.waiting(it.translated(it.brought("ministry")));
        const std::int64_t second = it.waiting(it.translated(it.brought("ministry")));
        const std::int64_t third = it.waiting(it.translated(it.brought("ministry")));
        CHECK(it.waiting_in(it.region) == Texts{school + " 3"});
        REQUIRE(it.answer(first));
        REQUIRE(it.attestations.withdraw(it.act(), it.school, second, "entered twice"));
        CHECK(it.waiting_in(it.region) == Texts{school + " 1"});
        CHECK(it.answered_by(it.region, third) == "accepted");
        CHECK(it.waiting_in(it.region) == Texts{school + " 0"});
        // A page of one goes on with the school after it.
        school::School more;
        more.directorate_id = it.directorate;
        more.ministry_number = "119";
        more.name_ar = more.name_en = "Sun";
        more.kind = "government";
        more.shift = "day";
        more.students_sex = "girls";
        const std::int64_t added = id_in(it.schools.add_school(it.act(), more), "school_id");
        school::Page page;
        page.limit = 1;
        CHECK(it.waiting_in(it.region, page).size() == 1);
        page.after = std::to_string(std::min(added, it.school.value));
        CHECK(it.waiting_in(it.region, page) ==
              Texts{std::to_string(std::max(added, it.school.value)) + " 0"});
    });
}

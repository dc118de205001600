#include "documents/templates/templates.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "access/audit.h"
#include "core/refusal_codes.h"
#include "documents/delivery_sheet/delivery_sheet.h"
#include "documents/templates/template_routes.h"
#include "school/schools_store.h"
#include "tests/support/access_world.h"
#include "tests/support/desk_school.h"
#include "tests/support/postgres_server.h"
#include "tests/support/read_pdf.h"
#include "tests/support/room_migrations.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

struct TemplateWorld {
    explicit TemplateWorld(const std::string& url) : world(url, all_migrations())
    {
        add_delivery_sheet(kinds);
        world.guard->add_routes(world.router, template_routes(templates));
        sign_in();
        country = world
                      .text("SELECT country AS t FROM directorate WHERE directorate_id = $1",
                            {AccessWorld::k_directorate})
                      .value();
    }

    void sign_in()
    {
        author = world.signed_in(world.account_of("ministry_policy_author"));
        other = world.signed_in(world.account_of("ministry_admin"));
        head = world.signed_in(world.account_of("head_teacher"));
    }
    // Sessions end in between.
    void at(const char* moment)
    {
        world.clock.set(*Instant::parse(moment));
        sign_in();
    }
    http::Response post(const std::string& target, const access::OpenedSession& who,
                        const std::string& body)
    {
        http::Request request = world.request(http::Method::post, target, &who, body);
        request.headers.push_back({"Idempotency-Key", "key-" + std::to_string(++keys)});
        return world.send(std::move(request));
    }
    std::string refusal(const std::string& target, const access::OpenedSession& who,
                        const std::string& body)
    {
        return refusal_line(post(target, who, body));
    }
    Json get(const std::string& target)
    {
        const auto answer = world.send(http::Method::get, target, &other);
        REQUIRE_MESSAGE(answer.status == 200, refusal_line(answer));
        return Json::parse(answer.content());
    }
    // A template with its first version; what is asked is JSON without its braces.
    Json made(const std::string& name, const std::string& more = "")
    {
        const auto answer = post(k_all, author, body(name, more));
        REQUIRE_MESSAGE(answer.status == 201, refusal_line(answer));
        return Json::parse(answer.content());
    }
    [[nodiscard]] std::string body(const std::string& name, const std::string& more = "") const
    {
        return R"({"name": ")" + name + R"(", "country": ")" + country + "\"" +
               (more.empty() ? "" : ", " + more) + "}";
    }
    static std::string steps_of(const Json& of, std::size_t index = 0)
    {
        return k_all + "/" + std::string(of["template_id"]) + "/versions/" +
               std::string(of["versions"][index]["version_id"]) + "/steps";
    }
    std::string step(const Json& of, const access::OpenedSession& who, const std::string& step,
                     const std::string& more = "")
    {
        return refusal(steps_of(of), who,
                       R"({"step": ")" + step + "\"" + (more.empty() ? "" : ", " + more) + "}");
    }
    std::string state(const Json& of, std::size_t index = 0)
    {
        return get(k_all + "/" + std::string(of["template_id"]))["versions"][index]["state"];
    }
    // The ministry's line of what a paper of the school looks like now.
    std::string ministry(const std::string& kind = "delivery_sheet",
                         SchoolId school = AccessWorld::k_school)
    {
        PaperKind like = *kinds.find("delivery_sheet");
        like.name = kind;
        PaperOrder order;
        order.school = school;
        order.language = print::Language::english;
        order.at = world.clock.now();
        return world.record->read([&](database::Session& session) {
            const auto look = look_in_force(session, order, like);
            return look ? look->ministry : std::string("none");
        });
    }
    void live(const Json& of, const std::string& more = "")
    {
        REQUIRE(step(of, author, "proof") == "");
        REQUIRE(step(of, other, "approved", more) == "");
    }

    static inline const std::string k_all = "/v1/document-templates";
    AccessWorld world;
    PaperKinds kinds;
    Templates templates{*world.record, kinds};
    access::OpenedSession author;
    access::OpenedSession other;
    access::OpenedSession head;
    std::string country;
    int keys = 0;
};

void on_both(const std::function<void(TemplateWorld&)>& test)
{
    {
        INFO("on SQLite");
        TemplateWorld world{""};
        test(world);
    }
    INFO("on PostgreSQL");
    const SharedPostgresDatabase postgres;
    TemplateWorld world(postgres.url());
    test(world);
}

std::string ministry_is(const std::string& name)
{
    return R"("phrases": [{"key": "ministry", "ar": "وزارة", "en": ")" + name + R"("}])";
}

}  // namespace

TEST_CASE("templates: one writes, another approves, and papers are printed with it from its moment "
          "on")
{
    on_both([](TemplateWorld& it) {
        CHECK(it.ministry() == "none");
        const Json first = it.made("general", ministry_is("One"));
        CHECK(it.state(first) == "draft");
        CHECK(it.step(first, it.other, "approved") ==
              "VALUE_NOT_LISTED field=step value=approved allowed=proof, withdrawn field=/step");
        CHECK(it.step(first, it.author, "proof") == "");
        CHECK(it.step(first, it.author, "proof") == "DECIDED_ALREADY day=2026-11-22");
        CHECK(it.state(first) == "proof");
        CHECK(it.step(first, it.author, "approved") == "SAME_PERSON");
        CHECK(it.step(first, it.author, "returned", R"("note": "x")") == "SAME_PERSON");
        CHECK(it.step(first, it.other, "returned") == "REASON_MISSING field=note field=/note");
        // 06:00 is now; not before, and in two years at most.
        CHECK(it.step(first, it.other, "approved", R"("live_from": "2026-11-22T05:59:59.999Z")")
                  .starts_with("VALUE_OUT_OF_RANGE field=live_from"));
        CHECK(it.step(first, it.other, "approved", R"("live_from": "2029-11-22T06:00:00Z")")
                  .starts_with("VALUE_OUT_OF_RANGE field=live_from"));
        CHECK(it.step(first, it.other, "approved", R"("live_from": "tomorrow")")
                  .starts_with("VALUE_NOT_A_DATE"));
        CHECK(
            it.step(first, it.other, "approved",
                    R"("live_from": "2026-11-22T08:00:00Z", "live_until": "2026-11-22T08:00:00Z")")
                .starts_with("DAYS_REVERSED"));
        CHECK(it.step(first, it.other, "approved", R"("live_from": "2026-11-22T08:00:00Z")") == "");
        CHECK(it.state(first) == "waiting");
        it.at("2026-11-22T07:59:59.999Z");
        CHECK(it.ministry() == "none");
        it.at("2026-11-22T08:00:00Z");
        CHECK(it.ministry() == "One");
        CHECK(it.state(first) == "live");

        // The next version stands in its place, and gives it back when it ends.
        const std::string versions =
            TemplateWorld::k_all + "/" + std::string(first["template_id"]) + "/versions";
        const auto second =
            Json::parse(it.post(versions, it.author, "{" + ministry_is("Two") + "}").content());
        REQUIRE(second["versions"].size() == 2);
        CHECK(second["versions"][0]["number"] == 2);
        it.live(second, R"("live_until": "2026-11-22T09:00:00Z")");
        CHECK(it.ministry() == "Two");
        CHECK(it.state(first, 1) == "superseded");
        it.at("2026-11-22T08:59:59.999Z");
        CHECK(it.ministry() == "Two");
        it.at("2026-11-22T09:00:00Z");
        CHECK(it.ministry() == "One");
        CHECK(it.state(first, 0) == "expired");
        CHECK(it.state(first, 1) == "live");

        // A third is withdrawn, with the reason.
        const auto third =
            Json::parse(it.post(versions, it.author, "{" + ministry_is("Three") + "}").content());
        it.live(third);
        CHECK(it.ministry() == "Three");
        it.at("2026-11-22T10:00:00Z");
        CHECK(it.step(third, it.other, "withdrawn") == "REASON_MISSING field=note field=/note");
        CHECK(it.step(third, it.other, "withdrawn", R"("note": "a fault")") == "");
        CHECK(it.ministry() == "One");
        CHECK(it.state(third) == "withdrawn");
        CHECK(it.step(third, it.other, "approved") == "DECIDED_ALREADY day=2026-11-22");

        // The list says what is live and what the newest waits for.
        const Json listed = it.get(TemplateWorld::k_all);
        REQUIRE(listed["items"].size() == 1);
        CHECK(listed["items"][0]["live_number"] == 1);
        CHECK(listed["items"][0]["newest_number"] == 3);
        CHECK(listed["items"][0]["newest_state"] == "withdrawn");
        CHECK(listed["next"].is_null());

        CHECK(it.world.count("SELECT COUNT(*) AS n FROM audit_entry WHERE school_id = 0 AND action "
                             "LIKE 'document_template.%'") == 10);
        const auto reports = access::verify_all(*it.world.database, "");
        REQUIRE(reports);
        for (const auto& report : *reports)
            CHECK_FALSE(report.fault);
        CHECK(it.refusal(TemplateWorld::k_all, it.head, it.body("mine"))
                  .starts_with("NOT_PERMITTED"));
    });
}

TEST_CASE("templates: the nearest template holds: the school's, the directorate's, the country's; "
          "the kind's before all")
{
    on_both([](TemplateWorld& it) {
        const std::string of_directorate =
            R"("directorate_id": ")" + std::to_string(AccessWorld::k_directorate) + "\", ";
        const std::string of_school = of_directorate + R"("school_id": ")" +
                                      std::to_string(AccessWorld::k_school.value) + "\", ";
        it.live(it.made("country", ministry_is("Country")));
        it.live(it.made("sheets", R"("kinds": ["delivery_sheet"], )" + ministry_is("Sheets")));
        CHECK(it.ministry() == "Sheets");
        CHECK(it.ministry("poem") == "Country");
        it.live(it.made("directorate", of_directorate + ministry_is("Directorate")));
        CHECK(it.ministry() == "Directorate");
        CHECK(it.ministry("delivery_sheet", AccessWorld::k_other_school) == "Sheets");
        const Json nearest = it.made("school", of_school + ministry_is("School"));
        CHECK(it.ministry() == "Directorate");
        it.live(nearest);
        CHECK(it.ministry() == "School");

        // Two of one place could not both hold.
        CHECK(it.refusal(TemplateWorld::k_all, it.author, it.body("again")) ==
              "RECORD_EXISTS record=document_template value=country");
        CHECK(it.refusal(TemplateWorld::k_all, it.author,
                         it.body("again", R"("kinds": ["delivery_sheet"])")) ==
              "RECORD_EXISTS record=document_template value=sheets");
        // Places that are none, or another's.
        CHECK(
            it.refusal(TemplateWorld::k_all, it.author, it.body("x", R"("directorate_id": "999")"))
                .starts_with("RECORD_UNKNOWN record=directorate"));
        CHECK(it.refusal(TemplateWorld::k_all, it.author,
                         it.body("x", R"("directorate_id": ")" +
                                          std::to_string(AccessWorld::k_other_directorate) +
                                          R"(", "school_id": ")" +
                                          std::to_string(AccessWorld::k_school.value) + "\""))
                  .starts_with("RECORD_UNKNOWN record=school"));
        CHECK(it.refusal(TemplateWorld::k_all, it.author,
                         R"({"name": "x", "country": "OM", "directorate_id": "11"})")
                  .starts_with("RECORD_UNKNOWN record=directorate"));
    });
}

TEST_CASE("templates: what cannot be printed is refused, and a version that leaves no room gets no "
          "proof")
{
    TemplateWorld it{""};
    CHECK(it.refusal(TemplateWorld::k_all, it.author, it.body("x", R"("accent": "teal")"))
              .starts_with("SETTING_INVALID setting=accent value=teal expected=#RRGGBB"));
    CHECK(it.refusal(TemplateWorld::k_all, it.author, it.body("x", R"("accent": "#FFEE00")"))
              .starts_with("VALUE_OUT_OF_RANGE field=accent_contrast"));
    CHECK(it.refusal(TemplateWorld::k_all, it.author, it.body("x", R"("emblem": "!!")"))
              .starts_with("SETTING_INVALID setting=emblem"));
    CHECK(it.refusal(TemplateWorld::k_all, it.author, it.body("x", R"("emblem": "R0lGODlh")"))
              .starts_with("SETTING_INVALID setting=emblem value=? expected=emblem_picture"));
    // A letter that the typeface does not have: found before anybody is asked to approve it.
    const Json foreign = it.made("x", ministry_is("\xE6\x96\x87"));
    CHECK(it.step(foreign, it.author, "proof").starts_with("SETTING_INVALID setting=phrases"));
    CHECK(it.state(foreign) == "draft");
    // A word that is wider than a line of the head.
    const Json wide =
        it.made("y", R"("kinds": ["delivery_sheet"], )" + ministry_is(std::string(60, 'W')));
    CHECK(
        it.step(wide, it.author, "proof").starts_with("SETTING_INVALID setting=phrases value=WW"));
    // A page that is full already has no room for a closing sentence.
    TemplateWorld full{""};
    std::size_t lines = 20;
    full.kinds.add({.name = "full",
                    .form = "",
                    .title_ar = "صفحة ملأى",
                    .title_en = "Full page",
                    .fill = nullptr,
                    .sample = [&lines](const Issuer& issuer, const Printing& printing) {
                        print::Document document = begun(issuer, printing, {"full", "", ""});
                        document.blocks.assign(lines, print::Paragraph{"line"});
                        return document;
                    }});
    const auto pages = [&] {
        PreviewWanted wanted;
        wanted.scope.country = full.country;
        wanted.kind = "full";
        wanted.at = full.world.clock.now();
        return full.templates.preview(wanted)->pages;
    };
    constexpr std::size_t k_most_lines = 100;
    while (lines < k_most_lines && pages() == 1)
        ++lines;
    --lines;
    REQUIRE(pages() == 1);
    const std::string closing = R"("phrases": [{"key": "closing", "ar": "خاتمة", "en": "End"}])";
    const Json tall = full.made("x", R"("kinds": ["full"], )" + closing);
    CHECK(full.step(tall, full.author, "proof") ==
          "VALUE_OUT_OF_RANGE field=pages value=صفحة ملأى: 2 minimum=1 maximum=1 field=/pages");
    const Json sheets = full.made("y", R"("kinds": ["delivery_sheet"], )" + closing);
    CHECK(full.step(sheets, full.author, "proof") == "");
}

TEST_CASE("templates: a preview shows a sample with a template that is not saved")
{
    TemplateWorld it{""};
    const std::string previews = "/v1/document-template-previews";
    const auto wanted = [&](const std::string& more) {
        return R"({"country": ")" + it.country +
               R"(", "kind": "delivery_sheet", "language": "en", )" +
               ministry_is("Preview Ministry") + ", " + more + "}";
    };
    const auto pdf = it.post(previews, it.author, wanted(R"("format": "pdf")"));
    REQUIRE_MESSAGE(pdf.status == 200, refusal_line(pdf));
    CHECK(text_of_pdf(pdf.content()).find("Preview Ministry") != std::string::npos);
    const auto png = it.post(previews, it.author, wanted(R"("format": "png", "width": 400)"));
    REQUIRE(png.status == 200);
    CHECK(png.content().starts_with("\x89PNG"));
    CHECK(png.content().substr(16, 4) == std::string("\0\0\x01\x90", 4));  // 400 points wide
    CHECK(it.world.count("SELECT COUNT(*) AS n FROM document_template") == 0);
    CHECK(it.refusal(previews, it.author, R"({"country": "KW", "kind": "poem", "format": "pdf"})")
              .starts_with("VALUE_NOT_LISTED field=kind"));
    CHECK(it.refusal(previews, it.author, wanted(R"("format": "gif")")) ==
          "VALUE_NOT_LISTED value=gif allowed=pdf, png field=format field=/format");
    CHECK(it.refusal(previews, it.head, wanted(R"("format": "pdf")")).starts_with("NOT_PERMITTED"));

    const Json parts = it.get("/v1/document-template-parts?country=SA");
    CHECK(parts["phrases"].size() == listed_phrases().size());
    CHECK(parts["phrases"][1]["usual_ar"] == "وزارة التعليم");
    REQUIRE(parts["kinds"].size() == 1);
    CHECK(parts["kinds"][0]["signatures"][1]["place"] == "head");
    const Json places = it.get("/v1/document-template-places");
    CHECK(places["items"].size() == 2);
    const Json schools = it.get("/v1/document-template-places/11/schools");
    CHECK(schools["items"][0]["place_id"] == std::to_string(AccessWorld::k_school.value));
}

TEST_CASE(
    "templates: a document names the version that it was printed with, and what was given out "
    "stays byte for byte")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        PaperDesk desk{*it.record, it.kinds, it.entered, look_in_force};
        const std::string country = it.record->read(
            [&](database::Session& session) { return school::country_of(session, it.school); });
        // Live from now on, without the people who made it so.
        const auto live = [&](const std::string& ministry) {
            std::int64_t version_id = 0;
            const auto written = it.record->write(
                SchoolId{0}, it.act(), [&](school::Changes& changes) -> Result<school::Answer> {
                    Template made;
                    made.id = changes.new_id();
                    made.name = ministry;
                    made.scope.country = country;
                    templates_store::insert(changes, made);
                    TemplateVersion version;
                    version.id = version_id = changes.new_id();
                    version.content.phrases = {{"ministry", ministry, ministry}};
                    templates_store::insert_version(changes, made.id, version);
                    REQUIRE(templates_store::insert_step(
                        changes, version.id, {.step = "approved", .live_from = it.act().at}));
                    changes.note("test", "test", crypto::digest_of(crypto::bytes_of("test")));
                    return school::Answer{201, "{}"};
                });
            REQUIRE(written);
            return version_id;
        };
        std::vector<PaperWanted> wanted = {it.note(it.ali)};
        wanted[0].order.stage = Stage::issue;
        const auto issued = [&] {
            const auto answer = desk.issue(it.act(), it.school, wanted, print::DigitSet::western);
            REQUIRE(answer);
            return it.entered.find(it.school, answer->documents[0].serial).value();
        };
        const RegisterEntry without = issued();
        CHECK_FALSE(without.template_version_id);
        CHECK_FALSE(without.template_number);
        CHECK(without.template_name.empty());
        const std::string bytes = it.entered.file_of(it.school, without);
        const std::int64_t version = live("وزارة جديدة");
        const RegisterEntry with = issued();
        CHECK(with.template_version_id == version);
        CHECK(with.template_name == "وزارة جديدة");
        CHECK(with.template_number == 1);
        CHECK(text_of_pdf(it.entered.file_of(it.school, with)).find("وزارة جديدة") !=
              std::string::npos);
        CHECK(it.entered.file_of(it.school, without) == bytes);
        CHECK(text_of_pdf(bytes).find("وزارة جديدة") == std::string::npos);
        // What is signed is the same content, whatever the paper looks like.
        CHECK(parse_content(with.content.text)->lines ==
              parse_content(without.content.text)->lines);
        const auto draft = desk.draft(std::vector{it.note(it.ali)}, print::DigitSet::western);
        REQUIRE(draft);
        CHECK(text_of_pdf(*draft).find("وزارة جديدة") != std::string::npos);
    });
}

#include "documents/templates/template_routes.h"

#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/paper_places.h"
#include "platform/crypto/bytes.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_most_phrases = 20;
constexpr std::size_t k_most_kinds = 40;
constexpr std::size_t k_longest_name = 60;
constexpr std::size_t k_longest_title = 60;
constexpr std::size_t k_longest_text = 500;
constexpr int k_narrowest = 200;
constexpr int k_widest = 1600;
constexpr int k_usual_width = 900;
constexpr int k_last_page = 50;

std::string read_emblem(Body& body)
{
    const auto given = body.value("emblem");
    if (!given)
        return {};
    if (!given->is(JsonKind::text)) {
        body.refuse(RefusalCode::field_wrong_type, "emblem", {{"expected", "text"}});
        return {};
    }
    const auto bytes = crypto::from_base64url(given->text());
    if (!bytes) {
        body.refuse(RefusalCode::setting_invalid, "emblem",
                    {{"setting", "emblem"}, {"value", "?"}, {"expected", "base64url"}});
        return {};
    }
    return std::string(crypto::text_of(*bytes));
}

TemplateContent read_content(Body& body)
{
    TemplateContent content;
    for (Body& one : body.list("phrases", k_most_phrases))
        content.phrases.push_back({one.text("key", k_longest_name), one.text("ar", k_longest_text),
                                   one.text("en", k_longest_text)});
    if (const auto accent = body.optional_text("accent", k_longest_name)) {
        content.accent = colour_in(*accent);
        if (!content.accent)
            body.refuse(RefusalCode::setting_invalid, "accent",
                        {{"setting", "accent"}, {"value", *accent}, {"expected", "#RRGGBB"}});
    }
    for (Body& one : body.list("signatures", k_most_boxes))
        content.signatures.push_back({one.optional_text("place", k_longest_name).value_or(""),
                                      one.text("title_ar", k_longest_title),
                                      one.text("title_en", k_longest_title)});
    content.emblem = read_emblem(body);
    return content;
}

TemplateScope read_scope(Body& body)
{
    TemplateScope scope;
    scope.country = body.choice("country", {"KW", "SA", "OM"});
    scope.directorate_id = body.optional_id("directorate_id");
    scope.school_id = body.optional_id("school_id");
    scope.kinds = body.texts("kinds", k_most_kinds, k_longest_name);
    return scope;
}

std::optional<Instant> read_moment(Body& body, std::string_view field)
{
    const auto text = body.optional_text(field, k_longest_name);
    if (!text)
        return std::nullopt;
    const auto moment = Instant::parse(*text);
    if (!moment)
        body.refuse(RefusalCode::value_not_a_date, field, {{"value", *text}});
    return moment;
}

class Handlers {
public:
    explicit Handlers(Templates& templates) : templates_(templates) {}

    Response list(const Call& call) const
    {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::respond_json(call.request, templates_.page(page, call.act.account_id));
        });
    }

    Response parts(const Call& call) const
    {
        if (const auto refusal = call.request.refuses_query_beside({"country"}))
            return http::problem(call.request, *refusal);
        const std::string country(call.request.query("country").value_or("KW"));
        if (country != "KW" && country != "SA" && country != "OM")
            return http::problem(call.request,
                                 school::value_not_listed("country", country, "KW, SA, OM"));
        return http::json(200, templates_.parts(country));
    }

    Response places(const Call& call) const
    {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::respond_json(call.request, templates_.places(std::nullopt, page));
        });
    }

    Response schools(const Call& call) const
    {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::with_id(call, "directorate_id", [&](std::int64_t id) {
                return school::respond_json(call.request, templates_.places(id, page));
            });
        });
    }

    Response make(const Call& call) const
    {
        Body body(call.request);
        Template wanted;
        wanted.name = body.text("name", k_longest_title);
        wanted.scope = read_scope(body);
        const TemplateContent content = read_content(body);
        return school::respond_to(call, body,
                                  [&] { return templates_.make(call.act, wanted, content); });
    }

    Response read(const Call& call) const
    {
        return school::with_id(call, "template_id", [&](std::int64_t id) {
            return school::respond_json(call.request, templates_.one(id, call.act.account_id));
        });
    }

    Response write(const Call& call) const
    {
        return school::with_id(call, "template_id", [&](std::int64_t id) {
            Body body(call.request);
            const TemplateContent content = read_content(body);
            return school::respond_to(call, body,
                                      [&] { return templates_.write(call.act, id, content); });
        });
    }

    Response version(const Call& call) const
    {
        return with_version(call, [&](std::int64_t id, std::int64_t version) {
            return school::respond_json(call.request,
                                        templates_.version(id, version, call.act.account_id));
        });
    }

    Response step(const Call& call) const
    {
        return with_version(call, [&](std::int64_t id, std::int64_t version) {
            Body body(call.request);
            TemplateStep wanted;
            wanted.step = body.choice("step", {"proof", "approved", "returned", "withdrawn"});
            wanted.note = body.optional_text("note", k_longest_text).value_or("");
            wanted.live_from = read_moment(body, "live_from");
            wanted.live_until = read_moment(body, "live_until");
            if (wanted.step != "approved")
                for (const auto& [field, moment] : {std::pair("live_from", &wanted.live_from),
                                                    {"live_until", &wanted.live_until}})
                    if (*moment)
                        body.refuse(RefusalCode::field_unknown, field, {{"allowed", "step, note"}});
            return school::respond_to(
                call, body, [&] { return templates_.step(call.act, id, version, wanted); });
        });
    }

    Response preview(const Call& call) const
    {
        Body body(call.request);
        PreviewWanted wanted;
        wanted.scope = read_scope(body);
        wanted.content = read_content(body);
        wanted.kind = body.text("kind", k_longest_name);
        wanted.language =
            language_of(body.optional_choice("language", {"ar", "en"}).value_or("ar"));
        wanted.digits = digits_of(
            body.optional_choice("digits", {"arabic_indic", "western"}).value_or("arabic_indic"));
        wanted.at = call.act.at;
        wanted.today = call.act.today;
        const std::string format = body.choice("format", {"pdf", "png"});
        const auto page = body.optional_integer("page", 1, k_last_page);
        wanted.width = static_cast<int>(
            body.optional_integer("width", k_narrowest, k_widest).value_or(k_usual_width));
        if (format == "png")
            wanted.page = static_cast<int>(page.value_or(1));
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        auto preview = templates_.preview(wanted);
        if (!preview)
            return http::problem(call.request, preview.refusal());
        return http::file(format == "png" ? "image/png" : "application/pdf",
                          std::move(preview->bytes), wanted.kind + "-template." + format)
            .with_header("Taqwim-Pages", std::to_string(preview->pages));
    }

private:
    template <class Then>
    static Response with_version(const Call& call, Then&& then)
    {
        return school::with_id(call, "template_id", [&](std::int64_t id) {
            return school::with_id(call, "version_id",
                                   [&](std::int64_t version) { return then(id, version); });
        });
    }

    Templates& templates_;
};

}  // namespace

std::vector<Route> template_routes(Templates& templates)
{
    using enum http::Method;
    const Handlers handlers(templates);
    const std::string all = "/v1/document-templates";
    const std::string one = all + "/{template_id}";
    const std::string version = one + "/versions/{version_id}";
    const std::string places = "/v1/document-template-places";
    // A picture of 200,000 bytes has a third more letters.
    constexpr std::size_t k_most_body_bytes = std::size_t{320} * 1024;
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Response (Handlers::*handler)(const Call&) const, bool needs_key) {
        return Route{
            .method = method,
            .pattern = std::move(pattern),
            .name = std::move(name),
            .permission = Permission::policy_manage,
            .handler = [handlers, handler](const Call& call) { return (handlers.*handler)(call); },
            .needs_key = needs_key,
            .body_limit = k_most_body_bytes};
    };
    return {
        route(get, all, "document_template.list", &Handlers::list, false),
        route(post, all, "document_template.make", &Handlers::make, true),
        route(get, one, "document_template.read", &Handlers::read, false),
        route(post, one + "/versions", "document_template.write", &Handlers::write, true),
        route(get, version, "document_template.version", &Handlers::version, false),
        route(post, version + "/steps", "document_template.step", &Handlers::step, true),
        route(get, "/v1/document-template-parts", "document_template.parts", &Handlers::parts,
              false),
        route(get, places, "document_template.places", &Handlers::places, false),
        route(get, places + "/{directorate_id}/schools", "document_template.schools",
              &Handlers::schools, false),
        route(post, "/v1/document-template-previews", "document_template.preview",
              &Handlers::preview, false),
    };
}

}  // namespace taqwim::documents

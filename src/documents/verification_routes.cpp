// What anybody may ask of a document that he holds: whether it was issued so, and whether it still stands. Who has only
// its serial is told no name.

#include "core/refusal_codes.h"
#include "documents/document_routes.h"
#include "documents/optional_members.h"
#include "documents/public_list.h"
#include "documents/serial.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using database::Session;
using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

// More than any QR code or attachment of a document holds.
constexpr std::size_t k_longest_content = 16'384;

void write_standing(JsonWriter& json, const RegisterEntry& entry)
{
    json.key("issued_on").text(entry.issued_on.to_text());
    text_or_null(json, "replaced_by", entry.replaced_by);
    text_or_null(json, "revoked_on", entry.revoked_on);
}

std::string_view word_of(Genuineness genuineness)
{
    switch (genuineness) {
    case Genuineness::genuine: return "genuine";
    case Genuineness::changed: return "changed";
    case Genuineness::key_unknown: break;
    }
    return "key_unknown";
}

// The school whose key has the id; nothing when none has.
std::optional<SchoolId> school_with_key(school::Record& record, const std::string& key_id)
{
    return record.read([&](Session& session) -> std::optional<SchoolId> {
        const auto row =
            session.find_one("SELECT school_id FROM document_key WHERE key_id = $1", key_id);
        return row ? std::optional(SchoolId{row->integer("school_id")}) : std::nullopt;
    });
}

// "TQ1:…" of a QR code, or the JSON that is attached to the file.
Result<SignedContent> content_in(const std::string& text)
{
    if (auto scanned = read_qr(text))
        return std::move(*scanned);
    return read_attachment(text);
}

Response check_content(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    const std::string text = body.text("content", k_longest_content);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto content = content_in(text);
    if (!content)
        return http::problem(call.request, Refusal{RefusalCode::value_not_listed,
                                                   {{"field", "content"},
                                                    {"value", text.substr(0, 12)},
                                                    {"allowed", "TQ1:…, taqwim-document.json"}},
                                                   "/content",
                                                   ""});
    const auto school = school_with_key(services.record, content->key_id);
    Standing standing;
    if (school)
        standing = services.desk.documents().standing(*school, *content);
    const auto read = parse_content(content->text);
    JsonWriter json;
    json.begin_object();
    json.key("genuineness").text(word_of(standing.genuineness));
    json.key("is_registered").boolean(standing.is_registered);
    json.key("content");
    if (read)
        json.raw(content->text);
    else
        json.null();
    json.key("standing");
    if (standing.is_registered) {
        json.begin_object();
        write_standing(json, *standing.entry);
        json.end_object();
    } else {
        json.null();
    }
    json.end_object();
    return http::json(200, std::string(json.str()));
}

Response check_serial(const DocumentServices& services, const Call& call)
{
    const auto school = school::id_in_path(call.request, "school_id");
    if (!school)
        return http::problem(call.request, school.refusal());
    const std::string typed(call.request.path("serial"));
    const auto serial = Serial::parse(typed);
    const auto entry = serial ? services.desk.documents().find(SchoolId{*school}, serial->to_text())
                              : std::nullopt;
    if (!entry)
        return http::problem(call.request, Refusal{RefusalCode::record_unknown,
                                                   {{"record", "document"}, {"id", typed}},
                                                   "serial",
                                                   ""});
    const auto content = parse_content(entry->content.text);
    JsonWriter json;
    json.begin_object();
    json.key("serial").text(entry->serial);
    json.key("title").text(content ? content->title : entry->kind);
    json.key("school").text(content ? content->school : "");
    json.key("school_year").text(content ? content->school_year : "");
    write_standing(json, *entry);
    json.end_object();
    return http::json(200, std::string(json.str()));
}

Response public_list(const DocumentServices& services, const Call& call)
{
    JsonWriter json;
    write_public_list(json, services.record.read([&](Session& session) {
        return read_public_list(session, call.act.at);
    }));
    return http::json(200, std::string(json.str()));
}

}  // namespace

std::vector<Route> verification_routes(const DocumentServices& services)
{
    using enum http::Method;
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Response (*handler)(const DocumentServices&, const Call&)) {
        return Route{
            .method = method,
            .pattern = std::move(pattern),
            .name = std::move(name),
            .permission = Permission::everyone,
            .handler = [services, handler](const Call& call) { return handler(services, call); }};
    };
    return {
        route(get, "/v1/document-list", "document.public_list", public_list),
        route(post, "/v1/document-checks", "document.check", check_content),
        route(get, "/v1/document-checks/{school_id}/{serial}", "document.check_serial",
              check_serial),
    };
}

std::vector<Route> document_routes(const DocumentServices& services)
{
    std::vector<Route> all = paper_routes(services);
    for (auto& part : {job_routes(services), request_routes(services), amendment_routes(services),
                       name_admission_routes(services), attestation_routes(services),
                       key_routes(services), verification_routes(services)})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace taqwim::documents

// What anybody may ask of a document that he holds: whether it was issued so, and whether it still stands. Who has only
// its serial is told no name.

#include <map>

#include "core/refusal_codes.h"
#include "documents/document_routes.h"
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

void optional_text(JsonWriter& json, std::string_view name, const std::string& text)
{
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.text(text);
}

void write_standing(JsonWriter& json, const RegisterEntry& entry)
{
    json.key("issued_on").text(entry.issued_on.to_text());
    optional_text(json, "replaced_by", entry.replaced_by);
    optional_text(json, "revoked_on", entry.revoked_on);
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

// Everything that who is offline needs: the public keys, and what does not stand any more.
Response public_list(const DocumentServices& services, const Call& call)
{
    std::map<std::int64_t, std::vector<EndedDocument>> ended;
    for (EndedDocument& one : services.desk.documents().ended())
        ended[one.school.value].push_back(std::move(one));
    struct School {
        SchoolId id;
        std::string name_ar;
        std::string name_en;
    };
    const auto schools = services.record.read([](Session& session) {
        std::vector<School> found;
        for (const database::Row& row : session.find_all(
                 "SELECT s.school_id, s.name_ar, s.name_en FROM school s WHERE EXISTS (SELECT 1 "
                 "FROM document_key k WHERE k.school_id = s.school_id AND k.key_id IS NOT NULL) "
                 "ORDER BY s.school_id"))
            found.push_back(
                {SchoolId{row.integer("school_id")}, row.text("name_ar"), row.text("name_en")});
        return found;
    });
    JsonWriter json;
    json.begin_object();
    json.key("as_of").text(call.act.at.to_text());
    json.key("schools").begin_array();
    for (const School& school : schools) {
        json.begin_object();
        json.key("school_id").text(school.id.to_text());
        json.key("name_ar").text(school.name_ar).key("name_en").text(school.name_en);
        json.key("keys").begin_array();
        for (const KeyShown& key : services.keys.keys(school.id)) {
            if (!key.public_key)
                continue;
            json.begin_object();
            json.key("key_id").text(key.key_id);
            json.key("public_key").text(key.public_key->to_text());
            json.key("made_on").text(key.made_at.substr(0, 10));
            optional_text(json, "end_kind", key.end_kind);
            optional_text(json, "ended_on", key.ended_at.substr(0, 10));
            json.end_object();
        }
        json.end_array();
        json.key("ended").begin_array();
        for (const EndedDocument& one : ended[school.id.value]) {
            json.begin_object();
            json.key("serial").text(one.serial);
            json.key("day").text(one.day);
            optional_text(json, "replaced_by", one.replaced_by);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.end_object();
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
    for (auto& part : {key_routes(services), verification_routes(services)})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace taqwim::documents

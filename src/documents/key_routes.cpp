// The keys that a school signs its documents with.

#include <algorithm>

#include "documents/document_routes.h"
#include "documents/optional_members.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 500;

void write_holders(JsonWriter& json, const std::vector<KeyHolder>& holders, const KeyState* state,
                   std::int64_t asker)
{
    json.key("holders").begin_array();
    for (const KeyHolder& holder : holders) {
        json.begin_object();
        json.key("staff_member_id").text(std::to_string(holder.staff_member_id));
        json.key("name_ar").text(holder.name_ar).key("name_en").text(holder.name_en);
        text_or_null(json, "joined_at", holder.joined_at);
        json.key("has_given")
            .boolean(state != nullptr &&
                     std::ranges::find(state->given_by, holder.staff_member_id) !=
                         state->given_by.end());
        json.key("is_own").boolean(holder.staff_member_id == asker);
        json.end_object();
    }
    json.end_array();
}

Response list(const DocumentServices& services, const Call& call)
{
    const KeyState state = services.keys.state(call.school());
    JsonWriter json;
    json.begin_object();
    json.key("items").begin_array();
    for (const KeyShown& key : services.keys.keys(call.school())) {
        const bool is_standing = key.id == state.key;
        json.begin_object();
        json.key("document_key_id").text(std::to_string(key.id));
        text_or_null(json, "key_id", key.key_id);
        text_or_null(json, "public_key", key.public_key ? key.public_key->to_text() : "");
        json.key("begun_at").text(key.begun_at);
        text_or_null(json, "made_at", key.made_at);
        text_or_null(json, "end_kind", key.end_kind);
        text_or_null(json, "ended_at", key.ended_at);
        json.key("needed").number(key.needed);
        json.key("is_standing").boolean(is_standing);
        json.key("is_open").boolean(is_standing && state.is_open);
        write_holders(json, services.keys.holders(call.school(), key.id),
                      is_standing ? &state : nullptr, call.act.person_id);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return http::json(200, std::string(json.str()));
}

Response begin(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    NewKey wanted;
    wanted.holders = body.ids("holders", crypto::k_most_shares);
    wanted.needed = static_cast<int>(body.integer("needed", 2, crypto::k_most_shares));
    wanted.decision = body.text("decision", k_longest_text);
    return school::respond_to(call, body,
                              [&] { return services.keys.begin(call.act, call.school(), wanted); });
}

Response join(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    const std::string passphrase = body.secret("passphrase");
    return school::respond_to(
        call, body, [&] { return services.keys.join(call.act, call.school(), passphrase); });
}

Response open(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    const std::string passphrase = body.secret("passphrase");
    return school::respond_to(
        call, body, [&] { return services.keys.open(call.act, call.school(), passphrase); });
}

Response close(const DocumentServices& services, const Call& call)
{
    return school::respond(call.request, services.keys.close(call.act, call.school()));
}

Response end(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "document_key_id", [&](std::int64_t key) {
        Body body(call.request);
        const std::string kind = body.choice("kind", {"retired", "lost", "stolen", "given_up"});
        const std::string reason = body.text("reason", k_longest_text);
        return school::respond_to(call, body, [&] {
            return services.keys.end(call.act, call.school(), key, kind, reason);
        });
    });
}

}  // namespace

std::vector<Route> key_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string keys = "/v1/schools/{school_id}/document-keys";
    // What holds a passphrase has no Idempotency-Key: a digest of it would be kept, and could be guessed against.
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, bool needs_key, DocumentHandler handler) {
        Route made = document_route(services, method, std::move(pattern), std::move(name),
                                    permission, school::school_in_path, handler);
        made.is_sensitive = false;
        made.needs_key = needs_key;
        return made;
    };
    return {
        route(get, keys, "document_key.list", Permission::document_key_hold, false, list),
        route(post, keys, "document_key.begin", Permission::document_key_manage, true, begin),
        route(post, keys + "/membership", "document_key.join", Permission::document_key_hold, false,
              join),
        route(post, keys + "/opening", "document_key.open", Permission::document_key_hold, false,
              open),
        route(post, keys + "/closing", "document_key.close", Permission::document_key_hold, true,
              close),
        route(post, keys + "/{document_key_id}/end", "document_key.end",
              Permission::document_key_manage, true, end),
    };
}

}  // namespace taqwim::documents

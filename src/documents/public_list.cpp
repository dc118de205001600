#include "documents/public_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/key_store.h"
#include "documents/optional_members.h"
#include "regulations/frame/json_value.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;

// What is wrong with a list that is JSON: the field that is not there, or is of another kind.
struct NotAList {
    std::string field;
};

std::string text_of(const JsonValue& from, std::string_view name)
{
    const auto value = from.find(name);
    if (!value || !value->is(JsonKind::text))
        throw NotAList{from.pointer(name)};
    return std::string(value->text());
}

std::string optional_text_of(const JsonValue& from, std::string_view name)
{
    const auto value = from.find(name);
    return value ? std::string(value->text()) : std::string();
}

JsonValue array_of(const JsonValue& from, std::string_view name)
{
    const auto value = from.find(name);
    if (!value || !value->is(JsonKind::array))
        throw NotAList{from.pointer(name)};
    return *value;
}

PublicSchool school_of(const JsonValue& from)
{
    PublicSchool school{.school_id = text_of(from, "school_id"),
                        .name_ar = text_of(from, "name_ar"),
                        .name_en = text_of(from, "name_en"),
                        .keys = {},
                        .ended = {}};
    for (const JsonValue one : array_of(from, "keys")) {
        const auto key = crypto::PublicKey::parse(text_of(one, "public_key"));
        if (!key)
            throw NotAList{one.pointer("public_key")};
        school.keys.push_back({.key = *key,
                               .made_on = text_of(one, "made_on"),
                               .end_kind = optional_text_of(one, "end_kind"),
                               .ended_on = optional_text_of(one, "ended_on")});
    }
    for (const JsonValue one : array_of(from, "ended"))
        school.ended.push_back({.serial = text_of(one, "serial"),
                                .day = text_of(one, "day"),
                                .replaced_by = optional_text_of(one, "replaced_by")});
    return school;
}

}  // namespace

PublicList read_public_list(Session& session, Instant now)
{
    constexpr std::size_t k_day = 10;
    PublicList list{.as_of = now.to_text(), .schools = {}};
    std::map<std::int64_t, std::size_t> places;
    for (const Row& row : session.find_all(
             "SELECT k.school_id, s.name_ar, s.name_en, k.public_key, k.made_at, e.kind, "
             "e.ended_at FROM document_key k JOIN school s ON s.school_id = k.school_id "
             "LEFT JOIN document_key_end e ON e.school_id = k.school_id "
             "AND e.document_key_id = k.document_key_id WHERE k.key_id IS NOT NULL "
             "ORDER BY k.school_id, k.document_key_id")) {
        const std::int64_t id = row.integer("school_id");
        if (places.try_emplace(id, list.schools.size()).second)
            list.schools.push_back({.school_id = std::to_string(id),
                                    .name_ar = row.text("name_ar"),
                                    .name_en = row.text("name_en"),
                                    .keys = {},
                                    .ended = {}});
        list.schools[places[id]].keys.push_back(
            {.key = key_store::public_key_in(row),
             .made_on = row.text("made_at").substr(0, k_day),
             .end_kind = row.text_or_null("kind").value_or(""),
             .ended_on = row.text_or_null("ended_at").value_or("").substr(0, k_day)});
    }
    for (const Row& row : session.find_all(
             "SELECT d.school_id, d.document_id, d.serial_text, r.revoked_on AS ended_on, "
             "'' AS replaced_by FROM revoked_document r JOIN issued_document d "
             "ON d.school_id = r.school_id AND d.document_id = r.document_id "
             "UNION ALL SELECT d.school_id, d.document_id, d.serial_text, n.issued_on, "
             "n.serial_text "
             "FROM issued_document n JOIN issued_document d ON d.school_id = n.school_id "
             "AND d.document_id = n.replaces ORDER BY 1, 2"))
        list.schools.at(places.at(row.integer("school_id")))
            .ended.push_back({.serial = row.text("serial_text"),
                              .day = row.text("ended_on"),
                              .replaced_by = row.text("replaced_by")});
    return list;
}

void write_public_list(JsonWriter& json, const PublicList& list)
{
    json.begin_object();
    json.key("as_of").text(list.as_of);
    json.key("schools").begin_array();
    for (const PublicSchool& school : list.schools) {
        json.begin_object();
        json.key("school_id").text(school.school_id);
        json.key("name_ar").text(school.name_ar).key("name_en").text(school.name_en);
        json.key("keys").begin_array();
        for (const PublicKeyEntry& one : school.keys) {
            json.begin_object();
            json.key("key_id").text(one.key.id());
            json.key("public_key").text(one.key.to_text());
            json.key("made_on").text(one.made_on);
            text_or_null(json, "end_kind", one.end_kind);
            text_or_null(json, "ended_on", one.ended_on);
            json.end_object();
        }
        json.end_array();
        json.key("ended").begin_array();
        for (const EndedSerial& one : school.ended) {
            json.begin_object();
            json.key("serial").text(one.serial);
            json.key("day").text(one.day);
            text_or_null(json, "replaced_by", one.replaced_by);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

Result<PublicList> parse_public_list(std::string_view text)
{
    const auto document = JsonDocument::parse(text);
    if (!document)
        return document.refusal();
    try {
        PublicList list{.as_of = text_of(document->root(), "as_of"), .schools = {}};
        for (const JsonValue one : array_of(document->root(), "schools"))
            list.schools.push_back(school_of(one));
        return list;
    } catch (const NotAList& wrong) {
        return Refusal{RefusalCode::field_missing, {{"field", wrong.field}}, wrong.field, ""};
    }
}

Verdict judge(const SignedContent& content, const PublicList& list)
{
    Verdict verdict;
    for (const PublicSchool& school : list.schools)
        for (const PublicKeyEntry& one : school.keys) {
            if (one.key.id() != content.key_id)
                continue;
            verdict.genuineness = check(content, std::array{one.key});
            verdict.key_was_stolen = one.end_kind == "stolen";
            verdict.school_ar = school.name_ar;
            verdict.school_en = school.name_en;
            const auto read = parse_content(content.text);
            const auto ended =
                read ? std::ranges::find(school.ended, read->serial, &EndedSerial::serial)
                     : school.ended.end();
            if (ended != school.ended.end())
                verdict.ended = *ended;
            return verdict;
        }
    return verdict;
}

}  // namespace taqwim::documents

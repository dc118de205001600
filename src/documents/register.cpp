#include "documents/register.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/serial.h"
#include "regulations/frame/json_writer.h"
#include "school/digest_column.h"
#include "school/keeping.h"
#include "school/merges_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using school::column_of;
using school::must_be_one;

constexpr std::string_view k_entry_query =
    "SELECT d.document_id, d.serial_text, d.kind, d.student_id, d.class_id, d.school_year_id, "
    "d.content, "
    "d.signature, "
    "d.file_digest, d.issued_on, d.issued_as, d.issued_person, k.key_id, "
    "before.serial_text AS replaces, next.serial_text AS replaced_by, r.revoked_on, r.reason, "
    "d.paper_part, d.paper_language, d.paper_digits, d.template_version_id, t.name AS "
    "template_name, "
    "(SELECT COUNT(*) FROM document_template_version w WHERE w.document_template_id = "
    "v.document_template_id AND w.document_template_version_id <= "
    "v.document_template_version_id) AS template_number, d.paper_entry, q.kind AS "
    "request_kind, q.fate "
    "FROM issued_document d "
    "JOIN document_key k ON k.school_id = d.school_id AND k.document_key_id = d.document_key_id "
    "LEFT JOIN issued_document before ON before.school_id = d.school_id "
    "AND before.document_id = d.replaces "
    "LEFT JOIN issued_document next ON next.school_id = d.school_id "
    "AND next.replaces = d.document_id "
    "LEFT JOIN revoked_document r ON r.school_id = d.school_id "
    "AND r.document_id = d.document_id "
    "LEFT JOIN document_template_version v "
    "ON v.document_template_version_id = d.template_version_id "
    "LEFT JOIN document_template t ON t.document_template_id = v.document_template_id "
    "LEFT JOIN document_request_answer a ON a.school_id = d.school_id "
    "AND a.document_id = d.document_id "
    "LEFT JOIN document_request q ON q.school_id = a.school_id "
    "AND q.document_request_id = a.document_request_id WHERE d.school_id = $1 ";

RegisterEntry entry_in(const database::Row& row)
{
    const auto signature =
        crypto::Signature::from_bytes(crypto::bytes_of(school::text_in(row.blob("signature"))));
    if (!signature)
        throw std::logic_error("a column of signatures holds something else");
    return {.document_id = row.integer("document_id"),
            .serial = row.text("serial_text"),
            .kind = row.text("kind"),
            .student_id = row.integer_or_null("student_id"),
            .class_id = row.integer_or_null("class_id"),
            .school_year_id = row.integer("school_year_id"),
            .content = {.text = row.text("content"),
                        .key_id = row.text("key_id"),
                        .signature = *signature},
            .file_digest = school::digest_in(row, "file_digest"),
            .issued_on = school::day_in(row, "issued_on"),
            .issued_as = row.text("issued_as"),
            .issued_person = row.integer("issued_person"),
            .replaces = row.text_or_null("replaces").value_or(""),
            .replaced_by = row.text_or_null("replaced_by").value_or(""),
            .revoked_on = row.text_or_null("revoked_on").value_or(""),
            .reason = row.text_or_null("reason").value_or(""),
            .part = row.text_or_null("paper_part").value_or(""),
            .language = row.text_or_null("paper_language").value_or(""),
            .digits = row.text_or_null("paper_digits").value_or(""),
            .template_version_id = row.integer_or_null("template_version_id"),
            .template_name = row.text_or_null("template_name").value_or(""),
            .template_number = row.is_null("template_version_id")
                                   ? std::nullopt
                                   : row.integer_or_null("template_number"),
            .entry_id = row.integer_or_null("paper_entry"),
            .because =
                row.text_or_null("fate").value_or(row.text_or_null("request_kind").value_or(""))};
}

std::optional<RegisterEntry> entry_with(Session& session, SchoolId school,
                                        std::string_view condition, const database::Value& value)
{
    const std::string query = std::string(k_entry_query) + "AND " + std::string(condition);
    const auto row = session.find_one(query, school, value);
    return row ? std::optional(entry_in(*row)) : std::nullopt;
}

void add_entries(Session& session, SchoolId school, std::string_view condition, std::int64_t id,
                 std::vector<RegisterEntry>& entries)
{
    const std::string query =
        std::string(k_entry_query) + "AND " + std::string(condition) + " ORDER BY d.document_id";
    for (const database::Row& row : session.find_all(query, school, id))
        entries.push_back(entry_in(row));
}

void check_belongs(Session& session, SchoolId school, const Draft& draft,
                   std::optional<Refusal>& refusal)
{
    if (draft.student_id &&
        !session.find_one("SELECT student_id FROM student WHERE school_id = $1 AND student_id = $2",
                          school, *draft.student_id))
        refusal = school::unknown_record("student", *draft.student_id);
    else if (draft.class_id || !draft.student_id) {
        const std::int64_t class_id = draft.class_id.value_or(0);
        if (!session.find_one("SELECT class_id FROM class WHERE school_id = $1 AND class_id = $2",
                              school, class_id))
            refusal = school::unknown_record("class", class_id);
    }
    if (refusal)
        return;
    if (!session.find_one("SELECT school_year_id FROM school_year WHERE school_id = $1 AND "
                          "school_year_id = $2",
                          school, draft.school_year_id))
        refusal = school::unknown_record("school_year", draft.school_year_id);
}

std::string serials_view(const std::vector<Issued>& documents)
{
    JsonWriter json;
    json.begin_object();
    json.key("documents").begin_array();
    for (const Issued& one : documents) {
        json.begin_object();
        json.key("document_id").text(std::to_string(one.document_id));
        json.key("serial").text(one.serial);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

}  // namespace

Result<IssuedTogether> Register::issue(const school::Act& act, SchoolId school,
                                       std::span<const Draft> drafts, const Printer& print)
{
    return issue(
        act, school,
        [&](Session&) -> Result<std::vector<Draft>> {
            return std::vector<Draft>(drafts.begin(), drafts.end());
        },
        print);
}

Result<IssuedTogether> Register::issue(const school::Act& act, SchoolId school,
                                       const Drafter& drafter, const Printer& print)
{
    std::vector<Issued> documents;
    auto answer =
        record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            documents.clear();
            Session& session = changes.session();
            const auto key = keys_.opened(session, school);
            if (!key)
                return key.refusal();
            const auto drafts = drafter(session);
            if (!drafts)
                return drafts.refusal();
            if (drafts->empty() || drafts->size() > k_most_together)
                return Refusal{RefusalCode::value_out_of_range,
                               {{"field", "documents"},
                                {"value", std::to_string(drafts->size())},
                                {"minimum", "1"},
                                {"maximum", std::to_string(k_most_together)}},
                               "/documents",
                               ""};
            // "2026-…": the year of the day of issue.
            const std::int64_t year = std::stoll(act.today.to_text().substr(0, 4));
            std::int64_t number =
                session
                    .find_one("SELECT COALESCE(MAX(serial_number), 0) AS last FROM issued_document "
                              "WHERE school_id = $1 AND serial_year = $2",
                              school, year)
                    ->integer("last");
            for (std::size_t index = 0; index < drafts->size(); ++index) {
                const Draft& draft = (*drafts)[index];
                std::optional<Refusal> refusal;
                check_belongs(session, school, draft, refusal);
                if (refusal)
                    return *refusal;
                DocumentContent content = draft.content;
                content.serial = Serial{.year = year, .number = ++number}.to_text();
                content.issued_on = act.today;
                content.replaces.clear();
                if (draft.replaces) {
                    const auto before =
                        entry_with(session, school, "d.document_id = $2", *draft.replaces);
                    if (!before || before->student_id != draft.student_id ||
                        before->kind != content.kind)
                        return school::unknown_record("document", *draft.replaces);
                    if (auto ended = refuses_ended(session, school, *before))
                        return std::move(*ended);
                    content.replaces = before->serial;
                }
                const SignedContent signed_content =
                    sign(canonical_text(content), (*key)->signing_key());
                auto file = print(index, draft, signed_content);
                if (!file)
                    return file.refusal();
                const crypto::Digest file_digest = crypto::digest_of(crypto::bytes_of(*file));
                const std::int64_t id = changes.new_id();
                must_be_one(session.execute(
                    "INSERT INTO issued_document (school_id, document_id, serial_text, "
                    "serial_year, "
                    "serial_number, kind, student_id, class_id, school_year_id, replaces, content, "
                    "document_key_id, signature, file_digest, issued_on, issued_at, issued_by, "
                    "issued_person, issued_as, paper_part, paper_language, paper_digits, "
                    "template_version_id, paper_entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                    "$10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
                    school, id, content.serial, year, number, content.kind, draft.student_id,
                    draft.class_id, draft.school_year_id, draft.replaces, signed_content.text,
                    (*key)->id(), column_of(crypto::text_of(signed_content.signature.bytes)),
                    column_of(file_digest), act.today, act.at, act.account_id, act.person_id,
                    act.role, draft.part, draft.language, draft.digits, draft.template_version_id,
                    draft.entry_id));
                if (draft.request_id)
                    must_be_one(session.execute(
                        "INSERT INTO document_request_answer (school_id, document_id, "
                        "document_request_id) VALUES ($1, $2, $3)",
                        school, id, *draft.request_id));
                must_be_one(session.execute(
                    "INSERT INTO issued_file (school_id, document_id, file) VALUES ($1, $2, $3)",
                    school, id, column_of(*file)));
                crypto::FieldDigester fields("taqwim.issued_document.1");
                fields.number(id)
                    .text(signed_content.text)
                    .bytes(signed_content.signature.bytes)
                    .digest(file_digest);
                changes.note("document.issue", "document " + std::to_string(id), fields.finish());
                documents.push_back(
                    {.document_id = id, .serial = content.serial, .file = std::move(*file)});
            }
            return school::Answer{.status = 201, .body = serials_view(documents)};
        });
    if (!answer)
        return answer.refusal();
    if (answer->is_repeat)
        documents.clear();
    return IssuedTogether{.answer = std::move(*answer), .documents = std::move(documents)};
}

std::optional<Refusal> Register::refuses_issue(SchoolId school)
{
    return record_.read([&](Session& session) -> std::optional<Refusal> {
        const auto key = keys_.opened(session, school);
        return key ? std::nullopt : std::optional(key.refusal());
    });
}

Result<school::Answer> Register::revoke(const school::Act& act, SchoolId school,
                                        const std::string& serial, const std::string& reason)
{
    if (reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        Session& session = changes.session();
        const auto entry = find_within(session, school, serial);
        if (!entry)
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "document"}, {"id", serial}},
                           "serial",
                           ""};
        if (auto ended = refuses_ended(session, school, *entry))
            return std::move(*ended);
        must_be_one(session.execute(
            "INSERT INTO revoked_document (school_id, document_id, reason, revoked_on, revoked_at, "
            "revoked_by, revoked_as) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            school, entry->document_id, reason, act.today, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.revoked_document.1");
        fields.number(entry->document_id).text(serial).text(reason).text(act.today.to_text());
        changes.note("document.revoke", "document " + std::to_string(entry->document_id),
                     fields.finish());
        return school::Answer{.status = 200, .body = "{}"};
    });
}

std::optional<Refusal> Register::refuses_ended(Session& session, SchoolId school,
                                               const RegisterEntry& entry)
{
    const auto ended = [](std::string day) {
        return Refusal{RefusalCode::document_ended, {{"day", std::move(day)}}, "", ""};
    };
    if (!entry.revoked_on.empty())
        return ended(entry.revoked_on);
    if (entry.replaced_by.empty())
        return std::nullopt;
    return ended(entry_with(session, school, "d.serial_text = $2", entry.replaced_by)
                     .value()
                     .issued_on.to_text());
}

std::vector<RegisterEntry> Register::of_entry(Session& session, SchoolId school,
                                              std::string_view kind, std::int64_t entry_id)
{
    const std::string query = std::string(k_entry_query) +
                              "AND d.kind = $2 AND d.paper_entry = $3 ORDER BY d.document_id";
    std::vector<RegisterEntry> entries;
    for (const database::Row& row : session.find_all(query, school, std::string(kind), entry_id))
        entries.push_back(entry_in(row));
    return entries;
}

std::optional<RegisterEntry> Register::find_within(Session& session, SchoolId school,
                                                   const std::string& serial)
{
    return entry_with(session, school, "d.serial_text = $2", serial);
}

std::optional<RegisterEntry> Register::find(SchoolId school, const std::string& serial)
{
    return record_.read([&](Session& session) { return find_within(session, school, serial); });
}

std::vector<RegisterEntry> Register::of_student(SchoolId school, std::int64_t student)
{
    return record_.read([&](Session& session) {
        std::vector<RegisterEntry> entries;
        for (const std::int64_t record : school::records_of(session, {school, student}))
            add_entries(session, school, "d.student_id = $2", record, entries);
        std::ranges::sort(entries, {}, &RegisterEntry::document_id);
        return entries;
    });
}

std::vector<RegisterEntry> Register::of_class(SchoolId school, std::int64_t class_id)
{
    return record_.read([&](Session& session) {
        std::vector<RegisterEntry> entries;
        add_entries(session, school, "d.class_id = $2", class_id, entries);
        return entries;
    });
}

std::string Register::file_of(SchoolId school, const RegisterEntry& entry)
{
    return record_.read([&](Session& session) {
        const auto row = session.find_one(
            "SELECT file FROM issued_file WHERE school_id = $1 AND document_id = $2", school,
            entry.document_id);
        if (!row)
            throw std::logic_error("the register holds no file of document " + entry.serial);
        return std::string(school::text_in(row->blob("file")));
    });
}

Standing Register::standing(SchoolId school, const SignedContent& content)
{
    std::vector<crypto::PublicKey> keys;
    for (const KeyShown& key : keys_.keys(school))
        if (key.public_key)
            keys.push_back(*key.public_key);
    Standing standing;
    standing.genuineness = check(content, keys);
    const auto read = parse_content(content.text);
    if (!read)
        return standing;
    standing.entry = find(school, read->serial);
    // Of a stolen key the signature proves nothing: what the register has decides.
    standing.is_registered = standing.entry && standing.entry->content == content;
    return standing;
}

}  // namespace taqwim::documents

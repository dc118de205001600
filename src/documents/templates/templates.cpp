#include "documents/templates/templates.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/document_folder.h"
#include "documents/issuer.h"
#include "documents/optional_members.h"
#include "documents/paper_places.h"
#include "documents/shared_words.h"
#include "embedded/document_templates.h"
#include "platform/crypto/bytes.h"
#include "platform/print/printer.h"
#include "regulations/frame/json_writer.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using print::Language;
using school::Answer;
using school::Changes;

// Further ahead nobody plans the look of a paper: a year typed wrongly is found.
constexpr std::int64_t k_most_seconds_ahead = std::int64_t{2} * 366 * 24 * 60 * 60;

const WordList& sample_words()
{
    static const WordList read = words_in(embedded_document_templates(), "document_templates");
    return read;
}

void write_content(JsonWriter& json, const TemplateContent& content)
{
    write_phrases(content, json);
    text_or_null(json, "accent", content.accent ? to_text(*content.accent) : std::string());
    json.key("signatures").begin_array();
    for (const TemplateSignature& one : content.signatures) {
        json.begin_object();
        text_or_null(json, "place", one.place);
        json.key("title_ar").text(one.title_ar).key("title_en").text(one.title_en).end_object();
    }
    json.end_array();
}

void instant_or_null(JsonWriter& json, std::string_view name, const std::optional<Instant>& at)
{
    text_or_null(json, name, at ? at->to_text() : std::string());
}

void write_version(JsonWriter& json, const Template& of, const TemplateVersion& version,
                   std::int64_t reader, Instant at)
{
    json.begin_object().key("version_id").text(std::to_string(version.id));
    json.key("number").number(&version - of.versions.data() + 1);
    json.key("state").text(state_of(of, version, at));
    write_content(json, version.content);
    json.key("has_emblem").boolean(version.has_emblem);
    json.key("written_at").text(version.written_at.to_text());
    json.key("written_by").text(version.written_by_name);
    json.key("is_own").boolean(version.written_by == reader);
    json.key("steps").begin_array();
    for (const TemplateStep& step : version.steps) {
        json.begin_object().key("step").text(step.step).key("note").text(step.note);
        instant_or_null(json, "live_from", step.live_from);
        instant_or_null(json, "live_until", step.live_until);
        json.key("taken_at").text(step.taken_at.to_text());
        json.key("taken_by").text(step.taken_by_name).end_object();
    }
    json.end_array();
    if (!version.content.emblem.empty())
        json.key("emblem").text(crypto::to_base64url(crypto::bytes_of(version.content.emblem)));
    json.end_object();
}

// Everything but the versions; the object stays open.
void begin_template(JsonWriter& json, const Template& of)
{
    json.begin_object().key("template_id").text(std::to_string(of.id));
    json.key("name").text(of.name).key("country").text(of.scope.country);
    id_or_null(json, "directorate_id", of.scope.directorate_id);
    text_or_null(json, "directorate_ar", of.directorate_ar);
    text_or_null(json, "directorate_en", of.directorate_en);
    id_or_null(json, "school_id", of.scope.school_id);
    text_or_null(json, "school_ar", of.school_ar);
    text_or_null(json, "school_en", of.school_en);
    json.key("kinds").begin_array();
    for (const std::string& kind : of.scope.kinds)
        json.text(kind);
    json.end_array();
}

std::string json_of(const Template& of, std::int64_t reader, Instant at)
{
    JsonWriter json;
    begin_template(json, of);
    json.key("versions").begin_array();
    for (auto version = of.versions.rbegin(); version != of.versions.rend(); ++version)
        write_version(json, of, *version, reader, at);
    json.end_array().end_object();
    return std::string(json.str());
}

// Of a list: what is live, and what the newest version waits for.
void write_summary(JsonWriter& json, const Template& of, std::int64_t reader, Instant at)
{
    begin_template(json, of);
    const TemplateVersion* const live = of.in_force(at);
    json.key("live_number");
    if (live != nullptr)
        json.number(live - of.versions.data() + 1);
    else
        json.null();
    const TemplateVersion& newest = of.versions.back();
    json.key("newest_number").number(std::ssize(of.versions));
    json.key("newest_state").text(state_of(of, newest, at));
    json.key("newest_is_own").boolean(newest.written_by == reader);
    json.end_object();
}

crypto::Digest digest_of(const Template& of, const TemplateContent& content)
{
    crypto::FieldDigester fields("taqwim.document_template.1");
    fields.number(of.id).text(of.name).text(of.scope.country);
    fields.number(of.scope.directorate_id.value_or(0)).number(of.scope.school_id.value_or(0));
    for (const std::string& kind : of.scope.kinds)
        fields.text(kind);
    fields.text(to_text(content)).bytes(crypto::bytes_of(content.emblem));
    return fields.finish();
}

std::string subject_of(std::int64_t version_id)
{
    return "document_template_version " + std::to_string(version_id);
}

void add_version(Changes& changes, const Template& of, const TemplateContent& content)
{
    TemplateVersion version;
    version.id = changes.new_id();
    version.content = content;
    templates_store::insert_version(changes, of.id, version);
    changes.note("document_template.write", subject_of(version.id), digest_of(of, content));
}

Refusal out_of_range(std::string field, std::string value, std::string minimum, std::string maximum)
{
    return {RefusalCode::value_out_of_range,
            {{"field", field},
             {"value", std::move(value)},
             {"minimum", std::move(minimum)},
             {"maximum", std::move(maximum)}},
            "/" + field,
            ""};
}

// Which steps may follow upon what became of a version.
std::optional<Refusal> refuses_order(const TemplateVersion& version, std::string_view step)
{
    if (const TemplateStep* const taken = version.step(step))
        return Refusal{RefusalCode::decided_already,
                       {{"day", taken->taken_at.to_text().substr(0, 10)}},
                       "",
                       ""};
    if (const TemplateStep* const ended = version.step("withdrawn"))
        return Refusal{RefusalCode::decided_already,
                       {{"day", ended->taken_at.to_text().substr(0, 10)}},
                       "",
                       ""};
    const bool is_decided =
        version.step("approved") != nullptr || version.step("returned") != nullptr;
    std::string allowed = "withdrawn";
    if (!is_decided)
        allowed =
            version.step("proof") == nullptr ? "proof, withdrawn" : "approved, returned, withdrawn";
    if (allowed.find(step) == std::string::npos) {
        Refusal refusal = school::value_not_listed("step", step, allowed);
        refusal.field = "/step";
        return refusal;
    }
    return std::nullopt;
}

std::optional<Refusal> refuses_times(const TemplateStep& step, Instant now)
{
    const Instant last = now.plus_seconds(k_most_seconds_ahead);
    if (*step.live_from < now || last < *step.live_from)
        return out_of_range("live_from", step.live_from->to_text(), now.to_text(), last.to_text());
    if (step.live_until && *step.live_until <= *step.live_from)
        return Refusal{RefusalCode::days_reversed,
                       {{"field", "live_until"},
                        {"first_day", step.live_from->to_text()},
                        {"last_day", step.live_until->to_text()}},
                       "/live_until",
                       ""};
    return std::nullopt;
}

// What stands on the paper with the template and not without.
std::optional<Refusal> refuses_new(const std::vector<std::string>& plain,
                                   const std::vector<std::string>& dressed, std::string expected)
{
    std::string added;
    for (const std::string& one : dressed)
        if (std::ranges::find(plain, one) == plain.end())
            added.append(added.empty() ? "" : " ").append(one);
    if (added.empty())
        return std::nullopt;
    return Refusal{
        RefusalCode::setting_invalid,
        {{"setting", "phrases"}, {"value", std::move(added)}, {"expected", std::move(expected)}},
        "/phrases",
        ""};
}

const TemplateVersion* version_in(const std::optional<Template>& of, std::int64_t version_id)
{
    if (!of)
        return nullptr;
    const auto found = std::ranges::find(of->versions, version_id, &TemplateVersion::id);
    return found == of->versions.end() ? nullptr : &*found;
}

}  // namespace

Result<Template> Templates::placed(Session& session, Template wanted) const
{
    TemplateScope& scope = wanted.scope;
    if (scope.directorate_id) {
        const auto directorate = school::find_directorate(session, *scope.directorate_id);
        if (!directorate || directorate->country != scope.country)
            return school::unknown_record("directorate", *scope.directorate_id, "/directorate_id");
        wanted.directorate_ar = directorate->name_ar;
        wanted.directorate_en = directorate->name_en;
    }
    if (scope.school_id) {
        const auto of = school::find_school(session, SchoolId{*scope.school_id});
        if (!of || !scope.directorate_id || of->directorate_id != *scope.directorate_id)
            return school::unknown_record("school", *scope.school_id, "/school_id");
        wanted.school_ar = of->name_ar;
        wanted.school_en = of->name_en;
    }
    return wanted;
}

Result<Answer> Templates::make(const school::Act& act, const Template& wanted,
                               const TemplateContent& content)
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        auto made = placed(changes.session(), wanted);
        if (!made)
            return made.refusal();
        if (const auto refusal = refuses(made->scope, content, kinds_))
            return *refusal;
        for (const Template& other :
             templates_store::of_country(changes.session(), made->scope.country))
            if (made->scope.collides_with(other.scope))
                return school::existing_record("document_template", other.name);
        made->id = changes.new_id();
        templates_store::insert(changes, *made);
        add_version(changes, *made, content);
        return Answer{201, json_of(templates_store::find(changes.session(), made->id).value(),
                                   act.account_id, act.at)};
    });
}

Result<Answer> Templates::write(const school::Act& act, std::int64_t id,
                                const TemplateContent& content)
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        const auto of = templates_store::find(changes.session(), id);
        if (!of)
            return school::unknown_record("document_template", id, "template_id");
        if (const auto refusal = refuses(of->scope, content, kinds_))
            return *refusal;
        add_version(changes, *of, content);
        return Answer{201, json_of(templates_store::find(changes.session(), id).value(),
                                   act.account_id, act.at)};
    });
}

Result<Answer> Templates::step(const school::Act& act, std::int64_t id, std::int64_t version_id,
                               TemplateStep wanted)
{
    if (wanted.step == "proof") {
        // Printing takes its time: before the write. A version does not change in between.
        const auto of = record_.read([&](Session& session) {
            auto found = templates_store::find(session, id);
            if (found)
                for (TemplateVersion& version : found->versions)
                    if (version.id == version_id)
                        version.content.emblem = templates_store::emblem_of(session, version_id);
            return found;
        });
        if (const TemplateVersion* const version = version_in(of, version_id))
            if (auto refusal = refuses_to_fit(*of, version->content))
                return std::move(*refusal);
    }
    if (wanted.step == "approved" && !wanted.live_from)
        wanted.live_from = act.at;
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        const auto of = templates_store::find(changes.session(), id);
        if (!of)
            return school::unknown_record("document_template", id, "template_id");
        const TemplateVersion* const version = version_in(of, version_id);
        if (version == nullptr)
            return school::unknown_record("document_template", version_id, "version_id");
        if (auto refusal = refuses_order(*version, wanted.step))
            return std::move(*refusal);
        const bool is_decision = wanted.step == "approved" || wanted.step == "returned";
        if (is_decision && version->written_by == act.account_id)
            return Refusal{RefusalCode::same_person, {}, "", ""};
        const bool needs_note = wanted.step == "returned" || (wanted.step == "withdrawn" &&
                                                              version->step("approved") != nullptr);
        if (needs_note && wanted.note.empty())
            return Refusal{RefusalCode::reason_missing, {{"field", "note"}}, "/note", ""};
        if (wanted.step == "approved")
            if (auto refusal = refuses_times(wanted, act.at))
                return std::move(*refusal);
        if (!templates_store::insert_step(changes, version_id, wanted))
            return Refusal{
                RefusalCode::decided_already, {{"day", act.at.to_text().substr(0, 10)}}, "", ""};
        const auto moment = [](const std::optional<Instant>& at) {
            return at ? at->to_text() : std::string();
        };
        changes.note("document_template." + wanted.step, subject_of(version_id),
                     crypto::FieldDigester("taqwim.document_template_step.1")
                         .number(version_id)
                         .text(wanted.step)
                         .text(moment(wanted.live_from))
                         .text(moment(wanted.live_until))
                         .text(wanted.note)
                         .finish());
        return Answer{201, json_of(templates_store::find(changes.session(), id).value(),
                                   act.account_id, act.at)};
    });
}

Result<std::string> Templates::page(const school::Page& page, std::int64_t reader)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    const auto found = record_.read(
        [&](Session& session) { return templates_store::before(session, *after, page.rows()); });
    const Instant now = record_.now();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    const std::size_t shown = std::min(found.size(), static_cast<std::size_t>(page.limit));
    for (std::size_t i = 0; i < shown; ++i)
        write_summary(json, found[i], reader, now);
    json.end_array();
    text_or_null(json, "next",
                 found.size() > shown ? std::to_string(found[shown - 1].id) : std::string());
    json.end_object();
    return std::string(json.str());
}

Result<std::string> Templates::one(std::int64_t id, std::int64_t reader)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto found = templates_store::find(session, id);
        if (!found)
            return school::unknown_record("document_template", id, "template_id");
        return json_of(*found, reader, record_.now());
    });
}

Result<std::string> Templates::version(std::int64_t id, std::int64_t version_id,
                                       std::int64_t reader)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        auto of = templates_store::find(session, id);
        if (!of)
            return school::unknown_record("document_template", id, "template_id");
        const auto found = std::ranges::find(of->versions, version_id, &TemplateVersion::id);
        if (found == of->versions.end())
            return school::unknown_record("document_template", version_id, "version_id");
        found->content.emblem = templates_store::emblem_of(session, version_id);
        JsonWriter json;
        write_version(json, *of, *found, reader, record_.now());
        return std::string(json.str());
    });
}

std::string Templates::parts(const std::string& country) const
{
    JsonWriter json;
    json.begin_object().key("phrases").begin_array();
    for (const ListedPhrase& phrase : listed_phrases()) {
        json.begin_object().key("key").text(phrase.key);
        json.key("most_letters").number(static_cast<std::int64_t>(phrase.most_letters));
        json.key("usual_ar").text(phrase.usual(Language::arabic, country));
        json.key("usual_en").text(phrase.usual(Language::english, country)).end_object();
    }
    json.end_array().key("kinds").begin_array();
    for (const PaperKind* const kind : kinds_in({.country = country}, kinds_)) {
        if (!kind->sample)
            continue;
        json.begin_object().key("kind").text(kind->name);
        json.key("title_ar").text(kind->title_ar).key("title_en").text(kind->title_en);
        json.key("languages").begin_array();
        for (const Language language : kind->languages)
            json.text(to_text(language));
        json.end_array().key("signatures").begin_array();
        const auto arabic = signature_boxes(blank_sample(*kind, Language::arabic));
        const auto english = signature_boxes(blank_sample(*kind, Language::english));
        for (std::size_t i = 0; i < arabic.size(); ++i)
            json.begin_object()
                .key("place")
                .text(arabic[i].place)
                .key("title_ar")
                .text(arabic[i].title)
                .key("title_en")
                .text(english[i].title)
                .end_object();
        json.end_array().end_object();
    }
    json.end_array();
    json.key("most_emblem_bytes").number(static_cast<std::int64_t>(k_most_emblem_bytes));
    json.key("most_signatures").number(static_cast<std::int64_t>(k_most_boxes));
    json.end_object();
    return std::string(json.str());
}

Result<std::string> Templates::places(std::optional<std::int64_t> directorate_id,
                                      const school::Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    struct Place {
        std::int64_t id = 0;
        std::string country;
        std::string name_ar;
        std::string name_en;
    };
    std::vector<Place> found;
    const bool is_known = record_.read([&](Session& session) {
        if (directorate_id && !school::find_directorate(session, *directorate_id))
            return false;
        if (directorate_id)
            for (const school::School& one :
                 school::schools_after(session, *directorate_id, *after, page.rows()))
                found.push_back({one.id.value, "", one.name_ar, one.name_en});
        else
            for (const school::Directorate& one :
                 school::directorates_after(session, *after, page.rows()))
                found.push_back({one.id, one.country, one.name_ar, one.name_en});
        return true;
    });
    if (!is_known)
        return school::unknown_record("directorate", *directorate_id, "directorate_id");
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    const std::size_t shown = std::min(found.size(), static_cast<std::size_t>(page.limit));
    for (std::size_t i = 0; i < shown; ++i) {
        json.begin_object().key("place_id").text(std::to_string(found[i].id));
        text_or_null(json, "country", found[i].country);
        json.key("name_ar").text(found[i].name_ar).key("name_en").text(found[i].name_en);
        json.end_object();
    }
    json.end_array();
    text_or_null(json, "next",
                 found.size() > shown ? std::to_string(found[shown - 1].id) : std::string());
    json.end_object();
    return std::string(json.str());
}

print::Document Templates::sample(const Template& of, const PaperLook* look, const PaperKind& kind,
                                  const PreviewWanted& wanted) const
{
    const bool is_arabic = wanted.language == Language::arabic;
    const auto name = [&](const std::string& arabic, const std::string& english,
                          std::string_view word) {
        if (arabic.empty())
            return sample_words().at(word, wanted.language);
        return is_arabic || english.empty() ? arabic : english;
    };
    Issuer issuer;
    issuer.lines = {shared_words().at("state_" + of.scope.country, wanted.language),
                    shared_words().at("ministry_" + of.scope.country, wanted.language),
                    name(of.directorate_ar, of.directorate_en, "directorate"),
                    name(of.school_ar, of.school_en, "school")};
    issuer.name = issuer.lines.back();
    Printing printing;
    printing.language = wanted.language;
    printing.digits = wanted.digits;
    printing.created = wanted.at;
    printing.day = day_on_paper(wanted.today, of.scope.country, wanted.language, wanted.digits);
    // Complete as an issue, with its code, and marked as none: the watermark stays.
    printing.serial = sample_words().at("serial", wanted.language);
    printing.signed_content = printing.serial;
    if (look != nullptr)
        put_on(*look, issuer, printing);
    print::Document document = kind.sample(issuer, printing);
    if (look != nullptr)
        put_on(*look, document);
    return document;
}

std::optional<Refusal> Templates::refuses_to_fit(const Template& of, const TemplateContent& content)
{
    auto printer = printers_.borrow();
    for (const PaperKind* const kind : kinds_in(of.scope, kinds_)) {
        if (!kind->sample)
            continue;
        for (const Language language : kind->languages) {
            PreviewWanted wanted;
            wanted.language = language;
            wanted.at = record_.now();
            const PaperLook look = look_of(content, language);
            const auto plain = printer->print(sample(of, nullptr, *kind, wanted));
            const auto dressed = printer->print(sample(of, &look, *kind, wanted));
            if (!plain)
                return plain.refusal();
            if (!dressed)
                return dressed.refusal();
            if (dressed->pages > plain->pages)
                return out_of_range("pages", kind->title_ar + ": " + std::to_string(dressed->pages),
                                    "1", std::to_string(plain->pages));
            if (auto refusal = refuses_new(plain->unknown_characters, dressed->unknown_characters,
                                           "letters_of_paper"))
                return refusal;
            if (auto refusal = refuses_new(plain->broken_words, dressed->broken_words,
                                           "words_within_their_box"))
                return refusal;
        }
    }
    return std::nullopt;
}

Result<Preview> Templates::preview(const PreviewWanted& wanted)
{
    Template unnamed;
    unnamed.scope = wanted.scope;
    const auto of =
        record_.read([&](Session& session) { return placed(session, std::move(unnamed)); });
    if (!of)
        return of.refusal();
    if (auto refusal = refuses(of->scope, wanted.content, kinds_))
        return std::move(*refusal);
    const auto in_scope = kinds_in(of->scope, kinds_);
    const auto kind = std::ranges::find(in_scope, wanted.kind, &PaperKind::name);
    if (kind == in_scope.end() || !(*kind)->sample) {
        std::string allowed;
        for (const PaperKind* const one : in_scope)
            if (one->sample)
                allowed.append(allowed.empty() ? "" : ", ").append(one->name);
        Refusal refusal = school::value_not_listed("kind", wanted.kind, allowed);
        refusal.field = "/kind";
        return refusal;
    }
    if (std::ranges::find((*kind)->languages, wanted.language) == (*kind)->languages.end()) {
        Refusal refusal = school::value_not_listed(
            "language", to_text(wanted.language), std::string(to_text((*kind)->languages.front())));
        refusal.field = "/language";
        return refusal;
    }
    const PaperLook look = look_of(wanted.content, wanted.language);
    const print::Document document = sample(*of, &look, **kind, wanted);
    auto printer = printers_.borrow();
    if (wanted.page) {
        auto picture = printer->picture(document, *wanted.page, wanted.width);
        if (!picture)
            return picture.refusal();
        return Preview{std::move(picture->png), picture->pages};
    }
    auto printed = printer->print(document);
    if (!printed)
        return printed.refusal();
    return Preview{std::move(printed->pdf), printed->pages};
}

}  // namespace taqwim::documents

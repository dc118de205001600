#include "documents/attestation_verdict.h"

#include "core/refusal_codes.h"
#include "regulations/sa_guide/issued_documents.h"
#include "school/keeping.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Session;

std::string signer_name(sa_guide::AttestingBody body)
{
    switch (body) {
    case sa_guide::AttestingBody::director_of_education: return "education_director";
    case sa_guide::AttestingBody::deputy_minister: return "deputy_minister";
    case sa_guide::AttestingBody::ministry: return "ministry";
    case sa_guide::AttestingBody::nobody: break;
    }
    return "";
}

sa_guide::AttestedPaper paper_of(const AskedDocument& asked)
{
    using enum sa_guide::AttestedPaper;
    if (asked.asked.is_copy)
        return copy;
    if (asked.asked.source == "notice" || asked.kind == PaperKind::Attested::term_notice)
        return term_notice;
    if (asked.asked.source == "school_abroad")
        return school_abroad;
    if (asked.asked.source == "ministry")
        return ministry_document;
    return asked.kind == PaperKind::Attested::attendance_statement ? attendance_statement
                                                                   : school_document;
}

std::string_view reason_of(RefusalCode code)
{
    return code == RefusalCode::copy_not_attested     ? "copy"
           : code == RefusalCode::notice_not_attested ? "notice"
                                                      : "unofficial";
}

// By which clause it is so: the last one that the rule entered.
std::string last_clause(const TraceRecording& recording)
{
    std::string clause;
    for (std::size_t i = 0; i < recording.size(); ++i)
        if (recording[i].kind == TraceNode::Kind::clause)
            clause = recording[i].clause;
    return clause;
}

Refusal missing(std::string_view field)
{
    return {
        RefusalCode::field_missing, {{"field", std::string(field)}}, "/" + std::string(field), ""};
}

}  // namespace

AttestationVerdict verdict_of(const AskedDocument& asked)
{
    TraceRecording recording;
    Trace trace(recording);
    const auto refused = [](const Refusal& refusal) {
        return AttestationVerdict{.outcome = "refused",
                                  .signer = "",
                                  .refused_for = std::string(reason_of(refusal.code)),
                                  .clause = refusal.clause};
    };
    if (asked.asked.is_translation) {
        using enum sa_guide::Translator;
        const auto signer = sa_guide::translation_signer(
            asked.asked.is_unofficial ? other : official, asked.asked.source == "abroad", trace);
        if (!signer)
            return refused(signer.refusal());
        return {.outcome = "to_sign",
                .signer = *signer == sa_guide::TranslationSigner::regional_director
                              ? "regional_director"
                              : "translation_section",
                .refused_for = "",
                .clause = last_clause(recording)};
    }
    const auto body =
        sa_guide::attesting_body(paper_of(asked), asked.asked.purpose == "transfer_inside", trace);
    if (!body)
        return refused(body.refusal());
    const std::string signer = signer_name(*body);
    return {.outcome = signer.empty() ? "not_needed" : "to_sign",
            .signer = signer,
            .refused_for = "",
            .clause = last_clause(recording)};
}

bool is_of_register(std::string_view source)
{
    return source == "school" || source == "school_abroad";
}

Result<AskedDocument> find_asked(Session& session, SchoolId school, const AttestationAsked& asked,
                                 const PaperKinds& kinds)
{
    AskedDocument found{.asked = asked,
                        .document_id = std::nullopt,
                        .student_id = 0,
                        .title = asked.title,
                        .number = asked.number,
                        .kind = PaperKind::Attested::school_document,
                        .language = ""};
    // Notices are no certificates, and a certificate from abroad is attested where it came from.
    if (asked.source == (asked.is_translation ? "notice" : "abroad"))
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "source"},
                        {"value", asked.source},
                        {"allowed", asked.is_translation ? "school, school_abroad, ministry, abroad"
                                                         : "school, school_abroad, notice, "
                                                           "ministry"}},
                       "/source",
                       asked.is_translation ? "PG-24.TR.1" : "PG-24.T.5"};
    if (!is_of_register(asked.source)) {
        if (!asked.student_id)
            return missing("student_id");
        if (asked.title.empty())
            return missing("title");
        if (auto refusal =
                school::refuses_student(session, school, *asked.student_id, "/student_id"))
            return *std::move(refusal);
        found.student_id = *asked.student_id;
        return found;
    }
    if (asked.serial.empty())
        return missing("serial");
    const auto entry = Register::find_within(session, school, asked.serial);
    if (!entry || !entry->student_id)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "document"}, {"id", asked.serial}},
                       "/serial",
                       ""};
    if (auto ended = Register::refuses_ended(session, school, *entry)) {
        ended->field = "/serial";
        return *std::move(ended);
    }
    // The translation is our own issue in English: there is nothing to sign on one that was issued in Arabic.
    if (asked.is_translation && !asked.is_unofficial && entry->language != "en")
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "language"}, {"value", entry->language}, {"allowed", "en"}},
                       "/serial",
                       "PG-24.TR.1"};
    const auto content = parse_content(entry->content.text);
    found.document_id = entry->document_id;
    found.student_id = *entry->student_id;
    found.title = content ? content->title : entry->kind;
    found.number = entry->serial;
    found.language = entry->language;
    if (const PaperKind* const kind = kinds.find(entry->kind))
        found.kind = kind->attested_as(entry->part);
    return found;
}

}  // namespace taqwim::documents

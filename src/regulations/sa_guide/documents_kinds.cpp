#include "regulations/sa_guide/documents_kinds.h"

#include "core/refusal_codes.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/issued_documents.h"
#include "regulations/sa_guide/kind_answers.h"

namespace taqwim::sa_guide {

using sa_1426::part_of;
using sa_1426::QuestionInput;
using sa_1426::Stage;

namespace {

constexpr sa_1426::NumberRange k_grades = {1, 12};
constexpr sa_1426::NumberRange k_parts = {0, 5};
constexpr sa_1426::NumberRange k_hijri_years = {k_first_hijri_year, k_last_hijri_year};

// "unmet": each with its code, its clause and, where it is a paper, which.
void write_unmet(const std::vector<Refusal>& unmet, JsonWriter& out)
{
    out.key("allowed").boolean(unmet.empty());
    out.key("unmet").begin_array();
    for (const Refusal& one : unmet) {
        out.begin_object().key("error").text(to_code_text(one.code));
        out.key("clause").text(one.clause);
        if (one.code == RefusalCode::request_paper_missing)
            out.key("paper").text(one.field);
        if (one.code == RefusalCode::advert_too_recent)
            out.key("first_day").text(one.arguments.back().second);
        out.end_object();
    }
    out.end_array();
}

}  // namespace

std::vector<sa_1426::DocumentKind> documents_kinds()
{
    using sa_1426::simple;
    return {{"document_replacement", simple<document_replacement_kind>},
            {"document_amendment", simple<document_amendment_kind>},
            {"name_admission", simple<name_admission_kind>},
            {"amendment_route", simple<amendment_route_kind>},
            {"attestation", simple<attestation_kind>},
            {"translation", simple<translation_kind>}};
}

std::optional<Refusal> document_replacement_kind(const JsonValue& input,
                                                 const sa_1426::EditionRules& rules, Trace& trace,
                                                 JsonWriter& out)
{
    QuestionInput question(input,
                           {"fate", "grade", "passed", "issued_by_ministry", "hijri_year", "advert",
                            "police_minutes", "remains", "security_proof", "undertaking", "day"});
    ReplacementFacts facts;
    facts.fate = question.choice<DocumentFate>("fate", {{"LOST", DocumentFate::lost},
                                                        {"DAMAGED", DocumentFate::damaged},
                                                        {"BURNT", DocumentFate::burnt},
                                                        {"STOLEN", DocumentFate::stolen}});
    facts.grade = question.whole("grade", k_grades);
    facts.passed = question.yes_if("passed", false);
    facts.issued_by_ministry = question.yes_if("issued_by_ministry", false);
    facts.hijri_year = question.whole_if("hijri_year", k_hijri_years);
    facts.advertised = question.day_if("advert");
    facts.has_police_minutes = question.yes_if("police_minutes", false);
    facts.has_remains = question.yes_if("remains", false);
    facts.has_security_proof = question.yes_if("security_proof", false);
    facts.has_undertaking = question.yes_if("undertaking", false);
    facts.day = question.day("day");
    // Whether the old years apply cannot be said without the year.
    if (facts.issued_by_ministry && !facts.hijri_year)
        question.refuse(RefusalCode::field_missing, "hijri_year", {}, "PG-24.R.2");
    if (question.refusal())
        return question.refusal();
    const auto& documents = part_of<DocumentRules>(rules);
    const DocumentBody body = replacement_body(facts, documents, trace);
    out.key("body").text(code(body));
    if (body == DocumentBody::authority) {
        write_unmet(
            {{RefusalCode::document_of_authority,
              {},
              "grade",
              sa_1426::stage_of(facts.grade) == Stage::secondary ? "PG-24.R.1" : "PG-24.R.2"}},
            out);
        return std::nullopt;
    }
    write_unmet(unmet_replacement_conditions(facts, documents, trace), out);
    return std::nullopt;
}

std::optional<Refusal> document_amendment_kind(const JsonValue& input,
                                               const sa_1426::EditionRules& rules, Trace& trace,
                                               JsonWriter& out)
{
    QuestionInput question(input, {"matching_parts", "grade", "from_abroad", "address",
                                   "justification", "purpose", "documents", "some_lost", "advert",
                                   "undertaking", "birth_paper", "identity", "civil_notice"});
    AmendmentFacts facts;
    facts.matching_parts = question.whole("matching_parts", k_parts);
    facts.grade = question.whole("grade", k_grades);
    facts.from_abroad = question.yes_if("from_abroad", false);
    facts.has_address = question.yes_if("address", false);
    facts.has_justification = question.yes_if("justification", false);
    facts.has_purpose = question.yes_if("purpose", false);
    facts.has_documents = question.yes_if("documents", false);
    facts.some_lost = question.yes_if("some_lost", false);
    facts.has_advert = question.yes_if("advert", false);
    facts.has_undertaking = question.yes_if("undertaking", false);
    facts.has_birth_paper = question.yes_if("birth_paper", false);
    facts.has_identity = question.yes_if("identity", false);
    facts.has_civil_notice = question.yes_if("civil_notice", false);
    if (question.refusal())
        return question.refusal();
    write_unmet(unmet_amendment_conditions(facts, part_of<DocumentRules>(rules), trace), out);
    return std::nullopt;
}

std::optional<Refusal> name_admission_kind(const JsonValue& input,
                                           const sa_1426::EditionRules& rules, Trace& trace,
                                           JsonWriter& out)
{
    QuestionInput question(input, {"matching_parts", "from_abroad", "admitted"});
    const int parts = question.whole("matching_parts", k_parts);
    const bool from_abroad = question.yes_if("from_abroad", false);
    const Day admitted = question.day("admitted");
    if (question.refusal())
        return question.refusal();
    const NameAdmission admission = admission_under_another_name(
        parts, from_abroad, admitted, part_of<DocumentRules>(rules), trace);
    out.key("accepted").boolean(admission.accepted);
    if (admission.amend_until)
        out.key("amend_until").text(admission.amend_until->to_text());
    return std::nullopt;
}

std::optional<Refusal> amendment_route_kind(const JsonValue& input,
                                            const sa_1426::EditionRules& rules, Trace& trace,
                                            JsonWriter& out)
{
    QuestionInput question(input, {"paper", "stage", "hijri_year"});
    const auto paper =
        question.choice<AmendedPaper>("paper", {{"CERTIFICATE", AmendedPaper::certificate},
                                                {"TRANSFER", AmendedPaper::transfer_result}});
    const auto stage = question.choice<Stage>("stage", {{"primary", Stage::primary},
                                                        {"intermediate", Stage::intermediate},
                                                        {"secondary", Stage::secondary}});
    const int year = question.whole("hijri_year", k_hijri_years);
    if (question.refusal())
        return question.refusal();
    const AmendmentRoute route =
        amendment_route(paper, stage, year, part_of<DocumentRules>(rules), trace);
    out.key("body").text(code(route.body));
    out.key("copy_to_authority").boolean(route.copy_to_authority);
    return std::nullopt;
}

std::optional<Refusal> attestation_kind(const JsonValue& input, const sa_1426::EditionRules&,
                                        Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"paper", "stays_inside"});
    const auto paper = question.choice<AttestedPaper>(
        "paper", {{"SCHOOL", AttestedPaper::school_document},
                  {"SECONDARY_SHEET", AttestedPaper::secondary_sheet},
                  {"ATTENDANCE_STATEMENT", AttestedPaper::attendance_statement},
                  {"COPY", AttestedPaper::copy},
                  {"TERM_NOTICE", AttestedPaper::term_notice},
                  {"SCHOOL_ABROAD", AttestedPaper::school_abroad},
                  {"MINISTRY", AttestedPaper::ministry_document}});
    const bool stays_inside = question.yes_if("stays_inside", false);
    if (question.refusal())
        return question.refusal();
    const auto body = attesting_body(paper, stays_inside, trace);
    if (!body)
        return placed(body.refusal(), question);
    out.key("body").text(code(*body));
    return std::nullopt;
}

std::optional<Refusal> translation_kind(const JsonValue& input, const sa_1426::EditionRules&,
                                        Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"translator", "studied_abroad"});
    const auto by = question.choice<Translator>(
        "translator", {{"OFFICIAL", Translator::official}, {"OTHER", Translator::other}});
    const bool studied_abroad = question.yes_if("studied_abroad", false);
    if (question.refusal())
        return question.refusal();
    const auto signer = translation_signer(by, studied_abroad, trace);
    if (!signer)
        return placed(signer.refusal(), question);
    out.key("signer").text(code(*signer));
    return std::nullopt;
}

}  // namespace taqwim::sa_guide

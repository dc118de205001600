// PG-24.P.4 to P.6: the originals of an amendment, and who amends them.

#include <algorithm>

#include "core/refusal_codes.h"
#include "documents/amendments.h"
#include "documents/guide_in_force.h"
#include "regulations/sa_guide/issued_documents.h"

namespace taqwim::documents {

namespace {

using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;

sa_1426::Stage stage_named(std::string_view name)
{
    using enum sa_1426::Stage;
    return name == "primary" ? primary : name == "intermediate" ? intermediate : secondary;
}

}  // namespace

Result<Answer> Amendments::add_original(const school::Act& act, SchoolId school, std::int64_t id,
                                        const OriginalAsked& asked)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_unfinished(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        const auto rules = guide_in_force(session, school, act.today, rule_sets_);
        Trace silent = Trace::off();
        const bool is_certificate = asked.paper == "certificate";
        const sa_guide::AmendmentRoute route = sa_guide::amendment_route(
            is_certificate ? sa_guide::AmendedPaper::certificate
                           : sa_guide::AmendedPaper::transfer_result,
            stage_named(asked.stage), asked.hijri_year, rules.value(), silent);
        const std::string body =
            route.body == sa_guide::DocumentBody::authority ? "authority" : "directorate";
        const std::int64_t original = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO amendment_original (school_id, amendment_original_id, "
            "document_request_id, paper, stage, hijri_year, number, body, is_copied, clause, "
            "entered_at, entered_by, entered_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
            "$11, $12, $13)",
            school, original, id, asked.paper, asked.stage,
            static_cast<std::int64_t>(asked.hijri_year), asked.number, body,
            route.copy_to_authority, is_certificate ? "PG-24.P.5" : "PG-24.P.4", act.at,
            act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.amendment_original.1");
        fields.number(id).number(original).text(asked.paper).text(asked.stage);
        fields.number(asked.hijri_year).text(asked.number).text(body);
        changes.note("amendment.add_original", "amendment_original " + std::to_string(original),
                     fields.finish());
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

Result<Answer> Amendments::step_original(const school::Act& act, SchoolId school, std::int64_t id,
                                         std::int64_t original_id, const AmendmentStep& step)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_followed(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        const auto original =
            std::ranges::find(found->trail.originals, original_id, &AmendmentOriginal::id);
        if (original == found->trail.originals.end())
            return school::unknown_record("amendment_original", original_id,
                                          "amendment_original_id");
        if (auto refusal = refuses_finished(found->trail))
            return *std::move(refusal);
        const std::string outcome =
            found->request.decision ? found->request.decision->outcome : std::string();
        if (auto refusal = refuses_step(*original, original->next(outcome), step, act.today))
            return *std::move(refusal);
        // A letter says to whom it went; this one goes to whom the rule names, and to which office of his.
        if (step.step == "sent" && step.who.empty())
            return Refusal{RefusalCode::text_empty, {{"field", "who"}}, "/who", "PG-24.P.6"};
        must_be_one(session.execute(
            "INSERT INTO amendment_original_step (school_id, amendment_original_id, step, "
            "dated_on, number, who, note, entered_at, entered_by, entered_as) VALUES ($1, $2, $3, "
            "$4, $5, $6, $7, $8, $9, $10)",
            school, original_id, step.step, step.dated, step.number, step.who, step.note, act.at,
            act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.amendment_original_step.1");
        fields.number(original_id).text(step.step).text(step.dated.to_text()).text(step.number);
        fields.text(step.who).text(step.note);
        changes.note("amendment.step_original", "amendment_original " + std::to_string(original_id),
                     fields.finish());
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

}  // namespace taqwim::documents

// PG-24.P  The way of an amendment of documents through the directorate, after it was filed (document_requests.h):
// FILED → CHECKED → DECIDED → SCHOOLS_INFORMED → APPLIED. Each step is an entry, and the state follows from the entries.
//
//   amendments.examine(act, school, request, {.finding = "…", .examined = day}, EnteredBy::directorate);
//   requests.decide(act, school, request, {.outcome = "granted", .reference = "412", .dated = day}, EnteredBy::directorate);
//   amendments.step_letter(act, school, request, letter, {.step = "sent", .dated = day, .number = "1448/77"});
//   amendments.finish(act, school, request);
//
// The directorate enters its own, or the school with the number and day of the directorate's paper. Nothing is changed or
// deleted: what was entered by mistake is withdrawn with the reason.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/amendment_store.h"
#include "documents/document_requests.h"
#include "school/keeping.h"

namespace taqwim::documents {

struct AmendmentFinding {
    std::string finding;
    std::string reference;  // of the directorate's paper; the school needs it
    Day examined{0};
};

struct LetterAsked {
    std::string kind = {};                       // school, exams_section, authority
    std::string addressee = {};                  // a school from outside the record
    std::optional<std::int64_t> to_school = {};  // or one of the same directorate
    std::string years = {};
    std::string heir = {};  // of a closed school: the directorate that keeps its records
};

struct OriginalAsked {
    std::string paper = {};  // certificate, transfer_result
    std::string stage = {};  // primary, intermediate, secondary
    int hijri_year = 0;
    std::string number = {};
};

// Safe to share between threads. Everything given to it outlives it.
class Amendments {
public:
    Amendments(school::Record& record, const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // Everything below refuses with record_unknown for a request that is no amendment under the Saudi guide, and what is
    // written with decided_already once the amendment is finished.

    // PG-24.P.1. Refuses with decided_already, day_in_future, and text_empty: the school without the directorate's number.
    [[nodiscard]] Result<school::Answer> examine(const school::Act& act, SchoolId school,
                                                 std::int64_t request,
                                                 const AmendmentFinding& finding, EnteredBy by);

    // PG-24.P.3, PG-24.N.4. Refuses with record_unknown (not granted; a school that is not of the directorate) and
    // text_empty (a school without a name).
    [[nodiscard]] Result<school::Answer> add_letter(const school::Act& act, SchoolId school,
                                                    std::int64_t request, const LetterAsked& asked);
    // sent (number), confirmed (who), withdrawn (note). Refuses with value_not_listed for a step that is not the next one,
    // text_empty, day_in_future, and days_reversed for a day before the step before it.
    [[nodiscard]] Result<school::Answer> step_letter(const school::Act& act, SchoolId school,
                                                     std::int64_t request, std::int64_t letter,
                                                     const AmendmentStep& step);

    // PG-24.P.4 to P.6: who amends it is the rule's answer on the day.
    [[nodiscard]] Result<school::Answer> add_original(const school::Act& act, SchoolId school,
                                                      std::int64_t request,
                                                      const OriginalAsked& asked);
    // received, sent (number, who), returned, copied (number), handed_over (who), withdrawn (note). Refuses as
    // step_letter does. Nothing is sent before the amendment is granted; what is refused goes back unsent.
    [[nodiscard]] Result<school::Answer> step_original(const school::Act& act, SchoolId school,
                                                       std::int64_t request, std::int64_t original,
                                                       const AmendmentStep& step);

    // Refuses with record_unknown (not granted) and amendment_unfinished.
    [[nodiscard]] Result<school::Answer> finish(const school::Act& act, SchoolId school,
                                                std::int64_t request);

    [[nodiscard]] Result<std::string> amendment(SchoolId school, std::int64_t request, Day day);
    // Of the schools of a directorate, school by school; a page has so many schools.
    [[nodiscard]] Result<std::string> of_directorate(std::int64_t directorate,
                                                     const school::Page& page, bool only_open,
                                                     Day day);

    // The letters that schools of the same directorate sent to this one, the newest first.
    [[nodiscard]] Result<std::string> received_letters(SchoolId school);
    // The receiving school confirms. Refuses with record_unknown for a letter that was not sent to it, and as step_letter.
    [[nodiscard]] Result<school::Answer> confirm_received(const school::Act& act, SchoolId school,
                                                          std::int64_t letter,
                                                          const AmendmentStep& confirmed);

private:
    school::Record& record_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

// The amendment as it is followed, with its trail; record_unknown as above.
struct FollowedAmendment {
    Request request;
    AmendmentTrail trail;
};
[[nodiscard]] Result<FollowedAmendment> find_followed(database::Session& session, SchoolId school,
                                                      std::int64_t request, Day day,
                                                      const RuleSets& rule_sets);
// The same to be changed: decided_already once it is finished.
[[nodiscard]] Result<FollowedAmendment> find_unfinished(database::Session& session, SchoolId school,
                                                        std::int64_t request, Day day,
                                                        const RuleSets& rule_sets);
// decided_already once it is finished.
[[nodiscard]] std::optional<Refusal> refuses_finished(const AmendmentTrail& trail);
// Why this step is not taken now: it is not among the next ones, lacks what it needs, or its day does not fit.
[[nodiscard]] std::optional<Refusal> refuses_step(const AmendmentItem& item,
                                                  const std::vector<std::string>& next,
                                                  const AmendmentStep& step, Day today);

}  // namespace taqwim::documents

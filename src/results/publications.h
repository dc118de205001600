// Publishing results. What is published is frozen: facts, digest of the parameters, outcome, reasons, trace and the
// version of the program. A later fact changes nothing of it; it leads to a request that a second person decides, and to
// a new version beside the old one. A newer program reads an old version as it was stored and never computes it anew.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "core/refusal.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "results/evaluation.h"
#include "results/family_view.h"
#include "results/promotion_rules.h"
#include "results/year_facts.h"
#include "school/record.h"

namespace taqwim::results {

// Something that is to be done before a class's results can be published.
struct OpenPoint {
    std::string code;  // "sheet_not_signed", "facts_refused", "decision_open" …
    std::optional<std::int64_t> student_id = std::nullopt;
    std::optional<std::int64_t> sheet_id = std::nullopt;
    std::string subject =
        {};  // which sheet, which subject; empty where it is about the student alone
    std::optional<Refusal> refusal = std::nullopt;  // why the regulation refuses the facts
    // Of "decision_open": the regulation's decision, why it is none yet (a word of [promotion.reason]), where that is
    // written, and the facts that the outcome says are missing, as JSON.
    std::string decision = {};
    std::string reason = {};
    std::string clause = {};
    std::string missing = {};
};

// Rooms that know of such points: sheets that are not signed, corrections that wait.
using PublicationCheck =
    std::function<std::vector<OpenPoint>(database::Session&, SchoolId, std::int64_t class_id)>;

// Whose result, of which year.
struct YearOfStudent {
    StudentId student;
    std::int64_t school_year_id = 0;
    friend auto operator<=>(const YearOfStudent&, const YearOfStudent&) = default;
};

struct PublishRequest {
    std::int64_t class_id = 0;
    Instant visible_from;
    // Students who have no decision yet, or whose facts are refused: the others need not wait for them (PG-1.63). They are
    // published later, by the same class once more.
    std::vector<std::int64_t> leave_out = {};
};

// A result as it was published, and what became of it.
struct ResultVersion {
    std::int64_t result_version_id = 0;
    std::int64_t version = 0;
    std::string regulation;
    std::string decision;
    std::string outcome;  // JSON
    std::string reasons;  // JSON, both languages
    std::string program_version;
    std::string parameters_digest;
    std::string made_at;
};

// The fields that every list of versions shows, into an object that is open.
void write_version(const ResultVersion& version, JsonWriter& json);

class Publications {
public:
    // All of them outlive this.
    Publications(const FactsSource& facts, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                 std::vector<PublicationCheck> checks)
        : facts_(facts), rule_sets_(rule_sets), checks_(std::move(checks))
    {}

    // What would be published today, with nothing stored.
    [[nodiscard]] Result<Evaluated> preview(database::Session& session, StudentId student,
                                            std::int64_t school_year_id, Depth depth) const;

    // Everything that stands in the way of publishing those of a class who are not published yet, and nothing when it can
    // be done.
    [[nodiscard]] Result<std::vector<OpenPoint>> open_points(database::Session& session,
                                                             SchoolId school,
                                                             std::int64_t class_id) const;

    // Publishes every student of the class who is not published yet. Refuses with record_unknown, publication_incomplete,
    // published_already, and value_not_listed for who is to be left out though nothing of his is open.
    [[nodiscard]] Result<school::Answer> publish(school::Changes& changes, SchoolId school,
                                                 const PublishRequest& request) const;

    // Takes back a publication that nobody could see yet: the class can then be published again. Refuses with
    // record_unknown, decided_already, and published_already from the publication's moment on.
    [[nodiscard]] Result<school::Answer> withdraw(school::Changes& changes, SchoolId school,
                                                  std::int64_t publication_id,
                                                  const std::string& reason) const;

    // The newest version that is visible at this moment. Refuses with result_not_published and result_withheld.
    [[nodiscard]] Result<ResultVersion> published(database::Session& session, StudentId student,
                                                  std::int64_t school_year_id, Instant now) const;

    // The same as the API answers it to such a reader. What is kept in memory (shown_results.h) is made of the same text.
    [[nodiscard]] Result<std::string> published_json(database::Session& session, StudentId student,
                                                     std::int64_t school_year_id, Instant now,
                                                     Reader reader) const;
    // One version of it.
    [[nodiscard]] std::string version_json(database::Session& session, SchoolId school,
                                           std::int64_t result_version_id, Reader reader) const;
    [[nodiscard]] Result<std::int64_t> shown_version(database::Session& session, StudentId student,
                                                     std::int64_t school_year_id,
                                                     Instant now) const;

    // Every version of a student's year, the newest first, without outcomes.
    [[nodiscard]] std::vector<ResultVersion> versions(database::Session& session, StudentId student,
                                                      std::int64_t school_year_id) const;

    // A guardian confirms that he saw a version, which must be the one that is shown now: version_stale otherwise.
    // Refuses as `published` does, and with acknowledged_already.
    [[nodiscard]] Result<school::Answer> acknowledge(school::Changes& changes, StudentId student,
                                                     std::int64_t school_year_id,
                                                     std::int64_t result_version_id) const;

    // Keeps a result from being shown, or shows it again.
    [[nodiscard]] Result<school::Answer> withhold(school::Changes& changes, StudentId student,
                                                  std::int64_t school_year_id, bool is_withheld,
                                                  const std::string& reason,
                                                  const std::string& decision) const;

    // Asks for a new version because a fact changed. Refuses with result_not_published, facts_unchanged,
    // correction_pending, and facts_incomplete while the changed facts come to no decision: a decision that was published
    // is never replaced by none.
    [[nodiscard]] Result<school::Answer> request_correction(school::Changes& changes,
                                                            StudentId student,
                                                            std::int64_t school_year_id,
                                                            const std::string& reason) const;

    // Decides such a request: a new version with the list of what is different, or nothing. Refuses with same_person
    // (who asked does not decide), decided_already and record_unknown, and an agreement as a request is refused.
    [[nodiscard]] Result<school::Answer> decide_correction(school::Changes& changes,
                                                           SchoolId school,
                                                           std::int64_t correction_id,
                                                           bool is_accepted,
                                                           const std::string& note) const;

    // Whose result a request is about; nothing when there is no such request.
    [[nodiscard]] std::vector<YearOfStudent> student_of_correction(
        database::Session& session, SchoolId school, std::int64_t correction_id) const;

private:
    // facts_incomplete while there is no decision.
    [[nodiscard]] std::optional<Refusal> refuses_undecided(const Evaluated& evaluated) const;

    const FactsSource& facts_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    std::vector<PublicationCheck> checks_;
    PromotionRules decisions_ = PromotionRules::built_in();
};

}  // namespace taqwim::results

// PG-24  What is asked for after a document was issued: another in the place of one that was lost or damaged, and documents
// under an amended name. A request is filed, the papers that were brought are entered one by one, it is decided, and what was
// granted is issued.
//
//   const auto filed = requests.file(act, school, ReplacementAsked{.serial = "TQ-2026-000014-74", .fate = "lost"});
//   requests.add_paper(act, school, id, {.paper = "advert", .reference = "…", .dated = day});
//   requests.decide(act, school, id, {.outcome = "granted", .reason = "…"});
//   requests.issue(act, school, id);
//
// The conditions are those of the regulation's rules in force on the day (regulations/sa_guide/issued_documents.h); in a
// country whose documents name none, the head decides by the request alone. What the directorate does of an amendment stands
// in amendments.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/paper_desk.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"

namespace taqwim::documents {

struct ReplacementAsked {
    std::string serial;
    std::string fate;        // lost, damaged, burnt, stolen
    bool is_passed = false;  // of grade 12, whose certificate the authority gives (PG-24.R.1)
};

struct AmendmentAsked {
    std::int64_t student_id = 0;
    std::vector<std::string> name_parts;  // as they are to be
    std::optional<Day> birth_day;         // likewise; none: it stays
    std::string address;
    std::string justification;
    std::string purpose;
    bool is_from_abroad = false;  // the documents
    bool is_some_lost = false;    // of them
};

struct RequestPaper {
    std::string paper;      // advert, police_minutes, … as the table has them
    std::string reference;  // number, place, name of the newspaper
    Day dated{0};
};

struct RequestDecision {
    std::string outcome;  // granted, refused
    std::string reason;
    // PG-24.P.2: the directorate's, of an amendment under the Saudi guide.
    std::string reference = {};
    std::optional<Day> dated = std::nullopt;
};

// The directorate's own entry, or the school's of what the directorate wrote to it (amendments.h).
enum class EnteredBy : std::uint8_t { school, directorate };

// Safe to share between threads. Everything given to it outlives it.
class DocumentRequests {
public:
    DocumentRequests(school::Record& record, PaperDesk& desk,
                     const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), desk_(desk), rule_sets_(rule_sets)
    {}

    // Refuses with record_unknown, document_ended, and document_of_authority for what the school does not replace.
    [[nodiscard]] Result<school::Answer> file(const school::Act& act, SchoolId school,
                                              const ReplacementAsked& asked);
    // Refuses with record_unknown, name_parts_wrong, document_from_abroad, and facts_unchanged when nothing is to be amended.
    [[nodiscard]] Result<school::Answer> file(const school::Act& act, SchoolId school,
                                              const AmendmentAsked& asked);
    // Refuses with record_unknown, decided_already, and day_in_future for a paper of a day to come.
    [[nodiscard]] Result<school::Answer> add_paper(const school::Act& act, SchoolId school,
                                                   std::int64_t request, const RequestPaper& paper);
    // To grant is refused with the first condition that is not met: request_paper_missing, advert_too_recent. A granted
    // amendment changes the student's record in the same write (PG-24.N.4). Refuses with record_unknown, decided_already,
    // reason_missing (of a refusal). An amendment under the Saudi guide is the directorate's to decide: refused with
    // request_not_examined, and without its number and day with text_empty, field_missing, day_in_future; granted, it has its
    // letters. Of a directorate, everything else is refused with record_unknown.
    [[nodiscard]] Result<school::Answer> decide(const school::Act& act, SchoolId school,
                                                std::int64_t request,
                                                const RequestDecision& decision,
                                                EnteredBy by = EnteredBy::school);
    // The replacement, or all standing documents of the student anew. Refuses with record_unknown (no such request, one
    // that was not granted, nothing to issue), document_ended, and as PaperDesk::issue does.
    [[nodiscard]] Result<IssuedTogether> issue(const school::Act& act, SchoolId school,
                                               std::int64_t request);

    // The newest first, each with what is still missing on the day.
    [[nodiscard]] Result<std::string> requests(SchoolId school, const school::Page& page, Day day);
    [[nodiscard]] Result<std::string> request(SchoolId school, std::int64_t request, Day day);

private:
    school::Record& record_;
    PaperDesk& desk_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

}  // namespace taqwim::documents

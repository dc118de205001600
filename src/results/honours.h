// SR-3.7  Honours: a decision of the Ministry or the directorate on one student, in words, and what his guardians say to it. Without
// their consent no certificate is issued, and no honour names a rank or anybody else.
//
//   const auto entered = honours.enter(act, school, year, {.student_id = id, .for_what_ar = …, .decision = "47/1123", …});
//   honours.answer(act, school, student, id, GuardianWord::consented);   // by the guardian himself
//   honours.answer_on_paper(act, school, id, {.word = …, .guardian_id = …, .reference = "12", .dated = day});
//
// Nothing is changed or deleted. The last word of each guardian counts: the consent stands while one of them has given it and
// none who answers for the child today has declined. Once the certificate is issued the answers rest until it is revoked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::results {

// The kind of its certificate among the papers.
inline constexpr const char* k_honours_paper = "honours";

struct HonourAsked {
    std::int64_t student_id = 0;
    std::string for_what_ar;
    std::string for_what_en;  // empty: no certificate in English
    std::string decision;     // its number
    Day decided_on{0};
    std::string authority;  // ministry, directorate
};

enum class GuardianWord : std::uint8_t { consented, declined, taken_back };

struct PaperAnswer {
    GuardianWord word = GuardianWord::consented;
    std::int64_t guardian_id = 0;
    std::string reference;
    Day dated{0};
};

struct HonourAnswer {
    std::int64_t guardian_id = 0;
    std::string guardian_ar;
    std::string guardian_en;
    GuardianWord word = GuardianWord::consented;
    bool is_on_paper = false;
    std::string reference;
    Day dated{0};
};

// A certificate that was issued for it and stands.
struct HonourDocument {
    std::string serial;
    std::string language;
};

struct HonourEntry {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::string name_ar;
    std::string name_en;
    std::int64_t school_year_id = 0;
    std::string for_what_ar;
    std::string for_what_en;
    std::string decision;
    Day decided_on{0};
    std::string authority;
    std::string entered_on;
    std::string entered_as;
    std::string entered_name;           // of the staff; empty: nobody of it
    std::vector<HonourAnswer> answers;  // from the first to the newest
    std::string withdrawn_on;           // empty: it stands
    std::string withdrawal;             // the reason
    std::vector<HonourDocument> documents;
    // The newest consent, where consent stands on the day it was looked at.
    std::optional<Day> consented_on;
    bool is_declined = false;

    // waiting, consented, declined, issued, withdrawn.
    [[nodiscard]] std::string state() const;
};

// As it stands on the day.
[[nodiscard]] std::optional<HonourEntry> find_honour(database::Session& session, SchoolId school,
                                                     std::int64_t id, Day today);

// Safe to share between threads. Everything given to it outlives it.
class HonourRegister {
public:
    HonourRegister(school::Record& record, const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // Refuses with record_unknown, not_enrolled (never in that year), day_in_future, label_negative, honour_rank_named and
    // record_exists: the same decision of the same day and authority stands for the student.
    [[nodiscard]] Result<school::Answer> enter(const school::Act& act, SchoolId school,
                                               std::int64_t school_year, const HonourAsked& asked);
    // Refuses with record_unknown, reason_missing, decided_already (withdrawn before) and record_in_use (its certificate stands).
    [[nodiscard]] Result<school::Answer> withdraw(const school::Act& act, SchoolId school,
                                                  std::int64_t id, const std::string& reason);

    // The word of the guardian who acts, about his child. Refuses with record_unknown (no honour of this child, no guardian of
    // his today, no consent to take back), decided_already (withdrawn, or the same said before) and record_in_use (its certificate
    // stands: the head revokes it first).
    [[nodiscard]] Result<school::Answer> answer(const school::Act& act, SchoolId school,
                                                std::int64_t student, std::int64_t id,
                                                GuardianWord word);
    // The same on paper, entered by the school: by who answered for the child on the paper's day. Refuses also with
    // day_in_future, and with days_reversed for a paper older than the decision or than his last word.
    [[nodiscard]] Result<school::Answer> answer_on_paper(const school::Act& act, SchoolId school,
                                                         std::int64_t id,
                                                         const PaperAnswer& answer);

    // Of a year, the newest entry first; never by anything that would compare students.
    [[nodiscard]] Result<std::string> of_year(SchoolId school, std::int64_t school_year,
                                              const school::Page& page, Day today);
    // What a guardian is shown of his child: without what was withdrawn, and without the names of other guardians.
    [[nodiscard]] Result<std::string> of_child(SchoolId school, std::int64_t student,
                                               std::int64_t guardian, Day today);

private:
    [[nodiscard]] Result<school::Answer> store_answer(const school::Act& act, SchoolId school,
                                                      std::int64_t id,
                                                      std::optional<std::int64_t> of_student,
                                                      const PaperAnswer& answer, bool is_on_paper);

    school::Record& record_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

[[nodiscard]] std::string_view to_text(GuardianWord word);

}  // namespace taqwim::results

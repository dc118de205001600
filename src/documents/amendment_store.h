// The tables of an amendment's way through the directorate (PG-24.P): what was examined and ordered, the letters, the
// originals, the end; and what follows from them. The state is never stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "documents/request_store.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"
#include "school/keeping.h"

namespace taqwim::documents {

// One step of a letter or an original; each is taken once.
struct AmendmentStep {
    std::string step;
    Day dated{0};
    std::string number = {};
    std::string who = {};
    std::string note = {};
    std::string entered_as = {};
};

// What is entered for a request and goes its own way.
struct AmendmentItem {
    std::int64_t id = 0;
    std::vector<AmendmentStep> steps = {};  // by their days

    [[nodiscard]] const AmendmentStep* step(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return step(name) != nullptr; }
};

struct AmendmentLetter : AmendmentItem {
    std::string kind;       // school, exams_section, authority
    std::string addressee;  // of a school
    std::optional<std::int64_t> to_school;
    std::string years;
    std::string heir;

    // Sent; one to a school is confirmed as well.
    [[nodiscard]] bool is_done() const;
    [[nodiscard]] std::vector<std::string> next() const;
};

struct AmendmentOriginal : AmendmentItem {
    std::string paper;  // certificate, transfer_result
    std::string stage;  // primary, intermediate, secondary
    std::int64_t hijri_year = 0;
    std::string number;
    std::string body;        // authority, directorate
    bool is_copied = false;  // a copy goes to the authority
    std::string clause;

    // Handed back, and its copy sent where one goes.
    [[nodiscard]] bool is_done() const;
    // `outcome`: of the decision; empty: there is none yet.
    [[nodiscard]] std::vector<std::string> next(std::string_view outcome) const;
};

struct AmendmentExamination {
    std::string finding;
    std::string reference;
    Day examined{0};
    bool by_directorate = false;
    std::string entered_as = {};
};

struct AmendmentOrder {
    std::string reference;
    Day dated{0};
    bool by_directorate = false;
    // As they stood in the record before.
    std::vector<std::string> name_parts;
    std::optional<Day> birth_day;
};

struct AmendmentTrail {
    std::vector<AmendmentExamination> examinations;
    std::optional<AmendmentOrder> order;
    std::vector<AmendmentLetter> letters;
    std::vector<AmendmentOriginal> originals;
    std::string finished_on;  // empty: it is not

    // filed, checked, decided, schools_informed, applied; refused.
    [[nodiscard]] std::string state(const Request& request) const;
    // Letters and originals that are not done; none before the decision. Of what is granted a letter to a school and one to
    // the section of examinations are always due; of what is refused the originals go back.
    [[nodiscard]] int open(const Request& request) const;
};

// Whether the request goes this way: an amendment under the Saudi guide, and none that was decided before there were orders.
[[nodiscard]] bool is_followed(database::Session& session, SchoolId school, const Request& request,
                               Day day, const RuleSets& rule_sets);
// Whose letter it is: its request. Nothing for one that is not there.
[[nodiscard]] std::optional<std::int64_t> request_of_letter(database::Session& session,
                                                            SchoolId school, std::int64_t letter);
[[nodiscard]] AmendmentTrail trail_of(database::Session& session, SchoolId school,
                                      std::int64_t request);
// Of a school's amendments those that go this way, the newest first; `only_open`: neither applied nor refused.
[[nodiscard]] std::vector<std::int64_t> followed_amendments(database::Session& session,
                                                            SchoolId school, bool only_open,
                                                            std::int64_t rows);

void insert_order(school::Changes& changes, SchoolId school, std::int64_t request,
                  const AmendmentOrder& order);
// Stored and noted; its id is given out here.
void insert_letter(school::Changes& changes, SchoolId school, std::int64_t request,
                   AmendmentLetter letter);
// One for each school that the student attended as far as the record knows, and one for the section of examinations.
void insert_known_letters(school::Changes& changes, SchoolId school, const Request& request);

// The whole trail with its request, as the API tells it.
[[nodiscard]] std::string amendment_json(database::Session& session, SchoolId school,
                                         const Request& request, Day day,
                                         const RuleSets& rule_sets);

}  // namespace taqwim::documents

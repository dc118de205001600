// Two records of one student become one: the rows of the merged record go to the kept one, with a trail from which the
// merge can be undone. The merged record stays and points to the kept one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "regulations/frame/json_value.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

// A room whose rows belong to students. It must live as long as Merges.
class MergeParticipant {
public:
    virtual ~MergeParticipant() = default;
    // Under which its rows stand in the trail: marks, attendance …
    [[nodiscard]] virtual std::string_view name() const = 0;
    // Moves what can be moved from one student to the other and gives, as whole JSON, what it moved. A refusal undoes
    // the whole merge: two marks of one cell are for people to decide.
    [[nodiscard]] virtual Result<std::string> move(Changes& changes, SchoolId school,
                                                   std::int64_t from, std::int64_t to) = 0;
    // Undoes it; `moved` is what `move` gave. from and to are those of the merge.
    [[nodiscard]] virtual std::optional<Refusal> move_back(Changes& changes, SchoolId school,
                                                           std::int64_t from, std::int64_t to,
                                                           JsonValue moved) = 0;
};

struct StudentMerge {
    std::int64_t id = 0;
    std::int64_t kept_id = 0;
    std::int64_t merged_id = 0;
    std::string reason;
    std::string moved;  // JSON
    Instant merged_at;
    std::int64_t merged_by = 0;
    std::optional<Instant> undone_at;
    std::optional<std::int64_t> undone_by;
};

void describe(Fields& fields, const StudentMerge& merge);

class Merges {
public:
    explicit Merges(Record& record, std::vector<MergeParticipant*> participants = {})
        : record_(record), participants_(std::move(participants))
    {}

    // Enrolments that fall on days of the kept record's own stay where they are, and end when open: nobody is in two
    // classes. Refuses with merge_of_same, record_unknown (also of a record that is merged already), year_sealed (a year
    // in which the merged record was enrolled), and what a participant refuses.
    [[nodiscard]] Result<Answer> merge(SchoolId school, const Act& act, std::int64_t kept_id,
                                       std::int64_t merged_id, std::string reason);
    // Refuses with merge_undone, class_full (the seat is taken meanwhile), year_sealed.
    [[nodiscard]] Result<Answer> undo(SchoolId school, const Act& act, std::int64_t merge_id);
    [[nodiscard]] Result<std::string> merges(SchoolId school, const Page& page);

private:
    Record& record_;
    std::vector<MergeParticipant*> participants_;
};

}  // namespace taqwim::school

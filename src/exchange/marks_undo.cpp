#include "exchange/marks_undo.h"

#include <type_traits>
#include <variant>

#include "marks/bulk_recording.h"
#include "marks/ledger_store.h"

namespace taqwim::exchange {

namespace {

// An entry that says again what stood before.
marks::EntryRequest entry_of(const marks::SourcedEntry& sourced, const marks::CellFacts& before,
                             const std::string& decision)
{
    marks::EntryRequest entry{.key = sourced.key, .based_on = sourced.version};
    if (const auto* status = std::get_if<marks::Status>(&before.value))
        entry.status = marks::to_text(*status);
    else
        entry.value = marks::shown(before.value);
    entry.assessed_on = before.assessed_on;
    entry.missed_on = before.missed_on;
    entry.practised_on = before.practised_on;
    entry.tool = before.tool;
    // PG-1.33: who had mastered a skill by the file loses it for this reason.
    entry.note = before.note.empty() && std::holds_alternative<marks::Judgement>(before.value)
                     ? decision
                     : before.note;
    entry.decision = decision;
    return entry;
}

}  // namespace

Result<TakenBack> take_marks_back(school::Changes& changes, SchoolId school,
                                  const std::vector<std::int64_t>& sheets,
                                  const std::string& source)
{
    TakenBack done;
    const std::string undo = "undo of " + source;
    for (const std::int64_t sheet : sheets) {
        std::vector<marks::EntryRequest> entries;
        for (const marks::SourcedEntry& sourced :
             marks::entries_from(changes.session(), {school, sheet}, source)) {
            if (!sourced.is_last) {
                ++done.changed_since;
                continue;
            }
            marks::CellFacts before;
            if (sourced.replaces)
                before = marks::facts_of_entry(changes.session(), school, *sourced.replaces)
                             .value_or(marks::CellFacts{});
            entries.push_back(entry_of(sourced, before, undo));
        }
        if (entries.empty())
            continue;
        const auto recorded =
            marks::record_marks_in_bulk(changes, {school, sheet}, entries, {.source = undo});
        if (!recorded)
            return recorded.refusal();
        for (const marks::RecordedRow& row : recorded->rows)
            if (row.refusal)
                return *row.refusal;
        done.taken_back += static_cast<std::int64_t>(recorded->accepted);
    }
    return done;
}

}  // namespace taqwim::exchange

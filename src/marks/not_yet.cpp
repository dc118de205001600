#include "marks/not_yet.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "marks/ledger_store.h"
#include "marks/sheet_store.h"
#include "marks/signing.h"
#include "school/keeping.h"

namespace taqwim::marks {

Result<Recorded> fill_not_yet(school::Changes& changes, SheetId id,
                              const std::vector<std::string>& columns)
{
    database::Session& session = changes.session();
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return school::unknown_record("sheet", id.value, "sheet_id");
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!find_column(session, id, columns[i]))
            return Refusal{RefusalCode::cell_unknown,
                           {{"student", ""}, {"component", columns[i]}},
                           "/columns/" + std::to_string(i),
                           ""};
    std::vector<EntryRequest> entries;
    for (const MissingCell& cell : completeness_of(session, *sheet, changes.act().today).missing) {
        const bool is_asked =
            columns.empty() || std::ranges::find(columns, cell.column) != columns.end();
        if (cell.is_awaited || !is_asked)
            continue;
        const auto column = find_column(session, id, cell.column);
        if (column->needed != Need::each)
            continue;
        EntryRequest& entry = entries.emplace_back();
        entry.key = {.student_id = cell.student_id, .column = cell.column};
        entry.status = "not_yet";
        const auto cleared = find_cell(session, id, entry.key);
        entry.based_on = cleared ? cleared->version : 0;
    }
    return record_marks(changes, id, entries, {});
}

}  // namespace taqwim::marks

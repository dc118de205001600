#include "marks/bulk_recording.h"

#include <utility>

#include "core/refusal_codes.h"
#include "marks/sheet_book.h"

namespace taqwim::marks {

Result<Recorded> record_marks_in_bulk(school::Changes& changes, SheetId id,
                                      std::span<const EntryRequest> entries,
                                      const RecordOptions& options)
{
    auto book = SheetBook::read(changes.session(), id);
    if (!book)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "sheet"}, {"id", id.to_text()}},
                       "sheet_id",
                       ""};
    const MarkSheet sheet = book->sheet();
    if (const auto refusal =
            refuses_recording(changes.session(), sheet, changes.act(), options.origin))
        return *refusal;

    Recorded recorded;
    recorded.sheet_version = sheet.version;
    recorded.rows.reserve(entries.size());
    std::vector<EntryAfter> accepted;
    accepted.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const EntryRequest& request = entries[i];
        const std::string place = "/entries/" + std::to_string(i);
        const auto held = book->held(request, changes.act().today, options.origin, place);
        RecordedRow row;
        if (!held.facts) {
            row.refusal = held.facts.refusal();
            recorded.rows.push_back(std::move(row));
            continue;
        }
        std::optional<Cell> before;
        if (held.before != nullptr)
            before = *held.before;
        row.version = before ? before->version : 0;
        // An entry of this list has no number yet; whoever would come after it did not see it.
        if (before && before->entry_id == 0)
            row.refusal =
                Refusal{RefusalCode::cell_changed,
                        {{"value", shown(before->value)}, {"day", changes.act().today.to_text()}},
                        place + "/based_on",
                        ""};
        else
            row.refusal = refuses_older(changes.session(), id, before, request.based_on, place);
        if (row.refusal) {
            row.current = before;
            recorded.rows.push_back(std::move(row));
            continue;
        }
        book->take(request.key, *held.facts);
        accepted.push_back(
            {.entry = {.key = request.key,
                       .facts = *held.facts,
                       .origin = options.origin,
                       .source = options.source.empty() ? request.decision : options.source},
             .before = std::move(before)});
        ++row.version;
        recorded.rows.push_back(std::move(row));
    }
    recorded.accepted = accepted.size();
    if (accepted.empty())
        return recorded;

    crypto::FieldDigester fields("taqwim.mark_entries.1");
    const std::vector<std::int64_t> ids = append_entries(changes, sheet, accepted, fields);
    auto given = ids.begin();
    for (RecordedRow& row : recorded.rows)
        if (!row.refusal)
            row.entry_id = *given++;
    raise_version(changes.session(), sheet);
    ++recorded.sheet_version;
    fields.list(recorded.accepted);
    changes.note(options.origin == Origin::entry ? "mark.record" : "mark.carry",
                 "mark_sheet " + sheet.id.to_text(), fields.finish());
    return recorded;
}

}  // namespace taqwim::marks

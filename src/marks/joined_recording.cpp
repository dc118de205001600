#include "marks/joined_recording.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/entry_window.h"
#include "marks/sheet_book.h"

namespace taqwim::marks {

namespace {

// One sheet with what the wishes of this write ask of it.
struct OpenSheet {
    std::optional<SheetBook> book;
    MarkSheet sheet;                   // its version counts up with each wish
    std::vector<EntryWindow> windows;  // of its year and term
    std::set<CellKey> changed;         // by a wish before
    std::int64_t version_before = 0;
};

class JoinedRecording {
public:
    JoinedRecording(database::Session& session, const RefusalWriter& write_refusal)
        : session_(session), write_refusal_(write_refusal)
    {}

    void open(std::span<const EntryWish* const> wishes)
    {
        std::map<std::int64_t, std::pair<SheetId, SheetBook::Asked>> asked;
        for (const EntryWish* const wish : wishes) {
            auto& [id, cells] = asked[wish->sheet.value];
            id = wish->sheet;
            for (const EntryRequest& entry : wish->entries)
                cells.emplace(entry.key.student_id, entry.key.column);
        }
        for (const auto& [number, of_sheet] : asked) {
            OpenSheet& open = sheets_[number];
            open.book = SheetBook::read(session_, of_sheet.first, of_sheet.second);
            if (!open.book)
                continue;
            open.sheet = open.book->sheet();
            open.version_before = open.sheet.version;
            open.windows = windows_of_year(session_, open.sheet.id.school,
                                           open.sheet.school_year_id, open.sheet.term);
        }
    }

    void record(const EntryWish& wish, school::JoinedWrite& write)
    {
        OpenSheet& open = sheets_.at(wish.sheet.value);
        if (const auto refusal = refuses(open, wish)) {
            write.answer = *refusal;
            return;
        }
        std::set<CellKey> own;
        for (const EntryRequest& entry : wish.entries)
            if (open.changed.contains(entry.key) || !own.insert(entry.key).second)
                return;

        crypto::FieldDigester fields("taqwim.mark_entries.1");
        Recorded recorded;
        recorded.rows.reserve(wish.entries.size());
        for (std::size_t i = 0; i < wish.entries.size(); ++i) {
            recorded.rows.push_back(record_one(
                open, wish.entries[i], "/entries/" + std::to_string(i), write.changes, fields));
            if (!recorded.rows.back().refusal)
                ++recorded.accepted;
        }
        recorded.sheet_version = open.sheet.version;
        if (recorded.accepted > 0) {
            ++open.sheet.version;
            ++recorded.sheet_version;
            fields.list(recorded.accepted);
            write.changes.note("mark.record", "mark_sheet " + open.sheet.id.to_text(),
                               fields.finish());
        }
        write.answer =
            school::Answer{.status = 200, .body = recorded_view(recorded, write_refusal_)};
    }

    void store()
    {
        ledger_.store(session_);
        for (const auto& [number, open] : sheets_)
            if (open.sheet.version != open.version_before)
                raise_version(session_, open.sheet.id, open.version_before, open.sheet.version);
    }

private:
    [[nodiscard]] std::optional<Refusal> refuses(const OpenSheet& open, const EntryWish& wish)
    {
        if (!open.book)
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "sheet"}, {"id", wish.sheet.to_text()}},
                           "sheet_id",
                           ""};
        if (const auto refusal = refuses_state(open.sheet))
            return refusal;
        if (const auto refusal = refuses_today(session_, open.sheet, open.windows, *wish.act))
            return refusal;
        if (wish.entries.empty())
            return Refusal{RefusalCode::field_missing, {{"field", "entries"}}, "/entries", ""};
        return std::nullopt;
    }

    RecordedRow record_one(OpenSheet& open, const EntryRequest& request, const std::string& place,
                           school::Changes& changes, crypto::FieldDigester& fields)
    {
        const school::Act& act = changes.act();
        const auto held = open.book->held(request, act.today, Origin::entry, place);
        RecordedRow row;
        if (!held.facts) {
            row.refusal = held.facts.refusal();
            return row;
        }
        std::optional<Cell> before;
        if (held.before != nullptr)
            before = *held.before;
        row.version = before ? before->version : 0;
        row.refusal = refuses_older(session_, open.sheet.id, before, request.based_on, place);
        if (row.refusal) {
            row.current = before;
            return row;
        }
        open.book->take(request.key, *held.facts);
        open.changed.insert(request.key);
        const NewEntry entry{.key = request.key,
                             .facts = *held.facts,
                             .origin = Origin::entry,
                             .source = request.decision};
        row.entry_id = changes.new_id();
        ++row.version;
        ledger_.add(row.entry_id, open.sheet, entry, before, act);
        add_entry(fields, row.entry_id, open.sheet, entry, before, act);
        return row;
    }

    database::Session& session_;
    const RefusalWriter& write_refusal_;
    std::map<std::int64_t, OpenSheet> sheets_;
    LedgerRows ledger_;
};

}  // namespace

void record_joined(std::span<const EntryWish* const> wishes, std::span<school::JoinedWrite> writes,
                   const RefusalWriter& write_refusal)
{
    if (wishes.empty())
        return;
    JoinedRecording recording(writes.front().changes.session(), write_refusal);
    recording.open(wishes);
    for (std::size_t i = 0; i < wishes.size(); ++i)
        recording.record(*wishes[i], writes[i]);
    recording.store();
}

}  // namespace taqwim::marks

// Sheets, cells and ledgers as JSON, and the reads behind them.
//
// The columns and cells of a sheet are written once for each of its versions and kept; who stands in it is read each
// time, as classes change without the sheet.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/corrections.h"
#include "marks/ledger_store.h"
#include "marks/mark_sheet.h"
#include "marks/recording.h"
#include "marks/signing.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::marks {

// Writes a refusal into the answer of a list; the app gives one that adds the words.
using RefusalWriter = std::function<void(const Refusal& refusal, JsonWriter& json)>;
// {"code", "arguments", "field", "clause"}
void write_bare_refusal(const Refusal& refusal, JsonWriter& json);

// Safe to share between threads.
class SheetViews {
public:
    // {"sheet_id", …, "entry", "columns", "students", "cells", "signatures"}. Refuses with record_unknown.
    [[nodiscard]] Result<std::string> sheet(database::Session& session, SheetId sheet, Day today);

private:
    struct Kept {
        std::int64_t version = 0;
        std::shared_ptr<const std::string> columns;
        std::shared_ptr<const std::string> cells;
    };
    [[nodiscard]] Kept content(database::Session& session, const MarkSheet& sheet);

    std::mutex mutex_;
    std::map<std::pair<std::int64_t, std::int64_t>, Kept> kept_;
};

// {"sheets": [{"sheet_id", …, "filled", "needed", "missing", "signed_at"}]}: every sheet of a class, with how far it is.
// subject: empty for all.
[[nodiscard]] std::string sheets_of_class(database::Session& session, SchoolId school,
                                          std::int64_t class_id, const std::string& subject,
                                          Day today);

// {"entries": [{"version", "mark" …, "entered_by", "entered_at", "is_current"}]}, from the first to the last.
[[nodiscard]] std::string cell_history(database::Session& session, SheetId sheet,
                                       const CellKey& key);

// {"sheets": [{…, "cells": […]}]}: all that stands in the ledger of one student in a year, as it is now. subject: empty
// for all.
[[nodiscard]] std::string marks_of_student(database::Session& session, SchoolId school,
                                           std::int64_t student, std::int64_t school_year_id,
                                           const std::string& subject);

// {"missing": [{"sheet_id", "student_id", "name_ar", "column", "is_awaited"}]}: what keeps the sheet from being signed.
[[nodiscard]] Result<std::string> missing_of_sheet(database::Session& session, SheetId sheet,
                                                   Day today);

// {"signatures": […], "cells_match_ledger"}: each held against the ledger.
[[nodiscard]] Result<std::string> signatures_view(database::Session& session, SheetId sheet);

// {"corrections": […], "next"}
[[nodiscard]] std::string corrections_view(database::Session& session, SheetId sheet,
                                           std::int64_t after, std::int64_t limit);

// {"sheet_version", "accepted", "entries": [{"accepted": true, "entry_id", "version"} | {"accepted": false, "refused"}]}
[[nodiscard]] std::string recorded_view(const Recorded& recorded,
                                        const RefusalWriter& write_refusal);

}  // namespace taqwim::marks

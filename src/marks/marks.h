// Marks as the school uses them: one function for each thing that somebody does or looks at. What it promises stands
// with the functions of the ledger that it calls (recording.h, signing.h, corrections.h, entry_window.h).
//
//   Marks marks(record, rule_sets);
//   const Result<school::Answer> answer = marks.record_entries(call.act, sheet, entries);
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "marks/carrying.h"
#include "marks/corrections.h"
#include "marks/entry_window.h"
#include "marks/mastery.h"
#include "marks/opening.h"
#include "marks/progress.h"
#include "marks/recording.h"
#include "marks/recording_desk.h"
#include "marks/schemes.h"
#include "marks/sheet_news.h"
#include "marks/sheet_view.h"
#include "marks/signing.h"
#include "school/record.h"

namespace taqwim::marks {

// Safe to share between threads.
class Marks {
public:
    // `schemes` may be null where sheets are not made from schemes.
    explicit Marks(school::Record& record, const Schemes* schemes = nullptr,
                   RefusalWriter write_refusal = write_bare_refusal)
        : record_(record), schemes_(schemes), write_refusal_(std::move(write_refusal))
    {}

    // Refused rows are told with this from now on; before anything is answered.
    void tell_refusals_with(RefusalWriter write_refusal)
    {
        write_refusal_ = std::move(write_refusal);
    }
    // How refusals within an answer are told, for rooms that answer about sheets.
    [[nodiscard]] const RefusalWriter& refusal_writer() const { return write_refusal_; }

    // Sheets.
    [[nodiscard]] Result<school::Answer> make_sheets(const school::Act& act, SchoolId school,
                                                     std::int64_t class_id,
                                                     const SchemeRequest& request);
    [[nodiscard]] Result<school::Answer> make_sheet(const school::Act& act, SchoolId school,
                                                    const SheetDraft& draft);
    // All sheets of a year or class at once. `is_trial`: told what would be made, and nothing is made.
    [[nodiscard]] Result<school::Answer> open_sheets_of_year(const school::Act& act,
                                                             SchoolId school,
                                                             const OpeningRequest& request,
                                                             bool is_trial);
    [[nodiscard]] Result<std::string> sheet(SheetId sheet, Day today);
    [[nodiscard]] std::string sheets_of(SchoolId school, std::int64_t class_id,
                                        const std::string& subject, Day today);
    [[nodiscard]] Result<std::string> missing(SheetId sheet, Day today);
    [[nodiscard]] std::string history(SheetId sheet, const CellKey& key);
    [[nodiscard]] std::string of_student(SchoolId school, std::int64_t student,
                                         std::int64_t school_year_id, const std::string& subject);

    // How far the year's sheets are.
    [[nodiscard]] Result<std::string> progress(SchoolId school, std::int64_t school_year_id,
                                               const SheetFilter& filter, Day today);
    [[nodiscard]] Result<std::string> progress_grouped(SchoolId school, std::int64_t school_year_id,
                                                       const SheetFilter& filter, ProgressBy by,
                                                       Day today);
    // What happened to them lately, and what waits.
    [[nodiscard]] Result<std::string> news(SchoolId school, std::int64_t school_year_id,
                                           const NewsQuestion& question);

    // Entries. Answered row by row with 200, also when no row was accepted.
    [[nodiscard]] Result<school::Answer> record_entries(const school::Act& act, SheetId sheet,
                                                        std::span<const EntryRequest> entries);

    // "Not yet" in all empty cells of these columns; of all without any.
    [[nodiscard]] Result<school::Answer> not_yet(const school::Act& act, SheetId sheet,
                                                 const std::vector<std::string>& columns);
    // What a student brought along. `is_trial`: told what would be entered, and nothing is.
    [[nodiscard]] Result<school::Answer> carry_transfer(const school::Act& act, StudentId student,
                                                        std::int64_t transfer, bool is_trial);
    [[nodiscard]] Result<school::Answer> carry_class(const school::Act& act, StudentId student,
                                                     std::int64_t class_id, bool is_trial);

    // Signatures and corrections.
    [[nodiscard]] Result<school::Answer> sign(const school::Act& act, SheetId sheet,
                                              SignatureKind kind, std::int64_t seen_version);
    [[nodiscard]] Result<school::Answer> withdraw(const school::Act& act, SheetId sheet,
                                                  const std::string& reason);
    [[nodiscard]] Result<std::string> signatures(SheetId sheet);
    [[nodiscard]] Result<school::Answer> ask_correction(const school::Act& act, SheetId sheet,
                                                        const CorrectionRequest& request);
    [[nodiscard]] Result<school::Answer> decide(const school::Act& act, SheetId sheet,
                                                std::int64_t correction, Decision decision,
                                                const std::string& note);
    [[nodiscard]] std::string corrections(SheetId sheet, std::int64_t after, std::int64_t limit);

    // The days of entering.
    [[nodiscard]] Result<school::Answer> open(const school::Act& act, SchoolId school,
                                              const EntryWindow& window);
    [[nodiscard]] Result<school::Answer> move(const school::Act& act, SchoolId school,
                                              std::int64_t window, std::int64_t version,
                                              Day first_day, Day last_day);
    [[nodiscard]] std::string windows(SchoolId school, std::int64_t school_year_id);
    [[nodiscard]] Result<school::Answer> grant(const school::Act& act, SheetId sheet,
                                               const ExceptionRequest& request);

    // Grades that are judged by skills.
    [[nodiscard]] Result<school::Answer> teach(const school::Act& act, SheetId sheet,
                                               const std::string& column, Day taught_on);
    [[nodiscard]] Result<school::Answer> set_report(const school::Act& act, SchoolId school,
                                                    std::int64_t class_id, int number, Day day,
                                                    std::int64_t version);
    // Refuses with label_negative too, where there are schemes (SR-3.7).
    [[nodiscard]] Result<school::Answer> remark(const school::Act& act, SchoolId school,
                                                const MasteryRemark& remark);
    [[nodiscard]] std::string reports(SchoolId school, std::int64_t class_id);
    [[nodiscard]] std::string board(SchoolId school, std::int64_t class_id,
                                    const std::string& subject, Day today);

private:
    using Telling = std::function<Result<std::string>(school::Changes&)>;
    // Tells what `work` did. Nothing is kept of a trial, nor where nothing was changed.
    [[nodiscard]] Result<school::Answer> told(const school::Act& act, SchoolId school,
                                              bool is_trial, const Telling& work);

    [[nodiscard]] Result<school::Answer> record_alone(const school::Act& act, SheetId sheet,
                                                      std::span<const EntryRequest> entries);

    school::Record& record_;
    const Schemes* schemes_;
    RefusalWriter write_refusal_;
    SheetViews views_;
    RecordingDesk desk_{record_};
};

}  // namespace taqwim::marks

#include "marks/marks.h"

#include <utility>

#include "core/refusal_codes.h"
#include "marks/mastery_board.h"
#include "marks/not_yet.h"
#include "marks/sheet_store.h"
#include "school/negative_labels.h"

namespace taqwim::marks {

namespace {

school::Answer created(std::string_view name, std::int64_t id)
{
    JsonWriter json;
    json.begin_object();
    json.key(name).text(std::to_string(id));
    json.end_object();
    return {.status = 201, .body = std::string(json.str())};
}

school::Answer done()
{
    return {.status = 204, .body = ""};
}

// A sheet that was made, for the chain.
crypto::Digest digest_of_draft(std::int64_t id, const SheetDraft& draft)
{
    crypto::FieldDigester fields("taqwim.mark_sheet_made.1");
    fields.number(id).number(draft.class_id).text(draft.subject).number(draft.term);
    fields.text(draft.part).text(draft.scheme).text(draft.title_ar).text(draft.title_en);
    fields.text(draft.settings).list(draft.columns.size());
    for (const SheetColumn& column : draft.columns)
        fields.text(column.key)
            .text(column.label_ar)
            .text(column.label_en)
            .text(to_text(column.kind))
            .number(column.maximum_centi)
            .number(column.step_centi)
            .number(column.repeats)
            .text(to_text(column.needed))
            .text(column.need_group)
            .text(to_text(column.make_up))
            .number(column.is_minimum ? 1 : 0)
            .text(column.settings);
    return fields.finish();
}

std::optional<Refusal> refuses_class(database::Session& session, SchoolId school,
                                     const SheetDraft& draft)
{
    const auto row = session.find_one(
        "SELECT y.sealed_at, y.name, (SELECT COUNT(*) FROM plan_subject p WHERE p.school_id = "
        "c.school_id AND p.study_plan_id = c.study_plan_id AND p.subject = $3) AS subjects "
        "FROM class c JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = "
        "c.school_year_id WHERE c.school_id = $1 AND c.class_id = $2",
        school, draft.class_id, draft.subject);
    if (!row)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "class"}, {"id", std::to_string(draft.class_id)}},
                       "class_id",
                       ""};
    if (!row->is_null("sealed_at"))
        return Refusal{RefusalCode::year_sealed, {{"school_year", row->text("name")}}, "", ""};
    if (row->integer("subjects") == 0)
        return Refusal{
            RefusalCode::subject_not_in_plan, {{"subject", draft.subject}}, "/subject", ""};
    return std::nullopt;
}

Result<std::int64_t> made_sheet(school::Changes& changes, SchoolId school, const SheetDraft& draft)
{
    if (auto refusal = refuses_draft(draft))
        return *refusal;
    if (auto refusal = refuses_class(changes.session(), school, draft))
        return *refusal;
    const auto id = insert_sheet(changes, school, draft);
    if (!id)
        return id.refusal();
    changes.note("mark_sheet.make", "mark_sheet " + std::to_string(*id),
                 digest_of_draft(*id, draft));
    return *id;
}

}  // namespace

Result<school::Answer> Marks::make_sheet(const school::Act& act, SchoolId school,
                                         const SheetDraft& draft)
{
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        const auto id = made_sheet(changes, school, draft);
        if (!id)
            return id.refusal();
        return created("sheet_id", *id);
    });
}

Result<school::Answer> Marks::make_sheets(const school::Act& act, SchoolId school,
                                          std::int64_t class_id, const SchemeRequest& request)
{
    if (schemes_ == nullptr)
        return Refusal{RefusalCode::scheme_unknown, {{"scheme", request.regulation}}, "", ""};
    const auto drafts = schemes_->sheets(request);
    if (!drafts)
        return drafts.refusal();
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        JsonWriter json;
        json.begin_object();
        json.key("sheet_ids").begin_array();
        for (SheetDraft draft : *drafts) {
            draft.class_id = class_id;
            const auto id = made_sheet(changes, school, draft);
            if (!id)
                return id.refusal();
            json.text(std::to_string(*id));
        }
        json.end_array();
        json.end_object();
        return school::Answer{.status = 201, .body = std::string(json.str())};
    });
}

Result<school::Answer> Marks::told(const school::Act& act, SchoolId school, bool is_trial,
                                   const Telling& work)
{
    std::optional<school::Answer> unkept;
    auto answer =
        record_.write_alone(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            unkept.reset();
            const auto text = work(changes);
            if (!text)
                return text.refusal();
            school::Answer done{.status = 200, .body = *text};
            if (!is_trial && !changes.noted().empty())
                return done;
            unkept = std::move(done);
            // Only to roll back; nobody is told of it.
            return Refusal{RefusalCode::field_missing, {{"field", ""}}, "", ""};
        });
    if (!answer && unkept)
        return *unkept;
    return answer;
}

Result<school::Answer> Marks::open_sheets_of_year(const school::Act& act, SchoolId school,
                                                  const OpeningRequest& request, bool is_trial)
{
    if (schemes_ == nullptr)
        return Refusal{RefusalCode::scheme_unknown, {{"scheme", ""}, {"allowed", ""}}, "", ""};
    return told(act, school, is_trial, [&](school::Changes& changes) {
        const auto make = [school](school::Changes& of, const SheetDraft& draft) {
            return made_sheet(of, school, draft);
        };
        return open_sheets(changes, school, request, *schemes_, make, write_refusal_);
    });
}

Result<school::Answer> Marks::carry_transfer(const school::Act& act, StudentId student,
                                             std::int64_t transfer, bool is_trial)
{
    return told(act, student.school, is_trial, [&](school::Changes& changes) {
        return carry_from_transfer(changes, student, transfer, write_refusal_);
    });
}

Result<school::Answer> Marks::carry_class(const school::Act& act, StudentId student,
                                          std::int64_t class_id, bool is_trial)
{
    return told(act, student.school, is_trial, [&](school::Changes& changes) {
        return carry_from_class(changes, student, class_id, write_refusal_);
    });
}

Result<school::Answer> Marks::not_yet(const school::Act& act, SheetId sheet,
                                      const std::vector<std::string>& columns)
{
    return told(act, sheet.school, false, [&](school::Changes& changes) -> Result<std::string> {
        const auto recorded = fill_not_yet(changes, sheet, columns);
        if (!recorded)
            return recorded.refusal();
        JsonWriter json;
        json.begin_object();
        json.key("sheet_version").text(std::to_string(recorded->sheet_version));
        json.key("accepted").number(static_cast<std::int64_t>(recorded->accepted));
        json.end_object();
        return std::string(json.str());
    });
}

std::string Marks::board(SchoolId school, std::int64_t class_id, const std::string& subject,
                         Day today)
{
    return record_.read([&](database::Session& session) {
        return mastery_board(session, school, class_id, subject, today);
    });
}

Result<std::string> Marks::sheet(SheetId sheet, Day today)
{
    return record_.read(
        [&](database::Session& session) { return views_.sheet(session, sheet, today); });
}

std::string Marks::sheets_of(SchoolId school, std::int64_t class_id, const std::string& subject,
                             Day today)
{
    return record_.read([&](database::Session& session) {
        return sheets_of_class(session, school, class_id, subject, today);
    });
}

Result<std::string> Marks::missing(SheetId sheet, Day today)
{
    return record_.read(
        [&](database::Session& session) { return missing_of_sheet(session, sheet, today); });
}

std::string Marks::history(SheetId sheet, const CellKey& key)
{
    return record_.read(
        [&](database::Session& session) { return cell_history(session, sheet, key); });
}

std::string Marks::of_student(SchoolId school, std::int64_t student, std::int64_t school_year_id,
                              const std::string& subject)
{
    return record_.read([&](database::Session& session) {
        return marks_of_student(session, school, student, school_year_id, subject);
    });
}

Result<std::string> Marks::progress(SchoolId school, std::int64_t school_year_id,
                                    const SheetFilter& filter, Day today)
{
    return record_.read([&](database::Session& session) {
        return progress_by_sheet(session, school, school_year_id, filter, today);
    });
}

Result<std::string> Marks::progress_grouped(SchoolId school, std::int64_t school_year_id,
                                            const SheetFilter& filter, ProgressBy by, Day today)
{
    return record_.read([&](database::Session& session) {
        return progress_by_group(session, school, school_year_id, filter, by, today);
    });
}

Result<std::string> Marks::news(SchoolId school, std::int64_t school_year_id,
                                const NewsQuestion& question)
{
    return record_.read([&](database::Session& session) {
        return sheet_news_json(session, school, school_year_id, question);
    });
}

Result<school::Answer> Marks::record_entries(const school::Act& act, SheetId sheet,
                                             std::span<const EntryRequest> entries)
{
    if (entries.size() <= k_most_joined_entries)
        if (auto answer =
                desk_.record({.act = &act, .sheet = sheet, .entries = entries}, write_refusal_))
            return *std::move(answer);
    return record_alone(act, sheet, entries);
}

Result<school::Answer> Marks::record_alone(const school::Act& act, SheetId sheet,
                                           std::span<const EntryRequest> entries)
{
    // When no row is accepted nothing is kept, but each row is still told why.
    std::optional<school::Answer> nothing_accepted;
    auto answer =
        record_.write(sheet.school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            nothing_accepted.reset();
            const auto recorded = record_marks(changes, sheet, entries, {});
            if (!recorded)
                return recorded.refusal();
            school::Answer told{.status = 200, .body = recorded_view(*recorded, write_refusal_)};
            if (recorded->accepted > 0)
                return told;
            nothing_accepted = std::move(told);
            return recorded->rows.empty()
                       ? Refusal{RefusalCode::field_missing, {{"field", "entries"}}, "/entries", ""}
                       : *recorded->rows.front().refusal;
        });
    if (!answer && nothing_accepted && !entries.empty())
        return *nothing_accepted;
    return answer;
}

Result<school::Answer> Marks::sign(const school::Act& act, SheetId sheet, SignatureKind kind,
                                   std::int64_t seen_version)
{
    return record_.write(sheet.school, act,
                         [&](school::Changes& changes) -> Result<school::Answer> {
                             const auto id = sign_sheet(changes, sheet, kind, seen_version);
                             if (!id)
                                 return id.refusal();
                             return created("signature_id", *id);
                         });
}

Result<school::Answer> Marks::withdraw(const school::Act& act, SheetId sheet,
                                       const std::string& reason)
{
    return record_.write(sheet.school, act,
                         [&](school::Changes& changes) -> Result<school::Answer> {
                             if (const auto refusal = withdraw_signatures(changes, sheet, reason))
                                 return *refusal;
                             return done();
                         });
}

Result<std::string> Marks::signatures(SheetId sheet)
{
    return record_.read(
        [&](database::Session& session) { return signatures_view(session, sheet); });
}

Result<school::Answer> Marks::ask_correction(const school::Act& act, SheetId sheet,
                                             const CorrectionRequest& request)
{
    return record_.write(sheet.school, act,
                         [&](school::Changes& changes) -> Result<school::Answer> {
                             const auto id = request_correction(changes, sheet, request);
                             if (!id)
                                 return id.refusal();
                             return created("correction_id", *id);
                         });
}

Result<school::Answer> Marks::decide(const school::Act& act, SheetId sheet, std::int64_t correction,
                                     Decision decision, const std::string& note)
{
    return record_.write(
        sheet.school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            const auto asked = find_correction(changes.session(), sheet.school, correction);
            // The guard looked at the sheet of the address; a correction of another one is not there.
            if (!asked || asked->sheet != sheet)
                return Refusal{RefusalCode::record_unknown,
                               {{"record", "correction"}, {"id", std::to_string(correction)}},
                               "correction_id",
                               ""};
            const auto entry = decide_correction(changes, sheet.school, correction, decision, note);
            if (!entry)
                return entry.refusal();
            return done();
        });
}

std::string Marks::corrections(SheetId sheet, std::int64_t after, std::int64_t limit)
{
    return record_.read(
        [&](database::Session& session) { return corrections_view(session, sheet, after, limit); });
}

Result<school::Answer> Marks::open(const school::Act& act, SchoolId school,
                                   const EntryWindow& window)
{
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        const auto id = open_window(changes, school, window);
        if (!id)
            return id.refusal();
        return created("entry_window_id", *id);
    });
}

Result<school::Answer> Marks::move(const school::Act& act, SchoolId school, std::int64_t window,
                                   std::int64_t version, Day first_day, Day last_day)
{
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        if (const auto refusal = move_window(changes, school, window, version, first_day, last_day))
            return *refusal;
        return done();
    });
}

std::string Marks::windows(SchoolId school, std::int64_t school_year_id)
{
    return record_.read(
        [&](database::Session& session) { return windows_view(session, school, school_year_id); });
}

Result<school::Answer> Marks::grant(const school::Act& act, SheetId sheet,
                                    const ExceptionRequest& request)
{
    return record_.write(sheet.school, act,
                         [&](school::Changes& changes) -> Result<school::Answer> {
                             const auto id = grant_exception(changes, sheet, request);
                             if (!id)
                                 return id.refusal();
                             return created("entry_exception_id", *id);
                         });
}

Result<school::Answer> Marks::teach(const school::Act& act, SheetId sheet,
                                    const std::string& column, Day taught_on)
{
    return record_.write(
        sheet.school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            if (const auto refusal = note_lesson(changes, sheet, column, taught_on))
                return *refusal;
            return done();
        });
}

Result<school::Answer> Marks::set_report(const school::Act& act, SchoolId school,
                                         std::int64_t class_id, int number, Day day,
                                         std::int64_t version)
{
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        if (const auto refusal = set_report_day(changes, school, class_id, number, day, version))
            return *refusal;
        return done();
    });
}

Result<school::Answer> Marks::remark(const school::Act& act, SchoolId school,
                                     const MasteryRemark& remark)
{
    // SR-3.7  The guardian reads it as it is written.
    if (schemes_ != nullptr) {
        const auto labels = school::NegativeLabels::on(schemes_->rule_sets(), act.today);
        if (!labels)
            return labels.refusal();
        if (auto refusal = labels->refuses(remark.remarks, "/remarks"))
            return std::move(*refusal);
    }
    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        if (const auto refusal = write_remark(changes, school, remark))
            return *refusal;
        return done();
    });
}

std::string Marks::reports(SchoolId school, std::int64_t class_id)
{
    return record_.read([&](database::Session& session) {
        JsonWriter json;
        json.begin_object();
        json.key("reports").begin_array();
        for (const MasteryReport& report : reports_of_class(session, school, class_id)) {
            json.begin_object();
            json.key("number").number(report.number);
            json.key("day").text(report.day);
            json.key("version").text(std::to_string(report.version));
            json.key("remarks").begin_array();
            for (const MasteryRemark& remark :
                 remarks_of_report(session, school, class_id, report.number)) {
                json.begin_object();
                json.key("student_id").text(std::to_string(remark.student_id));
                json.key("remarks").text(remark.remarks);
                json.key("confirmed_unassessed").begin_array();
                for (const std::string& column : remark.confirmed_unassessed)
                    json.text(column);
                json.end_array();
                json.end_object();
            }
            json.end_array();
            json.end_object();
        }
        json.end_array();
        json.end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::marks

#include "attendance/notices.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attendance/notices_store.h"
#include "core/refusal_codes.h"
#include "school/on_day.h"
#include "school/years_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

// What a kind of notice is called in refusals: a word of [record].
std::string word_of(std::string_view kind)
{
    if (kind == "warning_4_registered_letter")
        return "warning_4";
    constexpr std::array words = {"oral_notice", "warning_1", "warning_2", "warning_3", "referral"};
    return std::ranges::find(words, kind) != words.end() ? std::string(kind) : "notice";
}

bool stands(const KeptNotice& kept)
{
    return kept.find("withdrawn") == nullptr;
}

bool is_supported(const std::vector<TermCounts>& terms, const Notice& notice)
{
    return std::ranges::any_of(terms, [&](const TermCounts& counts) {
        return counts.term == notice.term &&
               std::ranges::find(counts.due, notice.kind, &DueNotice::kind) != counts.due.end();
    });
}

void write_notice(JsonWriter& json, const KeptNotice& kept, bool supported)
{
    json.begin_object();
    school::JsonFields fields(json);
    describe(fields, kept.notice);
    json.key("is_supported").boolean(supported).key("events").begin_array();
    for (const NoticeEvent& event : kept.events)
        school::write_json(json, event);
    json.end_array().end_object();
}

}  // namespace

const NoticeEvent* KeptNotice::find(std::string_view kind) const
{
    const auto found = std::ranges::find(events, kind, &NoticeEvent::kind);
    return found == events.end() ? nullptr : &*found;
}

void describe(school::Fields& fields, const Notice& notice)
{
    fields.id("notice_id", notice.id);
    fields.id("student_id", notice.student_id);
    fields.id("school_year_id", notice.year_id);
    fields.number("term", notice.term);
    fields.text("kind", notice.kind);
    fields.number("unexcused_days", notice.unexcused_days);
    fields.number("latenesses", notice.latenesses);
    fields.day("issued_on", notice.issued_on);
}

void describe(school::Fields& fields, const NoticeEvent& event)
{
    fields.id("notice_event_id", event.id);
    fields.id("notice_id", event.notice_id);
    fields.text("kind", event.kind);
    fields.day("day", event.day);
    fields.id("guardian_id", event.guardian_id);
    fields.text("reference", event.reference);
}

std::vector<OpenNotice> open_notices(const std::vector<TermCounts>& terms,
                                     const std::vector<KeptNotice>& kept)
{
    std::vector<OpenNotice> open;
    for (const TermCounts& counts : terms)
        for (const DueNotice& due : counts.due) {
            const bool was_sent = std::ranges::any_of(kept, [&](const KeptNotice& one) {
                return one.notice.term == counts.term && one.notice.kind == due.kind && stands(one);
            });
            if (!was_sent)
                open.push_back({.term = counts.term,
                                .due = due,
                                .unexcused_days = counts.unexcused_days,
                                .latenesses = counts.latenesses_unaccepted});
        }
    return open;
}

Result<std::string> Notices::of_student(SchoolId school, std::int64_t student_id,
                                        std::int64_t year_id, Day today)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto ledger = read_ledger(session, {school, student_id}, year_id);
        if (!ledger)
            return ledger.refusal();
        const auto terms = counts_of(*ledger, rule_sets_, today);
        if (!terms)
            return terms.refusal();
        const auto kept = notices_of(session, school, student_id, year_id);
        JsonWriter json;
        json.begin_object();
        write_ledger(json, *ledger);
        write_counts(json, *terms);
        json.key("due").begin_array();
        for (const OpenNotice& one : open_notices(*terms, kept)) {
            json.begin_object().key("term").number(one.term);
            json.key("kind").text(one.due.kind).key("clause").text(one.due.clause).end_object();
        }
        json.end_array().key("notices").begin_array();
        for (const KeptNotice& one : kept)
            write_notice(json, one, is_supported(*terms, one.notice));
        json.end_array().end_object();
        return std::string(json.str());
    });
}

Result<Answer> Notices::issue(SchoolId school, const Act& act, Notice notice)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (const auto refusal = school::refuses_change_of_year(session, school, notice.year_id))
            return *refusal;
        const auto ledger = read_ledger(session, {school, notice.student_id}, notice.year_id);
        if (!ledger)
            return ledger.refusal();
        const auto terms = counts_of(*ledger, rule_sets_, act.today);
        if (!terms)
            return terms.refusal();
        if (!is_supported(*terms, notice))
            return Refusal{
                RefusalCode::notice_not_due, {{"record", word_of(notice.kind)}}, "kind", ""};
        const auto kept = notices_of(session, school, notice.student_id, notice.year_id);
        const auto sent = std::ranges::find_if(kept, [&](const KeptNotice& one) {
            return one.notice.term == notice.term && one.notice.kind == notice.kind && stands(one);
        });
        if (sent != kept.end())
            return school::existing_record(word_of(notice.kind), sent->notice.issued_on.to_text(),
                                           "kind");
        const auto counts = std::ranges::find(*terms, notice.term, &TermCounts::term);
        Notice stored = notice;
        stored.id = changes.new_id();
        stored.unexcused_days = counts->unexcused_days;
        stored.latenesses = counts->latenesses_unaccepted;
        stored.issued_on = act.today;
        insert_notice(changes, school, stored);
        return school::keep(changes, 201, "notice", "issue", stored.id, stored);
    });
}

Result<Answer> Notices::store_event(SchoolId school, const Act& act, NoticeEvent event)
{
    if (event.day > act.today)
        return Refusal{RefusalCode::day_in_future, {{"day", event.day.to_text()}}, "day", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto kept = find_notice(session, school, event.notice_id);
        if (!kept)
            return school::unknown_record("notice", event.notice_id);
        if (const auto refusal =
                school::refuses_change_of_year(session, school, kept->notice.year_id))
            return *refusal;
        if (event.day < kept->notice.issued_on)
            return school::days_reversed("day", kept->notice.issued_on, event.day);
        if (const NoticeEvent* const before = kept->find(event.kind)) {
            if (event.kind == "acknowledged")
                return Refusal{
                    RefusalCode::acknowledged_already, {{"day", before->day.to_text()}}, "", ""};
            return school::existing_record("notice", before->day.to_text(), "kind");
        }
        if (event.guardian_id) {
            const auto guardians =
                school::guardians_of(session, school, kept->notice.student_id, event.day);
            if (std::ranges::find(guardians, *event.guardian_id,
                                  &school::Guardianship::guardian_id) == guardians.end())
                return school::unknown_record("guardian", *event.guardian_id, "guardian_id");
        }
        NoticeEvent stored = event;
        stored.id = changes.new_id();
        insert_notice_event(changes, school, stored);
        return school::keep(changes, 201, "notice_event", "record", stored.id, stored);
    });
}

Result<Answer> Notices::acknowledge(SchoolId school, const Act& act, NoticeEvent event)
{
    event.kind = "acknowledged";
    if (!event.guardian_id)
        return Refusal{RefusalCode::field_missing, {{"field", "guardian_id"}}, "guardian_id", ""};
    return store_event(school, act, std::move(event));
}

Result<Answer> Notices::add_event(SchoolId school, const Act& act, NoticeEvent event)
{
    event.guardian_id.reset();
    return store_event(school, act, std::move(event));
}

}  // namespace taqwim::attendance

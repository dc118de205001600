#include "results/work_statistics.h"

#include <algorithm>
#include <map>

#include "attendance/counts.h"
#include "attendance/ledger.h"
#include "core/exact.h"
#include "core/refusal_codes.h"
#include "marks/progress.h"
#include "regulations/frame/json_writer.h"
#include "results/version_store.h"

namespace taqwim::results {

namespace {

using database::Session;

struct Rung {
    attendance::DueNotice notice;
    std::int64_t students = 0;
};

struct TermWork {
    std::int64_t counted = 0;
    std::int64_t unexcused_days = 0;
    std::int64_t excused_days = 0;
    std::vector<Rung> ladder = {};  // as students came to them; a later step follows an earlier one
};

void add(const attendance::TermCounts& counts, TermWork& term)
{
    ++term.counted;
    term.unexcused_days += counts.unexcused_days;
    term.excused_days += counts.excused_days;
    for (const attendance::DueNotice& due : counts.due) {
        const auto found = std::ranges::find(term.ladder, due, &Rung::notice);
        if (found == term.ladder.end())
            term.ladder.push_back({.notice = due, .students = 1});
        else
            ++found->students;
    }
}

void write_term(std::int64_t number, TermWork term, JsonWriter& json)
{
    // Who reached a step reached those before it: the steps in their order.
    std::ranges::stable_sort(term.ladder, std::ranges::greater{}, &Rung::students);
    json.begin_object().key("term").number(number);
    json.key("unexcused_days").number(term.unexcused_days);
    json.key("excused_days").number(term.excused_days);
    const Exact mean = Exact(term.unexcused_days) / Exact(term.counted);
    json.key("mean_unexcused_days").begin_object();
    json.key("exact").exact(mean).key("shown").text(mean.shown()).end_object();
    json.key("ladder").begin_array();
    for (const Rung& rung : term.ladder) {
        json.begin_object().key("kind").text(rung.notice.kind);
        json.key("clause").text(rung.notice.clause).key("students").number(rung.students);
        json.end_object();
    }
    json.end_array().end_object();
}

std::optional<Refusal> write_marks(Session& session, SchoolId school, std::int64_t school_year_id,
                                   std::int64_t class_id, Day today, JsonWriter& json)
{
    marks::SheetFilter filter;
    filter.class_id = class_id;
    const auto sheets = marks::entry_progress(session, school, school_year_id, filter, today);
    if (!sheets)
        return sheets.refusal();
    std::int64_t signed_off = 0;
    std::int64_t overdue = 0;
    std::int64_t needed = 0;
    std::int64_t missing = 0;
    std::int64_t awaited = 0;
    for (const marks::SheetProgress& sheet : *sheets) {
        signed_off += sheet.state == marks::EntryState::signed_off ? 1 : 0;
        overdue += sheet.state == marks::EntryState::overdue ? 1 : 0;
        needed += sheet.needed;
        missing += sheet.missing;
        awaited += sheet.awaited;
    }
    json.key("marks").begin_object();
    json.key("sheets").number(std::ssize(*sheets)).key("signed").number(signed_off);
    json.key("overdue").number(overdue).key("needed").number(needed);
    json.key("missing").number(missing).key("awaited").number(awaited).end_object();
    return std::nullopt;
}

}  // namespace

Result<std::string> class_work_json(Session& session, SchoolId school, std::int64_t class_id,
                                    const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                    Day today)
{
    const auto found =
        session.find_one("SELECT c.name, c.school_year_id, p.grade FROM class c JOIN study_plan p "
                         "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                         "WHERE c.school_id = $1 AND c.class_id = $2",
                         school, class_id);
    if (!found)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "class"}, {"id", std::to_string(class_id)}},
                       "class_id",
                       ""};
    const std::int64_t year = found->integer("school_year_id");
    const auto students = version_store::students_of(session, school, class_id);
    std::map<std::int64_t, TermWork> terms;
    std::int64_t not_counted = 0;
    for (const std::int64_t student : students) {
        const auto ledger = attendance::read_ledger(session, StudentId{school, student}, year);
        if (!ledger) {
            ++not_counted;
            continue;
        }
        const auto counts = attendance::counts_of(*ledger, rule_sets, today);
        if (!counts) {
            ++not_counted;
            continue;
        }
        for (const attendance::TermCounts& one : *counts)
            add(one, terms[one.term]);
    }
    JsonWriter json;
    json.begin_object().key("class_id").text(std::to_string(class_id));
    json.key("name").text(found->text("name")).key("grade").number(found->integer("grade"));
    json.key("students").number(std::ssize(students)).key("not_counted").number(not_counted);
    json.key("terms").begin_array();
    for (const auto& [number, term] : terms)
        write_term(number, term, json);
    json.end_array();
    if (const auto refusal = write_marks(session, school, year, class_id, today, json))
        return *refusal;
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results

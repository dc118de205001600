#include "results/promotion.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "results/after_the_result.h"
#include "results/promotion_planner.h"
#include "results/promotion_store.h"
#include "results/result_words.h"
#include "school/digest_column.h"
#include "school/enrolments_store.h"
#include "school/enrolments_undo.h"
#include "school/keeping.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using school::Answer;
using school::Changes;

constexpr std::array<std::pair<MoveState, std::string_view>, 5> k_states = {{
    {MoveState::moves, "moves"},
    {MoveState::waits, "waits"},
    {MoveState::left, "left"},
    {MoveState::moved, "moved"},
    {MoveState::to_be_moved_anew, "to_be_moved_anew"},
}};
constexpr std::array<std::string_view, 4> k_moving_steps = {"promoted", "repeats", "affiliated",
                                                            "graduated"};

void write_id(const char* key, std::int64_t id, JsonWriter& json)
{
    json.key(key);
    id == 0 ? json.null() : json.text(std::to_string(id));
}

void write_move(const PlannedMove& move, JsonWriter& json)
{
    json.begin_object();
    write_id("student_id", move.student_id, json);
    json.key("student_number").text(move.number).key("name_ar").text(move.name_ar);
    write_id("from_class_id", move.from_class_id, json);
    json.key("from_class").text(move.from_class).key("grade").number(move.grade);
    json.key("state").text(to_text(move.state));
    if (!move.reason.empty())
        write_worded("reason", "promotion.reason", move.reason, json);
    if (move.refusal) {
        json.key("refused").begin_object();
        json.key("code").text(to_code_text(move.refusal->code));
        json.key("field").text(move.refusal->field).key("clause").text(move.refusal->clause);
        json.end_object();
    }
    write_id("result_version_id", move.result_version_id, json);
    json.key("regulation").text(move.regulation).key("decision").text(move.decision);
    json.key("clause").text(move.clause).key("reference").text(move.reference);
    if (!move.step.empty())
        write_worded("step", "promotion.step", move.step, json);
    if (move.to_class_id != 0) {
        write_id("to_class_id", move.to_class_id, json);
        json.key("to_class").text(move.to_class).key("to_grade").number(move.to_grade);
        json.key("kind").text(move.kind);
    }
    json.end_object();
}

std::int64_t count_of(const PromotionPlan& plan, MoveState state)
{
    return std::ranges::count(plan.students, state, &PlannedMove::state);
}

Refusal of_use(std::string_view record)
{
    return {RefusalCode::record_in_use, {{"record", std::string(record)}}, "", ""};
}

// What was done to one student beside his old enrolment.
struct Replaced {
    std::string how;  // "", ended, withdrawn
    std::optional<school::Enrolment> enrolment;
};

// Carries out planned moves within one write.
class Mover {
public:
    Mover(Changes& changes, SchoolId school, const TwoYears& years, std::string kind)
        : changes_(changes), school_(school), years_(years), kind_(std::move(kind))
    {}

    Result<std::int64_t> run(const PromotionPlan& plan, std::vector<const PlannedMove*> moves,
                             const Replaced& replaced = {})
    {
        promotion_id_ = changes_.new_id();
        store(plan, std::ssize(moves));
        crypto::FieldDigester digester("taqwim.promotion.1");
        digester.number(promotion_id_).text(kind_).digest(plan.digest).list(moves.size());
        for (const PlannedMove* move : moves) {
            const auto new_enrolment = carry_out(*move, plan.from, replaced);
            if (!new_enrolment)
                return new_enrolment.refusal();
            digester.number(move->student_id).text(move->step).number(move->result_version_id);
            digester.number(*new_enrolment);
        }
        changes_.note("promotion.run", "promotion " + std::to_string(promotion_id_),
                      digester.finish());
        return promotion_id_;
    }

private:
    void store(const PromotionPlan& plan, std::ptrdiff_t students)
    {
        const school::Act& act = changes_.act();
        school::must_be_one(changes_.session().execute(
            "INSERT INTO promotion (school_id, promotion_id, from_year_id, to_year_id, kind, "
            "plan_digest, students, moved_at, moved_by, moved_as) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            school_, promotion_id_, years_.from.id, years_.to.id, kind_,
            school::column_of(plan.digest), static_cast<std::int64_t>(students), act.at,
            act.account_id, act.role));
    }

    // The id of the new enrolment; 0 for who graduated.
    Result<std::int64_t> carry_out(const PlannedMove& move, Day from, const Replaced& replaced)
    {
        const auto old = school::find_enrolment(changes_.session(), school_, move.enrolment_id);
        if (!old)
            return school::unknown_record("enrolment", move.enrolment_id);
        if (auto refusal = end_old(*old, move))
            return *refusal;
        std::optional<std::int64_t> new_enrolment;
        if (move.to_class_id != 0) {
            school::Enrolment wanted;
            wanted.student_id = move.student_id;
            wanted.class_id = move.to_class_id;
            wanted.kind = move.kind;
            wanted.days.first = from;
            const auto enrolled = school::enrol_within(changes_, school_, wanted);
            if (!enrolled)
                return enrolled.refusal();
            new_enrolment = enrolled->id;
        }
        store(move, *old, new_enrolment, replaced);
        return new_enrolment.value_or(0);
    }

    std::optional<Refusal> end_old(const school::Enrolment& old, const PlannedMove& move)
    {
        const std::string reason = move.step == "graduated" ? "graduated" : "year_ended";
        if (old.ended_reason == reason)
            return std::nullopt;
        if (old.days.last) {
            // It ended with another reason: by a move whose decision has changed since. Once he has begun the new year
            // by it, what was recorded stays.
            const auto all = school::enrolments_of(changes_.session(), school_, move.student_id);
            if (std::ranges::any_of(
                    all, [&](const school::Enrolment& one) { return one.year_id == years_.to.id; }))
                return std::nullopt;
            if (auto refusal = school::reopen_within(changes_, school_, old.id))
                return refusal;
        }
        const auto ended = school::end_within(changes_, school_, move.student_id,
                                              old.days.last.value_or(years_.from.last_day), reason);
        return ended ? std::nullopt : std::optional(ended.refusal());
    }

    void store(const PlannedMove& move, const school::Enrolment& old,
               std::optional<std::int64_t> new_enrolment, const Replaced& replaced)
    {
        std::optional<std::int64_t> id;
        std::optional<std::int64_t> class_id;
        std::optional<std::string> kind;
        std::optional<Day> first_day;
        std::optional<bool> is_newcomer;
        std::optional<std::int64_t> version;
        if (replaced.enrolment) {
            id = replaced.enrolment->id;
            class_id = replaced.enrolment->class_id;
            kind = replaced.enrolment->kind;
            first_day = replaced.enrolment->days.first;
            is_newcomer = replaced.enrolment->is_newcomer;
            version = replaced.enrolment->version;
        }
        school::must_be_one(changes_.session().execute(
            "INSERT INTO promotion_student (school_id, promotion_id, student_id, "
            "result_version_id, step, decision, clause, reference, old_enrolment_id, "
            "old_ended_reason, new_enrolment_id, replaced_enrolment_id, replaced, "
            "replaced_class_id, replaced_kind, replaced_first_day, replaced_is_newcomer, "
            "replaced_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
            "$14, $15, $16, $17, $18)",
            school_, promotion_id_, move.student_id, move.result_version_id, move.step,
            move.decision, move.clause, move.reference, old.id, old.ended_reason.value_or(""),
            new_enrolment, id, replaced.how, class_id, kind, first_day, is_newcomer, version));
    }

    Changes& changes_;
    SchoolId school_;
    const TwoYears& years_;
    std::string kind_;
    std::int64_t promotion_id_ = 0;
};

// Takes one student's move back. What he is enrolled in now must be what the move left.
class Taker {
public:
    Taker(Changes& changes, SchoolId school, const Promotion& promotion)
        : changes_(changes), school_(school), promotion_(promotion)
    {}

    std::optional<Refusal> take_back(const MovedStudent& moved)
    {
        if (auto refusal = refuses(moved))
            return refusal;
        if (moved.new_enrolment_id)
            if (auto refusal = school::withdraw_within(changes_, school_, *moved.new_enrolment_id))
                return refusal;
        if (auto refusal = open_old(moved))
            return refusal;
        if (moved.replaced == "ended")
            return school::reopen_within(changes_, school_, moved.replaced_enrolment->id);
        if (moved.replaced == "withdrawn")
            return school::restore_within(changes_, school_, *moved.replaced_enrolment);
        return std::nullopt;
    }

private:
    std::optional<Refusal> refuses(const MovedStudent& moved)
    {
        Session& session = changes_.session();
        const auto own = school::enrolments_of(session, school_, moved.student_id);
        for (const school::Enrolment& one : own) {
            if (one.year_id != promotion_.to_year_id)
                continue;
            const bool is_new = one.id == moved.new_enrolment_id;
            const bool is_replaced =
                moved.replaced_enrolment && one.id == moved.replaced_enrolment->id;
            // Moved to another class since, transferred, enrolled again.
            if ((!is_new && !is_replaced) || (is_new && one.days.last))
                return of_use("enrolment");
        }
        const StudentId student{school_, moved.student_id};
        const auto old = school::find_enrolment(session, school_, moved.old_enrolment_id);
        if (!old)
            return school::unknown_record("enrolment", moved.old_enrolment_id);
        if (!moved.new_enrolment_id)
            return std::nullopt;
        const auto enrolment = school::find_enrolment(session, school_, *moved.new_enrolment_id);
        if (!enrolment)
            return school::unknown_record("enrolment", *moved.new_enrolment_id);
        const bool has_records =
            moved.replaced == "ended"
                ? has_records_in_class(session, student, enrolment->class_id, enrolment->days.first)
                : has_records_in_year(session, student, promotion_.to_year_id);
        return has_records ? std::optional(of_use("enrolment")) : std::nullopt;
    }

    std::optional<Refusal> open_old(const MovedStudent& moved)
    {
        const auto old =
            school::find_enrolment(changes_.session(), school_, moved.old_enrolment_id);
        if (old->ended_reason.value_or("") == moved.old_ended_reason)
            return std::nullopt;
        const Day last_day = old->days.last.value();
        if (auto refusal = school::reopen_within(changes_, school_, old->id))
            return refusal;
        if (moved.old_ended_reason.empty())
            return std::nullopt;
        const auto ended = school::end_within(changes_, school_, moved.student_id, last_day,
                                              moved.old_ended_reason);
        return ended ? std::nullopt : std::optional(ended.refusal());
    }

    Changes& changes_;
    SchoolId school_;
    const Promotion& promotion_;
};

Answer answer_of(std::int64_t promotion_id, const std::vector<const PlannedMove*>& moves)
{
    JsonWriter json;
    json.begin_object();
    write_id("promotion_id", promotion_id, json);
    json.key("students").number(std::ssize(moves));
    for (const std::string_view step : k_moving_steps)
        json.key(step).number(std::ranges::count_if(
            moves, [&](const PlannedMove* move) { return move->step == step; }));
    json.end_object();
    return {.status = 201, .body = std::string(json.str())};
}

}  // namespace

std::string_view to_text(MoveState state)
{
    return std::ranges::find(k_states, state, [](const auto& one) { return one.first; })->second;
}

std::string json_of(const PromotionPlan& plan)
{
    JsonWriter json;
    json.begin_object();
    write_id("from_year_id", plan.from_year_id, json);
    write_id("to_year_id", plan.to_year_id, json);
    json.key("from").text(plan.from.to_text());
    json.key("plan_digest").text(plan.digest.to_text());
    json.key("counts").begin_object();
    json.key("students").number(std::ssize(plan.students));
    for (const auto& [state, name] : k_states)
        json.key(name).number(count_of(plan, state));
    json.end_object();
    json.key("students").begin_array();
    for (const PlannedMove& move : plan.students)
        write_move(move, json);
    json.end_array().key("classes").begin_array();
    for (const ClassSeats& seats : plan.classes) {
        json.begin_object();
        write_id("class_id", seats.class_id, json);
        json.key("name").text(seats.name).key("grade").number(seats.grade);
        json.key("track").text(seats.track).key("capacity").number(seats.capacity);
        json.key("taken").number(seats.taken).key("coming").number(seats.coming);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<PromotionPlan> Promotions::plan(Session& session, SchoolId school, std::int64_t from_year_id,
                                       std::optional<std::int64_t> to_year_id,
                                       const PromotionChoices& choices,
                                       const school::Act& act) const
{
    const auto years = years_of_move(session, school, from_year_id, to_year_id);
    if (!years)
        return years.refusal();
    return PromotionPlanner(session, school, *years, rules_, rule_sets_, act).plan(choices);
}

Result<Answer> Promotions::run(Changes& changes, SchoolId school, std::int64_t from_year_id,
                               std::optional<std::int64_t> to_year_id,
                               const PromotionChoices& choices, const crypto::Digest& shown) const
{
    Session& session = changes.session();
    const auto years = years_of_move(session, school, from_year_id, to_year_id);
    if (!years)
        return years.refusal();
    if (auto refusal = school::refuses_change_of_year(session, school, years->to.id))
        return *refusal;
    const auto plan =
        PromotionPlanner(session, school, *years, rules_, rule_sets_, changes.act()).plan(choices);
    if (!plan)
        return plan.refusal();
    if (plan->digest != shown)
        return Refusal{RefusalCode::version_stale,
                       {{"given", shown.to_text().substr(0, 8)},
                        {"current", plan->digest.to_text().substr(0, 8)}},
                       "/plan_digest",
                       ""};
    std::vector<const PlannedMove*> moves;
    for (const PlannedMove& move : plan->students)
        if (move.state == MoveState::moves)
            moves.push_back(&move);
    if (moves.empty())
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "students"},
                        {"value", "0"},
                        {"minimum", "1"},
                        {"maximum", std::to_string(plan->students.size())}},
                       "",
                       ""};
    const auto promotion = Mover(changes, school, *years, "year").run(*plan, moves);
    if (!promotion)
        return promotion.refusal();
    return answer_of(*promotion, moves);
}

Result<Answer> Promotions::run_one(Changes& changes, SchoolId school, std::int64_t from_year_id,
                                   std::optional<std::int64_t> to_year_id,
                                   const PromotionChoices::OfStudent& student,
                                   std::optional<Day> from) const
{
    Session& session = changes.session();
    const auto years = years_of_move(session, school, from_year_id, to_year_id);
    if (!years)
        return years.refusal();
    if (auto refusal = school::refuses_change_of_year(session, school, years->to.id))
        return *refusal;
    PromotionChoices choices{.classes = {}, .students = {student}, .from = from};
    if (!choices.from)
        choices.from = std::max(years->to.first_day, changes.act().today);
    const auto plan = PromotionPlanner(session, school, *years, rules_, rule_sets_, changes.act(),
                                       student.student_id)
                          .plan(choices);
    if (!plan)
        return plan.refusal();
    const auto move =
        std::ranges::find(plan->students, student.student_id, &PlannedMove::student_id);
    if (move == plan->students.end())
        return school::unknown_record("student", student.student_id, "/student_id");
    if (move->refusal)
        return *move->refusal;
    if (move->state != MoveState::moves)
        return Refusal{RefusalCode::facts_incomplete, {{"value", move->reason}}, "", move->clause};

    // What he is enrolled in now.
    std::optional<school::Enrolment> present;
    for (const school::Enrolment& one : school::enrolments_of(session, school, student.student_id))
        if (one.year_id == years->to.id && !one.days.last)
            present = one;
    const auto earlier = standing_moves(session, school, from_year_id);
    const auto standing = earlier.find(student.student_id);
    const bool is_same_place =
        present ? present->class_id == move->to_class_id && present->kind == move->kind
                : standing != earlier.end() && move->to_class_id == 0;
    if (standing != earlier.end() && standing->second.step == move->step &&
        (is_same_place || student.to_class_id == 0))
        return Refusal{RefusalCode::promotion_done,
                       {{"day", standing->second.moved_at.substr(0, 10)}},
                       "",
                       ""};
    if (present && is_same_place)
        return Refusal{
            RefusalCode::enrolled_already, {{"day", present->days.first.to_text()}}, "", ""};
    Replaced replaced;
    if (present) {
        replaced.enrolment = present;
        if (plan->from <= present->days.first) {
            if (has_records_in_year(session, StudentId{school, student.student_id}, years->to.id))
                return of_use("enrolment");
            replaced.how = "withdrawn";
            if (auto refusal = school::withdraw_within(changes, school, present->id))
                return *refusal;
        } else {
            replaced.how = "ended";
            const auto ended = school::end_within(changes, school, student.student_id,
                                                  plan->from - 1, "moved_class");
            if (!ended)
                return ended.refusal();
        }
    }
    const std::vector<const PlannedMove*> moves{&*move};
    const auto promotion = Mover(changes, school, *years, "student").run(*plan, moves, replaced);
    if (!promotion)
        return promotion.refusal();
    return answer_of(*promotion, moves);
}

Result<Answer> Promotions::undo(Changes& changes, SchoolId school, std::int64_t promotion_id,
                                const std::string& reason) const
{
    Session& session = changes.session();
    const auto promotion = find_promotion(session, school, promotion_id);
    if (!promotion)
        return school::unknown_record("promotion", promotion_id);
    if (promotion->undone_at)
        return Refusal{
            RefusalCode::decided_already, {{"day", promotion->undone_at->substr(0, 10)}}, "", ""};
    for (const std::int64_t year : {promotion->to_year_id, promotion->from_year_id})
        if (auto refusal = school::refuses_change_of_year(session, school, year))
            return *refusal;
    const auto standing = standing_moves(session, school, promotion->from_year_id);
    Taker taker(changes, school, *promotion);
    const auto students = students_of_promotion(session, school, promotion_id);
    for (const MovedStudent& moved : students) {
        if (standing.at(moved.student_id).promotion_id != promotion_id)
            return of_use("promotion");
        if (auto refusal = taker.take_back(moved))
            return *refusal;
    }
    const school::Act& act = changes.act();
    school::must_be_one(session.execute(
        "UPDATE promotion SET undone_at = $1, undone_by = $2, undone_as = $3, undone_reason = $4 "
        "WHERE school_id = $5 AND promotion_id = $6 AND undone_at IS NULL",
        act.at, act.account_id, act.role, reason, school, promotion_id));
    changes.note("promotion.undo", "promotion " + std::to_string(promotion_id),
                 crypto::FieldDigester("taqwim.promotion_undo.1")
                     .number(promotion_id)
                     .text(reason)
                     .finish());
    JsonWriter json;
    json.begin_object();
    write_id("promotion_id", promotion_id, json);
    json.key("students").number(std::ssize(students)).end_object();
    return Answer{.status = 200, .body = std::string(json.str())};
}

Result<std::string> Promotions::promotions(Session& session, SchoolId school,
                                           std::int64_t from_year_id) const
{
    if (!school::find_year(session, school, from_year_id))
        return school::unknown_record("school_year", from_year_id);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Promotion& one : promotions_from(session, school, from_year_id)) {
        json.begin_object();
        write_id("promotion_id", one.id, json);
        write_id("from_year_id", one.from_year_id, json);
        write_id("to_year_id", one.to_year_id, json);
        json.key("kind").text(one.kind).key("students").number(one.students);
        json.key("moved_at").text(one.moved_at).key("undone_at");
        one.undone_at ? json.text(*one.undone_at) : json.null();
        json.key("undone_reason");
        one.undone_reason ? json.text(*one.undone_reason) : json.null();
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<Answer> Promotions::choose(Changes& changes, StudentId student, std::int64_t new_year_id,
                                  const std::string& choice, Day chosen_on,
                                  const std::string& document) const
{
    Session& session = changes.session();
    if (auto refusal = school::refuses_change_of_year(session, student.school, new_year_id))
        return *refusal;
    const auto new_year = school::find_year(session, student.school, new_year_id);
    std::optional<school::TeachingYear> old_year;
    for (const school::TeachingYear& year : school::years_of(session, student.school))
        if (year.last_day < new_year->first_day &&
            (!old_year || old_year->first_day < year.first_day))
            old_year = year;
    if (!old_year)
        return school::unknown_record("school_year", new_year_id);
    if (changes.act().today < chosen_on)
        return Refusal{
            RefusalCode::day_in_future, {{"day", chosen_on.to_text()}}, "/chosen_on", "SR-9.3"};
    const auto students = students_of_year(session, student.school, old_year->id);
    const auto own = std::ranges::find(students, student.value, &YearStudent::student_id);
    constexpr std::int64_t k_third_secondary = 12;
    if (own == students.end() || own->grade != k_third_secondary)
        return Refusal{
            RefusalCode::not_enrolled, {{"day", old_year->last_day.to_text()}}, "", "SR-9.3"};
    const auto decisions =
        published_decisions(session, student.school, old_year->id, changes.act().at);
    const auto decision = decisions.find(student.value);
    if (decision == decisions.end())
        return Refusal{
            RefusalCode::result_not_published, {{"school_year", old_year->name}}, "", "SR-9.3"};
    if (decision->second.decision != "REPEAT")
        return Refusal{
            RefusalCode::value_not_listed,
            {{"field", "decision"}, {"value", decision->second.decision}, {"allowed", "REPEAT"}},
            "",
            "SR-9.3"};
    // The days are the law's.
    const TwoYears years{.from = *old_year, .to = *new_year};
    PromotionPlanner planner(session, student.school, years, rules_, rule_sets_, changes.act());
    const auto law = planner.ask_law(*own, decision->second,
                                     Grade12Wish{.choice = choice, .chosen_on = chosen_on});
    if (!law && law.refusal().code == RefusalCode::choice_late)
        return law.refusal();

    const std::int64_t id = changes.new_id();
    const school::Act& act = changes.act();
    school::must_be_one(session.execute(
        "INSERT INTO grade_12_choice (school_id, grade_12_choice_id, student_id, school_year_id, "
        "choice, chosen_on, document, recorded_at, recorded_by, recorded_as) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        student.school, id, student.value, new_year_id, choice, chosen_on, document, act.at,
        act.account_id, act.role));
    changes.note("grade_12_choice.record", "grade_12_choice " + std::to_string(id),
                 crypto::FieldDigester("taqwim.grade_12_choice.1")
                     .number(student.value)
                     .number(new_year_id)
                     .text(choice)
                     .text(chosen_on.to_text())
                     .text(document)
                     .finish());
    JsonWriter json;
    json.begin_object();
    write_id("grade_12_choice_id", id, json);
    json.key("choice").text(choice).key("chosen_on").text(chosen_on.to_text()).end_object();
    return Answer{.status = 201, .body = std::string(json.str())};
}

}  // namespace taqwim::results

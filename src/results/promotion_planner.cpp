#include "results/promotion_planner.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "results/after_the_result.h"
#include "school/enrolments_store.h"
#include "school/schools_store.h"
#include "school/years_store.h"

namespace taqwim::results {

namespace {

using database::Session;

// "4/1" and "5/1" have the same section; so have two classes that are called by a letter alone.
std::string_view section_of(std::string_view name)
{
    const std::size_t end = name.find_last_of("/- ");
    return end == std::string_view::npos ? name : name.substr(end + 1);
}

bool is_affiliated(std::string_view kind)
{
    return kind.starts_with("affiliated");
}

// A year's examination for affiliated students is decided year by year (SR-10.4): the next one begins with two.
std::string kind_of_next_year(const std::string& kind)
{
    return kind == "affiliated_annual" ? "affiliated" : kind;
}

std::vector<std::string> codes_in(const JsonValue& object, std::string_view name)
{
    std::vector<std::string> codes;
    if (const auto list = object.find(name))
        for (const JsonValue code : *list)
            codes.emplace_back(code.text());
    return codes;
}

}  // namespace

Result<TwoYears> years_of_move(Session& session, SchoolId school, std::int64_t from_year_id,
                               std::optional<std::int64_t> to_year_id)
{
    auto from = school::find_year(session, school, from_year_id);
    if (!from)
        return school::unknown_record("school_year", from_year_id, "school_year_id");
    std::optional<school::TeachingYear> next;
    for (const school::TeachingYear& year : school::years_of(session, school))
        if (year.first_day > from->last_day && (!next || year.first_day < next->first_day))
            next = year;
    if (!next)
        return school::unknown_record("school_year", to_year_id.value_or(0), "/to_year_id");
    if (to_year_id && *to_year_id != next->id) {
        const auto other = school::find_year(session, school, *to_year_id);
        if (!other)
            return school::unknown_record("school_year", *to_year_id, "/to_year_id");
        return school::value_not_listed("to_year_id", other->name, next->name);
    }
    return TwoYears{.from = *std::move(from), .to = *std::move(next)};
}

PromotionPlanner::PromotionPlanner(Session& session, SchoolId school, const TwoYears& years,
                                   const PromotionRules& rules,
                                   const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                   const school::Act& act, std::optional<std::int64_t> anew)
    : session_(session),
      school_id_(school),
      years_(years),
      rules_(rules),
      act_(act),
      anew_(anew),
      school_(school::find_school(session, school).value()),
      evaluation_(rule_sets),
      students_(students_of_year(session, school, years.from.id)),
      classes_(classes_of_year(session, school, years.to.id)),
      decisions_(published_decisions(session, school, years.from.id, act.at)),
      withheld_(withheld_students(session, school, years.from.id)),
      with_open_corrections_(students_with_open_corrections(session, school, years.from.id)),
      of_new_year_(enrolments_of_year(session, school, years.to.id)),
      moved_(standing_moves(session, school, years.from.id)),
      from_(years.to.first_day)
{}

const YearClass* PromotionPlanner::find(std::int64_t class_id) const
{
    const auto found = std::ranges::find(classes_, class_id, &YearClass::class_id);
    return found == classes_.end() ? nullptr : &*found;
}

const PromotionChoices::OfStudent* PromotionPlanner::named(std::int64_t student_id) const
{
    const auto found =
        std::ranges::find(choices_.students, student_id, &PromotionChoices::OfStudent::student_id);
    return found == choices_.students.end() ? nullptr : &*found;
}

// What is wrong with the choices by themselves.
std::optional<Refusal> PromotionPlanner::take(const PromotionChoices& choices)
{
    choices_ = choices;
    if (choices.from) {
        if (*choices.from < years_.to.first_day || years_.to.last_day < *choices.from)
            return Refusal{RefusalCode::day_outside_year,
                           {{"field", "from"},
                            {"day", choices.from->to_text()},
                            {"school_year", years_.to.name},
                            {"first_day", years_.to.first_day.to_text()},
                            {"last_day", years_.to.last_day.to_text()}},
                           "/from",
                           ""};
        from_ = *choices.from;
    }
    for (std::size_t i = 0; i < choices.classes.size(); ++i) {
        const auto& choice = choices.classes[i];
        const std::string field = "/classes/" + std::to_string(i);
        const auto of_class = std::ranges::find_if(students_, [&](const YearStudent& one) {
            return one.enrolment.class_id == choice.from_class_id;
        });
        if (of_class == students_.end())
            return school::unknown_record("class", choice.from_class_id, field + "/from_class_id");
        const YearClass* const to = find(choice.to_class_id);
        if (to == nullptr)
            return school::unknown_record("class", choice.to_class_id, field + "/to_class_id");
        if (to->grade != of_class->grade && to->grade != of_class->grade + 1)
            return school::value_not_listed(
                "classes/" + std::to_string(i) + "/to_class_id", to->name,
                std::to_string(of_class->grade) + ", " + std::to_string(of_class->grade + 1));
        named_classes_[{choice.from_class_id, to->grade}] = choice.to_class_id;
    }
    for (std::size_t i = 0; i < choices.students.size(); ++i) {
        const auto& choice = choices.students[i];
        const std::string field = "/students/" + std::to_string(i);
        if (std::ranges::find(students_, choice.student_id, &YearStudent::student_id) ==
            students_.end())
            return school::unknown_record("student", choice.student_id, field + "/student_id");
        if (choice.to_class_id != 0 && find(choice.to_class_id) == nullptr)
            return school::unknown_record("class", choice.to_class_id, field + "/to_class_id");
    }
    return std::nullopt;
}

Result<PromotionPlan> PromotionPlanner::plan(const PromotionChoices& choices)
{
    if (auto refusal = take(choices))
        return *refusal;
    const school::Period from_now_on{from_, std::nullopt};
    for (const YearClass& one : classes_) {
        auto periods = school::periods_of_class(session_, school_id_, one.class_id);
        // Who is planned anew gives up his seat first.
        if (anew_)
            if (const auto own = of_new_year_.find(*anew_); own != of_new_year_.end())
                for (const school::Enrolment& enrolment : own->second)
                    if (enrolment.class_id == one.class_id && !enrolment.days.last)
                        std::erase_if(periods, [&, is_gone = false](const auto& period) mutable {
                            if (is_gone || period.last || period.first != enrolment.days.first)
                                return false;
                            return is_gone = true;
                        });
        seats_[one.class_id] = {.class_id = one.class_id,
                                .name = one.name,
                                .grade = one.grade,
                                .track = one.track,
                                .capacity = one.capacity,
                                .taken = school::most_at_once(periods, from_now_on),
                                .coming = 0};
    }
    PromotionPlan plan{.from_year_id = years_.from.id,
                       .to_year_id = years_.to.id,
                       .from = from_,
                       .students = {},
                       .classes = {},
                       .digest = {}};
    for (const YearStudent& student : students_)
        plan.students.push_back(move_of(student));
    for (const YearClass& one : classes_)
        plan.classes.push_back(seats_.at(one.class_id));
    plan.digest = digest_of(plan);
    return plan;
}

PlannedMove PromotionPlanner::move_of(const YearStudent& student)
{
    PlannedMove move{.student_id = student.student_id,
                     .number = student.number,
                     .name_ar = student.name_ar,
                     .from_class_id = student.enrolment.class_id,
                     .from_class = student.class_name,
                     .grade = student.grade,
                     .enrolment_id = student.enrolment.id};
    const auto waits = [&](const char* reason) {
        move.state = MoveState::waits;
        move.reason = reason;
        return move;
    };
    const auto decision = decisions_.find(student.student_id);
    if (decision != decisions_.end()) {
        move.result_version_id = decision->second.result_version_id;
        move.regulation = decision->second.regulation;
        move.decision = decision->second.decision;
    }
    const bool is_anew = anew_ == student.student_id;
    const auto earlier = moved_.find(student.student_id);
    if (earlier != moved_.end() && !is_anew) {
        // Only another published decision changes what was done.
        move.state = MoveState::moved;
        move.step = earlier->second.step;
        move.clause = earlier->second.clause;
        move.reference = earlier->second.reference;
        if (decision == decisions_.end() ||
            decision->second.result_version_id == earlier->second.result_version_id)
            return move;
        PlannedMove now = move;
        decide(now, student, decision->second);
        if (now.state == MoveState::waits || now.step != move.step) {
            now.state = MoveState::to_be_moved_anew;
            return now;
        }
        return move;
    }
    if (student.enrolment.ended_reason && *student.enrolment.ended_reason != "year_ended" &&
        !(is_anew && *student.enrolment.ended_reason == "graduated")) {
        move.state = MoveState::left;
        move.reason = *student.enrolment.ended_reason;
        return move;
    }
    if (decision == decisions_.end())
        return waits("not_published");
    decide(move, student, decision->second);
    if (withheld_.contains(student.student_id))
        return waits("withheld");
    if (with_open_corrections_.contains(student.student_id))
        return waits("correction_waiting");
    if (move.state == MoveState::waits)
        return move;
    if (!is_anew && of_new_year_.contains(student.student_id))
        return waits("enrolled_already");
    if (!student.enrolment.days.last && years_.from.sealed_at)
        return waits("old_year_sealed");
    if (move.step == "graduated")
        return move;
    find_class(move, student);
    // Where one student is moved, the others keep no seat before him.
    if (move.state == MoveState::moves && (!anew_ || is_anew))
        find_seat(move);
    return move;
}

// Sets step, grade, kind and clause, or why they are open.
void PromotionPlanner::decide(PlannedMove& move, const YearStudent& student,
                              const PublishedDecision& decision)
{
    const PromotionRule* const rule = rules_.find(decision.regulation, decision.decision);
    if (rule == nullptr)
        throw std::logic_error("the table of promotions does not know a decision");
    move.clause = rule->clause;
    move.reason.clear();
    move.state = MoveState::moves;
    move.step.clear();
    move.kind = kind_of_next_year(student.enrolment.kind);
    switch (rule->step) {
    case AfterDecision::next_grade:
        move.step = student.grade < school_.last_grade ? "promoted" : "graduated";
        move.to_grade = student.grade + 1;
        break;
    case AfterDecision::same_grade:
        move.step = "repeats";
        move.to_grade = student.grade;
        break;
    case AfterDecision::by_law: decide_by_law(move, student, decision); break;
    case AfterDecision::named: decide_by_name(move, student, *rule); break;
    case AfterDecision::waits:
        move.state = MoveState::waits;
        move.reason = rule->reason;
        break;
    }
    if (move.step == "graduated") {
        move.to_grade = 0;
        move.kind.clear();
    }
}

Result<AfterTheResult> PromotionPlanner::ask_law(const YearStudent& student,
                                                 const PublishedDecision& decision,
                                                 const std::optional<Grade12Wish>& wish)
{
    const StudentId id{school_id_, student.student_id};
    FailedYearFacts facts;
    facts.regulation = decision.regulation;
    facts.year_name = years_.from.name;
    facts.grade = student.grade;
    facts.decision = decision.decision;
    facts.is_affiliated = is_affiliated(student.enrolment.kind);
    facts.is_night_school = school_.shift == "night" || student.enrolment.kind == "night";
    facts.birth_day = student.birth_day;
    facts.next_first_day = years_.to.first_day;
    facts.today = act_.today;
    facts.failures_in_grade = failures_in_grade(session_, id, student.grade, decision.decision);
    facts.extension = extension_decision(session_, id, years_.from.id);
    facts.is_leaving_approved = is_leaving_approved(session_, id, years_.from.id);
    facts.wish = wish;

    const auto shown =
        JsonDocument::parse(shown_of_version(session_, school_id_, decision.result_version_id));
    const auto outcome = shown ? shown->root().find("outcome") : std::nullopt;
    auto round = outcome ? outcome->find("round2") : std::nullopt;
    if (!round && outcome)
        round = outcome->find("round1");
    if (!round)
        throw std::logic_error("a stored result has no round");
    facts.not_passed = codes_in(*round, "not_passed_subjects");
    facts.excused = codes_in(*round, "excused");
    return after_the_result(facts, evaluation_);
}

void PromotionPlanner::decide_by_law(PlannedMove& move, const YearStudent& student,
                                     const PublishedDecision& decision)
{
    const auto wait_for = [&](const char* reason) {
        move.state = MoveState::waits;
        move.reason = reason;
    };
    const auto law =
        ask_law(student, decision,
                grade_12_wish(session_, StudentId{school_id_, student.student_id}, years_.to.id));
    if (!law) {
        move.refusal = law.refusal();
        wait_for("facts_refused");
        return;
    }
    move.clause = law->clause;
    move.to_grade = student.grade;
    if (law->action == "REPEAT_REGULAR") {
        move.step = "repeats";
    } else if (law->action.starts_with("AFFILIATE_")) {
        move.step = "affiliated";
        move.kind = "affiliated";
        if (school_.kind == "private")
            wait_for("private_school");
    } else if (law->action == "AWAIT_COMMITTEE") {
        wait_for("extension");
    } else if (law->action == "AWAIT_APPROVAL") {
        wait_for("leaving_approval");
    } else {
        wait_for("grade_12_choice");
    }
}

// The regulation says nothing, or leaves it to a committee: the head names the class and the decision behind it.
void PromotionPlanner::decide_by_name(PlannedMove& move, const YearStudent& student,
                                      const PromotionRule& rule)
{
    const auto* const choice = named(student.student_id);
    const YearClass* const to = choice != nullptr ? find(choice->to_class_id) : nullptr;
    if (to == nullptr || choice->reference.empty() ||
        (to->grade != student.grade && to->grade != student.grade + 1)) {
        move.state = MoveState::waits;
        move.reason = rule.reason;
        return;
    }
    move.reference = choice->reference;
    move.step = to->grade == student.grade ? "repeats" : "promoted";
    move.to_grade = to->grade;
}

void PromotionPlanner::find_class(PlannedMove& move, const YearStudent& student)
{
    const auto wait_for = [&](const char* reason) {
        move.state = MoveState::waits;
        move.reason = reason;
    };
    std::vector<const YearClass*> of_grade;
    for (const YearClass& one : classes_)
        if (one.grade == move.to_grade)
            of_grade.push_back(&one);
    if (of_grade.empty())
        return wait_for("no_class_in_grade");

    std::int64_t wanted = 0;
    if (const auto* choice = named(student.student_id))
        wanted = choice->to_class_id;
    if (wanted == 0)
        if (const auto choice = named_classes_.find({student.enrolment.class_id, move.to_grade});
            choice != named_classes_.end())
            wanted = choice->second;
    const YearClass* found = nullptr;
    if (wanted != 0) {
        found = find(wanted);
        if (found == nullptr || found->grade != move.to_grade)
            return wait_for("class_of_other_grade");
    } else {
        // The section of the same letter, in the same track where grades have tracks.
        std::vector<const YearClass*> same;
        for (const YearClass* one : of_grade)
            if (section_of(one->name) == section_of(student.class_name))
                same.push_back(one);
        if (same.size() > 1)
            std::erase_if(same, [&](const YearClass* one) { return one->track != student.track; });
        if (same.size() != 1)
            return wait_for("class_not_named");
        found = same.front();
    }
    move.to_class_id = found->class_id;
    move.to_class = found->name;
}

void PromotionPlanner::find_seat(PlannedMove& move)
{
    ClassSeats& seats = seats_.at(move.to_class_id);
    if (seats.taken + seats.coming >= seats.capacity) {
        move.state = MoveState::waits;
        move.reason = "class_full";
        return;
    }
    ++seats.coming;
}

crypto::Digest PromotionPlanner::digest_of(const PromotionPlan& plan) const
{
    crypto::FieldDigester digester("taqwim.promotion_plan.1");
    digester.number(plan.from_year_id).number(plan.to_year_id).text(plan.from.to_text());
    digester.list(plan.students.size());
    for (const PlannedMove& move : plan.students) {
        digester.number(move.student_id).text(to_text(move.state)).text(move.reason);
        digester.number(move.enrolment_id).number(move.result_version_id).text(move.step);
        digester.number(move.to_class_id).text(move.kind).text(move.reference);
    }
    return digester.finish();
}

}  // namespace taqwim::results

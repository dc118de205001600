#include "access/caller.h"

#include <algorithm>

namespace taqwim::access {

namespace {

// One question about one target, asked of one grant after the other.
class Question {
public:
    Question(const school::Target& target, Instant now, const ClassesOfStudent& classes_of_student)
        : target_(target), now_(now), classes_of_student_(classes_of_student)
    {}

    [[nodiscard]] Day today(const Grant& grant) const { return now_.day(grant.utc_offset_minutes); }

    // Whether the grant's day is one on which it gives this permission.
    [[nodiscard]] bool is_in_time(const Grant& grant, school::Permission permission) const
    {
        const Day day = today(grant);
        if (grant.is_in_force(day))
            return true;
        return grant.last_day && *grant.last_day < day &&
               grant.role->allows_after_end(permission, day - *grant.last_day);
    }

    [[nodiscard]] bool reaches(const Grant& grant, Reach reach)
    {
        switch (reach) {
        case Reach::self: return is_at_school(grant) && target_.student_id == grant.person_id;
        case Reach::own_child: return is_own_child(grant);
        case Reach::class_subject:
            return is_in_class(grant) && !grant.subject.empty() && target_.subject == grant.subject;
        case Reach::subject:
            return is_at_school(grant) && !grant.subject.empty() &&
                   target_.subject == grant.subject;
        case Reach::one_class: return is_in_class(grant);
        case Reach::school: return is_at_school(grant);
        case Reach::directorate:
            return grant.directorate_id && grant.directorate_id == target_.directorate_id;
        case Reach::installation: return true;
        }
        return false;
    }

    // Whether the target is no secret to the holder, so that a refusal may say that he may not.
    [[nodiscard]] bool is_known_to(const Grant& grant)
    {
        if (!grant.is_in_force(today(grant)))
            return false;
        if (target_.account_id)
            return false;
        if (target_.student_id) {
            const auto reach = grant.role->reach_of(school::Permission::student_read);
            return reach && reaches(grant, *reach);
        }
        if (grant.role->kind == RoleKind::office)
            return !target_.class_id && (!grant.directorate_id || target_.school.value == 0 ||
                                         grant.directorate_id == target_.directorate_id);
        if (target_.class_id)
            return is_at_school(grant) && grant.role->kind == RoleKind::staff &&
                   (!grant.class_id || grant.class_id == target_.class_id);
        return target_.school.value == 0 || is_at_school(grant);
    }

private:
    [[nodiscard]] bool is_at_school(const Grant& grant) const
    {
        return grant.school.value != 0 && grant.school == target_.school;
    }

    [[nodiscard]] bool is_own_child(const Grant& grant) const
    {
        const Day day = today(grant);
        return is_at_school(grant) && target_.student_id &&
               std::ranges::any_of(grant.children, [&](const Child& child) {
                   return child.student_id == *target_.student_id && child.first_day <= day &&
                          (!child.last_day || day <= *child.last_day);
               });
    }

    // The class of the appointment, and whoever is enrolled in it today.
    [[nodiscard]] bool is_in_class(const Grant& grant)
    {
        if (!is_at_school(grant) || !grant.class_id)
            return false;
        if (target_.class_id && target_.class_id != grant.class_id)
            return false;
        if (!target_.student_id)
            return target_.class_id.has_value();
        if (!classes_)
            classes_ = classes_of_student_(target_.school, *target_.student_id, today(grant));
        return std::ranges::find(*classes_, *grant.class_id) != classes_->end();
    }

    const school::Target& target_;
    Instant now_;
    const ClassesOfStudent& classes_of_student_;
    std::optional<std::vector<std::int64_t>> classes_;
};

Day day_of(const Caller& caller, const school::Target& target, Instant now)
{
    for (const Grant& grant : caller.grants)
        if (grant.school == target.school)
            return now.day(grant.utc_offset_minutes);
    return now.day(caller.grants.empty() ? 0 : caller.grants.front().utc_offset_minutes);
}

}  // namespace

bool Caller::needs_second_factor(Instant now) const
{
    return std::ranges::any_of(grants, [&](const Grant& grant) {
        return grant.role->needs_second_factor &&
               grant.is_in_force(now.day(grant.utc_offset_minutes));
    });
}

bool Caller::knows_school(SchoolId school, std::optional<std::int64_t> directorate_id,
                          Instant now) const
{
    return std::ranges::any_of(grants, [&](const Grant& grant) {
        const Day today = now.day(grant.utc_offset_minutes);
        if (grant.role->kind == RoleKind::office)
            return grant.is_in_force(today) &&
                   (!grant.directorate_id || grant.directorate_id == directorate_id);
        if (grant.school != school)
            return false;
        if (grant.role->kind == RoleKind::guardian)
            return std::ranges::any_of(grant.children, [&](const Child& child) {
                return child.first_day <= today && (!child.last_day || today <= *child.last_day);
            });
        // Who may still read after his appointment ended knows that the school is there.
        return grant.is_in_force(today) || (grant.last_day && *grant.last_day < today &&
                                            today - *grant.last_day <= grant.role->days_after_end);
    });
}

Decision decide(const Caller& caller, school::Permission permission, const school::Target& target,
                Instant now, const ClassesOfStudent& classes_of_student,
                std::optional<std::int64_t> act_as)
{
    if (permission == school::Permission::everyone)
        return {Verdict::permitted, nullptr, day_of(caller, target, now)};
    if (permission == school::Permission::own_account) {
        const bool is_own = !target.account_id || *target.account_id == caller.account_id;
        return {is_own ? Verdict::permitted : Verdict::not_own, nullptr,
                day_of(caller, target, now)};
    }

    Question question(target, now, classes_of_student);
    const Grant* best = nullptr;
    Reach best_reach = Reach::installation;
    bool is_known = target.school.value == 0 && !target.account_id;
    bool is_act_as_held = !act_as.has_value();
    for (const Grant& grant : caller.grants) {
        // What was chosen to act as decides alone; what is known to the caller does not depend on it.
        is_known = is_known || question.is_known_to(grant);
        if (act_as && grant.appointment_id != *act_as)
            continue;
        if (!question.is_in_time(grant, permission))
            continue;
        is_act_as_held = true;
        const auto reach = grant.role->reach_of(permission);
        if (!reach || !question.reaches(grant, *reach))
            continue;
        if (best == nullptr || *reach < best_reach) {
            best = &grant;
            best_reach = *reach;
        }
    }
    if (!is_act_as_held)
        return {Verdict::act_as_unknown, nullptr, day_of(caller, target, now)};
    if (best != nullptr)
        return {Verdict::permitted, best, question.today(*best)};
    return {is_known ? Verdict::not_permitted : Verdict::out_of_reach, nullptr,
            day_of(caller, target, now)};
}

}  // namespace taqwim::access

#include "attendance/attendance_routes.h"

#include "attendance/notices_store.h"
#include "core/refusal_codes.h"
#include "school/answering.h"
#include "school/body.h"

namespace taqwim::attendance {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::respond_json;
using school::respond_to;
using school::Route;
using school::with_id;

constexpr std::size_t k_reason = 500;
constexpr std::size_t k_code = 80;
constexpr std::size_t k_most_students = 200;
constexpr std::int64_t k_most_periods = 12;

std::int64_t student_of(const Call& call)
{
    return call.target.student_id.value();
}

// The student whom a notice is about: a class head collects the signatures of his class (KW 3).
Result<school::Target> notice_in_path(database::Session& session, const http::Request& request)
{
    auto target = school::school_in_path(session, request);
    const auto id = school::id_in_path(request, "notice_id");
    if (!target)
        return target;
    if (!id)
        return id.refusal();
    const auto kept = find_notice(session, target->school, *id);
    if (!kept)
        return school::unknown_record("notice", *id, "notice_id");
    target->student_id = kept->notice.student_id;
    return target;
}

Response take_roll(Rolls& rolls, const Call& call)
{
    Body body(call.request);
    Roll roll;
    roll.class_id = call.target.class_id.value();
    roll.day = body.day("day");
    roll.slot.kind = body.choice("slot", {"day", "assembly", "period", "examination"});
    roll.slot.period = body.optional_integer("period", 1, k_most_periods).value_or(0);
    roll.slot.subject = body.optional_text("subject", k_code).value_or("");
    roll.slot.sitting = body.optional_choice("sitting", {"t1", "t2", "second_round"}).value_or("");
    constexpr std::int64_t longest_lateness = 600;
    for (Body& one : body.list("exceptions", k_most_students))
        roll.exceptions.push_back(
            {.student_id = one.id("student_id"),
             .status = one.choice("status", {"absent", "late"}),
             .minutes = one.optional_integer("minutes", 0, longest_lateness)});
    for (const RollException& one : roll.exceptions)
        if (one.minutes && one.status != "late")
            body.refuse(RefusalCode::value_not_listed, "exceptions",
                        {{"field", "status"}, {"value", one.status}, {"allowed", "late"}});
    return respond_to(call, body,
                      [&] { return rolls.take(call.school(), call.act, std::move(roll)); });
}

Response read_roll(Rolls& rolls, const Call& call)
{
    const auto day = school::day_in_query(call);
    if (!day)
        return http::problem(call.request, day.refusal());
    return respond_json(call.request,
                        rolls.of_class(call.school(), call.target.class_id.value(), *day));
}

Response judge_lateness(Rolls& rolls, const Call& call)
{
    Body body(call.request);
    LatenessJudgement one;
    one.student_id = student_of(call);
    one.day = body.day("day");
    one.judgement = body.choice("judgement", {"accepted", "refused"});
    one.reason = body.text("reason", k_reason);
    return respond_to(
        call, body, [&] { return rolls.judge_lateness(call.school(), call.act, std::move(one)); });
}

Response submit_excuse(Excuses& excuses, const Call& call)
{
    Body body(call.request);
    Excuse one;
    one.student_id = student_of(call);
    one.first_day = body.day("first_day");
    one.last_day = body.optional_day("last_day").value_or(one.first_day);
    one.kind = body.choice("kind", {"medical", "non_medical"});
    one.document = body.optional_text("document", k_code).value_or("");
    one.on_school_form = body.optional_yes_no("on_school_form").value_or(false);
    one.certifier = body.optional_choice("certifier", {"none", "health_centre",
                                                       "government_hospital", "private_hospital"})
                        .value_or("none");
    one.school_health_certified = body.optional_yes_no("school_health_certified").value_or(false);
    one.submitted_on = body.optional_day("submitted_on").value_or(call.act.today);
    // What a guardian hands in here, he hands in today.
    if (call.act.role == "guardian")
        one.submitted_on = call.act.today;
    return respond_to(call, body,
                      [&] { return excuses.submit(call.school(), call.act, std::move(one)); });
}

Response decide_excuse(Excuses& excuses, const Call& call)
{
    return with_id(call, "excuse_id", [&](std::int64_t id) {
        Body body(call.request);
        ExcuseDecision one;
        one.excuse_id = id;
        one.judgement = body.choice("judgement", {"accepted", "refused"});
        one.after_limit = body.optional_yes_no("after_limit").value_or(false);
        one.reason = body.text("reason", k_reason);
        return respond_to(call, body,
                          [&] { return excuses.decide(call.school(), call.act, std::move(one)); });
    });
}

Response request_leave(Excuses& excuses, const Call& call)
{
    Body body(call.request);
    Leave one;
    one.student_id = student_of(call);
    one.day = body.day("day");
    one.first_period = body.integer("first_period", 1, k_most_periods);
    one.ground = body.choice("ground", {"medical_appointment", "emergency", "government_visit"});
    one.requested_by = body.id("requested_by");
    if (call.act.role == "guardian")
        one.requested_by = call.act.person_id;  // in nobody else's name
    one.document = body.optional_text("document", k_code).value_or("");
    return respond_to(
        call, body, [&] { return excuses.request_leave(call.school(), call.act, std::move(one)); });
}

Response decide_leave(Excuses& excuses, const Call& call)
{
    return with_id(call, "leave_id", [&](std::int64_t id) {
        Body body(call.request);
        LeaveDecision one;
        one.leave_id = id;
        one.decision = body.choice("decision", {"approved", "refused", "left_without_approval"});
        one.reason = body.optional_text("reason", k_reason).value_or("");
        one.collected_by = body.optional_id("collected_by");
        return respond_to(call, body, [&] {
            return excuses.decide_leave(call.school(), call.act, std::move(one));
        });
    });
}

Response record_activity(Excuses& excuses, const Call& call)
{
    Body body(call.request);
    OfficialActivity one;
    one.student_id = student_of(call);
    one.letter = body.optional_text("letter", k_code).value_or("");
    one.first_day = body.day("first_day");
    one.last_day = body.day("last_day");
    one.is_withdrawn = body.optional_yes_no("is_withdrawn").value_or(false);
    return respond_to(call, body, [&] {
        return excuses.record_activity(call.school(), call.act, std::move(one));
    });
}

Response read_year(Notices& notices, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        return respond_json(call.request, notices.of_student(call.school(), student_of(call), year,
                                                             call.act.today));
    });
}

Response read_class(Notices& notices, const Call& call)
{
    return respond_json(call.request, notices.of_class(call.school(), call.target.class_id.value(),
                                                       call.act.today));
}

Response read_undecided(Notices& notices, const Call& call)
{
    return respond_json(call.request, notices.undecided(call.school()));
}

Response issue_notice(Notices& notices, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        constexpr std::int64_t most_terms = 3;
        Notice one;
        one.student_id = student_of(call);
        one.year_id = year;
        one.term = body.integer("term", 1, most_terms);
        one.kind = body.choice("kind", {"oral_notice", "warning_1", "warning_2", "warning_3",
                                        "warning_4_registered_letter", "lateness_warning",
                                        "referral", "referral_if_compulsory",
                                        "request_to_assistant_undersecretary", "absence_bar"});
        return respond_to(call, body,
                          [&] { return notices.issue(call.school(), call.act, std::move(one)); });
    });
}

Response acknowledge(Notices& notices, const Call& call)
{
    return with_id(call, "notice_id", [&](std::int64_t id) {
        Body body(call.request);
        NoticeEvent one;
        one.notice_id = id;
        one.day = call.act.today;
        one.guardian_id = call.act.person_id;
        return respond_to(call, body, [&] {
            return notices.acknowledge(call.school(), call.act, std::move(one));
        });
    });
}

// The school keeps a paper that the guardian signed, or a receipt.
Response add_event(Notices& notices, const Call& call)
{
    return with_id(call, "notice_id", [&](std::int64_t id) {
        Body body(call.request);
        NoticeEvent one;
        one.notice_id = id;
        one.kind = body.choice("kind", {"acknowledged", "posted", "received", "withdrawn"});
        one.day = body.day("day");
        one.reference = body.optional_text("reference", k_reason).value_or("");
        one.guardian_id = body.optional_id("guardian_id");
        return respond_to(call, body, [&] {
            return one.kind == "acknowledged"
                       ? notices.acknowledge(call.school(), call.act, std::move(one))
                       : notices.add_event(call.school(), call.act, std::move(one));
        });
    });
}

Response list_offence(Conduct& conduct, const Call& call)
{
    Body body(call.request);
    constexpr std::int64_t highest_degree = 9;
    Offence one;
    one.code = body.text("code", k_code);
    one.name_ar = body.text("name_ar", k_reason);
    one.name_en = body.text("name_en", k_reason);
    one.degree = body.integer("degree", 1, highest_degree);
    one.is_listed = body.optional_yes_no("is_listed").value_or(true);
    return respond_to(
        call, body, [&] { return conduct.list_offence(call.school(), call.act, std::move(one)); });
}

Response record_conduct(Conduct& conduct, const Call& call)
{
    Body body(call.request);
    ConductEntry one;
    one.student_id = student_of(call);
    one.day = body.day("day");
    one.kind =
        body.choice("kind", {"offence", "recovered", "distinguished", "description", "withdrawal"});
    one.offence = body.optional_text("offence", k_code).value_or("");
    one.mark = body.optional_text("mark", k_code);
    one.action = body.text("action", k_reason);
    one.withdraws = body.optional_id("withdraws");
    return respond_to(call, body,
                      [&] { return conduct.record(call.school(), call.act, std::move(one)); });
}

Response grade_behaviour(Conduct& conduct, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        constexpr std::int64_t most_terms = 3;
        BehaviourGrade one;
        one.student_id = student_of(call);
        one.year_id = year;
        one.term = body.integer("term", 1, most_terms);
        one.subject = body.text("subject", k_code);
        one.grade =
            body.choice("grade", {"excellent", "very_good", "good", "acceptable", "unacceptable"});
        return respond_to(call, body,
                          [&] { return conduct.grade(call.school(), call.act, std::move(one)); });
    });
}

Response read_conduct(Conduct& conduct, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        return respond_json(call.request,
                            conduct.of_student(call.school(), student_of(call), year));
    });
}

template <class Service>
Route route(http::Method method, std::string pattern, std::string name, Permission permission,
            school::TargetFinder target, Service& service,
            Response (*handler)(Service&, const Call&))
{
    const bool reads = method == http::Method::get;
    return Route{
        .method = method,
        .pattern = std::move(pattern),
        .name = std::move(name),
        .permission = permission,
        .target = std::move(target),
        .handler = [&service, handler](const Call& call) { return handler(service, call); },
        .is_sensitive = reads,
        .needs_key = !reads};
}

}  // namespace

std::vector<Route> attendance_routes(Rolls& rolls, Excuses& excuses, Notices& notices,
                                     Conduct& conduct)
{
    using enum http::Method;
    using school::class_in_path;
    using school::school_in_path;
    using school::student_in_path;
    const std::string school = "/v1/schools/{school_id}";
    const std::string of_class = school + "/classes/{class_id}/rolls";
    const std::string student = school + "/students/{student_id}";
    const std::string year = student + "/attendance/{school_year_id}";
    const std::string conduct_year = student + "/conduct/{school_year_id}";
    return {
        route(post, of_class, "attendance.take_roll", Permission::attendance_record, class_in_path,
              rolls, take_roll),
        route(get, of_class, "attendance.read_roll", Permission::attendance_read, class_in_path,
              rolls, read_roll),
        route(post, student + "/lateness-judgements", "attendance.judge_lateness",
              Permission::excuse_decide, student_in_path, rolls, judge_lateness),
        route(post, student + "/excuses", "attendance.submit_excuse", Permission::excuse_submit,
              student_in_path, excuses, submit_excuse),
        route(post, school + "/excuses/{excuse_id}/decisions", "attendance.decide_excuse",
              Permission::excuse_decide, school_in_path, excuses, decide_excuse),
        route(post, student + "/leaves", "attendance.request_leave", Permission::excuse_submit,
              student_in_path, excuses, request_leave),
        route(post, school + "/leaves/{leave_id}/decisions", "attendance.decide_leave",
              Permission::excuse_decide, school_in_path, excuses, decide_leave),
        route(post, student + "/official-activities", "attendance.record_activity",
              Permission::excuse_decide, student_in_path, excuses, record_activity),
        route(get, year, "attendance.read", Permission::attendance_read, student_in_path, notices,
              read_year),
        route(get, school + "/classes/{class_id}/attendance", "attendance.of_class",
              Permission::attendance_read, class_in_path, notices, read_class),
        route(get, school + "/undecided-excuses", "attendance.undecided",
              Permission::attendance_read, school_in_path, notices, read_undecided),
        route(post, year + "/notices", "attendance.issue_notice", Permission::notice_issue,
              student_in_path, notices, issue_notice),
        route(post, student + "/notices/{notice_id}/acknowledgement", "attendance.acknowledge",
              Permission::notice_acknowledge, student_in_path, notices, acknowledge),
        route(post, school + "/notices/{notice_id}/events", "attendance.add_notice_event",
              Permission::notice_issue, notice_in_path, notices, add_event),
        route(post, school + "/offences", "conduct.list_offence", Permission::school_manage,
              school_in_path, conduct, list_offence),
        Route{.method = get,
              .pattern = school + "/offences",
              .name = "conduct.offences",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&conduct](const Call& call) {
                      return respond_json(call.request, conduct.offences(call.school()));
                  }},
        route(post, student + "/conduct", "conduct.record", Permission::conduct_record,
              student_in_path, conduct, record_conduct),
        route(post, conduct_year + "/grades", "conduct.grade", Permission::conduct_record,
              student_in_path, conduct, grade_behaviour),
        route(get, conduct_year, "conduct.read", Permission::attendance_read, student_in_path,
              conduct, read_conduct),
    };
}

}  // namespace taqwim::attendance

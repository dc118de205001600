#include "core/refusal_codes.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/examination_day.h"
#include "regulations/sa_guide/kind_answers.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::QuestionInput;

constexpr int k_most_minutes = 600;

ClockTime read_time(QuestionInput& question, std::string_view field)
{
    const auto text = question.text(field);
    const auto time = ClockTime::parse(text);
    if (!time)
        question.refuse(RefusalCode::value_not_a_time, field, {{"value", std::string(text)}});
    return time.value_or(ClockTime{});
}

std::optional<Refusal> late_arrival_kind(const JsonValue& input, const EditionRules& edition,
                                         Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"start", "arrival"});
    const ClockTime start = read_time(question, "start");
    const ClockTime arrival = read_time(question, "arrival");
    if (question.refusal())
        return question.refusal();
    const LateArrival result =
        late_arrival(start, arrival, sa_1426::part_of<AssessmentRules>(edition), trace);
    out.key("late_seconds").number(result.late_seconds);
    out.key("status").text(code(result.arrival));
    return std::nullopt;
}

std::optional<Refusal> hand_in_kind(const JsonValue& input, const EditionRules& edition,
                                    Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"start", "duration_min", "hand_in"});
    const ClockTime start = read_time(question, "start");
    const int minutes = question.whole("duration_min", {1, k_most_minutes});
    const ClockTime at = read_time(question, "hand_in");
    if (question.refusal())
        return question.refusal();
    const HandIn result =
        hand_in(start, minutes, at, sa_1426::part_of<AssessmentRules>(edition), trace);
    out.key("accepted").boolean(result.accepted);
    out.key("earliest").text(clock_time_from(result.earliest).to_text());
    return std::nullopt;
}

// The papers of a day as [subject, form] or as subjects alone.
void read_papers(QuestionInput& question, DayOfExams& day)
{
    const auto papers = question.array("papers");
    if (!papers)
        return;
    for (const JsonValue paper : *papers) {
        std::string_view subject = paper.text();
        if (paper.is(JsonKind::array) && paper.size() > 0)
            subject = (*paper.begin()).text();
        if (subject.empty())
            question.refuse({RefusalCode::field_wrong_type,
                             {{"expected", "text"}},
                             paper.pointer(),
                             "PG-G.14"});
        day.subjects.emplace_back(subject);
    }
}

std::optional<Refusal> exam_day_limit_kind(const JsonValue& input, const EditionRules& edition,
                                           Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"student", "date", "window", "papers", "override"});
    DayOfExams day;
    question.text_if("student");
    const auto date = question.day_if("date");
    day.window = question.text("window");
    read_papers(question, day);
    std::string decision;
    if (const auto given = question.object_if("override")) {
        QuestionInput decided(*given,
                              {"authority", "decision_no", "decision_date", "scope", "dates"});
        for (const char* const field : {"authority", "decision_no"})
            if (decided.text_if(field).value_or("").empty())
                decided.refuse(RefusalCode::override_incomplete, field, {{"field", field}},
                               "PG-G.14");
        decision = decided.text_if("decision_no").value_or("");
        day.has_decision = true;
        if (decided.refusal())
            return decided.refusal();
    }
    if (question.refusal())
        return question.refusal();
    const DayLimit limit = day_limit(day, sa_1426::part_of<AssessmentRules>(edition), trace);
    std::optional<Refusal> refusal;
    if (!limit.accepted)
        refusal = Refusal{RefusalCode::exam_day_limit,
                          {{"value", std::to_string(limit.count)},
                           {"maximum", std::to_string(limit.most)},
                           {"day", date ? date->to_text() : ""}},
                          question.pointer("papers"),
                          "PG-G.14"};
    write_finding("accepted", refusal, out);
    out.key("count").number(limit.count);
    out.key("max").number(limit.most);
    if (!limit.is_limited_window)
        out.key("warning").boolean(limit.count > limit.most);
    if (limit.accepted && limit.count > limit.most && day.has_decision)
        out.key("citation").text(decision);
    return std::nullopt;
}

std::optional<Refusal> scribe_kind(const JsonValue& input, const EditionRules& edition,
                                   Trace& trace, JsonWriter& out)
{
    QuestionInput question(
        input, {"student_grade", "helper_grade", "medical_report", "seen_by_chair", "pledge"});
    ScribeRequest request;
    request.student_grade = question.whole("student_grade", {1, 12});
    request.helper_grade = question.whole_if("helper_grade", {0, 20});
    request.medical_report = question.yes_if("medical_report", false);
    request.seen_by_chair = question.yes_if("seen_by_chair", false);
    request.pledge = question.yes_if("pledge", false);
    if (question.refusal())
        return question.refusal();
    write_finding("accepted",
                  refuses_scribe(request, sa_1426::part_of<AssessmentRules>(edition), trace), out);
    return std::nullopt;
}

}  // namespace

void append_examination_day_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"late_arrival", sa_1426::simple<late_arrival_kind>});
    kinds.push_back({"hand_in", sa_1426::simple<hand_in_kind>});
    kinds.push_back({"exam_day_limit", sa_1426::simple<exam_day_limit_kind>});
    kinds.push_back({"scribe", sa_1426::simple<scribe_kind>});
}

}  // namespace taqwim::sa_guide

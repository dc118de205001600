#include "regulations/sa_1426/mastery_year_json.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_kinds.h"

namespace taqwim::sa_1426 {

namespace {

constexpr const char* k_kinds = "oneshot, cumulative, continuous";
constexpr const char* k_criteria = "none, future_learning, religion_personality";

class YearReader {
public:
    YearReader(const MasteryRules& rules, FieldReader& reader) : rules_(rules), reader_(reader) {}

    MasteryYear read(const JsonValue& input, const std::vector<std::string_view>& other_fields);

private:
    void refuse_results(const JsonValue& input);
    void who_and_when(const JsonValue& input);
    void subject(const JsonValue& object);
    void skill(const JsonValue& object, SkillSubject& subject);
    void part(const JsonValue& object, const Skill& skill, SkillPart part);
    void judgements(const JsonValue& object, const SkillPart& part, PartRecord& record);
    std::optional<Judgement> judgement(const JsonValue& object, const SkillPart& part,
                                       const PartRecord& record);
    void report(const JsonValue& object);
    [[nodiscard]] bool is_new(std::string_view code, const JsonValue& object);
    void not_after_as_of(const JsonValue& object, std::string_view name, Day day);

    const MasteryRules& rules_;
    FieldReader& reader_;
    MasteryYear year_;
    bool has_last_day_ = false;  // without it nothing is held against it
    SkillList list_;
    std::map<std::string, std::string, std::less<>> codes_;  // and where each stands
};

// What must not be typed is refused as what it is, not as a field that nobody knows.
void YearReader::refuse_results(const JsonValue& input)
{
    const Arguments grade = {{"grade", std::to_string(year_.grade)}};
    for (const char* const name : {"exam_mark", "exam", "marks"})
        if (FieldReader::given(input, name))
            reader_.refuse(RefusalCode::exam_mark_by_mastery, input.pointer(name), grade,
                           rules_.clauses.exam_mark);
    if (FieldReader::given(input, "second_round"))
        reader_.refuse(RefusalCode::second_round_by_mastery, input.pointer("second_round"), grade,
                       rules_.clauses.second_round);
    const std::string kind = reader_.text(input, "student_kind");
    if (kind == "affiliated" || kind == "affiliated_partial" || kind == "affiliated_annual")
        reader_.refuse(RefusalCode::affiliation_by_mastery, input.pointer("student_kind"), grade,
                       rules_.clauses.admission);
    else if (!kind.empty() && kind != "regular")
        reader_.not_listed(input, "student_kind", kind, "regular");
}

void YearReader::who_and_when(const JsonValue& input)
{
    year_.name = reader_.text(input, "name");
    year_.section = reader_.text(input, "section");
    year_.grade = read_mastery_grade(input, rules_, reader_).value_or(0);
    year_.first_day = reader_.day(input, "first_day");
    const auto last_day = reader_.needed_day(input, "last_day");
    has_last_day_ = last_day.has_value();
    year_.last_day = last_day.value_or(Day{0});
    year_.as_of = reader_.day(input, "as_of");
    year_.enrolled_on = reader_.day(input, "enrolled_on");
    if (has_last_day_ && year_.first_day && *year_.first_day >= year_.last_day)
        reader_.refuse(RefusalCode::calendar_inconsistent, input.pointer("first_day"),
                       {{"day", year_.first_day->to_text()},
                        {"other_field", "last_day"},
                        {"other_day", year_.last_day.to_text()}});
    list_.version = reader_.text(input, "list_version");
    list_.is_sample = reader_.yes_no(input, "sample_list").value_or(false);
}

bool YearReader::is_new(std::string_view code, const JsonValue& object)
{
    const auto [place, added] = codes_.emplace(std::string(code), object.pointer("code"));
    if (!added)
        reader_.refuse(RefusalCode::given_twice, object.pointer("code"),
                       {{"field", std::string(code)}, {"other", place->second}});
    return added;
}

std::optional<Judgement> YearReader::judgement(const JsonValue& object, const SkillPart& part,
                                               const PartRecord& record)
{
    if (!reader_.is_object(object, {"on", "value", "tool", "reason"}))
        return std::nullopt;
    Judgement judgement;
    const auto day = reader_.needed_day(object, "on");
    const std::string value = reader_.needed_text(object, "value");
    const auto state = mastery_of(value);
    judgement.tool = reader_.text(object, "tool");
    judgement.reason = reader_.text(object, "reason");
    if (!value.empty() && !state)
        reader_.refuse(RefusalCode::third_state, object.pointer("value"),
                       {{"skill", part.code}, {"value", value}}, rules_.clauses.judgement);
    const std::vector<std::string>& tools = rules_.tools.value;
    if (judgement.tool.empty()) {
        if (state == Mastery::mastered)
            reader_.refuse(RefusalCode::evidence_missing, object.pointer("tool"),
                           {{"skill", part.code}}, rules_.clauses.evidence);
    } else if (std::find(tools.begin(), tools.end(), judgement.tool) == tools.end()) {
        reader_.not_listed(object, "tool", judgement.tool, joined(tools));
    }
    if (!day || !state)
        return std::nullopt;
    judgement.on = *day;
    judgement.state = *state;
    if (has_last_day_ && judgement.on > year_.last_day)
        reader_.refuse(RefusalCode::judgement_after_final_day, object.pointer("on"),
                       {{"skill", part.code},
                        {"day", judgement.on.to_text()},
                        {"limit", year_.last_day.to_text()}},
                       rules_.clauses.final_day);
    // What the former school attested may be older than this class's lesson (SR-5.1, PG-1.9).
    if (judgement.tool != "former_school" && !record.is_taught_on(judgement.on))
        reader_.refuse(RefusalCode::skill_not_studied, object.pointer("on"),
                       {{"skill", part.code}, {"day", judgement.on.to_text()}},
                       rules_.clauses.judgement);
    return judgement;
}

void YearReader::judgements(const JsonValue& object, const SkillPart& part, PartRecord& record)
{
    const auto list = reader_.list(object, "judgements");
    if (!list)
        return;
    std::vector<std::pair<Judgement, JsonValue>> read;
    for (const JsonValue one : *list)
        if (auto judgement = this->judgement(one, part, record))
            read.emplace_back(*std::move(judgement), one);
    std::stable_sort(read.begin(), read.end(),
                     [](const auto& a, const auto& b) { return a.first.on < b.first.on; });
    // D6: mastery may be lost until the last day, with a reason.
    for (std::size_t i = 1; i < read.size(); ++i)
        if (read[i - 1].first.state == Mastery::mastered &&
            read[i].first.state == Mastery::not_mastered && read[i].first.reason.empty())
            reader_.refuse(RefusalCode::reason_missing, read[i].second.pointer("reason"), {},
                           rules_.clauses.judgement);
    for (auto& [judgement, place] : read)
        record.judgements.push_back(std::move(judgement));
}

void YearReader::part(const JsonValue& object, const Skill& skill, SkillPart part)
{
    PartRecord record;
    record.taught_on = reader_.day(object, "taught");
    // D5: a skill without lessons counts as studied from the first day of school.
    if (!record.taught_on && skill.kind == SkillKind::continuous) {
        record.taught_on = year_.first_day;
        if (!record.taught_on)
            reader_.refuse(RefusalCode::calendar_day_missing, object.pointer("taught"),
                           {{"field", "first_day"}}, rules_.clauses.counting);
    }
    if (has_last_day_ && record.taught_on && *record.taught_on > year_.last_day)
        reader_.refuse(RefusalCode::facts_contradict, object.pointer("taught"),
                       {{"field", "taught"},
                        {"value", record.taught_on->to_text()},
                        {"other_field", "last_day"},
                        {"other_value", year_.last_day.to_text()}},
                       rules_.clauses.final_day);
    judgements(object, part, record);
    list_.parts.push_back(std::move(part));
    year_.records.push_back(std::move(record));
}

void YearReader::skill(const JsonValue& object, SkillSubject& subject)
{
    if (!reader_.is_object(object, {"code", "text", "minimum", "criterion", "kind", "term", "parts",
                                    "taught", "judgements"}))
        return;
    Skill skill;
    skill.code = reader_.needed_text(object, "code");
    skill.text = reader_.needed_text(object, "text");
    if (!skill.code.empty() && !is_new(skill.code, object))
        return;
    skill.is_minimum = reader_.yes_no(object, "minimum").value_or(false);
    skill.criterion = reader_.choice(object, "criterion", skill_criterion_of, k_criteria)
                          .value_or(SkillCriterion::none);
    skill.kind =
        reader_.choice(object, "kind", skill_kind_of, k_kinds).value_or(SkillKind::oneshot);
    skill.planned_term = reader_.whole(object, "term", 1, 2).value_or(0);
    skill.first_part = list_.parts.size();
    const auto parts = reader_.list(object, "parts");
    if (!parts) {
        part(object, skill, {skill.code, ""});
    } else {
        for (const char* const name : {"taught", "judgements"})
            if (FieldReader::given(object, name))
                reader_.refuse(RefusalCode::facts_contradict, object.pointer(name),
                               {{"field", name},
                                {"value", name},
                                {"other_field", "parts"},
                                {"other_value", "parts"}});
        if (parts->size() == 0)
            reader_.refuse(RefusalCode::field_missing, parts->pointer());
        for (const JsonValue one : *parts) {
            if (!reader_.is_object(one, {"code", "text", "taught", "judgements"}))
                continue;
            SkillPart listed{reader_.needed_text(one, "code"), reader_.needed_text(one, "text")};
            if (!listed.code.empty() && is_new(listed.code, one))
                part(one, skill, std::move(listed));
        }
    }
    skill.parts = list_.parts.size() - skill.first_part;
    subject.skills.push_back(std::move(skill));
}

void YearReader::subject(const JsonValue& object)
{
    if (!reader_.is_object(object, {"code", "name_ar", "name_en", "skills"}))
        return;
    SkillSubject subject;
    subject.code = reader_.needed_text(object, "code");
    subject.name_ar = reader_.text(object, "name_ar");
    subject.name_en = reader_.text(object, "name_en");
    for (const SkillSubject& other : list_.subjects)
        if (!subject.code.empty() && other.code == subject.code)
            reader_.refuse(RefusalCode::given_twice, object.pointer("code"),
                           {{"field", subject.code}, {"other", other.code}});
    if (const auto skills = reader_.needed_list(object, "skills"))
        for (const JsonValue one : *skills)
            skill(one, subject);
    list_.subjects.push_back(std::move(subject));
}

void YearReader::not_after_as_of(const JsonValue& object, std::string_view name, Day day)
{
    if (!year_.as_of || day <= *year_.as_of)
        return;
    reader_.refuse(RefusalCode::facts_contradict, object.pointer(name),
                   {{"field", std::string(name)},
                    {"value", day.to_text()},
                    {"other_field", "as_of"},
                    {"other_value", year_.as_of->to_text()}});
}

void YearReader::report(const JsonValue& object)
{
    if (!reader_.is_object(object, {"number", "on", "confirmed_unassessed", "remarks"}))
        return;
    ReportOccasion occasion;
    const int most = rules_.reports_per_year.value;
    const auto number = reader_.needed_whole(object, "number", 1, most);
    const auto day = reader_.needed_day(object, "on");
    occasion.remarks = reader_.text(object, "remarks");
    for (const std::string& code : reader_.texts(object, "confirmed_unassessed")) {
        const auto part = std::find_if(list_.parts.begin(), list_.parts.end(),
                                       [&](const SkillPart& one) { return one.code == code; });
        if (part == list_.parts.end())
            reader_.not_listed(object, "confirmed_unassessed", code, "skills, parts");
        else
            occasion.confirmed_parts.push_back(
                static_cast<std::size_t>(part - list_.parts.begin()));
    }
    if (!number || !day)
        return;
    occasion.number = *number;
    occasion.on = *day;
    // In order; who joined later begins with the next one (PG-1.43).
    const ReportOccasion* const before = year_.reports.empty() ? nullptr : &year_.reports.back();
    const int expected = before != nullptr   ? before->number + 1
                         : year_.enrolled_on ? occasion.number
                                             : 1;
    if (occasion.number != expected || (before != nullptr && occasion.on <= before->on))
        reader_.refuse(
            RefusalCode::report_order, object.pointer("number"),
            {{"report", std::to_string(occasion.number)}, {"expected", std::to_string(expected)}},
            rules_.clauses.report);
    not_after_as_of(object, "on", occasion.on);
    // The last report is the final certificate, so it is not sent before the last day.
    if (has_last_day_ && occasion.number == most && occasion.on < year_.last_day)
        reader_.refuse(RefusalCode::final_decision_too_early, object.pointer("on"),
                       {{"day", occasion.on.to_text()}, {"limit", year_.last_day.to_text()}},
                       rules_.clauses.final_day);
    year_.reports.push_back(std::move(occasion));
}

MasteryYear YearReader::read(const JsonValue& input,
                             const std::vector<std::string_view>& other_fields)
{
    std::vector<std::string_view> known = {
        "name",        "section",      "grade",    "student_kind", "first_day", "last_day",
        "as_of",       "enrolled_on",  "subjects", "list_version", "reports",   "committee",
        "sample_list", "second_round", "marks",    "exam",         "exam_mark"};
    known.insert(known.end(), other_fields.begin(), other_fields.end());
    if (!reader_.is_object(input, known))
        return {};
    who_and_when(input);
    refuse_results(input);
    if (const auto subjects = reader_.needed_list(input, "subjects"))
        for (const JsonValue one : *subjects)
            subject(one);
    if (const auto reports = reader_.list(input, "reports"))
        for (const JsonValue one : *reports)
            report(one);
    if (const auto committee = FieldReader::given(input, "committee"))
        year_.committee = read_committee(*committee, reader_);
    year_.list = std::make_shared<const SkillList>(std::move(list_));
    return std::move(year_);
}

}  // namespace

MasteryYear read_mastery_year(const JsonValue& input, const MasteryRules& rules,
                              const std::vector<std::string_view>& other_fields,
                              FieldReader& reader)
{
    return YearReader(rules, reader).read(input, other_fields);
}

}  // namespace taqwim::sa_1426

#include "marks/provisions.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "school/enrolments_store.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/years_store.h"

namespace taqwim::marks {

namespace {

using database::Row;
using database::Session;

constexpr std::string_view k_exam_only_term = "exam_only_term";
constexpr std::string_view k_minimum_mark = "minimum_mark";
constexpr std::string_view k_excluded = "excluded_competency";
constexpr std::string_view k_none = "none";

struct Kind {
    std::string_view name;
    bool is_kuwaiti = false;
    const char* clause;
};
constexpr std::array k_kinds = {Kind{k_exam_only_term, false, "PG-9.2"},
                                Kind{k_minimum_mark, false, "SR-6.5"},
                                Kind{k_excluded, true, "KW-15.A.E1"}};

bool knows(const std::string& regulation, const Kind& kind)
{
    return kind.is_kuwaiti ? regulation == "kw_primary_2016"
                           : regulation == "sa_1426" || regulation == "sa_guide";
}

using Place = std::tuple<std::string, std::string, std::int64_t, std::string>;

Provision provision_in(const Row& row)
{
    return {.id = row.integer("mark_provision_id"),
            .student_id = row.integer("student_id"),
            .school_year_id = row.integer("school_year_id"),
            .kind = row.text("kind"),
            .subject = row.text("subject"),
            .term = static_cast<int>(row.integer("term")),
            .item = row.text("item"),
            .value = row.text("value"),
            .decision = row.text("decision"),
            .is_in_force = row.boolean("is_in_force")};
}

// Of rows in the order of their writing the last of each place, where it is in force.
std::vector<Provision> standing(const std::vector<Row>& rows)
{
    std::map<std::pair<std::int64_t, Place>, Provision> newest;
    for (const Row& row : rows) {
        Provision one = provision_in(row);
        const Place place{one.kind, one.subject, one.term, one.item};
        newest.insert_or_assign({one.student_id, place}, std::move(one));
    }
    std::vector<Provision> all;
    for (auto& [place, one] : newest)
        if (one.is_in_force)
            all.push_back(std::move(one));
    return all;
}

Refusal out_of_range(const char* field, const std::string& value, int minimum, int maximum,
                     const char* clause)
{
    return {RefusalCode::value_out_of_range,
            {{"field", field},
             {"value", value},
             {"minimum", std::to_string(minimum)},
             {"maximum", std::to_string(maximum)}},
            '/' + std::string(field),
            clause};
}

class Providing {
public:
    Providing(school::Changes& changes, SchoolId school, const Provision& wanted)
        : changes_(changes), session_(changes.session()), school_(school), wanted_(wanted)
    {}

    std::optional<Refusal> refuses()
    {
        if (auto refusal =
                school::refuses_change_of_year(session_, school_, wanted_.school_year_id))
            return refusal;
        std::optional<school::Enrolment> enrolment;
        for (school::Enrolment& one : school::enrolments_of(session_, school_, wanted_.student_id))
            if (one.year_id == wanted_.school_year_id)
                enrolment = std::move(one);
        if (!enrolment)
            return Refusal{RefusalCode::not_enrolled,
                           {{"day", changes_.act().today.to_text()}},
                           "student_id",
                           ""};
        const auto plan = school::plan_of_class(session_, school_, enrolment->class_id);
        std::string allowed;
        for (const Kind& kind : k_kinds)
            if (knows(plan->regulation, kind)) {
                allowed.append(allowed.empty() ? "" : ", ").append(kind.name);
                if (kind.name == wanted_.kind)
                    kind_ = &kind;
            }
        if (kind_ == nullptr)
            return school::value_not_listed("kind", wanted_.kind, allowed);
        if (auto refusal = refuses_place(*plan))
            return refusal;
        if (!wanted_.is_in_force)
            return refuses_ending();
        return wanted_.kind == k_exam_only_term ? refuses_marked_term() : std::nullopt;
    }

private:
    [[nodiscard]] std::optional<Refusal> refuses_place(const school::StudyPlan& plan) const
    {
        if (wanted_.kind == k_minimum_mark ? wanted_.term != 0
                                           : wanted_.term < 1 || wanted_.term > 2)
            return wanted_.kind == k_minimum_mark
                       ? out_of_range("term", std::to_string(wanted_.term), 0, 0, kind_->clause)
                       : out_of_range("term", std::to_string(wanted_.term), 1, 2, kind_->clause);
        if (wanted_.kind == k_exam_only_term)
            return std::nullopt;
        if (!plan.find(wanted_.subject))
            return Refusal{RefusalCode::subject_not_in_plan,
                           {{"subject", wanted_.subject}, {"grade", std::to_string(plan.grade)}},
                           "/subject",
                           kind_->clause};
        if (wanted_.kind == k_excluded) {
            constexpr int k_most_competencies = 99;
            const auto number = parse_id(wanted_.item);
            if (!number || *number > k_most_competencies)
                return out_of_range("item", wanted_.item, 1, k_most_competencies, kind_->clause);
            return std::nullopt;
        }
        return wanted_.is_in_force ? refuses_minimum() : std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> refuses_minimum() const
    {
        if (wanted_.value == k_none)
            return std::nullopt;
        if (wanted_.value.empty())
            return Refusal{
                RefusalCode::field_missing, {{"field", "value"}}, "/value", kind_->clause};
        const auto mark = Exact::parse(wanted_.value);
        if (!mark)
            return Refusal{RefusalCode::value_not_a_number,
                           {{"field", "value"}, {"value", wanted_.value}},
                           "/value",
                           kind_->clause};
        constexpr int k_most = 100;
        if (*mark < Exact(0) || *mark > Exact(k_most))
            return out_of_range("value", wanted_.value, 0, k_most, kind_->clause);
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> refuses_ending() const
    {
        const auto known =
            provisions_of(session_, {school_, wanted_.student_id}, wanted_.school_year_id);
        const bool stands = std::ranges::any_of(known, [&](const Provision& one) {
            return one.kind == wanted_.kind && one.subject == wanted_.subject &&
                   one.term == wanted_.term && one.item == wanted_.item;
        });
        return stands ? std::nullopt
                      : std::optional(school::unknown_record("decision", wanted_.student_id));
    }

    // Coursework that is there would be left out of his year unseen.
    [[nodiscard]] std::optional<Refusal> refuses_marked_term() const
    {
        const auto entered = session_.find_one(
            "SELECT COUNT(*) AS cells FROM mark_cell c JOIN mark_sheet s "
            "ON s.school_id = c.school_id AND s.mark_sheet_id = c.mark_sheet_id "
            "JOIN class l ON l.school_id = s.school_id AND l.class_id = s.class_id "
            "WHERE c.school_id = $1 AND c.student_id = $2 AND l.school_year_id = $3 "
            "AND s.term = $4 AND s.part = 'coursework' AND c.mark_centi IS NOT NULL",
            school_, wanted_.student_id, wanted_.school_year_id,
            static_cast<std::int64_t>(wanted_.term));
        const std::int64_t cells = entered->integer("cells");
        if (cells == 0)
            return std::nullopt;
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", "exam_only_term"},
                        {"value", std::to_string(wanted_.term)},
                        {"other_field", "coursework"},
                        {"other_value", std::to_string(cells)}},
                       "/term",
                       kind_->clause};
    }

    school::Changes& changes_;
    Session& session_;
    SchoolId school_;
    const Provision& wanted_;
    const Kind* kind_ = nullptr;
};

}  // namespace

Result<Provision> provide(school::Changes& changes, SchoolId school, const Provision& provision)
{
    if (trimmed(provision.decision).empty())
        return Refusal{RefusalCode::field_missing, {{"field", "decision"}}, "/decision", ""};
    if (auto refusal = Providing(changes, school, provision).refuses())
        return *refusal;
    Provision stored = provision;
    stored.id = changes.new_id();
    const school::Act& act = changes.act();
    school::must_be_one(changes.session().execute(
        "INSERT INTO mark_provision (school_id, mark_provision_id, student_id, school_year_id, "
        "kind, subject, term, item, value, decision, is_in_force, recorded_by, recorded_person, "
        "recorded_as, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15)",
        school, stored.id, stored.student_id, stored.school_year_id, stored.kind, stored.subject,
        static_cast<std::int64_t>(stored.term), stored.item, stored.value, stored.decision,
        stored.is_in_force, act.account_id, act.person_id, act.role, act.at));
    crypto::FieldDigester fields("taqwim.mark_provision.1");
    fields.number(stored.id).number(stored.student_id).number(stored.school_year_id);
    fields.text(stored.kind).text(stored.subject).number(stored.term).text(stored.item);
    fields.text(stored.value).text(stored.decision).number(stored.is_in_force ? 1 : 0);
    fields.number(act.account_id).number(act.person_id).text(act.role).text(act.at.to_text());
    changes.note(stored.is_in_force ? "mark_provision.make" : "mark_provision.end",
                 "student " + std::to_string(stored.student_id), fields.finish());
    return stored;
}

std::vector<Provision> provisions_of(Session& session, StudentId student,
                                     std::int64_t school_year_id)
{
    return standing(session.find_all(
        "SELECT mark_provision_id, student_id, school_year_id, kind, subject, term, item, value, "
        "decision, is_in_force FROM mark_provision WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 ORDER BY mark_provision_id",
        student.school, student.value, school_year_id));
}

std::set<std::int64_t> exam_only_students(Session& session, const MarkSheet& sheet)
{
    std::set<std::int64_t> students;
    const bool has_late_admission = sheet.regulation == "sa_1426" || sheet.regulation == "sa_guide";
    if (!has_late_admission || sheet.term == 0)
        return students;
    for (const Provision& one : standing(session.find_all(
             "SELECT mark_provision_id, student_id, school_year_id, kind, subject, term, item, "
             "value, decision, is_in_force FROM mark_provision WHERE school_id = $1 "
             "AND school_year_id = $2 AND kind = 'exam_only_term' AND term = $3 "
             "ORDER BY mark_provision_id",
             sheet.id.school, sheet.school_year_id, static_cast<std::int64_t>(sheet.term))))
        students.insert(one.student_id);
    return students;
}

std::map<std::int64_t, std::set<std::string>> excluded_competencies(Session& session,
                                                                    const MarkSheet& sheet)
{
    std::map<std::int64_t, std::set<std::string>> excluded;
    if (sheet.part != "formative")
        return excluded;
    for (const Provision& one : standing(session.find_all(
             "SELECT mark_provision_id, student_id, school_year_id, kind, subject, term, item, "
             "value, decision, is_in_force FROM mark_provision WHERE school_id = $1 "
             "AND school_year_id = $2 AND kind = 'excluded_competency' AND subject = $3 "
             "AND term = $4 ORDER BY mark_provision_id",
             sheet.id.school, sheet.school_year_id, sheet.subject,
             static_cast<std::int64_t>(sheet.term))))
        excluded[one.student_id].insert(one.item);
    return excluded;
}

std::string enrolment_in_sheet(const std::string& kind, bool is_exam_only)
{
    const bool has_coursework = kind == "regular" || kind == "temporary";
    return is_exam_only && has_coursework ? std::string(k_exam_only) : kind;
}

void write_provision(const Provision& provision, JsonWriter& json)
{
    json.begin_object();
    json.key("mark_provision_id").text(std::to_string(provision.id));
    json.key("student_id").text(std::to_string(provision.student_id));
    json.key("school_year_id").text(std::to_string(provision.school_year_id));
    json.key("kind").text(provision.kind);
    json.key("subject").text(provision.subject);
    json.key("term").number(provision.term);
    json.key("item").text(provision.item);
    json.key("value").text(provision.value);
    json.key("decision").text(provision.decision);
    json.key("is_in_force").boolean(provision.is_in_force);
    json.end_object();
}

}  // namespace taqwim::marks

#include "exchange/roster_import.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "exchange/student_directory.h"
#include "platform/tables/arabic_text.h"
#include "school/enrolments_store.h"
#include "school/guardians_store.h"
#include "school/names.h"
#include "school/on_day.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::exchange {

namespace {

using database::Session;

struct KnownClass {
    std::int64_t id = 0;
    std::string name;
    std::string grade;
};

// The field of the file that a refusal of the record speaks of.
std::string_view field_of(std::string_view refused)
{
    if (refused.find("name_parts") != std::string_view::npos)
        return "name";
    if (refused.find("student_number") != std::string_view::npos)
        return "student_number";
    if (refused.find("identity_papers") != std::string_view::npos || refused == "/number")
        return "identity_number";
    if (refused.find("identity_number") != std::string_view::npos ||
        refused.find("guardian_identity") != std::string_view::npos)
        return "guardian_identity";
    if (refused.find("class_id") != std::string_view::npos)
        return "class";
    if (refused.find("first_day") != std::string_view::npos)
        return "first_day";
    if (refused.find("kind") != std::string_view::npos)
        return "enrolment_kind";
    return "";
}

Refusal missing(std::string_view field)
{
    return {RefusalCode::field_missing, {{"field", std::string(field)}}, std::string(field), ""};
}

class RosterImport {
public:
    RosterImport(school::Changes& changes, SchoolId school, RosterFile file, const RosterWish& wish)
        : changes_(changes),
          session_(changes.session()),
          school_(school),
          file_(std::move(file)),
          wish_(wish),
          year_(school::year_on(session_, school, wish.first_day)),
          directory_(StudentDirectory::read(session_, school, year_ ? year_->id : 0)),
          of_school_(*school::find_school(session_, school))
    {
        if (year_)
            for (const database::Row& row : session_.find_all(
                     "SELECT c.class_id, c.name, p.grade FROM class c JOIN study_plan p "
                     "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                     "WHERE c.school_id = $1 AND c.school_year_id = $2 ORDER BY c.class_id",
                     school, year_->id))
                classes_.push_back({row.integer("class_id"), row.text("name"),
                                    std::to_string(row.integer("grade"))});
    }

    RosterOutcome carry_out()
    {
        outcome_.plan = std::move(file_.plan);
        if (!year_) {
            outcome_.plan.refuse(
                {}, {RefusalCode::day_not_of_school, {{"day", wish_.first_day.to_text()}}, "", ""});
            return std::move(outcome_);
        }
        for (const RosterRow& row : file_.rows)
            carry_out(row);
        return std::move(outcome_);
    }

private:
    struct Conflict {
        std::string field;
        std::string was;
        std::string value;
    };
    struct RowDone {
        bool is_undone = false;
    };

    void carry_out(const RosterRow& row)
    {
        items_.clear();
        conflicts_.clear();
        bool is_left_out = false;
        const auto done = changes_.attempt([&]() -> Result<RowDone> {
            if (const auto refusal = take(row))
                return *refusal;
            is_left_out =
                wish_.leaves_conflicts_out && !wish_.accepts_overwrites && !conflicts_.empty();
            if (is_left_out)
                return Refusal{RefusalCode::import_overwrites, {}, "", ""};
            return RowDone{};
        });
        if (!done && !is_left_out) {
            Refusal refusal = done.refusal();
            const std::string_view named =
                row.places.contains(refusal.field) ? "" : field_of(refusal.field);
            const Place place = row.place_of(named.empty() ? refusal.field : named);
            outcome_.plan.refuse(place, std::move(refusal));
            return;
        }
        for (const Conflict& conflict : conflicts_)
            outcome_.plan.refuse_overwriting(row.place_of(conflict.field), conflict.was,
                                             conflict.value);
        for (PlanItem& item : items_) {
            if (item.state != ItemState::same)
                ++(is_left_out ? outcome_.left_out : outcome_.stored);
            outcome_.plan.items.push_back(std::move(item));
        }
    }

    std::optional<Refusal> take(const RosterRow& row)
    {
        const auto class_id = class_in(row);
        if (!class_id)
            return class_id.refusal();
        const std::int64_t in_class = *class_id;
        const std::string name = school::joined_name(row.name_parts);
        const auto found = directory_.find({.identity = row.identity_number,
                                            .number = row.student_number,
                                            .name = name,
                                            .number_lost_zeros = row.number_lost_zeros,
                                            .classes = {&in_class, 1},
                                            .day = wish_.first_day});
        if (!found) {
            Refusal refusal = found.refusal();
            refusal.field = "identity_number";
            return refusal;
        }
        std::int64_t student = 0;
        if (*found) {
            student = **found;
            if (auto refusal = change_student(row, student))
                return refusal;
        } else {
            auto added = add_student(row);
            if (!added)
                return added.refusal();
            student = *added;
        }
        is_new_ = !*found;
        if (auto refusal = enrol(row, student, in_class))
            return refusal;
        return take_guardian(row, student);
    }

    Result<std::int64_t> class_in(const RosterRow& row) const
    {
        if (row.class_name.empty()) {
            if (wish_.class_id)
                return *wish_.class_id;
            return missing("class");
        }
        const std::string form = tables::heading_form(row.class_name);
        const std::string with_grade = tables::heading_form(row.grade + ' ' + row.class_name);
        std::optional<std::int64_t> found;
        for (const KnownClass& one : classes_) {
            const std::string name = tables::heading_form(one.name);
            const std::string full = tables::heading_form(one.grade + ' ' + one.name);
            const bool fits =
                name == form || full == form || name == with_grade || full == with_grade;
            if (!fits || (!row.grade.empty() && one.grade != row.grade))
                continue;
            if (found)
                return Refusal{RefusalCode::column_ambiguous,
                               {{"column", row.class_name}, {"allowed", listed_classes()}},
                               "class",
                               ""};
            found = one.id;
        }
        if (!found)
            return Refusal{
                RefusalCode::value_not_listed,
                {{"field", "class"}, {"value", row.class_name}, {"allowed", listed_classes()}},
                "class",
                ""};
        return *found;
    }

    [[nodiscard]] std::string listed_classes() const
    {
        std::string names;
        for (const KnownClass& one : classes_)
            names.append(names.empty() ? "" : ", ").append(full_class_name(one.grade, one.name));
        return names;
    }

    // The kind of the paper: said, or by the country's own form of numbers.
    [[nodiscard]] std::string identity_kind(const RosterRow& row) const
    {
        if (!row.identity_kind.empty() || row.identity_number.empty())
            return row.identity_kind;
        const std::string number = plain_digits(row.identity_number);
        if (of_country() == "SA" && number.starts_with('1'))
            return "national_id";
        if (of_country() == "SA" && number.starts_with('2'))
            return "residence";
        if (row.nationality.empty())
            return "";
        return row.nationality == of_country() ? "national_id" : "residence";
    }

    [[nodiscard]] const std::string& of_country() const { return directory_.country(); }

    [[nodiscard]] std::string nationality(const RosterRow& row) const
    {
        if (row.nationality.empty() && identity_kind(row) == "national_id")
            return of_country();
        return row.nationality;
    }

    [[nodiscard]] std::string sex(const RosterRow& row) const
    {
        if (!row.sex.empty())
            return row.sex;
        if (of_school_.students_sex == "boys")
            return "male";
        return of_school_.students_sex == "girls" ? "female" : "";
    }

    Result<std::int64_t> add_student(const RosterRow& row)
    {
        school::Student student;
        student.number =
            row.student_number.empty() ? plain_digits(row.identity_number) : row.student_number;
        student.name_parts = row.name_parts;
        student.name_en = row.name_en;
        student.sex = sex(row);
        student.birth_day = row.birth_day;
        student.nationality = nationality(row);
        if (student.sex.empty())
            return missing("sex");
        if (student.nationality.empty())
            return missing("nationality");
        std::vector<school::IdentityPaper> papers;
        if (!row.identity_number.empty()) {
            papers.emplace_back();
            papers.back().kind = identity_kind(row);
            papers.back().number = row.identity_number;
            if (papers.back().kind.empty())
                return missing("identity_kind");
        }
        const auto added = school::add_student_within(changes_, school_, student, papers);
        if (!added)
            return added.refusal();
        add_item(row, "name", 0, "student.add", "", school::joined_name(student.name_parts),
                 ItemState::added);
        return added->id;
    }

    std::optional<Refusal> change_student(const RosterRow& row, std::int64_t id)
    {
        const auto current = school::find_student(session_, school_, id);
        school::Student changed = *current;
        bool is_other = false;
        const auto hold = [&](const char* field, std::string& was, const std::string& value) {
            if (value.empty() || was == value)
                return;
            if (!was.empty())
                conflicts_.push_back({field, was, value});
            was = value;
            is_other = true;
        };
        // Another spelling of the same name is no other name.
        const std::string name = school::joined_name(current->name_parts);
        const std::string named = school::joined_name(row.name_parts);
        if (tables::search_form(name) != tables::search_form(named)) {
            conflicts_.push_back({"name", name, named});
            changed.name_parts = row.name_parts;
            is_other = true;
        }
        hold("name_en", changed.name_en, row.name_en);
        hold("sex", changed.sex, row.sex);
        hold("nationality", changed.nationality, row.nationality);
        if (!row.number_lost_zeros)
            hold("student_number", changed.number, row.student_number);
        if (row.birth_day && changed.birth_day != row.birth_day) {
            if (changed.birth_day)
                conflicts_.push_back(
                    {"birth_day", changed.birth_day->to_text(), row.birth_day->to_text()});
            changed.birth_day = row.birth_day;
            is_other = true;
        }
        if (is_other) {
            const auto stored = school::change_student_within(changes_, school_, changed);
            if (!stored)
                return stored.refusal();
        }
        add_item(row, "name", id, "student.change", name, named,
                 is_other ? ItemState::changed : ItemState::same, current->version);
        return add_paper(row, id);
    }

    std::optional<Refusal> add_paper(const RosterRow& row, std::int64_t id)
    {
        if (row.identity_number.empty())
            return std::nullopt;
        const auto number =
            school::checked_person_number(of_country(), row.identity_number, "identity_number");
        if (!number)
            return number.refusal();
        const auto papers = school::papers_of(session_, school_, id);
        if (std::ranges::find(papers, *number, &school::IdentityPaper::number) != papers.end())
            return std::nullopt;
        school::IdentityPaper paper;
        paper.student_id = id;
        paper.kind = identity_kind(row);
        paper.number = *number;
        if (paper.kind.empty())
            return missing("identity_kind");
        const auto added = school::add_paper_within(changes_, school_, paper);
        if (!added)
            return added.refusal();
        add_item(row, "identity_number", id, "identity_paper.add", "", *number, ItemState::added);
        return std::nullopt;
    }

    std::optional<Refusal> enrol(const RosterRow& row, std::int64_t student, std::int64_t class_id)
    {
        const Day first_day = row.first_day.value_or(std::max(wish_.first_day, year_->first_day));
        std::optional<school::Enrolment> current;
        for (const school::Enrolment& one : school::enrolments_of(session_, school_, student))
            if (one.year_id == year_->id && !one.days.last)
                current = one;
        const std::int64_t shown = is_new_ ? 0 : student;
        if (!current) {
            school::Enrolment enrolment;
            enrolment.student_id = student;
            enrolment.class_id = class_id;
            enrolment.kind = !row.enrolment_kind.empty()   ? row.enrolment_kind
                             : of_school_.shift == "night" ? "night"
                                                           : "regular";
            enrolment.days.first = first_day;
            const auto added = school::enrol_within(changes_, school_, enrolment);
            if (!added)
                return added.refusal();
            add_item(row, "class", shown, "enrolment.add", "", class_name(class_id),
                     ItemState::added, 0, class_id);
            return std::nullopt;
        }
        if (!row.enrolment_kind.empty() && row.enrolment_kind != current->kind)
            return Refusal{RefusalCode::facts_contradict,
                           {{"field", "enrolment_kind"},
                            {"value", row.enrolment_kind},
                            {"other_field", "enrolment"},
                            {"other_value", current->kind}},
                           "enrolment_kind",
                           ""};
        if (current->class_id == class_id) {
            add_item(row, "class", shown, "enrolment.add", class_name(class_id),
                     class_name(class_id), ItemState::same, current->version, class_id);
            return std::nullopt;
        }
        conflicts_.push_back({"class", class_name(current->class_id), class_name(class_id)});
        const Day from = row.first_day.value_or(wish_.first_day);
        const auto moved =
            school::move_within(changes_, school_, current->id, current->version, class_id, from);
        if (!moved)
            return moved.refusal();
        add_item(row, "class", shown, "enrolment.move", class_name(current->class_id),
                 class_name(class_id), ItemState::changed, current->version, class_id);
        return std::nullopt;
    }

    [[nodiscard]] std::string class_name(std::int64_t id) const
    {
        for (const KnownClass& one : classes_)
            if (one.id == id)
                return full_class_name(one.grade, one.name);
        return std::to_string(id);
    }

    std::optional<Refusal> take_guardian(const RosterRow& row, std::int64_t student)
    {
        if (row.guardian_name.empty() && row.guardian_identity.empty())
            return std::nullopt;
        const std::int64_t shown = is_new_ ? 0 : student;
        auto known = known_guardian(row, student);
        if (!known)
            return known.refusal();
        std::optional<school::Guardian> guardian = *known;
        if (!guardian) {
            if (row.guardian_name.empty())
                return missing("guardian_name");
            school::Guardian added;
            added.name_ar = row.guardian_name;
            if (!row.guardian_identity.empty())
                added.identity_number = row.guardian_identity;
            if (!row.guardian_telephone.empty())
                added.telephone = row.guardian_telephone;
            const auto stored = school::add_guardian_within(changes_, school_, added);
            if (!stored)
                return stored.refusal();
            guardian = *stored;
            add_item(row, "guardian_name", shown, "guardian.add", "", row.guardian_name,
                     ItemState::added);
        } else if (!row.guardian_telephone.empty() &&
                   guardian->telephone != row.guardian_telephone) {
            school::Guardian changed = *guardian;
            if (changed.telephone)
                conflicts_.push_back(
                    {"guardian_telephone", *changed.telephone, row.guardian_telephone});
            add_item(row, "guardian_telephone", shown, "guardian.change",
                     changed.telephone.value_or(""), row.guardian_telephone, ItemState::changed,
                     changed.version);
            changed.telephone = row.guardian_telephone;
            if (const auto stored = school::change_guardian_within(changes_, school_, changed);
                !stored)
                return stored.refusal();
        }
        for (const school::Guardianship& one :
             school::guardianships_of_student(session_, school_, student))
            if (one.guardian_id == guardian->id && !one.days.last)
                return std::nullopt;
        school::Guardianship guardianship;
        guardianship.guardian_id = guardian->id;
        guardianship.student_id = student;
        guardianship.relation = relation(row);
        guardianship.days.first = wish_.first_day;
        if (guardianship.relation.empty())
            return missing("guardian_relation");
        const auto added = school::add_guardianship_within(changes_, school_, guardianship);
        if (!added)
            return added.refusal();
        add_item(row, "guardian_name", shown, "guardianship.add", "", guardianship.relation,
                 ItemState::added);
        return std::nullopt;
    }

    Result<std::optional<school::Guardian>> known_guardian(const RosterRow& row,
                                                           std::int64_t student)
    {
        if (!row.guardian_identity.empty()) {
            const auto number = school::checked_person_number(of_country(), row.guardian_identity,
                                                              "guardian_identity");
            if (!number)
                return number.refusal();
            if (const auto id = school::guardian_identified(session_, school_, *number))
                return school::find_guardian(session_, school_, *id);
        }
        const std::string form = tables::search_form(row.guardian_name);
        for (const school::Guardianship& one :
             school::guardianships_of_student(session_, school_, student)) {
            auto guardian = school::find_guardian(session_, school_, one.guardian_id);
            const bool is_other_person =
                !row.guardian_identity.empty() && guardian->identity_number.has_value();
            if (!is_other_person && !one.days.last &&
                tables::search_form(guardian->name_ar) == form)
                return guardian;
        }
        return std::optional<school::Guardian>();
    }

    // Said; or the father, when the guardian's name is the student's own from the second part on.
    [[nodiscard]] static std::string relation(const RosterRow& row)
    {
        if (!row.guardian_relation.empty())
            return row.guardian_relation;
        if (row.name_parts.size() < 3)
            return "";
        const std::string after_first = tables::search_form(
            school::joined_name({row.name_parts.begin() + 1, row.name_parts.end()}));
        const std::string name = tables::search_form(row.guardian_name);
        return name == after_first || after_first.starts_with(name + ' ') ? "father" : "";
    }

    void add_item(const RosterRow& row, std::string_view field, std::int64_t student,
                  std::string what, std::string was, std::string value, ItemState state,
                  std::int64_t version = 0, std::int64_t target = 0)
    {
        items_.push_back({.place = row.place_of(field),
                          .student_id = student,
                          .what = std::move(what),
                          .was = std::move(was),
                          .value = std::move(value),
                          .state = state,
                          .target = target,
                          .version = version});
    }

    school::Changes& changes_;
    Session& session_;
    SchoolId school_;
    RosterFile file_;
    RosterWish wish_;
    std::optional<school::TeachingYear> year_;
    StudentDirectory directory_;
    school::School of_school_;
    std::vector<KnownClass> classes_;
    std::vector<PlanItem> items_;
    std::vector<Conflict> conflicts_;
    bool is_new_ = false;
    RosterOutcome outcome_;
};

}  // namespace

std::string full_class_name(std::string_view grade, std::string_view name)
{
    const std::string before = std::string(grade) + '/';
    return name.starts_with(before) ? std::string(name) : before + std::string(name);
}

RosterOutcome carry_out_roster(school::Changes& changes, SchoolId school, RosterFile file,
                               const RosterWish& wish)
{
    return RosterImport(changes, school, std::move(file), wish).carry_out();
}

}  // namespace taqwim::exchange

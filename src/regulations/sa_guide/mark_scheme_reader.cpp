// Reads schemes/mark_schemes.json and checks that it is complete: mark_scheme.h says what SchemeBook::read promises.

#include <algorithm>
#include <array>
#include <set>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_guide/mark_scheme.h"

namespace taqwim::sa_guide {

namespace {

// PG-G.12, D27  Who is assessed continuously in oral subjects: whoever attends. Affiliated students do not.
constexpr std::array k_attending = {"regular", "late_case1", "night", "literacy"};
constexpr std::string_view k_other_subject = "*";

void scale_entries(std::vector<Component>& components, bool& any)
{
    for (Component& component : components) {
        scale_entries(component.parts, any);
        if (!component.scaled_from)
            continue;
        Component paper = component;
        paper.id += ".paper";
        paper.maximum = *component.scaled_from;
        paper.scaled_from.reset();
        component.combination = Combination::scaled;
        component.parts = {std::move(paper)};
        any = true;
    }
}

}  // namespace

class SchemeReader {
public:
    explicit SchemeReader(const EmbeddedFile& file) : file_(file) {}

    SchemeBook read()
    {
        JsonReader reader;
        const Result<JsonValue> root = reader.read(file_.text);
        if (!root) {
            std::string message = "is not JSON: " + to_code_text(root.refusal().code);
            for (const auto& [name, value] : root.refusal().arguments) {
                message += ", ";
                message += name;
                message += ' ';
                message += value;
            }
            throw ConfigurationFault({std::string(file_.path), 0, message});
        }
        read_root(*root);
        if (problems_.empty())
            check_book();
        if (!problems_.empty())
            throw ConfigurationFault(std::move(problems_));
        return std::move(book_);
    }

private:
    void report(const std::string& place, const std::string& message)
    {
        problems_.push_back({std::string(file_.path), 0, place + ": " + message});
    }

    // ---- values -----------------------------------------------------------------------------------------------------

    void refuse_unknown(const JsonValue& object, std::initializer_list<std::string_view> known)
    {
        for (const JsonValue member : object)
            if (std::find(known.begin(), known.end(), member.key()) == known.end())
                report(member.pointer(), "is not known here. To fix: correct the name.");
    }

    std::string text(const JsonValue& object, std::string_view key)
    {
        const auto value = object.find(key);
        if (!value || value->text().empty()) {
            report(object.pointer(key), "must be a text that is not empty");
            return "";
        }
        return std::string(value->text());
    }
    std::string optional_text(const JsonValue& object, std::string_view key)
    {
        return object.find(key) ? text(object, key) : std::string();
    }

    Mark mark(const JsonValue& object, std::string_view key)
    {
        const auto number = Exact::parse(text(object, key));
        if (!number || *number <= Exact(0)) {
            report(object.pointer(key), "must be a mark above 0, written as a text");
            return Mark(0);
        }
        return Mark(*number);
    }

    std::vector<std::string> texts(const JsonValue& object, std::string_view key)
    {
        std::vector<std::string> list;
        const auto value = object.find(key);
        if (!value || !value->is(JsonKind::array)) {
            report(object.pointer(key), "must be a list of texts");
            return list;
        }
        for (const JsonValue one : *value) {
            if (one.text().empty())
                report(one.pointer(), "must be a text that is not empty");
            list.emplace_back(one.text());
        }
        return list;
    }

    ParameterStatus status(const JsonValue& object)
    {
        const std::string word = optional_text(object, "status");
        for (const ParameterStatus one :
             {ParameterStatus::enacted, ParameterStatus::found, ParameterStatus::assumed})
            if (word == to_text(one))
                return one;
        if (!word.empty())
            report(object.pointer("status"), "must be enacted, found or assumed");
        return ParameterStatus::enacted;
    }

    // ---- the file ---------------------------------------------------------------------------------------------------

    void read_root(const JsonValue& root)
    {
        refuse_unknown(root, {"format", "about", "subjects", "students", "schemes", "rubrics"});
        if (text(root, "format") != "taqwim.mark-schemes/1")
            report("/format", "must be \"taqwim.mark-schemes/1\"");
        for_each(root, "subjects", [&](const JsonValue& one) { read_subject(one); });
        for_each(root, "students", [&](const JsonValue& one) { read_students(one); });
        for_each(root, "schemes", [&](const JsonValue& one) { read_scheme(one); });
        for_each(root, "rubrics", [&](const JsonValue& one) { read_rubric(one); });
    }

    template <class Read>
    void for_each(const JsonValue& object, std::string_view key, Read read)
    {
        const auto list = object.find(key);
        if (!list || !list->is(JsonKind::array) || list->size() == 0) {
            report(object.pointer(key), "must be a list that is not empty");
            return;
        }
        for (const JsonValue one : *list)
            read(one);
    }

    void read_subject(const JsonValue& object)
    {
        refuse_unknown(object, {"subject", "ar", "en", "codes", "oral_grades"});
        book_.subjects_.push_back({.code = text(object, "subject"),
                                   .plan_codes = texts(object, "codes"),
                                   .oral_grades = texts(object, "oral_grades")});
    }

    void read_students(const JsonValue& object)
    {
        refuse_unknown(object, {"student_type", "school_types", "grades", "terms"});
        book_.students_.push_back({.student_type = text(object, "student_type"),
                                   .school_types = texts(object, "school_types"),
                                   .grades = texts(object, "grades"),
                                   .terms = texts(object, "terms")});
    }

    void read_scheme(const JsonValue& object)
    {
        refuse_unknown(object, {"scheme", "clause", "source", "from", "ar", "en", "subjects",
                                "grades", "terms", "student_types", "school_types", "max",
                                "assessment", "requires", "components"});
        MarkScheme scheme;
        scheme.code = text(object, "scheme");
        scheme.clause = text(object, "clause");
        scheme.source = text(object, "source");
        scheme.label_ar = text(object, "ar");
        scheme.label_en = text(object, "en");
        scheme.subjects = texts(object, "subjects");
        scheme.grades = texts(object, "grades");
        scheme.terms = texts(object, "terms");
        scheme.student_types = texts(object, "student_types");
        scheme.school_types = texts(object, "school_types");
        scheme.maximum = mark(object, "max");
        if (const auto day = Day::parse(text(object, "from")))
            scheme.from = *day;
        else
            report(object.pointer("from"), "must be a day, such as 1999-09-01");

        const std::string assessment = text(object, "assessment");
        scheme.continuous = assessment == "continuous";
        if (!scheme.continuous && assessment != "exam")
            report(object.pointer("assessment"), "must be continuous or exam");
        const std::string needs = optional_text(object, "requires");
        scheme.needs_ministry_decision = needs == "ministry_decision";
        if (!needs.empty() && !scheme.needs_ministry_decision)
            report(object.pointer("requires"), "must be ministry_decision");

        for_each(object, "components",
                 [&](const JsonValue& one) { scheme.components.push_back(read_component(one)); });
        check_scheme(object, scheme);

        bool any_scaled = false;
        MarkScheme scaled = scheme;
        scale_entries(scaled.components, any_scaled);
        scheme.has_scaled_form = any_scaled;
        book_.schemes_.push_back(std::move(scheme));
        if (any_scaled) {
            scaled.has_scaled_form = true;
            scaled.is_scaled_form = true;
            book_.schemes_.push_back(std::move(scaled));
        }
    }

    Component read_component(const JsonValue& object)
    {
        refuse_unknown(object, {"id", "ar", "en", "max", "kind", "clause", "status", "basis",
                                "combine", "entry", "scaled_from", "children"});
        Component component;
        component.id = text(object, "id");
        component.label_ar = text(object, "ar");
        component.label_en = text(object, "en");
        component.kind = text(object, "kind");
        component.clause = optional_text(object, "clause");
        component.status = status(object);
        component.maximum = mark(object, "max");
        const std::string entry = optional_text(object, "entry");
        component.may_be_entered_whole = entry == "whole_or_parts";
        if (!entry.empty() && !component.may_be_entered_whole)
            report(object.pointer("entry"), "must be whole_or_parts");
        if (object.find("scaled_from"))
            component.scaled_from = mark(object, "scaled_from");

        static constexpr std::array kinds = {"written",    "oral",    "practical",
                                             "continuous", "project", "skill",
                                             "measure",    "rubric",  "group"};
        if (std::find(kinds.begin(), kinds.end(), component.kind) == kinds.end())
            report(object.pointer("kind"), "\"" + component.kind + "\" is no kind of component");
        const bool has_parts = object.find("children").has_value();
        if (has_parts != (component.kind == "group"))
            report(object.pointer(), "a group has children, and nothing else has");
        if (!has_parts)
            return component;

        component.combination = Combination::sum;
        const std::string combine = optional_text(object, "combine");
        if (combine == "mean")
            component.combination = Combination::mean;
        else if (combine == "scaled")
            component.combination = Combination::scaled;
        else if (!combine.empty())
            report(object.pointer("combine"), "must be mean or scaled");
        for_each(object, "children",
                 [&](const JsonValue& one) { component.parts.push_back(read_component(one)); });
        check_parts(object.pointer(), component);
        return component;
    }

    // SR-6.4, PG-5.0  What the parts can give is what the component can have.
    void check_parts(const std::string& place, const Component& component)
    {
        Mark sum(0);
        for (const Component& part : component.parts) {
            sum += part.maximum;
            if (component.combination == Combination::mean && part.maximum != component.maximum)
                report(place, "the parts of a mean have the maximum of the component, but \"" +
                                  part.id + "\" has " + part.maximum.to_text() + " of " +
                                  component.maximum.to_text());
        }
        if (component.combination == Combination::sum && sum != component.maximum)
            report(place, "the parts of \"" + component.id + "\" add up to " + sum.to_text() +
                              ", not to its maximum " + component.maximum.to_text());
    }

    void check_scheme(const JsonValue& object, const MarkScheme& scheme)
    {
        Mark sum(0);
        for (const Component& component : scheme.components)
            sum += component.maximum;
        if (sum != scheme.maximum)
            report(object.pointer(), "the components of " + scheme.code + " add up to " +
                                         sum.to_text() + ", not to its maximum " +
                                         scheme.maximum.to_text());
        const bool is_year = scheme.terms == std::vector<std::string>{"year"};
        const Mark whole(is_year ? 100 : 50);
        if (scheme.maximum != whole)
            report(object.pointer("max"), std::string(is_year ? "a year" : "a term") + " has " +
                                              whole.to_text() + " marks (SR-6.4)");
        if (scheme.subjects.size() > 1 && scheme.subjects.front() == k_other_subject)
            report(object.pointer("subjects"), "\"*\" stands alone");

        std::set<std::string> ids;
        const auto check_ids = [&](const auto& self,
                                   const std::vector<Component>& components) -> void {
            for (const Component& component : components) {
                if (!ids.insert(component.id).second)
                    report(object.pointer(), "\"" + component.id + "\" stands twice");
                // PG-4.5  Neither homework nor participation is a part of the mark of an oral subject.
                if (scheme.continuous && component.kind == "continuous")
                    report(object.pointer(), "\"" + component.id +
                                                 "\" is no skill: oral subjects have no mark for "
                                                 "homework and participation (PG-4.5)");
                self(self, component.parts);
            }
        };
        check_ids(check_ids, scheme.components);
    }

    void read_rubric(const JsonValue& object)
    {
        refuse_unknown(object, {"rubric", "clause", "source", "status", "max", "ar", "en", "leaves",
                                "grades", "items"});
        Rubric rubric;
        rubric.code = text(object, "rubric");
        rubric.clause = text(object, "clause");
        rubric.maximum = mark(object, "max");
        rubric.grades = texts(object, "grades");
        for_each(object, "leaves", [&](const JsonValue& leaf) {
            std::vector<std::string> names;
            for (const JsonValue name : leaf)
                names.emplace_back(name.text());
            if (names.size() != 2)
                report(leaf.pointer(), "must name a scheme and a component");
            else
                rubric.leaves.push_back({.scheme = names[0], .component = names[1]});
        });
        Mark sum(0);
        for_each(object, "items", [&](const JsonValue& item) {
            refuse_unknown(item, {"id", "ar", "en", "max"});
            rubric.items.push_back({.id = text(item, "id"),
                                    .label_ar = text(item, "ar"),
                                    .label_en = text(item, "en"),
                                    .maximum = mark(item, "max")});
            sum += rubric.items.back().maximum;
        });
        if (sum != rubric.maximum)
            report(object.pointer(), "the items of " + rubric.code + " add up to " + sum.to_text() +
                                         ", not to " + rubric.maximum.to_text());
        book_.rubrics_.push_back(std::move(rubric));
    }

    // ---- all together -----------------------------------------------------------------------------------------------

    void check_book()
    {
        for (const Rubric& rubric : book_.rubrics_)
            for (const Rubric::Leaf& leaf : rubric.leaves)
                for (const MarkScheme& scheme : book_.schemes_)
                    if (scheme.code == leaf.scheme) {
                        const Component* const component = scheme.find(leaf.component);
                        if (component == nullptr || component->maximum != rubric.maximum)
                            report(rubric.code, "divides " + leaf.component + " of " + leaf.scheme +
                                                    ", which is not there or has another maximum");
                    }
        std::set<Day> changes;
        for (const MarkScheme& scheme : book_.schemes_)
            changes.insert(scheme.from);
        for (const Day day : changes)
            for (const AffiliatePapers papers : {AffiliatePapers::direct, AffiliatePapers::scaled})
                check_day(book_.on(day, papers), day);
    }

    // Rulings 11 and 14 of the catalogue: exactly one scheme for each student and subject.
    void check_day(const SchemesOnDay& schemes, Day day)
    {
        std::vector<std::string> subjects = {std::string(k_other_subject)};
        for (const SchemeSubject& subject : book_.subjects_)
            subjects.push_back(subject.code);
        for (const StudentsOfType& students : book_.students_)
            for (const std::string& school_type : students.school_types)
                for (const std::string& grade : students.grades)
                    for (const std::string& term : students.terms)
                        for (const std::string& subject : subjects)
                            check_match(schemes, day,
                                        {.subject = subject,
                                         .grade = grade,
                                         .term = term,
                                         .student_type = students.student_type,
                                         .school_type = school_type});
    }

    void check_match(const SchemesOnDay& schemes, Day day, const SchemeQuery& query)
    {
        const auto matches = schemes.matches(query);
        const auto place = [&] {
            return "on " + day.to_text() + " subject " + std::string(query.subject) + ", grade " +
                   std::string(query.grade) + ", term " + std::string(query.term) + ", " +
                   std::string(query.student_type) + " student, " + std::string(query.school_type) +
                   " school";
        };
        if (matches.size() != 1) {
            std::string codes;
            for (const MarkScheme* const scheme : matches)
                codes += (codes.empty() ? ": " : ", ") + scheme->code;
            report(place(), std::to_string(matches.size()) + " schemes match" + codes +
                                ". To fix: let exactly one match.");
            return;
        }
        const bool attends = std::find(k_attending.begin(), k_attending.end(),
                                       query.student_type) != k_attending.end();
        const bool must_be_oral = attends && book_.is_oral(query.subject, query.grade);
        if (matches.front()->continuous != must_be_oral)
            report(place(), matches.front()->code +
                                (must_be_oral ? " is no continuous assessment (PG-G.12)"
                                              : " is for oral subjects alone (PG-4.12)"));
    }

    const EmbeddedFile& file_;
    SchemeBook book_;
    std::vector<ConfigurationProblem> problems_;
};

SchemeBook SchemeBook::read(const EmbeddedFile& file)
{
    return SchemeReader(file).read();
}

}  // namespace taqwim::sa_guide

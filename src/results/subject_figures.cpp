#include "results/subject_figures.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace taqwim::results {

namespace {

std::optional<JsonValue> at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    std::optional<JsonValue> value = from;
    for (const std::string_view name : path) {
        if (!value->is(JsonKind::object))
            return std::nullopt;
        value = value->find(name);
        if (!value || value->is(JsonKind::null))
            return std::nullopt;
    }
    return value;
}

std::string text_at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = at(from, path);
    return value && value->is(JsonKind::text) ? std::string(value->text()) : std::string();
}

std::optional<Exact> mark_at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = at(from, path);
    if (!value || !(value->is(JsonKind::text) || value->is(JsonKind::number)))
        return std::nullopt;
    const auto number = Exact::parse(value->is(JsonKind::text) ? value->text() : value->number());
    return number ? std::optional(number.value()) : std::nullopt;
}

class Reader {
protected:
    // A figure, or what it waits for.
    void add(const char* name, const std::optional<Exact>& value, std::string_view waits_for,
             std::string grade = {})
    {
        if (value)
            figures_.known.push_back({name, *value, std::move(grade)});
        else
            figures_.awaited.push_back({name, std::string(waits_for)});
    }

    // The year's: of a term's sheet it waits for that term first.
    void add_year(const std::optional<Exact>& value, int term, std::string grade = {})
    {
        const char* waits_for = "other_term";
        if (term == 0)
            waits_for = "marks";
        else if (!figures_.knows("term"))
            waits_for = "term";
        add("year", value, waits_for, std::move(grade));
    }

    SubjectFigures figures_;
};

// kw_primary_2016: {"terms": {"T1": {"subjects": {CODE: {"formative", "summative", "net", "grade"}}}}, "year": …}
class KuwaitiFigures : Reader {
public:
    KuwaitiFigures(const JsonValue& outcome, std::string_view subject)
        : outcome_(outcome), subject_(subject)
    {}

    SubjectFigures read(int term)
    {
        const std::string name = "T" + std::to_string(term);
        if (const auto found = at(outcome_, {"terms", name, "subjects", subject_}))
            read_term(*found);
        else if (term != 0)
            return {};
        read_year(term);
        return std::move(figures_);
    }

private:
    // Why a part is not known; nothing where it is known or not due.
    static std::string waited_for(const JsonValue& term, const std::string& part)
    {
        const std::string status = text_at(term, {part + "_status"});
        if (status == "provisional")
            return "make_up";
        return status == "awaiting_second_chance" ? "second_chance" : "marks";
    }

    void read_term(const JsonValue& term)
    {
        // Exempt, not taught, or carried from the class before: nothing is measured in this term.
        if (!term.find("formative")) {
            for (const char* const name : {"formative", "final", "term"})
                add(name, std::nullopt, "not_due");
            return;
        }
        const auto formative = mark_at(term, {"formative"});
        const auto final = mark_at(term, {"summative"});
        const std::string of_formative = waited_for(term, "formative");
        const std::string of_final = waited_for(term, "summative");
        add("formative", formative, of_formative);
        add("final", final, of_final);
        std::string of_term = "marks";
        if (!formative)
            of_term = of_formative == "marks" ? "formative" : of_formative;
        else if (!final)
            of_term = of_final == "marks" ? "final" : of_final;
        add("term", mark_at(term, {"net"}), of_term, text_at(term, {"grade"}));
    }

    void read_year(int term)
    {
        for (const std::string_view chance : {"second_round", "placement"})
            if (const auto taken = at(outcome_, {chance, "subjects", subject_})) {
                add_year(mark_at(*taken, {"recorded"}), term, text_at(*taken, {"grade"}));
                return;
            }
        const auto year = at(outcome_, {"year", "subjects", subject_});
        if (!year)
            return;
        if (at(*year, {"exempt"}))
            add("year", std::nullopt, "not_due");
        else if (text_at(*year, {"status"}) == "awaiting_second_chance")
            add("year", std::nullopt, "second_chance");
        else
            add_year(mark_at(*year, {"after_raise"}), term, text_at(*year, {"grade"}));
    }

    JsonValue outcome_;
    std::string_view subject_;
};

// sa_1426, sa_guide: {"subjects": {CODE: {"terms": {"t1": {"coursework", "exam", "sitting", "mark"}}, "final"}}}
class SaudiFigures : Reader {
public:
    SubjectFigures read(const JsonValue& subject, int term)
    {
        constexpr std::array<std::string_view, 3> keys = {"t1", "t2", "t3"};
        if (term > 0) {
            const auto found = at(subject, {"terms", keys.at(static_cast<std::size_t>(term - 1))});
            if (found)
                read_term(*found);
            else
                for (const char* const name : {"coursework", "exam", "term"})
                    add(name, std::nullopt, "not_due");
        }
        read_year(subject, term);
        return std::move(figures_);
    }

private:
    static std::string waited_for_exam(const JsonValue& term)
    {
        const std::string sitting = text_at(term, {"sitting"});
        if (sitting == "excused_pending")
            return "make_up";
        if (sitting == "unexcused")
            return "absent";
        return sitting == "cancelled" ? "cancelled" : "marks";
    }

    void read_term(const JsonValue& term)
    {
        // What this student has no maximum of is not in the outcome.
        const bool has_coursework = term.find("coursework").has_value();
        const bool has_exam = term.find("exam").has_value();
        const auto coursework = mark_at(term, {"coursework"});
        const std::string of_exam = waited_for_exam(term);
        add("coursework", coursework, has_coursework ? "marks" : "not_due");
        add("exam", mark_at(term, {"exam"}), has_exam ? of_exam : "not_due");
        // SR-11.1  A make-up that is open counts 0 for now: no figure to be shown.
        const bool is_open = of_exam == "make_up";
        std::string of_term = "marks";
        if (is_open)
            of_term = of_exam;
        else if (has_coursework && !coursework)
            of_term = "coursework";
        else if (has_exam)
            of_term = "exam";
        add("term", is_open ? std::nullopt : mark_at(term, {"mark"}), of_term);
    }

    void read_year(const JsonValue& subject, int term)
    {
        if (const auto second = mark_at(subject, {"second_round", "final"})) {
            add("year", second, "");
            return;
        }
        bool has_open = false;
        if (const auto terms = at(subject, {"terms"}))
            for (const JsonValue one : *terms)
                has_open = has_open || waited_for_exam(one) == "make_up";
        if (has_open)
            add("year", std::nullopt, "make_up");
        else
            add_year(mark_at(subject, {"final"}), term);
    }
};

// sa_1447: {"subjects": [{"subject", "term", "parts": {"T1": {"coursework", "exam", "absence"}}, "periods": {"T1"}, "mark"}]}
class CourseFigures : Reader {
public:
    SubjectFigures read(const JsonValue& outcome, std::string_view subject, int term)
    {
        const std::string name = "T" + std::to_string(term);
        for (const JsonValue course : outcome) {
            const std::string of = text_at(course, {"term"});
            const bool is_of_year = of == "year";
            // A subject judged by standards has no marks.
            if (text_at(course, {"subject"}) != subject || !(is_of_year || of == name) ||
                !at(course, {"parts"}))
                continue;
            if (const auto parts = at(course, {"parts", name}))
                read_period(*parts, is_of_year ? mark_at(course, {"periods", name})
                                               : mark_at(course, {"first_sitting"}));
            if (is_of_year)
                add_year(mark_at(course, {"mark"}), term);
            else if (const auto second = mark_at(course, {"second_sitting"}))
                add("year", second, "");
            break;
        }
        return std::move(figures_);
    }

private:
    void read_period(const JsonValue& parts, const std::optional<Exact>& mark)
    {
        const auto coursework = mark_at(parts, {"coursework"});
        const auto exam = mark_at(parts, {"exam"});
        const std::string absence = text_at(parts, {"absence"});
        // SA1447-EXCUSED, SA1447-UNEXCUSED
        std::string of_exam = "marks";
        if (absence == "excused")
            of_exam = "make_up";
        else if (absence == "unexcused")
            of_exam = "absent";
        add("coursework", coursework, parts.find("coursework") ? "marks" : "not_due");
        add("exam", exam, parts.find("exam") ? of_exam : "not_due");
        std::string of_term = of_exam == "marks" ? "exam" : of_exam;
        if (parts.find("coursework") && !coursework)
            of_term = "coursework";
        add("term", mark, of_term);
    }
};

}  // namespace

bool SubjectFigures::knows(std::string_view name) const
{
    return std::ranges::find(known, name, &Figure::name) != known.end();
}

SubjectFigures figures_in(const JsonValue& outcome, std::string_view subject, int term)
{
    if (at(outcome, {"terms"}))
        return KuwaitiFigures(outcome, subject).read(term);
    const auto subjects = at(outcome, {"subjects"});
    if (!subjects)
        return {};
    if (subjects->is(JsonKind::array))
        return CourseFigures().read(*subjects, subject, term);
    const auto found = at(*subjects, {subject});
    return found ? SaudiFigures().read(*found, term) : SubjectFigures();
}

}  // namespace taqwim::results

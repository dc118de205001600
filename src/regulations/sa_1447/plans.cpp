#include "regulations/sa_1447/plans.h"

#include <algorithm>
#include <array>

#include "core/exact.h"
#include "core/trimmed.h"
#include "regulations/frame/digest.h"

namespace taqwim::sa_1447 {

namespace {

constexpr std::array<const char*, 3> k_stages = {"primary", "intermediate", "secondary"};
constexpr std::array<int, 4> k_grades_before = {0, 6, 9, 12};

std::vector<std::string_view> parts_of(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return parts;
}

std::optional<int> whole_number(std::string_view text)
{
    const auto number = Exact::parse(text);
    if (!number || !number->is_whole() || *number < Exact(0) || *number > Exact(1000))
        return std::nullopt;
    return static_cast<int>(number->numerator());
}

class PlanReader {
public:
    PlanReader(const EmbeddedFile& file, const Models& models) : file_(file), models_(models) {}

    std::vector<Plan> read();

private:
    struct Grades {
        int first;
        int last;
    };

    void problem(std::string message)
    {
        problems_.push_back({std::string(file_.path), line_, std::move(message)});
    }
    [[nodiscard]] std::optional<Grades> grades(std::string_view stage, std::string_view text);
    void plan_line(const std::vector<std::string_view>& fields);
    void form_line(const std::vector<std::string_view>& fields);
    [[nodiscard]] std::optional<PlanSubject> subject(std::string_view entry);
    void check_whole();

    const EmbeddedFile& file_;
    const Models& models_;
    std::vector<Plan> plans_;
    std::vector<ConfigurationProblem> problems_;
    std::size_t line_ = 0;
};

std::optional<PlanReader::Grades> PlanReader::grades(std::string_view stage, std::string_view text)
{
    const auto of = stage_named(stage);
    const auto ends = parts_of(text, '-');
    const auto first = whole_number(ends.front());
    const auto last = whole_number(ends.back());
    if (of && first && last && ends.size() <= 2 && *first >= 1 && *first <= *last) {
        const auto at = static_cast<std::size_t>(*of);
        const int before = k_grades_before.at(at);
        if (before + *last <= k_grades_before.at(at + 1))
            return Grades{before + *first, before + *last};
    }
    problem("\"" + std::string(stage) + " | " + std::string(text) +
            "\" is not a stage with its grades, such as primary | 4-6");
    return std::nullopt;
}

std::optional<PlanSubject> PlanReader::subject(std::string_view entry)
{
    const auto refuse = [&]() -> std::optional<PlanSubject> {
        problem("\"" + std::string(entry) +
                "\" is not a subject with its periods and model, such as X=F5/m2/120 or X=T2/m4");
        return std::nullopt;
    };
    const std::size_t equals = entry.rfind('=');
    if (equals == std::string_view::npos || equals == 0)
        return refuse();
    const auto parts = parts_of(entry.substr(equals + 1), '/');
    if (parts.size() < 2 || parts.size() > 3 || parts[0].size() < 2 || parts[1].size() < 2 ||
        (parts[0].front() != 'F' && parts[0].front() != 'T') || parts[1].front() != 'm')
        return refuse();
    PlanSubject subject;
    subject.name = trimmed(entry.substr(0, equals));
    const auto periods = whole_number(parts[0].substr(1));
    const auto minutes = parts.size() == 3 ? whole_number(parts[2]) : 0;
    if (!periods || !minutes)
        return refuse();
    subject.periods = *periods;
    subject.exam_minutes = *minutes;
    const bool has_exam = parts[0].front() == 'F';
    if (parts[1] != "mstd") {
        const auto number = whole_number(parts[1].substr(1));
        subject.model = number ? models_.find(*number) : nullptr;
        if (subject.model == nullptr) {
            problem(subject.name + ": \"" + std::string(parts[1]) +
                    "\" is not a model of a subject");
            return std::nullopt;
        }
        subject.form = &subject.model->forms.front();
        if (subject.model->has_final_exam() != has_exam)
            problem(subject.name + ": F and the model's end-of-term exam do not agree");
    } else if (has_exam) {
        problem(subject.name + ": a subject judged by standards has no end-of-term exam");
    }
    if (has_exam != (subject.exam_minutes > 0))
        problem(subject.name +
                ": minutes stand where there is an end-of-term exam, and only there");
    return subject;
}

void PlanReader::plan_line(const std::vector<std::string_view>& fields)
{
    if (fields.size() != 6) {
        problem("a plan has six fields, and this line has " + std::to_string(fields.size()));
        return;
    }
    const auto range = grades(fields[0], fields[1]);
    const auto term = fields[3] == "all" ? 0 : whole_number(fields[3]);
    const auto total = whole_number(fields[4]);
    if (!term || *term > 2 || (*term == 0 && fields[3] != "all"))
        problem("\"" + std::string(fields[3]) + "\" is not a term: all, 1 or 2");
    if (!total)
        problem("\"" + std::string(fields[4]) + "\" is not a number of periods");
    if (fields[2].empty())
        problem("the track is missing");
    if (!range || !term || *term > 2 || !total || fields[2].empty())
        return;

    Plan plan{.grade = 0,
              .track = std::string(fields[2]),
              .term = *term,
              .periods = *total,
              .subjects = {}};
    int sum = 0;
    for (const std::string_view entry : parts_of(fields[5], ';')) {
        auto one = subject(entry);
        if (!one)
            continue;
        if (plan.find(one->name) != nullptr)
            problem(one->name + " stands twice in this plan");
        sum += one->periods;
        plan.subjects.push_back(std::move(*one));
    }
    if (sum != *total)
        problem("the periods make " + std::to_string(sum) + " and not " + std::to_string(*total));
    for (plan.grade = range->first; plan.grade <= range->last; ++plan.grade) {
        const bool is_there = std::ranges::any_of(plans_, [&](const Plan& other) {
            return other.grade == plan.grade && other.track == plan.track &&
                   (other.term == plan.term || other.term == 0 || plan.term == 0);
        });
        if (is_there)
            problem("grade " + std::to_string(plan.grade) + ", " + plan.track +
                    ": a plan for this term stands above");
        else
            plans_.push_back(plan);
    }
}

void PlanReader::form_line(const std::vector<std::string_view>& fields)
{
    if (fields.size() != 6) {
        problem("a form has six fields, and this line has " + std::to_string(fields.size()));
        return;
    }
    const auto range = grades(fields[1], fields[2]);
    if (!range)
        return;
    for (int grade = range->first; grade <= range->last; ++grade) {
        bool found = false;
        for (Plan& plan : plans_) {
            if (plan.grade != grade || plan.track != fields[3])
                continue;
            const auto one = std::ranges::find(plan.subjects, fields[4], &PlanSubject::name);
            if (one == plan.subjects.end())
                continue;
            found = true;
            const Form* const form = one->model != nullptr ? one->model->find(fields[5]) : nullptr;
            if (form == nullptr)
                problem(one->name + ": its model has no form \"" + std::string(fields[5]) + "\"");
            else
                one->form = form;
        }
        if (!found)
            problem("no plan of grade " + std::to_string(grade) + ", " + std::string(fields[3]) +
                    ", has the subject " + std::string(fields[4]));
    }
}

// Every grade has a plan, and a plan of one term has one of the other.
void PlanReader::check_whole()
{
    line_ = 0;
    for (int grade = k_first_grade; grade <= k_last_grade; ++grade)
        if (std::ranges::find(plans_, grade, &Plan::grade) == plans_.end())
            problem("grade " + std::to_string(grade) + " has no plan");
    for (const Plan& plan : plans_) {
        const bool is_whole = plan.term == 0 || std::ranges::any_of(plans_, [&](const Plan& other) {
                                  return other.grade == plan.grade && other.track == plan.track &&
                                         other.term == 3 - plan.term;
                              });
        if (!is_whole)
            problem("grade " + std::to_string(plan.grade) + ", " + plan.track +
                    ": only one of the two terms has a plan");
    }
}

std::vector<Plan> PlanReader::read()
{
    std::string_view rest = file_.text;
    while (!rest.empty()) {
        ++line_;
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || line.front() == '#')
            continue;
        const auto fields = parts_of(line, '|');
        if (fields.front() == "form")
            form_line(fields);
        else
            plan_line(fields);
    }
    check_whole();
    if (!problems_.empty())
        throw ConfigurationFault(problems_);
    return std::move(plans_);
}

}  // namespace

const char* stage_code(Stage stage)
{
    return k_stages.at(static_cast<std::size_t>(stage));
}

std::optional<Stage> stage_named(std::string_view code)
{
    for (std::size_t i = 0; i < k_stages.size(); ++i)
        if (code == k_stages[i])
            return static_cast<Stage>(i);
    return std::nullopt;
}

const PlanSubject* Plan::find(std::string_view subject) const
{
    const auto found = std::ranges::find(subjects, subject, &PlanSubject::name);
    return found == subjects.end() ? nullptr : &*found;
}

PlanBook PlanBook::read(const EmbeddedFile& file, const Models& models)
{
    PlanBook book;
    book.plans_ = PlanReader(file, models).read();
    book.digest_ = sha256_hex(file.text);
    return book;
}

const Plan* PlanBook::find(int grade, std::string_view track, int term) const
{
    for (const Plan& plan : plans_)
        if (plan.grade == grade && plan.track == track && (plan.term == term || plan.term == 0))
            return &plan;
    return nullptr;
}

std::vector<std::string_view> PlanBook::tracks(int grade) const
{
    std::vector<std::string_view> found;
    for (const Plan& plan : plans_)
        if (plan.grade == grade && std::ranges::find(found, plan.track) == found.end())
            found.push_back(plan.track);
    return found;
}

}  // namespace taqwim::sa_1447

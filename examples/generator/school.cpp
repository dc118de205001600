#include "school.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "branches.h"
#include "people.h"

namespace taqwim::sample_school {

namespace {

// Kinds of streams.
enum class Stream : std::uint64_t { school, section, place, person, marks };

class SchoolMaker {
public:
    explicit SchoolMaker(const SchoolOptions& options)
        : options_(options),
          seed_(Random::stream(options.seed, static_cast<std::uint64_t>(Stream::school),
                               static_cast<std::uint64_t>(options.number))
                    .next())
    {}

    SampleSchool make();

private:
    // A student to be drawn up: an ordinary one has no branch.
    struct Plan {
        const Branch* branch = nullptr;
        std::uint64_t number =
            0;  // of all students of the school, so that each has a stream of his own
    };
    using SectionPlan = std::vector<Plan>;

    [[nodiscard]] Random stream(Stream kind, std::uint64_t number) const
    {
        return Random::stream(seed_, static_cast<std::uint64_t>(kind), number);
    }
    void make_sections();
    void place_branches();
    void fill_up();
    [[nodiscard]] SampleStudent draw(const Plan& plan, std::size_t section) const;
    [[nodiscard]] std::string id_of(const Section& section, std::size_t number,
                                    std::size_t largest) const;

    SchoolOptions options_;
    std::uint64_t seed_;
    std::vector<Section> sections_;   // by grade and number
    std::vector<SectionPlan> plans_;  // of each section
    std::uint64_t next_number_ = 0;
};

std::size_t section_index(int grade, int section)
{
    return static_cast<std::size_t>(grade - 1) * k_sections + static_cast<std::size_t>(section);
}

bool is_ordinary_section(int grade, int section)
{
    return !(grade == k_counts_grade && section == k_counts_section) &&
           !(grade == k_averages_grade && section == k_averages_section);
}

void SchoolMaker::make_sections()
{
    for (int grade = 1; grade <= k_grades; ++grade) {
        for (int number = 0; number < k_sections; ++number) {
            const bool counts = grade == k_counts_grade && number == k_counts_section;
            const bool averages = grade == k_averages_grade && number == k_averages_section;
            sections_.push_back(
                {.grade = grade,
                 .number = number,
                 .attendance_form = counts ? AttendanceForm::counts : AttendanceForm::ledger,
                 .level_form = averages ? LevelForm::competency_averages : LevelForm::measures,
                 .schedule = SectionSchedule(
                     grade, stream(Stream::section, section_index(grade, number)))});
        }
    }
    plans_.resize(sections_.size());
}

// One after another over the sections of their grades, so that every section has a few.
void SchoolMaker::place_branches()
{
    std::array<int, k_grades> next{};
    for (const Branch& branch : all_branches()) {
        for (const int grade : branch.grades) {
            int section = k_counts_section;
            if (branch.place == BranchPlace::averages_section) {
                section = k_averages_section;
            } else if (branch.place == BranchPlace::any) {
                int& last = next.at(static_cast<std::size_t>(grade - 1));
                do
                    section = last++ % k_sections;
                while (!is_ordinary_section(grade, section));
            }
            plans_[section_index(grade, section)].push_back({&branch, next_number_++});
        }
    }
}

void SchoolMaker::fill_up()
{
    while (next_number_ < static_cast<std::uint64_t>(options_.students)) {
        const auto smallest = std::min_element(
            plans_.begin(), plans_.end(),
            [](const SectionPlan& a, const SectionPlan& b) { return a.size() < b.size(); });
        smallest->push_back({nullptr, next_number_++});
    }
}

SampleStudent SchoolMaker::draw(const Plan& plan, std::size_t section_number) const
{
    const Section& section = sections_[section_number];
    // What is settled may not go together with the days that chance gives: then chance is asked again.
    constexpr std::uint64_t k_most_attempts = 200;
    for (std::uint64_t attempt = 0;; ++attempt) {
        SampleStudent student;
        student.grade = section.grade;
        student.section = section.number;
        Random person = stream(Stream::person, plan.number);
        draw_person(student, person);
        if (plan.branch != nullptr)
            student.branch.branch = plan.branch->code;
        try {
            Draft draft(section, student,
                        stream(Stream::marks, plan.number * k_most_attempts + attempt));
            if (plan.branch != nullptr)
                plan.branch->draw(draft, plan.branch->number);
            else
                draw_ordinary_attendance(draft);
            draft.finish();
            return student;
        } catch (const std::logic_error&) {
            if (attempt + 1 == k_most_attempts)
                throw;
        }
    }
}

// "4107": grade 4, its first section, number 7.
std::string SchoolMaker::id_of(const Section& section, std::size_t number,
                               std::size_t largest) const
{
    std::string digits = std::to_string(number);
    digits.insert(0, std::max<std::size_t>(2, std::to_string(largest).size()) - digits.size(), '0');
    std::string id = options_.number == 0 ? "" : std::to_string(options_.number) + "-";
    return id + std::to_string(section.grade) + std::to_string(section.number + 1) + digits;
}

SampleSchool SchoolMaker::make()
{
    make_sections();
    if (options_.students >= students_of_branches())
        place_branches();
    fill_up();
    std::size_t largest = 0;
    for (const SectionPlan& plan : plans_)
        largest = std::max(largest, plan.size());

    SampleSchool school;
    school.students.reserve(static_cast<std::size_t>(next_number_));
    for (std::size_t section = 0; section < sections_.size(); ++section) {
        SectionPlan& plan = plans_[section];
        Random order = stream(Stream::place, section);
        order.shuffle(plan);
        for (std::size_t i = 0; i < plan.size(); ++i) {
            school.students.push_back(draw(plan[i], section));
            school.students.back().id = id_of(sections_[section], i + 1, largest);
        }
    }
    return school;
}

}  // namespace

int students_of_branches()
{
    int count = 0;
    for (const Branch& branch : all_branches())
        count += static_cast<int>(branch.grades.size());
    return count;
}

SampleSchool make_school(const SchoolOptions& options)
{
    return SchoolMaker(options).make();
}

}  // namespace taqwim::sample_school

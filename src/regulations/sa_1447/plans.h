// The plans of the year: which subjects a grade, track and term has, with weekly periods, model and minutes of the
// end-of-term exam. Data of the edition (plans.txt), read and checked once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/embedded_file.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1447/models.h"

namespace taqwim::sa_1447 {

using sa_1426::Stage;
using sa_1426::stage_of;
[[nodiscard]] const char* stage_code(Stage stage);  // "primary"
[[nodiscard]] std::optional<Stage> stage_named(std::string_view code);
inline constexpr int k_first_grade = 1;
inline constexpr int k_last_grade = 12;

struct PlanSubject {
    std::string name;  // the official label; also its code in documents
    int periods = 0;   // a week; activity may have none
    // Null when it is judged standard by standard, without marks.
    const Model* model = nullptr;
    const Form* form = nullptr;  // of the model
    int exam_minutes = 0;        // 0 without an end-of-term exam

    [[nodiscard]] bool is_judged_by_standards() const { return model == nullptr; }
    [[nodiscard]] bool is_activity() const
    {
        return model != nullptr && model->number == k_activity_model;
    }
};

// One line: what a grade and track has in a term.
struct Plan {
    int grade = 0;      // 1 to 12
    std::string track;  // the section of the plan: "general", "tahfeez", "cs_eng"
    int term = 0;       // 1 or 2, or 0 for all of the year
    int periods = 0;
    std::vector<PlanSubject> subjects;

    [[nodiscard]] const PlanSubject* find(std::string_view subject) const;
};

class PlanBook {
public:
    // Reads the lines against the models, which must outlive the book. Throws ConfigurationFault with every problem: a
    // line of another shape, an unknown model or form, periods that do not make the total, an exam where none is or
    // none where one is, a subject or a line that stands twice, a grade without a plan or a term without its other.
    [[nodiscard]] static PlanBook read(const EmbeddedFile& file, const Models& models);

    // The plan of a term, or of the year where the grade has one plan for all of it. Null when there is none.
    [[nodiscard]] const Plan* find(int grade, std::string_view track, int term) const;
    // The tracks of a grade, in the order of the file.
    [[nodiscard]] std::vector<std::string_view> tracks(int grade) const;
    [[nodiscard]] const std::vector<Plan>& all() const { return plans_; }
    // SHA-256 of the file.
    [[nodiscard]] const std::string& digest() const { return digest_; }

private:
    std::vector<Plan> plans_;
    std::string digest_;
};

}  // namespace taqwim::sa_1447

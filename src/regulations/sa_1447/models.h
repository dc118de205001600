// The models of assessment of the year 1447: which parts a subject's mark of 100 is made of, what the second sitting keeps
// of them and what it puts in the place of the rest. The numbers are parameters (models.toml); this file knows their shape.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"

namespace taqwim::sa_1447 {

// A part of a subject's mark, of either sitting.
enum class Part : std::uint8_t {
    performance,  // tasks of performance
    varied,       // varied assessments of a formative subject, or beside a final exam
    final_exam,   // the exam at the end of the term
    oral,
    written,
    practical,
    practical_or_oral,
    tools,
    correct_reading,
    memorisation,
    participation,
    knowledge,
    skill,
    elective_exam,
    project_work,
    project_discussion
};
inline constexpr std::size_t k_parts = 16;
[[nodiscard]] const char* code(Part part);  // "performance"; of the exam "final"
[[nodiscard]] std::optional<Part> part_of(std::string_view code);

struct PartMaximum {
    Part part = Part::performance;
    Mark maximum;
    friend bool operator==(const PartMaximum&, const PartMaximum&) = default;
};
using Parts = std::vector<PartMaximum>;

[[nodiscard]] const PartMaximum* find(const Parts& parts, Part part);
[[nodiscard]] Mark total(const Parts& parts);

// One way in which a model divides the mark. A model has several where its second sitting, or the subject, differs.
struct Form {
    const char* code = "";  // "general", "tahfeez_and_qiraat"
    // Which forms the school may state itself, as the plan does not know them: no_practical, elective_online.
    bool stated_by_school = false;
    Parameter<Parts> first;
    std::optional<Parameter<Parts>> second;  // nothing when the model has no second sitting
};

// Whether the first sitting has an exam at the end of the term, and whether it has anything before that.
[[nodiscard]] bool has_final_exam(const Form& form);
[[nodiscard]] bool has_coursework(const Form& form);

struct Model {
    int number = 0;
    const char* clause = "";  // "SA1447-M1"
    std::vector<Form> forms;  // the first one is the ordinary one

    [[nodiscard]] const Form* find(std::string_view code) const;
    [[nodiscard]] bool has_final_exam() const { return sa_1447::has_final_exam(forms.front()); }
};

class Models {
public:
    // Reads models 1 to 9 and 12; 10 and 11 are not of parts (conduct.h). Adds to the problems what does not add up: the
    // parts of the first sitting, and what the second sitting keeps with what it puts in the place of the rest, must
    // each make the maximum.
    [[nodiscard]] static Models read(const ParametersOnDay& parameters,
                                     std::vector<ConfigurationProblem>& problems);

    // Null for a number that is no model of parts.
    [[nodiscard]] const Model* find(int number) const;
    [[nodiscard]] const std::vector<Model>& all() const { return models_; }
    [[nodiscard]] const Parameter<std::vector<Part>>& kept() const { return kept_; }
    // Whether the second sitting keeps this part of the first (SA1447-SECOND).
    [[nodiscard]] bool keeps(Part part) const;

private:
    std::vector<Model> models_;
    Parameter<std::vector<Part>> kept_;
};

inline constexpr int k_activity_model = 9;

}  // namespace taqwim::sa_1447

#include "regulations/sa_1447/models.h"

#include <algorithm>

namespace taqwim::sa_1447 {

namespace {

constexpr std::array<const char*, k_parts> k_codes = {"performance",
                                                      "varied",
                                                      "final",
                                                      "oral",
                                                      "written",
                                                      "practical",
                                                      "practical_or_oral",
                                                      "tools",
                                                      "correct_reading",
                                                      "memorisation",
                                                      "participation",
                                                      "knowledge",
                                                      "skill",
                                                      "elective_exam",
                                                      "project_work",
                                                      "project_discussion"};

struct FormNames {
    int model;
    const char* clause;
    const char* form;
    bool stated_by_school;
    const char* first;
    const char* second;  // null without a second sitting
};

// Decision D6: an elective taught online sits the exam of every elective.
constexpr std::array k_forms = {
    FormNames{1, "SA1447-M1", "general", false, "m1_first", "m1_second_general"},
    FormNames{1, "SA1447-M1", "tahfeez_and_qiraat", false, "m1_first",
              "m1_second_tahfeez_and_qiraat"},
    FormNames{1, "SA1447-M1", "secondary_year_1", false, "m1_first", "m1_second_secondary_year_1"},
    FormNames{2, "SA1447-M2", "general", false, "m2_first", "m2_second"},
    FormNames{3, "SA1447-M3", "general", false, "m3_first", "m3_second"},
    FormNames{4, "SA1447-M4", "general", false, "m4_first", "m4_second"},
    FormNames{5, "SA1447-M5", "general", false, "m5_first", "m5_second"},
    FormNames{6, "SA1447-M6", "general", false, "m6_first", "m6_second_general"},
    FormNames{6, "SA1447-M6", "law_and_secretarial", false, "m6_first",
              "m6_second_law_and_secretarial"},
    FormNames{7, "SA1447-M7", "general", false, "m7_first", "m7_second_general"},
    FormNames{7, "SA1447-M7", "no_practical", true, "m7_first", "m7_second_no_practical"},
    FormNames{8, "SA1447-M8", "general", false, "m8_first", "m8_second"},
    FormNames{9, "SA1447-M9", "general", false, "m9_first", nullptr},
    FormNames{12, "SA1447-M12", "elective", false, "m12_first_elective", "m12_second_elective"},
    FormNames{12, "SA1447-M12", "elective_online", true, "m12_first_elective_online",
              "m12_second_elective"},
    FormNames{12, "SA1447-M12", "project", false, "m12_first_project", "m12_second_project"},
};

class ModelReader {
public:
    ModelReader(const ParametersOnDay& parameters, std::vector<ConfigurationProblem>& problems)
        : parameters_(parameters), problems_(problems), maximum_(parameters.mark("models.maximum"))
    {}

    [[nodiscard]] Mark maximum() const { return maximum_.value; }

    void expect(bool holds, const std::string& parameter, const std::string& problem)
    {
        if (!holds)
            problems_.push_back({"parameters of sa_1447", 0, parameter + ": " + problem});
    }

    Parameter<Parts> parts(const std::string& name)
    {
        const auto list = parameters_.list(name);
        Parameter<Parts> result{.value = {}, .info = list.info};
        for (const std::string& entry : list.value) {
            const std::size_t equals = std::min(entry.find('='), entry.size());
            const auto part = part_of(std::string_view(entry).substr(0, equals));
            const Exact most =
                Exact::parse(std::string_view(entry).substr(std::min(equals + 1, entry.size())))
                    .value_or(Exact(0));
            const bool is_right = part && most > Exact(0) && most.is_whole() &&
                                  sa_1447::find(result.value, *part) == nullptr;
            expect(is_right, name,
                   "\"" + entry +
                       "\" must be a part and its maximum, each part once, such as final=40");
            if (is_right)
                result.value.push_back({*part, Mark(most)});
        }
        return result;
    }

    Parameter<std::vector<Part>> part_list(const std::string& name)
    {
        const auto list = parameters_.list(name);
        Parameter<std::vector<Part>> result{.value = {}, .info = list.info};
        for (const std::string& entry : list.value) {
            const auto part = part_of(entry);
            expect(part.has_value(), name, "\"" + entry + "\" is not a part of a mark");
            if (part)
                result.value.push_back(*part);
        }
        return result;
    }

private:
    const ParametersOnDay& parameters_;
    std::vector<ConfigurationProblem>& problems_;
    Parameter<Mark> maximum_;
};

}  // namespace

const char* code(Part part)
{
    return k_codes.at(static_cast<std::size_t>(part));
}

std::optional<Part> part_of(std::string_view code)
{
    for (std::size_t i = 0; i < k_codes.size(); ++i)
        if (code == k_codes[i])
            return static_cast<Part>(i);
    return std::nullopt;
}

const PartMaximum* find(const Parts& parts, Part part)
{
    const auto found = std::ranges::find(parts, part, &PartMaximum::part);
    return found == parts.end() ? nullptr : &*found;
}

Mark total(const Parts& parts)
{
    Mark sum;
    for (const PartMaximum& part : parts)
        sum += part.maximum;
    return sum;
}

bool has_final_exam(const Form& form)
{
    return find(form.first.value, Part::final_exam) != nullptr;
}

bool has_coursework(const Form& form)
{
    return std::ranges::any_of(
        form.first.value, [](const PartMaximum& part) { return part.part != Part::final_exam; });
}

const Form* Model::find(std::string_view code) const
{
    const auto found =
        std::ranges::find_if(forms, [&](const Form& form) { return code == form.code; });
    return found == forms.end() ? nullptr : &*found;
}

Models Models::read(const ParametersOnDay& parameters, std::vector<ConfigurationProblem>& problems)
{
    ModelReader reader(parameters, problems);
    Models models;
    models.kept_ = reader.part_list("models.kept");
    for (const FormNames& names : k_forms) {
        if (models.models_.empty() || models.models_.back().number != names.model)
            models.models_.push_back({.number = names.model, .clause = names.clause, .forms = {}});
        const std::string first = std::string("models.") + names.first;
        Form form{.code = names.form,
                  .stated_by_school = names.stated_by_school,
                  .first = reader.parts(first),
                  .second = {}};
        reader.expect(total(form.first.value) == reader.maximum(), first,
                      "the parts must make models.maximum");
        if (names.second != nullptr) {
            const std::string second = std::string("models.") + names.second;
            form.second = reader.parts(second);
            Mark kept;
            for (const PartMaximum& part : form.first.value)
                if (models.keeps(part.part))
                    kept += part.maximum;
            reader.expect(kept + total(form.second->value) == reader.maximum(), second,
                          "with what models.kept keeps, the parts must make models.maximum");
        }
        models.models_.back().forms.push_back(std::move(form));
    }
    return models;
}

const Model* Models::find(int number) const
{
    const auto found = std::ranges::find(models_, number, &Model::number);
    return found == models_.end() ? nullptr : &*found;
}

bool Models::keeps(Part part) const
{
    return std::ranges::find(kept_.value, part) != kept_.value.end();
}

}  // namespace taqwim::sa_1447

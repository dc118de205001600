#include "regulations/sa_1426/general_grade_labels.h"

namespace taqwim::sa_1426 {

GeneralGradeLabels GeneralGradeLabels::read(const ParametersOnDay& parameters,
                                            const std::string& topic)
{
    GeneralGradeLabels labels;
    for (const std::string& code : parameters.list("grades.names").value)
        labels.labels_.emplace_back(code, parameters.text(topic + ".general_grade_" + code));
    return labels;
}

const std::string* GeneralGradeLabels::of(const char* code) const
{
    if (code != nullptr)
        for (const auto& [grade, label] : labels_)
            if (grade == code)
                return &label.value;
    return nullptr;
}

}  // namespace taqwim::sa_1426

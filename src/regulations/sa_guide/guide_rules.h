// The rules of the guide in force on a day: those of a year by marks, as sa_1426 has them, with the guide's own values,
// and its parts for the early grades, for assessment, for what follows an examination and for documents
// (sa_1426/rules_part.h).
#pragma once

#include <memory>
#include <string>

#include "regulations/frame/parameter_book.h"
#include "regulations/frame/rule_set.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_1426/rules.h"
#include "regulations/sa_guide/assessment_rules.h"
#include "regulations/sa_guide/document_rules.h"
#include "regulations/sa_guide/early_rules.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

// The mark schemes, read and checked once: every school year's rules share them.
struct SchemeSource {
    std::shared_ptr<const SchemeBook> book;
    std::string digest;  // of the file

    // schemes/mark_schemes.json of the guide.
    [[nodiscard]] static const SchemeSource& built_in();
    // schemes/sa_guide/mark_schemes.json of the installation where there is one: the whole of it stands in the place of
    // the guide's file. Throws ConfigurationFault with everything that is wrong in it (mark_scheme.h).
    [[nodiscard]] static SchemeSource of(const InstallationFolder& installation);
};

struct GuideRules : sa_1426::Rules,
                    sa_1426::MasteryRules,
                    EarlyRules,
                    OperationsRules,
                    DocumentRules,
                    AssessmentRules {
    // Throws ConfigurationFault with what is wrong in one of the parts. The digest also covers the mark schemes; without
    // others they are those of the guide.
    [[nodiscard]] static std::unique_ptr<const GuideRules> read(
        const ParametersOnDay& parameters, const SchemeSource& schemes = SchemeSource::built_in());
};

}  // namespace taqwim::sa_guide

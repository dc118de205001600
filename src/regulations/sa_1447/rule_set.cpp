#include "regulations/sa_1447/rule_set.h"

#include "regulations/sa_1426/data_files.h"
#include "regulations/sa_1426/saudi_rule_set.h"
#include "regulations/sa_1447/data_files.h"
#include "regulations/sa_1447/questions.h"
#include "regulations/sa_1447/rules.h"
#include "regulations/sa_1447/school_folder.h"
#include "regulations/sa_1447/student_year_answer.h"

namespace taqwim::sa_1447 {

namespace {

// What every Saudi rule set says, and the words of this one. The reasons of sa_1426 are those of other rules.
std::vector<EmbeddedFile> all_messages(std::string_view language)
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : sa_1426::shared_message_files(language))
        if (file.path.starts_with("messages."))
            files.push_back(file);
    for (const EmbeddedFile& file : message_files(language))
        files.push_back(file);
    return files;
}

std::unique_ptr<const sa_1426::EditionRules> read_rules(const ParametersOnDay& parameters)
{
    return std::make_unique<const EditionRules1447>(EditionRules1447::read(parameters));
}

}  // namespace

std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation)
{
    return sa_1426::make_saudi_rule_set(
        {.id = "sa_1447",
         .clauses = {clause_file()},
         .parameters = parameter_files(),
         .messages_ar = all_messages("ar"),
         .messages_en = all_messages("en"),
         .kinds = {{"", make_student_year_answer},
                   {"gpa", sa_1426::simple<answer_gpa>},
                   {"attendance", sa_1426::simple<answer_attendance>},
                   {"behaviour", sa_1426::simple<answer_behaviour>}},
         .read_rules = read_rules,
         .deciding_clauses = {"SA1447-REPEAT", "SA1447-PROMOTION"},
         .schema_file = "saudi-1447-year.schema.json",
         .read_folder = read_school_folder},
        installation);
}

}  // namespace taqwim::sa_1447

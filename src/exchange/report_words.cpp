#include "exchange/report_words.h"

#include <algorithm>
#include <vector>

#include "core/refusal_codes.h"
#include "embedded/core.h"

namespace taqwim::exchange {

namespace {

Messages messages_in(std::string_view language)
{
    std::vector<EmbeddedFile> files;
    const std::string ending = '.' + std::string(language) + ".toml";
    for (const EmbeddedFile& file : embedded_core())
        if (file.path.ends_with(ending))
            files.push_back(file);
    return Messages::read(language, files);
}

}  // namespace

ReportWords::ReportWords() : arabic_(messages_in("ar")), english_(messages_in("en")) {}

void ReportWords::write(const Refusal& refusal, JsonWriter& json) const
{
    json.begin_object();
    json.key("code").text(to_code_text(refusal.code));
    json.key("ar").text(refusal_text(refusal, arabic_));
    json.key("en").text(refusal_text(refusal, english_));
    json.key("field").text(refusal.field);
    json.key("clause").text(refusal.clause);
    json.end_object();
}

std::string ReportWords::problem_lines(const Plan& plan) const
{
    std::vector<const Problem*> problems;
    for (const Problem& problem : plan.problems)
        problems.push_back(&problem);
    std::ranges::stable_sort(problems, {}, &Problem::place);
    std::string lines;
    JsonWriter json;
    for (const Problem* problem : problems) {
        json.clear();
        json.begin_object();
        write_place(json, plan, problem->place);
        json.key("is_conflict").boolean(problem->is_conflict);
        json.key("problem");
        write(problem->refusal, json);
        json.end_object();
        lines.append(json.str()) += '\n';
    }
    return lines;
}

}  // namespace taqwim::exchange

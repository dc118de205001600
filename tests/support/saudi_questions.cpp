#include "tests/support/saudi_questions.h"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

struct Said {
    std::optional<Refusal> refusal;
    nlohmann::json fields;
};

Said said(sa_1426::SimpleRule rule, const JsonValue& input, const sa_1426::EditionRules& rules,
          Trace trace)
{
    JsonWriter out;
    out.begin_object();
    Said result;
    result.refusal = rule(input, rules, trace, out);
    out.end_object();
    if (!result.refusal)
        result.fields = nlohmann::json::parse(out.str());
    return result;
}

}  // namespace

SaudiAnswer ask(sa_1426::SimpleRule rule, const nlohmann::json& input,
                const sa_1426::EditionRules& rules)
{
    const auto document = JsonDocument::parse(nlohmann::json{{"input", input}}.dump());
    if (!document)
        throw std::runtime_error("the input is no JSON");
    const JsonValue value = *document->root().find("input");
    SaudiAnswer answer;
    Said with_trace = said(rule, value, rules, Trace(answer.trace));
    const Said without = said(rule, value, rules, Trace::off());
    if (with_trace.fields != without.fields ||
        with_trace.refusal.has_value() != without.refusal.has_value())
        throw std::runtime_error("the trace changed the answer");
    answer.refusal = std::move(with_trace.refusal);
    answer.fields = std::move(with_trace.fields);
    return answer;
}

int steps_of(const TraceRecording& trace, const std::string& clause, const std::string& rule)
{
    int count = 0;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == TraceNode::Kind::clause && clause == trace[i].clause &&
            rule == trace[i].name)
            ++count;
    return count;
}

ParameterBook parameter_book_of(std::span<const std::filesystem::path> files,
                                std::span<const ParameterOverride> overrides)
{
    std::deque<std::string> texts;
    std::vector<EmbeddedFile> embedded;
    for (const std::filesystem::path& file : files) {
        const std::string& path = texts.emplace_back("parameters/" + file.filename().string());
        embedded.push_back({path, texts.emplace_back(read_project_file(file))});
    }
    return ParameterBook::read(embedded, overrides);
}

std::vector<std::filesystem::path> parameter_files_of(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(project_path(folder)))
        if (entry.path().extension() == ".toml")
            files.push_back(folder / entry.path().filename());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace taqwim::tests

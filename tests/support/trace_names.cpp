#include "tests/support/trace_names.h"

#include <array>
#include <filesystem>
#include <utility>

#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

// The arguments of the call that begins at `start`, just behind its parenthesis, each as its source text.
std::vector<std::string> arguments_of_call(std::string_view source, std::size_t start)
{
    std::vector<std::string> arguments(1);
    int depth = 0;
    bool in_text = false;
    for (std::size_t at = start; at < source.size(); ++at) {
        const char c = source[at];
        in_text = in_text != (c == '"');
        if (!in_text) {
            if (c == ')' && depth == 0)
                break;
            depth += c == '(' || c == '{' || c == '['   ? 1
                     : c == ')' || c == '}' || c == ']' ? -1
                                                        : 0;
            if (c == ',' && depth == 0) {
                arguments.emplace_back();
                continue;
            }
        }
        arguments.back() += c;
    }
    return arguments;
}

// Adds the texts between quotation marks.
void add_literals(std::string_view code, Names& names)
{
    for (std::size_t open = code.find('"'); open != std::string_view::npos;
         open = code.find('"', open + 1)) {
        const std::size_t close = code.find('"', open + 1);
        names.emplace(code.substr(open + 1, close - open - 1));
        open = close;
    }
}

}  // namespace

TraceNames::TraceNames(const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders)
        for (const auto& entry : std::filesystem::directory_iterator(project_path(folder))) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".cpp") || name.ends_with("_test.cpp"))
                continue;
            std::string text = read_project_file(entry.path());
            if (text.find("trace.enter(") != std::string::npos ||
                text.find("trace_.enter(") != std::string::npos)
                sources_.push_back(std::move(text));
        }
}

Names TraceNames::literals(std::string_view function, std::size_t place,
                           std::size_t least_arguments) const
{
    Names names;
    for (const std::string& source : sources_)
        for (std::size_t at = source.find(function); at != std::string::npos;
             at = source.find(function, at + 1)) {
            const auto arguments = arguments_of_call(source, at + function.size());
            if (place < arguments.size() && arguments.size() >= least_arguments)
                add_literals(arguments[place], names);
        }
    return names;
}

Names TraceNames::rules() const
{
    Names names = literals("trace.enter(", 1);
    names.merge(literals("trace_.enter(", 1));
    return names;
}

Names TraceNames::clauses() const
{
    Names names = literals("trace.enter(");
    names.merge(literals("trace_.enter("));
    return names;
}

Names TraceNames::steps() const
{
    Names names;
    for (const char* const step :
         {".value(", ".result(", ".result_text(", ".at_least(", ".at_most(", ".below(", ".above(",
          ".equals(", ".not_after(", ".not_before(", ".is_so(", ".is_in(", ".round_to_whole("})
        names.merge(literals(step));
    // JSON is written with a text() as well, which takes one argument.
    names.merge(literals(".text(", 0, 2));
    return names;
}

Names TraceNames::notes() const
{
    return literals(".note(");
}

Names TraceNames::missing() const
{
    Names names = literals(".missing(");
    names.merge(literals("missing.push_back("));
    return names;
}

bool is_sentence_of(std::string_view key, const Names& rules)
{
    constexpr std::array<std::string_view, 4> endings = {".met", ".not_met", ".undetermined",
                                                         ".text"};
    for (const std::string_view ending : endings)
        if (key.ends_with(ending) &&
            rules.contains(std::string(key.substr(0, key.size() - ending.size()))))
            return true;
    return false;
}

}  // namespace taqwim::tests

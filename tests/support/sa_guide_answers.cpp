#include "tests/support/sa_guide_answers.h"

#include <memory>
#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_guide/rule_set.h"

namespace taqwim::tests {

namespace {

const RuleSet& rule_set()
{
    static const std::unique_ptr<RuleSet> one = sa_guide::make_rule_set({});
    return *one;
}

nlohmann::json answer(const std::string& text, bool trace)
{
    const auto evaluator = rule_set().evaluator({.trace = trace});
    JsonReader reader;
    const auto document = reader.read(text);
    if (!document)
        throw std::runtime_error("the document of the test is not JSON");
    evaluator->evaluate(*document, 1);
    JsonWriter json;
    evaluator->write_json(json);
    return nlohmann::json::parse(json.str());
}

}  // namespace

nlohmann::json sa_guide_answer(const nlohmann::json& document, bool with_trace)
{
    const std::string text = document.dump();
    const nlohmann::json plain = answer(text, false);
    nlohmann::json traced = answer(text, true);
    nlohmann::json without = traced;
    without.erase("trace");
    if (without != plain)
        throw std::runtime_error("the trace changes the answer to " + text);
    return with_trace ? traced : plain;
}

nlohmann::json sa_guide_answer(const std::string& kind, const nlohmann::json& input)
{
    return sa_guide_answer({{"id", "T"}, {"kind", kind}, {"input", input}});
}

std::string refusal_code(const nlohmann::json& answer)
{
    if (!answer.contains("refused"))
        return "";
    return answer["refused"].value("code", "");
}

}  // namespace taqwim::tests

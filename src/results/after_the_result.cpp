#include "results/after_the_result.h"

#include <stdexcept>

#include "core/hijri.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

void write_texts(const char* key, const std::vector<std::string>& texts, JsonWriter& json)
{
    json.key(key).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

void write_committee(const FailedYearFacts& facts, JsonWriter& json)
{
    if (facts.extension.empty())
        return;
    const bool is_extended = facts.extension == "approved";
    json.key("committee").begin_object();
    json.key("decision").text(is_extended ? "extend" : "not_extend");
    // A decision extends by the year that it is taken for; the next one asks again.
    if (is_extended)
        json.key("years").number(1);
    else
        json.key("director_approved").boolean(facts.is_leaving_approved);
    json.end_object();
}

std::string question_of(const FailedYearFacts& facts)
{
    JsonWriter json;
    json.begin_object().key("kind").text("followup");
    json.key("regulation").text(facts.regulation).key("school_year").text(facts.year_name);
    json.key("input").begin_object();
    json.key("student_kind").text(facts.is_affiliated ? "affiliated" : "regular");
    json.key("grade").number(facts.grade).key("outcome").text(facts.decision);
    write_texts("not_passed", facts.not_passed, json);
    write_texts("excused", facts.excused, json);
    if (!facts.is_affiliated) {
        json.key("next_year_first_day").text(facts.next_first_day.to_text());
        const auto birth = facts.birth_day ? to_hijri(*facts.birth_day) : std::nullopt;
        if (birth)
            json.key("birth_hijri").text(birth->to_text());
        json.key("failures_in_grade").number(facts.failures_in_grade);
        json.key("night_school").boolean(facts.is_night_school);
        write_committee(facts, json);
        if (facts.wish) {
            json.key("choice").text(facts.wish->choice);
            json.key("chosen_on").text(facts.wish->chosen_on.to_text());
        } else if (facts.today >= facts.next_first_day) {
            constexpr std::int64_t k_days_of_year = 366;
            json.key("day").number(
                std::min<std::int64_t>(facts.today - facts.next_first_day + 1, k_days_of_year));
        }
    }
    json.end_object().end_object();
    return std::string(json.str());
}

}  // namespace

Result<AfterTheResult> after_the_result(const FailedYearFacts& facts, YearEvaluation& evaluation)
{
    const auto evaluated =
        evaluation.evaluate(facts.regulation, question_of(facts), Depth::outcome);
    if (!evaluated)
        return evaluated.refusal();
    if (evaluated->is_refused())
        return evaluated->refusals.front();
    const auto document = JsonDocument::parse(evaluated->outcome);
    const auto action = document ? document->root().find("action") : std::nullopt;
    const auto by = document ? document->root().find("by") : std::nullopt;
    if (!action || !by)
        throw std::logic_error("a regulation did not say what comes after a result");
    return AfterTheResult{.action = std::string(action->text()),
                          .clause = "SR-" + std::string(by->text())};
}

}  // namespace taqwim::results

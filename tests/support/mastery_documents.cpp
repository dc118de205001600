#include "tests/support/mastery_documents.h"

#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::tests {

using Json = nlohmann::ordered_json;

Json mastery_year_document()
{
    return Json::parse(R"({
      "id": "E-201", "kind": "mastery_year", "school_year": "1427-1428",
      "input": {
        "name": "A. B.", "grade": 1, "first_day": "2006-09-09", "last_day": "2007-06-13",
        "subjects": [
          {"code": "maths", "name_ar": "M", "skills": [
            {"code": "M1", "text": "Counting", "minimum": true, "criterion": "future_learning",
             "kind": "cumulative", "parts": [
              {"code": "M1a", "text": "1-9", "taught": "2006-09-20", "judgements": [
                {"on": "2006-09-25", "value": "mastered", "tool": "observation"}]},
              {"code": "M1b", "text": "10-49", "taught": "2006-11-20", "judgements": [
                {"on": "2006-11-25", "value": "not_mastered"},
                {"on": "2007-02-05", "value": "mastered", "tool": "exercise"}]},
              {"code": "M1c", "text": "50-99", "taught": "2007-03-10", "judgements": [
                {"on": "2007-03-12", "value": "mastered", "tool": "oral_test"}]}]},
            {"code": "M2", "text": "Adding", "minimum": false, "term": 2,
             "taught": "2007-04-10", "judgements": [
              {"on": "2007-04-11", "value": "mastered", "tool": "written_test"}]}]},
          {"code": "fiqh", "name_ar": "F", "skills": [
            {"code": "F1", "text": "Wudu", "minimum": true, "criterion": "religion_personality",
             "taught": "2006-10-01", "judgements": [
              {"on": "2006-10-02", "value": "not_mastered"},
              {"on": "2007-01-20", "value": "mastered", "tool": "observation"}]},
            {"code": "F2", "text": "Courtesy", "kind": "continuous", "judgements": [
              {"on": "2006-10-30", "value": "mastered", "tool": "observation"}]}]}],
        "reports": [
          {"number": 1, "on": "2006-11-01"},
          {"number": 2, "on": "2007-01-24"},
          {"number": 3, "on": "2007-04-04"},
          {"number": 4, "on": "2007-06-13"}]}})");
}

MasteryReply ask_mastery_year(sa_1426::Answer& answer, const sa_1426::EditionRules& rules,
                              const Json& document)
{
    const auto parsed = JsonDocument::parse(document.dump());
    if (!parsed)
        throw std::runtime_error("the document of a test is no JSON");
    Trace trace = Trace::off();
    MasteryReply reply;
    reply.problems = answer.answer(parsed->root(), {[&](std::optional<SchoolYear>) {
                                       return Result<const sa_1426::EditionRules*>(&rules);
                                   }},
                                   {}, trace);
    if (!reply.problems.empty())
        return reply;
    JsonWriter json;
    json.begin_object();
    answer.write_json(json);
    json.end_object();
    reply.fields = Json::parse(json.str());
    return reply;
}

}  // namespace taqwim::tests

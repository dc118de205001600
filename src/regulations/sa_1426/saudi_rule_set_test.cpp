#include "regulations/sa_1426/saudi_rule_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_1426/data_files.h"

using namespace taqwim;
namespace sa = taqwim::sa_1426;

namespace {

constexpr std::string_view k_edition = R"(
[first_day]
label.ar = "a"
label.en = "first day"
unit     = "day"
clause   = "SR-13.6"
[[first_day.values]]
from   = 2005-09-01
value  = 2005-09-01
status = "assumed"

[last_day]
label.ar = "b"
label.en = "last day"
unit     = "day"
clause   = "SR-13.6"
[[last_day.values]]
from   = 2005-09-01
value  = 2008-08-31
status = "assumed"

[floor]
label.ar = "c"
label.en = "the floor"
unit     = "mark"
range    = ["0", "100"]
clause   = "SR-7.2b"
[[floor.values]]
from   = 2005-09-01
value  = "35"
status = "assumed"
[[floor.values]]
from   = 2006-09-01
value  = "36"
status = "assumed"
)";
constexpr std::string_view k_words = R"(
[regulation]
title = "Pretend edition"
[kind]
floor = "The floor"
wide  = "Wide"
)";

struct PretendRules : sa::EditionRules {
    Parameter<Mark> floor;
};

std::unique_ptr<const sa::EditionRules> read_pretend_rules(const ParametersOnDay& parameters)
{
    auto rules = std::make_unique<PretendRules>();
    rules->floor = parameters.mark("edition.floor");
    rules->digest = parameters.digest();
    for (const ParameterInfo* info : parameters.infos())
        if (info->status == ParameterStatus::assumed)
            rules->assumed.push_back(info);
    return rules;
}

// Reaches the floor, refused without a mark, and overflowing for a mark of "overflow".
std::optional<Refusal> floor_kind(const JsonValue& input, const sa::EditionRules& rules,
                                  Trace& trace, JsonWriter& out)
{
    auto step = trace.enter("SR-7.2b", "pretend_floor");
    const auto mark = input.find("mark");
    out.key("half_written").boolean(true);
    if (!mark)
        return Refusal{RefusalCode::field_missing, {{"field", "mark"}}, input.pointer("mark"), ""};
    if (mark->text() == "overflow")
        throw ArithmeticOverflow();
    const auto number = Exact::parse(mark->text());
    const Mark floor = step.read(static_cast<const PretendRules&>(rules).floor);
    out.key("floor").mark(floor).key("reaches").boolean(*number >= floor.value);
    out.key("parts").begin_array().text("1/2").number(7).end_array();
    out.key("nested").begin_object().key("deep").null().end_object();
    return std::nullopt;
}

std::unique_ptr<RuleSet> pretend()
{
    const auto words = [](std::string_view language) {
        auto files = sa::shared_message_files(language);
        files.push_back({"pretend.toml", k_words});
        return files;
    };
    sa::Edition edition;
    edition.id = "pretend";
    edition.parameters = {{"parameters/edition.toml", k_edition}};
    edition.messages_ar = words("ar");
    edition.messages_en = words("en");
    edition.kinds = {{"floor", sa::simple<floor_kind>}, {"wide", sa::simple<floor_kind>}};
    edition.read_rules = read_pretend_rules;
    edition.deciding_clauses = {"SR-7.2"};
    return sa::make_saudi_rule_set(std::move(edition), {});
}

struct Answered {
    bool is = false;
    std::string json;
    std::vector<Refusal> refusals;
};

Answered ask(Evaluator& evaluator, std::string_view text, std::size_t number = 1)
{
    JsonReader reader;
    const auto document = reader.read(text);
    REQUIRE(document);
    Answered answered;
    answered.is = evaluator.evaluate(*document, number);
    JsonWriter json;
    evaluator.write_json(json);
    answered.json = json.str();
    answered.refusals = {evaluator.refusals().begin(), evaluator.refusals().end()};
    return answered;
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("SR-V.1: an edition covers the whole school years between its first and its last day")
{
    const auto rule_set = pretend();
    CHECK(rule_set->id() == "pretend");
    CHECK(rule_set->title(Language::en) == "Pretend edition");
    CHECK(rule_set->first_covered_year() == SchoolYear{2005});
    CHECK(rule_set->last_covered_year() == SchoolYear{2007});
    CHECK(rule_set->year_name(SchoolYear{2005}) == "1426-1427 (2005-2006)");
    CHECK(rule_set->deciding_clauses() == std::vector<std::string_view>{"SR-7.2"});
}

TEST_CASE("SR-V.1: a question is answered by the rules of its school year, without one by those in "
          "force last")
{
    const auto rule_set = pretend();
    const auto evaluator = rule_set->evaluator({});
    const auto first = ask(
        *evaluator,
        R"({"id": "q1", "kind": "floor", "school_year": "1426-1427", "input": {"mark": "35"}})");
    REQUIRE(first.is);
    CHECK(has(first.json,
              R"({"id":"q1","regulation":"pretend","kind":"floor","half_written":true,)"
              R"("floor":"35","reaches":true,"parts":["1/2",7],"nested":{"deep":null},)"));
    CHECK(has(first.json, R"("assumed_parameters":["edition.first_day","edition.floor")"));
    CHECK(has(
        ask(*evaluator, R"({"kind": "floor", "input": {"mark": "35"}})").json,
        R"("id":"#1","regulation":"pretend","kind":"floor","half_written":true,"floor":"36","reaches":false)"));
    const auto early = ask(
        *evaluator, R"({"kind": "floor", "school_year": "1425-1426", "input": {"mark": "35"}})");
    REQUIRE(early.refusals.size() == 1);
    CHECK(early.refusals[0].code == RefusalCode::school_year_not_covered);
    CHECK(early.refusals[0].clause == "SR-V.1");
}

TEST_CASE("SR-V.1: a kind, a year or a field that is not known is refused with what is")
{
    const auto rule_set = pretend();
    const auto evaluator = rule_set->evaluator({});
    const auto refused = [&](std::string_view text) {
        const auto answered = ask(*evaluator, text);
        CAPTURE(answered.json);
        CHECK_FALSE(answered.is);
        CHECK(has(answered.json, R"("refused":{"code":)"));
        REQUIRE_FALSE(answered.refusals.empty());
        return answered.refusals;
    };
    const auto kind = refused(R"({"kind": "ceiling", "input": {}})");
    CHECK(kind[0].code == RefusalCode::value_not_listed);
    CHECK(kind[0].arguments == Arguments{{"value", "ceiling"}, {"allowed", "floor, wide"}});
    CHECK(kind[0].field == "/kind");
    CHECK(refused(R"({"input": {}})")[0].code == RefusalCode::value_not_listed);
    CHECK(refused(R"({"kind": 7, "input": {}})")[0].code == RefusalCode::field_wrong_type);
    CHECK(refused(R"([])")[0].code == RefusalCode::field_wrong_type);
    CHECK(refused(R"({"kind": "floor"})")[0].code == RefusalCode::field_missing);
    CHECK(refused(R"({"kind": "floor", "input": {}})")[0].field == "/input/mark");
    CHECK(refused(R"({"kind": "floor", "input": {"mark": "overflow"}})")[0].code ==
          RefusalCode::arithmetic_overflow);
    CHECK(refused(R"({"kind": "floor", "school_year": "1440", "input": {}})")[0].code ==
          RefusalCode::school_year_unreadable);
    CHECK(refused(R"({"kind": "floor", "regulation": "kw", "input": {}})")[0].field ==
          "/regulation");
    const auto several = refused(R"({"kind": "floor", "expect": {}, "expected": ""})");
    REQUIRE(several.size() == 3);
    CHECK(several[0].code == RefusalCode::field_unknown);
    CHECK(several[0].field == "/expect");
    CHECK(several[1].field == "/expected");
    CHECK(several[2].field == "/input");
}

TEST_CASE("SR-V.1: what one document leaves behind is not seen in the answer to the next")
{
    const auto rule_set = pretend();
    const auto evaluator = rule_set->evaluator({.trace = true});
    const std::string once =
        ask(*evaluator, R"({"id": "a", "kind": "floor", "input": {"mark": "40"}})").json;
    CHECK(has(once, R"("trace":[{"clause":"SR-7.2b")"));
    (void)ask(*evaluator, R"({"id": "b", "kind": "floor", "input": {}})");
    CHECK(ask(*evaluator, R"({"id": "a", "kind": "floor", "input": {"mark": "40"}})").json == once);
}

TEST_CASE("SR-V.1: an answer is also a row of a sheet, a record of the table and an explanation")
{
    const auto rule_set = pretend();
    const auto evaluator = rule_set->evaluator({.trace = true});
    REQUIRE(ask(*evaluator, R"({"case": "a", "kind": "floor", "input": {"mark": "40"}})").is);
    for (const Language language : {Language::ar, Language::en}) {
        const SheetRow row = evaluator->row(language);
        CHECK(row.group == "The floor");
        CHECK(row.cells.size() == row.header.size());
        CHECK(row.cells[0] == "a");
        const auto header = rule_set->csv_header(language);
        const auto record = evaluator->csv_record(language);
        CHECK(record.size() == header.size());
        CHECK(std::ranges::find(record, "half_written=true floor=36 reaches=true") != record.end());
    }
    const Explanation told = evaluator->explanation(Language::en);
    CHECK(told.title == "The floor, a");
    CHECK(std::ranges::find(told.facts, std::pair<std::string, std::string>{"floor", "36"}) !=
          told.facts.end());
    CHECK(told.assumed == std::vector<std::pair<std::string, std::string>>{{"the floor", "36"}});

    evaluator->refuse({RefusalCode::json_malformed, {{"row", "1"}}, "", ""}, 3);
    CHECK(evaluator->id() == "#3");
    CHECK(evaluator->row(Language::en).decision == "refused");
    CHECK(evaluator->csv_record(Language::en).size() == rule_set->csv_header(Language::en).size());
}

TEST_CASE("SR-V.1: a regulation that reads no folder says so")
{
    const auto rule_set = pretend();
    const auto school = rule_set->read_school({});
    CHECK(school->size() == 0);
    REQUIRE(school->problems().size() == 1);
    CHECK(school->problems()[0].code == RefusalCode::folder_not_read);
}

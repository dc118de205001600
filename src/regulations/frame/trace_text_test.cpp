#include "regulations/frame/trace_text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/project_files.h"

using taqwim::ClauseLookup;
using taqwim::ClauseWords;
using taqwim::Day;
using taqwim::Exact;
using taqwim::Finding;
using taqwim::Mark;
using taqwim::Messages;
using taqwim::Parameter;
using taqwim::ParameterInfo;
using taqwim::ParameterStatus;
using taqwim::reason_lines;
using taqwim::ReasonFilter;
using taqwim::ReasonLine;
using taqwim::Ties;
using taqwim::Trace;
using taqwim::TraceRecording;

namespace {

// The frame's own messages in a language, and those of a regulation beside them.
Messages messages(std::string_view language, std::string_view own = "")
{
    const std::string path = "src/regulations/frame/messages." + std::string(language) + ".toml";
    const std::string frame = taqwim::tests::read_project_file(path);
    const std::array<taqwim::EmbeddedFile, 2> files = {{{path, frame}, {"messages.toml", own}}};
    return Messages::read(language, files);
}

const ClauseLookup k_clauses = [](std::string_view clause) {
    if (clause == "KW-17.1")
        return ClauseWords{"المادة ١٧ (١)", "Half a mark short"};
    return ClauseWords{};
};

ParameterInfo parameter(const char* name, const char* value,
                        ParameterStatus status = ParameterStatus::enacted)
{
    ParameterInfo info;
    info.name = name;
    info.label_ar = "قيمة";
    info.label_en = "Value of " + info.name;
    info.value = value;
    info.from = *Day::of(2015, 9, 1);
    info.status = status;
    return info;
}

// The line of one clause whose steps `take_steps` takes.
template <class Steps>
ReasonLine line(std::string_view own_messages, Steps take_steps, const char* item = nullptr,
                int number = 0)
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto step = trace.enter("KW-17.1", "auto_raise", item, number);
        take_steps(step);
    }
    auto lines = reason_lines(recording, messages("en", own_messages), k_clauses);
    REQUIRE(lines.size() == 1);
    return lines.front();
}

// What the argument of a message becomes.
template <class Steps>
std::string argument(std::string_view name, Steps take_steps)
{
    return line("auto_raise.text = \"{" + std::string(name) +
                    "}\"\n[label]\nexcellent = \"Excellent\"\n[subject]\nmaths = "
                    "\"Mathematics\"\n[term]\nT1 = \"first term\"\n",
                take_steps)
        .text;
}

std::vector<std::string> clauses_of(const std::vector<ReasonLine>& lines)
{
    std::vector<std::string> clauses;
    clauses.reserve(lines.size());
    for (const ReasonLine& one : lines)
        clauses.push_back(std::to_string(one.depth) + ' ' + one.clause);
    return clauses;
}

}  // namespace

TEST_CASE("a line of reasons bears its clause, article, finding and the rule's own sentence")
{
    const ReasonLine met =
        line("[auto_raise]\nmet = \"{year_mark} of {year_mark_limit}\"\ntext = \"other\"\n",
             [](auto& step) { step.conclude(step.at_least("year_mark", Mark(40), Mark(39))); });
    CHECK(met.depth == 0);
    CHECK(met.clause == "KW-17.1");
    CHECK(met.article == "المادة ١٧ (١)");
    CHECK(met.title == "Half a mark short");
    CHECK(met.text == "40 of 39");
    CHECK(met.finding == Finding::met);
    CHECK_FALSE(met.status);
    CHECK(met.steps == std::vector<std::string>{"year_mark: 40, at least 39"});
}

TEST_CASE(
    "the words of the finding come before those of the rule, and those before the generic ones")
{
    const auto not_met = [](auto& step) { step.conclude(false); };
    CHECK(line("[auto_raise]\nmet = \"A\"\nnot_met = \"B\"\ntext = \"C\"\n", not_met).text == "B");
    CHECK(line("[auto_raise]\nmet = \"A\"\ntext = \"C\"\n", not_met).text == "C");
    CHECK(line("auto_raise = \"D\"\n", not_met).text == "D");
    CHECK(line("[auto_raise]\nundetermined = \"E\"\n", [](auto& step) {
              step.missing("unit");
          }).text == "E");
    CHECK(line("[auto_raise]\nmet = \"A\"\n", not_met).text == "Half a mark short.");
    CHECK(line("[auto_raise]\ntext = \"C\"\n", [](auto&) {}).text == "C");
    CHECK_FALSE(line("[auto_raise]\ntext = \"C\"\n", [](auto&) {}).finding);
}

TEST_CASE("a rule without words of its own reads as a sentence with all its steps")
{
    const ParameterInfo list = parameter("raise.subjects", "maths art");
    const ReasonLine generic = line(
        "[label]\nauto_raise = \"Automatic raise\"\n[subject]\nmaths = \"Mathematics\"\n",
        [&](auto& step) {
            step.value("points", Exact(11));
            step.at_least("year_mark", Mark(39), Mark(Exact::ratio(79, 2)), "maths");
            step.at_most("absences", Exact(3), Exact(2));
            step.above("a", Exact(3), Exact(2));
            step.below("b", Mark(3), Mark(2));
            step.equals("c", Exact(3), Exact(3));
            step.is_so("promoted", true);
            step.not_after("entered", *Day::of(2016, 1, 20), *Day::of(2016, 1, 19));
            step.not_before("held", *Day::of(2016, 1, 20), *Day::of(2016, 1, 19));
            step.is_in("subject", "maths", list, true);
            step.round_to_whole("mark", Exact::ratio(79, 2), Ties::away_from_zero);
            step.note("D30");
            step.result("total", Exact(40));
            step.missing("unit", "maths", 2);
        },
        "maths");
    CHECK(generic.text == "Automatic raise (Mathematics): points: 11; year_mark (Mathematics): 39, "
                          "less than 39.5; absences: 3, more than 2; "
                          "a: 3, more than 2; b: 3, not less than 2; c: 3, equal to 3; promoted: "
                          "yes; entered: 2016-01-20, after 2016-01-19; "
                          "held: 2016-01-20, not before 2016-01-19; subject: Mathematics, one of: "
                          "Mathematics, art; mark: 39.5, rounded to 40; "
                          "D30; result, total: 40; not entered yet: unit (Mathematics) 2.");
    CHECK(generic.steps.empty());
    CHECK(line(
              "", [](auto&) {}, "maths", 3)
              .text == "Half a mark short (maths) 3.");
}

TEST_CASE("the generic sentences read in Arabic as well")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto step = trace.enter("KW-4.3", "reaches_minimum_mark", "maths");
        step.conclude(step.at_least("mark", Mark(Exact::ratio(79, 2)), Mark(40)));
    }
    const auto lines = reason_lines(
        recording,
        messages("ar", "label.reaches_minimum_mark = \"بلوغ النهاية الصغرى\"\nlabel.mark = "
                       "\"الدرجة\"\nsubject.maths = \"الرياضيات\""),
        k_clauses);
    CHECK(lines.at(0).text == "بلوغ النهاية الصغرى (الرياضيات): الدرجة: 39.5، أقل من 40.");
}

TEST_CASE("an argument of a reason has the value of the step of its name")
{
    const ParameterInfo from = parameter("raise.all_subjects_from", "39.5");
    const ParameterInfo share = parameter("p.share", "70%");
    const ParameterInfo yes = parameter("p.yes", "yes");
    ParameterInfo yes_no = yes;
    yes_no.unit = "yes_no";
    const ParameterInfo list = parameter("p.list", "maths art excellent");

    CHECK(argument("points", [](auto& step) { step.value("points", Exact(11)); }) == "11");
    CHECK(argument("total", [](auto& step) { step.result("total", Mark(40)); }) == "40");
    CHECK(argument("on", [](auto& step) { step.value("on", *Day::of(2016, 1, 20)); }) ==
          "2016-01-20");
    CHECK(argument("grade", [](auto& step) { step.result_text("grade", "excellent"); }) ==
          "Excellent");
    CHECK(argument("grade_code", [](auto& step) { step.text("grade", "excellent"); }) ==
          "excellent");
    CHECK(argument("raise_all_subjects_from", [&](auto& step) {
              step.read(Parameter<int>{0, &from});
          }) == "39.5");
    CHECK(argument("p_share", [&](auto& step) { step.read(Parameter<int>{0, &share}); }) == "70%");
    CHECK(argument("p_yes", [&](auto& step) { step.read(Parameter<int>{0, &yes_no}); }) == "yes");
    CHECK(argument("p_list", [&](auto& step) {
              step.read(Parameter<int>{0, &list});
          }) == "Mathematics, art, Excellent");
    CHECK(argument("a", [](auto& step) { step.at_most("a", Exact(3), Exact(2)); }) == "3");
    CHECK(argument("a_limit", [](auto& step) { step.at_most("a", Exact(3), Exact(2)); }) == "2");
    CHECK(argument("a_holds", [](auto& step) { step.at_most("a", Exact(3), Exact(2)); }) == "no");
    CHECK(argument("a_holds", [](auto& step) { step.is_so("a", true); }) == "yes");
    CHECK(argument("a", [&](auto& step) { step.is_in("a", "maths", list, true); }) ==
          "Mathematics");
    CHECK(argument("a_code", [&](auto& step) { step.is_in("a", "maths", list, true); }) == "maths");
    CHECK(argument("a_limit", [&](auto& step) { step.is_in("a", "maths", list, true); }) ==
          "Mathematics, art, Excellent");
    CHECK(argument("m", [](auto& step) {
              step.round_to_whole("m", Exact::ratio(79, 2), Ties::to_even);
          }) == "40");
    CHECK(argument("m_before", [](auto& step) {
              step.round_to_whole("m", Exact::ratio(79, 2), Ties::to_even);
          }) == "39.5");
    CHECK(argument("missing", [](auto& step) { step.missing("unit", "T1", 2); }) ==
          "unit (first term) 2");
    CHECK(argument("note", [](auto& step) { step.note("D30"); }) == "D30");
    CHECK(argument("clause", [](auto&) {}) == "KW-17.1");
    CHECK(argument("clause_code", [](auto&) {}) == "KW_17_1");
    CHECK(argument("item", [](auto&) {}) == "—");

    const std::string own =
        "auto_raise.text = \"{item} {item_code} {number}\"\nsubject.maths = \"Mathematics\"\n";
    CHECK(line(
              own, [](auto&) {}, "maths", 3)
              .text == "Mathematics maths 3");
}

TEST_CASE("steps of one name give their values as one list")
{
    CHECK(argument("short", [](auto& step) {
              step.value("short", Exact(40));
              step.value("short", Exact(41));
              step.value("short", Exact(42));
          }) == "40, 41, 42");
    const ParameterInfo twice = parameter("p.twice", "60");
    CHECK(argument("p_twice", [&](auto& step) {
              step.read(Parameter<int>{60, &twice});
              step.read(Parameter<int>{60, &twice});
          }) == "60");
}

TEST_CASE("the steps of a rule that was asked are not arguments of the rule that asks")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto outer = trace.enter("KW-1", "outer");
        {
            auto inner = trace.enter("KW-2", "inner");
            inner.value("v", Exact(1));
        }
        outer.value("v", Exact(2));
    }
    const auto lines =
        reason_lines(recording, messages("en", "outer = \"{v}\"\ninner = \"{v}\"\n"), k_clauses);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text == "2");
    CHECK(lines[1].text == "1");
    CHECK(clauses_of(lines) == std::vector<std::string>{"0 KW-1", "1 KW-2"});
}

TEST_CASE("numbers in reasons are whole, or have up to two decimals, or are rounded to two")
{
    const auto shown = [](const Exact& number) {
        return argument("n", [&](auto& step) { step.value("n", number); });
    };
    CHECK(shown(Exact(87)) == "87");
    CHECK(shown(Exact::ratio(174, 2)) == "87");
    CHECK(shown(Exact::ratio(71, 2)) == "35.5");
    CHECK(shown(Exact::ratio(355, 10)) == "35.5");
    CHECK(shown(Exact::ratio(195, 4)) == "48.75");
    CHECK(shown(Exact::ratio(2, 3)) == "0.67");
    CHECK(shown(Exact::ratio(12817, 200)) == "64.09");
    CHECK(shown(Exact::ratio(-1, 2)) == "-0.5");
}

TEST_CASE("two numbers that differ never look equal in a check")
{
    const auto sides = [](const Exact& left, const Exact& right) {
        const auto check = [&](auto& step) { step.at_least("n", left, right); };
        return argument("n", check) + " " + argument("n_limit", check);
    };
    CHECK(sides(Exact::ratio(39999, 1000), Exact(40)) == "39.999 40");
    CHECK(sides(Exact::ratio(2, 3), Exact::ratio(667, 1000)) == "0.6667 0.6670");
    CHECK(sides(Exact::ratio(2, 3), Exact::ratio(2, 3)) == "0.67 0.67");
    CHECK(sides(Exact::ratio(39, 1), Exact(40)) == "39 40");
    CHECK(sides(Exact::ratio(1, 1'000'000'000'000), Exact(0)) == "1/1000000000000 0");
}

TEST_CASE("a line of reasons bears the weakest status of what its own clause read")
{
    const ParameterInfo enacted = parameter("a", "1", ParameterStatus::enacted);
    const ParameterInfo found = parameter("b", "2", ParameterStatus::found);
    const ParameterInfo assumed = parameter("c", "3", ParameterStatus::assumed);
    const auto read = [](std::vector<const ParameterInfo*> infos) {
        return line("", [&](auto& step) {
            for (const ParameterInfo* info : infos)
                step.read(Parameter<int>{0, info});
        });
    };
    CHECK(read({&enacted}).status == ParameterStatus::enacted);
    CHECK(read({&found, &enacted}).status == ParameterStatus::found);
    const ReasonLine all = read({&enacted, &assumed, &found, &assumed});
    CHECK(all.status == ParameterStatus::assumed);
    CHECK(all.is_assumed());
    CHECK(all.parameters == std::vector<const ParameterInfo*>{&enacted, &assumed, &found});
}

TEST_CASE("reasons can be narrowed to one item and what it rests on")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto term = trace.enter("KW-5.2", "absent_whole_term", "T1");
    }
    for (const char* subject : {"arabic", "maths"}) {
        auto mark = trace.enter("KW-12.1", "term_mark", subject, 1);
        {
            auto formative = trace.enter("KW-10.3", "formative_mark");
            auto level = trace.enter("KW-10.4", "competency_level", nullptr, 1);
        }
        auto deduction = trace.enter("KW-22.7", "term_deduction", "T1");
    }
    {
        auto all = trace.enter("KW-17", "raise_all", "T2");
        auto maths = trace.enter("KW-17.1", "auto_raise", "maths");
    }
    {
        auto decision = trace.enter("KW-4.5", "is_promoted");
        auto other = trace.enter("KW-4.3", "reaches_minimum_mark", "arabic");
    }
    const auto narrowed = [&](const ReasonFilter& filter) {
        return clauses_of(reason_lines(recording, messages("en"), k_clauses, filter));
    };
    using Clauses = std::vector<std::string>;
    CHECK(narrowed({.item = "maths"}) == Clauses{"0 KW-12.1", "1 KW-10.3", "2 KW-10.4", "1 KW-22.7",
                                                 "0 KW-17", "1 KW-17.1", "0 KW-4.5"});
    CHECK(narrowed({.item = "maths", .kin = {"arabic", "maths"}}) ==
          Clauses{"0 KW-5.2", "0 KW-12.1", "1 KW-10.3", "2 KW-10.4", "1 KW-22.7", "0 KW-17",
                  "1 KW-17.1", "0 KW-4.5"});
    CHECK(narrowed({.item = "music"}) == Clauses{"0 KW-4.5"});
    CHECK(narrowed({}).size() == 13);
}

TEST_CASE("reasons of a clause that no register knows have its id alone")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto step = trace.enter("KW-99", "unheard_of");
    }
    for (const ClauseLookup& lookup : {k_clauses, ClauseLookup()}) {
        const auto lines = reason_lines(recording, messages("en"), lookup);
        CHECK(lines.at(0).article.empty());
        CHECK(lines.at(0).text == "unheard_of.");
    }
}

TEST_CASE("clauses are called by the register's words in each language")
{
    const std::string text = R"(
[[clause]]
id         = "KW-17.1"
kind       = "calculation"
article    = "المادة ١٧"
title.ar   = "الرفع الآلي"
title.en   = "Automatic raise"
summary.ar = "ترفع الدرجة."
summary.en = "Raises the mark."
rule       = "auto_raise"
)";
    const taqwim::ClauseRegister clauses = taqwim::ClauseRegister::read({"clauses.toml", text});
    CHECK(taqwim::clause_lookup(clauses, "ar")("KW-17.1").title == "الرفع الآلي");
    CHECK(taqwim::clause_lookup(clauses, "en")("KW-17.1").title == "Automatic raise");
    CHECK(taqwim::clause_lookup(clauses, "en")("KW-17.1").article == "المادة ١٧");
    CHECK(taqwim::clause_lookup(clauses, "en")("KW-1").title.empty());
}

TEST_CASE("the frame's messages are there in both languages")
{
    taqwim::require_same_keys(messages("ar"), messages("en"));
    for (const std::string& key : messages("ar").keys())
        CHECK(messages("ar").arguments_of(key) == messages("en").arguments_of(key));
}

TEST_CASE("reasons: what was asked under a deciding clause is told first, with all below it, the "
          "rest in order")
{
    TraceRecording recording;
    {
        Trace trace(recording);
        {
            auto step = trace.enter("KW-1", "earlier");
            step.conclude(Finding::met);
        }
        {
            auto step = trace.enter("KW-DECIDE", "decide");
            auto below = trace.enter("KW-2", "below");
            below.conclude(Finding::met);
            step.conclude(Finding::met);
        }
        auto step = trace.enter("KW-3", "later");
        step.conclude(Finding::met);
    }
    std::string order;
    for (const ReasonLine& line : reason_lines(recording, messages("en"), k_clauses,
                                               {.item = {}, .kin = {}, .first = {"KW-DECIDE"}}))
        order += line.clause + ' ';
    CHECK(order == "KW-DECIDE KW-2 KW-1 KW-3 ");
}

// The sentences of reasons: every rule of this folder that writes a trace has one in both languages, made of what it gives.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/frame/clause_register.h"
#include "regulations/frame/messages.h"
#include "tests/support/project_files.h"
#include "tests/support/sentences.h"
#include "tests/support/trace_names.h"

using taqwim::Arguments;
using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::Messages;
using taqwim::tests::is_sentence_of;
using taqwim::tests::messages_of;
using taqwim::tests::Names;
using taqwim::tests::read_project_file;
using taqwim::tests::sentence_arguments;
using taqwim::tests::TraceNames;

namespace {

const std::string k_folder = "src/regulations/sa_guide/";
const std::string k_shared = "src/regulations/sa_1426/";
constexpr std::array k_languages = {"ar", "en"};

Messages reasons(const std::string& language)
{
    return messages_of(language, {k_folder + "reasons." + language + ".toml"});
}

// The words of the rule set, with those that it shares with the regulation; one that stood twice would be refused.
const Messages& words(std::string_view language)
{
    const auto read = [](const std::string& of) {
        return messages_of(
            of, {"src/core/messages/refusals." + of + ".toml",
                 "src/regulations/frame/messages." + of + ".toml",
                 k_shared + "messages.saudi." + of + ".toml", k_shared + "reasons." + of + ".toml",
                 k_folder + "messages." + of + ".toml", k_folder + "reasons." + of + ".toml"});
    };
    static const Messages arabic = read("ar");
    static const Messages english = read("en");
    return language == "ar" ? arabic : english;
}

const TraceNames& traced()
{
    static const TraceNames names({k_folder});
    return names;
}

// The rules that the trace enters, also where the code has the name in a variable: the register has them all.
Names known_rules()
{
    Names rules = traced().rules();
    const std::string text = read_project_file(k_folder + "clauses.toml");
    const ClauseRegister clauses = ClauseRegister::read({"clauses.toml", text});
    for (const Clause& clause : clauses.all())
        rules.insert(clause.rules.begin(), clause.rules.end());
    return rules;
}

}  // namespace

TEST_CASE("The reasons of sa_guide are the same in Arabic and English, by key and argument")
{
    const Messages arabic = reasons("ar");
    const Messages english = reasons("en");
    CHECK_NOTHROW(taqwim::require_same_keys(arabic, english));
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        if (english.has(key))
            CHECK(arabic.arguments_of(key) == english.arguments_of(key));
    }
}

TEST_CASE("Every reason of sa_guide can be written, also when nothing is given")
{
    for (const char* const language : k_languages)
        for (const std::string& key : reasons(language).keys()) {
            CAPTURE(key);
            CHECK_NOTHROW((void)words(language).format(key));
        }
}

TEST_CASE("Every rule of sa_guide that the trace enters has a sentence, and every sentence a rule")
{
    const Names entered = traced().rules();
    REQUIRE(entered.contains("oral_term_mark"));
    REQUIRE(entered.contains("admitted_in_sufficient_time"));
    const Names rules = known_rules();
    for (const char* const language : k_languages) {
        CAPTURE(language);
        const std::vector<std::string> keys = words(language).keys();
        for (const std::string& rule : rules) {
            CAPTURE(rule);
            CHECK(std::ranges::any_of(
                keys, [&](const std::string& key) { return is_sentence_of(key, {rule}); }));
        }
        for (const std::string& key : reasons(language).keys()) {
            CAPTURE(key);
            CHECK((key.starts_with("label.") || is_sentence_of(key, rules)));
        }
    }
}

TEST_CASE("A reason of sa_guide uses only arguments that rules give")
{
    Names known = sentence_arguments(traced(), k_folder);
    // The steps of the cheating cases, whose trace is a member.
    known.insert({"minutes_approved", "papers"});

    const Messages arabic = reasons("ar");
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        if (key.starts_with("label."))
            continue;
        for (const std::string& argument : arabic.arguments_of(key)) {
            CAPTURE(argument);
            CHECK(known.contains(argument));
        }
    }
}

TEST_CASE("Every step, note and missing fact of the traces of sa_guide has its word")
{
    Names names = traced().steps();
    REQUIRE(names.contains("assessments"));
    names.merge(traced().notes());
    names.merge(traced().missing());
    for (const std::string& name : names)
        for (const char* const language : k_languages) {
            CAPTURE(name);
            CAPTURE(language);
            CHECK(words(language).has("label." + name));
        }
}

TEST_CASE("PG-1.37: no sentence on an early grade has a number of skills or a word grade")
{
    for (const char* const rule :
         {"offered_opinions.text", "offered_opinions.undetermined", "composite_skill.met",
          "composite_skill.not_met", "passes_placement_test.met", "passes_placement_test.not_met"})
        for (const char* const language : k_languages) {
            CAPTURE(rule);
            for (const std::string& argument : words(language).arguments_of(rule))
                CHECK(argument.ends_with("_holds"));
        }
}

TEST_CASE("PG-G.9: no word of sa_guide labels a student")
{
    const Messages arabic =
        messages_of("ar", {k_folder + "messages.ar.toml", k_folder + "reasons.ar.toml"});
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        const std::string text = arabic.format(key);
        for (const char* const word : {"!", "راسب", "رسب", "رسوب", "فاشل", "فشل"})
            CHECK(text.find(word) == std::string::npos);
    }
    for (const std::string& key : reasons("en").keys()) {
        CAPTURE(key);
        const std::string text = words("en").format(key);
        for (const char* const word : {"!", "failed", "failure", "weak"})
            CHECK(text.find(word) == std::string::npos);
    }
}

TEST_CASE("PG-4.7b: an average is told by its sum and the assessments held")
{
    const Arguments arguments = {
        {"item", "الطلاقة"}, {"sum", "32.5"}, {"assessments", "4"}, {"average", "8.13"}};
    CHECK(words("ar").format("skill_average.text", arguments) ==
          "الطلاقة: المجموع 32.5 على 4 تقويمات فالمتوسط 8.13.");
    CHECK(words("en").format(
              "skill_average.text",
              {{"item", "Fluency"}, {"sum", "8"}, {"assessments", "1"}, {"average", "8"}}) ==
          "Fluency: 8 over 1 assessment gives the average 8.");
}

TEST_CASE("PG-9.1: sufficient time is told by the days that are left")
{
    const Arguments arguments = {{"admitted", "2005-12-31"},
                                 {"first_exam", "2006-01-14"},
                                 {"days_left", "14"},
                                 {"days_left_limit", "14"}};
    CHECK(words("en").format("admitted_in_sufficient_time.met", arguments) ==
          "From 2005-12-31 to the first exam on 2006-01-14 there are 14 days; 14 are sufficient.");
    CHECK(words("ar").format("admitted_in_sufficient_time.met", arguments) ==
          "من 2005-12-31 إلى أول اختبار (2006-01-14): 14 يوماً، والمدة الكافية 14.");
}

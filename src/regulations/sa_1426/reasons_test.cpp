// The sentences of reasons: every rule of this folder that writes a trace has one in both languages, made of what it gives.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/frame/messages.h"
#include "tests/support/sentences.h"
#include "tests/support/trace_names.h"

using taqwim::Arguments;
using taqwim::Messages;
using taqwim::tests::is_sentence_of;
using taqwim::tests::messages_of;
using taqwim::tests::Names;
using taqwim::tests::sentence_arguments;
using taqwim::tests::TraceNames;

namespace {

const std::string k_folder = "src/regulations/sa_1426/";
constexpr std::array k_languages = {"ar", "en"};

Messages reasons(const std::string& language)
{
    return messages_of(language, {k_folder + "reasons." + language + ".toml",
                                  k_folder + "reasons.after_the_result." + language + ".toml"});
}

// All words of the rule set, in the order of the program.
const Messages& words(std::string_view language)
{
    const auto read = [](const std::string& of) {
        return messages_of(of, {"src/core/messages/refusals." + of + ".toml",
                                "src/regulations/frame/messages." + of + ".toml",
                                k_folder + "messages.saudi." + of + ".toml",
                                k_folder + "messages.mastery." + of + ".toml",
                                k_folder + "reasons." + of + ".toml",
                                k_folder + "reasons.after_the_result." + of + ".toml",
                                k_folder + "messages." + of + ".toml"});
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

}  // namespace

TEST_CASE("The reasons of the Saudi years are the same in Arabic and English, by key and argument")
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

TEST_CASE("Every reason of the Saudi years can be written, also when nothing is given")
{
    for (const char* const language : k_languages)
        for (const std::string& key : reasons(language).keys()) {
            CAPTURE(key);
            CHECK_NOTHROW((void)words(language).format(key));
        }
}

TEST_CASE("Every rule of sa_1426 that the trace enters has a sentence, and every sentence a rule")
{
    const Names rules = traced().rules();
    REQUIRE(rules.contains("passes_by_two_subject_allowance"));
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

TEST_CASE("A reason of the Saudi years uses only arguments that rules give")
{
    const Names known = sentence_arguments(traced(), k_folder);

    const Names rules = traced().rules();
    const Messages arabic = reasons("ar");
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        if (is_sentence_of(key, rules))
            for (const std::string& argument : arabic.arguments_of(key)) {
                CAPTURE(argument);
                CHECK(known.contains(argument));
            }
    }
}

TEST_CASE("Every step, note and missing fact of the traces of sa_1426 has its word")
{
    Names names = traced().steps();
    REQUIRE(names.contains("final_mark"));
    names.merge(traced().notes());
    names.merge(traced().missing());
    for (const std::string& name : names)
        for (const char* const language : k_languages) {
            CAPTURE(name);
            CAPTURE(language);
            CHECK(words(language).has("label." + name));
        }
}

TEST_CASE("SR-3.7: no word of the Saudi years labels a student")
{
    const Messages arabic = messages_of(
        "ar", {k_folder + "messages.saudi.ar.toml", k_folder + "messages.mastery.ar.toml",
               k_folder + "reasons.ar.toml", k_folder + "reasons.after_the_result.ar.toml",
               k_folder + "messages.ar.toml"});
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

TEST_CASE("SR-7.2b: each subject is told by its mark and the least that the allowance covers")
{
    const Arguments below = {{"item", "العلوم"},
                             {"sat_exams_holds", "yes"},
                             {"has_minimum_holds", "yes"},
                             {"final_mark", "34"},
                             {"final_mark_limit", "35"},
                             {"final_mark_holds", "no"},
                             {"passing_b_floor_share", "70%"}};
    CHECK(words("ar").format("is_covered_by_two_subject_allowance.not_met", below) ==
          "العلوم: الدرجة 34، وأقل ما يشمله السماح 35، وهو 70% من النهاية الصغرى، فلا يشملها "
          "السماح.");
    const Arguments exactly = {{"item", "maths"},
                               {"final_mark", "35"},
                               {"final_mark_limit", "35"},
                               {"final_mark_holds", "yes"},
                               {"passing_b_floor_share", "70%"}};
    CHECK(words("en").format("is_covered_by_two_subject_allowance.met", exactly) ==
          "maths: the mark is 35, not less than 35, which is 70% of the minimum mark, so the "
          "allowance covers it.");
    const Arguments one_of_two = {{"grade_holds", "yes"},
                                  {"not_passed_subjects_holds", "yes"},
                                  {"not_passed_subjects", "2"},
                                  {"covered_subjects", "1"}};
    CHECK(words("ar").format("passes_by_two_subject_allowance.not_met", one_of_two) ==
          "مادتان لم تُجتازا، ولا يشمل السماح إلا واحدة منهما.");
    CHECK(
        words("ar").format("passes_by_two_subject_allowance.met", {{"not_passed_subjects", "2"}}) ==
        "مادتان لم تُجتازا، ويشملهما السماح، فينجح الطالب.");
}

TEST_CASE("SR-7.2c: a subject that is not covered is told why")
{
    const auto told = [](const Arguments& arguments) {
        return words("en").format("is_covered_by_one_subject_allowance.not_met", arguments);
    };
    CHECK(told({{"item", "maths"}, {"sat_exams_holds", "no"}}) ==
          "maths: not all of its exams were sat, so the allowance does not cover it.");
    CHECK(told({{"item", "maths"}, {"sat_exams_holds", "yes"}, {"has_minimum_holds", "no"}}) ==
          "maths: it has no minimum mark, so the allowance does not cover it.");
    CHECK(
        told({{"item", "maths"},
              {"final_mark", "29"},
              {"final_mark_limit", "30"},
              {"final_mark_holds", "no"},
              {"passing_c_floor_share", "60%"}}) ==
        "maths: the mark is 29, and the least that the allowance covers is 30, 60% of the minimum "
        "mark, so it is not covered.");
    CHECK(told({{"item", "maths"}, {"final_mark_holds", "yes"}, {"group", "Islamic education"}}) ==
          "maths: it is one of Islamic education, which the allowance does not cover.");
}

TEST_CASE("PG-16.C.11: a term is told as reached, as raised or as below its share")
{
    const Messages& english = words("en");
    CHECK(english.format("fraction_raise.text", {{"item", "the first term"},
                                                 {"item_code", "t1"},
                                                 {"raw", "24.5"},
                                                 {"term_mark_holds", "no"},
                                                 {"term_mark_limit", "25"},
                                                 {"raised_holds", "yes"},
                                                 {"mark", "25"}}) ==
          "the first term: the mark is 24.5; its fraction goes up to 25, which reaches the term's "
          "share of the minimum mark, 25.");
    CHECK(english.format("fraction_raise.text", {{"item_code", "year"},
                                                 {"raw", "48.75"},
                                                 {"all_terms_reached_holds", "yes"},
                                                 {"mark", "50"}}) ==
          "The parts of the year make 48.75, and every term reached its share, so the mark is the "
          "minimum mark 50.");
}

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/project_files.h"

using taqwim::Arguments;
using taqwim::ConfigurationFault;
using taqwim::Digits;
using taqwim::EmbeddedFile;
using taqwim::Messages;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::with_digits;
using taqwim::tests::read_project_file;

namespace {

Messages read(std::string_view text, std::string_view language = "en")
{
    const std::array files = {EmbeddedFile{"messages.en.toml", text}};
    return Messages::read(language, files);
}

std::string faults_of(std::string_view text, std::string_view language = "en")
{
    try {
        (void)read(text, language);
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

void check_contains(const std::string& faults, std::string_view part)
{
    CAPTURE(faults);
    CAPTURE(part);
    CHECK(faults.find(part) != std::string::npos);
}

Messages refusals(const std::string& language, std::string_view more = "")
{
    const std::string path = "src/core/messages/refusals." + language + ".toml";
    const std::string record_path = "src/core/messages/refusals.record." + language + ".toml";
    const std::string text = read_project_file(path);
    const std::string record_text = read_project_file(record_path);
    const std::array files = {EmbeddedFile{path, text}, EmbeddedFile{record_path, record_text},
                              EmbeddedFile{"more.toml", more}};
    return Messages::read(language, files);
}

// The names that stand beside each code in refusal_codes.h: {mark_over_maximum: {subject, mark,
// maximum}}.
std::map<std::string, std::set<std::string>> documented_arguments()
{
    const std::string header = read_project_file("src/core/refusal_codes.h");
    std::map<std::string, std::set<std::string>> documented;
    std::size_t place = 0;
    while ((place = header.find("    X(", place)) != std::string::npos) {
        place += 6;
        const std::string code = header.substr(place, header.find(',', place) - place);
        const std::size_t start = header.find("/*", place) + 2;
        const std::string comment = header.substr(start, header.find("*/", start) - start);
        place = start;
        std::set<std::string>& names = documented[code];
        // Each name stands at the beginning or after a comma; what follows a colon explains it.
        std::istringstream parts(comment);
        for (std::string part; std::getline(parts, part, ',');) {
            const std::size_t first = part.find_first_not_of(" ");
            const std::size_t last =
                std::min(part.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", first), part.size());
            if (first != std::string::npos && last > first)
                names.insert(part.substr(first, last - first));
        }
    }
    return documented;
}

std::string joined(const std::set<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += name + ' ';
    return text;
}

}  // namespace

TEST_CASE("nested tables of a message file are read as keys with dots")
{
    const Messages messages = read(R"([formative_mark]
met.text = "Met"
[formative_mark.not_met]
text = "Not met"
["KW-10.3"]
title = "Formula"
)");
    CHECK(messages.keys() == std::vector<std::string>{"KW-10.3.title", "formative_mark.met.text",
                                                      "formative_mark.not_met.text"});
    CHECK(messages.has("formative_mark.met.text"));
    CHECK_FALSE(messages.has("formative_mark.met"));
    CHECK(messages.format("formative_mark.not_met.text") == "Not met");
    CHECK(messages.language() == "en");
}

TEST_CASE("an argument is shown exactly as it was given")
{
    const Messages messages = read("m = \"{mark} of {maximum}: it's {mark}\"");
    CHECK(messages.format("m", {{"mark", "41.250"}, {"maximum", "1000000"}}) ==
          "41.250 of 1000000: it's 41.250");
    CHECK(messages.format("m", {{"mark", "{maximum}"}, {"maximum", "الرياضيات"}}) ==
          "{maximum} of الرياضيات: it's {maximum}");
    CHECK(messages.arguments_of("m") == std::vector<std::string>{"mark", "maximum"});
}

TEST_CASE("an argument that is not given reads as a dash and never as its name")
{
    const Messages messages =
        read("a = \"{subject}: {mark}\"\nb = \"{n, plural, one {# day} other {# days}}\"\n"
             "c = \"{clause, select, missing {none} other {{clause}}}\"");
    CHECK(messages.format("a", {{"mark", "7"}}) == "—: 7");
    CHECK(messages.format("b") == "— days");
    CHECK(messages.format("c") == "none");
    CHECK(messages.format("c", {{"clause", "KW-3"}}) == "KW-3");
}

TEST_CASE("an Arabic plural chooses among six forms by the whole number")
{
    const Messages messages =
        read("m = \"{n, plural, zero {لا مواد} one {مادة واحدة} two {مادتان} few {# مواد} "
             "many {# مادة} other {# مادّة}}\"",
             "ar");
    const auto subjects = [&](const std::string& n) { return messages.format("m", {{"n", n}}); };
    CHECK(subjects("0") == "لا مواد");
    CHECK(subjects("1") == "مادة واحدة");
    CHECK(subjects("2") == "مادتان");
    CHECK(subjects("3") == "3 مواد");
    CHECK(subjects("10") == "10 مواد");
    CHECK(subjects("11") == "11 مادة");
    CHECK(subjects("99") == "99 مادة");
    CHECK(subjects("100") == "100 مادّة");
    CHECK(subjects("1003") == "1003 مواد");
    CHECK(subjects("٣") == "٣ مواد");
}

TEST_CASE("a plural takes the form of a fraction for what is no whole number")
{
    const Messages messages = read("m = \"{n, plural, one {# mark} other {# marks}}\"");
    CHECK(messages.format("m", {{"n", "1"}}) == "1 mark");
    CHECK(messages.format("m", {{"n", "1.0"}}) == "1.0 marks");
    CHECK(messages.format("m", {{"n", "40/3"}}) == "40/3 marks");
    CHECK(messages.format("m", {{"n", "-1"}}) == "-1 marks");
    CHECK(messages.format("m", {{"n", "12345678901234567890"}}) == "12345678901234567890 marks");
    CHECK(messages.format("m", {{"n", "many"}}) == "many marks");
}

TEST_CASE("a select and a nested plural can use the same argument as the text around them")
{
    const Messages messages = read(
        "m = \"{term, select, T1 {First term, {n, plural, =0 {none} one {# unit} other {# units}}} "
        "other {{term}}} ({n})\"");
    CHECK(messages.format("m", {{"term", "T1"}, {"n", "3"}}) == "First term, 3 units (3)");
    CHECK(messages.format("m", {{"term", "T1"}, {"n", "0"}}) == "First term, none (0)");
    CHECK(messages.format("m", {{"term", "year"}, {"n", "1"}}) == "year (1)");
    CHECK(messages.arguments_of("m") == std::vector<std::string>{"n", "term"});
}

TEST_CASE("what is wrong in a message file stops with file, line and what to do")
{
    check_contains(faults_of("a = \"x\"\nb = \"{x\""),
                   "messages.en.toml:2: the message \"b\" does not compile");
    check_contains(faults_of("b = \"{x\""), "\nTo fix: write it as ICU MessageFormat");
    check_contains(faults_of("a = \"{n, plural, one {x}}\""), "does not compile");
    check_contains(faults_of("a = \"{n, plural, other {x}}\""),
                   "the message \"a\" has no plural form \"one\" for {n}");
    check_contains(
        faults_of("a = \"{n, plural, one {x} two {x} few {x} many {x} other {x}}\"", "ar"),
        "has no plural form \"zero\" for {n}");
    check_contains(faults_of("a = \"{n, plural, offset:1 one {x} other {x}}\""),
                   "counts from an offset");
    check_contains(faults_of("a = \"{n, number}\""), "formats an argument");
    check_contains(faults_of("a = \"{n, choice, 0#none}\""), "formats an argument");
    check_contains(faults_of("a = \"{0}\""), "numbers an argument");
    check_contains(faults_of("a = \"{n__counted}\""), "two underscores together");
    check_contains(faults_of("a = 7"),
                   "messages.en.toml:1: the message \"a\" is a TOML number, not a text");
    check_contains(faults_of("a = [\"x\"]"), "the message \"a\" is a list, not a text");
    check_contains(faults_of("a = \"\""), "the message \"a\" is empty");
    check_contains(faults_of("[a]"), "\"a\" holds no message");
    check_contains(
        faults_of("a.b = \"x\"\n\"a.b\" = \"y\""),
        "messages.en.toml:2: the message \"a.b\" stands in messages.en.toml, line 1, already");
    check_contains(faults_of("a = "), "messages.en.toml:1: not readable as TOML");
    check_contains(faults_of("a = 7\nb = 8"), "messages.en.toml:2: the message \"b\"");
}

TEST_CASE("a message of one key in two files is refused, with both places")
{
    const std::array files = {EmbeddedFile{"one.toml", "a = \"x\""},
                              EmbeddedFile{"two.toml", "\na = \"y\""}};
    try {
        (void)Messages::read("en", files);
        FAIL("a key was read twice");
    } catch (const ConfigurationFault& fault) {
        check_contains(fault.what(),
                       "two.toml:2: the message \"a\" stands in one.toml, line 1, already");
    }
}

TEST_CASE("a key that no message has stops with its name")
{
    const Messages messages = read("a = \"x\"");
    CHECK_THROWS_WITH_AS((void)messages.format("b"),
                         "there is no message \"b\" in the language \"en\"\n"
                         "To fix: add it to the message files of every language.",
                         ConfigurationFault);
    CHECK_THROWS_AS((void)messages.arguments_of("b"), ConfigurationFault);
}

TEST_CASE("keys that one language lacks are all named")
{
    const Messages english = read("a = \"x\"\nb = \"x\"\nc = \"x\"");
    const Messages arabic = read("b = \"x\"\nd = \"x\"", "ar");
    try {
        taqwim::require_same_keys(english, arabic);
        FAIL("three keys are missing");
    } catch (const ConfigurationFault& fault) {
        REQUIRE(fault.problems().size() == 3);
        check_contains(fault.problems()[0].message,
                       "\"a\" is there in the language \"en\" and missing in \"ar\"");
        check_contains(fault.problems()[1].message,
                       "\"c\" is there in the language \"en\" and missing in \"ar\"");
        check_contains(fault.problems()[2].message,
                       "\"d\" is there in the language \"ar\" and missing in \"en\"");
    }
    CHECK_NOTHROW(taqwim::require_same_keys(english, english));
}

TEST_CASE("messages are written by several threads at once")
{
    const Messages messages = read("m = \"{n, plural, one {# day} other {# days}} of {m}\"");
    std::vector<std::thread> threads;
    std::array<int, 4> right{};
    for (int& count : right)
        threads.emplace_back([&messages, &count] {
            for (int i = 2; i < 200; ++i)
                if (messages.format("m", {{"n", std::to_string(i)}, {"m", "x"}}) ==
                    std::to_string(i) + " days of x")
                    ++count;
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(right == std::array{198, 198, 198, 198});
}

TEST_CASE("digits are shown as Arabic-Indic ones, with their own decimal sign")
{
    CHECK(with_digits("الدرجة 41.25 من 60", Digits::arabic_indic) == "الدرجة ٤١٫٢٥ من ٦٠");
    CHECK(with_digits("2016-01-20", Digits::arabic_indic) == "٢٠١٦-٠١-٢٠");
    CHECK(with_digits("«105»، (40/3).", Digits::arabic_indic) == "«١٠٥»، (٤٠/٣).");
    CHECK(with_digits("41.25", Digits::latin) == "41.25");
    CHECK(with_digits("", Digits::arabic_indic).empty());
}

TEST_CASE("a point at the end of a sentence stays a point beside Arabic-Indic digits")
{
    CHECK(with_digits("أقصاها 7. صحّح 3", Digits::arabic_indic) == "أقصاها ٧. صحّح ٣");
    CHECK(with_digits(".5 5. 5", Digits::arabic_indic) == ".٥ ٥. ٥");
}

TEST_CASE("a code keeps its digits")
{
    CHECK(with_digits("7 أيام (KW-17.1)", Digits::arabic_indic) == "٧ أيام (KW-17.1)");
    CHECK(with_digits("units.csv:14 الصف 14", Digits::arabic_indic) == "units.csv:14 الصف ١٤");
    CHECK(with_digits("T1 و UTF-8 و /subjects/3/score 3", Digits::arabic_indic) ==
          "T1 و UTF-8 و /subjects/3/score ٣");
    CHECK(with_digits("رقم \u206612.5\u2069 و 12.5", Digits::arabic_indic) ==
          "رقم \u206612.5\u2069 و ١٢٫٥");
    CHECK(with_digits("رقم \u20681\u20672\u20693\u2069 4", Digits::arabic_indic) ==
          "رقم \u20681\u20672\u20693\u2069 ٤");
}

TEST_CASE("every refusal has its words in Arabic and in English, and nothing else has")
{
    const Messages arabic = refusals("ar");
    const Messages english = refusals("en");
    CHECK_NOTHROW(taqwim::require_same_keys(arabic, english));
    std::set<std::string> codes;
    for (const RefusalCode code : taqwim::k_refusal_codes) {
        CAPTURE(taqwim::to_text(code));
        codes.insert(std::string(taqwim::to_text(code)) + ".text");
        CHECK(arabic.has(std::string(taqwim::to_text(code)) + ".text"));
        CHECK(english.has(std::string(taqwim::to_text(code)) + ".text"));
    }
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        const bool is_word = key.starts_with("expected.") || key.starts_with("missing.") ||
                             key.starts_with("approver.") || key.starts_with("reason.") ||
                             key.starts_with("decision.") || key.starts_with("record.") ||
                             key.starts_with("day.") || key.starts_with("value.") ||
                             key.starts_with("field.") || key.starts_with("setting.");
        CHECK((is_word || codes.contains(key)));
    }
}

TEST_CASE("the words of a refusal use the arguments that stand beside its code, all of them and no "
          "others")
{
    const auto documented = documented_arguments();
    CHECK(documented.size() == taqwim::k_refusal_codes.size());
    for (const std::string language : {"ar", "en"}) {
        const Messages messages = refusals(language);
        for (const RefusalCode code : taqwim::k_refusal_codes) {
            const std::string name(taqwim::to_text(code));
            REQUIRE(documented.contains(name));
            std::set<std::string> expected = documented.at(name);
            expected.erase("no");  // "no argument"
            const auto used = messages.arguments_of(name + ".text");
            std::set<std::string> found(used.begin(), used.end());
            if (!expected.contains("clause"))
                found.erase("clause");
            CAPTURE(language);
            CAPTURE(name);
            CHECK(joined(found) == joined(expected));
        }
    }
}

TEST_CASE("what is wrong with a JSON text is said in words")
{
    const std::map<std::string, std::string> faulty = {{"{} {}", "text_after_end"},
                                                       {R"({"a" 1})", "colon_expected"},
                                                       {"[1 2]", "comma_expected"},
                                                       {"{a}", "name_expected"},
                                                       {"[01]", "number_malformed"},
                                                       {"[x]", "value_expected"},
                                                       {"[\"\t\"]", "control_character"},
                                                       {R"(["a)", "string_unclosed"},
                                                       {R"(["\x"])", "escape_unknown"},
                                                       {R"(["\ud800"])", "surrogate_alone"},
                                                       {"[1", "unfinished"}};
    for (const auto& [text, reason] : faulty) {
        CAPTURE(text);
        const auto read = taqwim::JsonDocument::parse(text);
        REQUIRE(!read);
        CHECK(read.refusal().arguments[0].second == reason);
        for (const std::string language : {"ar", "en"}) {
            const Messages messages = refusals(language);
            CHECK(
                refusal_text(read.refusal(), messages).find(messages.format("reason." + reason)) !=
                std::string::npos);
        }
    }
}

TEST_CASE("the words of every refusal are polite sentences without a name in braces")
{
    for (const std::string language : {"ar", "en"}) {
        const Messages messages = refusals(language);
        for (const RefusalCode code : taqwim::k_refusal_codes) {
            const std::string text = refusal_text(
                Refusal{.code = code, .arguments = {}, .field = "", .clause = ""}, messages);
            CAPTURE(text);
            CHECK(text.find_first_of("{}!#") == std::string::npos);
            CHECK(text.ends_with('.'));
        }
    }
}

TEST_CASE("a refusal says what, why and what to do next in the reader's words")
{
    const Refusal refusal{
        .code = RefusalCode::mark_over_maximum,
        .arguments = {{"subject", "maths"}, {"mark", "105.5"}, {"maximum", "100"}},
        .field = "/subjects/maths/T1/summative/0/score",
        .clause = "KW-11.3"};
    CHECK(refusal_text(refusal, refusals("en", "subject.maths = \"Mathematics\"")) ==
          "Mathematics: the mark 105.5 is above the maximum of 100 (KW-11.3). "
          "Correct the mark, or correct the maximum it is given out of.");
    const std::string arabic =
        refusal_text(refusal, refusals("ar", "subject.maths = \"الرياضيات\""));
    CHECK(arabic == "الرياضيات: الدرجة 105.5 أعلى من النهاية الكبرى 100 (KW-11.3). "
                    "صحّح الدرجة، أو صحّح النهاية الكبرى التي رُصدت منها.");
    CHECK(with_digits(arabic, Digits::arabic_indic) ==
          "الرياضيات: الدرجة ١٠٥٫٥ أعلى من النهاية الكبرى ١٠٠ (KW-11.3). "
          "صحّح الدرجة، أو صحّح النهاية الكبرى التي رُصدت منها.");
}

TEST_CASE("a refusal without a clause does not leave its place behind")
{
    const Refusal refusal{.code = RefusalCode::mark_over_maximum,
                          .arguments = {{"subject", "maths"}, {"mark", "105"}, {"maximum", "100"}},
                          .field = "",
                          .clause = ""};
    check_contains(refusal_text(refusal, refusals("ar")), "100. صحّح");
    check_contains(refusal_text(refusal, refusals("ar")), "maths: ");
}

TEST_CASE("a refusal's place and words for its values fill its message")
{
    const auto text = [](const Refusal& refusal) {
        return refusal_text(
            refusal,
            refusals("en", "subject.quran = \"Quran\"\nsubject.islamic = \"Islamic education\""));
    };
    CHECK(text({.code = RefusalCode::field_missing,
                .arguments = {},
                .field = "/grade",
                .clause = ""}) == "The field /grade is missing. Add it.");
    CHECK(text({.code = RefusalCode::field_missing,
                .arguments = {{"field", "grade"}},
                .field = "/grade",
                .clause = ""}) == "The field grade is missing. Add it.");
    CHECK(text({.code = RefusalCode::field_wrong_type,
                .arguments = {{"expected", "whole_number"}},
                .field = "/grade",
                .clause = ""}) == "The field /grade must be a whole number. Correct its form.");
    CHECK(text({.code = RefusalCode::exemption_not_together,
                .arguments = {{"subject", "quran"}, {"other_subject", "islamic"}},
                .field = "",
                .clause = "KW-26.1"}) == "The exemption covers Quran and Islamic education "
                                         "together, not one alone (KW-26.1). Enter both, or none.");
    CHECK(text({.code = RefusalCode::day_not_covered,
                .arguments = {{"day", "2030-01-01"},
                              {"first_day", "2015-09-01"},
                              {"last_day", "2027-08-31"}},
                .field = "/as_of",
                .clause = ""}) == "The day 2030-01-01 lies outside of the time that the regulation "
                                  "covers, 2015-09-01 to 2027-08-31. "
                                  "Check the date, or choose the regulation in force on that day.");
}

#include "regulations/frame/reasons_text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/project_files.h"

using taqwim::Colour;
using taqwim::Digits;
using taqwim::Direction;
using taqwim::direction_runs;
using taqwim::Explanation;
using taqwim::Finding;
using taqwim::Messages;
using taqwim::ParameterInfo;
using taqwim::ParameterStatus;
using taqwim::ReasonLine;
using taqwim::reasons_text;
using taqwim::TextRun;

namespace {

Messages frame_messages(std::string_view language)
{
    const std::string path = "src/regulations/frame/messages." + std::string(language) + ".toml";
    const std::string text = taqwim::tests::read_project_file(path);
    const std::array<taqwim::EmbeddedFile, 1> files = {{{path, text}}};
    return Messages::read(language, files);
}

std::vector<ReasonLine> two_lines()
{
    ReasonLine first;
    first.clause = "KW-17.1";
    first.article = "المادة ١٧ (١)";
    first.text = "درجة الرياضيات 39.5 في T2، أي 119/2 من -4.";
    first.finding = Finding::met;
    ReasonLine second;
    second.depth = 1;
    second.clause = "KW-4";
    second.text = "الدرجة 40.";
    return {first, second};
}

// "a[KW-17.1]b": what is isolated stands in brackets.
std::string marked(std::string_view text, Direction direction = Direction::right_to_left)
{
    std::string result;
    std::string joined;
    for (const TextRun& run : direction_runs(text, direction)) {
        result += run.is_isolated ? "[" + std::string(run.text) + "]" : std::string(run.text);
        joined += run.text;
    }
    CHECK(joined == text);
    return result;
}

}  // namespace

TEST_CASE(
    "codes and composed numbers are isolated within a text, plain words and whole numbers are not")
{
    CHECK(marked("") == "");
    CHECK(marked("درجة 40 من 100") == "درجة 40 من 100");
    CHECK(marked("البند KW-17.1، الفصل T2.") == "البند [KW-17.1]، الفصل [T2].");
    CHECK(marked("(KW-4)") == "([KW-4])");
    CHECK(marked("KW-16.2(a)") == "[KW-16.2(a)]");
    CHECK(marked("(KW-16.2(a)).") == "([KW-16.2(a)]).");
    CHECK(marked("x(") == "[x](");
    CHECK(marked("39.5 أو 119/2 أو -4 أو 70%") == "[39.5] أو [119/2] أو [-4] أو [70%]");
    CHECK(marked("في 2016-01-20: حضر.") == "في [2016-01-20]: حضر.");
    CHECK(marked("الملف units.csv:14:score تالف") == "الملف [units.csv:14:score] تالف");
    CHECK(marked("برنامج Save As CSV هنا") == "برنامج [Save As CSV] هنا");
    CHECK(marked("T1، T2") == "[T1]، [T2]");
    CHECK(marked("T1 40 T2") == "[T1] 40 [T2]");
    CHECK(marked("- ... !") == "- ... !");
    CHECK(marked("٣٩٫٥ من ٤٠") == "٣٩٫٥ من ٤٠");
}

TEST_CASE("Arabic words are isolated within a text from left to right")
{
    const auto in_english = [](std::string_view text) {
        return marked(text, Direction::left_to_right);
    };
    CHECK(in_english("KW-17.1: 39.5 of -4") == "KW-17.1: 39.5 of -4");
    CHECK(in_english("Salim سالم بن علي 4") == "Salim [سالم بن علي] 4");
    CHECK(in_english("ب") == "[ب]");
    CHECK(in_english("caf\u00E9 \u2014 ok") == "caf\u00E9 \u2014 ok");
}

TEST_CASE("Arabic reasons say their direction on each line and isolate codes in it")
{
    CHECK(reasons_text(two_lines(), frame_messages("ar")) ==
          "\u200Fالمادة ١٧ (١) (\u2066KW-17.1\u2069): درجة الرياضيات \u206639.5\u2069 في "
          "\u2066T2\u2069، أي "
          "\u2066119/2\u2069 من \u2066-4\u2069. متحقق.\n"
          "\u200F  (\u2066KW-4\u2069): الدرجة 40.\n");
}

TEST_CASE("reasons are written in the reader's digits, and codes keep theirs")
{
    CHECK(reasons_text(two_lines(), frame_messages("ar"), {.digits = Digits::arabic_indic}) ==
          "\u200Fالمادة ١٧ (١) (\u2066KW-17.1\u2069): درجة الرياضيات ٣٩٫٥ في \u2066T2\u2069، أي "
          "١١٩/٢ من -٤. متحقق.\n"
          "\u200F  (\u2066KW-4\u2069): الدرجة ٤٠.\n");
}

TEST_CASE("English reasons are plain text, with an Arabic article isolated in them")
{
    auto lines = two_lines();
    lines[0].text = "The mark 39.5 is enough.";
    lines[1].text = "The mark is 40.";
    CHECK(reasons_text(lines, frame_messages("en")) ==
          "\u2067المادة ١٧ (١)\u2069 (KW-17.1): The mark 39.5 is enough. Met.\n"
          "  (KW-4): The mark is 40.\n");
    lines[0].article = "Article 17";
    CHECK(reasons_text(lines, frame_messages("en")).starts_with("Article 17 (KW-17.1): "));
}

TEST_CASE("an assumed value is named in the line that used it")
{
    ParameterInfo assumed;
    assumed.name = "a.b";
    assumed.label_en = "Weight of the formative mark";
    assumed.value = "60";
    assumed.status = ParameterStatus::assumed;
    ParameterInfo enacted = assumed;
    enacted.status = ParameterStatus::enacted;
    ParameterInfo without_label = assumed;
    without_label.label_en.clear();
    auto lines = two_lines();
    lines[1].text = "The mark is 40.";
    lines[1].parameters = {&enacted, &assumed, &without_label};
    lines[1].status = ParameterStatus::assumed;
    CHECK(reasons_text({lines[1]}, frame_messages("en")) ==
          "  (KW-4): The mark is 40. [assumed: Weight of the formative mark: 60, a.b: 60]\n");
}

TEST_CASE("reasons have colours only when they are asked for")
{
    const Messages english = frame_messages("en");
    for (const auto& [finding, colour] :
         {std::pair{Finding::met, "\x1B[32mMet\x1B[0m"},
          std::pair{Finding::not_met, "\x1B[31mNot met\x1B[0m"},
          std::pair{Finding::undetermined, "\x1B[33mCannot be decided yet\x1B[0m"}}) {
        auto lines = two_lines();
        lines[0].finding = finding;
        CHECK(reasons_text(lines, english).find('\x1B') == std::string::npos);
        CHECK(reasons_text(lines, english, {.colour = Colour::ansi}).find(colour) !=
              std::string::npos);
    }
}

TEST_CASE("an explanation in text begins with the decision and ends with the assumed values")
{
    const Explanation explanation{.title = "Salim, 2015-2016",
                                  .decision = "Promoted to grade 5 (KW-4.5).",
                                  .facts = {{"Grade", "4"}, {"Section", "B"}},
                                  .changes = {"One mark more in maths would lift the average."},
                                  .assumed = {{"Weight", "60"}}};
    auto lines = two_lines();
    lines.pop_back();
    lines[0].article.clear();
    lines[0].text = "Enough.";
    CHECK(reasons_text(explanation, lines, frame_messages("en")) ==
          "Salim, 2015-2016\n"
          "Promoted to grade 5 (KW-4.5).\n"
          "\n"
          "Facts\n"
          "Grade: 4\n"
          "Section: B\n"
          "\n"
          "Reasons\n"
          "(KW-17.1): Enough. Met.\n"
          "\n"
          "What would change the result?\n"
          "One mark more in maths would lift the average.\n"
          "\n"
          "Assumed values used here\n"
          "Weight: 60\n");
    CHECK(reasons_text(Explanation{}, {}, frame_messages("en")) ==
          "Reasons for the result\n"
          "\n"
          "Reasons\n"
          "No reasons were recorded for this request.\n");
}

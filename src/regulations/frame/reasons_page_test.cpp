#include "regulations/frame/reasons_page.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/project_files.h"

using taqwim::Day;
using taqwim::Digits;
using taqwim::Explanation;
using taqwim::Finding;
using taqwim::html_escaped;
using taqwim::Messages;
using taqwim::ParameterInfo;
using taqwim::ParameterStatus;
using taqwim::ReasonLine;
using taqwim::reasons_page;

namespace {

Messages frame_messages(std::string_view language)
{
    const std::string path = "src/regulations/frame/messages." + std::string(language) + ".toml";
    const std::string text = taqwim::tests::read_project_file(path);
    const std::array<taqwim::EmbeddedFile, 1> files = {{{path, text}}};
    return Messages::read(language, files);
}

ReasonLine line(int depth, std::string clause, std::string text,
                std::optional<Finding> finding = std::nullopt)
{
    ReasonLine one;
    one.depth = depth;
    one.clause = std::move(clause);
    one.text = std::move(text);
    one.finding = finding;
    return one;
}

// What is wrong with the page as a tree of tags, or nothing. Every tag is closed in its order,
// every attribute stands in quotes, and nothing but a reference begins with "&".
std::string fault_in_html(std::string_view html)
{
    constexpr std::string_view k_doctype = "<!DOCTYPE html>\n";
    if (!html.starts_with(k_doctype))
        return "no doctype";
    html.remove_prefix(k_doctype.size());
    std::vector<std::string> open;
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '&') {
            const std::string_view reference =
                html.substr(at, std::min(html.find(';', at), html.size()) - at + 1);
            constexpr std::array<std::string_view, 5> k_references = {"&amp;", "&lt;", "&gt;",
                                                                      "&quot;", "&#39;"};
            if (std::ranges::find(k_references, reference) == k_references.end())
                return "a bare &";
            at += reference.size();
            continue;
        }
        if (html[at] == '>')
            return "a bare > after " + std::string(html.substr(at > 30 ? at - 30 : 0, 30));
        if (html[at] != '<') {
            ++at;
            continue;
        }
        const std::size_t end = html.find('>', at);
        if (end == std::string_view::npos)
            return "a tag that does not end";
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        if (tag.find('<') != std::string_view::npos)
            return "a tag in a tag: " + std::string(tag);
        const std::string name(tag.substr(0, tag.find(' ')));
        if (std::ranges::count(tag, '"') % 2 != 0)
            return "an open quote in " + std::string(tag);
        at = end + 1;
        if (name.starts_with('/')) {
            if (open.empty() || open.back() != name.substr(1))
                return "closes " + name + " in " + (open.empty() ? "nothing" : open.back());
            open.pop_back();
        } else if (name != "meta" && name != "br") {
            open.push_back(name);
        }
        // The style sheet is text of its own kind.
        if (name == "style")
            at = html.find("</style>", at);
    }
    return open.empty() ? "" : "never closes " + open.back();
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t times = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++times;
    return times;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

constexpr std::string_view k_nasty = "<script>alert('x')</script> & \"quotes\" \x01 <b>";

}  // namespace

TEST_CASE("the check of a page finds what is wrong with it")
{
    CHECK(fault_in_html("<!DOCTYPE html>\n<p>a</p>").empty());
    CHECK_FALSE(fault_in_html("<p></p>").empty());
    CHECK_FALSE(fault_in_html("<!DOCTYPE html>\n<p>").empty());
    CHECK_FALSE(fault_in_html("<!DOCTYPE html>\n<p><b></p></b>").empty());
    CHECK_FALSE(fault_in_html("<!DOCTYPE html>\n<p>a > b</p>").empty());
    CHECK_FALSE(fault_in_html("<!DOCTYPE html>\n<p a=\"x>").empty());
    CHECK_FALSE(fault_in_html("<!DOCTYPE html>\n<p>a & b</p>").empty());
}

TEST_CASE("a page of reasons is well-formed in both languages, with and without content")
{
    ParameterInfo assumed;
    assumed.name = "formative.weight";
    assumed.label_ar = "وزن التقييم البنائي";
    assumed.label_en = "Weight of the formative mark";
    assumed.value = "60";
    assumed.from = *Day::of(2015, 9, 1);
    assumed.status = ParameterStatus::assumed;
    assumed.clause = "KW-10.3";
    ParameterInfo enacted = assumed;
    enacted.name = "formative.maximum_level";
    enacted.status = ParameterStatus::enacted;
    enacted.source = "المادة ١٠";

    const Explanation explanation{.title = "سالم، 2015-2016",
                                  .decision = "ينقل إلى الصف الخامس (KW-4.5).",
                                  .facts = {{"الصف", "4"}, {"الشعبة", "ب"}},
                                  .changes = {"لو زادت درجة الرياضيات 0.5."},
                                  .assumed = {}};
    std::vector<ReasonLine> lines = {line(0, "KW-DECIDE", "القرار", Finding::met),
                                     line(1, "KW-12.1", "درجة الفصل"),
                                     line(2, "KW-10.3", "بنائي 34.5 من 60", Finding::met),
                                     line(2, "KW-11.2", "نهائي 20", Finding::undetermined),
                                     line(1, "KW-4.3", "الدرجة", Finding::not_met),
                                     line(0, "KW-32", "النقل")};
    lines[2].parameters = {&assumed, &enacted};
    lines[2].status = ParameterStatus::assumed;
    lines[2].steps = {"النقاط: 11", "من: 16"};
    lines[2].article = "المادة ١٠ (٣)";
    lines[2].title = "تحويل النقاط";

    const std::string arabic =
        reasons_page(explanation, lines, frame_messages("ar"), Digits::arabic_indic);
    CHECK(fault_in_html(arabic) == "");
    CHECK(contains(arabic, "<html lang=\"ar\" dir=\"rtl\">"));
    CHECK(contains(arabic, "<h1>سالم، ٢٠١٥-٢٠١٦</h1>"));
    CHECK(contains(arabic, "<title>سالم، ٢٠١٥-٢٠١٦</title>"));
    CHECK(contains(arabic, "(<bdi dir=\"ltr\">KW-4.5</bdi>)"));
    CHECK(contains(arabic, "<tr><th scope=\"row\">الصف</th><td>٤</td></tr>"));
    CHECK(contains(arabic, "بنائي ٣٤٫٥ من ٦٠"));
    CHECK(contains(arabic, "<span class=\"place\" title=\"تحويل النقاط\"><bdi>المادة ١٠ (٣)</bdi> "
                           "<bdi dir=\"ltr\">KW-10.3</bdi></span>"));
    CHECK(contains(arabic,
                   "<span class=\"finding met\"><span aria-hidden=\"true\">✓</span> متحقق</span>"));
    CHECK(contains(arabic, "<li>النقاط: ١١</li>"));
    CHECK(contains(arabic, "<span class=\"assumed\">قيمة افتراضية</span>"));
    CHECK(contains(
        arabic, "<li>وزن التقييم البنائي: ٦٠ <span class=\"assumed\">قيمة افتراضية</span></li>"));
    CHECK(contains(arabic, "<p class=\"note\">لم تحدد الوثيقة هذه القيم"));
    CHECK(contains(arabic, "لو زادت درجة الرياضيات ٠٫٥."));
    // Three lines hold others or facts, three stand alone.
    CHECK(count(arabic, "<details") == 3);
    CHECK(count(arabic, "<p class=\"reason\">") == 3);
    CHECK(count(arabic, "<ol>") == 2);

    const std::string english = reasons_page(explanation, lines, frame_messages("en"));
    CHECK(fault_in_html(english) == "");
    CHECK(contains(english, "<html lang=\"en\" dir=\"ltr\">"));
    CHECK(contains(english, "Weight of the formative mark: 60"));
    CHECK(contains(english, "<td>2015-09-01</td>"));

    const std::string empty = reasons_page(Explanation{}, {}, frame_messages("ar"));
    CHECK(fault_in_html(empty) == "");
    CHECK(contains(empty, "<h1>أسباب النتيجة</h1>"));
    CHECK(contains(empty, "لا توجد أسباب مسجلة"));
}

TEST_CASE("a page of reasons shows whatever text it is given, and never runs it")
{
    CHECK(html_escaped("<a b=\"c\" d='e'>&\t\n") ==
          "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\t\n");
    CHECK(html_escaped("\x01\x7F") == "\uFFFD\uFFFD");

    const std::string nasty(k_nasty);
    ParameterInfo info;
    info.name = info.label_ar = info.label_en = info.value = info.source = info.clause = nasty;
    info.from = *Day::of(2015, 9, 1);
    ReasonLine one = line(0, nasty, nasty, Finding::met);
    one.article = one.title = nasty;
    one.steps = {nasty};
    one.parameters = {&info};
    one.status = info.status;
    const Explanation explanation{.title = nasty,
                                  .decision = nasty,
                                  .facts = {{nasty, nasty}},
                                  .changes = {nasty},
                                  .assumed = {{nasty, nasty}}};
    for (const char* language : {"ar", "en"}) {
        const std::string page = reasons_page(explanation, {one}, frame_messages(language));
        CHECK(fault_in_html(page) == "");
        CHECK_FALSE(contains(page, "<script"));
        CHECK_FALSE(contains(page, "<b>"));
        CHECK(count(page, "script") >= 10);
    }
}

TEST_CASE("a page of reasons needs nothing from elsewhere")
{
    const std::string page =
        reasons_page(Explanation{}, {line(0, "KW-1", "نص")}, frame_messages("ar"));
    for (const std::string_view forbidden :
         {"http:", "https:", "//", "src=", "href=", "url(", "@import", "<script", "<link", "<img"})
        CHECK_FALSE(contains(page, forbidden));
    CHECK(contains(page, "default-src 'none'"));
    CHECK(contains(page, "prefers-color-scheme: dark"));
    CHECK(contains(page, "@media print"));
}

TEST_CASE("a page of many reasons opens at their beginnings alone")
{
    std::vector<ReasonLine> lines;
    for (int i = 0; i < 30; ++i) {
        lines.push_back(line(0, "KW-1", "أ"));
        lines.push_back(line(1, "KW-2", "ب"));
        lines.push_back(line(2, "KW-3", "ج"));
    }
    const std::string page = reasons_page(Explanation{}, lines, frame_messages("ar"));
    CHECK(fault_in_html(page) == "");
    CHECK(count(page, "<details open>") == 30);
    CHECK(count(page, "<details>") == 30);
    lines.resize(3);
    CHECK(count(reasons_page(Explanation{}, lines, frame_messages("ar")), "<details open>") == 2);
}

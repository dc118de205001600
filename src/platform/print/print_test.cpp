#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/print/printer.h"
#include "tests/support/project_files.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::print;
using namespace taqwim::tests;

namespace {

Document sample(Language language = Language::arabic)
{
    Document document;
    document.language = language;
    document.digits = language == Language::arabic ? DigitSet::arabic_indic : DigitSet::western;
    document.title = "بطاقة متابعة المتعلم";
    document.author = "مدرسة الأمل الابتدائية";
    document.created = *Instant::parse("2026-11-22T04:10:00Z");
    return document;
}

std::string printed(const Document& document)
{
    Printer printer;
    auto result = printer.print(document);
    REQUIRE(result);
    return result->pdf;
}

std::string text_of(const Document& document)
{
    return text_of_pdf(printed(document));
}

std::string text_of_paragraph(const std::string& text, DigitSet digits = DigitSet::arabic_indic)
{
    Document document = sample();
    document.digits = digits;
    document.blocks = {Paragraph{text, {}}};
    return text_of(document);
}

void check_refused(const Document& document, RefusalCode code, const std::string& field)
{
    Printer printer;
    const auto result = printer.print(document);
    REQUIRE_FALSE(result);
    CHECK(result.refusal().code == code);
    CHECK(result.refusal().field == field);
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

Table marks_table(int rows)
{
    Table table;
    table.columns = {{1, Align::middle}, {5, Align::start}, {2, Align::middle}, {2, Align::middle}};
    table.head = {Row{{Cell("م"), "المواد الدراسية", "الدرجة", "التقدير"}, Weight::bold, true}};
    for (int i = 1; i <= rows; ++i)
        table.rows.push_back(Row{{Cell(std::to_string(i)), "التربية الإسلامية", "89.5", "ج.ج"}});
    return table;
}

}  // namespace

TEST_CASE("print: a page with a table reads as it was written")
{
    Document document = sample();
    document.blocks = {
        Heading{"بطاقة متابعة المتعلم", 1},
        Fields{{{"اسم المتعلم", "عبد الرحمن بن عبد الله العتيبي"}, {"الصف", "الرابع"}}},
        marks_table(2)};
    const std::string pdf = printed(document);
    CHECK(faults_of_pdf(pdf).empty());
    const std::string text = text_of_pdf(pdf);
    CHECK(has(text, "بطاقة متابعة المتعلم"));
    CHECK(has(text, "اسم المتعلم: عبد الرحمن بن عبد الله العتيبي"));
    CHECK(has(text, "الصف: الرابع"));
    CHECK(has(text, "التربية الإسلامية"));
    CHECK(has(text, "٨٩٫٥"));
}

TEST_CASE("print: words keep their letters, whatever the typeface makes of them")
{
    const std::string sentence = "القرآن الكريم والكسور والكفاية، الأهل والإخوة والآباء لا يلام "
                                 "لاختبار الأسئلة، التربية الأسرية، لله محمد نجح";
    CHECK(text_of_paragraph(sentence) == sentence + '\n');
}

TEST_CASE("print: words with marks are searched by their letters")
{
    CHECK(text_of_paragraph("قُرئ ضوئياً، وكُتب محمّد وأوّلاً ثم انتهى، مُرحّلة") ==
          "قرئ ضوئيا، وكتب محمد وأولا ثم انتهى، مرحلة\n");
    CHECK(text_of_paragraph("بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ") == "بسم الله الرحمن الرحيم\n");
}

TEST_CASE("print: every Arabic word of the refusals and of a register of clauses reads back whole")
{
    std::set<std::string> words;
    for (const char* path :
         {"src/core/messages/refusals.ar.toml", "src/regulations/kw_primary_2016/clauses.toml"}) {
        std::string word;
        for (const char one : read_project_file(path)) {
            const auto byte = static_cast<unsigned char>(one);
            // Letters and marks of U+0621 to U+0652 have D8 or D9 in front; signs and digits among them end a word.
            if (byte == 0xD8 || byte == 0xD9 || (byte >= 0x80 && byte <= 0xBF && !word.empty()))
                word += one;
            else if (!word.empty())
                words.insert(std::exchange(word, {}));
        }
    }
    const auto is_word = [](const std::string& word) {
        return word.find("\xD8\x8C") == std::string::npos &&
               word.find("\xD8\x9B") == std::string::npos &&
               word.find("\xD8\x9F") == std::string::npos &&
               word.find("\xD9\xAA") == std::string::npos &&
               word.find("\xD9\xAB") == std::string::npos &&
               word.find("\xD9\x91") == std::string::npos &&
               word.find_first_not_of("\xD9\xA0\xA1\xA2\xA3\xA4\xA5\xA6\xA7\xA8\xA9") !=
                   std::string::npos;
    };
    std::erase_if(words, [&](const std::string& word) { return !is_word(word); });
    REQUIRE(words.size() > 500);
    Document document = sample();
    std::string line;
    for (const std::string& word : words) {
        line += word + ' ';
        if (line.size() > 120)
            document.blocks.emplace_back(Paragraph{std::exchange(line, {})});
    }
    document.blocks.emplace_back(Paragraph{line});
    std::set<std::string> read;
    std::istringstream text(text_of(document));
    for (std::string word; text >> word;)
        read.insert(word);
    for (const std::string& word : words)
        CHECK_MESSAGE(read.contains(comparable(word)), word);
}

TEST_CASE("print: digits are printed in the document's set, whatever set they come in")
{
    CHECK(text_of_paragraph("حصل على 41.25 من ١٠٠ درجة") == "حصل على ٤١٫٢٥ من ١٠٠ درجة\n");
    CHECK(text_of_paragraph("حصل على ٤١٫٢٥ من 100 درجة", DigitSet::western) ==
          "حصل على 41.25 من 100 درجة\n");
}

TEST_CASE("print: quarters and halves are printed in the document's digits")
{
    CHECK(text_of_paragraph("المدة ½ ساعة") == "المدة ١⁄٢ ساعة\n");
    CHECK(text_of_paragraph("المدة ¾ ساعة", DigitSet::western) == "المدة ¾ ساعة\n");
}

TEST_CASE("print: codes, Latin words and English lines keep their own digits")
{
    CHECK(has(text_of_paragraph("رقم الوثيقة " + as_written("KW-2026-000123") + " ١٢"),
              "KW-2026-000123"));
    CHECK(text_of_paragraph("الروضة KG1 والمستوى B2") == "الروضة KG1 والمستوى B2\n");
    CHECK(text_of_paragraph("Listening, Speaking (Unit 3), 75%.") ==
          "Listening, Speaking (Unit 3), 75%.\n");
}

TEST_CASE("print: an English document reads from left to right with Western digits")
{
    Document document = sample(Language::english);
    Table table;
    table.columns = {{3}, {1, Align::middle}};
    table.head = {Row{{Cell("Subject"), "Mark"}, Weight::bold}};
    table.rows = {Row{{Cell("Mathematics"), "٨٩٫٥"}}};
    document.blocks = {Heading{"Certificate", 1}, table};
    const std::string text = text_of(document);
    CHECK(has(text, "Subject"));
    CHECK(has(text, "89.5"));
    CHECK(text.find("Subject") < text.find("Mark"));
}

TEST_CASE("print: a table goes on over pages, its head on each, no row cut or lost")
{
    Document document = sample();
    document.footer.middle = {page_of_pages(Language::arabic)};
    document.blocks = {marks_table(100)};
    Printer printer;
    const auto result = printer.print(document);
    REQUIRE(result);
    CHECK(result->pages == 3);
    const std::string text = text_of_pdf(result->pdf);
    std::size_t heads = 0;
    std::size_t rows = 0;
    for (std::size_t at = text.find("المواد الدراسية"); at != std::string::npos;
         at = text.find("المواد الدراسية", at + 1))
        ++heads;
    for (std::size_t at = text.find("التربية الإسلامية"); at != std::string::npos;
         at = text.find("التربية الإسلامية", at + 1))
        ++rows;
    CHECK(heads == 3);
    CHECK(rows == 100);
    CHECK(has(text, "صفحة ١ من ٣"));
    CHECK(has(text, "صفحة ٣ من ٣"));
}

TEST_CASE("print: what belongs together goes to the next page together")
{
    Document document = sample();
    document.blocks = {marks_table(34), Heading{"ملاحظات", 2}, marks_table(2)};
    // However full the page is, the heading never stands alone at its end.
    for (int rows = 25; rows < 40; ++rows) {
        std::get<Table>(document.blocks[0].content) = marks_table(rows);
        const std::string text = text_of(document);
        const std::size_t page = text.find("--- page 2");
        const std::size_t heading = text.find("ملاحظات");
        const std::size_t second_table = text.find("المواد الدراسية", heading);
        REQUIRE(heading != std::string::npos);
        REQUIRE(second_table != std::string::npos);
        CHECK_MESSAGE((page == std::string::npos || (heading < page) == (second_table < page)),
                      rows);
    }
    document.blocks = {marks_table(30), Together{{Paragraph{"أول"}, Space{60}, Paragraph{"آخر"}}}};
    const std::string text = text_of(document);
    CHECK((text.find("أول") < text.find("--- page 2")) ==
          (text.find("آخر") < text.find("--- page 2")));
}

TEST_CASE("print: columns beside each other begin at the start of the document's direction")
{
    for (const Language language : {Language::arabic, Language::english}) {
        Document document = sample(language);
        document.blocks = {SideBySide{{Side{{Stamp{"١", Align::start}}, 1}, Side{{Space{1}}, 1}}}};
        const tests::PagePicture picture = pictures_of_pdf(printed(document), 40).at(0);
        std::size_t first_dark = picture.width;
        for (std::size_t i = 0; i < picture.grey.size(); ++i)
            if (static_cast<unsigned char>(picture.grey[i]) < 200)
                first_dark = std::min(first_dark, i % picture.width);
        CHECK((first_dark > picture.width / 2) == (language == Language::arabic));
    }
}

TEST_CASE("print: an empty table says that nothing is there")
{
    Document document = sample();
    document.blocks = {marks_table(0)};
    CHECK(has(text_of(document), "لا توجد بيانات"));
    Table table = marks_table(0);
    table.when_empty = "لم ترصد درجات";
    document.blocks = {table};
    CHECK(has(text_of(document), "لم ترصد درجات"));
}

TEST_CASE("print: a word longer than its line is broken and stays whole to the reader's eye")
{
    Document document = sample();
    Table table;
    table.columns = {{1}, {12}};
    table.rows = {Row{{Cell("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ"), "نص"}}};
    document.blocks = {table};
    std::string letters;
    for (const char one : text_of(document))
        if (one >= 'A' && one <= 'Z')
            letters += one;
    CHECK(letters == "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

TEST_CASE("print: properties, language, fonts and the attached data are those of the document")
{
    Document document = sample();
    document.subject = "نتيجة الفصل الأول";
    document.keywords = {"KW-T-CARD"};
    document.blocks = {Paragraph{"نص", {}}};
    document.attachments = {
        {"result.json", "application/json", "بيانات النتيجة", "{\"total\": \"515\"}\n"}};
    const std::string pdf = printed(document);
    const std::string properties = properties_of_pdf(pdf);
    CHECK(has(properties, "بطاقة متابعة المتعلم"));
    CHECK(has(properties, "مدرسة الأمل الابتدائية"));
    CHECK(has(properties, "نتيجة الفصل الأول"));
    CHECK(has(properties, "2026-11-22T04:10:00Z"));
    CHECK(has(properties, "KW-T-CARD"));
    const std::string fonts = fonts_of_pdf(pdf);
    CHECK(has(fonts, "Amiri-Regular"));
    CHECK_FALSE(has(fonts, " no "));  // not embedded, no subset or no way back to characters
    CHECK(attached_file(pdf, "result.json") == "{\"total\": \"515\"}\n");
}

TEST_CASE("print: the same document is the same bytes, in any order and on any thread")
{
    Document document = sample();
    document.blocks = {Heading{"كشف", 1}, marks_table(30), QrCode{"KW-2026-000123"}};
    document.watermark = draft_words(Language::arabic);
    document.attachments = {{"result.json", "application/json", "", "{}"}};
    const std::string first = printed(document);
    Printer used;
    Document other = sample();
    other.blocks = {marks_table(3), Paragraph{"شيء آخر", {}}};
    REQUIRE(used.print(other));
    const auto again = used.print(document);
    REQUIRE(again);
    CHECK(again->pdf == first);
    std::string on_thread;
    std::thread([&] { on_thread = printed(document); }).join();
    CHECK(on_thread == first);
}

TEST_CASE("print: many documents make one file, each with its own page numbers and refusals")
{
    std::vector<Document> documents(3, sample());
    for (Document& document : documents) {
        document.footer.middle = {page_of_pages(Language::arabic)};
        document.blocks = {marks_table(60)};
    }
    Printer printer;
    const auto result = printer.print(documents);
    REQUIRE(result);
    CHECK(result->pages == 6);
    CHECK_FALSE(has(text_of_pdf(result->pdf), "من ٦"));
    documents[2].blocks = {Paragraph{"\xFF", {}}};
    const auto refused = printer.print(documents);
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().field == "/2/blocks/0/text");
}

TEST_CASE("print: a QR code is read back as its content")
{
    Document document = sample();
    const std::string content = "TQ1:KW-2026-000123:" + std::string(300, 'x');
    document.blocks = {QrCode{content, 30, as_written("KW-2026-000123")}};
    CHECK(qr_codes_of_pdf(printed(document)) == content + '\n');
}

TEST_CASE("print: the watermark is seen and never in the way of the text")
{
    Document document = sample();
    document.blocks = {Paragraph{"نص الصفحة", {}}};
    const auto without = pictures_of_pdf(printed(document), 40);
    document.watermark = draft_words(Language::arabic);
    const std::string pdf = printed(document);
    CHECK(text_of_pdf(pdf) == "نص الصفحة\n");
    // Light grey on white: seen only by a finer measure than that of goldens.
    const auto with = pictures_of_pdf(pdf, 40);
    REQUIRE(with.size() == 1);
    CHECK(with[0].grey != without[0].grey);
    CHECK(difference_in_millionths(with[0], without[0]) == 0);
}

TEST_CASE("print: characters that the typeface does not have are reported")
{
    Document document = sample();
    document.blocks = {Paragraph{"الاسم 山田 انتهى", {}}};
    Printer printer;
    const auto result = printer.print(document);
    REQUIRE(result);
    CHECK(result->unknown_characters == std::vector<std::string>{"山", "田"});
    document.blocks = {Paragraph{"الاسم", {}}};
    CHECK(printer.print(document)->unknown_characters.empty());
}

TEST_CASE("print: text that is no text is refused where it stands")
{
    Document document = sample();
    document.blocks = {Paragraph{"نص", {}}, marks_table(2)};
    std::get<Table>(document.blocks[1].content).rows[1].cells[1].text = "\xD8";
    check_refused(document, RefusalCode::text_not_utf8, "/blocks/1/rows/1/cells/1");
    document.blocks = {Fields{{{"الاسم", std::string("a\0b", 3)}}}};
    check_refused(document, RefusalCode::text_not_utf8, "/blocks/0/fields/0");
    document.blocks = {Paragraph{"\xED\xA0\x80", {}}};  // half of a surrogate pair
    check_refused(document, RefusalCode::text_not_utf8, "/blocks/0/text");
    document.blocks.clear();
    document.title = "\xC0\x80";
    check_refused(document, RefusalCode::text_not_utf8, "/title");
}

TEST_CASE("print: pictures that are none are refused")
{
    Document document = sample();
    const std::string place = "/blocks/0/bytes";
    for (const std::string& bytes :
         {std::string("GIF89a"), std::string(),
          std::string("\x89PNG\r\n\x1A\n", 8) + std::string(40, '\1'),
          std::string("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path"),
          std::string(
              "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"/etc/passwd\"/></svg>")}) {
        document.blocks = {Picture{bytes}};
        Printer printer;
        const auto result = printer.print(document);
        REQUIRE_FALSE(result);
        CHECK(result.refusal().field == place);
    }
    document.blocks = {Picture{"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100000\" "
                               "height=\"9\"><path d=\"M0 0\"/></svg>"}};
    check_refused(document, RefusalCode::input_too_large, place);
}

TEST_CASE("print: tables that do not add up, rows and pictures larger than a page are refused")
{
    Document document = sample();
    document.blocks = {Table{}};
    check_refused(document, RefusalCode::field_missing, "/blocks/0/columns");

    Table table = marks_table(1);
    table.rows[0].cells.emplace_back("زائد");
    document.blocks = {table};
    check_refused(document, RefusalCode::row_too_long, "/blocks/0/rows/0/cells/4");

    table = marks_table(1);
    table.rows[0].cells[0].rows = 2;  // over a row that is not there
    document.blocks = {table};
    check_refused(document, RefusalCode::row_too_long, "/blocks/0/rows/0/cells/0");

    table = marks_table(1);
    for (int i = 0; i < 2000; ++i)
        table.rows[0].cells[1].text += " كلمة";
    document.blocks = {table};
    check_refused(document, RefusalCode::text_too_long, "/blocks/0");

    document.blocks = {QrCode{std::string(3000, 'x')}};
    check_refused(document, RefusalCode::input_too_large, "/blocks/0/content");
    document.blocks = {QrCode{""}};
    check_refused(document, RefusalCode::text_empty, "/blocks/0/content");

    document.blocks = {Paragraph{"نص", {.size = 400}}};
    check_refused(document, RefusalCode::value_out_of_range, "/blocks/0/text");
    document.blocks.clear();
    document.page.sides = 100;
    check_refused(document, RefusalCode::value_out_of_range, "/page");
    document.page.sides = -1;
    check_refused(document, RefusalCode::value_out_of_range, "/page");
}

TEST_CASE("print: files are attached once under one name")
{
    Document document = sample();
    document.attachments = {{"a.json", "application/json", "", "{}"},
                            {"a.json", "application/json", "", "{}"}};
    check_refused(document, RefusalCode::file_exists, "/attachments/1/name");
    document.attachments = {{"", "application/json", "", "{}"}};
    check_refused(document, RefusalCode::text_empty, "/attachments/0/name");
}

TEST_CASE("print: a printer finds its typeface or says which package brings it")
{
    CHECK_NOTHROW(Printer({"/nowhere"}));
    Printer printer;
    const auto nothing = printer.print(std::span<const Document>());
    REQUIRE_FALSE(nothing);
    CHECK(nothing.refusal().code == RefusalCode::field_missing);
}

TEST_CASE(
    "print: a page is also a picture, as wide as is asked for; beyond the last stands the last")
{
    Document document = sample();
    document.blocks = {Paragraph{"الأولى", {}}, PageBreak{}, Paragraph{"الثانية", {}}};
    Printer printer;
    const auto first = printer.picture(document, 1, 300);
    const auto second = printer.picture(document, 2, 300);
    const auto beyond = printer.picture(document, 9, 300);
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(beyond);
    CHECK(first->pages == 2);
    CHECK(first->png.starts_with("\x89PNG"));
    // Width and height as the first chunk has them: A4 is 210 by 297 mm.
    CHECK(first->png.substr(16, 8) == std::string("\0\0\x01\x2C\0\0\x01\xA9", 8));
    CHECK(first->png != second->png);
    CHECK(second->png == beyond->png);
    document.blocks = {Picture{"GIF89a"}};
    CHECK_FALSE(printer.picture(document, 1, 300));
}

TEST_CASE("print: the accent colours headings and the line of the head, and nothing else")
{
    Document document = sample();
    document.blocks = {Paragraph{"نص", {}}};
    document.footer.start = {"ذيل"};
    document.footer.ruled = true;
    Document coloured = document;
    coloured.accent = Colour{11, 95, 92};
    CHECK(printed(coloured) == printed(document));
    for (const bool is_head : {false, true}) {
        Document other = document;
        if (is_head) {
            other.header.start = {"رأس"};
            other.header.ruled = true;
        } else {
            other.blocks = {Heading{"عنوان", 1}};
        }
        Document with = other;
        with.accent = Colour{11, 95, 92};
        CHECK(printed(with) != printed(other));
        // Black is what stands there without one.
        with.accent = Colour{};
        CHECK(printed(with) == printed(other));
    }
}

TEST_CASE(
    "print: a word that is wider than its strip is told, a line that ends between words is not")
{
    Document document = sample(Language::english);
    Printer printer;
    document.header.start = {"Examinations and Admissions of the Sample Governorate"};
    CHECK(printer.print(document)->broken_words.empty());
    document.header.start = {"Of " + std::string(60, 'W') + " alone"};
    CHECK(printer.print(document)->broken_words == std::vector<std::string>{std::string(60, 'W')});
    document = sample();
    document.header.start = {"إدارة الاختبارات والقبول في المنطقة التعليمية الأولى بالمثال"};
    CHECK(printer.print(document)->broken_words.empty());
}

TEST_CASE(
    "print: a word wider than its column makes the type of the cell smaller, of a head all of it")
{
    Document document = sample(Language::english);
    Table table;
    table.text_size = 10;
    // Of 22 equal columns of a page across, each has room for nine wide letters of 5 points and not for seven of 10.
    document.page = Page::a4_landscape();
    for (int column = 0; column < 22; ++column)
        table.columns.push_back({1, Align::middle});
    Row head;
    Row row;
    for (int column = 0; column < 22; ++column) {
        head.cells.emplace_back("No");
        row.cells.emplace_back("1");
    }
    head.cells[3].text = "Grammar";
    row.cells[5].text = "WWWW";
    table.head = {head};
    table.rows = {row};
    document.blocks = {table};
    Printer printer;
    const auto made = printer.print(document);
    REQUIRE(made);
    CHECK(made->broken_words.empty());
    const auto heights = heights_of_words(made->pdf);
    CHECK(heights.at("Grammar") < heights.at("1"));
    // The head is of one size, each cell of a row of its own; a word that fits stays as it is.
    CHECK(heights.at("No") == doctest::Approx(heights.at("Grammar")));
    CHECK(heights.at("WWWW") < heights.at("1"));
    CHECK(heights.at("WWWW") != doctest::Approx(heights.at("Grammar")));

    // What would have to be smaller than can be read keeps its size and is told.
    std::get<Table>(document.blocks[0].content).rows[0].cells[5].text = std::string(30, 'W');
    const auto broken = printer.print(document);
    REQUIRE(broken);
    CHECK(broken->broken_words == std::vector<std::string>{std::string(30, 'W')});
}

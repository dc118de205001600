#include "documents/templates/template.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "documents/delivery_sheet/delivery_sheet.h"
#include "documents/signed_foot.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

const std::string k_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">";
const std::string k_emblem =
    k_svg + "<circle cx=\"20\" cy=\"20\" r=\"18\" fill=\"#0B5F5C\"/>"
            "<path d=\"M20 6l4 9 10 1-8 6 3 10-9-6-9 6 3-10-8-6 10-1z\" fill=\"#FFFFFF\"/></svg>";

PaperKinds some_kinds()
{
    PaperKinds kinds;
    add_delivery_sheet(kinds);
    kinds.add({.name = "card",
               .form = "",
               .title_ar = "بطاقة",
               .title_en = "Card",
               .regulations = {"sa_1426"},
               .fill = nullptr,
               .sample = [](const Issuer& issuer, const Printing& printing) {
                   print::Document document = begun(issuer, printing, {"card", "", ""});
                   document.blocks = {print::Heading{"card", 1}};
                   add_signed_foot(document, {print::Space{2}},
                                   {{{"class head", "Ali", "", "class_head"},
                                     {"control head", "", "", "control_head"},
                                     {"head", "Salem", "", "head"}},
                                    "stamp"},
                                   printing);
                   return document;
               }});
    return kinds;
}

// "VALUE_NOT_LISTED /kinds/0", empty where nothing is refused.
std::string refusal_of(const TemplateScope& scope, const TemplateContent& content)
{
    static const PaperKinds kinds = some_kinds();
    const auto refusal = refuses(scope, content, kinds);
    return refusal ? to_code_text(refusal->code) + ' ' + refusal->field : std::string();
}

std::string refusal_of(const TemplateContent& content)
{
    return refusal_of({.country = "SA"}, content);
}

std::string refusal_of_emblem(const std::string& emblem)
{
    return refusal_of(TemplateContent{.emblem = emblem});
}

std::vector<std::string> roles_of(const print::Document& document)
{
    std::vector<std::string> roles;
    for (const SignatureBox& box : signature_boxes(document))
        roles.push_back(box.place + ": " + box.title);
    return roles;
}

}  // namespace

TEST_CASE("templates: a colour is taken when text of it can be read on white paper")
{
    // By WCAG's formula #767676 has 4.54 : 1 with white and #777777 has 4.47 : 1; black has 21, white 1.
    CHECK(contrast_on_paper(*colour_in("#767676")) == 454);
    CHECK(contrast_on_paper(*colour_in("#777777")) == 447);
    CHECK(contrast_on_paper({}) == 2100);
    CHECK(contrast_on_paper({255, 255, 255}) == 100);
    CHECK(refusal_of(TemplateContent{.accent = colour_in("#767676")}).empty());
    CHECK(refusal_of(TemplateContent{.accent = colour_in("#777777")}) ==
          "VALUE_OUT_OF_RANGE /accent");
    CHECK(to_text(*colour_in("#0b5f5C")) == "#0B5F5C");
    for (const char* const none :
         {"", "#0B5F5", "#0B5F5C0", "0B5F5C0", "#0B5F5G", "#+B5F5C", "teal"})
        CHECK_FALSE(colour_in(none));
}

TEST_CASE("PG-4.11: only listed phrases can be changed, each once and no longer than it may be")
{
    const auto with = [](const std::string& key, const std::string& text) {
        return TemplateContent{.phrases = {{key, text, "text"}}};
    };
    CHECK(refusal_of(with("ministry", "وزارة")).empty());
    CHECK(refusal_of(with("decision", "ناجح")) == "VALUE_NOT_LISTED /phrases/0/key");
    CHECK(refusal_of(with("school", "مدرسة")) == "VALUE_NOT_LISTED /phrases/0/key");
    // The name of one directorate stands above its own papers alone.
    CHECK(refusal_of(with("directorate", "تعليم")) == "VALUE_NOT_LISTED /phrases/0/key");
    CHECK(refusal_of({.country = "SA", .directorate_id = 7}, with("directorate", "تعليم")).empty());
    std::string letters;
    for (int i = 0; i < 60; ++i)
        letters += "د";
    CHECK(refusal_of(with("state", letters)).empty());
    CHECK(refusal_of(with("state", letters + "د")) == "TEXT_TOO_LONG /phrases/0/ar");
    TemplateContent twice = with("foot", "a");
    twice.phrases.push_back(twice.phrases[0]);
    CHECK(refusal_of(twice) == "GIVEN_TWICE /phrases/1/key");
}

TEST_CASE("templates: an emblem is a small PNG or an SVG of outlines alone")
{
    CHECK(refusal_of_emblem(k_emblem).empty());
    std::string large = k_emblem + "<!--";
    large += std::string(k_most_emblem_bytes - large.size() - 3, 'x') + "-->";
    CHECK(large.size() == k_most_emblem_bytes);
    CHECK(refusal_of_emblem(large).empty());
    CHECK(refusal_of_emblem(large + " ") == "VALUE_OUT_OF_RANGE /emblem");
    for (const std::string part :
         {"<text>x</text>", "<svg:text>x</svg:text>", "<image href=\"a.png\"/>", "<script/>",
          "<use href=\"file:///etc/passwd\"/>", "<use xlink:href='http://example.org/a'/>",
          "<style>@import 'a.css';</style>", "<rect fill=\"url( 'http://example.org/a')\"/>",
          "<foreignObject/>"})
        CHECK_MESSAGE(refusal_of_emblem(k_svg + std::string(part) + "</svg>") ==
                          "SETTING_INVALID /emblem",
                      part);
    CHECK(refusal_of_emblem(k_svg + "<defs><g id=\"a\"/></defs><use href=\"#a\"/></svg>").empty());
    for (const std::string& none :
         {std::string("GIF89a"), std::string("\x89PNG\r\n\x1A\n"),
          std::string("<!DOCTYPE x [<!ENTITY a 'b'>]>") + k_emblem, k_svg})
        CHECK(refusal_of_emblem(none) == "SETTING_INVALID /emblem");
    CHECK(refusal_of_emblem("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9000\" height=\"9\">"
                            "<path d=\"M0 0\"/></svg>") == "SETTING_INVALID /emblem");
}

TEST_CASE("templates: who signs is one of the boxes that papers have, or one more where there is "
          "room")
{
    const TemplateScope card{.country = "SA", .kinds = {"card"}};
    const auto with = [](std::vector<TemplateSignature> signatures) {
        return TemplateContent{.signatures = std::move(signatures)};
    };
    CHECK(refusal_of(card, with({{"head", "مدير", "Principal"}})).empty());
    CHECK(refusal_of(card, with({{"delivered_by", "x", "x"}})) ==
          "VALUE_NOT_LISTED /signatures/0/place");
    CHECK(refusal_of(card, with({{"head", "a", "a"}, {"head", "b", "b"}})) ==
          "GIVEN_TWICE /signatures/1/place");
    // The card has three; four stand beside each other.
    CHECK(refusal_of(card, with({{"", "مشرف", "Supervisor"}})).empty());
    CHECK(refusal_of(card, with({{"", "a", "a"}, {"", "b", "b"}})) ==
          "VALUE_OUT_OF_RANGE /signatures");
    // One more under every paper is refused: its kinds are named.
    CHECK(refusal_of(with({{"", "a", "a"}})) == "FIELD_MISSING /kinds");
    CHECK(refusal_of({.country = "SA", .kinds = {"poem"}}, {}) == "VALUE_NOT_LISTED /kinds/0");
    CHECK(refusal_of({.country = "KW", .kinds = {"card"}}, {}) == "VALUE_NOT_LISTED /kinds/0");
    CHECK(refusal_of({.country = "SA", .kinds = {"card", "card"}}, {}) == "GIVEN_TWICE /kinds");
}

TEST_CASE("templates: a paper has the head, the titles and the order of its template, and loses "
          "nobody who signs")
{
    const PaperKinds kinds = some_kinds();
    TemplateContent content;
    content.phrases = {{"ministry", "وزارة المثال", "Sample Ministry"},
                       {"department", "قسم الامتحانات", "Examinations"},
                       {"closing", "والله الموفق", "With best wishes"},
                       {"foot", "هاتف 1800", "Phone 1800"},
                       {"how_to_verify", "تحقق هنا", "Verify here"}};
    content.accent = colour_in("#0B5F5C");
    content.signatures = {{"head", "مديرة المدرسة", "Principal"}, {"", "المشرف", "Supervisor"}};
    content.emblem = k_emblem;
    CHECK(to_text(content_in(to_text(content))) == to_text(content));
    CHECK_THROWS(content_in("{}"));

    const PaperLook look = look_of(content, print::Language::english);
    Issuer issuer = kuwaiti_issuer();
    issuer.lines = {"State", "Ministry", "Directorate", "School"};
    Printing printing = issued_printing();
    printing.language = print::Language::english;
    put_on(look, issuer, printing);
    CHECK(issuer.lines == std::vector<std::string>{"State", "Sample Ministry", "Directorate",
                                                   "Examinations", "School"});
    print::Document document = kinds.find("card")->sample(issuer, printing);
    const std::vector<std::string> usual = {"class_head: class head", "control_head: control head",
                                            "head: head"};
    CHECK(roles_of(document) == usual);
    put_on(look, document);
    CHECK(roles_of(document) == std::vector<std::string>{"head: Principal",
                                                         "class_head: class head",
                                                         "control_head: control head"});
    CHECK(most_boxes(document) == 4);
    CHECK(document.accent == colour_in("#0B5F5C"));
    CHECK(document.header.picture->bytes == k_emblem);
    const PrintedPaper paper = paper_of(document);
    for (const std::string part : {"With best wishes", "Phone 1800", "Verify here"})
        CHECK_MESSAGE(paper.says(part), part);
    // Names stay with their boxes.
    CHECK(paper.says("Salem"));
    CHECK(paper.says("Ali"));

    // A template that changes nothing gives the same bytes as none.
    Issuer plain = kuwaiti_issuer();
    Printing as_plain = issued_printing();
    const std::string before = paper_of(kinds.find("card")->sample(plain, as_plain)).pdf;
    put_on(look_of({}, print::Language::english), plain, as_plain);
    print::Document same = kinds.find("card")->sample(plain, as_plain);
    put_on(look_of({}, print::Language::english), same);
    CHECK(paper_of(same).pdf == before);
}

TEST_CASE("templates: a paper with a template looks as when somebody last looked at it")
{
    TemplateContent content;
    content.phrases = {{"department", "إدارة الاختبارات والقبول", "Examinations and Admission"},
                       {"closing", "والله الموفق.", "With best wishes."},
                       {"foot", "هاتف ١٨٠٠", "Phone 1800"}};
    content.accent = colour_in("#0B5F5C");
    content.signatures = {{"head", "مديرة المدرسة", "Principal"}};
    content.emblem = k_emblem;
    for (auto [name, printing] :
         {std::pair{"arabic", draft_printing()}, std::pair{"english", english_printing()}}) {
        printing.is_draft = false;
        const PaperLook look = look_of(content, printing.language);
        Issuer issuer = kuwaiti_issuer();
        put_on(look, issuer, printing);
        print::Document document = printed(sample_delivery_sheet(), issuer, printing);
        put_on(look, document);
        check_golden_pdf("src/documents/templates/golden/" + std::string(name),
                         paper_of(document).pdf);
    }
}

TEST_CASE("templates: who signs at the foot of each page is named and ordered as in boxes")
{
    print::Document document = begun(kuwaiti_issuer(), draft_printing(), {"sheet", "", ""});
    document.footer.signatures = {{"Dictated", "Ali", "", "dictated"},
                                  {"Recorded", "Salem", "", "recorded"},
                                  {"Head", "", "", "head"}};
    document.blocks = {print::Heading{"sheet", 1}};
    CHECK(roles_of(document) ==
          std::vector<std::string>{"dictated: Dictated", "recorded: Recorded", "head: Head"});
    PaperLook look;
    look.signatures = {{"head", "Director of the school"}, {"", "For the region"}};
    put_on(look, document);
    REQUIRE(document.footer.signatures.size() == 4);
    CHECK(document.footer.signatures[0].role == "Director of the school");
    CHECK(document.footer.signatures[1].name == "Ali");
    CHECK(document.footer.signatures[3].role == "For the region");
    const std::string text = text_of_pdf(paper_of(document).pdf);
    for (const char* const part : {"Director of the school", "For the region", "Salem"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
    // A paper without any gets none.
    document.footer.signatures.clear();
    put_on(look, document);
    CHECK(document.footer.signatures.empty());
}

// SR-3.7  The filter of negative labels, worked by hand from the words of a list of its own and of the list in force.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "school/negative_labels.h"

using namespace taqwim;
using namespace taqwim::school;

namespace {

std::string terms_in(const NegativeLabels& labels, const std::string& text)
{
    std::string terms;
    for (const LabelFound& found : labels.found_in(text))
        terms.append(terms.empty() ? "" : "|").append(found.term);
    return terms;
}

const NegativeLabels& in_force()
{
    static const NegativeLabels labels =
        *NegativeLabels::on(all_rule_sets(), *Day::of(2026, 11, 22));
    return labels;
}

}  // namespace

TEST_CASE("SR-3.7: a term is found as a whole word, however it is written")
{
    const NegativeLabels& labels = in_force();
    CHECK(terms_in(labels, "طالب كسول") == "كسول");
    CHECK(terms_in(labels, "الكسولة") == "كسول");
    CHECK(terms_in(labels, "والمهملين من الطلاب") == "مهمل");
    CHECK(terms_in(labels, "كَسُـول") == "كسول");
    CHECK(terms_in(labels, "مستواه ضعيف جدا") == "ضعيف جداً");
    CHECK(terms_in(labels, "هي ضعيفة جدًّا في الكتابة") == "ضعيف جداً");
    // Prefixes one behind the other, and the article behind "for", which loses its alef.
    CHECK(terms_in(labels, "وللمهمل عمل آخر") == "مهمل");
    CHECK(terms_in(labels, "فبالكسول") == "كسول");
    CHECK(terms_in(labels, "ككسول") == "كسول");
    // The four endings, and the alef of the accusative.
    CHECK(terms_in(labels, "فاشلون") == "فاشل");
    CHECK(terms_in(labels, "الفاشلات") == "فاشل");
    CHECK(terms_in(labels, "كان مهملاً هذا الفصل") == "مهمل");
    CHECK(terms_in(labels, "متخلفه") == "متخلف");
    // Hamza on its seat, and a term of two words.
    CHECK(terms_in(labels, "عديمة الفائده") == "عديم الفائدة");
    CHECK(terms_in(labels, "ميئوس منه، ميؤوس منه") == "ميئوس منه|ميؤوس منه");
    CHECK(terms_in(labels, "وميؤوس منها") == "ميؤوس منه");
    // Marks of punctuation, brackets and line ends part words; a letter of no width hides none.
    CHECK(terms_in(labels, "(كسول)، «غبي»\nبليد!") == "كسول|غبي|بليد");
    CHECK(terms_in(labels, "كس\u200Cول") == "كسول");
    CHECK(terms_in(labels, "كسول/مهمل") == "كسول|مهمل");
    // Each term once.
    CHECK(terms_in(labels, "كسول كسول الكسول") == "كسول");
    // What is a name of two words elsewhere hides nothing here.
    CHECK(terms_in(labels, "عبد كسول") == "كسول");
}

TEST_CASE("SR-3.7: a word that only contains the letters of a term passes")
{
    const NegativeLabels& labels = in_force();
    for (const std::string text : {"يحتاج إلى متابعة حل الواجبات",
                                   "نقاط الضعف والقوة واضحة",
                                   "ينجز أكثر حين تُقسَّم المهمة",
                                   "لا يهمل واجباته",
                                   "غباء",
                                   "الإهمال",
                                   "تبليد",
                                   "أكسول",
                                   "كسولهما",
                                   "مهملتان",
                                   "ضعيف في القراءة",
                                   "جداً ضعيف",
                                   "الفائدة عديم",
                                   "عديم",
                                   "متخلفاتهم",
                                   "يفشل",
                                   "",
                                   " ",
                                   "،",
                                   "Reads well (Unit 3)."})
        CHECK_MESSAGE(terms_in(labels, text).empty(), text);
}

TEST_CASE("SR-3.7: who writes a label is told the term and what may stand in its place")
{
    const auto refusal = in_force().refuses("طالب كسول ومهمل", "/text");
    REQUIRE(refusal);
    CHECK(refusal->code == RefusalCode::label_negative);
    CHECK(refusal->clause == "SR-3.7");
    CHECK(refusal->field == "/text");
    CHECK(refusal->arguments ==
          Arguments{{"value", "كسول / مهمل"},
                    {"allowed", "يحتاج إلى متابعة حل الواجبات / يحتاج إلى عون في تنظيم عمله"}});
    CHECK_FALSE(in_force().refuses("يتقدم في القراءة", "/text"));
    // A term without neutral words is refused as well, and an entry without a term is none.
    const NegativeLabels own({"lazy", " = nothing", "Very Bad = needs help"});
    const auto bare = own.refuses("He is LAZY.", "/text");
    REQUIRE(bare);
    CHECK(bare->arguments == Arguments{{"value", "lazy"}});
    CHECK(terms_in(own, "very bad; not verybad") == "Very Bad");
}

TEST_CASE("SR-3.7: texts of earlier years are held against the first list")
{
    const auto rule_sets = all_rule_sets();
    const auto labels = NegativeLabels::on(rule_sets, *Day::of(1999, 9, 1));
    REQUIRE(labels);
    CHECK(terms_in(*labels, "كسول") == "كسول");
}

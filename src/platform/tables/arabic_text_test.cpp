#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/tables/arabic_text.h"

using namespace taqwim::tables;

TEST_CASE("arabic_text: a name is found however it is written")
{
    CHECK(search_form("أحمد") == "احمد");
    CHECK(search_form("إيمان آل ٱلسعود") == "ايمان ال السعود");
    CHECK(search_form("مُحَمَّد") == "محمد");
    CHECK(search_form("محـــمد") == "محمد");
    CHECK(search_form("فاطمة") == search_form("فاطمه"));
    CHECK(search_form("على") == search_form("علي"));
    CHECK(search_form("مؤمن رائد") == "مومن رايد");
    CHECK(search_form("عبد الله") == search_form("عبدالله"));
    CHECK(search_form("سالم عبد  العزيز") == "سالم عبدالعزيز");
    // A name that only ends like it is another word.
    CHECK(search_form("معبد الله") == "معبد الله");
    CHECK(search_form("  نورة \xE2\x80\x8F  بنت\tخالد ") == "نوره بنت خالد");
    CHECK(search_form("Sara AL-ALI") == "sara al-ali");
    CHECK(search_form("١٢۳") == "123");
    CHECK(search_form("کریم") == "كريم");
    // Presentation forms: the letters of old PDF files, lam-alef among them.
    CHECK(search_form("\xEF\xBB\xBB\xEF\xBA\xAD\xEF\xBA\xA9\xEF\xBA\xA9") == "لاردد");
    CHECK(search_form("") == "");
    CHECK(search_form(" \xE2\x80\x8F ") == "");
    CHECK(search_form(search_form("عبد الرَّحمٰن الأُسرة")) == search_form("عبد الرَّحمٰن الأُسرة"));
}

TEST_CASE("arabic_text: headings are compared by their letters and digits alone")
{
    CHECK(heading_form("رقم الهويّة:") == heading_form("رقم  الهويه"));
    CHECK(heading_form("Civil ID") == heading_form("civil_id"));
    CHECK(heading_form("* اسم الطالب (رباعي)") == heading_form("اسم الطالب رباعى"));
    CHECK(heading_form("الدرجة") != heading_form("الدرجات"));
    CHECK(heading_form("— : *") == "");
}

TEST_CASE(
    "arabic_text: sort keys are in the order of the alphabet, whatever the hamza and the vowels")
{
    std::vector<std::string> names = {"يوسف", "أحمد",     "باسم",     "إبراهيم", "آدم",
                                      "تركي", "احمد علي", "أَحمد عمر", "ثامر"};
    std::sort(names.begin(), names.end(), [](const std::string& left, const std::string& right) {
        return sort_key(left) < sort_key(right);
    });
    CHECK(names == std::vector<std::string>{"آدم", "إبراهيم", "أحمد", "احمد علي", "أَحمد عمر",
                                            "باسم", "تركي", "ثامر", "يوسف"});
    CHECK(sort_key("أحمد").find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(sort_key("أحمد") == sort_key("أحمد"));
    CHECK(sort_key("أحمد") != sort_key("احمد"));
    CHECK(sort_key_version().starts_with("ar."));
}

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/clause_register.h"
#include "regulations/frame/messages.h"
#include "regulations/kw_primary_2016/article_15_absence.h"
#include "regulations/kw_primary_2016/outcome.h"
#include "regulations/kw_primary_2016/what_would_change.h"
#include "tests/support/project_files.h"
#include "tests/support/sentences.h"
#include "tests/support/trace_names.h"

using taqwim::Arguments;
using taqwim::Messages;
using taqwim::tests::is_sentence_of;
using taqwim::tests::messages_of;
using taqwim::tests::Names;
using taqwim::tests::read_project_file;
using taqwim::tests::sentence_arguments;
using taqwim::tests::TraceNames;
namespace kw = taqwim::kw_primary_2016;

namespace {

const std::string k_folder = "src/regulations/kw_primary_2016/";
constexpr std::array k_languages = {"ar", "en"};

// All words of the rule set: those of refusals and of the frame come first, as in the program.
const Messages& words(std::string_view language)
{
    const auto read = [](const std::string& of) {
        return messages_of(of, {"src/core/messages/refusals." + of + ".toml",
                                "src/regulations/frame/messages." + of + ".toml",
                                k_folder + "messages." + of + ".toml"});
    };
    static const Messages arabic = read("ar");
    static const Messages english = read("en");
    return language == "ar" ? arabic : english;
}

// The messages of this folder alone.
Messages own(const std::string& language)
{
    return messages_of(language, {k_folder + "messages." + language + ".toml"});
}

void check_has(const std::string& key)
{
    CAPTURE(key);
    for (const std::string language : k_languages) {
        CAPTURE(language);
        CHECK(words(language).has(key));
    }
}

// What the rules of this folder write into traces.
const TraceNames& traced()
{
    static const TraceNames names({k_folder});
    return names;
}

template <class Enum>
std::vector<Enum> up_to(Enum last)
{
    std::vector<Enum> all;
    for (int value = 0; value <= static_cast<int>(last); ++value)
        all.push_back(static_cast<Enum>(value));
    return all;
}

}  // namespace

TEST_CASE(
    "The messages of kw_primary_2016 are the same in Arabic and English, by key and by argument")
{
    CHECK_NOTHROW(taqwim::require_same_keys(own("ar"), own("en")));
    CHECK_NOTHROW(taqwim::require_same_keys(words("ar"), words("en")));
    const Messages arabic = own("ar");
    const Messages english = own("en");
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        if (english.has(key))
            CHECK(arabic.arguments_of(key) == english.arguments_of(key));
    }
}

TEST_CASE("Every message of kw_primary_2016 can be written, also when nothing is given")
{
    for (const char* const language : k_languages)
        for (const std::string& key : own(language).keys()) {
            CAPTURE(key);
            CHECK_NOTHROW((void)words(language).format(key));
        }
}

TEST_CASE("Every rule of kw_primary_2016 that the trace enters has a sentence, and every sentence "
          "such a rule")
{
    const Names rules = traced().rules();
    REQUIRE(rules.contains("formative_mark"));
    REQUIRE(rules.size() > 40);
    for (const char* const language : k_languages) {
        const std::vector<std::string> keys = own(language).keys();
        for (const std::string& rule : rules) {
            CAPTURE(rule);
            CHECK(std::ranges::any_of(
                keys, [&](const std::string& key) { return is_sentence_of(key, {rule}); }));
        }
        for (const std::string& key : keys) {
            CAPTURE(key);
            if (key.ends_with(".met") || key.ends_with(".not_met") ||
                key.ends_with(".undetermined"))
                CHECK(is_sentence_of(key, rules));
        }
    }
}

TEST_CASE(
    "Every rule that clauses.toml names and the trace enters has a sentence in both languages")
{
    const std::string text = read_project_file(k_folder + "clauses.toml");
    const auto clauses = taqwim::ClauseRegister::read({"clauses.toml", text});
    const Names in_trace = traced().rules();
    std::size_t found = 0;
    for (const taqwim::Clause& clause : clauses.all())
        for (const std::string& rule : clause.rules) {
            if (!in_trace.contains(rule))
                continue;
            ++found;
            CAPTURE(clause.id);
            CAPTURE(rule);
            for (const char* const language : k_languages) {
                const std::vector<std::string> keys = words(language).keys();
                CHECK(std::ranges::any_of(
                    keys, [&](const std::string& key) { return is_sentence_of(key, {rule}); }));
            }
        }
    CHECK(found > 40);
}

TEST_CASE("A sentence of kw_primary_2016 uses only arguments that rules give")
{
    const Names known = sentence_arguments(traced(), k_folder);
    const Names rules = traced().rules();
    const Messages arabic = own("ar");
    for (const std::string& key : arabic.keys()) {
        CAPTURE(key);
        if (is_sentence_of(key, rules))
            for (const std::string& argument : arabic.arguments_of(key)) {
                CAPTURE(argument);
                CHECK(known.contains(argument));
            }
    }
}

TEST_CASE("Every step, note and missing fact of the trace of kw_primary_2016 has its word")
{
    const Names steps = traced().steps();
    REQUIRE(steps.contains("failing_subjects"));
    REQUIRE(steps.contains("level"));
    for (const std::string& name : steps)
        check_has("label." + name);
    const Names notes = traced().notes();
    REQUIRE(notes.contains("D30"));
    for (const std::string& name : notes)
        check_has("label." + name);
    const Names missing = traced().missing();
    REQUIRE(missing.contains("unit_score"));
    REQUIRE(missing.contains("final_record"));
    for (const std::string& name : missing) {
        check_has("label." + name);
        check_has("missing." + name);
    }
}

TEST_CASE("Every code of kw_primary_2016 has its word")
{
    for (const char* const code : kw::k_subject_codes)
        check_has(std::string("label.") + code);
    for (const kw::Term term : kw::k_terms)
        check_has(std::string("label.") + code(term));
    for (const kw::Decision decision : up_to(kw::Decision::pending_exceptional))
        check_has(std::string("label.") + code(decision));
    for (const kw::RepeatReason reason : up_to(kw::RepeatReason::r8))
        if (reason != kw::RepeatReason::none)
            check_has(std::string("label.") + code(reason));
    for (const kw::Document document : up_to(kw::Document::lateness_warning))
        check_has(std::string("label.") + code(document));
    for (const kw::WholeTermAbsence absence : up_to(kw::WholeTermAbsence::unknown))
        check_has(std::string("label.") + code(absence));
    for (const kw::ItemClass item_class : up_to(kw::ItemClass::unknown))
        check_has(std::string("label.") + code(item_class));
    for (const kw::SecondChance chance : up_to(kw::SecondChance::both_terms))
        check_has(std::string("label.") + code(chance));
    for (const kw::Assessment assessment : up_to(kw::Assessment::whole_paper))
        check_has(std::string("assessment.") + code(assessment));
    for (const kw::VerbalGrade grade : up_to(kw::VerbalGrade::excellent)) {
        check_has(std::string("label.") + code(grade));
        check_has(std::string("symbol.") + code(grade));
    }
    CHECK(words("ar").format("symbol.very_good") == "ج.ج");
}

TEST_CASE("Refusals of kw_primary_2016 name subjects and terms as the reasons do")
{
    for (const char* const language : k_languages) {
        for (const char* const code : kw::k_subject_codes)
            CHECK(words(language).format(std::string("subject.") + code) ==
                  words(language).format(std::string("label.") + code));
        for (const kw::Term term : kw::k_terms)
            CHECK(words(language).format(std::string("term.") + code(term)) ==
                  words(language).format(std::string("label.") + code(term)));
    }
}

TEST_CASE("KW-T-15: every row for a missed measure or unit has a sentence of its own")
{
    for (const char* const language : k_languages) {
        const std::string of_any_row =
            words(language).format("effect_of_missed_item.text", {{"item_code", "other"}});
        for (const kw::AbsenceRow& row : kw::absence_rows()) {
            CAPTURE(row.row);
            const bool is_item = row.missed == kw::MissedKind::measure ||
                                 row.missed == kw::MissedKind::unit ||
                                 row.missed == kw::MissedKind::last_unit;
            if (is_item)
                CHECK(words(language).format("effect_of_missed_item.text",
                                             {{"item_code", row.row}}) != of_any_row);
        }
    }
}

TEST_CASE("The words of kw_primary_2016 are calm: no exclamation mark and no label of a child")
{
    for (const std::string& key : own("ar").keys()) {
        CAPTURE(key);
        const std::string text = words("ar").format(key);
        for (const char* const word : {"!", "راسب", "رسب", "فاشل"})
            CHECK(text.find(word) == std::string::npos);
    }
    for (const std::string& key : own("en").keys()) {
        CAPTURE(key);
        const std::string text = words("en").format(key);
        for (const char* const word : {"!", "failed", "failure"})
            CHECK(text.find(word) == std::string::npos);
    }
}

TEST_CASE("KW-10.3: the formative mark is told by its points")
{
    const Arguments arguments = {
        {"points", "11"}, {"of", "16"}, {"formative_weight", "60"}, {"formative", "41.25"}};
    CHECK(words("ar").format("formative_mark.text", arguments) ==
          "مجموع نقاط الكفايات 11 من 16، فدرجة التقييم البنائي 60 × 11 ÷ 16 = 41.25.");
    CHECK(words("en").format("formative_mark.text", arguments) ==
          "The competencies have 11 of 16 points, so the formative mark is 60 × 11 ÷ 16 = 41.25.");
}

TEST_CASE("KW-10.4: a competency is told by its measurings, as entered, or as left out")
{
    const Messages& arabic = words("ar");
    CHECK(arabic.format(
              "competency_level.text",
              {{"number", "3"}, {"measures", "4"}, {"level_before", "2.5"}, {"level", "3"}}) ==
          "الكفاية 3: متوسط 4 قياسات هو 2.5، وأقرب مستوى 3.");
    CHECK(arabic.format("competency_level.text", {{"number", "3"}, {"level", "3"}}) ==
          "الكفاية 3: مستواها كما أدخلته المدرسة 3.");
    CHECK(arabic.format("competency_level.text", {{"number", "3"}}) ==
          "الكفاية 3: تعذر قياسها لغياب بعذر مقبول، فلا تدخل في مجموع النقاط.");
}

TEST_CASE("KW-17.1: the two raises of Article 17 are told by one rule, each in its own words")
{
    const Messages& arabic = words("ar");
    CHECK(arabic.format("auto_raise.met", {{"item", "العلوم"},
                                           {"clause_code", "KW_17_1"},
                                           {"year_mark", "39.5"},
                                           {"year_mark_limit", "39.5"}}) ==
          "درجة العلوم 39.5 لا تقل عن 39.5، فتُرفع آلياً إلى النهاية الصغرى.");
    CHECK(arabic.format("auto_raise.not_met", {{"item", "العلوم"},
                                               {"clause_code", "KW_17_2"},
                                               {"failing_subjects", "2"},
                                               {"failing_subjects_holds", "no"}}) ==
          "عدد المواد دون النهاية الصغرى 2، وهذا الترفيع لمن له مادة واحدة فقط، فلا يشمل العلوم.");
}

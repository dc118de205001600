#include "regulations/sa_guide/scheme_total.h"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "tests/support/sa_guide_answers.h"
#include "tests/support/sa_guide_rules.h"

using namespace taqwim::sa_guide;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Trace;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using taqwim::tests::sa_guide_rules;
using taqwim::tests::sa_guide_rules_with;
using Json = nlohmann::json;

namespace {

Json total(const std::string& scheme, const Json& leaves, Json more = Json::object())
{
    more["scheme"] = scheme;
    more["leaf_marks"] = leaves;
    return sa_guide_answer("scheme_total", more);
}

std::string refused(const std::string& scheme, const Json& leaves,
                    const Json& more = Json::object())
{
    return refusal_code(total(scheme, leaves, more));
}

void collect_leaves(const std::vector<Component>& components, std::vector<const Component*>& leaves)
{
    for (const Component& component : components) {
        if (component.is_leaf())
            leaves.push_back(&component);
        collect_leaves(component.parts, leaves);
    }
}

Mark term_mark(const MarkScheme& scheme, const EnteredMarks& marks)
{
    Trace off = Trace::off();
    return scheme_total(scheme, marks, off).term_mark.value();
}

}  // namespace

TEST_CASE("PG-5.tajweed.1: mid-term and end of tajweed are oral and written")
{
    const Json answer = total("SA-TAJWEED-QMS-MID", {{"participation", "4"},
                                                     {"mid.oral", "9"},
                                                     {"mid.written", "4"},
                                                     {"end.oral", "13"},
                                                     {"end.written", "11.5"}});
    CHECK(answer["midterm"] == "13");
    CHECK(answer["endterm"] == "49/2");
    CHECK(answer["term_mark"] == "83/2");
    CHECK(answer["shown"] == "41.50");
}

TEST_CASE("PG-5.library.3: the research paper stands for the end exam of grade 12")
{
    // 5 + (10 + 3) + 24 = 42
    const Json marks = {{"participation", "5"},
                        {"mid.written", "10"},
                        {"mid.summary", "3"},
                        {"end.research", "24"}};
    CHECK(total("SA-LIBRARY-G12", marks)["term_mark"] == "42");
    // Not handed in: the mark is missing, and never 0.
    Json without = marks;
    without.erase("end.research");
    const Json open = total("SA-LIBRARY-G12", without);
    CHECK(open["term_mark"].is_null());
    CHECK(open["endterm"].is_null());
    CHECK(open["midterm"] == "13");
    CHECK(open["missing"] == Json({"end.research"}));
    CHECK(total("SA-LIBRARY-G10-T2", {{"end.written", "20"}, {"end.summary", "7"}})["endterm"] ==
          "27");
}

TEST_CASE("PG-5.computer.3: grade 12 is examined in writing out of 30 in term 2")
{
    // 5 + (6 + 7) + (13 + 12) = 43 in grade 10; 5 + (6 + 7) + 27 = 45 at the end of grade 12
    CHECK(total("SA-COMPUTER-G10-11", {{"participation", "5"},
                                       {"mid.practical", "6"},
                                       {"mid.written", "7"},
                                       {"end.practical", "13"},
                                       {"end.written", "12"}})["term_mark"] == "43");
    const Json grade_12 = {{"participation", "5"},
                           {"mid.practical", "6"},
                           {"mid.written", "7"},
                           {"end.written", "27"}};
    CHECK(total("SA-COMPUTER-G12-T2", grade_12)["term_mark"] == "45");
    CHECK(refused("SA-COMPUTER-G12-T2", {{"end.practical", "5"}}) == "COMPONENT_UNKNOWN");
}

TEST_CASE("PG-5.computer.4: affiliated and night students have no practical and no term work")
{
    CHECK(total("SA-COMPUTER-AFF-NIGHT", {{"end.written", "41"}})["term_mark"] == "41");
    CHECK(refused("SA-COMPUTER-AFF-NIGHT", {{"end.practical", "5"}}) == "NO_PRACTICAL_EXAM");
    CHECK(refused("SA-COMPUTER-AFF-NIGHT", {{"mid.written", "5"}}) == "NO_TERM_WORK");
    CHECK(refused("SA-ENGLISH-AFF-NIGHT", {{"participation", "5"}}) == "NO_TERM_WORK");
    CHECK(refused("SA-AFF-GENERAL", {{"attendance_kit", "3"}}) == "NO_TERM_WORK");
    CHECK(refused("SA-AFF-GENERAL", {{"singing", "3"}}) == "COMPONENT_UNKNOWN");
}

TEST_CASE("PG-5.english.3: English of grade 9 and of affiliated students")
{
    // 4.5 + (4 + 7.5) + (4 + 19) = 39
    CHECK(total("SA-ENGLISH-G7-11", {{"participation", "4.5"},
                                     {"mid.oral", "4"},
                                     {"mid.written", "7.5"},
                                     {"end.oral", "4"},
                                     {"end.written", "19"}})["term_mark"] == "39");
    CHECK(total("SA-ENGLISH-AFF-NIGHT", {{"end.written", "21.5"}})["term_mark"] == "215/6");
    CHECK(refused("SA-ENGLISH-AFF-NIGHT", {{"end.written", "30.25"}}) == "MARK_OVER_MAXIMUM");
    CHECK(total("SA-ENGLISH-AFF-NIGHT", {{"end.written", "30"}})["term_mark"] == "50");
}

TEST_CASE("PG-5.english.5: the paper of the whole curriculum has the same factor")
{
    const auto due = [](const char* raw, const char* of) {
        return sa_guide_answer("affiliated_english", {{"raw", raw}, {"raw_max", of}});
    };
    CHECK(due("33", "60")["term_mark"] == "55");
    CHECK(due("33", "60")["out_of"] == "100");
    CHECK(due("60", "60")["term_mark"] == "100");
    CHECK(refusal_code(due("60.25", "60")) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_code(due("20", "40")) == "VALUE_NOT_LISTED");
    CHECK(sa_guide_answer("affiliated_english", {{"raw", "18"}})["term_mark"] == "30");
}

TEST_CASE("PG-5.art.3: two skills share a mark, entered whole or each by itself")
{
    // (3 + 2) + (2 + 1.5 + 4 + 3) + (8 + 7 + 9) = 39.5
    const Json marks = {{"attendance_tools", "3"}, {"cooperation", "2"}, {"mid.drawing.1", "2"},
                        {"mid.drawing.2", "1.5"},  {"mid.design", "4"},  {"mid.creativity", "3"},
                        {"end.drawing", "8"},      {"end.design", "7"},  {"end.creativity", "9"}};
    const Json answer = total("SA-ART", marks);
    CHECK(answer["participation"] == "5");
    CHECK(answer["midterm"] == "21/2");
    CHECK(answer["term_mark"] == "79/2");
    Json both = marks;
    both["mid.drawing"] = "3.5";
    CHECK(refused("SA-ART", both) == "GIVEN_TWICE");
    // Equal halves of 5, unless the teacher sets a split beforehand (D36).
    Json more = marks;
    more["mid.drawing.1"] = "2.75";
    CHECK(refused("SA-ART", more) == "MARK_OVER_MAXIMUM");
    CHECK(total("SA-ART", more, {{"splits", {{"mid.drawing", {"3", "2"}}}}})["midterm"] == "45/4");
    CHECK(refused("SA-ART", more, {{"splits", {{"mid.drawing", {"3", "3"}}}}}) ==
          "SPLIT_DOES_NOT_ADD_UP");
    CHECK(refused("SA-ART", more, {{"splits", {{"mid.drawing", {"5", "0"}}}}}) ==
          "SPLIT_DOES_NOT_ADD_UP");
    CHECK(refused("SA-ART", more, {{"splits", {{"mid.creativity", {"3", "2"}}}}}) ==
          "COMPONENT_NOT_DIVIDED");
}

TEST_CASE("PG-5.crafts.2: crafts have two craft skills, group work and creativity")
{
    // 4 + (4 + 4 + 3.5) + (8 + 9 + 7) = 39.5
    CHECK(total("SA-CRAFTS", {{"attendance_tools", "2"},
                              {"cooperation", "2"},
                              {"mid.crafts", "4"},
                              {"mid.group_work", "4"},
                              {"mid.creativity", "3.5"},
                              {"end.crafts", "8"},
                              {"end.group_work", "9"},
                              {"end.creativity", "7"}})["term_mark"] == "79/2");
}

TEST_CASE("PG-5.literacy.2: dictation and handwriting of literacy centres")
{
    // 5 + (8 + 4) + (17 + 9) = 43
    CHECK(total("SA-LITERACY-DICT-HAND", {{"participation", "5"},
                                          {"mid.dictation", "8"},
                                          {"mid.handwriting", "4"},
                                          {"end.dictation", "17"},
                                          {"end.handwriting", "9"}})["term_mark"] == "43");
}

TEST_CASE("PG-5.0: a mark is within its leaf and on its step")
{
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "8"}}) == "MARK_OVER_MAXIMUM");
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "7"}}).empty());
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "7.25"}}) == "MARK_OVER_MAXIMUM");
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "-0.25"}}) == "MARK_NEGATIVE");
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "0"}}).empty());
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "6.3"}}) == "MARK_OFF_STEP");
    CHECK(refused("SA-COMPUTER-G10-11", {{"midterm", "6"}}) == "COMPONENT_UNKNOWN");
    CHECK(refused("SA-COMPUTER-G10-11", {{"mid.practical", "six"}}) == "VALUE_NOT_A_NUMBER");
    const Json answer = total("SA-COMPUTER-G10-11", {{"mid.practical", "8"}});
    CHECK(answer["refused"]["field"] == "/input/leaf_marks/mid.practical");
    CHECK(answer["refused"]["clause"] == "PG-5.computer.1");
}

TEST_CASE("PG-4.5: participation is no part of the mark of an oral subject")
{
    CHECK(refused("SA-ORAL-READING-G4-6", {{"participation", "5"}}) ==
          "NO_PARTICIPATION_IN_ORAL_SUBJECT");
    CHECK(refused("SA-ORAL-READING-G4-6", {{"homework", "5"}}) ==
          "NO_PARTICIPATION_IN_ORAL_SUBJECT");
    CHECK(refused("SA-ENGLISH-G7-11", {{"participation", "5"}}).empty());
}

TEST_CASE("PG-5.pe.4: a chosen skill was taught, and two of one component differ")
{
    const auto with = [](const Json& skills) {
        return refused("SA-PE", Json::object(), {{"skills", skills}});
    };
    const Json run = {{"skill", "run"}, {"taught", true}};
    CHECK(with({{"mid.team", run}, {"end.team.1", run}}).empty());
    CHECK(with({{"mid.team", {{"skill", "run"}, {"taught", false}}}}) == "SKILL_NOT_TAUGHT");
    CHECK(with({{"end.team.1", run}, {"end.team.2", run}}) == "SKILL_CHOSEN_TWICE");
    CHECK(with({{"end.fitness", run}}) == "COMPONENT_UNKNOWN");
}

TEST_CASE("PG-5.english.6: the questions of a paper make its mark")
{
    const Json paper = {{"reading_comprehension", "5"},
                        {"guided_composition", "4"},
                        {"grammar", "5"},
                        {"vocabulary", "3"},
                        {"orthography", "2"}};
    const auto with = [&](const Json& items) {
        return total("SA-ENGLISH-G7-11",
                     {{"participation", "4.5"},
                      {"mid.oral", "4"},
                      {"mid.written", "7.5"},
                      {"end.oral", "4"}},
                     {{"details", {{"end.written", items}}}});
    };
    CHECK(with(paper)["term_mark"] == "39");
    Json over = paper;
    over["grammar"] = "7";
    CHECK(refusal_code(with(over)) == "MARK_OVER_MAXIMUM");
    Json missing = paper;
    missing.erase("grammar");
    CHECK(refusal_code(with(missing)) == "FIELD_MISSING");
    Json unknown = paper;
    unknown["dialogue"] = "1";
    CHECK(refusal_code(with(unknown)) == "COMPONENT_UNKNOWN");
}

TEST_CASE("PG-6.6: papers of affiliated students may be marked out of 30 by the ministry's choice")
{
    const auto& rules = sa_guide_rules_with({{"affiliation.entry_mode", "\"scaled\""}});
    const MarkScheme& scaled = *rules.schemes.find("SA-AFF-GENERAL");
    CHECK(scaled.is_scaled_form);
    CHECK(term_mark(scaled, {{"endterm.paper", Mark(21)}}) == Mark(35));
    CHECK(refuses_marks(scaled, {{"endterm.paper", Mark(31)}}, {}, rules).has_value());
    CHECK(refuses_marks(scaled, {{"endterm", Mark(31)}}, {}, rules).has_value());
    CHECK(term_mark(*sa_guide_rules().schemes.find("SA-AFF-GENERAL"), {{"endterm", Mark(31)}}) ==
          Mark(31));
}

TEST_CASE("PG-G.12: a scheme that somebody names has to suit subject and grade")
{
    const auto choice = [](const char* scheme, const char* subject, const char* grade,
                           const char* type = "regular") {
        return refusal_code(sa_guide_answer(
            "scheme_choice",
            {{"scheme", scheme}, {"subject", subject}, {"grade", grade}, {"student_type", type}}));
    };
    CHECK(choice("SA-TERM-GENERAL", "quran", "4") == "ORAL_SCHEME_REQUIRED");
    CHECK(choice("SA-ORAL-QURAN-G4", "quran", "4").empty());
    CHECK(choice("SA-ORAL-QURAN-G4", "quran", "3") == "EARLY_GRADE_WITHOUT_ORAL_SCHEME");
    CHECK(choice("SA-ORAL-READING-G7-12", "english", "9") == "ENGLISH_IS_NO_ORAL_SUBJECT");
    CHECK(choice("SA-AFF-ORAL", "quran", "9", "affiliated").empty());
    CHECK(choice("SA-AFF-ORAL", "quran", "9", "night") == "ORAL_SCHEME_REQUIRED");
}

TEST_CASE("PG-5.0: full leaves are a full term, empty ones are none, in every scheme")
{
    for (const MarkScheme* const scheme : sa_guide_rules().schemes.all()) {
        CAPTURE(scheme->code);
        std::vector<const Component*> leaves;
        collect_leaves(scheme->components, leaves);
        EnteredMarks full;
        EnteredMarks none;
        for (const Component* const leaf : leaves) {
            full[leaf->id] = leaf->maximum;
            none[leaf->id] = Mark(0);
        }
        CHECK_FALSE(refuses_marks(*scheme, full, {}, sa_guide_rules()).has_value());
        CHECK(term_mark(*scheme, full) == scheme->maximum);
        CHECK(term_mark(*scheme, none) == Mark(0));
        Trace off = Trace::off();
        const SchemeTotal open = scheme_total(*scheme, {}, off);
        CHECK_FALSE(open.term_mark.has_value());
        CHECK(open.missing.size() == leaves.size());
    }
}

TEST_CASE("PG-5.0: the parts make the term mark, and lifting a leaf never lowers it")
{
    CHECK(rc::check([] {
        const auto& schemes = sa_guide_rules().schemes.all();
        const MarkScheme& scheme = *schemes[*rc::gen::inRange<std::size_t>(0, schemes.size())];
        std::vector<const Component*> leaves;
        collect_leaves(scheme.components, leaves);
        EnteredMarks marks;
        for (const Component* const leaf : leaves) {
            // Quarters of a mark, from none to all.
            const auto quarters = (leaf->maximum.value * Exact(4)).numerator();
            marks[leaf->id] =
                Mark(Exact::ratio(*rc::gen::inRange<std::int64_t>(0, quarters + 1), 4));
        }
        RC_ASSERT(!refuses_marks(scheme, marks, {}, sa_guide_rules()));
        Trace off = Trace::off();
        const SchemeTotal before = scheme_total(scheme, marks, off);
        Mark sum(0);
        for (const SchemeTotal::Part& part : before.parts)
            sum += part.mark.value();
        RC_ASSERT(before.term_mark == std::optional(sum));
        RC_ASSERT(*before.term_mark <= scheme.maximum);
        const Component& lifted = *leaves[*rc::gen::inRange<std::size_t>(0, leaves.size())];
        marks[lifted.id] = lifted.maximum;
        RC_ASSERT(term_mark(scheme, marks) >= *before.term_mark);
    }));
}

TEST_CASE("PG-5.english.4: bringing a paper to its due mark is exact both ways")
{
    CHECK(rc::check([] {
        const Mark raw(Exact::ratio(*rc::gen::inRange(0, 121), 4));
        const Mark due = due_mark(raw, Mark(30), Mark(50));
        RC_ASSERT(due_mark(due, Mark(50), Mark(30)) == raw);
        RC_ASSERT(due.value * Exact(3) == raw.value * Exact(5));
    }));
}

#include <doctest/doctest.h>

#include <string>

#include "results/documents/paper_parts/paper_words.h"
#include "results/documents/paper_parts/printed_mark.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/paper_parts/student_head.h"

using namespace taqwim;
using namespace taqwim::results;

namespace {

const documents::WordList& no_words()
{
    static const documents::WordList none("");
    return none;
}

Words arabic(Gender gender = Gender::masculine)
{
    return Words(no_words(), print::Language::arabic, gender);
}

Mark mark(const char* text)
{
    return Mark(*Exact::parse(text));
}

}  // namespace

TEST_CASE("SR-1.11: a printed mark never stands on the other side of its limit")
{
    CHECK(figure(mark("55")) == "55");
    CHECK(figure(mark("34.5")) == "34.50");
    CHECK(figure(mark("49.996")) == "50.00");
    CHECK(figure(mark("49.996"), Mark(50)) == "49.996");
    CHECK(figure(mark("49.99999"), Mark(50)) == "49.99999");
    CHECK(figure(mark("49.99"), Mark(50)) == "49.99");
    CHECK(figure(mark("50.004"), Mark(50)) == "50.00");
    CHECK(figure(mark("100/3"), Mark(50)) == "33.33");
    // Nearer than nine decimals can say: the fraction itself.
    CHECK(figure(mark("99999999999/2000000000"), Mark(50)) == "99999999999/2000000000");
}

TEST_CASE("SR-1.11: what stands in the place of a mark is said in words, and a mark in words says "
          "its figure")
{
    CHECK(in_figures({MarkState::absent, Mark(19)}, arabic()) == "غ");
    CHECK(in_figures({MarkState::missing}, arabic()) == "—");
    CHECK(in_figures({MarkState::exempt}, arabic()) == "معفى");
    CHECK(in_figures({MarkState::withheld, Mark(77)}, arabic()) == "محجوزة");
    CHECK(in_figures({MarkState::cancelled}, arabic()) == "ملغى");
    CHECK(in_figures({}, arabic()).empty());
    CHECK(in_words(given(mark("89.5")), arabic()) == "تسع وثمانون درجة ونصف");
    CHECK(in_words(given(mark("55")), Words(no_words(), print::Language::english)) ==
          "fifty-five marks");
    CHECK(in_words({MarkState::withheld, Mark(77)}, arabic()).empty());
    CHECK(in_words(given(mark("49.996")), arabic()) == "خمسون درجة");
    CHECK(in_words(given(mark("49.996")), arabic(), Mark(50)).empty());
}

TEST_CASE("SR-1.2: every outcome has its words for a boy and for a girl, and never says who failed")
{
    CHECK(outcome_text(PaperOutcome::passed, arabic()) == "ناجح");
    CHECK(outcome_text(PaperOutcome::passed, arabic(Gender::feminine)) == "ناجحة");
    CHECK(outcome_text(PaperOutcome::second_round, arabic(Gender::feminine)) == "مكملة");
    CHECK(outcome_text(PaperOutcome::repeats, arabic(Gender::feminine)) == "تعيد الصف");
    CHECK(outcome_text(PaperOutcome::none, arabic()).empty());
    for (int outcome = 1; outcome <= static_cast<int>(PaperOutcome::withheld); ++outcome)
        for (const Gender gender : {Gender::masculine, Gender::feminine}) {
            const std::string text =
                outcome_text(static_cast<PaperOutcome>(outcome), arabic(gender));
            CHECK_FALSE(text.empty());
            CHECK(text.find("راسب") == std::string::npos);
        }
}

TEST_CASE("PG-24.TR.1: an English paper names the student in both scripts, and what is not known "
          "has no line")
{
    PaperStudent student;
    student.name = {"محمد علي صالح الحربي", "Mohammed Ali Saleh Alharbi"};
    student.grade = {"الثاني المتوسط", ""};
    const print::Fields english =
        student_head(student, Words(no_words(), print::Language::english));
    REQUIRE(english.fields.size() == 3);
    CHECK(english.fields[0].value == "Mohammed Ali Saleh Alharbi");
    CHECK(english.fields[1].value == print::isolated("محمد علي صالح الحربي"));
    CHECK(english.fields[2].value == "الثاني المتوسط");
    CHECK(student_head(student, arabic()).fields.size() == 2);
}

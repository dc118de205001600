#include "documents/paper_desk.h"

#include <doctest/doctest.h>

#include "documents/issuer.h"
#include "platform/tables/table.h"
#include "tests/support/desk_school.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

TEST_CASE("documents: a draft bears the watermark, no serial and no code, and enters nothing")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        const auto file = it.desk.draft(std::vector{it.note(it.ali), it.note(it.hamad)},
                                        print::DigitSet::western);
        REQUIRE(file);
        const std::string text = text_of_pdf(*file);
        CHECK(text.find("mark 88.5") != std::string::npos);
        REQUIRE(it.printings.size() == 2);
        for (const Printing& one : it.printings) {
            CHECK(one.is_draft);  // print_test.cpp sees the watermark that follows of it
            CHECK(one.serial.empty());
            CHECK(one.signed_content.empty());
        }
        CHECK(it.entered.of_student(it.school, it.ali).empty());
    });
}

TEST_CASE("documents: what is issued bears its serial, and carries what the register keeps")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        std::vector<PaperWanted> wanted = {it.note(it.ali), it.note(it.hamad)};
        for (PaperWanted& one : wanted)
            one.order.stage = Stage::issue;
        const auto issued = it.desk.issue(it.act(), it.school, wanted, print::DigitSet::western);
        REQUIRE(issued);
        REQUIRE(issued->documents.size() == 2);
        const std::string text = text_of_pdf(issued->documents[0].file);
        CHECK_MESSAGE(text.find(issued->documents[0].serial) != std::string::npos, text);
        CHECK_FALSE(it.printings[0].is_draft);
        const auto entry = it.entered.find(it.school, issued->documents[0].serial);
        REQUIRE(entry.has_value());
        CHECK(entry->student_id == it.ali);
        CHECK(it.entered.file_of(it.school, *entry) == issued->documents[0].file);
        const auto content = parse_content(entry->content.text);
        REQUIRE(content);
        CHECK(content->kind == "note");
        CHECK(content->title == "note-ar");
        CHECK_FALSE(content->school.empty());
        CHECK(content->lines == std::vector<ContentLine>{{"maths", "88.5"}});

        // What stands at the moment of issue is what is signed.
        it.mark = "90";
        const auto second =
            it.desk.issue(it.act(), it.school, std::vector{wanted[0]}, print::DigitSet::western);
        REQUIRE(second);
        CHECK(parse_content(it.entered.find(it.school, second->documents[0].serial)->content.text)
                  ->lines[0]
                  .value == "90");
        it.mark.clear();
        CHECK(code_of(it.desk.issue(it.act(), it.school, std::vector{wanted[0]},
                                    print::DigitSet::western)) == "RESULT_NOT_PUBLISHED");
    });
}

TEST_CASE("documents: an order that no kind takes is refused, and says what is missing")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        PaperWanted wanted = it.note(it.ali);
        wanted.kind = "poem";
        CHECK(it.refusal_of(wanted) == "VALUE_NOT_LISTED");
        wanted = it.note(it.ali);
        wanted.order.part = "term_2";
        CHECK(it.refusal_of(wanted) == "VALUE_NOT_LISTED");
        wanted.order.part.clear();
        CHECK(it.refusal_of(wanted) == "VALUE_NOT_LISTED");
        wanted = it.note(it.ali);
        wanted.order.language = print::Language::english;
        CHECK(it.refusal_of(wanted) == "VALUE_NOT_LISTED");
        wanted = it.note(it.ali);
        wanted.order.subject = "MTH";
        CHECK(it.refusal_of(wanted) == "FIELD_UNKNOWN");
        wanted = it.note(it.ali);
        wanted.order.student_id.reset();
        CHECK(it.refusal_of(wanted) == "FIELD_MISSING");
        wanted = it.note(it.ali);
        wanted.kind = "list";
        wanted.order.part.clear();
        CHECK(it.refusal_of(wanted) == "FIELD_MISSING");
        wanted.order.class_id = it.class_a;
        CHECK(it.desk.draft(std::vector{wanted}, print::DigitSet::western));
        wanted.order.stage = Stage::issue;
        CHECK(code_of(it.desk.issue(it.act(), it.school, std::vector{wanted},
                                    print::DigitSet::western)) == "VALUE_NOT_LISTED");
        CHECK(code_of(it.desk.draft({}, print::DigitSet::western)) == "VALUE_OUT_OF_RANGE");
        CHECK_THROWS(it.kinds.add(PaperKind(*it.kinds.find("note"))));
    });
}

TEST_CASE("documents: the table of a paper is a workbook of what stands, or of its draft, and a "
          "paper that "
          "is no table has none")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        PaperWanted list = it.note(it.ali);
        list.kind = "list";
        list.order.part.clear();
        list.order.student_id.reset();
        list.order.class_id = it.class_a;
        const auto words = [&](const PaperWanted& wanted) {
            const auto file = it.desk.workbook(std::vector{wanted}, print::DigitSet::western);
            REQUIRE(file);
            const auto table = tables::read_table("t.xlsx", *file);
            REQUIRE(table);
            std::string text;
            for (std::size_t row = 0; row < table->rows(); ++row)
                for (const tables::Cell& cell : table->row(row))
                    text += std::string(cell.text) + "|";
            return text;
        };
        // Of the test's own list there is no table yet.
        CHECK(code_of(it.desk.workbook(std::vector{list}, print::DigitSet::western)) ==
              "PAPER_WITHOUT_TABLE");
        it.has_table = true;
        CHECK(words(list).find("maths|88.5|") != std::string::npos);
        CHECK(words(list).find("مسودة") == std::string::npos);
        // Without a mark nothing stands yet.
        it.mark.clear();
        CHECK(words(list).find("مسودة") != std::string::npos);
        it.mark = "88.5";

        // A note is no table, whatever stands on it; a record is one.
        CHECK(code_of(it.desk.workbook(std::vector{it.note(it.ali)}, print::DigitSet::western)) ==
              "PAPER_WITHOUT_TABLE");
        PaperKind record = *it.kinds.find("note");
        record.name = "record";
        record.is_record = true;
        it.kinds.add(std::move(record));
        PaperWanted of_ali = it.note(it.ali);
        of_ali.kind = "record";
        CHECK(words(of_ali).find("maths|88.5|") != std::string::npos);
        // What is issued stands in the workbook without the draft's mark, and nothing is entered.
        CHECK(words(of_ali).find("مسودة") == std::string::npos);
        CHECK(it.entered.of_student(it.school, it.ali).empty());

        of_ali.order.language = print::Language::english;
        CHECK(code_of(it.desk.workbook(std::vector{of_ali}, print::DigitSet::western)) ==
              "VALUE_NOT_LISTED");
        CHECK(code_of(it.desk.workbook({}, print::DigitSet::western)) == "VALUE_OUT_OF_RANGE");
        list.kind = "poem";
        CHECK(code_of(it.desk.workbook(std::vector{list}, print::DigitSet::western)) ==
              "VALUE_NOT_LISTED");
    });
}

TEST_CASE("documents: a day stands on papers in both calendars, the country's own first")
{
    const Day day = Day::parse("2026-11-22").value();
    const std::string saudi =
        day_on_paper(day, "SA", print::Language::english, print::DigitSet::western);
    const std::string kuwaiti =
        day_on_paper(day, "KW", print::Language::english, print::DigitSet::western);
    // By the published calendar the 22nd of November 2026 is the 12th of the sixth month of 1448.
    CHECK(saudi.find("1448") < saudi.find("2026"));
    CHECK(kuwaiti.find("2026") < kuwaiti.find("1448"));
}

TEST_CASE("SR-1.8: a paper names the ministry as it was called in the paper's year")
{
    const auto on = [](const char* day, const char* country = "SA") {
        return ministry_on(Day::parse(day).value(), country, print::Language::arabic);
    };
    CHECK(on("2003-04-29") == "وزارة المعارف");
    CHECK(on("2003-04-30") == "وزارة التربية والتعليم");
    // A transcript of 1427-1428.
    CHECK(on("2007-07-05") == "وزارة التربية والتعليم");
    CHECK(on("2015-01-28") == "وزارة التربية والتعليم");
    CHECK(on("2015-01-29") == "وزارة التعليم");
    CHECK(on("2003-04-29", "KW") == "وزارة التربية");
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        test.run("UPDATE directorate SET country = 'SA'");
        const auto says = [&](const char* ministry) {
            const auto file = it.desk.draft(std::vector{it.note(it.ali)}, print::DigitSet::western);
            REQUIRE(file);
            return text_of_pdf(*file).find(ministry) != std::string::npos;
        };
        CHECK(says("وزارة التعليم"));
        CHECK_FALSE(says("وزارة التربية والتعليم"));
        // Printed anew today, a year that ended before has its own; the directorate's and the school's names stay.
        test.run("UPDATE school_year SET first_day = '2006-09-09', last_day = '2007-07-05'");
        CHECK(says("وزارة التربية والتعليم"));
        CHECK_FALSE(says("وزارة التعليم"));
    });
}

TEST_CASE("documents: a paper for work bears the watermark until all that it says stands")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        PaperWanted wanted = it.note(it.ali);
        wanted.kind = "list";
        wanted.order.part.clear();
        wanted.order.student_id.reset();
        wanted.order.class_id = it.class_a;
        const auto is_draft = [&] {
            it.printings.clear();
            REQUIRE(it.desk.draft(std::vector{wanted}, print::DigitSet::western));
            REQUIRE(it.printings.size() == 1);
            CHECK(it.printings[0].serial.empty());
            return it.printings[0].is_draft;
        };
        CHECK_FALSE(is_draft());
        // Without a mark nothing stands yet.
        it.mark.clear();
        CHECK(is_draft());
    });
}

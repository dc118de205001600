// A school that issues documents, for tests: its key is open, and its papers are the test's own.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "documents/paper_desk.h"
#include "tests/support/attendance_school.h"
#include "tests/support/document_tables.h"

namespace taqwim::tests {

// A school with an open key, and two kinds of papers of the test's own: a note about a student in two parts, which is
// issued, and a list of a class, which is not.
struct DeskSchool : AttendanceSchool {
    crypto::SeededRandom random{29};
    documents::SigningKeys keys{*record, random, {.memory_bytes = 8192, .passes = 1}};
    documents::Register entered{*record, keys};
    documents::PaperKinds kinds;
    documents::PaperDesk desk{*record, kinds, entered};
    std::string mark = "88.5";
    bool has_table = false;  // of the list; a record has one too
    std::vector<documents::Printing> printings;

    explicit DeskSchool(TestDatabase& test) : AttendanceSchool(test)
    {
        lay_document_tables(test);
        const auto fill = [this](database::Session&,
                                 const documents::PaperOrder& order) -> Result<documents::Paper> {
            if (order.stage == documents::Stage::issue && mark.empty())
                return Refusal{RefusalCode::result_not_published, {}, "", ""};
            documents::Paper paper;
            paper.content.student = "sample student";
            paper.content.school_year = "2026/2027";
            paper.content.lines = {{"maths", mark}};
            paper.printed = [this, text = mark,
                             is_table = has_table](const documents::Issuer& issuer,
                                                   const documents::Printing& printing) {
                printings.push_back(printing);
                print::Document document = documents::begun(issuer, printing, {"note", "", "TEST"});
                document.blocks.emplace_back(print::Paragraph{"mark " + text});
                if (is_table) {
                    print::Table table;
                    table.columns = {{1}, {1}};
                    table.rows = {print::Row{{print::Cell("maths"), text}}};
                    document.blocks.emplace_back(std::move(table));
                }
                documents::add_proof(document, printing);
                return document;
            };
            return paper;
        };
        kinds.add({.name = "note",
                   .form = "TEST",
                   .title_ar = "note-ar",
                   .title_en = "note-en",
                   .about = documents::PaperKind::About::student,
                   .regulations = {"kw_primary_2016"},
                   .parts = {"term_1", "year"},
                   .term_notices = {"term_1"},
                   .is_issued = true,
                   .languages = {print::Language::arabic},
                   .fill = fill});
        kinds.add({.name = "list",
                   .form = "TEST",
                   .title_ar = "list-ar",
                   .title_en = "list-en",
                   .about = documents::PaperKind::About::school_class,
                   .regulations = {},
                   .parts = {},
                   .is_issued = false,
                   .languages = {print::Language::arabic, print::Language::english},
                   .fill = fill});
        std::vector<std::int64_t> staff = {add_staff("first"), add_staff("second")};
        REQUIRE(keys.begin(act(), this->school, {.holders = staff, .needed = 2, .decision = "7"}));
        for (const bool opens : {false, true})
            for (const std::int64_t one : staff) {
                school::Act by = act();
                by.person_id = one;
                const std::string words = "lanterns of the desk";
                REQUIRE((opens ? keys.open(by, this->school, words)
                               : keys.join(by, this->school, words)));
            }
    }

    [[nodiscard]] documents::PaperWanted note(std::int64_t student) const
    {
        documents::PaperWanted wanted;
        wanted.kind = "note";
        wanted.order.school = this->school;
        wanted.order.school_year_id = year;
        wanted.order.student_id = student;
        wanted.order.part = "year";
        wanted.order.at = act().at;
        wanted.order.today = act().today;
        return wanted;
    }

    std::string refusal_of(const documents::PaperWanted& wanted)
    {
        return code_of(desk.draft(std::vector{wanted}, print::DigitSet::western));
    }
};

}  // namespace taqwim::tests

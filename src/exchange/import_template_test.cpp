// Templates on their way round: made, filled in by another program, imported; and with the example left in.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "embedded/exchange.h"
#include "exchange/import_template.h"
#include "exchange/import_words.h"
#include "exchange/template_words.h"
#include "platform/tables/openpyxl_test.h"
#include "regulations/frame/json_value.h"
#include "school/names.h"
#include "tests/support/attendance_school.h"
#include "tests/support/marks_school.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::exchange;

namespace {

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

// The template with some cells of its first sheet filled in or cleared: "C3=8.5 D3=".
std::string filled_in(const ImportTemplate& made, const std::string& cells)
{
    const tables::ScratchWorkbook file("taqwim-template");
    file.write(made.bytes);
    const tables::ProgramRun run = tables::run_openpyxl("fill " + cells, file.path());
    REQUIRE_MESSAGE(run.status == 0, "openpyxl is missing: run tools/install-packages");
    return file.bytes();
}

std::string shown(const ImportTemplate& made)
{
    const tables::ScratchWorkbook file("taqwim-template");
    file.write(made.bytes);
    return tables::run_openpyxl("show", file.path()).output;
}

std::string heading(std::string_view field)
{
    return std::string(ImportWords::built_in().written("heading", field));
}

struct Trial {
    std::int64_t id = 0;
    std::string body;
    Confirmation confirmation;
};

Trial trial_of(const Result<school::Answer>& answer)
{
    REQUIRE(answer);
    const auto document = JsonDocument::parse(answer->body);
    REQUIRE(document);
    const auto import = document->root().find("import");
    return {.id = parse_id(import->find("import_id")->text()).value(),
            .body = answer->body,
            .confirmation = {.file_digest = std::string(import->find("file_digest")->text()),
                             .plan_digest = std::string(import->find("plan_digest")->text())}};
}

std::string example()
{
    return std::string(ImportWords::built_in().written("template", "example"));
}

}  // namespace

TEST_CASE(
    "exchange: the template of a mark sheet has its students, and is imported as it was filled in")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        tests::MarksSchool it(test.settings().url, 3);
        REQUIRE(database::upgrade(it.database(), tests::migrations_up_to(9), it.clock().now()));
        it.open_all_windows();
        Imports imports(it.record());
        const SheetId sheet = it.make_sheet(it.unit_sheet());
        const ImportScope scope{.sheets = {sheet.value}};
        const auto made = imports.form(it.school(), it.act(), ImportKind::marks, scope);
        REQUIRE(made);
        CHECK(made->file_name == "marks-" + std::to_string(sheet.value) + ".xlsx");
        const std::string seen = shown(*made);
        CAPTURE(seen);
        CHECK(has(seen, " rtl visible protected frozen A2\n"));
        CHECK(has(seen, "cell A1 str " + heading("student_number") + " bold locked\n"));
        CHECK(has(seen, "cell B2 str " + example() + " plain open\n"));
        CHECK(has(seen, "cell A3 str S100 plain locked\n"));
        CHECK(has(seen, "cell A5 str S102 plain locked\n"));
        const std::string notes(TemplateWords::built_in().text("title", "notes"));
        CHECK(has(seen, "sheet " + notes + " rtl visible protected"));
        CHECK_FALSE(has(seen.substr(0, seen.find("sheet " + notes)), "cell A6 "));

        const auto tried = [&](const std::string& cells) {
            return trial_of(imports.try_out(it.school(), it.act(), ImportKind::marks,
                                            {"marks.xlsx", filled_in(*made, cells)}, scope));
        };
        // The example is still there, and is no student.
        const Trial left_in = tried("C3=7.25");
        CHECK(has(left_in.body, R"("records":2,"new":1,"changed":0,"same":0,"refused":1)"));
        CHECK(has(left_in.body,
                  R"("cell":"B2","is_conflict":false,"problem":{"code":"STUDENT_UNKNOWN")"));
        CHECK(has(left_in.body, example()));

        const Trial trial = tried("A2= B2= C2= D2= C3=7.25 D3=10 C5=0");
        CHECK(has(trial.body, R"("problems":[])"));
        CHECK(has(trial.body, R"("records":3,"new":3,"changed":0,"same":0,"refused":0)"));
        REQUIRE(
            imports.apply(it.school(), it.act(), ImportKind::marks, trial.id, trial.confirmation));
        CHECK(it.count("mark_entry") == 3);

        CHECK(imports.form(it.school(), it.act(), ImportKind::marks, {}).refusal().code ==
              RefusalCode::field_missing);
        CHECK(imports.form(it.school(), it.act(), ImportKind::marks, {.sheets = {77}})
                  .refusal()
                  .code == RefusalCode::record_unknown);
    });
}

TEST_CASE("exchange: a template names each column of a sheet so that no other one answers")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        tests::MarksSchool it(test.settings().url, 1);
        REQUIRE(database::upgrade(it.database(), tests::migrations_up_to(9), it.clock().now()));
        it.open_all_windows();
        Imports imports(it.record());
        marks::SheetDraft draft = it.unit_sheet();
        // Two of one label, one that is called as a known heading is, one of several dated measures.
        REQUIRE(draft.columns.size() >= 2);
        draft.columns[0].label_ar = draft.columns[1].label_ar = "unit";
        draft.columns[0].maximum_centi = draft.columns[1].maximum_centi;
        draft.columns.push_back(draft.columns[0]);
        draft.columns.back().key = "x1";
        draft.columns.back().label_ar = heading("measure");
        draft.columns.back().label_en = "x1";
        const SheetId sheet = it.make_sheet(draft);
        const ImportScope scope{.sheets = {sheet.value}};
        const auto made = imports.form(it.school(), it.act(), ImportKind::marks, scope);
        REQUIRE(made);
        const Trial trial = trial_of(imports.try_out(
            it.school(), it.act(), ImportKind::marks,
            {"marks.xlsx", filled_in(*made, "A2= B2= C2= D2= E2= C3=1 D3=2 E3=3")}, scope));
        CAPTURE(trial.body);
        CHECK(has(trial.body, R"("problems":[])"));
        CHECK(has(trial.body, R"("new":3)"));
    });
}

TEST_CASE("exchange: the templates of a roster and of a class's attendance are imported as they "
          "were filled in")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        tests::AttendanceSchool it(test);
        test.run(tests::migration_text(embedded_exchange(), "0009"));
        Imports imports(*it.record);
        const auto roster = imports.form(it.school, it.act(), ImportKind::roster, {});
        REQUIRE(roster);
        const std::string seen = shown(*roster);
        CAPTURE(seen);
        CHECK(has(seen, " rtl visible free frozen A2\n"));
        CHECK(has(seen, "cell D2 str " + example()));
        // The school's classes can be chosen.
        CHECK(has(seen, "4/2"));
        const auto tried = [&](ImportKind kind, const ImportTemplate& made,
                               const std::string& cells, const ImportScope& scope) {
            return trial_of(imports.try_out(it.school, it.act(), kind,
                                            {"list.xlsx", filled_in(made, cells)}, scope));
        };
        const std::string student = "A3=0042 B3= D3=badr E3=fahd F3=saad G3=alotaibi K3=KW M3=4/2";
        const Trial left_in = tried(ImportKind::roster, *roster, student, {});
        CHECK(has(left_in.body,
                  R"("cell":"D2","is_conflict":false,"problem":{"code":"STUDENT_UNKNOWN")"));
        CHECK(has(left_in.body, R"("refused":1)"));
        std::string cleared;
        for (char column = 'A'; column <= 'S'; ++column)
            cleared += std::string(1, column) + "2= ";
        const Trial trial = tried(ImportKind::roster, *roster, cleared + student, {});
        CAPTURE(trial.body);
        CHECK(has(trial.body, R"("problems":[])"));
        REQUIRE(
            imports.apply(it.school, it.act(), ImportKind::roster, trial.id, trial.confirmation));

        ImportScope in_class;
        in_class.class_id = it.class_a;
        const auto list = imports.form(it.school, it.act(), ImportKind::attendance, in_class);
        REQUIRE(list);
        const std::string listed = shown(*list);
        CAPTURE(listed);
        CHECK(has(listed, "cell B3 str 100"));
        CHECK(has(listed, "choices E2:E4 list"));
        const auto states = ImportWords::built_in().written("attendance", "absent");
        CHECK(has(tried(ImportKind::attendance, *list, "E3=" + std::string(states), in_class).body,
                  R"("cell":"C2","is_conflict":false,"problem":{"code":"STUDENT_UNKNOWN")"));
        const Trial absent = tried(ImportKind::attendance, *list,
                                   "A2= B2= C2= D2= E2= F2= E3=" + std::string(states), in_class);
        CAPTURE(absent.body);
        CHECK(has(absent.body, R"("problems":[])"));
        CHECK(has(absent.body, R"("new":1)"));
        REQUIRE(imports.apply(it.school, it.act(), ImportKind::attendance, absent.id,
                              absent.confirmation));

        CHECK(imports.form(it.school, it.act(), ImportKind::attendance, {}).refusal().code ==
              RefusalCode::field_missing);
        in_class.class_id = 5;
        CHECK(imports.form(it.school, it.act(), ImportKind::attendance, in_class).refusal().code ==
              RefusalCode::record_unknown);
        ImportScope long_ago;
        long_ago.first_day = Day::parse("1999-01-01");
        CHECK(imports.form(it.school, it.act(), ImportKind::roster, long_ago).refusal().code ==
              RefusalCode::day_not_of_school);
    });
}

TEST_CASE("exchange: what templates say is there in both languages, and a line of another form is "
          "a fault")
{
    for (const TemplateWords::Entry& entry : TemplateWords::built_in().entries) {
        CAPTURE(entry.key);
        CHECK_FALSE(entry.ar.empty());
        CHECK_FALSE(entry.en.empty());
    }
    for (const std::string kind : {"roster", "marks", "attendance"})
        CHECK(TemplateWords::built_in().of("note", kind).size() >= 4);
    CHECK_THROWS_AS(static_cast<void>(TemplateWords::read("w.tsv", "note\tall\tone\n")),
                    ConfigurationFault);
    CHECK(is_example(example() + '.'));
    CHECK_FALSE(is_example("badr"));
}

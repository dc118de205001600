#include "documents/print_jobs.h"

#include <doctest/doctest.h>

#include <thread>

#include "platform/print/joined_files.h"
#include "tests/support/attendance_school.h"
#include "tests/support/document_tables.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

constexpr const char* k_words = "lanterns of the jobs";

// A school with a key that is not open yet, and one kind of paper, which Hamad cannot have.
struct JobSchool : AttendanceSchool {
    crypto::SeededRandom random{37};
    SigningKeys keys{*record, random, {.memory_bytes = 8192, .passes = 1}};
    Register documents{*record, keys};
    PaperKinds kinds;
    PaperDesk desk{*record, kinds, documents};
    FixedClock time{*Instant::parse("2026-09-20T07:00:00Z")};
    std::vector<std::int64_t> staff;
    PrintJobs jobs{desk, time};

    explicit JobSchool(TestDatabase& test) : AttendanceSchool(test)
    {
        lay_document_tables(test);
        PaperKind kind;
        kind.name = "note";
        kind.title_ar = "note";
        kind.title_en = "note";
        kind.languages = {print::Language::arabic, print::Language::english};
        kind.fill = [this](database::Session&, const PaperOrder& order) -> Result<Paper> {
            if (order.student_id == hamad)
                return Refusal{RefusalCode::result_withheld, {}, "", ""};
            Paper paper;
            paper.content.student = "student/" + std::to_string(*order.student_id);
            paper.printed = [name = paper.content.student](const Issuer& issuer,
                                                           const Printing& printing) {
                print::Document document = begun(issuer, printing, {"note", "", ""});
                print::Table table;
                table.columns = {{1}};
                table.rows = {print::Row{{print::Cell(name)}}};
                document.blocks.emplace_back(std::move(table));
                return document;
            };
            return paper;
        };
        kinds.add(std::move(kind));
        staff = {add_staff("first"), add_staff("second")};
        REQUIRE(keys.begin(act(), this->school, {.holders = staff, .needed = 2, .decision = "7"}));
        with_key([&](const school::Act& by) { return keys.join(by, this->school, k_words); });
    }

    template <class Work>
    void with_key(Work work)
    {
        for (const std::int64_t one : staff) {
            school::Act by = act();
            by.person_id = one;
            REQUIRE(work(by));
        }
    }
    void open_key()
    {
        with_key([&](const school::Act& by) { return keys.open(by, this->school, k_words); });
    }

    [[nodiscard]] PrintOrder order(Stage stage, PrintForm form) const
    {
        PrintOrder one;
        one.kind = "note";
        one.stage = stage;
        one.form = form;
        for (const std::int64_t student : {ali, hamad, yousef}) {
            PaperWanted paper;
            paper.kind = "note";
            paper.order.school = this->school;
            paper.order.school_year_id = year;
            paper.order.student_id = student;
            paper.order.class_id = student == yousef ? class_b : class_a;
            paper.order.stage = stage;
            paper.order.at = act().at;
            paper.order.today = act().today;
            one.papers.push_back(paper);
        }
        return one;
    }

    PrintJob finished(const school::Act& by, std::int64_t job)
    {
        for (int i = 0; i < 6000; ++i) {
            auto shown = jobs.find(by, this->school, job);
            REQUIRE(shown.has_value());
            if (shown->ended)
                return *shown;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        FAIL("the job did not end");
        return {};
    }
};

}  // namespace

TEST_CASE("documents: a job prints whom it can, and says whom it cannot and why")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        const auto job =
            it.jobs.begin(it.act(), it.school, it.order(Stage::draft, PrintForm::one_file));
        REQUIRE(job);
        const PrintJob done = it.finished(it.act(), job->job.id);
        CHECK(done.state == PrintJob::State::done);
        CHECK(done.total == 3);
        CHECK(done.done == 3);
        CHECK(done.printed == 2);
        CHECK(done.part.empty());
        CHECK(done.class_ids == std::vector<std::int64_t>{it.class_a, it.class_b});
        REQUIRE(done.unprinted.size() == 1);
        CHECK(done.unprinted[0].student_id == it.hamad);
        CHECK(to_code_text(done.unprinted[0].why.code) == std::string("RESULT_WITHHELD"));
        const auto file = it.jobs.file(it.act(), it.school, job->job.id);
        REQUIRE(file != nullptr);
        const std::string text = text_of_pdf(*file);
        CHECK(text.find("student/" + std::to_string(it.ali)) != std::string::npos);
        CHECK(text.find("student/" + std::to_string(it.yousef)) != std::string::npos);
        CHECK(it.documents.of_student(it.school, it.ali).empty());

        // Nobody else's, and not for ever.
        school::Act other = it.act();
        ++other.account_id;
        CHECK_FALSE(it.jobs.find(other, it.school, job->job.id).has_value());
        CHECK(it.jobs.file(other, it.school, job->job.id) == nullptr);
        CHECK_FALSE(it.jobs.cancel(other, it.school, job->job.id));
        CHECK(it.jobs.jobs(it.act(), it.school).size() == 1);
        it.time.advance_seconds(60 * PrintJobs::k_kept_minutes - 1);
        CHECK(it.jobs.jobs(it.act(), it.school).size() == 1);
        it.time.advance_seconds(1);
        CHECK(it.jobs.jobs(it.act(), it.school).empty());
    });
}

TEST_CASE("documents: a job that issues enters each document, and the same key again none twice")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        const PrintOrder order = it.order(Stage::issue, PrintForm::zip);
        CHECK(code_of(it.jobs.begin(it.act(), it.school, order)) == "DOCUMENT_KEY_CLOSED");
        it.open_key();
        const school::Act act = it.act_with_key("job-1", "digest of the request");
        const auto job = it.jobs.begin(act, it.school, order);
        REQUIRE(job);
        const PrintJob done = it.finished(act, job->job.id);
        CHECK(done.printed == 2);
        CHECK(done.has_file);
        const auto file = it.jobs.file(act, it.school, job->job.id);
        REQUIRE(file != nullptr);
        CHECK(file->starts_with("PK"));
        // A slash in a name makes no folder.
        CHECK(file->find("0001 student-" + std::to_string(it.ali) + " TQ-") != std::string::npos);
        CHECK(it.documents.of_student(it.school, it.ali).size() == 1);
        CHECK(it.documents.of_student(it.school, it.hamad).empty());
        const auto repeat = it.jobs.begin(act, it.school, order);
        REQUIRE(repeat);
        CHECK(repeat->is_repeat);
        CHECK(repeat->job.id == job->job.id);
        CHECK(repeat->job.state == PrintJob::State::waiting);
        const school::Act other_order = it.act_with_key("job-1", "digest of another request");
        CHECK(code_of(it.jobs.begin(other_order, it.school, order)) == "IDEMPOTENCY_KEY_REUSED");

        PrintJobs after_a_restart(it.desk, it.time);
        const auto again = after_a_restart.begin(act, it.school, order);
        REQUIRE(again);
        while (!after_a_restart.find(act, it.school, again->job.id)->ended)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        CHECK(it.documents.of_student(it.school, it.ali).size() == 1);
        CHECK(it.documents.of_student(it.school, it.yousef).size() == 1);
    });
}

TEST_CASE("documents: a job without papers, with too many, or one job too many is refused")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        PrintOrder order = it.order(Stage::draft, PrintForm::one_file);
        const PaperWanted one = order.papers.front();
        order.papers.clear();
        CHECK(code_of(it.jobs.begin(it.act(), it.school, order)) == "VALUE_OUT_OF_RANGE");
        order.papers.assign(PrintJobs::k_most_papers + 1, one);
        CHECK(code_of(it.jobs.begin(it.act(), it.school, order)) == "VALUE_OUT_OF_RANGE");
        // The first is long, and the others wait behind it.
        order.papers.assign(PrintJobs::k_most_papers, one);
        for (std::size_t i = 0; i < PrintJobs::k_most_jobs; ++i) {
            REQUIRE(it.jobs.begin(it.act(), it.school, order));
            order.papers.assign(1, one);
        }
        CHECK(code_of(it.jobs.begin(it.act(), it.school, order)) == "SERVER_BUSY");
    });
}

TEST_CASE("documents: jobs that ended stand in nobody's way, and the oldest of them are forgotten")
{
    TestDatabase test(TestBackend::sqlite);
    JobSchool it(test);
    PrintOrder order = it.order(Stage::draft, PrintForm::one_file);
    order.papers.resize(1);
    std::vector<std::int64_t> begun;
    for (std::size_t i = 0; i < PrintJobs::k_most_ended + 2; ++i) {
        const auto job = it.jobs.begin(it.act(), it.school, order);
        REQUIRE(job);
        begun.push_back(job->job.id);
        REQUIRE(it.finished(it.act(), job->job.id).has_file);
    }
    CHECK(it.jobs.jobs(it.act(), it.school).size() == PrintJobs::k_most_ended);
    CHECK_FALSE(it.jobs.find(it.act(), it.school, begun[0]).has_value());
    CHECK_FALSE(it.jobs.find(it.act(), it.school, begun[1]).has_value());
    CHECK(it.jobs.find(it.act(), it.school, begun[2]).has_value());
}

TEST_CASE("documents: a job that is cancelled stops, and what is printed by then can be fetched")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        PrintOrder order = it.order(Stage::draft, PrintForm::one_file);
        order.papers.assign(PrintJobs::k_most_papers, order.papers.front());
        const auto job = it.jobs.begin(it.act(), it.school, order);
        REQUIRE(job);
        CHECK(it.jobs.cancel(it.act(), it.school, job->job.id));
        const PrintJob ended = it.finished(it.act(), job->job.id);
        CHECK(ended.state == PrintJob::State::cancelled);
        CHECK(ended.printed < PrintJobs::k_most_papers);
        CHECK(ended.has_file == (ended.printed > 0));
        CHECK_FALSE(it.jobs.cancel(it.act(), it.school, job->job.id));
    });
}

TEST_CASE("print: files are joined page by page; none of them is an empty file")
{
    print::Printer printer;
    std::vector<std::string> files;
    for (const char* const text : {"first", "second"}) {
        print::Document document;
        document.title = text;
        document.created = *Instant::parse("2026-06-18T07:30:00Z");
        document.blocks.emplace_back(print::Paragraph{text});
        files.push_back(printer.print(document)->pdf);
    }
    const std::string joined = print::joined_files(files);
    const std::string text = text_of_pdf(joined);
    CHECK(text.find("first") < text.find("second"));
    CHECK(text.find("second") != std::string::npos);
    CHECK(print::joined_files(files) == joined);
    CHECK(print::joined_files({}).empty());
}

TEST_CASE("documents: a job leaves out who holds the same document, and says which one")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        it.open_key();
        const auto run = [&](PrintOrder order, bool leaves_out) {
            order.leaves_out_holders = leaves_out;
            const auto job = it.jobs.begin(it.act(), it.school, std::move(order));
            REQUIRE(job);
            return it.finished(it.act(), job->job.id);
        };
        const auto issue = [&] { return it.order(Stage::issue, PrintForm::one_file); };
        // Nobody holds one yet.
        const PrintJob first = run(issue(), true);
        CHECK(first.printed == 2);
        CHECK(first.left_out.empty());
        CHECK(first.leaves_out_holders);
        const std::string alis = it.documents.of_student(it.school, it.ali).at(0).serial;

        const PrintJob second = run(issue(), true);
        CHECK(second.printed == 0);
        CHECK(second.done == 3);
        CHECK_FALSE(second.has_file);
        CHECK(second.unprinted.size() == 1);
        REQUIRE(second.left_out.size() == 2);
        CHECK(second.left_out[0].student_id == it.ali);
        CHECK(second.left_out[0].class_id == it.class_a);
        CHECK(second.left_out[0].serial == alis);
        CHECK(it.documents.of_student(it.school, it.ali).size() == 1);

        // In another language, of another part or year it is another document.
        PrintOrder other = issue();
        for (PaperWanted& paper : other.papers)
            paper.order.language = print::Language::english;
        CHECK(run(std::move(other), true).printed == 2);
        // One that was revoked is none.
        REQUIRE(it.documents.revoke(it.act(), it.school, alis, "r"));
        const PrintJob third = run(issue(), true);
        CHECK(third.printed == 1);
        REQUIRE(third.left_out.size() == 1);
        CHECK(third.left_out[0].student_id == it.yousef);
        // Drafts too leave them out when they are told to, and nobody when they are not.
        CHECK(run(it.order(Stage::draft, PrintForm::one_file), true).left_out.size() == 2);
        CHECK(run(it.order(Stage::draft, PrintForm::one_file), false).printed == 2);
        CHECK(run(issue(), false).left_out.empty());
    });
}

TEST_CASE("documents: a job of tables gives workbooks in a ZIP, of drafts of kinds that are tables")
{
    on_both_databases([](TestDatabase& test) {
        JobSchool it(test);
        const auto code = [&](Stage stage) {
            return code_of(it.jobs.begin(it.act(), it.school, it.order(stage, PrintForm::tables)));
        };
        CHECK(code(Stage::draft) == "PAPER_WITHOUT_TABLE");
        CHECK(code(Stage::issue) == "VALUE_NOT_LISTED");
        PaperKind record = *it.kinds.find("note");
        record.name = "record";
        record.is_record = true;
        it.kinds.add(std::move(record));
        PrintOrder order = it.order(Stage::draft, PrintForm::tables);
        order.kind = "record";
        for (PaperWanted& paper : order.papers)
            paper.kind = "record";
        const auto job = it.jobs.begin(it.act(), it.school, order);
        REQUIRE(job);
        const PrintJob done = it.finished(it.act(), job->job.id);
        CHECK(done.form == PrintForm::tables);
        REQUIRE(done.printed == 2);
        const auto file = it.jobs.file(it.act(), it.school, job->job.id);
        REQUIRE(file);
        CHECK(file->starts_with("PK"));
        CHECK(file->find("0001 student-" + std::to_string(it.ali) + ".xlsx") != std::string::npos);

        order.papers.front().order.subject = "MTH";
        CHECK(code_of(it.jobs.begin(it.act(), it.school, order)) == "FIELD_UNKNOWN");
    });
}

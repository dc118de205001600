#include "marks/signing.h"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/corrections.h"
#include "marks/entry_window.h"
#include "marks/ledger_store.h"
#include "marks/sheet_news.h"
#include "marks/sheet_view.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

// A school with a sheet of two students and two units.
struct SignedSchool {
    tests::ScratchFolder folder;
    MarksSchool school{"sqlite:" + folder.path() + "/school.db", 2};
    SheetId sheet;

    SignedSchool()
    {
        school.open_all_windows();
        sheet = school.make_sheet(school.unit_sheet());
    }

    EntryRequest mark(int student, const std::string& column, const std::string& value,
                      std::int64_t based_on = 0)
    {
        return {.key = {.student_id = school.student(student), .column = column},
                .based_on = based_on,
                .value = value};
    }

    void fill()
    {
        school.enter(sheet, {mark(0, "u1", "5"), mark(0, "u2", "6"), mark(1, "u1", "7"),
                             mark(1, "u2", "8")});
    }

    template <class Work>
    std::string code(std::int64_t person, Work&& work)
    {
        std::string code = "accepted";
        const auto answer =
            school.record().write(school.school(), school.act(person),
                                  [&](school::Changes& changes) -> Result<school::Answer> {
                                      const std::optional<Refusal> refusal = work(changes);
                                      if (refusal)
                                          return *refusal;
                                      return school::Answer{};
                                  });
        if (!answer)
            code = to_text(answer.refusal().code);
        return code;
    }

    std::int64_t version()
    {
        return school.database().read(
            [&](database::Session& session) { return find_sheet(session, sheet)->version; });
    }
    std::string sign(SignatureKind kind, std::int64_t person,
                     std::optional<std::int64_t> seen = std::nullopt)
    {
        const std::int64_t seen_version = seen.value_or(version());
        return code(person, [&](school::Changes& changes) -> std::optional<Refusal> {
            const auto signature = sign_sheet(changes, sheet, kind, seen_version);
            return signature ? std::nullopt : std::optional(signature.refusal());
        });
    }
    std::string sign_as_teacher() { return sign(SignatureKind::teacher, MarksSchool::k_teacher); }
    std::string withdraw(const std::string& reason)
    {
        return code(MarksSchool::k_head, [&](school::Changes& changes) {
            return withdraw_signatures(changes, sheet, reason);
        });
    }
    std::vector<std::string> states()
    {
        return school.database().read([&](database::Session& session) {
            std::vector<std::string> states;
            for (const Signature& signature :
                 verified_signatures(session, *find_sheet(session, sheet)))
                states.emplace_back(to_text(signature.state));
            return states;
        });
    }

    std::int64_t last_correction = 0;
    std::string correct(const CorrectionRequest& request,
                        std::int64_t person = MarksSchool::k_teacher)
    {
        return code(person, [&](school::Changes& changes) -> std::optional<Refusal> {
            const auto id = request_correction(changes, sheet, request);
            if (!id)
                return id.refusal();
            last_correction = *id;
            return std::nullopt;
        });
    }
    std::string decide(Decision decision, std::int64_t person = MarksSchool::k_reviewer,
                       const std::string& note = "")
    {
        return code(person, [&](school::Changes& changes) -> std::optional<Refusal> {
            const auto entry =
                decide_correction(changes, school.school(), last_correction, decision, note);
            return entry ? std::nullopt : std::optional(entry.refusal());
        });
    }
    std::vector<LedgerEntry> history(int student, const std::string& column)
    {
        return school.database().read([&](database::Session& session) {
            return history_of_cell(session, sheet, {school.student(student), column, 1});
        });
    }
};

}  // namespace

TEST_CASE(
    "PG-16.B.1: a sheet with an empty or awaited cell cannot be signed, and the count is told")
{
    SignedSchool it;
    it.school.enter(it.sheet,
                    {it.mark(0, "u1", "5"), it.mark(0, "u2", "6"), it.mark(1, "u1", "7")});
    const std::int64_t version = it.version();
    const auto answer = it.school.record().write(
        it.school.school(), it.school.act(),
        [&](school::Changes& changes) -> Result<school::Answer> {
            const auto signature = sign_sheet(changes, it.sheet, SignatureKind::teacher, version);
            REQUIRE_FALSE(signature);
            return signature.refusal();
        });
    REQUIRE_FALSE(answer);
    CHECK(answer.refusal().code == RefusalCode::sheet_incomplete);
    CHECK(answer.refusal().arguments == Arguments{{"value", "1"}});

    EntryRequest awaited = it.mark(1, "u2", "");
    awaited.status = "not_yet";
    it.school.enter(it.sheet, {awaited});
    CHECK(it.sign_as_teacher() == "sheet_incomplete");
    EntryRequest excused = it.mark(1, "u2", "", 1);
    excused.status = "excused";
    it.school.enter(it.sheet, {excused});
    CHECK(it.sign_as_teacher() == "accepted");
}

TEST_CASE("PG-16.B.1: who has left the class, and who is exempt, lacks nothing")
{
    SignedSchool it;
    it.school.enter(it.sheet, {it.mark(0, "u1", "5"), it.mark(0, "u2", "6")});
    CHECK(it.sign_as_teacher() == "sheet_incomplete");
    it.school.sql("INSERT INTO exemption (school_id, exemption_id, student_id, school_year_id, "
                  "subject, ground, document, first_day) "
                  "VALUES ($1, 1, $2, $3, 'maths', 'medical_report', '1', '2015-09-13')",
                  MarksSchool::k_school, it.school.student(1), MarksSchool::k_year);
    CHECK(it.sign_as_teacher() == "accepted");
}

TEST_CASE("PG-16.B.9: after the signature nothing is typed, and the signature holds what it was "
          "put under")
{
    SignedSchool it;
    it.fill();
    CHECK(it.sign(SignatureKind::teacher, MarksSchool::k_teacher, 1) == "sheet_changed");
    CHECK(it.sign_as_teacher() == "accepted");
    CHECK(it.sign_as_teacher() == "signed_already");
    const auto typed = it.school.try_enter(it.sheet, {it.mark(0, "u1", "9", 1)});
    REQUIRE_FALSE(typed);
    CHECK(typed.refusal().code == RefusalCode::sheet_signed);
    CHECK(typed.refusal().arguments == Arguments{{"day", "2015-10-19"}});
    CHECK(it.states() == std::vector<std::string>{"intact"});
}

TEST_CASE("PG-16.B.5: the second reader is another person, and reads what the teacher signed")
{
    SignedSchool it;
    it.fill();
    CHECK(it.sign(SignatureKind::reviewer, MarksSchool::k_reviewer) == "sheet_not_signed");
    CHECK(it.sign_as_teacher() == "accepted");
    CHECK(it.sign(SignatureKind::reviewer, MarksSchool::k_teacher) == "same_person");
    CHECK(it.sign(SignatureKind::reviewer, MarksSchool::k_reviewer) == "accepted");
    CHECK(it.sign(SignatureKind::reviewer, MarksSchool::k_reviewer) == "signed_already");
    CHECK(it.states() == std::vector<std::string>{"intact", "intact"});
}

TEST_CASE("marks: the head takes signatures away with a reason, before publication alone")
{
    SignedSchool it;
    it.fill();
    CHECK(it.withdraw("typed into the wrong class") == "sheet_not_signed");
    CHECK(it.sign_as_teacher() == "accepted");
    CHECK(it.withdraw("  ") == "reason_missing");
    CHECK(it.withdraw("typed into the wrong class") == "accepted");
    CHECK(it.states() == std::vector<std::string>{"withdrawn"});
    it.school.enter(it.sheet, {it.mark(0, "u1", "9", 1)});
    // What was signed then is still what was signed then.
    CHECK(it.states() == std::vector<std::string>{"withdrawn"});
    CHECK(it.sign_as_teacher() == "accepted");
    it.school.sql("INSERT INTO sheet_publication (school_id, mark_sheet_id, publication_id, "
                  "published_at) VALUES ($1, $2, 1, '2016-06-10T08:00:00.000Z')",
                  MarksSchool::k_school, it.sheet.value);
    CHECK(it.withdraw("too late") == "published_already");
}

TEST_CASE("SR-3.1: a signed mark changes only for a listed reason, with evidence, by two people")
{
    SignedSchool it;
    it.fill();
    CorrectionRequest request{.entry = it.mark(0, "u1", "6.5", 1),
                              .reason = "sum_error",
                              .evidence = "The third question was not added."};
    CHECK(it.correct(request) == "sheet_not_signed");
    CHECK(it.sign_as_teacher() == "accepted");

    CorrectionRequest wrong = request;
    wrong.reason = "behaviour";
    CHECK(it.correct(wrong) == "value_not_listed");
    wrong = request;
    wrong.evidence = " ";
    CHECK(it.correct(wrong) == "reason_missing");
    wrong = request;
    wrong.reason = "cheating_decision";
    CHECK(it.correct(wrong) == "field_missing");
    wrong = request;
    wrong.entry.value = "10.5";
    CHECK(it.correct(wrong) == "mark_over_maximum");
    wrong = request;
    wrong.entry.based_on = 0;
    CHECK(it.correct(wrong) == "cell_changed");

    CHECK(it.correct(request) == "accepted");
    CHECK(it.correct(request) == "correction_pending");
    CHECK(it.decide(Decision::approved, MarksSchool::k_teacher) == "same_person");
    CHECK(it.decide(Decision::refused) == "reason_missing");
    CHECK(it.decide(Decision::approved) == "accepted");
    CHECK(it.decide(Decision::approved) == "decided_already");

    // PG-G.39  The old mark is still legible.
    const auto history = it.history(0, "u1");
    REQUIRE(history.size() == 2);
    CHECK(shown(history[0].facts.value) == "5");
    CHECK(shown(history[1].facts.value) == "6.5");
    CHECK(history[1].origin == "correction");
    CHECK(history[1].reason == "sum_error");
    CHECK(history[1].facts.note == "The third question was not added.");
    CHECK(history[1].replaces == history[0].entry_id);

    // The signature says what was signed, and the sheet is to be signed anew.
    CHECK(it.states() == std::vector<std::string>{"corrected"});
    CHECK(it.sign_as_teacher() == "accepted");
    CHECK(it.states() == std::vector<std::string>{"corrected", "intact"});
}

TEST_CASE(
    "PG-G.38: 27 in red becomes 28.5 in blue, both stay legible, and the marker's 29 is refused")
{
    SignedSchool it;
    // Out of 30 with quarters.
    SheetDraft draft = it.school.unit_sheet();
    draft.part = "exam";
    draft.columns.resize(1);
    draft.columns[0].maximum_centi = 3000;
    draft.columns[0].step_centi = 25;
    it.sheet = it.school.make_sheet(draft);
    it.school.enter(it.sheet, {it.mark(0, "u1", "27"), it.mark(1, "u1", "20")});
    CHECK(it.sign_as_teacher() == "accepted");
    CHECK(it.correct({.entry = it.mark(0, "u1", "28.5", 1),
                      .layer = Layer::reviewer,
                      .reason = "marking_error",
                      .evidence = "Question 4"},
                     MarksSchool::k_reviewer) == "accepted");
    CHECK(it.decide(Decision::approved, MarksSchool::k_head) == "accepted");
    const auto late = it.school.try_enter(it.sheet, {it.mark(0, "u1", "29", 2)});
    REQUIRE_FALSE(late);
    CHECK(late.refusal().code == RefusalCode::sheet_signed);
    const auto history = it.history(0, "u1");
    REQUIRE(history.size() == 2);
    CHECK(history[0].layer == "teacher");
    CHECK(shown(history[0].facts.value) == "27");
    CHECK(history[1].layer == "reviewer");
    CHECK(shown(history[1].facts.value) == "28.5");
}

TEST_CASE("PG-G.39: the sheet shows the old mark beside the corrected one, and who set it")
{
    SignedSchool it;
    it.fill();
    it.sign_as_teacher();
    SheetViews views;
    const auto seen = [&](Day day) {
        return it.school.database().read(
            [&](database::Session& session) { return *views.sheet(session, it.sheet, day); });
    };
    const Day today = it.school.act().today;
    CHECK(seen(today).find(R"("previous")") == std::string::npos);
    CHECK(it.correct({.entry = it.mark(0, "u1", "6.5", 1),
                      .layer = Layer::reviewer,
                      .reason = "sum_error",
                      .evidence = "The third question was not added."}) == "accepted");
    CHECK(it.decide(Decision::approved) == "accepted");
    const std::string sheet = seen(today);
    CHECK(sheet.find(R"("mark":"6.5","layer":"reviewer","origin":"correction","set_by":")") !=
          std::string::npos);
    CHECK(sheet.find(R"("previous":{"mark":"5"}})") != std::string::npos);
    CHECK(sheet.find(R"("signed_by_name":")") != std::string::npos);
    // Corrected, not typed anew: the cells beside it are as their teacher wrote them.
    CHECK(sheet.find(R"("previous")") == sheet.rfind(R"("previous")"));

    // The days of entering, as of the day that is asked for.
    CHECK(sheet.find(R"("entry":{"state":"open","first_day":")") != std::string::npos);
    CHECK(seen(today + 1000).find(R"("entry":{"state":"over")") != std::string::npos);
    CHECK(seen(today - 1000).find(R"("entry":{"state":"before")") != std::string::npos);
    CHECK(sheet.find(R"("exceptions":[])") != std::string::npos);
    it.code(MarksSchool::k_head, [&](school::Changes& changes) -> std::optional<Refusal> {
        const auto granted = grant_exception(
            changes, it.sheet,
            {.staff_member_id = MarksSchool::k_teacher, .last_day = today, .reason = "away"});
        return granted ? std::nullopt : std::optional(granted.refusal());
    });
    CHECK(seen(today).find(R"("exceptions":[{"staff_member_id":"7401","name_ar":")") !=
          std::string::npos);
    CHECK(seen(today + 1).find(R"("exceptions":[])") != std::string::npos);
}

TEST_CASE("marks: a refused correction changes nothing, and a further one may be asked for")
{
    SignedSchool it;
    it.fill();
    CHECK(it.sign_as_teacher() == "accepted");
    const CorrectionRequest request{
        .entry = it.mark(1, "u2", "9", 1), .reason = "transcription_error", .evidence = "Paper 12"};
    CHECK(it.correct(request) == "accepted");
    CHECK(it.decide(Decision::refused, MarksSchool::k_reviewer, "The paper says 8.") == "accepted");
    CHECK(it.history(1, "u2").size() == 1);
    CHECK(it.states() == std::vector<std::string>{"intact"});
    CHECK(it.correct(request) == "accepted");
}

TEST_CASE("marks: a ledger that was changed beside the program breaks the signature under it")
{
    SignedSchool it;
    it.fill();
    CHECK(it.sign_as_teacher() == "accepted");
    it.school.sql(
        "UPDATE mark_entry SET mark_centi = 1000 WHERE school_id = $1 AND mark_centi = 500",
        MarksSchool::k_school);
    CHECK(it.states() == std::vector<std::string>{"broken"});
}

TEST_CASE(
    "marks: what happened to sheets is told to who has to hear of it, and a request not to its "
    "asker as one that waits")
{
    SignedSchool it;
    const auto news = [&](std::int64_t person, const char* since = "2015-10-01",
                          bool with_unreviewed = false) {
        const auto told = it.school.database().read([&](database::Session& session) {
            return sheet_news_json(session, it.school.school(), MarksSchool::k_year,
                                   {.since = *Day::parse(since),
                                    .asker = person + 1000,
                                    .with_unreviewed = with_unreviewed});
        });
        REQUIRE(told);
        return *told;
    };
    const auto holds = [](const std::string& text, const char* part) {
        INFO(text);
        return text.find(part) != std::string::npos;
    };
    const std::string nothing = R"({"items":[]})";
    it.fill();
    CHECK(news(MarksSchool::k_teacher) == nothing);
    REQUIRE(it.sign_as_teacher() == "accepted");
    CHECK(news(MarksSchool::k_teacher) == nothing);

    // Sent back: until it is signed again.
    REQUIRE(it.withdraw("a column is missing") == "accepted");
    CHECK(holds(news(MarksSchool::k_teacher), R"("reason":"a column is missing")"));
    CHECK(holds(news(MarksSchool::k_teacher, "2015-12-01"), R"("withdrawn")"));
    CHECK(news(MarksSchool::k_reviewer, "2015-12-01", true).find("awaits_review") ==
          std::string::npos);
    REQUIRE(it.sign_as_teacher() == "accepted");
    CHECK(news(MarksSchool::k_teacher) == nothing);

    CHECK(holds(news(MarksSchool::k_reviewer, "2015-12-01", true), R"("awaits_review":true)"));
    REQUIRE(it.sign(SignatureKind::reviewer, MarksSchool::k_reviewer) == "accepted");
    CHECK(news(MarksSchool::k_reviewer, "2015-12-01", true) == nothing);
    CHECK(holds(news(MarksSchool::k_teacher), R"("reviewed_at":"2015-10-19)"));
    CHECK(news(MarksSchool::k_teacher, "2015-10-20") == nothing);

    REQUIRE(it.correct({.entry = it.mark(0, "u1", "6", 1),
                        .reason = "sum_error",
                        .evidence = "question 2"}) == "accepted");
    CHECK(holds(news(MarksSchool::k_head, "2015-12-01"), R"("corrections_waiting":1)"));
    CHECK(news(MarksSchool::k_teacher, "2015-12-01") == nothing);
    REQUIRE(it.decide(Decision::refused, MarksSchool::k_reviewer, "The paper says 5.") ==
            "accepted");
    CHECK(
        holds(news(MarksSchool::k_teacher), R"("corrections_decided":{"approved":0,"refused":1)"));
    CHECK(news(MarksSchool::k_head, "2015-12-01") == nothing);
}

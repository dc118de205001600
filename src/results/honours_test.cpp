// SR-3.7  Honours: what is entered, what guardians say, and when the certificate is issued. Worked by hand from the clause: by
// decision and consent, in words, without rank.
#include "results/honours.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "documents/delivery_sheet/delivery_sheet.h"
#include "documents/document_requests.h"
#include "documents/paper_places.h"
#include "embedded/results.h"
#include "regulations/registration.h"
#include "results/documents/honours_source.h"
#include "results/honour_texts.h"
#include "results/merged_results.h"
#include "school/guardians.h"
#include "school/merges.h"
#include "tests/support/desk_school.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using Json = nlohmann::json;
using documents::Stage;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

// Ali's father is `guardian`; his mother answers for him as well.
struct HonouringSchool : DeskSchool {
    HonourRegister honours{*record, rule_sets()};
    std::int64_t mother = 0;

    explicit HonouringSchool(TestDatabase& test, const char* country = "SA") : DeskSchool(test)
    {
        today("2026-11-22");
        test.run("UPDATE directorate SET country = '" + std::string(country) + "'");
        test.run(migration_text(embedded_results(), "0016"));
        add_honours_paper(kinds);
        mother = add_guardian("huda", ali, "mother", "2026-10-01");
    }

    std::int64_t add_guardian(const char* name, std::int64_t child, const char* relation,
                              const char* from)
    {
        school::Guardian one;
        one.name_ar = name;
        one.name_en = name;
        const std::int64_t id =
            id_in(school::Guardians(*record).add(this->school, act(), one), "guardian_id");
        school::Guardianship ship;
        ship.guardian_id = id;
        ship.student_id = child;
        ship.relation = relation;
        ship.days.first = day_of(from);
        REQUIRE(school::Guardians(*record).add_guardianship(this->school, act(), ship));
        return id;
    }

    void end_guardianship(TestDatabase& test, std::int64_t of, const char* last_day)
    {
        test.run("UPDATE guardianship SET last_day = '" + std::string(last_day) +
                 "' WHERE guardian_id = " + std::to_string(of));
    }

    [[nodiscard]] HonourAsked asked(std::int64_t student) const
    {
        return {.student_id = student,
                .for_what_ar = "تفوقه في العلوم ومشاركته في معرض البحوث",
                .for_what_en = "",
                .decision = "47/1123",
                .decided_on = day_of("2026-11-01"),
                .authority = "ministry"};
    }
    std::int64_t enter(const HonourAsked& one)
    {
        return id_in(honours.enter(act(), this->school, year, one), "honour_id");
    }
    std::string refused(const HonourAsked& one)
    {
        return code_of(honours.enter(act(), this->school, year, one));
    }

    [[nodiscard]] school::Act as(std::int64_t person) const
    {
        school::Act one = act_as(person, "guardian");
        one.person_id = person;
        return one;
    }
    Result<school::Answer> says(std::int64_t who, std::int64_t honour, GuardianWord word)
    {
        return honours.answer(as(who), this->school, ali, honour, word);
    }
    Result<school::Answer> consents(std::int64_t who, std::int64_t honour)
    {
        return says(who, honour, GuardianWord::consented);
    }
    [[nodiscard]] PaperAnswer paper(std::int64_t who, const char* day,
                                    GuardianWord word = GuardianWord::consented) const
    {
        return {.word = word, .guardian_id = who, .reference = "in 12", .dated = day_of(day)};
    }
    Result<school::Answer> on_paper(std::int64_t honour, const PaperAnswer& answer)
    {
        return honours.answer_on_paper(act(), this->school, honour, answer);
    }

    HonourEntry entry(std::int64_t honour)
    {
        return record->read([&](database::Session& session) {
            return *find_honour(session, this->school, honour, act().today);
        });
    }
    std::string state(std::int64_t honour) { return entry(honour).state(); }

    [[nodiscard]] documents::PaperWanted certificate(
        std::int64_t honour, print::Language language = print::Language::arabic) const
    {
        documents::PaperWanted wanted;
        wanted.kind = k_honours_paper;
        wanted.order.school = this->school;
        wanted.order.school_year_id = year;
        wanted.order.student_id = ali;
        wanted.order.class_id = class_a;
        wanted.order.entry = honour;
        wanted.order.language = language;
        wanted.order.at = act().at;
        wanted.order.today = act().today;
        return wanted;
    }
    Result<documents::IssuedTogether> issue(documents::PaperWanted wanted)
    {
        wanted.order.stage = Stage::issue;
        return desk.issue(act(), this->school, std::vector{wanted}, print::DigitSet::arabic_indic);
    }
    std::string issued(std::int64_t honour)
    {
        const auto made = issue(certificate(honour));
        REQUIRE_MESSAGE(made, code_of(made));
        return made->documents.at(0).serial;
    }
    std::string text_of_draft(const documents::PaperWanted& wanted)
    {
        const auto pdf = desk.draft(std::vector{wanted}, print::DigitSet::arabic_indic);
        REQUIRE_MESSAGE(pdf, code_of(pdf));
        return text_of_pdf(*pdf);
    }
};

bool hits(const std::string& text)
{
    const auto texts = HonourTexts::on(rule_sets(), *Day::of(2026, 11, 22));
    REQUIRE(texts);
    const auto refusal = texts->refuses(text, "/for_what_ar");
    if (refusal) {
        CHECK(to_code_text(refusal->code) == "HONOUR_RANK_NAMED");
        CHECK(refusal->clause == "SR-3.7");
        CHECK(refusal->field == "/for_what_ar");
    }
    return refusal.has_value();
}

}  // namespace

TEST_CASE("SR-3.7: an honour names no rank and compares with nobody, however it is written")
{
    for (const std::string text :
         {"حصوله على المركز الأول في الرياضيات", "لفوزه بالمركز الثاني", "ترشيحه للمركز الأول",
          "الأول على مدرسته", "الأُولى على المنطقة", "كان الأول على الصف الأول", "من أوائل الطلبة",
          "تكريم الأوائل", "الترتيب الثالث", "بالمرتبة الأولى", "أفضل طالب في المدرسة",
          "تفوقه على زملائه", "تفوقها على قريناتها", "متفوقًا على أقرانه", "First place in science",
          "ranked third", "her rank in the class", "TOP OF the class", "first in his class"})
        CHECK_MESSAGE(hits(text), text);
    for (const std::string text :
         {"تفوقه في العلوم ومشاركته في معرض البحوث", "اجتهاده في الصف الأول",
          "طالب الصف الأول المتوسط", "الأول المتوسط", "للصف الأول", "حفظه جزءًا من القرآن الكريم",
          "عمله في المركز العلمي", "مواظبته في الصف الأول على مدى العام",
          "نتيجته في الدور الأول على ما بذل", "عمله في الفصل الدراسي الأول على بحثه",
          "انتظامه منذ أوائل العام الدراسي", "عطفه على زملائه", "ترتيبه لمكتبة المدرسة",
          "his work in science", "helping others first", "topics of research", "frank speech", ""})
        CHECK_FALSE_MESSAGE(hits(text), text);
}

TEST_CASE(
    "SR-3.7: a decision is entered once, of a student of the year, and waits for the guardian")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const auto stored = it.honours.enter(it.act(), it.school, it.year, it.asked(it.ali));
        REQUIRE(stored);
        CHECK(stored->status == 201);
        const Json entry = Json::parse(stored->body);
        CHECK(entry["state"] == "waiting");
        CHECK(entry["name_ar"] == "ali salem hamad alnajjar");
        CHECK(entry["for_what_en"].is_null());
        CHECK(entry["answers"].empty());
        CHECK(entry["documents"].empty());

        CHECK(it.refused(it.asked(it.ali)) == "RECORD_EXISTS");
        // The same number typed with other digits, of another day, or of another authority.
        HonourAsked same = it.asked(it.ali);
        same.decision = "٤٧/١١٢٣";
        CHECK(it.refused(same) == "RECORD_EXISTS");
        same.authority = "directorate";
        CHECK(it.refused(same) == "accepted");
        same = it.asked(it.ali);
        same.decided_on = day_of("2026-11-02");
        CHECK(it.refused(same) == "accepted");
        CHECK(it.refused(it.asked(it.hamad)) == "accepted");

        // The day itself, and the day after it.
        HonourAsked wrong = it.asked(it.yousef);
        wrong.decided_on = day_of("2026-11-23");
        CHECK(it.refused(wrong) == "DAY_IN_FUTURE");
        wrong.decided_on = day_of("2026-11-22");
        CHECK(it.refused(wrong) == "accepted");

        HonourAsked unknown = it.asked(424242);
        CHECK(it.refused(unknown) == "RECORD_UNKNOWN");
        CHECK(it.refused(it.asked(it.add_student("1009", "nasser"))) == "NOT_ENROLLED");
        HonourAsked labelled = it.asked(it.hamad);
        labelled.for_what_ar = "لم يعد كسولًا";
        CHECK(it.refused(labelled) == "LABEL_NEGATIVE");
        labelled = it.asked(it.hamad);
        labelled.for_what_ar = "المركز الأول";
        CHECK(it.refused(labelled) == "HONOUR_RANK_NAMED");
        labelled = it.asked(it.hamad);
        labelled.for_what_en = "first place";
        const auto english = it.honours.enter(it.act(), it.school, it.year, labelled);
        REQUIRE_FALSE(english);
        CHECK(english.refusal().field == "/for_what_en");
        it.verified_chain();
    });
}

TEST_CASE("SR-3.7: consent is a guardian's own, once, and can be taken back")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t honour = it.enter(it.asked(it.ali));
        // Nobody but a guardian of this child.
        const std::int64_t stranger = it.add_guardian("fahad", it.hamad, "father", "2026-09-13");
        CHECK(code_of(it.consents(stranger, honour)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.honours.answer(it.as(stranger), it.school, it.hamad, honour,
                                        GuardianWord::consented)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.says(it.guardian, honour, GuardianWord::taken_back)) == "RECORD_UNKNOWN");
        CHECK(it.state(honour) == "waiting");

        const auto consented = it.consents(it.guardian, honour);
        REQUIRE(consented);
        const Json shown = Json::parse(consented->body);
        CHECK(shown["state"] == "consented");
        CHECK(shown["own_word"] == "consented");
        CHECK(it.entry(honour).consented_on == day_of("2026-11-22"));
        CHECK(code_of(it.consents(it.guardian, honour)) == "DECIDED_ALREADY");

        REQUIRE(it.says(it.guardian, honour, GuardianWord::taken_back));
        CHECK(it.state(honour) == "waiting");
        CHECK(code_of(it.says(it.guardian, honour, GuardianWord::taken_back)) == "RECORD_UNKNOWN");
        REQUIRE(it.consents(it.guardian, honour));

        // The other guardian's refusal stands against it, until she takes another view.
        REQUIRE(it.says(it.mother, honour, GuardianWord::declined));
        CHECK(it.state(honour) == "declined");
        CHECK_FALSE(it.entry(honour).consented_on);
        CHECK(code_of(it.says(it.mother, honour, GuardianWord::declined)) == "DECIDED_ALREADY");
        REQUIRE(it.consents(it.mother, honour));
        CHECK(it.state(honour) == "consented");
        CHECK(it.entry(honour).answers.size() == 5);

        // What one guardian is shown of another is not his name.
        const auto child = it.honours.of_child(it.school, it.ali, it.guardian, it.act().today);
        REQUIRE(child);
        CHECK(child->find("huda") == std::string::npos);
        const Json first = Json::parse(*child)["items"][0];
        CHECK(first["answers"][3]["is_own"] == false);
        CHECK(first["answers"][0]["is_own"] == true);
        it.verified_chain();
    });
}

TEST_CASE("SR-3.7: who answers for the child no more neither consents nor stands in the way")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t honour = it.enter(it.asked(it.ali));
        REQUIRE(it.says(it.mother, honour, GuardianWord::declined));
        REQUIRE(it.consents(it.guardian, honour));
        CHECK(it.state(honour) == "declined");
        it.end_guardianship(test, it.mother, "2026-11-22");
        CHECK(it.state(honour) == "declined");  // its last day
        it.end_guardianship(test, it.mother, "2026-11-21");
        CHECK(it.state(honour) == "consented");
        CHECK(code_of(it.consents(it.mother, honour)) == "RECORD_UNKNOWN");
    });
}

TEST_CASE("SR-3.7: the school enters a paper that the guardian signed, with its reference and day")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t honour = it.enter(it.asked(it.ali));
        CHECK(code_of(it.on_paper(424242, it.paper(it.guardian, "2026-11-10"))) ==
              "RECORD_UNKNOWN");
        CHECK(code_of(it.on_paper(honour, it.paper(it.guardian, "2026-11-23"))) == "DAY_IN_FUTURE");
        // Not before the decision; on its day it is no earlier.
        CHECK(code_of(it.on_paper(honour, it.paper(it.guardian, "2026-10-31"))) == "DAYS_REVERSED");
        const std::int64_t late = it.add_guardian("uncle", it.ali, "other", "2026-11-10");
        CHECK(code_of(it.on_paper(honour, it.paper(late, "2026-11-09"))) == "RECORD_UNKNOWN");
        REQUIRE(it.on_paper(honour, it.paper(late, "2026-11-10", GuardianWord::declined)));
        CHECK(it.state(honour) == "declined");
        REQUIRE(it.on_paper(honour, it.paper(it.guardian, "2026-11-01")));
        CHECK(code_of(it.on_paper(honour, it.paper(late, "2026-11-09"))) == "RECORD_UNKNOWN");
        REQUIRE(it.on_paper(honour, it.paper(late, "2026-11-12")));
        CHECK(it.state(honour) == "consented");
        CHECK(it.entry(honour).consented_on == day_of("2026-11-12"));
        // Older than his last word.
        CHECK(code_of(it.on_paper(honour, it.paper(late, "2026-11-11", GuardianWord::declined))) ==
              "DAYS_REVERSED");
        const HonourAnswer last = it.entry(honour).answers.back();
        CHECK(last.is_on_paper);
        CHECK(last.reference == "in 12");
        CHECK(last.guardian_ar == "uncle");
    });
}

TEST_CASE("SR-3.7: without consent no certificate of honour is issued; a draft says that it waits")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t honour = it.enter(it.asked(it.ali));
        const std::string draft = it.text_of_draft(it.certificate(honour));
        CHECK(draft.find(comparable("لم تُسجل بعد")) != std::string::npos);
        CHECK(code_of(it.issue(it.certificate(honour))) == "HONOUR_CONSENT_MISSING");
        REQUIRE(it.consents(it.guardian, honour));
        // The other one declines, and takes it back by consenting.
        REQUIRE(it.says(it.mother, honour, GuardianWord::declined));
        CHECK(code_of(it.issue(it.certificate(honour))) == "HONOUR_CONSENT_MISSING");
        REQUIRE(it.consents(it.mother, honour));
        REQUIRE(it.says(it.guardian, honour, GuardianWord::taken_back));
        REQUIRE(it.says(it.mother, honour, GuardianWord::taken_back));
        CHECK(code_of(it.issue(it.certificate(honour))) == "HONOUR_CONSENT_MISSING");
        REQUIRE(it.consents(it.guardian, honour));

        const std::string serial = it.issued(honour);
        CHECK(it.state(honour) == "issued");
        const auto entry = it.entered.find(it.school, serial);
        REQUIRE(entry);
        CHECK(entry->entry_id == honour);
        // What is signed: what for, and by which decision. No rank, no mark.
        const std::string& said = entry->content.text;
        CHECK(said.find("47/1123") != std::string::npos);
        CHECK(said.find("تفوقه في العلوم") != std::string::npos);
        for (const char* const word : {"المركز", "الترتيب", "الأول", "88.5", "٪"})
            CHECK_MESSAGE(said.find(word) == std::string::npos, word);

        // No list of a class has it, not even the sheet that is signed when documents are handed over.
        documents::add_delivery_sheet(it.kinds);
        documents::PaperWanted sheet;
        sheet.kind = "delivery_sheet";
        sheet.order = it.certificate(honour).order;
        sheet.order.entry.reset();
        sheet.order.student_id.reset();
        CHECK(it.text_of_draft(sheet).find(serial) == std::string::npos);
        // Issued once in a language.
        CHECK(code_of(it.issue(it.certificate(honour))) == "RECORD_EXISTS");
    });
}

TEST_CASE("SR-3.7: after the issue nobody takes his word back and nothing is withdrawn, until the "
          "head revokes the certificate")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t honour = it.enter(it.asked(it.ali));
        REQUIRE(it.consents(it.guardian, honour));
        const std::string serial = it.issued(honour);
        const auto late = it.says(it.guardian, honour, GuardianWord::taken_back);
        REQUIRE_FALSE(late);
        CHECK(to_code_text(late.refusal().code) == "RECORD_IN_USE");
        CHECK(late.refusal().clause == "SR-3.7");
        CHECK(code_of(it.says(it.mother, honour, GuardianWord::declined)) == "RECORD_IN_USE");
        CHECK(code_of(it.on_paper(honour, it.paper(it.mother, "2026-11-20"))) == "RECORD_IN_USE");
        CHECK(code_of(it.honours.withdraw(it.act(), it.school, honour, "wrong student")) ==
              "RECORD_IN_USE");

        REQUIRE(it.entered.revoke(it.act(), it.school, serial, "the guardian asks for it"));
        CHECK(it.state(honour) == "consented");
        REQUIRE(it.says(it.guardian, honour, GuardianWord::taken_back));
        CHECK(code_of(it.issue(it.certificate(honour))) == "HONOUR_CONSENT_MISSING");

        CHECK(code_of(it.honours.withdraw(it.act(), it.school, honour, "")) == "REASON_MISSING");
        CHECK(code_of(it.honours.withdraw(it.act(), it.school, 424242, "wrong")) ==
              "RECORD_UNKNOWN");
        REQUIRE(it.honours.withdraw(it.act(), it.school, honour, "wrong student"));
        CHECK(it.state(honour) == "withdrawn");
        CHECK(code_of(it.honours.withdraw(it.act(), it.school, honour, "again")) ==
              "DECIDED_ALREADY");
        CHECK(code_of(it.consents(it.guardian, honour)) == "DECIDED_ALREADY");
        CHECK(it.refusal_of(it.certificate(honour)) == "RECORD_UNKNOWN");
        // Guardians are shown what stands; the school sees it with its reason, and may enter the decision anew.
        const auto child = it.honours.of_child(it.school, it.ali, it.guardian, it.act().today);
        CHECK(Json::parse(*child)["items"].empty());
        const auto listed = it.honours.of_year(it.school, it.year, {}, it.act().today);
        CHECK(Json::parse(*listed)["items"][0]["withdrawal"]["reason"] == "wrong student");
        CHECK(it.refused(it.asked(it.ali)) == "accepted");
        it.verified_chain();
    });
}

TEST_CASE("SR-3.7: an order names the honour of its student and year, in a language that has its "
          "text")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test, "KW");
        const std::int64_t honour = it.enter(it.asked(it.ali));
        documents::PaperWanted wanted = it.certificate(honour);
        // Kuwait's certificate is the same paper, with its own calendar first.
        const std::string draft = it.text_of_draft(wanted);
        CHECK(draft.find(comparable("تمنح الوزارة هذه الشهادة")) != std::string::npos);
        CHECK(draft.find(comparable("الصف الرابع")) != std::string::npos);
        wanted.order.entry.reset();
        CHECK(it.refusal_of(wanted) == "FIELD_MISSING");
        wanted = it.certificate(424242);
        CHECK(it.refusal_of(wanted) == "RECORD_UNKNOWN");
        wanted = it.certificate(honour);
        wanted.order.student_id = it.hamad;
        CHECK(it.refusal_of(wanted) == "RECORD_UNKNOWN");
        wanted = it.certificate(honour, print::Language::english);
        CHECK(it.refusal_of(wanted) == "FACTS_INCOMPLETE");
        // Papers that are about no entry take none.
        wanted = it.note(it.ali);
        wanted.order.entry = honour;
        CHECK(it.refusal_of(wanted) == "FIELD_UNKNOWN");
        // Whole classes: each of these would lack its entry.
        wanted = it.certificate(honour);
        wanted.order.entry.reset();
        wanted.order.student_id.reset();
        const auto of_class = it.record->read([&](database::Session& session) {
            return documents::papers_of_class(session, it.kinds, wanted, it.class_a);
        });
        for (const documents::PaperWanted& one : of_class)
            CHECK(it.refusal_of(one) == "FIELD_MISSING");

        HonourAsked both = it.asked(it.ali);
        both.decision = "9";
        both.for_what_en = "his work in science";
        both.authority = "directorate";
        const std::int64_t second = it.enter(both);
        const std::string english =
            it.text_of_draft(it.certificate(second, print::Language::english));
        CHECK(english.find("his work in science") != std::string::npos);
        REQUIRE(it.consents(it.guardian, second));
        REQUIRE(it.issue(it.certificate(second)));
        REQUIRE(it.issue(it.certificate(second, print::Language::english)));
        CHECK(it.entry(second).documents.size() == 2);
        CHECK(it.state(honour) == "waiting");
    });
}

TEST_CASE("SR-3.7, PG-24.RC.1: what replaces a lost certificate of honour is about the same honour")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test, "KW");
        documents::DocumentRequests requests(*it.record, it.desk, rule_sets());
        const std::int64_t honour = it.enter(it.asked(it.ali));
        REQUIRE(it.consents(it.guardian, honour));
        const std::string serial = it.issued(honour);
        const std::int64_t request =
            id_in(requests.file(it.act(), it.school,
                                documents::ReplacementAsked{.serial = serial, .fate = "lost"}),
                  "document_request_id");
        REQUIRE(requests.decide(it.act(), it.school, request,
                                {.outcome = "granted", .reason = "lost at home"}));
        const auto issued = requests.issue(it.act(), it.school, request);
        REQUIRE_MESSAGE(issued, code_of(issued));
        const auto now = it.entered.find(it.school, issued->documents.at(0).serial);
        REQUIRE(now);
        CHECK(now->replaces == serial);
        CHECK(now->entry_id == honour);
        REQUIRE(it.entry(honour).documents.size() == 1);
        CHECK(it.entry(honour).documents[0].serial == now->serial);
        CHECK(code_of(it.says(it.guardian, honour, GuardianWord::taken_back)) == "RECORD_IN_USE");
    });
}

TEST_CASE("SR-3.7: honours go with the student when two records of him become one, and back")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        const std::int64_t twin = it.add_student("1010", "ali twin");
        REQUIRE(it.enrol(twin, it.class_b, day_of("2026-09-13")));
        const std::int64_t honour = it.enter(it.asked(twin));
        CHECK(code_of(it.consents(it.guardian, honour)) == "RECORD_UNKNOWN");
        test.run(migration_text(embedded_results(), "0008"));
        ResultsOfMerged participant;
        school::Merges merges(*it.record, {&participant});
        const auto merged = merges.merge(it.school, it.act(), it.ali, twin, "the same child");
        REQUIRE_MESSAGE(merged, code_of(merged));
        CHECK(it.entry(honour).student_id == it.ali);
        REQUIRE(it.consents(it.guardian, honour));
        it.issued(honour);
        // An order that still names the merged record finds it.
        documents::PaperWanted wanted = it.certificate(honour);
        wanted.order.student_id = twin;
        CHECK(it.refusal_of(wanted) == "accepted");
        REQUIRE(merges.undo(it.school, it.act(), id_in(merged, "student_merge_id")));
        CHECK(it.entry(honour).student_id == twin);
    });
}

TEST_CASE("SR-3.7: the list of a year goes by the time of entry, page by page")
{
    on_both_databases([](TestDatabase& test) {
        HonouringSchool it(test);
        std::vector<std::string> ids;
        for (const std::int64_t student : {it.ali, it.hamad, it.yousef})
            ids.push_back(std::to_string(it.enter(it.asked(student))));
        school::Page page;
        page.limit = 2;
        const Json first =
            Json::parse(*it.honours.of_year(it.school, it.year, page, it.act().today));
        REQUIRE(first["items"].size() == 2);
        CHECK(first["items"][0]["honour_id"] == ids[2]);
        CHECK(first["items"][1]["honour_id"] == ids[1]);
        page.after = first["next"].get<std::string>();
        const Json last =
            Json::parse(*it.honours.of_year(it.school, it.year, page, it.act().today));
        REQUIRE(last["items"].size() == 1);
        CHECK(last["items"][0]["honour_id"] == ids[0]);
        CHECK(last["next"].is_null());
        page.after = "x";
        CHECK(code_of(it.honours.of_year(it.school, it.year, page, it.act().today)) ==
              "PAGE_KEY_INVALID");
    });
}

#include "results/documents/saudi_papers.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/paper_places.h"
#include "results/documents/certificate/certificate.h"
#include "results/documents/paper_of_data.h"
#include "results/documents/result_notice/result_notice.h"
#include "results/documents/result_sheet/result_sheet.h"
#include "results/documents/saudi_year.h"
#include "results/documents/success_list/success_list.h"
#include "results/documents/transcript/transcript.h"
#include "results/version_store.h"
#include "school/keeping.h"
#include "school/merges_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;
using documents::Stage;
using print::Language;

class SaudiPapers {
public:
    SaudiPapers(const Publications& publications,
                const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : publications_(publications), rule_sets_(rule_sets)
    {}

    // PG-17.D.23: a card and a certificate are of who passed; of anybody else it is a notice of the result.
    [[nodiscard]] Result<Paper> certificate(Session& session, const PaperOrder& order) const
    {
        auto year = saudi_year(session, order);
        if (!year)
            return year.refusal();
        // A stage's certificate belongs to its last grade.
        if (order.part == "certificate" && !year->ends_stage)
            return school::value_not_listed("part", order.part, "notice, guardian, card");
        Certificate certificate;
        if (year->outcome == PaperOutcome::passed && order.part == "card")
            certificate.kind = CertificateKind::card;
        else if (year->outcome == PaperOutcome::passed && order.part == "certificate")
            certificate.kind = CertificateKind::certificate;
        certificate.is_for_guardian = order.part == "guardian";
        certificate.student = std::move(year->student);
        certificate.subjects = std::move(year->subjects);
        certificate.total = year->total;
        certificate.total_maximum = year->total_maximum;
        certificate.is_total_notional = year->is_total_notional;
        certificate.average = std::move(year->average);
        certificate.general_grade = std::move(year->general_grade);
        certificate.outcome = year->outcome;
        certificate.next_grade = std::move(year->next_grade);
        certificate.behaviour = year->behaviour;
        certificate.attendance = year->attendance;
        certificate.excused_days = year->excused_days;
        certificate.unexcused_days = year->unexcused_days;
        certificate.remedial_subjects = std::move(year->remedial);
        certificate.rules = std::move(year->rules);
        certificate.class_head = std::move(year->class_head);
        certificate.control_head = std::move(year->control_head);
        certificate.head_of_school = std::move(year->head_of_school);
        return paper_of(std::move(certificate), order.language);
    }

    // PG-16.F.8: what the class head signs: a congratulation, the second-round notice, or what remains after that round.
    [[nodiscard]] Result<Paper> notice(Session& session, const PaperOrder& order) const
    {
        auto year = saudi_year(session, order);
        if (!year)
            return year.refusal();
        ResultNotice notice;
        switch (year->outcome) {
        case PaperOutcome::passed: notice.kind = ResultNoticeKind::congratulation; break;
        case PaperOutcome::second_round:
            notice.kind = ResultNoticeKind::second_round;
            notice.subjects = std::move(year->second_round);
            break;
        case PaperOutcome::repeats:
        case PaperOutcome::not_passed:
        case PaperOutcome::promoted_with_stumbled:
            notice.kind = ResultNoticeKind::not_passed;
            notice.subjects = std::move(year->not_passed);
            break;
        default:
            return Refusal{RefusalCode::facts_incomplete, {{"value", "paper.decision"}}, "", ""};
        }
        notice.outcome = year->outcome;
        notice.student = named_only(std::move(year->student));
        notice.has_own_composition = year->has_own_composition;
        notice.class_head = std::move(year->class_head);
        notice.head_of_school = std::move(year->head_of_school);
        return paper_of(std::move(notice), order.language);
    }

    // PG-G.44: while a result is withheld, the student is told what he completes or that he passed, and that the Ministry is not
    // bound; of anybody else the text says nothing, and he is told when it is released.
    [[nodiscard]] Result<Paper> withheld_notice(Session& session, const PaperOrder& order) const
    {
        const StudentId student{order.school, order.student_id.value()};
        if (!version_store::shown_state(session, student, order.school_year_id).is_withheld)
            return untold("paper.withholding");
        const auto on_paper = year_on_paper(session, publications_, order, WithheldYear::is_read);
        if (!on_paper)
            return on_paper.refusal();
        auto year = saudi_year_of(session, rule_sets_, order, *on_paper);
        if (!year)
            return year.refusal();
        ResultNotice notice;
        if (year->outcome == PaperOutcome::passed) {
            notice.kind = ResultNoticeKind::withheld_passed;
        } else if (year->outcome == PaperOutcome::second_round) {
            notice.kind = ResultNoticeKind::withheld_second_round;
            notice.subjects = std::move(year->second_round);
        } else {
            return untold("paper.held_outcome");
        }
        notice.outcome = year->outcome;
        notice.student = named_only(std::move(year->student));
        notice.has_own_composition = year->has_own_composition;
        notice.case_number = withholding_decision(session, student, order.school_year_id);
        notice.class_head = std::move(year->class_head);
        notice.head_of_school = std::move(year->head_of_school);
        return paper_of(std::move(notice), order.language);
    }

    // SR-9.4: of approved results alone, in a draft too. Of a withheld one it says no more than that.
    [[nodiscard]] Result<Paper> transcript(Session& session, const PaperOrder& order) const
    {
        Transcript transcript;
        transcript.kind = order.part == "status" ? TranscriptKind::status : TranscriptKind::marks;
        const std::int64_t student = order.student_id.value();
        for (const database::Row& row :
             session.find_all("SELECT DISTINCT y.school_year_id, y.first_day FROM enrolment e "
                              "JOIN school_year y ON y.school_id = e.school_id "
                              "AND y.school_year_id = e.school_year_id "
                              "WHERE e.school_id = $1 AND e.student_id = $2 ORDER BY y.first_day",
                              order.school, student)) {
            PaperOrder of_year = order;
            of_year.school_year_id = row.integer("school_year_id");
            of_year.class_id =
                documents::class_in_year(session, order.school, student, of_year.school_year_id);
            of_year.stage = Stage::issue;
            auto year = saudi_year(session, of_year);
            bool is_withheld = false;
            if (!year && year.refusal().code == RefusalCode::result_withheld) {
                is_withheld = true;
                of_year.stage = Stage::draft;
                year = saudi_year(session, of_year);
            }
            if (!year)
                continue;
            transcript.years.push_back(transcript_year(*year, is_withheld));
            transcript.head_of_school = year->head_of_school;
            transcript.student = std::move(year->student);
        }
        if (transcript.years.empty())
            return Refusal{RefusalCode::result_not_published,
                           {{"school_year", version_store::year_name(session, order.school,
                                                                     order.school_year_id)}},
                           "",
                           ""};
        return paper_of(std::move(transcript), order.language);
    }

    [[nodiscard]] Result<Paper> list(Session& session, const PaperOrder& order) const
    {
        SuccessList list;
        list.kind = order.part == "second_round" ? SuccessListKind::second_round
                                                 : SuccessListKind::successful;
        const auto years = years_of_class(session, order);
        if (!years)
            return years.refusal();
        for (const ClassMember& member : *years) {
            list.grade = member.year.student.grade;
            list.school_year = member.year.student.school_year;
            list.gender = member.year.student.gender;
            list.control_head = member.year.control_head;
            list.head_of_school = member.year.head_of_school;
            const PaperOutcome listed = list.kind == SuccessListKind::second_round
                                            ? PaperOutcome::second_round
                                            : PaperOutcome::passed;
            // PG-G.44: who is withheld stands on neither list.
            if (member.is_withheld || member.year.outcome != listed)
                continue;
            ListedStudent student{
                member.year.student.name.in(order.language), member.year.student.section, "", {}};
            for (const NoticeSubject& subject : member.year.second_round)
                student.subjects.push_back({subject.name, subject.scope});
            list.students.push_back(std::move(student));
        }
        return paper_of(std::move(list), order.language);
    }

    [[nodiscard]] Result<Paper> sheet(Session& session, const PaperOrder& order) const
    {
        ResultSheet sheet;
        sheet.kind = order.part == "clean" ? ResultSheetKind::clean : ResultSheetKind::draft;
        const auto years = years_of_class(session, order);
        if (!years)
            return years.refusal();
        for (const ClassMember& member : *years) {
            const SaudiYear& year = member.year;
            sheet.grade = year.student.grade;
            sheet.section = year.student.section;
            sheet.school_year = year.student.school_year;
            sheet.signers.control_head = year.control_head;
            sheet.signers.head_of_school = year.head_of_school;
            if (year.is_second_round_held)
                sheet.round = ExaminationRound::second;
            for (const CertificateSubject& subject : year.subjects)
                if (std::ranges::find(sheet.subjects, subject.name, &ResultSheetSubject::name) ==
                    sheet.subjects.end())
                    sheet.subjects.push_back({subject.name, subject.minimum});
        }
        for (const ClassMember& member : *years)
            sheet.rows.push_back(sheet_row(member, sheet.subjects, order.language));
        return paper_of(std::move(sheet), order.language);
    }

private:
    struct ClassMember {
        SaudiYear year;
        bool is_withheld = false;
    };

    [[nodiscard]] Result<SaudiYear> saudi_year(Session& session, const PaperOrder& order) const
    {
        const auto year = year_on_paper(session, publications_, order);
        if (!year)
            return year.refusal();
        return saudi_year_of(session, rule_sets_, order, *year);
    }

    // Every student of the class in the order of the names. Refuses as the first of them is refused, but for a withheld
    // result.
    [[nodiscard]] Result<std::vector<ClassMember>> years_of_class(Session& session,
                                                                  const PaperOrder& order) const
    {
        std::vector<ClassMember> members;
        for (const std::int64_t student :
             version_store::students_of(session, order.school, order.class_id.value())) {
            PaperOrder of_student = order;
            of_student.student_id = student;
            ClassMember member;
            member.is_withheld =
                version_store::shown_state(session, {order.school, student}, order.school_year_id)
                    .is_withheld;
            if (member.is_withheld)
                of_student.stage = Stage::draft;
            auto year = saudi_year(session, of_student);
            if (!year)
                return year.refusal();
            member.year = std::move(*year);
            members.push_back(std::move(member));
        }
        return members;
    }

    // What a notice is for needs no more than who he is.
    static PaperStudent named_only(PaperStudent student)
    {
        student.nationality = {};
        student.born_on.clear();
        return student;
    }

    // Number and day of the decision or the case by which the result is withheld.
    static std::string withholding_decision(Session& session, StudentId student,
                                            std::int64_t school_year_id)
    {
        std::int64_t newest = 0;
        std::string decision;
        for (const std::int64_t record : school::records_of(session, student)) {
            const auto row = session.find_one(
                "SELECT withholding_id, decision FROM withholding WHERE school_id = $1 "
                "AND student_id = $2 AND school_year_id = $3 ORDER BY withholding_id DESC LIMIT 1",
                student.school, record, school_year_id);
            if (row && row->integer("withholding_id") > newest) {
                newest = row->integer("withholding_id");
                decision = row->text("decision");
            }
        }
        return decision;
    }

    static Refusal untold(const char* why)
    {
        return {RefusalCode::facts_incomplete, {{"value", why}}, "student_id", "PG-G.44"};
    }

    static TranscriptYear transcript_year(const SaudiYear& from, bool is_withheld)
    {
        TranscriptYear year;
        year.school_year = from.student.school_year;
        year.school = from.student.school;
        year.grade = from.student.grade;
        for (const CertificateSubject& subject : from.subjects)
            year.subjects.push_back({subject.name,
                                     subject.maximum,
                                     subject.minimum,
                                     subject.first_round,
                                     subject.final,
                                     {}});
        year.total = from.total;
        year.total_maximum = from.total_maximum;
        year.is_total_notional = from.is_total_notional;
        year.behaviour = from.behaviour;
        year.attendance = from.attendance;
        year.average = from.average;
        year.general_grade = from.general_grade;
        year.outcome = from.outcome;
        year.rules = from.rules;
        year.is_withheld = is_withheld;
        return year;
    }

    static bool is_listed(const std::vector<NoticeSubject>& subjects, const BothLanguages& name)
    {
        return std::ranges::find(subjects, name, &NoticeSubject::name) != subjects.end();
    }

    static SheetSign sign_of(const CertificateSubject& subject, const SaudiYear& year)
    {
        for (const PrintedMark& term : subject.terms) {
            if (term.state == MarkState::cancelled)
                return SheetSign::cancelled;
            if (term.state == MarkState::absent)
                return SheetSign::absent;
        }
        if (year.is_second_round_held)
            return year.outcome != PaperOutcome::passed && is_listed(year.not_passed, subject.name)
                       ? SheetSign::not_passed
                       : SheetSign::none;
        return is_listed(year.second_round, subject.name) ? SheetSign::second_round
                                                          : SheetSign::none;
    }

    // In the order of the sheet's subjects: a student may have fewer of them.
    static ResultSheetRow sheet_row(const ClassMember& member,
                                    const std::vector<ResultSheetSubject>& subjects,
                                    Language language)
    {
        const SaudiYear& year = member.year;
        ResultSheetRow row;
        row.name = year.student.name.in(language);
        row.average = year.average;
        row.outcome = year.outcome;
        row.is_withheld = member.is_withheld;
        row.total = year.total;
        for (const ResultSheetSubject& listed : subjects) {
            const auto found =
                std::ranges::find(year.subjects, listed.name, &CertificateSubject::name);
            if (found == year.subjects.end())
                row.marks.emplace_back();
            else
                row.marks.push_back({found->final, sign_of(*found, year)});
        }
        if (year.outcome == PaperOutcome::second_round)
            for (const NoticeSubject& subject : year.second_round)
                row.completes.push_back(subject.name);
        return row;
    }

    const Publications& publications_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

template <class Data>
PaperKind kind_of(const Data& like, std::string form, PaperKind::About about)
{
    PaperKind kind;
    kind.name = content_of(like, Language::arabic).kind;
    kind.form = std::move(form);
    kind.title_ar = content_of(like, Language::arabic).title;
    kind.title_en = content_of(like, Language::english).title;
    kind.about = about;
    kind.regulations = {"sa_1426", "sa_guide", "sa_1447"};
    kind.is_issued = about == PaperKind::About::student;
    kind.languages = {Language::arabic, Language::english};
    return kind;
}

}  // namespace

void add_saudi_papers(documents::PaperKinds& kinds, const Publications& publications,
                      const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    const SaudiPapers papers(publications, rule_sets);
    const auto add = [&](PaperKind kind, std::vector<std::string> parts,
                         Result<Paper> (SaudiPapers::*fill)(Session&, const PaperOrder&) const,
                         auto sample) {
        kind.parts = std::move(parts);
        kind.sample = sample_of(sample);
        kind.fill = [papers, fill](Session& session, const PaperOrder& order) {
            return (papers.*fill)(session, order);
        };
        kinds.add(std::move(kind));
    };
    using About = PaperKind::About;
    PaperKind certificates = kind_of(Certificate{}, "PG-23.1", About::student);
    certificates.title_ar = certificates_title(Language::arabic);
    certificates.title_en = certificates_title(Language::english);
    add(std::move(certificates), {"notice", "guardian", "card", "certificate"},
        &SaudiPapers::certificate, sample_certificate);
    add(kind_of(ResultNotice{}, "PG-16.F.8", About::student), {}, &SaudiPapers::notice,
        [] { return sample_result_notice(ResultNoticeKind::second_round); });
    PaperKind withheld = kind_of(ResultNotice{}, "PG-G.44", About::student);
    withheld.name = "withheld_notice";
    withheld.title_ar = withheld_notice_title(Language::arabic);
    withheld.title_en = withheld_notice_title(Language::english);
    add(std::move(withheld), {}, &SaudiPapers::withheld_notice,
        [] { return sample_result_notice(ResultNoticeKind::withheld_second_round); });
    add(kind_of(Transcript{}, "SR-9.4", About::student), {"marks", "status"},
        &SaudiPapers::transcript, sample_transcript);
    add(kind_of(SuccessList{}, "PG-17.D.22", About::school_class), {"successful", "second_round"},
        &SaudiPapers::list, [] { return sample_success_list(SuccessListKind::successful); });
    add(kind_of(ResultSheet{}, "PG-17.D.22", About::school_class), {"draft", "clean"},
        &SaudiPapers::sheet, sample_result_sheet);
}

}  // namespace taqwim::results

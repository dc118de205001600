#include "embedded/certificate.h"
#include "results/documents/certificate/certificate.h"
#include "results/documents/paper_parts/sample_lines.h"

namespace taqwim::results {

namespace {

CertificateSubject subject_of(const SampleLine& line)
{
    CertificateSubject subject;
    subject.name = line.both(1);
    subject.maximum = line.mark(2);
    subject.minimum = line.mark(3);
    for (std::size_t term = 0; term < 2; ++term)
        subject.terms[term] = line.printed(4 + term);
    subject.first_round = line.printed(6);
    subject.final = line.printed(7);
    subject.is_term_raised[0] = line.at(8) == "term_1";
    subject.is_term_raised[1] = line.at(8) == "term_2";
    return subject;
}

}  // namespace

Certificate sample_certificate()
{
    Certificate certificate;
    certificate.kind = CertificateKind::card;
    certificate.outcome = PaperOutcome::passed;
    for (const SampleLine& line : sample_lines(text_of(embedded_certificate(), "sample.tsv"))) {
        if (reads_student(certificate.student, line))
            continue;
        if (line.kind() == "subject")
            certificate.subjects.push_back(subject_of(line));
        else if (line.kind() == "total") {
            certificate.total = line.printed(1);
            certificate.total_maximum = line.mark(2);
            certificate.percentage = line.text(3);
            certificate.average = line.text(4);
            certificate.is_total_notional = line.at(5) == "notional";
        } else if (line.kind() == "grades") {
            certificate.general_grade = line.both(1);
            certificate.bands = line.text(2);
        } else if (line.kind() == "next_grade")
            certificate.next_grade = line.both(1);
        else if (line.kind() == "conduct") {
            certificate.behaviour = line.mark(1);
            certificate.attendance = line.mark(2);
            certificate.excused_days = line.count(3);
            certificate.unexcused_days = line.count(4);
        } else if (line.kind() == "rules")
            certificate.rules = line.both(1);
        else if (line.kind() == "remedial")
            certificate.remedial_subjects.push_back(line.both(1));
        else if (line.kind() == "signs") {
            certificate.class_head = line.text(1);
            certificate.control_head = line.text(2);
            certificate.head_of_school = line.text(3);
        }
    }
    return certificate;
}

}  // namespace taqwim::results

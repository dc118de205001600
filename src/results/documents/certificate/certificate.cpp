#include "results/documents/certificate/certificate.h"

#include <string_view>
#include <utility>

#include "embedded/certificate.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_certificate(), "words.tsv"),
                                          "certificate/words.tsv");
    return read;
}

std::string_view title_key(CertificateKind kind)
{
    switch (kind) {
    case CertificateKind::first_term: return "title_first_term";
    case CertificateKind::notice: return "title_notice";
    case CertificateKind::card: return "title_card";
    case CertificateKind::certificate: return "title_certificate";
    }
    return "title_notice";
}

class CertificatePage {
public:
    CertificatePage(const Certificate& certificate, print::Language language)
        : certificate_(certificate), words_(own_words(), language, certificate.student.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own(title_key(certificate_.kind)); }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        if (certificate_.is_for_guardian)
            blocks.emplace_back(small_print(words_.own("for_guardian"), Align::middle));
        if (certificate_.is_copy)
            blocks.emplace_back(print::Stamp{words_.own("copy"), Align::end});
        blocks.emplace_back(student_head(certificate_.student, words_));
        blocks.emplace_back(print::Space{1});
        blocks.emplace_back(marks_table());
        if (const std::string notes = footnotes(); !notes.empty())
            blocks.emplace_back(small_print(notes));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Together{{outcome_fields(), print::Space{1}, signatures()}});
    }

    // Label and value of what is signed.
    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const CertificateSubject& subject : certificate_.subjects)
            lines.push_back({subject.name.in(words_.language()),
                             in_figures(standing(subject), words_, subject.minimum)});
        if (certificate_.total.state == MarkState::given)
            lines.push_back({words_.common("total"), total_text()});
        if (!certificate_.percentage.empty())
            lines.push_back({words_.common("percentage"), certificate_.percentage});
        if (!certificate_.average.empty())
            lines.push_back({words_.common("average"), certificate_.average});
        if (certificate_.outcome != PaperOutcome::none)
            lines.push_back({words_.common("result"), outcome_text(certificate_.outcome, words_)});
        return lines;
    }

private:
    [[nodiscard]] bool is_of_the_year() const
    {
        return certificate_.kind != CertificateKind::first_term;
    }

    // The mark that the paper is about.
    [[nodiscard]] const PrintedMark& standing(const CertificateSubject& subject) const
    {
        return is_of_the_year() ? subject.final : subject.terms[0];
    }

    [[nodiscard]] bool has_second_round() const
    {
        for (const CertificateSubject& subject : certificate_.subjects)
            if (subject.first_round.state != MarkState::not_due)
                return true;
        return false;
    }

    [[nodiscard]] Table marks_table() const
    {
        const bool of_the_year = is_of_the_year();
        const bool with_first_round = of_the_year && has_second_round();
        Table table;
        table.text_size = words_.language() == print::Language::arabic ? 8.5 : 8;
        table.columns = {{6, Align::middle}, {40}, {11, Align::middle}, {11, Align::middle}};
        table.head.resize(2);
        for (Row& row : table.head) {
            row.weight = Weight::bold;
            row.shaded = true;
        }
        std::vector<Cell>& head = table.head[0].cells;
        head = {Cell(words_.common("number"), 1, 2), Cell(words_.common("subject"), 1, 2),
                Cell(words_.common("maximum"), 1, 2), Cell(words_.common("minimum"), 1, 2)};
        if (of_the_year)
            for (const char* term : {"term_1", "term_2"}) {
                table.columns.push_back({12, Align::middle});
                head.emplace_back(words_.own(term), 1, 2);
            }
        if (with_first_round) {
            table.columns.push_back({12, Align::middle});
            head.emplace_back(words_.own("first_round"), 1, 2);
        }
        head.emplace_back(words_.own(of_the_year ? "final" : "term_total"), 2);
        table.columns.push_back({12, Align::middle});
        table.columns.push_back({38});
        table.head[1].cells = {Cell(words_.own("figures")), Cell(words_.own("in_words"))};
        for (Row& row : table.head)
            for (Cell& cell : row.cells) {
                cell.size = 7.5;
                cell.align = Align::middle;
            }

        std::size_t number = 0;
        for (const CertificateSubject& subject : certificate_.subjects)
            table.rows.push_back(subject_row(subject, ++number, with_first_round));
        // A regulation that has an average alone has no total.
        if (certificate_.total.state != MarkState::not_due || certificate_.average.empty())
            table.rows.push_back(total_row(static_cast<int>(table.columns.size())));
        return table;
    }

    [[nodiscard]] Row subject_row(const CertificateSubject& subject, std::size_t number,
                                  bool with_first_round) const
    {
        Row row{{Cell(std::to_string(number)), subject.name.in(words_.language()),
                 closed(limit_in_figures(subject.maximum)),
                 closed(limit_in_figures(subject.minimum))}};
        if (is_of_the_year())
            for (int term = 0; term < 2; ++term)
                row.cells.emplace_back(closed(in_figures(subject.terms[term], words_)) +
                                       (subject.is_term_raised[term] ? " *" : ""));
        if (with_first_round)
            row.cells.emplace_back(
                closed(in_figures(subject.first_round, words_, subject.minimum)));
        const PrintedMark& mark = standing(subject);
        Cell figures(closed(in_figures(mark, words_, subject.minimum)) +
                     (!is_of_the_year() && subject.is_term_raised[0] ? " *" : ""));
        figures.weight = Weight::bold;
        row.cells.push_back(std::move(figures));
        Cell in_full(closed(in_words(mark, words_, subject.minimum)));
        in_full.size = 7.5;
        row.cells.push_back(std::move(in_full));
        return row;
    }

    [[nodiscard]] std::string total_text() const
    {
        std::string text = in_figures(certificate_.total, words_);
        if (certificate_.total_maximum && certificate_.total.state == MarkState::given)
            text += " / " + limit_in_figures(certificate_.total_maximum);
        return text;
    }

    // A total with something missing prints nothing but its label.
    [[nodiscard]] Row total_row(int columns) const
    {
        constexpr int k_last_columns = 2;
        Row row;
        row.weight = Weight::bold;
        row.shaded = true;
        Cell figures(certificate_.total.state == MarkState::given ? total_text() : std::string(),
                     k_last_columns);
        figures.align = Align::middle;
        row.cells = {Cell(words_.common("total"), columns - k_last_columns), std::move(figures)};
        return row;
    }

    [[nodiscard]] std::string footnotes() const
    {
        bool has_raised = false;
        bool has_absent = false;
        for (const CertificateSubject& subject : certificate_.subjects) {
            has_raised = has_raised || subject.is_term_raised[0] || subject.is_term_raised[1];
            for (const PrintedMark& mark : subject.terms)
                has_absent = has_absent || mark.state == MarkState::absent;
            has_absent = has_absent || subject.final.state == MarkState::absent;
        }
        std::string notes;
        const auto add = [&](std::string_view key) {
            notes += (notes.empty() ? "" : " · ") + words_.own(key);
        };
        if (has_raised)
            add("raised");
        if (has_absent)
            add("absent");
        if (certificate_.is_total_notional)
            add("notional");
        if (!certificate_.rules.is_empty())
            (notes += notes.empty() ? "" : " · ") +=
                words_.own("rules", certificate_.rules.in(words_.language()));
        return notes;
    }

    [[nodiscard]] std::string decision() const
    {
        std::string text = outcome_text(certificate_.outcome, words_);
        if (is_of_the_year() && has_second_round() && !text.empty())
            text += " (" + words_.own("second_round_mark") + ")";
        if (!certificate_.next_grade.is_empty())
            text += std::string(words_.comma()) +
                    words_.own("to_grade", certificate_.next_grade.in(words_.language()));
        return text;
    }

    [[nodiscard]] std::string days_of_absence() const
    {
        std::string text;
        const auto add = [&](const char* key, const std::optional<int>& days) {
            if (days)
                text += (text.empty() ? "" : " · ") + words_.own(key, std::to_string(*days));
        };
        add("excused", certificate_.excused_days);
        add("unexcused", certificate_.unexcused_days);
        return text;
    }

    [[nodiscard]] print::Fields outcome_fields() const
    {
        constexpr int k_columns = 4;
        print::Fields fields;
        fields.columns = k_columns;
        fields.boxed = true;
        fields.fields.push_back(
            {words_.own("decision"), decision().empty() ? " " : decision(), k_columns});
        const auto add = [&](std::string label, std::string value, int columns) {
            if (!value.empty())
                fields.fields.push_back({std::move(label), std::move(value), columns});
        };
        add(words_.common("percentage"), certificate_.percentage, 1);
        add(words_.common("average"), certificate_.average, 1);
        // PG-13.4: while the ministry has not confirmed the scale the line stays empty, not away.
        if (is_of_the_year() && certificate_.outcome == PaperOutcome::passed)
            fields.fields.push_back(
                {words_.common("general_grade"),
                 certificate_.general_grade.is_empty()
                     ? " "
                     : certificate_.general_grade.in(words_.language()) +
                           (certificate_.bands.empty()
                                ? ""
                                : " (" + words_.own("bands", certificate_.bands) + ")"),
                 2});
        const auto of_hundred = [](const std::optional<Mark>& mark) {
            return mark ? figure(*mark) : std::string();
        };
        add(words_.common("behaviour"), of_hundred(certificate_.behaviour), 1);
        add(words_.common("attendance"), of_hundred(certificate_.attendance), 1);
        add(words_.own("absence"), days_of_absence(), 2);
        if (certificate_.is_for_guardian && !certificate_.remedial_subjects.empty()) {
            std::string subjects;
            for (const BothLanguages& subject : certificate_.remedial_subjects)
                (subjects += subjects.empty() ? "" : words_.comma()) +=
                    subject.in(words_.language());
            fields.fields.push_back(
                {words_.common("notes"), words_.own("remedial", subjects), k_columns});
        }
        return fields;
    }

    [[nodiscard]] print::Block signatures() const
    {
        // PG-17.D.23: complete before they go to the head of the school.
        return print::Signatures{
            {{words_.common("class_head"), certificate_.class_head, "", "class_head"},
             {words_.common("control_head"), certificate_.control_head, "", "control_head"},
             {words_.common("head"), certificate_.head_of_school, "", "head"}},
            words_.common("stamp")};
    }

    const Certificate& certificate_;
    Words words_;
};

}  // namespace

print::Document printed(const Certificate& certificate, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const CertificatePage page(certificate, printing.language);
    print::Document document =
        documents::begun(issuer, printing,
                         {page.title(), certificate.student.name.in(printing.language), "PG-23.1"});
    // Twenty subjects, the decision and the proof stay on one page.
    constexpr double k_margin = 7;
    document.page.text_size = printing.language == print::Language::arabic ? 10 : 9;
    document.page.top = k_margin;
    document.page.bottom = k_margin;
    page.add_to(document.blocks);
    add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const Certificate& certificate, print::Language language)
{
    const CertificatePage page(certificate, language);
    documents::DocumentContent content;
    content.kind = "certificate";
    content.title = page.title();
    content.student = certificate.student.name.in(language);
    content.school_year = certificate.student.school_year;
    content.lines = page.lines();
    return content;
}

std::string certificates_title(print::Language language)
{
    return own_words().at("title_kind", language);
}

}  // namespace taqwim::results

#include "results/documents/skills_notice/skills_notice.h"

#include <utility>

#include "embedded/skills_notice.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_skills_notice(), "words.tsv"),
                                          "skills_notice/words.tsv");
    return read;
}

class NoticePage {
public:
    NoticePage(const SkillsNotice& notice, print::Language language)
        : notice_(notice), words_(own_words(), language, notice.student.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own("title"); }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(student_head(notice_.student, words_));
        blocks.emplace_back(print::Fields{{{words_.own("until"), notice_.until}}, 1});
        blocks.emplace_back(print::Paragraph{words_.own("says"), {}});
        blocks.emplace_back(table());
        blocks.emplace_back(print::Space{4});
        blocks.emplace_back(
            print::Signatures{{{words_.common("class_head"), notice_.class_head, "", "class_head"},
                               {words_.common("head"), notice_.head_of_school, "", "head"}},
                              words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const MasteredSubject& subject : notice_.subjects) {
            std::string codes;
            for (const MasteredSkill& skill : subject.skills)
                codes.append(codes.empty() ? "" : " ").append(skill.code);
            lines.push_back({in(subject.name), std::move(codes)});
        }
        return lines;
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    // A line for each subject above its skills, so that long lists go on on the next page.
    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 11;
        Table table;
        table.text_size = k_size;
        table.columns = {{2, Align::middle}, {5, Align::middle}, {26}, {5, Align::middle}};
        table.head = {head_row(
            {words_.own("number"), words_.own("code"), words_.own("skill"), words_.own("state")},
            k_size)};
        for (const MasteredSubject& subject : notice_.subjects) {
            std::string name = in(subject.name);
            if (!subject.teacher.empty())
                name +=
                    " (" + words_.common("teacher") + ": " + print::isolated(subject.teacher) + ")";
            table.rows.push_back(Row{.cells = {Cell(std::move(name), 4)},
                                     .weight = print::Weight::bold,
                                     .shaded = true});
            table.rows.back().cells.front().align = Align::start;
            std::size_t number = 0;
            for (const MasteredSkill& skill : subject.skills)
                table.rows.push_back(
                    Row{.cells = {Cell(std::to_string(++number)), print::as_written(skill.code),
                                  skill.text, words_.own("mastered")}});
            if (subject.skills.empty())
                table.rows.push_back(Row{.cells = {Cell(words_.own("none_of_subject"), 4)}});
        }
        return table;
    }

    const SkillsNotice& notice_;
    Words words_;
};

}  // namespace

print::Document printed(const SkillsNotice& notice, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const NoticePage page(notice, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {page.title(), notice.student.name.in(printing.language), "PG-24.W.1"});
    page.add_to(document.blocks);
    add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const SkillsNotice& notice, print::Language language)
{
    const NoticePage page(notice, language);
    documents::DocumentContent content;
    content.kind = "skills_notice";
    content.title = page.title();
    content.student = notice.student.name.in(language);
    content.school_year = notice.student.school_year;
    content.lines = page.lines();
    return content;
}

}  // namespace taqwim::results

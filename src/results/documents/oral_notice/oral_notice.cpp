#include "results/documents/oral_notice/oral_notice.h"

#include <utility>

#include "embedded/oral_notice.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_oral_notice(), "words.tsv"),
                                          "oral_notice/words.tsv");
    return read;
}

class NoticePage {
public:
    NoticePage(const OralNotice& notice, print::Language language)
        : notice_(notice), words_(own_words(), language, notice.student.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own("title"); }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(student_head(notice_.student, words_));
        blocks.emplace_back(print::Fields{{{words_.own("period"), in(notice_.period)}}, 1});
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(table());
        blocks.emplace_back(print::Space{6});
        blocks.emplace_back(
            print::Signatures{{{words_.common("class_head"), notice_.class_head, "", "class_head"},
                               {words_.common("head"), notice_.head_of_school, "", "head"},
                               {words_.common("guardian"), "", words_.own("seen"), "guardian"}},
                              words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const OralSubject& subject : notice_.subjects)
            for (const OralSkill& skill : subject.skills)
                lines.push_back(
                    {in(subject.name) + ": " + in(skill.name), description(skill.description)});
        return lines;
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] std::string description(OralDescription description) const
    {
        switch (description) {
        case OralDescription::not_assessed: return words_.own("not_assessed");
        case OralDescription::mastered: return words_.own("mastered");
        case OralDescription::capable: return words_.own("capable");
        case OralDescription::needs_practice: return words_.own("needs_practice");
        case OralDescription::needs_remedy: return words_.own("needs_remedy");
        }
        return {};
    }

    // A subject and its advice stand beside all of its skills.
    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 11;
        Table table;
        table.text_size = k_size;
        table.columns = {{20}, {26}, {24}, {34}, {18}};
        table.head = {
            head_row({words_.common("subject"), words_.own("skill"), words_.own("description"),
                      words_.own("advice"), words_.common("teacher")},
                     k_size)};
        for (const OralSubject& subject : notice_.subjects) {
            const int skills = static_cast<int>(subject.skills.size());
            bool is_first = true;
            for (const OralSkill& skill : subject.skills) {
                Row row;
                if (is_first)
                    row.cells.emplace_back(in(subject.name), 1, skills);
                row.cells.emplace_back(in(skill.name));
                row.cells.emplace_back(description(skill.description));
                if (is_first) {
                    row.cells.emplace_back(subject.advice, 1, skills);
                    row.cells.emplace_back(subject.teacher, 1, skills);
                }
                is_first = false;
                table.rows.push_back(std::move(row));
            }
        }
        return table;
    }

    const OralNotice& notice_;
    Words words_;
};

}  // namespace

print::Document printed(const OralNotice& notice, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const NoticePage page(notice, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {page.title(), notice.student.name.in(printing.language), "PG-4.10"});
    page.add_to(document.blocks);
    add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const OralNotice& notice, print::Language language)
{
    const NoticePage page(notice, language);
    documents::DocumentContent content;
    content.kind = "oral_notice";
    content.title = page.title();
    content.student = notice.student.name.in(language);
    content.school_year = notice.student.school_year;
    content.lines = page.lines();
    return content;
}

BothLanguages term_period(int term)
{
    const std::string key = "last_period_" + std::to_string(term);
    return {own_words().at(key, print::Language::arabic),
            own_words().at(key, print::Language::english)};
}

}  // namespace taqwim::results

#include "results/documents/placement_notice/placement_notice.h"

#include <array>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "embedded/placement_notice.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

class NoticePage {
public:
    NoticePage(const PlacementNotice& notice, print::Language language)
        : notice_(notice), words_(notice.attempt, language)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{words_.of_attempt("notice"), 1});
        print::Fields head;
        head.fields = {{words_.at("learner"), notice_.learner, 2},
                       {words_.at("grade"), notice_.grade_and_section},
                       {words_.at("school_year"), notice_.school_year},
                       {words_.at("guardian"), notice_.guardian, 2}};
        blocks.emplace_back(std::move(head));
        blocks.emplace_back(print::Paragraph{words_.at("to_guardian"), {.weight = Weight::bold}});
        blocks.emplace_back(print::Paragraph{words_.of_attempt("body")});
        blocks.emplace_back(subjects_table());
        if (!notice_.first_day.empty())
            blocks.emplace_back(print::Fields{{{words_.at("first_day"), notice_.first_day}}, 1});
        if (!notice_.last_day.empty())
            blocks.emplace_back(print::Fields{{{words_.at("last_day"), notice_.last_day}}, 1});
        blocks.emplace_back(
            print::Paragraph{words_.of_attempt("basis"), {.size = 10, .tone = print::Tone::quiet}});
        blocks.emplace_back(print::Space{4});
        blocks.emplace_back(acknowledgement());
        blocks.emplace_back(print::Signatures{
            {{words_.at("head"), notice_.head_of_school, "", "head"}}, words_.at("stamp")});
    }

    [[nodiscard]] const AttemptWords& words() const { return words_; }

    // The day as it is signed: with its weekday, or that there is none.
    [[nodiscard]] std::string day_of(const AttemptSubject& subject) const
    {
        if (subject.date.empty())
            return words_.at("not_set");
        return subject.weekday.empty() ? subject.date : subject.weekday + ' ' + subject.date;
    }

private:
    [[nodiscard]] Table subjects_table() const
    {
        Table table;
        table.columns = {{2, Align::middle}, {7}, {11}, {8}, {4, Align::middle}};
        table.head = {Row{{Cell(words_.at("number")), words_.at("subject"), words_.at("scope"),
                           words_.at("date"), words_.at("hour")},
                          Weight::bold,
                          true}};
        std::size_t number = 0;
        for (const AttemptSubject& subject : notice_.subjects)
            table.rows.push_back(
                Row{{Cell(std::to_string(++number)), subject.name, words_.scope(subject.scope),
                     day_of(subject), subject.hour.empty() ? words_.at("missing") : subject.hour}});
        return table;
    }

    [[nodiscard]] print::Together acknowledgement() const
    {
        print::Fields fields;
        fields.boxed = true;
        for (const char* key : {"name", "relation", "signature", "on"})
            fields.fields.push_back({words_.at(key)});
        return {{print::Heading{words_.at("acknowledgement"), 3},
                 print::Paragraph{words_.at("acknowledged")}, std::move(fields)}};
    }

    const PlacementNotice& notice_;
    AttemptWords words_;
};

}  // namespace

print::Document printed(const PlacementNotice& notice, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const NoticePage page(notice, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {page.words().of_attempt("notice"), notice.learner, page.words().form()});
    page.add(document.blocks);
    documents::add_proof(document, printing);
    return document;
}

documents::DocumentContent content_of(const PlacementNotice& notice, print::Language language)
{
    const NoticePage page(notice, language);
    documents::DocumentContent content;
    content.kind = "placement_notice";
    content.title = page.words().of_attempt("notice");
    content.student = notice.learner;
    content.school_year = notice.school_year;
    for (const AttemptSubject& subject : notice.subjects)
        content.lines.push_back({subject.name, page.day_of(subject)});
    return content;
}

// sample.tsv; a line that does not fit is left as it is.
PlacementNotice sample_placement_notice(SecondAttempt attempt)
{
    PlacementNotice notice;
    notice.attempt = attempt;
    const std::array<std::pair<std::string_view, std::string*>, 4> texts = {
        {{"learner", &notice.learner},
         {"school_year", &notice.school_year},
         {"guardian", &notice.guardian},
         {"head", &notice.head_of_school}}};
    const std::string_view of_attempt =
        attempt == SecondAttempt::placement ? "placement" : "second_round";
    for (const documents::SampleLine& line : documents::sample_lines(embedded_placement_notice())) {
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
        if (line.text(1) != of_attempt)
            continue;
        if (line.is("grade"))
            notice.grade_and_section = line.text(2);
        else if (line.is("last_day"))
            notice.last_day = line.text(2);
        else if (line.is("subject"))
            notice.subjects.push_back({line.text(2), attempt_scope(line.text(3)), line.text(4),
                                       line.text(5), line.text(6)});
    }
    return notice;
}

std::string placement_notice_title(print::Language language)
{
    return AttemptWords(SecondAttempt::placement, language).at("notice_both");
}

}  // namespace taqwim::results

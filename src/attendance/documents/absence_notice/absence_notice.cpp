#include "attendance/documents/absence_notice/absence_notice.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "documents/shown_mark.h"
#include "embedded/absence_notice.h"

namespace taqwim::attendance {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

const documents::WordList& notice_words()
{
    static const documents::WordList read =
        documents::words_in(embedded_absence_notice(), "absence_notice");
    return read;
}

std::string_view code_of(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::oral_notice: return "oral_notice";
    case NoticeKind::warning_1: return "warning_1";
    case NoticeKind::warning_2: return "warning_2";
    case NoticeKind::warning_3: return "warning_3";
    case NoticeKind::warning_4: return "warning_4";
    case NoticeKind::referral: return "referral";
    case NoticeKind::lateness_warning: break;
    }
    return "lateness_warning";
}

std::string_view code_of(NoticeDay::Cause cause)
{
    switch (cause) {
    case NoticeDay::Cause::whole_day: return "cause_whole_day";
    case NoticeDay::Cause::missed_period: return "cause_missed_period";
    case NoticeDay::Cause::unapproved_leave: return "cause_unapproved_leave";
    case NoticeDay::Cause::late_conversion: return "cause_late_conversion";
    case NoticeDay::Cause::lateness: break;
    }
    return "cause_lateness";
}

// The requirement that orders the form.
std::string_view form_of(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::lateness_warning: return "KW-20.2";
    case NoticeKind::warning_4: return "KW-P5-E.2";
    case NoticeKind::referral: return "KW-P5-E.3";
    default: return "KW-22.6";
    }
}

std::string shown(const std::optional<int>& count)
{
    return count ? std::to_string(*count) : std::string();
}

std::string shown(const std::optional<Mark>& mark)
{
    return documents::shown_briefly(mark);
}

class NoticePages {
public:
    NoticePages(const AbsenceNotice& notice, print::Language language)
        : notice_(notice), language_(language)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        if (is_registered())
            blocks.emplace_back(print::Paragraph{word("registered"),
                                                 {.weight = Weight::bold, .align = Align::middle}});
        if (notice_.is_withdrawn)
            blocks.emplace_back(print::Stamp{word("withdrawn"), Align::end});
        else if (notice_.is_reissued)
            blocks.emplace_back(print::Stamp{word("reissued"), Align::end});
        blocks.emplace_back(head_fields());
        add_body(blocks);
        blocks.emplace_back(print::Heading{word("days"), 3});
        blocks.emplace_back(days_table());
        if (!notice_.ladder.empty()) {
            blocks.emplace_back(print::Heading{word("ladder"), 3});
            blocks.emplace_back(ladder_table());
        }
        if (notice_.kind == NoticeKind::referral) {
            blocks.emplace_back(print::Heading{word("earlier"), 3});
            blocks.emplace_back(earlier_table());
        }
        add_basis(blocks);
        blocks.emplace_back(print::Space{2});
        add_evidence(blocks);
        blocks.emplace_back(
            print::Signatures{{{word("social_worker"), notice_.social_worker, "", "social_worker"},
                               {word("head"), notice_.head_of_school, "", "head"}},
                              word("stamp")});
    }

    [[nodiscard]] std::string title() const
    {
        return word("title_" + std::string(code_of(notice_.kind)));
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        lines.push_back({word("term"), term()});
        if (notice_.count)
            lines.push_back({count_label(), shown(notice_.count)});
        if (notice_.deduction)
            lines.push_back({word("deduction"), shown(notice_.deduction)});
        return lines;
    }

private:
    [[nodiscard]] std::string word(std::string_view key) const
    {
        return notice_words().at(key, language_);
    }

    [[nodiscard]] std::string or_nothing(std::string text) const
    {
        return text.empty() ? word("nothing") : std::move(text);
    }

    [[nodiscard]] bool is_of_lateness() const
    {
        return notice_.kind == NoticeKind::lateness_warning;
    }

    [[nodiscard]] bool is_warning() const
    {
        return notice_.kind != NoticeKind::oral_notice && notice_.kind != NoticeKind::referral;
    }

    // Decision D18: the fourth warning always is one.
    [[nodiscard]] bool is_registered() const
    {
        return notice_.kind == NoticeKind::warning_4 ||
               (is_warning() && notice_.is_registered_letter);
    }

    [[nodiscard]] std::string term() const { return word(notice_.term == 1 ? "term_1" : "term_2"); }

    [[nodiscard]] std::string count_label() const
    {
        return word(is_of_lateness() ? "count_lateness" : "count");
    }

    [[nodiscard]] print::Fields head_fields() const
    {
        print::Fields fields;
        fields.columns = 3;
        fields.fields = {{word("learner"), notice_.learner, 2},
                         {word("identity"), notice_.identity},
                         {word("grade"), notice_.grade_and_section},
                         {word("school_year"), notice_.school_year},
                         {word("term"), term()},
                         {word("guardian"), notice_.guardian, 3}};
        if (notice_.kind == NoticeKind::referral) {
            fields.fields.push_back({word("birth_date"), notice_.birth_date});
            fields.fields.push_back({word("nationality"), notice_.nationality, 2});
            fields.fields.push_back({word("address"), notice_.address, 3});
        }
        return fields;
    }

    void add_body(std::vector<print::Block>& blocks) const
    {
        if (notice_.kind == NoticeKind::referral)
            blocks.emplace_back(print::Paragraph{word("to_authority"), {.weight = Weight::bold}});
        else if (is_warning())
            blocks.emplace_back(print::Paragraph{word("to_guardian"), {.weight = Weight::bold}});
        switch (notice_.kind) {
        case NoticeKind::warning_1:
        case NoticeKind::warning_2:
        case NoticeKind::warning_3:
            blocks.emplace_back(print::Paragraph{word("body_warning")});
            break;
        default:
            blocks.emplace_back(
                print::Paragraph{word("body_" + std::string(code_of(notice_.kind)))});
        }
        print::Fields fields;
        fields.columns = 1;
        fields.fields.push_back({count_label(), shown(notice_.count)});
        if (notice_.deduction)
            fields.fields.push_back({word("deduction"), shown(notice_.deduction)});
        if (is_of_lateness() && notice_.latenesses_per_day)
            fields.fields.push_back({word("per_day"), shown(notice_.latenesses_per_day)});
        if (is_warning() && !is_of_lateness() && notice_.excuse_limit_days)
            fields.fields.push_back({word("excuse_limit"), shown(notice_.excuse_limit_days)});
        blocks.emplace_back(std::move(fields));
    }

    // Many days stand in two groups beside each other, row by row, so that they can be read on over a page's end.
    [[nodiscard]] Table days_table() const
    {
        constexpr std::size_t k_days_of_one_group = 8;
        const std::size_t groups = notice_.days.size() > k_days_of_one_group ? 2 : 1;
        Table table;
        table.text_size = 10;
        Row head{{}, Weight::bold, true};
        for (std::size_t group = 0; group < groups; ++group) {
            for (const print::TableColumn& column : {print::TableColumn{2, Align::middle},
                                                     {4, Align::start},
                                                     {6, Align::start},
                                                     {6, Align::start}})
                table.columns.push_back(column);
            for (const char* key : {"number", "weekday", "date"})
                head.cells.emplace_back(word(key));
            head.cells.emplace_back(word(is_of_lateness() ? "minutes" : "cause"));
        }
        table.head = {std::move(head)};
        for (std::size_t day = 0; day < notice_.days.size(); day += groups) {
            Row row;
            const std::size_t end = std::min(day + groups, notice_.days.size());
            for (std::size_t one = day; one < end; ++one)
                add_day(row, one);
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    void add_day(Row& row, std::size_t index) const
    {
        const NoticeDay& day = notice_.days[index];
        row.cells.emplace_back(std::to_string(index + 1));
        row.cells.emplace_back(day.weekday);
        row.cells.emplace_back(day.date);
        row.cells.emplace_back(is_of_lateness() ? or_nothing(shown(day.minutes))
                                                : word(code_of(day.cause)));
    }

    // The step that this notice is stands out.
    [[nodiscard]] Table ladder_table() const
    {
        Table table;
        table.text_size = 10;
        table.columns = {{3, Align::middle}, {9}, {4, Align::middle}, {5, Align::middle}};
        table.head = {Row{{Cell(word("ladder_days")), word("ladder_action"),
                           word("ladder_deducted_on"), word("ladder_marks_off")},
                          Weight::bold,
                          true}};
        for (const LadderStep& step : notice_.ladder) {
            Row row{{Cell(std::to_string(step.days)),
                     word("action_" + std::string(code_of(step.kind))),
                     or_nothing(shown(step.deducted_on)), or_nothing(shown(step.marks_off))}};
            if (step.kind == notice_.kind) {
                row.weight = Weight::bold;
                row.shaded = true;
            }
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    [[nodiscard]] Table earlier_table() const
    {
        Table table;
        table.text_size = 10;
        table.columns = {{6}, {5}, {10}};
        table.head = {Row{{Cell(word("ladder_action")), word("issued_on"), word("evidence")},
                          Weight::bold,
                          true}};
        for (const EarlierNotice& one : notice_.earlier)
            table.rows.push_back(Row{{Cell(word("action_" + std::string(code_of(one.kind)))),
                                      one.issued_on, or_nothing(one.evidence)}});
        return table;
    }

    void add_basis(std::vector<print::Block>& blocks) const
    {
        const bool is_of_law =
            notice_.kind == NoticeKind::warning_4 || notice_.kind == NoticeKind::referral;
        // KW-P5-E.4
        if (is_of_law)
            blocks.emplace_back(print::Paragraph{word("penalty"), {.weight = Weight::bold}});
        const char* article = is_of_lateness() ? "article_lateness"
                              : is_of_law      ? "article_compulsory"
                                               : "article_absence";
        blocks.emplace_back(
            print::Paragraph{word(article), {.size = 10, .tone = print::Tone::quiet}});
    }

    // What proves that it arrived: a signature, a postal receipt, the receipt of the authority, or who told whom.
    void add_evidence(std::vector<print::Block>& blocks) const
    {
        switch (notice_.kind) {
        case NoticeKind::oral_notice: blocks.emplace_back(oral_record()); return;
        case NoticeKind::referral: blocks.emplace_back(department_receipt()); return;
        default: break;
        }
        blocks.emplace_back(acknowledgement());
        if (is_registered())
            blocks.emplace_back(postal_receipt());
    }

    [[nodiscard]] print::Together oral_record() const
    {
        print::Fields fields;
        fields.columns = 2;
        fields.boxed = true;
        const OralNotice& oral = notice_.oral;
        fields.fields = {{word("due_on"), oral.due_on},
                         {word("done_on"), oral.done_on},
                         {word("done_by"), oral.by, 2},
                         oral.channel.empty()
                             ? print::Field{word("channel_blank"), "", 2}
                             : print::Field{word("channel"), word("channel_" + oral.channel), 2},
                         {word("outcome"), oral.outcome, 2}};
        return {{print::Heading{word("oral"), 3}, std::move(fields)}};
    }

    [[nodiscard]] print::Together acknowledgement() const
    {
        print::Fields fields;
        fields.columns = 2;
        fields.boxed = true;
        fields.fields = {{word("name")}, {word("relation")}, {word("signature")}, {word("on")}};
        return {{print::Heading{word("acknowledgement"), 3},
                 print::Paragraph{word(is_of_lateness() ? "undertaking" : "acknowledged")},
                 std::move(fields)}};
    }

    [[nodiscard]] print::Together postal_receipt() const
    {
        print::Fields fields;
        fields.columns = 2;
        fields.boxed = true;
        fields.fields = {{word("receipt_number"), notice_.receipt.number.empty()
                                                      ? std::string()
                                                      : print::as_written(notice_.receipt.number)},
                         {word("posted_on"), notice_.receipt.posted_on},
                         {word("received_on"), notice_.receipt.received_on},
                         {word("received_by"), notice_.receipt.received_by}};
        return {{print::Heading{word("receipt"), 3}, std::move(fields)}};
    }

    [[nodiscard]] print::Together department_receipt() const
    {
        print::Fields fields;
        fields.columns = 2;
        fields.boxed = true;
        fields.fields = {{word("incoming_number"), notice_.receipt.number.empty()
                                                       ? std::string()
                                                       : print::as_written(notice_.receipt.number)},
                         {word("received_on"), notice_.receipt.received_on},
                         {word("received_by"), notice_.receipt.received_by},
                         {word("signature")},
                         {word("decision"), "", 2},
                         {word("decision_number")},
                         {word("decision_date")}};
        return {{print::Heading{word("department"), 3}, std::move(fields)}};
    }

    const AbsenceNotice& notice_;
    print::Language language_;
};

}  // namespace

print::Document printed(const AbsenceNotice& notice, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const NoticePages pages(notice, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {pages.title(), notice.learner, std::string(form_of(notice.kind))});
    document.page.text_size = 11;
    pages.add(document.blocks);
    documents::add_proof(document, printing);
    return document;
}

std::string notices_title(print::Language language)
{
    return notice_words().at("notices", language);
}

documents::DocumentContent content_of(const AbsenceNotice& notice, print::Language language)
{
    const NoticePages pages(notice, language);
    documents::DocumentContent content;
    content.kind = "absence_notice";
    content.title = pages.title();
    content.student = notice.learner;
    content.school_year = notice.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::attendance

#include "attendance/documents/sick_leave_form/sick_leave_form.h"

#include <array>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "embedded/sick_leave_form.h"

namespace taqwim::attendance {

namespace {

using Certifier = SickLeaveForm::Certifier;
using Decision = SickLeaveForm::Decision;

const documents::WordList& form_words()
{
    static const documents::WordList read =
        documents::words_in(embedded_sick_leave_form(), "sick_leave_form");
    return read;
}

class FormPage {
public:
    FormPage(const SickLeaveForm& form, print::Language language) : form_(form), language_(language)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{word("title"), 1});
        blocks.emplace_back(head_fields());
        blocks.emplace_back(
            print::Paragraph{word("rule_form"), {.size = 10, .tone = print::Tone::quiet}});
        blocks.emplace_back(doctor_part());
        blocks.emplace_back(health_part());
        blocks.emplace_back(school_part());
        blocks.emplace_back(
            print::Paragraph{word("article"), {.size = 10, .tone = print::Tone::quiet}});
        blocks.emplace_back(print::Signatures{{{word("receiver"), "", "", "receiver"},
                                               {word("head"), form_.head_of_school, "", "head"}},
                                              word("stamp")});
    }

    [[nodiscard]] std::string word(std::string_view key) const
    {
        return form_words().at(key, language_);
    }

    [[nodiscard]] std::string decision() const
    {
        switch (form_.decision) {
        case Decision::accepted: return word("accepted");
        case Decision::refused: return word("refused");
        case Decision::none: break;
        }
        return {};
    }

private:
    [[nodiscard]] print::Fields head_fields() const
    {
        print::Fields fields;
        fields.columns = 3;
        fields.fields = {{word("number"),
                          form_.number.empty() ? std::string() : print::as_written(form_.number)},
                         {word("given_on"), form_.given_on, 2},
                         {word("learner"), form_.learner, 2},
                         {word("identity"), form_.identity},
                         {word("grade"), form_.grade_and_section},
                         {word("school_year"), form_.school_year, 2},
                         {word("guardian"), form_.guardian, 3}};
        return fields;
    }

    // What an illness is called never stands in a computer of the school.
    [[nodiscard]] print::Together doctor_part() const
    {
        print::Fields days;
        days.columns = 2;
        days.boxed = true;
        days.fields = {{word("first_day"), form_.first_day},
                       {word("last_day"), form_.last_day},
                       {word("diagnosis"), "", 2}};
        print::Fields who;
        who.columns = 2;
        who.boxed = true;
        who.fields = {{word("certifier_name"), form_.certifier_name, 2},
                      {word("doctor")},
                      {word("doctor_stamp")}};
        return {{print::Heading{word("doctor_part"), 3}, std::move(days), certifier_table(),
                 std::move(who)}};
    }

    // Each with a box to mark.
    [[nodiscard]] print::Table certifier_table() const
    {
        constexpr std::array<std::pair<const char*, Certifier>, 3> certifiers = {
            {{"health_centre", Certifier::health_centre},
             {"government_hospital", Certifier::government_hospital},
             {"private_hospital", Certifier::private_hospital}}};
        print::Table table;
        table.text_size = 10.5;
        table.columns = {{5}};
        print::Row row{{print::Cell(word("certifier"))}};
        for (const auto& [key, certifier] : certifiers) {
            table.columns.push_back({1, print::Align::middle});
            table.columns.push_back({5});
            row.cells.emplace_back(form_.certifier == certifier ? word("chosen") : std::string());
            row.cells.emplace_back(word(key));
        }
        table.rows = {std::move(row)};
        return table;
    }

    [[nodiscard]] print::Together health_part() const
    {
        print::Fields fields;
        fields.columns = 3;
        fields.boxed = true;
        fields.fields = {{word("certified"), form_.is_certified_by_school_health
                                                 ? word("is_certified")
                                                 : std::string()},
                         {word("certified_on")},
                         {word("signature_and_stamp")}};
        return {{print::Heading{word("health_part"), 3}, std::move(fields)}};
    }

    [[nodiscard]] print::Together school_part() const
    {
        print::Fields fields;
        fields.columns = 2;
        fields.boxed = true;
        fields.fields = {{word("returned_on"), form_.returned_on},
                         {word("last_day_to_submit"), form_.last_day_to_submit},
                         {word("submitted_on"), form_.submitted_on},
                         {word("decision"), decision()},
                         {word("reason"), form_.reason, 2},
                         {word("decided_by"), form_.decided_by},
                         {word("decided_on"), form_.decided_on}};
        if (form_.limit_days)
            fields.fields.push_back({word("rule_limit"), std::to_string(*form_.limit_days), 2});
        return {{print::Heading{word("school_part"), 3}, std::move(fields)}};
    }

    const SickLeaveForm& form_;
    print::Language language_;
};

}  // namespace

print::Document printed(const SickLeaveForm& form, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const FormPage page(form, printing.language);
    print::Document document =
        documents::begun(issuer, printing, {page.word("title"), form.learner, "KW-22.5"});
    document.page.text_size = 11;
    page.add(document.blocks);
    documents::add_proof(document, printing);
    return document;
}

documents::DocumentContent content_of(const SickLeaveForm& form, print::Language language)
{
    const FormPage page(form, language);
    documents::DocumentContent content;
    content.kind = "sick_leave_form";
    content.title = page.word("title");
    content.student = form.learner;
    content.school_year = form.school_year;
    content.lines = {{page.word("number"), form.number}};
    if (!form.first_day.empty()) {
        content.lines.push_back({page.word("first_day"), form.first_day});
        content.lines.push_back({page.word("last_day"), form.last_day});
    }
    if (form.decision != Decision::none)
        content.lines.push_back({page.word("decision"), page.decision()});
    return content;
}

namespace {

// sample.tsv; a line that does not fit is left as it is.
SickLeaveForm sample_with(std::size_t lines)
{
    SickLeaveForm form;
    const std::array<std::pair<std::string_view, std::string*>, 15> texts = {
        {{"number", &form.number},
         {"learner", &form.learner},
         {"identity", &form.identity},
         {"grade", &form.grade_and_section},
         {"school_year", &form.school_year},
         {"guardian", &form.guardian},
         {"given_on", &form.given_on},
         {"head", &form.head_of_school},
         {"first_day", &form.first_day},
         {"last_day", &form.last_day},
         {"certifier_name", &form.certifier_name},
         {"returned_on", &form.returned_on},
         {"last_day_to_submit", &form.last_day_to_submit},
         {"submitted_on", &form.submitted_on},
         {"decided_by", &form.decided_by}}};
    for (const documents::SampleLine& line : documents::sample_lines(embedded_sick_leave_form())) {
        if (lines-- == 0)
            break;
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
        if (line.is("limit_days"))
            form.limit_days = line.count(1);
        if (line.is("decided_on"))
            form.decided_on = line.text(1);
    }
    return form;
}

}  // namespace

SickLeaveForm sample_sick_leave_form()
{
    constexpr std::size_t k_all = 100;
    SickLeaveForm form = sample_with(k_all);
    form.certifier = Certifier::health_centre;
    form.decision = Decision::accepted;
    return form;
}

SickLeaveForm sample_blank_sick_leave_form()
{
    constexpr std::size_t k_head_lines = 9;
    return sample_with(k_head_lines);
}

}  // namespace taqwim::attendance

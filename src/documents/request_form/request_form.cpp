#include "documents/request_form/request_form.h"

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "embedded/request_form.h"
#include "school/keeping.h"
#include "school/names.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using print::Align;
using print::Cell;
using Kind = RequestFormKind;

// For a hand that writes.
constexpr double k_line_height = 9;

struct Part {
    Kind kind;
    std::string_view name;
};
constexpr std::array<Part, 3> k_parts = {{{Kind::amendment, "amendment"},
                                          {Kind::replacement, "replacement"},
                                          {Kind::undertaking, "undertaking"}}};

// What is to be brought, with the clause that asks for it (regulations/sa_guide/issued_documents.h decides on it).
struct Brought {
    std::string_view paper;
    std::string_view clause;
};
constexpr std::array<Brought, 5> k_of_amendment = {{{"documents", "PG-24.A.6"},
                                                    {"advert_of_some", "PG-24.A.7"},
                                                    {"birth_paper", "PG-24.A.8"},
                                                    {"identity", "PG-24.A.8"},
                                                    {"civil_notice", "PG-24.A.9"}}};
constexpr std::array<Brought, 5> k_of_replacement = {{{"advert", "PG-24.RC.1"},
                                                      {"police_minutes", "PG-24.RC.2"},
                                                      {"remains", "PG-24.RC.3"},
                                                      {"security_proof", "PG-24.RC.3"},
                                                      {"undertaking", "PG-24.RC.4"}}};
constexpr std::array<std::string_view, 4> k_fates = {"lost", "damaged", "burnt", "stolen"};

std::string word(std::string_view key, print::Language language)
{
    static const WordList words = words_in(embedded_request_form(), "request_form");
    return words.at(key, language);
}

class FormPage {
public:
    FormPage(const RequestForm& form, print::Language language) : form_(form), language_(language)
    {}

    [[nodiscard]] std::string title() const
    {
        for (const Part& part : k_parts)
            if (part.kind == form_.kind)
                return say("title_" + std::string(part.name));
        return say("title");
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(whose());
        switch (form_.kind) {
        case Kind::amendment: add_amendment(blocks); break;
        case Kind::replacement: add_replacement(blocks); break;
        case Kind::undertaking: add_undertaking(blocks); break;
        }
    }

private:
    [[nodiscard]] std::string say(std::string_view key) const { return word(key, language_); }

    [[nodiscard]] print::Fields whose() const
    {
        const StudentOnPaper& student = form_.student;
        print::Fields fields;
        fields.columns = 3;
        fields.fields = {{say("student"), student.name, 2},
                         {say("identity"), student.identity},
                         {say("nationality"), student.nationality},
                         {say("birth_date"), student.birth_date},
                         {say("grade"), student.grade_and_section()},
                         {say("school_year"), student.school_year},
                         {say("guardian"), student.guardian, 2},
                         {say("applicant"), "", 2},
                         {say("capacity")},
                         {say("address"), form_.address, 2},
                         {say("phone")}};
        return fields;
    }

    void add_amendment(std::vector<print::Block>& blocks) const
    {
        print::Table data;
        data.columns = {{3}, {7}, {7}};
        data.head = {print::Row{
            {Cell(say("item")), say("as_it_is"), say("as_wanted")}, print::Weight::bold, true}};
        const auto row = [&](std::string_view item, std::string is, std::string wanted) {
            data.rows.push_back(
                print::Row{.cells = {Cell(say(item)), std::move(is), std::move(wanted)},
                           .least_height = k_line_height});
        };
        row("name", form_.student.name, form_.name_wanted);
        row("birth_date", form_.student.birth_date, form_.birth_wanted);
        row("birth_place", "", "");
        row("other", "", "");
        blocks.emplace_back(print::Together{{print::Heading{say("asked"), 3}, std::move(data)}});
        blocks.emplace_back(print::Fields{
            {{say("justification"), form_.justification}, {say("purpose"), form_.purpose}}, 1});
        blocks.emplace_back(attached(k_of_amendment));
        blocks.emplace_back(signed_by_applicant());
        print::Fields decision;
        decision.columns = 2;
        decision.boxed = true;
        decision.fields = {{say("examined"), "", 2},
                           {say("decision"), "", 2},
                           {say("decision_number")},
                           {say("dated")},
                           {say("education_director"), "", 2}};
        blocks.emplace_back(
            print::Together{{print::Heading{say("directorate_part"), 3}, std::move(decision)}});
    }

    void add_replacement(std::vector<print::Block>& blocks) const
    {
        add_document(blocks);
        blocks.emplace_back(attached(k_of_replacement));
        blocks.emplace_back(signed_by_applicant());
        print::Fields decision;
        decision.columns = 2;
        decision.boxed = true;
        decision.fields = {{say("decision"), "", 2},
                           {say("new_serial")},
                           {say("dated")},
                           {say("register_note"), "", 2}};
        blocks.emplace_back(
            print::Together{{print::Heading{say("school_part"), 3}, std::move(decision)}});
    }

    [[nodiscard]] print::Signatures signed_by_applicant() const
    {
        return {{{say("applicant"), "", "", "applicant"},
                 {say("receiver"), "", "", "receiver"},
                 {say("head"), form_.head_of_school, "", "head"}},
                say("stamp")};
    }

    void add_undertaking(std::vector<print::Block>& blocks) const
    {
        add_document(blocks);
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(print::Paragraph{say("undertakes"), {}});
        blocks.emplace_back(print::Fields{{{say("dated")}, {say("identity")}}, 2});
        blocks.emplace_back(print::Signatures{
            {{say("pledger"), "", "", "pledger"}, {say("head"), form_.head_of_school, "", "head"}},
            say("stamp")});
    }

    void add_document(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Fields{
            {{say("document"), form_.document, 2},
             {say("serial"), form_.serial.empty() ? "" : print::as_written(form_.serial)},
             {say("issued_on"), form_.issued_on, 3}},
            3});
        print::Table fates;
        print::Row row{{Cell(say("fate"))}};
        fates.columns = {{5}};
        for (const std::string_view fate : k_fates) {
            fates.columns.push_back({1, Align::middle});
            fates.columns.push_back({4});
            row.cells.emplace_back(form_.fate == fate ? say("chosen") : std::string());
            row.cells.emplace_back(say("fate_" + std::string(fate)));
        }
        fates.rows = {std::move(row)};
        blocks.emplace_back(std::move(fates));
    }

    [[nodiscard]] print::Together attached(std::span<const Brought> papers) const
    {
        print::Table table;
        table.columns = {{1, Align::middle}, {10}, {6}, {3, Align::middle}};
        table.head = {
            print::Row{{Cell(say("number")), say("paper"), say("reference"), say("clause")},
                       print::Weight::bold,
                       true}};
        for (const Brought& one : papers)
            table.rows.push_back(print::Row{.cells = {Cell(std::to_string(table.rows.size() + 1)),
                                                      say("paper_" + std::string(one.paper)),
                                                      std::string(), print::as_written(one.clause)},
                                            .least_height = k_line_height});
        return {{print::Heading{say("attached"), 3}, std::move(table)}};
    }

    const RequestForm& form_;
    print::Language language_;
};

// What the request that is still open has, the newest of them.
void take_request(Session& session, const PaperOrder& order, RequestForm& form)
{
    const bool is_amendment = form.kind == Kind::amendment;
    const auto request = session.find_one(
        "SELECT r.name_parts, r.birth_day, r.address, r.justification, r.purpose, r.fate, "
        "d.content FROM document_request r LEFT JOIN issued_document d ON d.school_id = "
        "r.school_id AND d.document_id = r.document_id WHERE r.school_id = $1 AND r.student_id = "
        "$2 AND r.kind = $3 AND NOT EXISTS (SELECT 1 FROM document_request_decision e WHERE "
        "e.school_id = r.school_id AND e.document_request_id = r.document_request_id) "
        "ORDER BY r.document_request_id DESC LIMIT 1",
        order.school, order.student_id.value(), is_amendment ? "amendment" : "replacement");
    if (!request)
        return;
    const std::string country = school::country_of(session, order.school);
    if (is_amendment) {
        form.name_wanted = school::joined_name(school::name_parts_in(request->text("name_parts")));
        if (!request->is_null("birth_day"))
            form.birth_wanted = short_day(school::day_in(*request, "birth_day"), country);
        form.address = request->text_or_null("address").value_or("");
        form.justification = request->text_or_null("justification").value_or("");
        form.purpose = request->text_or_null("purpose").value_or("");
        return;
    }
    form.fate = request->text("fate");
    if (const auto content = parse_content(request->text("content"))) {
        form.document = content->title;
        form.serial = content->serial;
        form.issued_on = short_day(content->issued_on, country);
    }
}

Result<RequestForm> form_of(Session& session, const PaperOrder& order)
{
    RequestForm form;
    for (const Part& part : k_parts)
        if (part.name == order.part)
            form.kind = part.kind;
    auto student = student_on_paper(session, order);
    if (!student)
        return student.refusal();
    form.student = std::move(*student);
    form.head_of_school = holder_on_paper(session, order, "head_teacher");
    take_request(session, order, form);
    return form;
}

}  // namespace

print::Document printed(const RequestForm& form, const Issuer& issuer, const Printing& printing)
{
    const FormPage page(form, printing.language);
    print::Document document = begun(issuer, printing, {page.title(), form.student.name, ""});
    document.page.text_size = 11;
    page.add_to(document.blocks);
    return document;
}

RequestForm sample_request_form(RequestFormKind kind)
{
    RequestForm form;
    form.kind = kind;
    const std::array<std::pair<std::string_view, std::string*>, 18> texts = {
        {{"student", &form.student.name},
         {"identity", &form.student.identity},
         {"nationality", &form.student.nationality},
         {"birth_date", &form.student.birth_date},
         {"grade", &form.student.grade},
         {"section", &form.student.section},
         {"school_year", &form.student.school_year},
         {"guardian", &form.student.guardian},
         {"head", &form.head_of_school},
         {"name_wanted", &form.name_wanted},
         {"birth_wanted", &form.birth_wanted},
         {"address", &form.address},
         {"justification", &form.justification},
         {"purpose", &form.purpose},
         {"document", &form.document},
         {"serial", &form.serial},
         {"issued_on", &form.issued_on},
         {"fate", &form.fate}}};
    for (const SampleLine& line : sample_lines(embedded_request_form()))
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
    return form;
}

void add_request_forms(PaperKinds& kinds)
{
    PaperKind kind;
    kind.name = "request_form";
    kind.form = "PG-24.A.5";
    kind.title_ar = word("title", print::Language::arabic);
    kind.title_en = word("title", print::Language::english);
    kind.regulations = {"sa_1426", "sa_guide", "sa_1447"};
    for (const Part& part : k_parts)
        kind.parts.emplace_back(part.name);
    kind.is_issued = false;
    kind.languages = {print::Language::arabic, print::Language::english};
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<Paper> {
        auto form = form_of(session, order);
        if (!form)
            return form.refusal();
        Paper paper;
        paper.content.student = form->student.name;
        paper.content.school_year = form->student.school_year;
        paper.printed = [held = std::move(*form)](const Issuer& issuer, const Printing& printing) {
            return printed(held, issuer, printing);
        };
        return paper;
    };
    kind.sample = [](const Issuer& issuer, const Printing& printing) {
        return printed(sample_request_form(RequestFormKind::amendment), issuer, printing);
    };
    kinds.add(std::move(kind));
}

}  // namespace taqwim::documents

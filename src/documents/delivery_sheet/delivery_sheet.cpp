#include "documents/delivery_sheet/delivery_sheet.h"

#include <algorithm>
#include <utility>

#include "documents/document_folder.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "documents/signed_content.h"
#include "embedded/delivery_sheet.h"
#include "school/keeping.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;
using print::Align;
using print::Cell;

// For a hand that signs.
constexpr double k_line_height = 11;

std::string word(std::string_view key, print::Language language)
{
    static const WordList words = words_in(embedded_delivery_sheet(), "delivery_sheet");
    return words.at(key, language);
}

Result<DeliverySheet> sheet_of(Session& session, const PaperOrder& order)
{
    const std::int64_t class_id = order.class_id.value();
    const auto place = session.find_one(
        "SELECT c.name AS section, p.grade, y.name AS year FROM class c "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
        "WHERE c.school_id = $1 AND c.class_id = $2",
        order.school, class_id);
    if (!place)
        return school::unknown_record("class", class_id, "class_id");
    DeliverySheet sheet;
    sheet.grade_and_section = grade_on_paper(school::country_of(session, order.school),
                                             place->integer("grade"), order.language) +
                              " / " + place->text("section");
    sheet.school_year = place->text("year");
    sheet.head_of_school = holder_on_paper(session, order, "head_teacher");
    // What is about one entry of the record is handed over by itself: nobody reads on a sheet that goes round who has one.
    for (const Row& row : session.find_all(
             "SELECT d.content FROM issued_document d "
             "LEFT JOIN student s ON s.school_id = d.school_id AND s.student_id = d.student_id "
             "LEFT JOIN issued_document next ON next.school_id = d.school_id "
             "AND next.replaces = d.document_id "
             "LEFT JOIN revoked_document r ON r.school_id = d.school_id "
             "AND r.document_id = d.document_id WHERE d.school_id = $1 AND d.class_id = $2 "
             "AND next.document_id IS NULL AND r.document_id IS NULL AND d.student_id IS NOT NULL "
             "AND d.paper_entry IS NULL "
             "ORDER BY s.name_ar, d.document_id",
             order.school, class_id)) {
        const auto content = parse_content(row.text("content"));
        if (!content)
            return content.refusal();
        sheet.documents.push_back({content->student, content->title, content->serial});
    }
    return sheet;
}

}  // namespace

print::Document printed(const DeliverySheet& sheet, const Issuer& issuer, const Printing& printing)
{
    const auto say = [&](std::string_view key) { return word(key, printing.language); };
    print::Document document = begun(issuer, printing, {say("title"), sheet.grade_and_section, ""});
    document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    print::Table table;
    table.columns = {{2, Align::middle}, {11}, {9}, {8, Align::middle}, {8}, {6}, {5}};
    print::Row head{{Cell(say("number")), say("student"), say("document"), say("serial"),
                     say("receiver"), say("signature"), say("date")},
                    print::Weight::bold,
                    true};
    table.head = {std::move(head)};
    table.when_empty = say("none");
    for (std::size_t i = 0; i < sheet.documents.size(); ++i) {
        const DeliveredDocument& one = sheet.documents[i];
        table.rows.push_back(
            print::Row{.cells = {Cell(std::to_string(i + 1)), one.student, one.title,
                                 print::as_written(one.serial), "", "", ""},
                       .least_height = k_line_height});
    }
    document.blocks = {
        print::Heading{say("title"), 1},
        print::Fields{
            {{say("grade"), sheet.grade_and_section}, {say("school_year"), sheet.school_year}}, 2},
        print::Paragraph{say("body")},
        std::move(table),
        print::Space{2},
        print::Signatures{{{say("delivered_by"), "", "", "delivered_by"},
                           {say("head"), sheet.head_of_school, "", "head"}},
                          say("stamp")}};
    return document;
}

DeliverySheet sample_delivery_sheet()
{
    DeliverySheet sheet;
    for (const SampleLine& line : sample_lines(embedded_delivery_sheet())) {
        if (line.is("grade"))
            sheet.grade_and_section = line.text(1);
        else if (line.is("school_year"))
            sheet.school_year = line.text(1);
        else if (line.is("head"))
            sheet.head_of_school = line.text(1);
        else if (line.is("document"))
            sheet.documents.push_back({line.text(1), line.text(2), line.text(3)});
    }
    return sheet;
}

void add_delivery_sheet(PaperKinds& kinds)
{
    PaperKind kind;
    kind.name = "delivery_sheet";
    kind.title_ar = word("title", print::Language::arabic);
    kind.title_en = word("title", print::Language::english);
    kind.about = PaperKind::About::school_class;
    kind.is_issued = false;
    kind.languages = {print::Language::arabic, print::Language::english};
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<Paper> {
        auto sheet = sheet_of(session, order);
        if (!sheet)
            return sheet.refusal();
        Paper paper;
        paper.content.school_year = sheet->school_year;
        paper.printed = [sheet = std::move(*sheet)](const Issuer& issuer,
                                                    const Printing& printing) {
            return printed(sheet, issuer, printing);
        };
        return paper;
    };
    kind.sample = [](const Issuer& issuer, const Printing& printing) {
        return printed(sample_delivery_sheet(), issuer, printing);
    };
    kinds.add(std::move(kind));
}

}  // namespace taqwim::documents

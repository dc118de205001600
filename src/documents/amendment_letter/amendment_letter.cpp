#include "documents/amendment_letter/amendment_letter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "documents/amendment_store.h"
#include "documents/document_folder.h"
#include "documents/record_on_paper.h"
#include "embedded/amendment_letter.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Session;

const WordList& words()
{
    static const WordList read = words_in(embedded_amendment_letter(), "amendment_letter");
    return read;
}

Result<AmendmentLetterPaper> letter_of(Session& session, const PaperOrder& order)
{
    const std::int64_t id = order.entry.value();
    const auto request_id = request_of_letter(session, order.school, id);
    const auto request = find_request(session, order.school, request_id.value_or(0));
    const AmendmentTrail trail = trail_of(session, order.school, request_id.value_or(0));
    const auto found = std::ranges::find(trail.letters, id, &AmendmentLetter::id);
    if (!request || found == trail.letters.end() || !trail.order)
        return school::unknown_record("amendment_letter", id, "entry");
    const std::string country = school::country_of(session, order.school);
    const auto written = [&](const std::optional<Day>& day) {
        return day ? short_day(*day, country) : std::string();
    };
    AmendmentLetterPaper letter{.kind = found->kind,
                                .addressee = found->addressee,
                                .heir = found->heir,
                                .years = found->years,
                                .decision_number = trail.order->reference,
                                .decision_day = written(trail.order->dated),
                                .name_before = school::joined_name(trail.order->name_parts),
                                .name_after = school::joined_name(request->name_parts)};
    if (const AmendmentStep* const sent = found->step("sent")) {
        letter.number = sent->number;
        letter.day = written(sent->dated);
    }
    if (request->birth_day && request->birth_day != trail.order->birth_day) {
        letter.birth_before = written(trail.order->birth_day);
        letter.birth_after = written(request->birth_day);
    }
    const auto student = school::find_student(
        session, order.school, standing_record(session, order.school, request->student_id));
    letter.is_girl = student->sex == "female";
    return letter;
}

class LetterPage {
public:
    LetterPage(const AmendmentLetterPaper& letter, print::Language language)
        : letter_(letter), language_(language)
    {}

    [[nodiscard]] std::string word(std::string_view key) const
    {
        return words().at(key, language_);
    }

    void add(std::vector<print::Block>& blocks) const
    {
        const bool is_school = letter_.kind == "school";
        blocks.emplace_back(print::Heading{word("title"), 1});
        blocks.emplace_back(head());
        blocks.emplace_back(print::Paragraph{opening(), {.size = 12}});
        blocks.emplace_back(facts());
        blocks.emplace_back(amended());
        blocks.emplace_back(print::Heading{word("asked"), 3});
        if (is_school)
            for (const char* const one : {"asked_1", "asked_2", "asked_3"})
                blocks.emplace_back(print::Paragraph{word(one)});
        else
            blocks.emplace_back(print::Paragraph{word("asked_" + letter_.kind)});
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(
            print::Signatures{{{word("director"), "", "", "director"}}, word("stamp")});
        if (is_school)
            blocks.emplace_back(notice());
    }

private:
    [[nodiscard]] print::Fields head() const
    {
        std::string to = word("to_" + (letter_.kind == "school" ? "head" : letter_.kind));
        if (letter_.kind == "school")
            to = letter_.heir.empty() ? words().with("to_head", language_, letter_.addressee)
                                      : print::isolated(letter_.heir) + word("comma") +
                                            words().with("heir", language_, letter_.addressee);
        return {.fields = {{word("letter_number"), as_number(letter_.number)},
                           {word("letter_day"), letter_.day},
                           {word("to"), std::move(to), 2}},
                .columns = 2};
    }

    [[nodiscard]] std::string opening() const
    {
        const std::string key = letter_.kind == "school" ? "opening" : "opening_copy";
        return word(letter_.is_girl ? key + "_f" : key);
    }

    [[nodiscard]] print::Fields facts() const
    {
        print::Fields fields{
            .fields = {{word("decision_number"), as_number(letter_.decision_number)},
                       {word("decision_day"), letter_.decision_day}},
            .columns = 2};
        if (letter_.kind == "school")
            fields.fields.push_back({word("years"), years(), 2});
        return fields;
    }

    [[nodiscard]] std::string years() const
    {
        std::string text;
        for (std::size_t at = 0; at < letter_.years.size();) {
            const std::size_t end = std::min(letter_.years.find(", ", at), letter_.years.size());
            text += (text.empty() ? "" : word("comma")) +
                    print::isolated(letter_.years.substr(at, end - at));
            at = end + 2;
        }
        return text;
    }

    [[nodiscard]] print::Table amended() const
    {
        print::Table table;
        table.columns = {{4}, {10}, {10}};
        table.head = {print::Row{
            {print::Cell(word("what")), word("before"), word("after")}, print::Weight::bold, true}};
        table.rows = {
            print::Row{{print::Cell(word("name")), letter_.name_before, letter_.name_after}}};
        if (!letter_.birth_after.empty())
            table.rows.push_back(
                print::Row{{print::Cell(word("birth_day")),
                            letter_.birth_before.empty() ? word("unknown") : letter_.birth_before,
                            letter_.birth_after}});
        return table;
    }

    // What the school sends back.
    [[nodiscard]] print::Together notice() const
    {
        print::Fields fields{.fields = {{word("noticed_by"), "", 2},
                                        {word("noticed_number")},
                                        {word("noticed_on")},
                                        {word("noticed_hand"), "", 2}},
                             .columns = 2,
                             .boxed = true};
        return {{print::Line{}, print::Heading{word("notice"), 3},
                 print::Paragraph{word("noticed")}, std::move(fields)}};
    }

    [[nodiscard]] static std::string as_number(const std::string& number)
    {
        return number.empty() ? std::string() : print::as_written(number);
    }

    const AmendmentLetterPaper& letter_;
    print::Language language_;
};

}  // namespace

print::Document printed(const AmendmentLetterPaper& letter, const Issuer& issuer,
                        const Printing& printing)
{
    const LetterPage page(letter, printing.language);
    Issuer directorate = issuer;
    if (directorate.lines.size() > 1) {
        directorate.lines.pop_back();
        directorate.name = directorate.lines.back();
    }
    print::Document document =
        begun(directorate, printing, {page.word("title"), letter.name_after, "PG-24.P.3"});
    page.add(document.blocks);
    return document;
}

AmendmentLetterPaper sample_amendment_letter()
{
    AmendmentLetterPaper letter;
    const std::array<std::pair<std::string_view, std::string*>, 11> texts = {
        {{"kind", &letter.kind},
         {"addressee", &letter.addressee},
         {"years", &letter.years},
         {"letter_number", &letter.number},
         {"letter_day", &letter.day},
         {"decision_number", &letter.decision_number},
         {"decision_day", &letter.decision_day},
         {"name_before", &letter.name_before},
         {"name_after", &letter.name_after},
         {"birth_before", &letter.birth_before},
         {"birth_after", &letter.birth_after}}};
    for (const SampleLine& line : sample_lines(embedded_amendment_letter()))
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
    return letter;
}

void add_amendment_letter(PaperKinds& kinds)
{
    PaperKind kind;
    kind.name = "amendment_letter";
    kind.form = "PG-24.P.3";
    kind.title_ar = words().at("title", print::Language::arabic);
    kind.title_en = words().at("title", print::Language::english);
    kind.about = PaperKind::About::school;
    kind.regulations = {"sa_1426", "sa_guide", "sa_1447"};
    kind.is_issued = false;
    kind.takes_entry = true;
    kind.languages = {print::Language::arabic};
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<Paper> {
        auto letter = letter_of(session, order);
        if (!letter)
            return letter.refusal();
        Paper paper;
        paper.content.student = letter->name_after;
        paper.printed = [letter = std::move(*letter)](const Issuer& issuer,
                                                      const Printing& printing) {
            return printed(letter, issuer, printing);
        };
        return paper;
    };
    kind.sample = [](const Issuer& issuer, const Printing& printing) {
        return printed(sample_amendment_letter(), issuer, printing);
    };
    kinds.add(std::move(kind));
}

}  // namespace taqwim::documents

#include "documents/attestation_register/attestation_register.h"

#include <utility>

#include "documents/document_folder.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "embedded/attestation_register.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using print::Align;
using print::Cell;

// For a hand that signs.
constexpr double k_line_height = 9;

std::string word(std::string_view key, print::Language language)
{
    static const WordList words = words_in(embedded_attestation_register(), "attestation_register");
    return words.at(key, language);
}

Result<AttestationRegister> register_of(Session& session, const PaperOrder& order)
{
    const auto year = session.find_one("SELECT name, first_day, last_day FROM school_year "
                                       "WHERE school_id = $1 AND school_year_id = $2",
                                       order.school, order.school_year_id);
    if (!year)
        return school::unknown_record("school_year", order.school_year_id, "school_year_id");
    AttestationRegister entries;
    entries.school_year = year->text("name");
    entries.head_of_school = holder_on_paper(session, order, "head_teacher");
    const std::string country = school::country_of(session, order.school);
    for (const AttestationEntry& entry :
         attestations_between(session, order.school, school::day_in(*year, "first_day"),
                              school::day_in(*year, "last_day"))) {
        const bool in_english =
            order.language == print::Language::english && !entry.name_en.empty();
        const Day day = entry.answer ? entry.answer->dated : Day::parse(entry.asked_on).value();
        entries.lines.push_back(
            {.document = entry.title,
             .is_translation = entry.is_translation,
             .number = entry.number,
             .holder = in_english ? entry.name_en : entry.name_ar,
             .signer = entry.signer,
             .day = short_day(day, country),
             .state = entry.state(),
             .reference = entry.answer ? entry.answer->reference : std::string(),
             .clause = entry.clause});
    }
    return entries;
}

}  // namespace

print::Document printed(const AttestationRegister& entries, const Issuer& issuer,
                        const Printing& printing)
{
    const auto say = [&](std::string_view key) { return word(key, printing.language); };
    print::Document document = begun(issuer, printing, {say("title"), entries.school_year, ""});
    document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    print::Table table;
    table.columns = {{2, Align::middle}, {10}, {8, Align::middle}, {10}, {9},
                     {6, Align::middle}, {9}};
    print::Row head{{Cell(say("line")), say("document"), say("number"), say("holder"),
                     say("signer"), say("day"), say("signature")},
                    print::Weight::bold,
                    true};
    table.head = {std::move(head)};
    table.when_empty = say("none");
    for (std::size_t i = 0; i < entries.lines.size(); ++i) {
        const RegisterLine& one = entries.lines[i];
        std::string what = one.document;
        if (one.is_translation)
            what += say("comma") + say("translation");
        // One still waiting leaves its place to be signed.
        std::string signature = one.state == "waiting" ? std::string() : say("state_" + one.state);
        if (!one.reference.empty())
            signature += ": " + print::as_written(one.reference);
        else if (one.state == "refused" || one.state == "not_needed")
            signature += " (" + print::as_written(one.clause) + ")";
        table.rows.push_back(print::Row{
            .cells = {Cell(std::to_string(i + 1)), what,
                      one.number.empty() ? std::string() : print::as_written(one.number),
                      one.holder, one.signer.empty() ? say("nobody") : say("signer_" + one.signer),
                      one.state == "waiting" ? std::string() : one.day, std::move(signature)},
            .least_height = k_line_height});
    }
    document.blocks = {print::Heading{say("title"), 1},
                       print::Fields{{{say("school_year"), entries.school_year}}, 2},
                       std::move(table), print::Space{2},
                       print::Signatures{{{say("kept_by"), "", "", "kept_by"},
                                          {say("head"), entries.head_of_school, "", "head"}},
                                         say("stamp")}};
    return document;
}

AttestationRegister sample_attestation_register()
{
    AttestationRegister entries;
    for (const SampleLine& line : sample_lines(embedded_attestation_register())) {
        if (line.is("school_year"))
            entries.school_year = line.text(1);
        else if (line.is("head"))
            entries.head_of_school = line.text(1);
        else if (line.is("entry"))
            entries.lines.push_back({.document = line.text(2),
                                     .is_translation = line.text(1) == "translation",
                                     .number = line.text(3),
                                     .holder = line.text(4),
                                     .signer = line.text(5),
                                     .day = line.text(6),
                                     .state = line.text(7),
                                     .reference = line.text(8),
                                     .clause = line.text(9)});
    }
    return entries;
}

void add_attestation_register(PaperKinds& kinds)
{
    PaperKind kind;
    kind.name = "attestation_register";
    kind.form = "PG-24.T.1";
    kind.title_ar = word("title", print::Language::arabic);
    kind.title_en = word("title", print::Language::english);
    kind.about = PaperKind::About::school;
    kind.regulations = {"sa_1426", "sa_guide", "sa_1447"};
    kind.is_issued = false;
    kind.languages = {print::Language::arabic, print::Language::english};
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<Paper> {
        auto entries = register_of(session, order);
        if (!entries)
            return entries.refusal();
        Paper paper;
        paper.content.school_year = entries->school_year;
        paper.printed = [entries = std::move(*entries)](const Issuer& issuer,
                                                        const Printing& printing) {
            return printed(entries, issuer, printing);
        };
        return paper;
    };
    kind.sample = [](const Issuer& issuer, const Printing& printing) {
        return printed(sample_attestation_register(), issuer, printing);
    };
    kinds.add(std::move(kind));
}

}  // namespace taqwim::documents

#include "results/documents/honours_source.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/paper_places.h"
#include "documents/record_on_paper.h"
#include "results/documents/honours/honours.h"
#include "results/documents/paper_of_data.h"
#include "results/documents/saudi_people.h"
#include "results/honours.h"
#include "school/keeping.h"
#include "school/merges_store.h"
#include "school/schools_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperKind;
using documents::PaperOrder;
using print::Language;

// In one calendar, for which there is room beside two others: the country's own, in English the Gregorian.
std::string day_of_paper(Day day, const std::string& country, Language language)
{
    const std::string text = documents::day_on_paper(
        day, language == Language::english ? "" : country, language, print::DigitSet::western);
    return text.substr(0, text.find('\n'));
}

BothLanguages giver_of(Session& session, SchoolId school, const std::string& authority)
{
    if (authority == "ministry")
        return ministry_as_giver();
    const auto row =
        session.find_one("SELECT d.name_ar, d.name_en FROM school s JOIN directorate d "
                         "ON d.directorate_id = s.directorate_id WHERE s.school_id = $1",
                         school);
    return {row->text("name_ar"), row->text("name_en")};
}

// Of the order's student, also where a document names the record that was merged into his.
std::optional<HonourEntry> ordered_honour(Session& session, const PaperOrder& order)
{
    const auto honour = find_honour(session, order.school, order.entry.value_or(0), order.today);
    if (!honour || !honour->withdrawn_on.empty() || honour->school_year_id != order.school_year_id)
        return std::nullopt;
    const auto records = school::records_of(session, {order.school, honour->student_id});
    const bool is_his = std::ranges::find(records, order.student_id.value_or(0)) != records.end();
    return is_his ? honour : std::nullopt;
}

Result<Honours> honours_of(Session& session, const PaperOrder& order)
{
    const auto entry = ordered_honour(session, order);
    if (!entry)
        return school::unknown_record("honour", order.entry.value_or(0), "entry");
    if (order.stage == documents::Stage::issue && !entry->consented_on)
        return Refusal{RefusalCode::honour_consent_missing, {}, "entry", "SR-3.7"};
    if (order.language == Language::english && entry->for_what_en.empty())
        return Refusal{RefusalCode::facts_incomplete,
                       {{"value", "paper.honour_text_en"}},
                       "language",
                       "SR-3.7"};
    PaperOrder of_his = order;
    of_his.student_id = entry->student_id;
    of_his.class_id =
        documents::class_in_year(session, order.school, entry->student_id, entry->school_year_id);
    const auto in = paper_class_of(session, of_his);
    if (!in)
        return in.refusal();
    const std::string country = school::country_of(session, order.school);
    Honours honours;
    honours.student = named_student_of(session, of_his, *in);
    honours.student.grade = {documents::grade_on_paper(country, in->grade, Language::arabic),
                             documents::grade_on_paper(country, in->grade, Language::english)};
    honours.giver = giver_of(session, order.school, entry->authority);
    honours.for_what = {entry->for_what_ar, entry->for_what_en};
    honours.decision = entry->decision;
    honours.decided_on = day_of_paper(entry->decided_on, country, order.language);
    if (entry->consented_on)
        honours.consented_on = day_of_paper(*entry->consented_on, country, order.language);
    honours.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return honours;
}

}  // namespace

void add_honours_paper(documents::PaperKinds& kinds)
{
    PaperKind kind;
    kind.name = k_honours_paper;
    kind.form = "SR-3.7";
    kind.title_ar = content_of(Honours{}, Language::arabic).title;
    kind.title_en = content_of(Honours{}, Language::english).title;
    // No regulation's own: the Ministry of any of them honours by decision and consent.
    kind.languages = {Language::arabic, Language::english};
    kind.takes_entry = true;
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<documents::Paper> {
        auto honours = honours_of(session, order);
        if (!honours)
            return honours.refusal();
        return paper_of(std::move(*honours), order.language);
    };
    kind.sample = sample_of(sample_honours);
    kinds.add(std::move(kind));
}

}  // namespace taqwim::results

#include "documents/issuer.h"

#include <string>

#include "documents/shared_words.h"
#include "platform/calendar/written_date.h"
#include "school/schools_store.h"

namespace taqwim::documents {

Issuer issuer_of(database::Session& session, SchoolId school, print::Language language)
{
    const school::School of = school::find_school(session, school).value();
    const school::Directorate directorate =
        school::find_directorate(session, of.directorate_id).value();
    const bool is_english = language == print::Language::english;
    const auto name = [&](const auto& record) {
        return is_english && !record.name_en.empty() ? record.name_en : record.name_ar;
    };
    Issuer issuer;
    issuer.lines = {shared_words().at("state_" + directorate.country, language),
                    shared_words().at("ministry_" + directorate.country, language),
                    name(directorate), name(of)};
    issuer.name = name(of);
    return issuer;
}

std::string day_on_paper(Day day, std::string_view country, print::Language language,
                         print::DigitSet digits)
{
    using calendar::CalendarKind;
    const auto written = [&](CalendarKind kind) {
        return calendar::write_date(day, {.calendar = kind,
                                          .language = language == print::Language::arabic
                                                          ? calendar::DateLanguage::arabic
                                                          : calendar::DateLanguage::english,
                                          .digits = digits == print::DigitSet::arabic_indic
                                                        ? calendar::DigitSet::arabic_indic
                                                        : calendar::DigitSet::ascii});
    };
    const bool is_hijri_first = country == "SA";
    const auto own = written(is_hijri_first ? CalendarKind::hijri : CalendarKind::gregorian);
    const auto other = written(is_hijri_first ? CalendarKind::gregorian : CalendarKind::hijri);
    if (!own || !other)
        return own.value_or(other.value_or(day.to_text()));
    return print::isolated(*own) + '\n' + shared_words().with("which_is", language, *other);
}

std::string grade_on_paper(std::string_view country, std::int64_t grade, print::Language language)
{
    const std::string stage = country == "SA" ? "grade_SA_" : "grade_";
    return shared_words().at(stage + std::to_string(grade), language);
}

}  // namespace taqwim::documents

#include "documents/issuer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "documents/shared_words.h"
#include "embedded/documents.h"
#include "platform/calendar/written_date.h"
#include "platform/tables/tab_lines.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

struct FormerMinistry {
    std::string_view country;
    Day last_day{0};
    std::string_view arabic;
    std::string_view english;
};

const std::vector<FormerMinistry>& former_ministries()
{
    static const std::vector<FormerMinistry> read = [] {
        const auto file = std::ranges::find(
            embedded_documents(), std::string_view("former_ministries.tsv"), &EmbeddedFile::path);
        std::vector<FormerMinistry> all;
        for (const tables::TabLine& line : tables::tab_lines(file->text))
            all.push_back({line.fields.at(0), Day::parse(line.fields.at(1)).value(),
                           line.fields.at(2), line.fields.at(3)});
        return all;
    }();
    return read;
}

}  // namespace

std::string ministry_on(Day day, std::string_view country, print::Language language)
{
    for (const FormerMinistry& former : former_ministries())
        if (former.country == country && day <= former.last_day)
            return std::string(language == print::Language::english ? former.english
                                                                    : former.arabic);
    return shared_words().at("ministry_" + std::string(country), language);
}

Issuer issuer_of(database::Session& session, SchoolId school, print::Language language, Day day)
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
                    ministry_on(day, directorate.country, language), name(directorate), name(of)};
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

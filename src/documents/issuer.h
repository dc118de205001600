// Whose paper it is: the head of a ministry's, a directorate's and a school's paper, as the record names them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/day.h"
#include "core/identity.h"
#include "documents/printed_document.h"
#include "platform/database/session.h"

namespace taqwim::documents {

// SR-1.8  What the ministry of a country was called on a day.
[[nodiscard]] std::string ministry_on(Day day, std::string_view country, print::Language language);

// The lines above a school's papers: country, ministry as it was called on the day, directorate, school. The school must be
// there.
[[nodiscard]] Issuer issuer_of(database::Session& session, SchoolId school,
                               print::Language language, Day day);

// A day as papers bear it, in both calendars on two lines, the country's own first: «٢ محرم ١٤٤٨ هـ», «الموافق ١٧ يونيو
// ٢٠٢٦ م».
[[nodiscard]] std::string day_on_paper(Day day, std::string_view country, print::Language language,
                                       print::DigitSet digits);

// «الرابع»; in Saudi schools with its stage: «الثاني المتوسط». `grade` is 1 to 12.
[[nodiscard]] std::string grade_on_paper(std::string_view country, std::int64_t grade,
                                         print::Language language);

}  // namespace taqwim::documents

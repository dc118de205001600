// Which papers an order of a class or of students comes to, and how requests name their look.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "documents/paper_desk.h"

namespace taqwim::documents {

// "ar", "en"; "arabic_indic", "western". Anything else is the first.
[[nodiscard]] print::Language language_of(std::string_view text);
[[nodiscard]] print::DigitSet digits_of(std::string_view text);
[[nodiscard]] std::string_view to_text(print::Language language);
[[nodiscard]] std::string_view to_text(print::DigitSet digits);

// The class of the student in the year: the one he was enrolled in last.
[[nodiscard]] std::optional<std::int64_t> class_in_year(database::Session& session, SchoolId school,
                                                        std::int64_t student, std::int64_t year);

// `like` for the class itself, or for each of its students where the kind is about students: those who belong to it at the
// end of its year, or now, by name. The class must be there.
[[nodiscard]] std::vector<PaperWanted> papers_of_class(database::Session& session,
                                                       const PaperKinds& kinds,
                                                       const PaperWanted& like,
                                                       std::int64_t class_id);
// `like`, whose year is set, for these students.
[[nodiscard]] std::vector<PaperWanted> papers_of_students(
    database::Session& session, const PaperWanted& like, const std::vector<std::int64_t>& students);

}  // namespace taqwim::documents

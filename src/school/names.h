// Names of people, the numbers on their papers, and how both are found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "school/digest_column.h"
#include "school/keeping.h"

namespace taqwim::school {

// What stands beside a name in its table.
struct StoredName {
    std::string search_name;  // the form by which it is found
    std::string sort_key;     // its place in the Arabic order of names
};

[[nodiscard]] StoredName stored_name(std::string_view name);

// The pattern of LIKE … ESCAPE '!' for names that hold what was typed, in any spelling; "%" for nothing.
[[nodiscard]] std::string search_pattern(std::string_view typed);

// The page key of lists by name: the sort key and the id of the last record shown.
struct NamePlace {
    std::string sort_key;
    std::int64_t id = 0;

    [[nodiscard]] std::string to_text() const { return sort_key + '.' + std::to_string(id); }
    // Refuses with page_key_invalid. Empty: before the first name.
    [[nodiscard]] static Result<NamePlace> in(const Page& page);
};

// PG-24.N.1, PG-24.N.2: a citizen's name has four parts, or five with clan and tribe, as in the family register.
// PG-24.N.3: anybody else's is written from the passport, which may have fewer. Refuses with name_parts_wrong.
[[nodiscard]] std::optional<Refusal> refuses_name_parts(const std::vector<std::string>& parts,
                                                        bool is_citizen);
// PG-24.A: how many leading parts of two names are the same, however they are spelt (tables/arabic_text.h) and without
// the word for son.
[[nodiscard]] int matching_name_parts(const std::vector<std::string>& one,
                                      const std::vector<std::string>& other);
// The parts in one line.
[[nodiscard]] std::string joined_name(const std::vector<std::string>& parts);
// As the column name_parts keeps them: a JSON list.
[[nodiscard]] std::string name_parts_json(const std::vector<std::string>& parts);
[[nodiscard]] std::vector<std::string> name_parts_in(std::string_view json);

// Rules of check digits are known from public sources, not from the offices that issue the papers: a number that fails one
// is refused once, and taken when somebody has looked at the paper again and confirms it.
enum class CheckDigit : std::uint8_t { must_fit, confirmed };

// The number of a paper in ASCII digits and capitals, without blanks and hyphens, or identity_number_invalid. National
// ids and residence permits are held to their country's form: Saudi ones have ten digits of which the first is 1
// (national id) or 2 (residence) and the last a check digit; Kuwaiti ones (the civil id, for both) twelve digits with
// the day of birth and a check digit; Omani ones are digits. Other papers have letters and digits.
[[nodiscard]] Result<std::string> checked_identity_number(std::string_view country,
                                                          std::string_view kind,
                                                          std::string_view number,
                                                          std::string_view field,
                                                          CheckDigit check = CheckDigit::must_fit);
// The same where the kind of paper is not said: a number in the length of the country's id is held to its form.
[[nodiscard]] Result<std::string> checked_person_number(std::string_view country,
                                                        std::string_view number,
                                                        std::string_view field,
                                                        CheckDigit check = CheckDigit::must_fit);

}  // namespace taqwim::school

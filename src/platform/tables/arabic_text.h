// Arabic names and headings as people write them in many ways, brought into one form for finding and for sorting.
#pragma once

#include <string>
#include <string_view>

namespace taqwim::tables {

// The form by which names are found: without tashkeel, tatweel and direction marks, with one alef for أ إ آ ٱ, ي for ى ئ
// and the Persian yeh, ه for ة, و for ؤ, ك for the Persian kaf, ASCII digits, small Latin letters and single blanks;
// presentation forms are letters again, and «عبد الله» is «عبدالله». Stored beside the name: what this returns is fixed,
// another form is another column.
[[nodiscard]] std::string search_form(std::string_view text);

// The form by which headings are compared: search_form of letters and digits alone, so that «رقم الهوية:» is «رقم الهويه»
// and "Civil ID" is "civil_id".
[[nodiscard]] std::string heading_form(std::string_view text);

// Hexadecimal digits that sort, byte by byte, as the text does by the Arabic collation of ICU. Stored beside a name; made
// anew for all names when sort_key_version changes.
[[nodiscard]] std::string sort_key(std::string_view text);
[[nodiscard]] std::string sort_key_version();

}  // namespace taqwim::tables

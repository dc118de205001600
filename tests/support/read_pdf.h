// PDFs as other programs read them: poppler's pdftotext, pdfinfo, pdfdetach and pdftoppm, qpdf, zbarimg.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim::tests {

// The text of all pages as poppler gives it, brought to the form that goldens hold: numbers and Latin words of an Arabic
// line in the order in which they were written (poppler gives them as they stand from left to right, and marks them so),
// without direction marks and tashkeel (which it puts before or after their letter), blanks single, no empty lines; a line
// "--- page 2" before each page but the first.
[[nodiscard]] std::string text_of_pdf(std::string_view pdf);

// Letters, digits and signs of a text as text_of_pdf() gives them: to look for a sentence in it.
[[nodiscard]] std::string comparable(std::string_view text);

// "Title: …", one property a line.
[[nodiscard]] std::string properties_of_pdf(std::string_view pdf);
// "name emb sub uni", one font a line, as pdffonts says.
[[nodiscard]] std::string fonts_of_pdf(std::string_view pdf);
// What `qpdf --check` says; empty when the file is sound.
[[nodiscard]] std::string faults_of_pdf(std::string_view pdf);
// The bytes of the file attached under this name; empty when there is none.
[[nodiscard]] std::string attached_file(std::string_view pdf, const std::string& name);
// What is wrong with where the words stand, one a line: a word that lies beyond its page, or over another one. Empty when each
// word has its place. A watermark is no text.
[[nodiscard]] std::string misplaced_words_of_pdf(std::string_view pdf);
// How high the boxes of the words are, in points: as the typeface at its size, which is a fixed share more than the size.
// Of a word that stands there more than once, the first.
[[nodiscard]] std::map<std::string, double> heights_of_words(std::string_view pdf);
// What a phone reads in the QR codes of a page, one a line.
[[nodiscard]] std::string qr_codes_of_pdf(std::string_view pdf);

// A page as it looks: grey, row by row.
struct PagePicture {
    std::size_t width = 0;
    std::size_t height = 0;
    std::string grey;
};

[[nodiscard]] std::vector<PagePicture> pictures_of_pdf(std::string_view pdf, int dots_per_inch);

// The share of points, in millionths, that differ by more than a quarter of black and white; pictures of different sizes
// differ wholly.
[[nodiscard]] int difference_in_millionths(const PagePicture& a, const PagePicture& b);

// Compares each page with its golden picture at 60 dots per inch, `path` with ".1.png", ".2.png" … at its end, and the text with
// `path`.txt. Up to two points in a thousand may differ: another version of poppler smooths edges otherwise. TAQWIM_GOLDEN=record
// writes them anew, as for every golden.
void check_golden_pdf(const std::filesystem::path& path, std::string_view pdf);

}  // namespace taqwim::tests

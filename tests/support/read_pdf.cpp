#include "tests/support/read_pdf.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

#include <cairo.h>
#include <doctest/doctest.h>

#include "tests/support/golden.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

namespace fs = std::filesystem;

constexpr int k_golden_dots_per_inch = 60;

// A folder of its own, gone afterwards.
class ScratchFolder {
public:
    ScratchFolder()
    {
        std::string pattern = (fs::temp_directory_path() / "taqwim-pdf-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder could be made");
        path_ = pattern;
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void write_file(const std::string& path, std::string_view bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string output_of(const std::string& command, bool may_fail = false)
{
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr)
        throw std::runtime_error("cannot run " + command);
    std::string output;
    std::array<char, 65536> buffer{};
    while (const std::size_t bytes = fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), bytes);
    if (pclose(pipe) != 0 && !may_fail)
        throw std::runtime_error("failed: " + command + "\n" + output);
    return output;
}

std::uint32_t code_at(std::string_view text, std::size_t& bytes)
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? std::uint32_t{static_cast<unsigned char>(text[i])} : 0U;
    };
    if (byte(0) >= 0xF0) {
        bytes = 4;
        return (byte(0) & 7U) << 18U | (byte(1) & 63U) << 12U | (byte(2) & 63U) << 6U |
               (byte(3) & 63U);
    }
    if (byte(0) >= 0xE0) {
        bytes = 3;
        return (byte(0) & 15U) << 12U | (byte(1) & 63U) << 6U | (byte(2) & 63U);
    }
    if (byte(0) >= 0xC0) {
        bytes = 2;
        return (byte(0) & 31U) << 6U | (byte(1) & 63U);
    }
    bytes = 1;
    return byte(0);
}

bool is_left_out(std::uint32_t code)
{
    return (code >= 0x064B && code <= 0x0655) || code == 0x0670 || code == 0x0640 ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

bool is_latin(std::string_view character)
{
    const char one = character.front();
    return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
}

bool is_digit(std::string_view character)
{
    return (character.front() >= '0' && character.front() <= '9') ||
           (character.size() == 2 && character[0] == '\xD9' &&
            static_cast<unsigned char>(character[1]) >= 0xA0 &&
            static_cast<unsigned char>(character[1]) <= 0xA9);
}

// What binds two digits into one number.
bool joins_digits(std::string_view character)
{
    return character == "." || character == "," || character == "/" || character == ":" ||
           character == "\xD9\xAB" || character == "\xE2\x81\x84" || character == "\xD9\xAC";
}

std::vector<std::string_view> characters_of(std::string_view text)
{
    std::vector<std::string_view> characters;
    while (!text.empty()) {
        std::size_t bytes = 1;
        code_at(text, bytes);
        characters.push_back(text.substr(0, bytes));
        text.remove_prefix(std::min(bytes, text.size()));
    }
    return characters;
}

// Where what begins at `first` ends: a number with its signs, a phrase of Latin words and numbers, or one character.
std::size_t end_of_word(const std::vector<std::string_view>& characters, std::size_t first)
{
    const bool begins_phrase = is_latin(characters[first]);
    if (!begins_phrase && !is_digit(characters[first]))
        return first + 1;
    const auto belongs = [&](std::size_t i) {
        return is_digit(characters[i]) ? !begins_phrase || characters[i].size() == 1
                                       : begins_phrase && is_latin(characters[i]);
    };
    std::size_t end = first + 1;
    for (std::size_t i = end; i < characters.size(); ++i) {
        if (belongs(i))
            end = i + 1;
        else if (begins_phrase ? characters[i].size() > 1 : !joins_digits(characters[i]))
            break;
    }
    return end;
}

// Inside an Arabic line poppler writes numbers, signs and Latin words as they stand from left to right, between U+202A and
// U+202C. Read from the right they are in the order in which they were written.
std::string as_written_in_line(std::string_view stretch)
{
    const std::vector<std::string_view> characters = characters_of(stretch);
    std::string turned;
    for (std::size_t first = 0; first < characters.size();) {
        const std::size_t end = end_of_word(characters, first);
        std::string word;
        for (; first < end; ++first)
            word += characters[first];
        turned.insert(0, word);
    }
    return turned;
}

std::string logical_line(std::string_view line)
{
    constexpr std::string_view k_opens = "\xE2\x80\xAA";
    constexpr std::string_view k_closes = "\xE2\x80\xAC";
    std::string logical;
    std::string_view rest = line;
    while (true) {
        const std::size_t open = rest.find(k_opens);
        const std::size_t close = open == std::string_view::npos ? open : rest.find(k_closes, open);
        if (close == std::string_view::npos)
            return logical.append(rest);
        logical.append(rest.substr(0, open));
        const std::string_view stretch =
            rest.substr(open + k_opens.size(), close - open - k_opens.size());
        rest.remove_prefix(close + k_closes.size());
        // A line of its own in Latin letters is in order already.
        const bool is_latin_line = comparable(logical).empty() && comparable(rest).empty() &&
                                   std::any_of(stretch.begin(), stretch.end(), [](const char& one) {
                                       return is_latin({&one, 1});
                                   });
        logical += is_latin_line ? std::string(stretch) : as_written_in_line(stretch);
    }
}

// A word with its box, as `pdftotext -bbox` gives it: in points, from the page's upper left corner.
struct PlacedWord {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    std::string text;
};

double number_after(const std::string& line, const std::string& name)
{
    const std::size_t place = line.find(name + "=\"");
    return place == std::string::npos ? 0 : std::stod(line.substr(place + name.size() + 2));
}

PlacedWord word_in(const std::string& line)
{
    const std::size_t begin = line.find('>') + 1;
    return {.left = number_after(line, "xMin"),
            .top = number_after(line, "yMin"),
            .right = number_after(line, "xMax"),
            .bottom = number_after(line, "yMax"),
            .text = line.substr(begin, line.rfind("</") - begin)};
}

std::string boxes_of(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    return output_of("pdftotext -bbox -enc UTF-8 " + folder.file("a.pdf") + " -");
}

// Boxes are as high as the typeface, higher than the letters: lines that stand close to each other share a little.
bool lies_over(const PlacedWord& a, const PlacedWord& b)
{
    constexpr double k_least_width = 1;
    constexpr double k_least_share = 0.45;
    const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return width > k_least_width &&
           height > k_least_share * std::min(a.bottom - a.top, b.bottom - b.top);
}

// Cairo gives four bytes a point, of which the first three are equal in a grey picture.
PagePicture read_picture(const fs::path& path)
{
    cairo_surface_t* surface = cairo_image_surface_create_from_png(path.c_str());
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        throw std::runtime_error(path.string() + " is no picture");
    }
    constexpr std::size_t k_bytes_of_point = 4;
    PagePicture picture;
    picture.width = static_cast<std::size_t>(cairo_image_surface_get_width(surface));
    picture.height = static_cast<std::size_t>(cairo_image_surface_get_height(surface));
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    const unsigned char* points = cairo_image_surface_get_data(surface);
    for (std::size_t row = 0; row < picture.height; ++row)
        for (std::size_t column = 0; column < picture.width; ++column)
            picture.grey += static_cast<char>(points[row * stride + column * k_bytes_of_point]);
    cairo_surface_destroy(surface);
    return picture;
}

// The pictures of all pages, in the folder, in order.
std::vector<fs::path> drawn_pages(const ScratchFolder& folder, std::string_view pdf,
                                  int dots_per_inch)
{
    write_file(folder.file("a.pdf"), pdf);
    output_of("pdftoppm -gray -png -r " + std::to_string(dots_per_inch) + " " +
              folder.file("a.pdf") + " " + folder.file("page"));
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
        if (entry.path().extension() == ".png")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::string comparable(std::string_view text)
{
    std::string form;
    bool blank_waits = false;
    while (!text.empty()) {
        std::size_t bytes = 1;
        const std::uint32_t code = code_at(text, bytes);
        const std::string_view character = text.substr(0, bytes);
        text.remove_prefix(std::min(bytes, text.size()));
        if (is_left_out(code))
            continue;
        if (code == ' ' || code == '\t' || code == 0xA0) {
            blank_waits = true;
            continue;
        }
        if (code == '\n' || code == '\f') {
            blank_waits = false;
            if (!form.empty() && form.back() != '\n' && form.back() != '\f')
                form += '\n';
            if (code == '\f')
                form += '\f';
            continue;
        }
        if (blank_waits && !form.empty() && form.back() != '\n' && form.back() != '\f')
            form += ' ';
        blank_waits = false;
        form += character;
    }
    return form;
}

std::string text_of_pdf(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    std::istringstream lines(output_of("pdftotext -enc UTF-8 " + folder.file("a.pdf") + " -"));
    std::string logical;
    for (std::string line; std::getline(lines, line);)
        logical += logical_line(line) + '\n';
    const std::string text = comparable(logical);
    std::string paged;
    int page = 1;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\f')
            paged += text[i];
        else if (text.find_first_not_of("\f\n", i) != std::string::npos)
            paged += "--- page " + std::to_string(++page) + '\n';
    return paged;
}

std::string properties_of_pdf(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    return output_of("TZ=UTC pdfinfo -isodates " + folder.file("a.pdf"));
}

std::string fonts_of_pdf(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    return output_of("pdffonts " + folder.file("a.pdf"));
}

std::string faults_of_pdf(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    const std::string said = output_of("qpdf --check " + folder.file("a.pdf") + " 2>&1", true);
    return said.find("No syntax or stream encoding errors found") != std::string::npos ? "" : said;
}

std::string attached_file(std::string_view pdf, const std::string& name)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    output_of("pdfdetach -saveall -o " + folder.path().string() + " " + folder.file("a.pdf"), true);
    return read_file(folder.path() / name);
}

std::string misplaced_words_of_pdf(std::string_view pdf)
{
    constexpr double k_tolerance = 0.5;
    std::istringstream lines(boxes_of(pdf));
    std::string faults;
    std::vector<PlacedWord> words;
    double width = 0;
    double height = 0;
    int page = 0;
    const auto fault = [&](const std::string& what, const PlacedWord& word) {
        faults += "page " + std::to_string(page) + ", " + what + ": " + word.text + '\n';
    };
    for (std::string line; std::getline(lines, line);) {
        if (line.find("<page ") != std::string::npos) {
            width = number_after(line, "width");
            height = number_after(line, "height");
            words.clear();
            ++page;
        }
        if (line.find("<word ") == std::string::npos)
            continue;
        const PlacedWord word = word_in(line);
        if (word.left < -k_tolerance || word.top < -k_tolerance ||
            word.right > width + k_tolerance || word.bottom > height + k_tolerance)
            fault("beyond the page", word);
        for (const PlacedWord& other : words)
            if (lies_over(word, other))
                fault("over «" + other.text + "»", word);
        words.push_back(word);
    }
    return faults;
}

std::map<std::string, double> heights_of_words(std::string_view pdf)
{
    std::istringstream lines(boxes_of(pdf));
    std::map<std::string, double> heights;
    for (std::string line; std::getline(lines, line);)
        if (line.find("<word ") != std::string::npos) {
            const PlacedWord word = word_in(line);
            heights.try_emplace(word.text, word.bottom - word.top);
        }
    return heights;
}

std::string qr_codes_of_pdf(std::string_view pdf)
{
    const ScratchFolder folder;
    write_file(folder.file("a.pdf"), pdf);
    output_of("pdftoppm -r 200 -png " + folder.file("a.pdf") + " " + folder.file("page"));
    return output_of("zbarimg --nodbus --quiet --raw -Sdisable -Sqrcode.enable " +
                         folder.path().string() + "/page*.png",
                     true);
}

std::vector<PagePicture> pictures_of_pdf(std::string_view pdf, int dots_per_inch)
{
    const ScratchFolder folder;
    std::vector<PagePicture> pictures;
    for (const fs::path& file : drawn_pages(folder, pdf, dots_per_inch))
        pictures.push_back(read_picture(file));
    return pictures;
}

int difference_in_millionths(const PagePicture& a, const PagePicture& b)
{
    constexpr int k_quarter = 64;
    constexpr std::size_t k_million = 1'000'000;
    if (a.width != b.width || a.height != b.height)
        return k_million;
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.grey.size(); ++i)
        if (std::abs(static_cast<unsigned char>(a.grey[i]) -
                     static_cast<unsigned char>(b.grey[i])) > k_quarter)
            ++different;
    return static_cast<int>(different * k_million / std::max<std::size_t>(1, a.grey.size()));
}

void check_golden_pdf(const fs::path& path, std::string_view pdf)
{
    check_golden(path.string() + ".txt", text_of_pdf(pdf));
    const ScratchFolder folder;
    const std::vector<fs::path> pages = drawn_pages(folder, pdf, k_golden_dots_per_inch);
    const char* setting = std::getenv("TAQWIM_GOLDEN");
    const bool records = setting != nullptr && std::string_view(setting) == "record";
    const auto golden_of = [&path](std::size_t page) {
        return project_path(path.string() + '.' + std::to_string(page) + ".png");
    };
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const fs::path golden = golden_of(i + 1);
        constexpr int k_tolerance = 2000;
        const bool exists = fs::exists(golden);
        const int difference =
            exists ? difference_in_millionths(read_picture(golden), read_picture(pages[i]))
                   : 1'000'000;
        if (records && difference > k_tolerance) {
            fs::copy_file(pages[i], golden, fs::copy_options::overwrite_existing);
            continue;
        }
        CHECK_MESSAGE(exists, golden.string(), ": no such golden. tools/golden --record makes it");
        CHECK_MESSAGE(difference <= k_tolerance, golden.string(), ": ", difference,
                      " of a million points look otherwise");
    }
    CHECK_MESSAGE(!fs::exists(golden_of(pages.size() + 1)), "the golden has more pages");
}

}  // namespace taqwim::tests

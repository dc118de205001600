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
           character == "\xD9\xAB" || character == "\xD9\xAC";
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
        const bool is_whole_line = comparable(logical).empty() && comparable(rest).empty();
        logical += is_whole_line ? std::string(stretch) : as_written_in_line(stretch);
    }
}

PagePicture read_grey_map(const std::string& bytes)
{
    std::istringstream text(bytes);
    std::string kind;
    std::size_t width = 0;
    std::size_t height = 0;
    int most = 0;
    text >> kind >> width >> height >> most;
    if (kind != "P5" || most != 255)
        throw std::runtime_error("no picture of a page");
    const std::size_t from = static_cast<std::size_t>(text.tellg()) + 1;
    PagePicture picture{width, height, bytes.substr(from)};
    if (picture.grey.size() != width * height)
        throw std::runtime_error("a picture of a page is cut short");
    return picture;
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
    write_file(folder.file("a.pdf"), pdf);
    output_of("pdftoppm -gray -r " + std::to_string(dots_per_inch) + " " + folder.file("a.pdf") +
              " " + folder.file("page"));
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
        if (entry.path().extension() == ".pgm")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<PagePicture> pictures;
    for (const fs::path& file : files)
        pictures.push_back(read_grey_map(read_file(file)));
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
    const std::vector<PagePicture> pictures = pictures_of_pdf(pdf, k_golden_dots_per_inch);
    const char* setting = std::getenv("TAQWIM_GOLDEN");
    const bool records = setting != nullptr && std::string_view(setting) == "record";
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const fs::path file = project_path(path.string() + '.' + std::to_string(i + 1) + ".pgm");
        constexpr int k_tolerance = 2000;
        const bool exists = fs::exists(file);
        const int difference =
            exists ? difference_in_millionths(read_grey_map(read_file(file)), pictures[i])
                   : 1'000'000;
        if (records && difference > k_tolerance) {
            write_file(file.string(), "P5\n" + std::to_string(pictures[i].width) + ' ' +
                                          std::to_string(pictures[i].height) + "\n255\n" +
                                          pictures[i].grey);
            continue;
        }
        CHECK_MESSAGE(exists, file.string(), ": no such golden. tools/golden --record makes it");
        CHECK_MESSAGE(difference <= k_tolerance, file.string(), ": ", difference,
                      " of a million points look otherwise");
    }
    CHECK_MESSAGE(!fs::exists(project_path(path.string() + '.' +
                                           std::to_string(pictures.size() + 1) + ".pgm")),
                  "the golden has more pages");
}

}  // namespace taqwim::tests

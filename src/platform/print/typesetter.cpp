#include "platform/print/typesetter.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "core/configuration_fault.h"

namespace taqwim::print {

namespace {

namespace fs = std::filesystem;

// The one typeface of all documents, in the files that Debian's fonts-hosny-amiri brings. No other font is known to a
// Printer, so that a page never looks different where other fonts are installed.
constexpr std::string_view k_family = "Amiri";
constexpr std::array<std::string_view, 2> k_font_files = {"Amiri-Regular.ttf", "Amiri-Bold.ttf"};
constexpr std::array<std::string_view, 4> k_system_folders = {
    "/usr/share/fonts/opentype/fonts-hosny-amiri", "/usr/share/fonts/truetype/fonts-hosny-amiri",
    "/usr/share/fonts/truetype/amiri", "/usr/local/share/fonts"};

// Amiri's own leading is made for verses with every sign of recitation; records and cards need less.
constexpr double k_line_height = 0.84;

double points(int pango_units)
{
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

std::string font_file(std::string_view name, const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders)
        if (fs::path path = fs::path(folder) / name; fs::exists(path))
            return path.string();
    for (const std::string_view folder : k_system_folders)
        if (fs::path path = fs::path(folder) / name; fs::exists(path))
            return path.string();
    throw ConfigurationFault(
        ConfigurationProblem{std::string(name), 0,
                             "the typeface of printed documents is not installed\n"
                             "To fix: install the Debian package fonts-hosny-amiri, or put "
                             "Amiri-Regular.ttf and Amiri-Bold.ttf into "
                             "/usr/local/share/fonts."});
}

PangoFontMap* make_font_map(const std::vector<std::string>& folders)
{
    FcConfig* fonts = FcConfigCreate();
    for (const std::string_view name : k_font_files) {
        const std::string path = font_file(name, folders);
        if (!FcConfigAppFontAddFile(fonts, reinterpret_cast<const FcChar8*>(path.c_str()))) {
            FcConfigDestroy(fonts);
            throw ConfigurationFault(ConfigurationProblem{
                path, 0, "is no font that can be read\nTo fix: install fonts-hosny-amiri anew."});
        }
    }
    PangoFontMap* map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), fonts);
    FcConfigDestroy(fonts);  // the map holds it
    return map;
}

PangoContext* make_context(PangoFontMap* map, Direction direction, Language language)
{
    PangoContext* context = pango_font_map_create_context(map);
    // Glyphs stand where the font wants them. Rounded to whole points they drift apart, and readers of the PDF then see
    // blanks inside words.
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_base_dir(
        context, direction == Direction::right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(
        context, pango_language_from_string(language == Language::arabic ? "ar" : "en"));
    return context;
}

struct PangoColour {
    guint16 red;
    guint16 green;
    guint16 blue;
};

PangoColour colour_of(Tone tone)
{
    switch (tone) {
    case Tone::quiet: return {0x5050, 0x5A5A, 0x6262};
    case Tone::attention: return {0xA3A3, 0x2626, 0x1B1B};
    case Tone::ink: break;
    }
    return {0, 0, 0};
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to)
{
    attribute->start_index = static_cast<guint>(from);
    attribute->end_index = static_cast<guint>(to);
    pango_attr_list_insert(list, attribute);
}

// With Amiri's kerning readers of the PDF see blanks after reh and waw.
constexpr const char* k_features = "kern=0";
// Some letters Amiri draws in two parts before others, as lam before kaf, and readers see a blank between the parts: words
// with one do without its contextual forms. Not words with a shadda, whose vowel stands right by these forms alone.
constexpr const char* k_plain_features = "kern=0,calt=0";

using WordRange = std::pair<std::size_t, std::size_t>;

std::optional<WordRange> word_around(std::string_view text, std::size_t at)
{
    const std::size_t before = text.find_last_of(" \n", at);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t to = std::min(text.find_first_of(" \n", at), text.size());
    constexpr std::string_view k_shadda = "\xD9\x91";
    if (text.substr(from, to - from).find(k_shadda) != std::string_view::npos)
        return std::nullopt;
    return WordRange{from, to};
}

// The words in which one letter has several glyphs.
std::vector<WordRange> words_with_parted_letters(PangoLayout* layout, std::string_view text)
{
    std::vector<WordRange> words;
    for (GSList* line = pango_layout_get_lines_readonly(layout); line != nullptr; line = line->next)
        for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run != nullptr;
             run = run->next) {
            const auto& glyph_item = *static_cast<PangoLayoutRun*>(run->data);
            const PangoGlyphString& glyphs = *glyph_item.glyphs;
            for (int i = 1; i < glyphs.num_glyphs; ++i) {
                if (glyphs.log_clusters[i] != glyphs.log_clusters[i - 1])
                    continue;
                const auto at =
                    static_cast<std::size_t>(glyph_item.item->offset + glyphs.log_clusters[i]);
                const auto word = word_around(text, at);
                if (word && (words.empty() || words.back() != *word))
                    words.push_back(*word);
            }
        }
    return words;
}

// Marks count to their letter, so that a reader of the PDF meets whole words and never a mark between two of them. Cairo
// writes the letter first, then its marks, and readers take the whole to reach from the first glyph to the end of the last one:
// an empty glyph that ends where the letter ends makes that the letter's width.
void join_marks_to_letters(const char* text, PangoLayoutRun& run)
{
    const bool is_right_to_left = run.item->analysis.level % 2 == 1;
    if (!is_right_to_left)
        return;
    const char* item_text = text + run.item->offset;
    const auto letter_at = [item_text](int cluster) {
        const char* letter = item_text + cluster;
        while (letter > item_text && g_unichar_ismark(g_utf8_get_char(letter)))
            letter = g_utf8_prev_char(letter);
        return static_cast<int>(letter - item_text);
    };
    const PangoGlyphString& old = *run.glyphs;
    std::vector<PangoGlyphInfo> glyphs;
    std::vector<int> clusters;
    bool has_marks = false;
    for (int first = 0; first < old.num_glyphs;) {
        const int letter = letter_at(old.log_clusters[first]);
        int end = first + 1;
        while (end < old.num_glyphs && letter_at(old.log_clusters[end]) == letter)
            ++end;
        // From right to left the marks come first, the letter last.
        if (old.log_clusters[first] != letter) {
            has_marks = true;
            PangoGlyphInfo edge = old.glyphs[end - 1];
            hb_font_t* font = pango_font_get_hb_font(run.item->analysis.font);
            hb_codepoint_t blank = 0;
            hb_font_get_nominal_glyph(font, ' ', &blank);
            edge.glyph = blank;
            edge.geometry.x_offset = edge.geometry.width - hb_font_get_glyph_h_advance(font, blank);
            edge.geometry.width = 0;
            glyphs.push_back(edge);
            clusters.push_back(letter);
        }
        for (; first < end; ++first) {
            glyphs.push_back(old.glyphs[first]);
            clusters.push_back(letter);
        }
    }
    if (!has_marks)
        return;
    pango_glyph_string_set_size(run.glyphs, static_cast<int>(glyphs.size()));
    std::copy(glyphs.begin(), glyphs.end(), run.glyphs->glyphs);
    std::copy(clusters.begin(), clusters.end(), run.glyphs->log_clusters);
}

void join_marks_to_letters(PangoLayout* layout)
{
    const char* text = pango_layout_get_text(layout);
    for (GSList* line = pango_layout_get_lines(layout); line != nullptr; line = line->next)
        for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run != nullptr;
             run = run->next)
            join_marks_to_letters(text, *static_cast<PangoLayoutRun*>(run->data));
}

// Alignment by the document's direction, as an alignment of the page.
PangoAlignment alignment(Align align, Language language)
{
    if (align == Align::middle)
        return PANGO_ALIGN_CENTER;
    const bool at_right = (align == Align::start) == (language == Language::arabic);
    return at_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

std::string key_of(const SettingRequest& request)
{
    std::string key;
    const auto number = [&key](double value) {
        const auto thousandths = static_cast<std::int64_t>(value * 1000);
        key.append(reinterpret_cast<const char*>(&thousandths), sizeof thousandths);
    };
    number(request.size);
    number(request.width);
    key += static_cast<char>(request.align);
    key += static_cast<char>(request.language);
    for (const Run& run : request.runs) {
        key += static_cast<char>(run.weight);
        key += static_cast<char>(run.tone);
        key += run.text;
        key += '\0';
    }
    return key;
}

bool is_seen(gunichar character)
{
    return g_unichar_isgraph(character) && !g_unichar_iszerowidth(character);
}

// Lines that begin where no line may be broken.
std::set<std::string> broken_words_of(PangoLayout* layout)
{
    std::set<std::string> broken;
    if (pango_layout_is_wrapped(layout) == FALSE)
        return broken;
    const char* const text = pango_layout_get_text(layout);
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
    for (GSList* line = pango_layout_get_lines_readonly(layout); line != nullptr;
         line = line->next) {
        const int start = static_cast<const PangoLayoutLine*>(line->data)->start_index;
        const glong offset = g_utf8_pointer_to_offset(text, text + start);
        if (start == 0 || offset >= count || attributes[offset].is_line_break != 0)
            continue;
        const std::string_view all(text);
        const std::size_t at = static_cast<std::size_t>(start);
        const std::size_t before = all.find_last_of(" \n", at);
        const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
        broken.emplace(all.substr(from, std::min(all.find_first_of(" \n", at), all.size()) - from));
    }
    return broken;
}

std::set<std::string> unknown_characters_of(PangoLayout* layout)
{
    std::set<std::string> unknown;
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return unknown;
    PangoFontDescription* description =
        pango_font_description_from_string(std::string(k_family).c_str());
    PangoFont* font = pango_context_load_font(pango_layout_get_context(layout), description);
    PangoCoverage* coverage = pango_font_get_coverage(font, pango_language_from_string("ar"));
    for (const char* at = pango_layout_get_text(layout); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        if (is_seen(character) &&
            pango_coverage_get(coverage, static_cast<int>(character)) == PANGO_COVERAGE_NONE)
            unknown.emplace(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
    }
    g_object_unref(coverage);
    g_object_unref(font);
    pango_font_description_free(description);
    return unknown;
}

}  // namespace

SetText::SetText(PangoLayout* layout) : layout_(layout)
{
    PangoLayoutIter* line = pango_layout_get_iter(layout);
    first_baseline_ = points(pango_layout_iter_get_baseline(line));
    line_tops_.push_back(0);
    do {
        int top = 0;
        int bottom = 0;
        pango_layout_iter_get_line_yrange(line, &top, &bottom);
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(line, nullptr, &extents);
        width_ = std::max(width_, points(extents.width));
        line_tops_.push_back(points(bottom));
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    unknown_ = unknown_characters_of(layout);
    broken_ = broken_words_of(layout);
}

SetText::~SetText()
{
    g_object_unref(layout_);
}

Typesetter::Typesetter(const std::vector<std::string>& font_folders)
    : font_map_(make_font_map(font_folders))
{
    std::size_t next = 0;
    for (const Language language : {Language::arabic, Language::english})
        for (const Direction direction : {Direction::right_to_left, Direction::left_to_right})
            contexts_[next++] = make_context(font_map_, direction, language);
}

Typesetter::~Typesetter()
{
    kept_.clear();
    for (PangoContext* context : contexts_)
        g_object_unref(context);
    g_object_unref(font_map_);
}

PangoContext* Typesetter::context(Direction direction, Language language) const
{
    return contexts_[static_cast<std::size_t>(language) * 2 + static_cast<std::size_t>(direction)];
}

std::shared_ptr<const SetText> Typesetter::set(const SettingRequest& request)
{
    std::string key = key_of(request);
    if (const auto found = kept_.find(key); found != kept_.end())
        return found->second;

    std::string text;
    for (const Run& run : request.runs)
        text += run.text;
    PangoLayout* layout =
        pango_layout_new(context(direction_of(text, request.language), request.language));
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    pango_layout_set_alignment(layout, alignment(request.align, request.language));
    if (request.width >= 0) {
        pango_layout_set_width(layout, static_cast<int>(request.width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }

    PangoFontDescription* description = pango_font_description_new();
    pango_font_description_set_family_static(description, k_family.data());
    pango_font_description_set_size(description, static_cast<int>(request.size * PANGO_SCALE));
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);

    PangoAttrList* attributes = pango_attr_list_new();
    add(attributes, pango_attr_line_height_new(k_line_height), 0, text.size());
    add(attributes, pango_attr_insert_hyphens_new(FALSE), 0, text.size());
    add(attributes, pango_attr_font_features_new(k_features), 0, text.size());
    std::size_t from = 0;
    for (const Run& run : request.runs) {
        const std::size_t to = from + run.text.size();
        if (run.weight == Weight::bold)
            add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
        if (run.tone != Tone::ink) {
            const PangoColour colour = colour_of(run.tone);
            add(attributes, pango_attr_foreground_new(colour.red, colour.green, colour.blue), from,
                to);
        }
        from = to;
    }
    pango_layout_set_attributes(layout, attributes);
    if (const auto parted = words_with_parted_letters(layout, text); !parted.empty()) {
        PangoAttrList* plainer = pango_attr_list_copy(attributes);
        for (const auto& [begin, end] : parted)
            add(plainer, pango_attr_font_features_new(k_plain_features), begin, end);
        pango_layout_set_attributes(layout, plainer);
        pango_attr_list_unref(plainer);
    }
    pango_attr_list_unref(attributes);

    join_marks_to_letters(layout);

    auto made = std::make_shared<const SetText>(layout);
    if (kept_.size() >= k_most_kept)
        kept_.clear();
    kept_.emplace(std::move(key), made);
    return made;
}

}  // namespace taqwim::print

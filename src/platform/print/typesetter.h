// Texts set in type: shaped, broken into lines and measured, once for each text and width. Pango stays behind this header.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/print/document.h"
#include "platform/print/prepared_text.h"

typedef struct _PangoContext PangoContext;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoLayout PangoLayout;

namespace taqwim::print {

// A piece of a text in one manner.
struct Run {
    std::string_view text;  // prepared
    Weight weight = Weight::regular;
    Tone tone = Tone::ink;
};

struct SettingRequest {
    std::vector<Run> runs;
    double size = 12;   // points
    double width = -1;  // points; less than 0: one line as long as it needs
    Align align = Align::start;
    Language language = Language::arabic;
};

// A text in type. Points, from its top and, in each line, from the left.
class SetText {
public:
    explicit SetText(PangoLayout* layout);
    ~SetText();
    SetText(const SetText&) = delete;
    SetText& operator=(const SetText&) = delete;

    [[nodiscard]] PangoLayout* layout() const { return layout_; }
    [[nodiscard]] double width() const { return width_; }  // of the longest line
    [[nodiscard]] double height() const { return line_tops_.back(); }
    [[nodiscard]] int lines() const { return static_cast<int>(line_tops_.size()) - 1; }
    // Where line `line` begins; of the number of lines, where the last one ends.
    [[nodiscard]] double line_top(int line) const
    {
        return line_tops_[static_cast<std::size_t>(line)];
    }
    [[nodiscard]] double first_baseline() const { return first_baseline_; }
    [[nodiscard]] const std::set<std::string>& unknown_characters() const { return unknown_; }
    // Words that are wider than their strip and go on in the next line.
    [[nodiscard]] const std::set<std::string>& broken_words() const { return broken_; }

private:
    PangoLayout* layout_;
    double width_ = 0;
    double first_baseline_ = 0;
    std::vector<double> line_tops_;
    std::set<std::string> unknown_;
    std::set<std::string> broken_;
};

class Typesetter {
public:
    // Throws ConfigurationFault when the fonts are not there.
    explicit Typesetter(const std::vector<std::string>& font_folders);
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    [[nodiscard]] std::shared_ptr<const SetText> set(const SettingRequest& request);

private:
    [[nodiscard]] PangoContext* context(Direction direction, Language language) const;

    // What was set already, by everything that makes it look as it does. Emptied when it has grown large.
    static constexpr std::size_t k_most_kept = 6000;

    PangoFontMap* font_map_ = nullptr;
    PangoContext* contexts_[4] = {};
    std::unordered_map<std::string, std::shared_ptr<const SetText>> kept_;
};

}  // namespace taqwim::print

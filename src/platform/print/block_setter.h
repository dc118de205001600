// Blocks brought into pieces: every text set, every length known, nothing on a page yet.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "platform/print/document.h"
#include "platform/print/ink.h"
#include "platform/print/typesetter.h"

namespace taqwim::print {

constexpr double k_points_in_millimetre = 72 / 25.4;

[[nodiscard]] constexpr double points_of(double millimetres)
{
    return millimetres * k_points_in_millimetre;
}

// What {page} and {pages} stand for.
struct PageNumbers {
    int page = 1;
    int pages = 1;
};

// Sets the blocks of one document. What is refused is remembered (the first refusal counts) and left out, so that setting
// goes on in one straight line; whoever asked looks at refusal() at the end.
class BlockSetter {
public:
    BlockSetter(Typesetter& typesetter, const Document& document, std::string place);

    [[nodiscard]] Pieces set(const std::vector<Block>& blocks, double width,
                             const std::string& field);
    [[nodiscard]] Piece set_band(const Band& band, double width, PageNumbers numbers,
                                 const std::string& field, bool ruled_above);
    [[nodiscard]] std::shared_ptr<const SetText> set_watermark(const std::string& words,
                                                               double width);

    [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }
    void refuse(Refusal refusal);
    [[nodiscard]] const std::set<std::string>& unknown_characters() const { return unknown_; }
    [[nodiscard]] const std::set<std::string>& broken_words() const { return broken_; }

    // For the blocks' own setters.
    struct TextManner {
        double size = 0;
        double width = -1;
        Weight weight = Weight::regular;
        Align align = Align::start;
        Tone tone = Tone::ink;
        // A word that is wider than `width` makes the text smaller, down to this size; 0: it goes on in the next line.
        double least_size = 0;
    };
    [[nodiscard]] std::shared_ptr<const SetText> set_text(std::string_view text,
                                                          const TextManner& manner,
                                                          const std::string& field);
    // The size in which set_text sets this text.
    [[nodiscard]] double size_that_fits(std::string_view text, const TextManner& manner);
    // The x of what lies `from_start` from the start of a strip and is `width` wide.
    [[nodiscard]] double x_of(double from_start, double width, double strip) const
    {
        return is_right_to_left() ? strip - from_start - width : from_start;
    }
    [[nodiscard]] bool is_right_to_left() const { return document_.language == Language::arabic; }
    [[nodiscard]] double text_size() const { return document_.page.text_size; }
    [[nodiscard]] Language language() const { return document_.language; }
    [[nodiscard]] std::optional<Colour> accent() const { return document_.accent; }

private:
    struct OneBlock;

    [[nodiscard]] SettingRequest request_of(const TextManner& manner) const;
    // Puts the prepared texts into the runs; what cannot be set is refused and left out.
    void prepare(SettingRequest& request, std::vector<std::string>& texts,
                 const std::string& field);
    // In the request's size, or the next smaller one down to `least` in which no word is broken; that size is then the request's.
    [[nodiscard]] std::shared_ptr<const SetText> fitted(SettingRequest& request, double least);
    // Notes what of it could not be printed.
    [[nodiscard]] std::shared_ptr<const SetText> remembered(std::shared_ptr<const SetText> set);
    [[nodiscard]] std::shared_ptr<const SetText> set_runs(SettingRequest request,
                                                          std::vector<std::string>& texts,
                                                          const std::string& field);
    [[nodiscard]] std::shared_ptr<const DrawnPicture> read_picture(const Picture& picture,
                                                                   const std::string& field);

    Typesetter& typesetter_;
    const Document& document_;
    std::string place_;  // before every field: "/2" in a set of documents
    std::optional<Refusal> refusal_;
    std::set<std::string> unknown_;
    std::set<std::string> broken_;
    std::vector<std::pair<std::string, std::shared_ptr<const DrawnPicture>>> pictures_;
};

// table_setter.cpp
[[nodiscard]] Pieces set_table(BlockSetter& setter, const Table& table, double width,
                               const std::string& field);

// The pieces one beneath the other, as one.
[[nodiscard]] Piece stacked(const Pieces& pieces);

}  // namespace taqwim::print

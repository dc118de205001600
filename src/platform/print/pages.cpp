#include "platform/print/pages.h"

#include <algorithm>
#include <cmath>

#include "core/refusal_codes.h"

namespace taqwim::print {

namespace {

constexpr double k_least_content = 60;  // points; below it nothing sensible fits
constexpr double k_band_gap = 6;

// Fills pages from the top. A piece that does not fit begins the next page, and takes along what must stay with it.
class PageFiller {
public:
    PageFiller(BlockSetter& setter, double height) : setter_(setter), height_(height)
    {
        begin_page();
    }

    void fill(const Pieces& pieces)
    {
        std::size_t first = 0;
        while (first < pieces.size()) {
            std::size_t end = first + 1;
            while (end < pieces.size() && pieces[end - 1].keeps_with_next)
                ++end;
            // Heads of tables stay with their first row; a chain that no page can hold is not kept.
            if (!is_at_top() && !fits(pieces, first, end))
                begin_page();
            for (; first < end; ++first)
                place(pieces[first]);
        }
    }

    [[nodiscard]] std::vector<std::vector<Ink>> take_pages() { return std::move(pages_); }

private:
    [[nodiscard]] bool is_at_top() const { return is_at_top_; }

    void begin_page()
    {
        pages_.emplace_back();
        used_ = 0;
        is_at_top_ = true;
    }

    [[nodiscard]] bool fits(const Pieces& pieces, std::size_t first, std::size_t end) const
    {
        double needed = 0;
        for (std::size_t i = first; i < end; ++i)
            needed += pieces[i].space_before + pieces[i].height;
        return used_ + needed <= height_ || needed > height_;
    }

    void place(const Piece& piece)
    {
        constexpr double k_hair = 0.01;
        const double space = is_at_top_ ? 0 : piece.space_before;
        if (!is_at_top_ && used_ + space + piece.height > height_ + k_hair)
            begin_page();
        if (is_at_top_ && piece.head != nullptr) {
            add_moved(pages_.back(), piece.head->ink, 0, used_);
            used_ += piece.head->height;
            is_at_top_ = false;
        }
        if (used_ + (is_at_top_ ? 0 : space) + piece.height > height_ + k_hair) {
            setter_.refuse(
                {RefusalCode::text_too_long,
                 {{"field", piece.field},
                  {"maximum",
                   std::to_string(std::lround(height_ / k_points_in_millimetre)) + " mm"}},
                 piece.field,
                 ""});
            return;
        }
        if (!is_at_top_)
            used_ += piece.space_before;
        add_moved(pages_.back(), piece.ink, 0, used_);
        used_ += piece.height;
        if (piece.height > 0)
            is_at_top_ = false;
        if (piece.ends_page)
            begin_page();
    }

    BlockSetter& setter_;
    double height_;
    std::vector<std::vector<Ink>> pages_;
    double used_ = 0;
    bool is_at_top_ = true;
};

bool is_sensible(const Page& page)
{
    constexpr double k_longest = 2000;
    const auto is_length = [](double value) {
        return std::isfinite(value) && value >= 0 && value <= k_longest;
    };
    return is_length(page.width) && is_length(page.height) && is_length(page.top) &&
           is_length(page.bottom) && is_length(page.sides) &&
           points_of(page.width - 2 * page.sides) >= k_least_content &&
           points_of(page.height - page.top - page.bottom) >= k_least_content;
}

}  // namespace

std::vector<DrawnPage> paged(BlockSetter& setter, const Document& document)
{
    const Page& page = document.page;
    if (!is_sensible(page)) {
        setter.refuse({RefusalCode::value_out_of_range,
                       {{"field", "page"},
                        {"value", std::to_string(std::lround(page.width)) + " × " +
                                      std::to_string(std::lround(page.height))},
                        {"minimum", "22 × 22"},
                        {"maximum", "2000 × 2000"}},
                       "/page",
                       ""});
        return {};
    }
    const double width = points_of(page.width - 2 * page.sides);
    const double left = points_of(page.sides);
    const double top = points_of(page.top);
    const double header_height =
        setter.set_band(document.header, width, {}, "/header", false).height;
    const double footer_height =
        setter.set_band(document.footer, width, {}, "/footer", true).height;
    const double content_top = top + header_height + (header_height > 0 ? k_band_gap : 0);
    const double content_end =
        points_of(page.height - page.bottom) - footer_height - (footer_height > 0 ? k_band_gap : 0);
    if (content_end - content_top < k_least_content) {
        setter.refuse(
            {RefusalCode::text_too_long,
             {{"field", "header"}, {"maximum", std::to_string(std::lround(page.height)) + " mm"}},
             "/header",
             ""});
        return {};
    }

    PageFiller filler(setter, content_end - content_top);
    filler.fill(setter.set(document.blocks, width, "/blocks"));
    std::vector<std::vector<Ink>> contents = filler.take_pages();
    // A page break at the very end asks for no empty page.
    if (contents.size() > 1 && contents.back().empty())
        contents.pop_back();

    const auto watermark = setter.set_watermark(document.watermark, points_of(page.width));
    std::vector<DrawnPage> pages;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const PageNumbers numbers{static_cast<int>(i) + 1, static_cast<int>(contents.size())};
        DrawnPage drawn;
        drawn.width = points_of(page.width);
        drawn.height = points_of(page.height);
        drawn.watermark = watermark;
        add_moved(drawn.ink, setter.set_band(document.header, width, numbers, "/header", false).ink,
                  left, top);
        add_moved(drawn.ink, contents[i], left, content_top);
        add_moved(drawn.ink, setter.set_band(document.footer, width, numbers, "/footer", true).ink,
                  left, points_of(page.height - page.bottom) - footer_height);
        pages.push_back(std::move(drawn));
    }
    return pages;
}

}  // namespace taqwim::print

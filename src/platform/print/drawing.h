// Pages drawn as PDF. Cairo stays behind this header.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/print/document.h"
#include "platform/print/ink.h"

namespace taqwim::print {

struct DrawnPage {
    double width = 0;  // points
    double height = 0;
    std::vector<Ink> ink;
    std::shared_ptr<const SetText> watermark;  // none: no watermark
};

struct OutlineEntry {
    std::string title;
    int page = 1;
};

// Throws std::runtime_error when cairo fails, which no document can cause.
[[nodiscard]] std::string drawn_pdf(const Document& properties, const std::vector<DrawnPage>& pages,
                                    const std::vector<OutlineEntry>& outline);

// One page as a picture, so many pixels wide, on white. Throws as drawn_pdf does.
[[nodiscard]] std::string drawn_png(const DrawnPage& page, int width);

}  // namespace taqwim::print

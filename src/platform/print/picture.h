// Pictures as they are drawn: read once, painted on any page. Cairo stays behind this header.
#pragma once

#include <memory>
#include <string>

#include "core/refusal.h"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

namespace taqwim::print {

class DrawnPicture {
public:
    // PNG or SVG, told by its bytes. Refuses anything else, more than 4 MiB, and more than 4,000 by 4,000 points.
    [[nodiscard]] static Result<std::shared_ptr<const DrawnPicture>> read(const std::string& bytes,
                                                                          const std::string& field);
    ~DrawnPicture();
    DrawnPicture(const DrawnPicture&) = delete;
    DrawnPicture& operator=(const DrawnPicture&) = delete;

    [[nodiscard]] double width() const { return width_; }
    [[nodiscard]] double height() const { return height_; }
    void paint(cairo_t* page, double x, double y, double width, double height) const;

private:
    DrawnPicture(cairo_surface_t* surface, double width, double height)
        : surface_(surface), width_(width), height_(height)
    {}

    cairo_surface_t* surface_;
    double width_;
    double height_;
};

}  // namespace taqwim::print

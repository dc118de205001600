#include "platform/print/picture.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

#include <cairo.h>
#include <librsvg/rsvg.h>

#include "core/refusal_codes.h"

namespace taqwim::print {

namespace {

constexpr std::size_t k_most_bytes = std::size_t{4} << 20U;
constexpr double k_longest_side = 4000;

using Outcome = Result<std::shared_ptr<const DrawnPicture>>;

Refusal is_no_picture(const std::string& field)
{
    return {RefusalCode::file_unknown, {{"file", field}, {"allowed", "PNG, SVG"}}, field, ""};
}

Refusal is_too_large(const std::string& field, const std::string& limit)
{
    return {RefusalCode::input_too_large, {{"limit", limit}}, field, ""};
}

struct Reading {
    std::string_view rest;
};

cairo_status_t read_some(void* closure, unsigned char* to, unsigned int length)
{
    auto* reading = static_cast<Reading*>(closure);
    if (reading->rest.size() < length)
        return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, reading->rest.data(), length);
    reading->rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

// The size that the first chunk says, before anything is unpacked.
bool says_moderate_size(std::string_view png)
{
    constexpr std::size_t k_width_at = 16;
    constexpr std::size_t k_height_at = 20;
    if (png.size() < k_height_at + 4)
        return false;
    return big_endian(png, k_width_at) <= k_longest_side &&
           big_endian(png, k_height_at) <= k_longest_side;
}

// An SVG may name pictures within and without; an emblem needs none of them.
bool has_foreign_parts(std::string_view svg)
{
    for (const std::string_view part :
         {"<image", "<foreignObject", "<!ENTITY", "<script", ":image"})
        if (svg.find(part) != std::string_view::npos)
            return true;
    return false;
}

// The drawing kept as drawing, so that it stays sharp and stands in the file once.
cairo_surface_t* recorded(RsvgHandle* handle, double width, double height)
{
    const cairo_rectangle_t extents = {0, 0, width, height};
    cairo_surface_t* surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    cairo_t* drawing = cairo_create(surface);
    const RsvgRectangle viewport = {0, 0, width, height};
    const gboolean drawn = rsvg_handle_render_document(handle, drawing, &viewport, nullptr);
    const bool is_whole = drawn != FALSE && cairo_status(drawing) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(drawing);
    if (is_whole)
        return surface;
    cairo_surface_destroy(surface);
    return nullptr;
}

}  // namespace

Outcome DrawnPicture::read(const std::string& bytes, const std::string& field)
{
    constexpr std::string_view k_png = "\x89PNG\r\n\x1A\n";
    if (bytes.size() > k_most_bytes)
        return is_too_large(field, "4 MiB");
    if (bytes.starts_with(k_png)) {
        if (!says_moderate_size(bytes))
            return is_too_large(field, "4000 × 4000");
        Reading reading{bytes};
        cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read_some, &reading);
        if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
            cairo_surface_destroy(surface);
            return is_no_picture(field);
        }
        return std::shared_ptr<const DrawnPicture>(
            new DrawnPicture(surface, cairo_image_surface_get_width(surface),
                             cairo_image_surface_get_height(surface)));
    }

    if (bytes.find("<svg") == std::string::npos || has_foreign_parts(bytes))
        return is_no_picture(field);
    RsvgHandle* handle = rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(bytes.data()),
                                                   bytes.size(), nullptr);
    if (handle == nullptr)
        return is_no_picture(field);
    double width = 0;
    double height = 0;
    if (rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) == FALSE) {
        gboolean has_box = FALSE;
        RsvgRectangle box;
        rsvg_handle_get_intrinsic_dimensions(handle, nullptr, nullptr, nullptr, nullptr, &has_box,
                                             &box);
        width = has_box != FALSE ? box.width : 0;
        height = has_box != FALSE ? box.height : 0;
    }
    const bool has_size = std::isfinite(width) && std::isfinite(height) && width > 0 && height > 0;
    const bool is_moderate = width <= k_longest_side && height <= k_longest_side;
    cairo_surface_t* surface = has_size && is_moderate ? recorded(handle, width, height) : nullptr;
    g_object_unref(handle);
    if (has_size && !is_moderate)
        return is_too_large(field, "4000 × 4000");
    if (surface == nullptr)
        return is_no_picture(field);
    return std::shared_ptr<const DrawnPicture>(new DrawnPicture(surface, width, height));
}

DrawnPicture::~DrawnPicture()
{
    cairo_surface_destroy(surface_);
}

void DrawnPicture::paint(cairo_t* page, double x, double y, double width, double height) const
{
    cairo_save(page);
    cairo_translate(page, x, y);
    cairo_scale(page, width / width_, height / height_);
    cairo_set_source_surface(page, surface_, 0, 0);
    cairo_rectangle(page, 0, 0, width_, height_);
    cairo_fill(page);
    cairo_restore(page);
}

}  // namespace taqwim::print

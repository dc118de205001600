#include "platform/print/drawing.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace taqwim::print {

namespace {

void set_colour(cairo_t* page, Tone tone)
{
    switch (tone) {
    case Tone::ink: cairo_set_source_rgb(page, 0, 0, 0); break;
    case Tone::quiet: cairo_set_source_rgb(page, 0.55, 0.58, 0.6); break;
    case Tone::attention: cairo_set_source_rgb(page, 0.64, 0.15, 0.11); break;
    }
}

void set_colour(cairo_t* page, const Colour& colour)
{
    constexpr double k_full = 255;
    cairo_set_source_rgb(page, colour.red / k_full, colour.green / k_full, colour.blue / k_full);
}

struct Pen {
    cairo_t* page;

    void operator()(const TextInk& ink) const
    {
        set_colour(page, ink.colour.value_or(Colour{}));
        const bool is_whole =
            ink.first_line == 0 && (ink.end_line < 0 || ink.end_line == ink.text->lines());
        if (is_whole) {
            cairo_move_to(page, ink.x, ink.y);
            pango_cairo_show_layout(page, ink.text->layout());
            return;
        }
        PangoLayoutIter* line = pango_layout_get_iter(ink.text->layout());
        const double top = ink.text->line_top(ink.first_line);
        for (int number = 0; number < ink.end_line; ++number) {
            if (number >= ink.first_line) {
                PangoRectangle extents;
                pango_layout_iter_get_line_extents(line, nullptr, &extents);
                const double baseline =
                    static_cast<double>(pango_layout_iter_get_baseline(line)) / PANGO_SCALE;
                cairo_move_to(page, ink.x + static_cast<double>(extents.x) / PANGO_SCALE,
                              ink.y + baseline - top);
                pango_cairo_show_layout_line(page, pango_layout_iter_get_line_readonly(line));
            }
            pango_layout_iter_next_line(line);
        }
        pango_layout_iter_free(line);
    }

    void operator()(const StrokesInk& ink) const
    {
        cairo_save(page);
        if (ink.colour)
            set_colour(page, *ink.colour);
        else
            set_colour(page, ink.tone);
        cairo_set_line_width(page, ink.width);
        cairo_set_line_cap(page, CAIRO_LINE_CAP_SQUARE);
        if (ink.dotted) {
            const double gaps[] = {0, 2.4};
            cairo_set_line_cap(page, CAIRO_LINE_CAP_ROUND);
            cairo_set_dash(page, gaps, 2, 0);
        }
        for (const Stroke& stroke : ink.strokes) {
            cairo_move_to(page, stroke.x1, stroke.y1);
            cairo_line_to(page, stroke.x2, stroke.y2);
        }
        cairo_stroke(page);
        cairo_restore(page);
    }

    void operator()(const ShadeInk& ink) const
    {
        cairo_set_source_rgb(page, 0.93, 0.945, 0.94);
        cairo_rectangle(page, ink.x, ink.y, ink.width, ink.height);
        cairo_fill(page);
    }

    void operator()(const FrameInk& ink) const
    {
        constexpr double quarter = std::numbers::pi / 2;
        const double corner = ink.corner;
        set_colour(page, ink.tone);
        cairo_set_line_width(page, ink.line);
        cairo_new_sub_path(page);
        if (corner > 0) {
            cairo_arc(page, ink.x + ink.width - corner, ink.y + corner, corner, -quarter, 0);
            cairo_arc(page, ink.x + ink.width - corner, ink.y + ink.height - corner, corner, 0,
                      quarter);
            cairo_arc(page, ink.x + corner, ink.y + ink.height - corner, corner, quarter,
                      2 * quarter);
            cairo_arc(page, ink.x + corner, ink.y + corner, corner, 2 * quarter, 3 * quarter);
            cairo_close_path(page);
        } else {
            cairo_rectangle(page, ink.x, ink.y, ink.width, ink.height);
        }
        cairo_stroke(page);
    }

    void operator()(const PictureInk& ink) const
    {
        ink.picture->paint(page, ink.x, ink.y, ink.width, ink.height);
    }

    // Squares that touch in a row are one rectangle: less to read, and no hair lines between them.
    void operator()(const QrInk& ink) const
    {
        const QrModules& modules = *ink.modules;
        const double square = ink.side / static_cast<double>(modules.side);
        cairo_save(page);
        cairo_set_source_rgb(page, 0, 0, 0);
        cairo_translate(page, ink.x, ink.y);
        cairo_scale(page, square, square);
        for (std::size_t row = 0; row < modules.side; ++row)
            for (std::size_t column = 0; column < modules.side; ++column) {
                std::size_t end = column;
                while (end < modules.side && modules.is_dark(row, end))
                    ++end;
                if (end == column)
                    continue;
                cairo_rectangle(page, static_cast<double>(column), static_cast<double>(row),
                                static_cast<double>(end - column), 1);
                column = end;
            }
        cairo_fill(page);
        cairo_restore(page);
    }
};

// As outlines and not as text: who searches or copies the page does not meet it between the words.
void draw_watermark(cairo_t* page, const DrawnPage& drawn)
{
    if (drawn.watermark == nullptr)
        return;
    cairo_save(page);
    cairo_translate(page, drawn.width / 2, drawn.height / 2);
    cairo_rotate(page, -0.7);
    cairo_translate(page, -drawn.watermark->width() / 2, -drawn.watermark->height() / 2);
    cairo_move_to(page, 0, 0);
    pango_cairo_layout_path(page, drawn.watermark->layout());
    cairo_set_source_rgb(page, 0.91, 0.91, 0.91);
    cairo_fill(page);
    cairo_restore(page);
}

void draw_page(cairo_t* page, const DrawnPage& drawn)
{
    draw_watermark(page, drawn);
    // Shades lie beneath everything: none covers the line of a row beside it.
    for (const Ink& ink : drawn.ink)
        if (std::holds_alternative<ShadeInk>(ink))
            std::visit(Pen{page}, ink);
    for (const Ink& ink : drawn.ink)
        if (!std::holds_alternative<ShadeInk>(ink))
            std::visit(Pen{page}, ink);
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int length)
{
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

void set_metadata(cairo_surface_t* surface, const Document& properties)
{
    const auto set = [surface](cairo_pdf_metadata_t key, const std::string& value) {
        if (!value.empty())
            cairo_pdf_surface_set_metadata(surface, key, value.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, properties.title);
    set(CAIRO_PDF_METADATA_AUTHOR, properties.author);
    set(CAIRO_PDF_METADATA_SUBJECT, properties.subject);
    set(CAIRO_PDF_METADATA_KEYWORDS, joined(properties.keywords));
    set(CAIRO_PDF_METADATA_CREATOR, "Taqwim " TAQWIM_VERSION);
    // Cairo reads whole seconds with their zone.
    const std::string moment = properties.created.to_text().substr(0, 19) + 'Z';
    set(CAIRO_PDF_METADATA_CREATE_DATE, moment);
    set(CAIRO_PDF_METADATA_MOD_DATE, moment);
}

}  // namespace

std::string drawn_pdf(const Document& properties, const std::vector<DrawnPage>& pages,
                      const std::vector<OutlineEntry>& outline)
{
    std::string pdf;
    cairo_surface_t* surface =
        cairo_pdf_surface_create_for_stream(append, &pdf, pages.empty() ? 0 : pages.front().width,
                                            pages.empty() ? 0 : pages.front().height);
    set_metadata(surface, properties);
    cairo_t* page = cairo_create(surface);
    for (const DrawnPage& drawn : pages) {
        cairo_pdf_surface_set_size(surface, drawn.width, drawn.height);
        draw_page(page, drawn);
        cairo_show_page(page);
    }
    for (const OutlineEntry& entry : outline)
        cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, entry.title.c_str(),
                                      ("page=" + std::to_string(entry.page)).c_str(),
                                      static_cast<cairo_pdf_outline_flags_t>(0));
    cairo_destroy(page);
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("a page could not be drawn: ") +
                                 cairo_status_to_string(status));
    return pdf;
}

std::string drawn_png(const DrawnPage& drawn, int width)
{
    const double scale = width / drawn.width;
    cairo_surface_t* surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, width, static_cast<int>(std::ceil(drawn.height * scale)));
    cairo_t* page = cairo_create(surface);
    cairo_set_source_rgb(page, 1, 1, 1);
    cairo_paint(page);
    cairo_scale(page, scale, scale);
    draw_page(page, drawn);
    cairo_destroy(page);
    std::string png;
    const cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, &png);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("a page could not be drawn: ") +
                                 cairo_status_to_string(status));
    return png;
}

}  // namespace taqwim::print

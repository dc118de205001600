#include "platform/print/block_setter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/print/print_words.h"

namespace taqwim::print {

namespace {

constexpr double k_paragraph_space = 3;
constexpr double k_least_size = 5;
constexpr double k_largest_size = 60;

std::string in_field(const std::string& field, std::string_view name)
{
    return field + '/' + std::string(name);
}

std::string in_field(const std::string& field, std::size_t index)
{
    return field + '/' + std::to_string(index);
}

void replace_all(std::string& text, std::string_view what, const std::string& with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// A value that comes as_written() stays so.
std::string in_isolation(const std::string& value)
{
    return value.starts_with("\xE2\x81\xA6") || value.starts_with("\xE2\x81\xA8") ? value
                                                                                  : isolated(value);
}

double start_of(Align align, double width, double strip)
{
    switch (align) {
    case Align::middle: return (strip - width) / 2;
    case Align::end: return strip - width;
    case Align::start: break;
    }
    return 0;
}

}  // namespace

Piece stacked(const Pieces& pieces)
{
    Piece whole;
    for (const Piece& piece : pieces) {
        if (whole.height > 0)
            whole.height += piece.space_before;
        else
            whole.space_before = piece.space_before;
        add_moved(whole.ink, piece.ink, 0, whole.height);
        whole.height += piece.height;
        whole.ends_page = piece.ends_page;
        if (whole.field.empty())
            whole.field = piece.field;
    }
    return whole;
}

BlockSetter::BlockSetter(Typesetter& typesetter, const Document& document, std::string place)
    : typesetter_(typesetter), document_(document), place_(std::move(place))
{}

void BlockSetter::refuse(Refusal refusal)
{
    if (refusal_)
        return;
    refusal.field = place_ + refusal.field;
    refusal_ = std::move(refusal);
}

void BlockSetter::prepare(SettingRequest& request, std::vector<std::string>& texts,
                          const std::string& field)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!is_printable_utf8(texts[i])) {
            refuse({RefusalCode::text_not_utf8, {}, field, ""});
            texts[i].clear();
        }
        texts[i] = prepared_text(texts[i], document_.digits, language());
        request.runs[i].text = texts[i];
    }
    if (request.size < k_least_size || request.size > k_largest_size) {
        refuse({RefusalCode::value_out_of_range,
                {{"field", "size"},
                 {"value", std::to_string(std::lround(request.size))},
                 {"minimum", std::to_string(std::lround(k_least_size))},
                 {"maximum", std::to_string(std::lround(k_largest_size))}},
                field,
                ""});
        request.size = text_size();
    }
    request.language = language();
}

std::shared_ptr<const SetText> BlockSetter::remembered(std::shared_ptr<const SetText> set)
{
    unknown_.insert(set->unknown_characters().begin(), set->unknown_characters().end());
    broken_.insert(set->broken_words().begin(), set->broken_words().end());
    return set;
}

std::shared_ptr<const SetText> BlockSetter::set_runs(SettingRequest request,
                                                     std::vector<std::string>& texts,
                                                     const std::string& field)
{
    prepare(request, texts, field);
    return remembered(typesetter_.set(request));
}

SettingRequest BlockSetter::request_of(const TextManner& manner) const
{
    SettingRequest request;
    request.runs = {{"", manner.weight, manner.tone}};
    request.size = manner.size == 0 ? text_size() : manner.size;
    request.width = manner.width;
    request.align = manner.align;
    return request;
}

std::shared_ptr<const SetText> BlockSetter::set_text(std::string_view text,
                                                     const TextManner& manner,
                                                     const std::string& field)
{
    std::vector<std::string> texts = {std::string(text)};
    SettingRequest request = request_of(manner);
    prepare(request, texts, field);
    return remembered(fitted(request, manner.least_size));
}

double BlockSetter::size_that_fits(std::string_view text, const TextManner& manner)
{
    SettingRequest request = request_of(manner);
    if (!is_printable_utf8(text))
        return request.size;
    const std::string prepared = prepared_text(text, document_.digits, language());
    request.runs[0].text = prepared;
    request.language = language();
    (void)fitted(request, manner.least_size);
    return request.size;
}

std::shared_ptr<const SetText> BlockSetter::fitted(SettingRequest& request, double least)
{
    constexpr double k_step = 0.95;
    const double wanted = request.size;
    auto set = typesetter_.set(request);
    if (least <= 0 || set->broken_words().empty())
        return set;
    for (double tried = wanted * k_step; tried >= std::max(least, k_least_size); tried *= k_step) {
        request.size = tried;
        if (auto smaller = typesetter_.set(request); smaller->broken_words().empty())
            return smaller;
    }
    // Smaller type does not keep it whole: then it can as well be read.
    request.size = wanted;
    return set;
}

std::shared_ptr<const DrawnPicture> BlockSetter::read_picture(const Picture& picture,
                                                              const std::string& field)
{
    for (const auto& [bytes, drawn] : pictures_)
        if (bytes == picture.bytes)
            return drawn;
    auto read = DrawnPicture::read(picture.bytes, field);
    if (!read) {
        refuse(read.refusal());
        return nullptr;
    }
    pictures_.emplace_back(picture.bytes, *read);
    return *read;
}

struct BlockSetter::OneBlock {
    BlockSetter& setter;
    double width;
    const std::string& field;
    Pieces& pieces;

    void add(Piece piece) const
    {
        piece.field = setter.place_ + field;
        pieces.push_back(std::move(piece));
    }

    [[nodiscard]] TextInk at(double from_start, double y, double box,
                             std::shared_ptr<const SetText> text) const
    {
        return {setter.x_of(from_start, box, width), y, std::move(text)};
    }

    void operator()(const Heading& heading) const
    {
        const bool is_title = heading.level <= 1;
        const double factor = is_title ? 1.5 : heading.level == 2 ? 1.15 : 1;
        auto text = setter.set_text(heading.text,
                                    {.size = setter.text_size() * factor,
                                     .width = width,
                                     .weight = Weight::bold,
                                     .align = is_title ? Align::middle : Align::start},
                                    in_field(field, "text"));
        Piece piece;
        piece.height = text->height();
        piece.space_before = 2 * k_paragraph_space;
        piece.keeps_with_next = true;
        piece.ink.emplace_back(TextInk{0, 0, std::move(text), 0, -1, setter.accent()});
        add(std::move(piece));
    }

    // Long paragraphs go on on the next page, but never leave or take along a single line.
    void operator()(const Paragraph& paragraph) const
    {
        const auto text = setter.set_text(paragraph.text,
                                          {.size = paragraph.style.size,
                                           .width = width,
                                           .weight = paragraph.style.weight,
                                           .align = paragraph.style.align,
                                           .tone = paragraph.style.tone},
                                          in_field(field, "text"));
        const int lines = text->lines();
        int first = 0;
        while (first < lines) {
            int end = first == 0 ? 2 : first + 1;
            if (lines - end < 2)
                end = lines;
            Piece piece;
            piece.height = text->line_top(end) - text->line_top(first);
            piece.space_before = first == 0 ? k_paragraph_space : 0;
            piece.ink.emplace_back(TextInk{0, 0, text, first, end});
            add(std::move(piece));
            first = end;
        }
    }

    void operator()(const Fields& fields) const
    {
        constexpr double k_gap = 10;
        constexpr double k_row_space = 2.5;
        const double padding = fields.boxed ? 4 : 0;
        const double gap = fields.boxed ? 0 : k_gap;
        const int columns = std::max(1, fields.columns);
        const double column = (width - gap * (columns - 1)) / columns;

        Piece row;
        int used = 0;
        const auto finish_row = [&] {
            if (used == 0)
                return;
            // Boxes of one row are of one height.
            for (Ink& ink : row.ink)
                if (auto* frame = std::get_if<FrameInk>(&ink))
                    frame->height = row.height;
            row.space_before = fields.boxed ? 0 : k_row_space;
            add(std::exchange(row, {}));
            used = 0;
        };
        for (std::size_t i = 0; i < fields.fields.size(); ++i) {
            const Field& one = fields.fields[i];
            const int over = std::clamp(one.columns, 1, columns);
            if (used + over > columns)
                finish_row();
            const double from = used * (column + gap);
            const double box = over * column + (over - 1) * gap;
            const double inner = box - 2 * padding;

            std::vector<std::string> texts = {one.label + ": ", in_isolation(one.value)};
            SettingRequest request;
            request.runs = {{"", Weight::regular, Tone::quiet}, {"", Weight::bold, Tone::ink}};
            request.size = setter.text_size();
            request.width = one.value.empty() ? -1 : inner;
            const auto text =
                setter.set_runs(std::move(request), texts, in_field(in_field(field, "fields"), i));
            if (one.value.empty()) {
                const double x = setter.x_of(from + padding, text->width(), width);
                row.ink.emplace_back(TextInk{x, padding / 2, text});
                const double baseline = padding / 2 + text->first_baseline() + 1;
                const double line = std::max(0.0, inner - text->width());
                const double left = setter.x_of(from + padding + text->width(), line, width);
                row.ink.emplace_back(
                    StrokesInk{{{left, baseline, left + line, baseline}}, 0.6, Tone::quiet, true});
            } else {
                row.ink.emplace_back(at(from + padding, padding / 2, inner, text));
            }
            row.height = std::max(row.height, text->height() + padding);
            if (fields.boxed)
                row.ink.emplace_back(FrameInk{setter.x_of(from, box, width), 0, box, 0});
            used += over;
        }
        finish_row();
    }

    void operator()(const Table& table) const
    {
        Pieces set = set_table(setter, table, width, field);
        for (Piece& piece : set)
            add(std::move(piece));
    }

    // Roles stand in one line, names beneath them, then the lines to sign on and what is noted below: each at one height for
    // all, however long the others are.
    void operator()(const Signatures& signatures) const
    {
        const double ring = points_of(28);
        const double room_to_sign = points_of(8);
        const std::size_t places = signatures.places.size();
        const std::size_t strips = places + (signatures.stamp.empty() ? 0 : 1);
        if (strips == 0)
            return;
        const double strip = width / static_cast<double>(strips);
        Piece piece;
        piece.space_before = points_of(4);
        double y = 0;
        const auto line = [&](std::string Signature::*words, Weight weight, Tone tone,
                              double factor) {
            double height = 0;
            for (std::size_t i = 0; i < places; ++i) {
                const std::string& text = signatures.places[i].*words;
                if (text.empty())
                    continue;
                auto set = setter.set_text(text,
                                           {.size = setter.text_size() * factor,
                                            .width = strip - 8,
                                            .weight = weight,
                                            .align = Align::middle,
                                            .tone = tone},
                                           in_field(in_field(field, "places"), i));
                height = std::max(height, set->height());
                piece.ink.emplace_back(
                    at(strip * static_cast<double>(i) + 4, y, strip - 8, std::move(set)));
            }
            y += height;
        };
        line(&Signature::role, Weight::bold, Tone::ink, 1);
        line(&Signature::name, Weight::regular, Tone::ink, 1);
        y += room_to_sign;
        StrokesInk lines{{}, 0.6, Tone::quiet, true};
        for (std::size_t i = 0; i < places; ++i) {
            const double length = strip * 0.76;
            const double left = setter.x_of(strip * (static_cast<double>(i) + 0.12), length, width);
            lines.strokes.push_back({left, y, left + length, y});
        }
        piece.ink.emplace_back(std::move(lines));
        y += 2;
        line(&Signature::note, Weight::regular, Tone::quiet, 0.85);
        piece.height = y;
        if (!signatures.stamp.empty()) {
            const double x =
                setter.x_of(strip * static_cast<double>(places) + (strip - ring) / 2, ring, width);
            piece.ink.emplace_back(FrameInk{x, 0, ring, ring, ring / 2, Tone::quiet, 0.4});
            auto text = setter.set_text(signatures.stamp,
                                        {.size = setter.text_size() * 0.85,
                                         .width = ring - 12,
                                         .align = Align::middle,
                                         .tone = Tone::quiet},
                                        in_field(field, "stamp"));
            const double top = (ring - text->height()) / 2;
            piece.ink.emplace_back(TextInk{x + 6, top, std::move(text)});
            piece.height = std::max(piece.height, ring + 1);
        }
        add(std::move(piece));
    }

    void operator()(const Stamp& stamp) const
    {
        auto text = setter.set_text(
            stamp.text,
            {.size = setter.text_size() * 1.1, .weight = Weight::bold, .tone = Tone::attention},
            in_field(field, "text"));
        constexpr double k_padding = 10;
        const double box = text->width() + 2 * k_padding;
        const double from = start_of(stamp.align, box, width);
        Piece piece;
        piece.space_before = k_paragraph_space;
        piece.height = text->height() + 3;
        piece.ink.emplace_back(FrameInk{setter.x_of(from, box, width), 1, box, text->height() + 1,
                                        3, Tone::attention, 1});
        const double text_width = text->width();
        piece.ink.emplace_back(
            TextInk{setter.x_of(from + k_padding, text_width, width), 1.5, std::move(text)});
        add(std::move(piece));
    }

    void operator()(const Picture& picture) const
    {
        const auto drawn = setter.read_picture(picture, in_field(field, "bytes"));
        if (drawn == nullptr)
            return;
        const auto [picture_width, picture_height] = size_of(picture, *drawn, width);
        Piece piece;
        piece.space_before = k_paragraph_space;
        piece.height = picture_height;
        const double from = start_of(picture.align, picture_width, width);
        piece.ink.emplace_back(PictureInk{setter.x_of(from, picture_width, width), 0, picture_width,
                                          picture_height, drawn});
        add(std::move(piece));
    }

    static std::pair<double, double> size_of(const Picture& picture, const DrawnPicture& drawn,
                                             double strip)
    {
        const double ratio = drawn.height() / drawn.width();
        double wide = picture.width > 0 ? points_of(picture.width) : strip;
        if (picture.width <= 0 && picture.height <= 0)
            wide = drawn.width() * 0.75;
        if (picture.height > 0)
            wide = std::min(wide, points_of(picture.height) / ratio);
        wide = std::min(wide, strip);
        return {wide, wide * ratio};
    }

    void operator()(const QrCode& code) const
    {
        auto modules = qr_modules(code.content, in_field(field, "content"));
        if (!modules) {
            setter.refuse(modules.refusal());
            return;
        }
        const double side = points_of(code.side);
        const double square = side / static_cast<double>(modules->side);
        constexpr double k_least_square = 0.7;  // points; a phone reads no smaller ones
        constexpr int k_quiet_squares = 4;      // what the standard wants left white around
        if (square < k_least_square) {
            setter.refuse({RefusalCode::input_too_large,
                           {{"limit", std::to_string(std::lround(code.side)) + " mm"}},
                           in_field(field, "content"),
                           ""});
            return;
        }
        const double quiet = k_quiet_squares * square;
        const double box = side + 2 * quiet;
        const double from = start_of(code.align, box, width);
        Piece piece;
        piece.space_before = k_paragraph_space;
        piece.height = box;
        piece.ink.emplace_back(QrInk{setter.x_of(from + quiet, side, width), quiet, side,
                                     std::make_shared<const QrModules>(std::move(*modules))});
        if (!code.caption.empty()) {
            auto text = setter.set_text(code.caption,
                                        {.size = setter.text_size() * 0.8,
                                         .width = box,
                                         .align = Align::middle,
                                         .tone = Tone::quiet},
                                        in_field(field, "caption"));
            const double height = text->height();
            piece.ink.emplace_back(at(from, piece.height - quiet, box, std::move(text)));
            piece.height += height - quiet;
        }
        add(std::move(piece));
    }

    void operator()(const Space& space) const
    {
        Piece piece;
        piece.space_before = points_of(space.height);
        add(std::move(piece));
    }

    void operator()(const Line&) const
    {
        Piece piece;
        piece.space_before = k_paragraph_space;
        piece.height = k_paragraph_space;
        piece.ink.emplace_back(StrokesInk{{{0, 1, width, 1}}, 0.5, Tone::quiet});
        add(std::move(piece));
    }

    void operator()(const PageBreak&) const
    {
        Piece piece;
        piece.ends_page = true;
        add(std::move(piece));
    }

    void operator()(const Letterhead& letterhead) const
    {
        add(setter.set_band(letterhead.band, width, {}, in_field(field, "band"), false));
    }

    void operator()(const SideBySide& beside) const
    {
        int shares = 0;
        for (const Side& side : beside.sides)
            shares += std::max(1, side.share);
        if (shares == 0)
            return;
        const double gap = points_of(beside.gap);
        const double available = width - gap * static_cast<double>(beside.sides.size() - 1);
        Piece piece;
        double from = 0;
        for (std::size_t i = 0; i < beside.sides.size(); ++i) {
            const double side_width = available * std::max(1, beside.sides[i].share) / shares;
            const Piece side =
                stacked(setter.set(beside.sides[i].blocks, side_width,
                                   in_field(in_field(in_field(field, "sides"), i), "blocks")));
            add_moved(piece.ink, side.ink, setter.x_of(from, side_width, width), 0);
            piece.height = std::max(piece.height, side.height);
            piece.space_before = std::max(piece.space_before, side.space_before);
            from += side_width + gap;
        }
        add(std::move(piece));
    }

    void operator()(const Together& together) const
    {
        add(stacked(setter.set(together.blocks, width, in_field(field, "blocks"))));
    }
};

Pieces BlockSetter::set(const std::vector<Block>& blocks, double width, const std::string& field)
{
    Pieces pieces;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string block_field = in_field(field, i);
        std::visit(OneBlock{*this, width, block_field, pieces}, blocks[i].content);
    }
    return pieces;
}

namespace {

std::string line_to_sign(const Signature& signature)
{
    constexpr std::string_view k_line = "……………………………";
    return signature.role + ": " +
           (signature.name.empty() ? std::string(k_line) : isolated(signature.name) + " …………");
}

}  // namespace

Piece BlockSetter::set_band(const Band& band, double width, PageNumbers numbers,
                            const std::string& field, bool ruled_above)
{
    Piece piece;
    if (band.is_empty())
        return piece;
    const double size = band.text_size > 0 ? band.text_size : text_size() - 2;
    const double rule_space = band.ruled ? 3 : 0;
    const double top = ruled_above ? rule_space : 0;
    const double strip = width / 3;
    double height = top;
    const auto column = [&](std::size_t place, const std::vector<std::string>& own,
                            std::string_view name, Align align, double y) {
        const double from = strip * static_cast<double>(place);
        std::vector<std::string> lines;
        for (std::size_t i = place; i < band.signatures.size(); i += 3)
            lines.push_back(line_to_sign(band.signatures[i]));
        lines.insert(lines.end(), own.begin(), own.end());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::string words = lines[i];
            replace_all(words, "{page}", std::to_string(numbers.page));
            replace_all(words, "{pages}", std::to_string(numbers.pages));
            auto text = set_text(words, {.size = size, .width = strip, .align = align},
                                 in_field(in_field(field, name), i));
            const double line_height = text->height();
            piece.ink.emplace_back(TextInk{x_of(from, strip, width), y, std::move(text)});
            y += line_height;
        }
        height = std::max(height, y);
    };
    column(0, band.start, "start", Align::start, top);
    double middle_top = top;
    if (band.picture) {
        if (const auto drawn = read_picture(*band.picture, in_field(field, "picture/bytes"))) {
            const auto [wide, high] = OneBlock::size_of(*band.picture, *drawn, strip);
            piece.ink.emplace_back(PictureInk{(width - wide) / 2, top, wide, high, drawn});
            middle_top += high;
            height = std::max(height, middle_top);
        }
    }
    column(1, band.middle, "middle", Align::middle, middle_top);
    column(2, band.end, "end", Align::end, top);
    piece.height = height + (ruled_above ? 0 : rule_space);
    if (band.ruled) {
        const double y = ruled_above ? 0.5 : piece.height - 0.5;
        piece.ink.emplace_back(StrokesInk{
            {{0, y, width, y}}, 0.7, Tone::ink, false, ruled_above ? std::nullopt : accent()});
    }
    piece.field = place_ + field;
    return piece;
}

std::shared_ptr<const SetText> BlockSetter::set_watermark(const std::string& words, double width)
{
    if (words.empty())
        return nullptr;
    const auto sample =
        set_text(words, {.size = k_largest_size, .weight = Weight::bold}, "/watermark");
    const double size =
        k_largest_size * std::min(3.0, width * 0.7 / std::max(1.0, sample->width()));
    std::vector<std::string> texts = {prepared_text(words, document_.digits, language())};
    SettingRequest request;
    request.runs = {{texts[0], Weight::bold, Tone::ink}};
    request.size = size;
    request.language = language();
    return typesetter_.set(request);
}

}  // namespace taqwim::print

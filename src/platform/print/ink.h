// What stands on a page once everything has its place: pieces of a block, each with the ink it brings. Points; x from the
// left of the content, y from the top of the piece.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/print/document.h"
#include "platform/print/picture.h"
#include "platform/print/qr_modules.h"
#include "platform/print/typesetter.h"

namespace taqwim::print {

struct TextInk {
    double x = 0;
    double y = 0;
    std::shared_ptr<const SetText> text;
    int first_line = 0;
    int end_line = -1;  // -1: to the last
    // Of runs without a tone of their own; none: black.
    std::optional<Colour> colour = std::nullopt;
};

struct Stroke {
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
};

struct StrokesInk {
    std::vector<Stroke> strokes;
    double width = 0.5;
    Tone tone = Tone::ink;
    bool dotted = false;
    std::optional<Colour> colour = std::nullopt;  // in the tone's place
};

struct ShadeInk {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct FrameInk {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double corner = 0;
    Tone tone = Tone::ink;
    double line = 0.5;
};

struct PictureInk {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    std::shared_ptr<const DrawnPicture> picture;
};

struct QrInk {
    double x = 0;
    double y = 0;
    double side = 0;
    std::shared_ptr<const QrModules> modules;
};

using Ink = std::variant<TextInk, StrokesInk, ShadeInk, FrameInk, PictureInk, QrInk>;

// The smallest thing that goes to the next page as a whole.
struct Piece {
    double height = 0;
    double space_before = 0;  // falls away at the top of a page
    std::vector<Ink> ink;
    bool keeps_with_next = false;
    bool ends_page = false;
    // What comes again above this piece where it begins a page: the head of a table.
    std::shared_ptr<const Piece> head;
    std::string field;  // of the document, for a refusal
};

using Pieces = std::vector<Piece>;

// Adds `ink`, moved by (x, y).
void add_moved(std::vector<Ink>& to, const std::vector<Ink>& ink, double x, double y);

}  // namespace taqwim::print

#include "platform/print/ink.h"

namespace taqwim::print {

namespace {

struct Mover {
    double x;
    double y;

    void operator()(StrokesInk& ink) const
    {
        for (Stroke& stroke : ink.strokes) {
            stroke.x1 += x;
            stroke.x2 += x;
            stroke.y1 += y;
            stroke.y2 += y;
        }
    }
    void operator()(auto& ink) const
    {
        ink.x += x;
        ink.y += y;
    }
};

}  // namespace

void add_moved(std::vector<Ink>& to, const std::vector<Ink>& ink, double x, double y)
{
    for (const Ink& one : ink) {
        to.push_back(one);
        std::visit(Mover{x, y}, to.back());
    }
}

}  // namespace taqwim::print

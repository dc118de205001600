#include "documents/paper_look.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace taqwim::documents {

namespace {

using print::Block;
using print::Signature;
using print::Signatures;

// Calls `act` with every block of signatures, the blocks it stands among, and its place there; the last first.
template <class Blocks, class Act>
void each_signatures(Blocks& blocks, Act&& act)
{
    for (std::size_t i = blocks.size(); i-- > 0;) {
        auto& content = blocks[i].content;
        if (std::holds_alternative<Signatures>(content))
            act(blocks, i);
        else if (auto* together = std::get_if<print::Together>(&content))
            each_signatures(together->blocks, act);
        else if (auto* beside = std::get_if<print::SideBySide>(&content))
            for (auto side = beside->sides.rbegin(); side != beside->sides.rend(); ++side)
                each_signatures(side->blocks, act);
    }
}

void arrange(std::vector<Signature>& signatures, const std::vector<SignatureBox>& boxes)
{
    std::vector<Signature> places;
    for (const SignatureBox& box : boxes) {
        if (box.place.empty())
            continue;
        const auto found = std::ranges::find(signatures, box.place, &Signature::place);
        if (found == signatures.end())
            continue;
        if (!box.title.empty())
            found->role = box.title;
        places.push_back(std::move(*found));
        signatures.erase(found);
    }
    std::ranges::move(signatures, std::back_inserter(places));
    for (const SignatureBox& box : boxes)
        if (box.place.empty())
            places.push_back({.role = box.title});
    signatures = std::move(places);
}

print::Paragraph closing_of(const PaperLook& look)
{
    return {look.closing, {.align = print::Align::middle}};
}

bool is_proof(const Block& block)
{
    const auto* beside = std::get_if<print::SideBySide>(&block.content);
    return beside != nullptr && !beside->sides.empty() && !beside->sides.front().blocks.empty() &&
           std::holds_alternative<print::QrCode>(beside->sides.front().blocks.front().content);
}

}  // namespace

void put_on(const PaperLook& look, Issuer& issuer, Printing& printing)
{
    const std::string* const lines[] = {&look.state, &look.ministry, &look.directorate};
    for (std::size_t i = 0; i < std::size(lines) && i + 1 < issuer.lines.size(); ++i)
        if (!lines[i]->empty())
            issuer.lines[i] = *lines[i];
    if (!look.department.empty() && !issuer.lines.empty())
        issuer.lines.insert(issuer.lines.end() - 1, look.department);
    issuer.emblem = look.emblem;
    issuer.accent = look.accent;
    issuer.foot = look.foot;
    printing.how_to_verify = look.how_to_verify;
}

void put_on(const PaperLook& look, print::Document& document)
{
    for (print::Band* const band : {&document.header, &document.footer})
        if (!band->signatures.empty())
            arrange(band->signatures, look.signatures);
    bool is_closed = look.closing.empty();
    each_signatures(document.blocks, [&](std::vector<Block>& among, std::size_t at) {
        arrange(std::get<Signatures>(among[at].content).places, look.signatures);
        if (!std::exchange(is_closed, true))
            among.insert(among.begin() + static_cast<std::ptrdiff_t>(at), closing_of(look));
    });
    if (is_closed)
        return;
    // Nobody signs it by hand: above the code, where there is one.
    const bool has_proof = !document.blocks.empty() && is_proof(document.blocks.back());
    document.blocks.insert(document.blocks.end() - (has_proof ? 1 : 0), closing_of(look));
}

std::vector<SignatureBox> signature_boxes(const print::Document& document)
{
    std::vector<SignatureBox> boxes;
    const auto add = [&](const std::vector<Signature>& places) {
        for (const Signature& one : places)
            if (!one.place.empty() &&
                std::ranges::find(boxes, one.place, &SignatureBox::place) == boxes.end())
                boxes.push_back({one.place, one.role});
    };
    each_signatures(document.blocks, [&](const std::vector<Block>& among, std::size_t at) {
        add(std::get<Signatures>(among[at].content).places);
    });
    add(document.header.signatures);
    add(document.footer.signatures);
    return boxes;
}

std::size_t most_boxes(const print::Document& document)
{
    std::size_t most = 0;
    each_signatures(document.blocks, [&](const std::vector<Block>& among, std::size_t at) {
        most = std::max(most, std::get<Signatures>(among[at].content).places.size());
    });
    return most;
}

}  // namespace taqwim::documents

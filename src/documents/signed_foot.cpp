#include "documents/signed_foot.h"

#include <utility>
#include <variant>

namespace taqwim::documents {

void add_signed_foot(print::Document& document, std::vector<print::Block> before,
                     print::Signatures signatures, const Printing& printing)
{
    print::Document proof;
    add_proof(proof, printing);
    before.emplace_back(std::move(signatures));
    print::Together foot;
    if (proof.blocks.empty()) {
        foot.blocks = std::move(before);
    } else {
        // The code with what is said of it keeps its own width beside the rest.
        print::SideBySide beside;
        beside.sides.push_back({std::move(before), 12});
        for (print::Side& side : std::get<print::SideBySide>(proof.blocks.front().content).sides) {
            side.share = beside.sides.size() == 1 ? 3 : 4;
            beside.sides.push_back(std::move(side));
        }
        foot.blocks.emplace_back(std::move(beside));
    }
    document.blocks.emplace_back(std::move(foot));
}

}  // namespace taqwim::documents

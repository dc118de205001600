#include "documents/signed_foot.h"

#include <utility>

namespace taqwim::documents {

void add_signed_foot(print::Document& document, std::vector<print::Block> before,
                     print::Signatures signatures, const Printing& printing)
{
    print::Document proof;
    add_proof(proof, printing);
    print::Together foot{std::move(before)};
    if (proof.blocks.empty()) {
        foot.blocks.emplace_back(std::move(signatures));
    } else {
        print::SideBySide beside;
        beside.sides.push_back({{std::move(signatures)}, 3});
        beside.sides.push_back({std::move(proof.blocks), 2});
        foot.blocks.emplace_back(std::move(beside));
    }
    document.blocks.emplace_back(std::move(foot));
}

}  // namespace taqwim::documents

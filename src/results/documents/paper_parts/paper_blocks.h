// Blocks that several papers have.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::results {

// A line of small print.
[[nodiscard]] inline print::Paragraph small_print(std::string text,
                                                  print::Align align = print::Align::start)
{
    return {std::move(text), {.size = 9, .align = align, .tone = print::Tone::quiet}};
}

// The proof, clear of the signatures above it.
inline void add_proof_below(print::Document& document, const documents::Printing& printing)
{
    if (!printing.signed_content.empty())
        document.blocks.emplace_back(print::Space{3});
    documents::add_proof(document, printing);
}

// The head of a table: bold, shaded, in the middle.
[[nodiscard]] inline print::Row head_row(std::vector<print::Cell> cells, double size)
{
    for (print::Cell& cell : cells) {
        cell.size = size;
        cell.align = print::Align::middle;
    }
    return {std::move(cells), print::Weight::bold, true};
}

}  // namespace taqwim::results

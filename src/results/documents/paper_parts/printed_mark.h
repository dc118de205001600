// Marks as papers print them: in figures, in words, or what stands in their place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/mark.h"
#include "results/documents/paper_parts/paper_words.h"

namespace taqwim::results {

// What stands in the place of a mark.
enum class MarkState : std::uint8_t {
    not_due,         // nothing: not entered yet, and not late
    given,           // the mark
    missing,         // «—»: the sum waits for it
    absent,          // «غ»: the examination was not sat
    cancelled,       // «ملغى»
    exempt,          // «معفى»
    withheld,        // «محجوزة» (PG-G.44): the mark is not printed
    not_applicable,  // «لا ينطبق»: an affiliated student has no coursework
};

struct PrintedMark {
    MarkState state = MarkState::not_due;
    std::optional<Mark> mark{};  // also beside absent: an absent student's sum is printed with غ

    friend bool operator==(const PrintedMark&, const PrintedMark&) = default;
};

[[nodiscard]] PrintedMark given(const Mark& mark);

// A whole mark without decimals, else two; more where two would put it on the other side of the limit that it is compared with
// (SR-1.11: 49.996 beside 50 is "49.996", never "50.00").
[[nodiscard]] std::string figure(const Mark& mark, const std::optional<Mark>& limit = {});

// The figure, or the words that stand in its place.
[[nodiscard]] std::string in_figures(const PrintedMark& mark, const Words& words,
                                     const std::optional<Mark>& limit = {});
// «تسع وثمانون درجة ونصف»; of a mark in two decimals that two decimals. Nothing where no mark is printed, and for the rare mark
// whose figure has more decimals than words can say.
[[nodiscard]] std::string in_words(const PrintedMark& mark, const Words& words,
                                   const std::optional<Mark>& limit = {});

// What stands in a table of an issued paper: «–» where there is nothing, so that no hand can fill the cell.
[[nodiscard]] std::string closed(std::string text);

// A limit or maximum; nothing where there is none.
[[nodiscard]] std::string limit_in_figures(const std::optional<Mark>& limit);

}  // namespace taqwim::results

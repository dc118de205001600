// A paper of any data that has `printed` and `content_of` beside it.
#pragma once

#include <utility>

#include "documents/paper_kinds.h"

namespace taqwim::results {

template <class Data>
[[nodiscard]] documents::Paper paper_of(Data data, print::Language language)
{
    auto content = content_of(data, language);
    return {.content = std::move(content),
            .printed = [data = std::move(data)](const documents::Issuer& issuer,
                                                const documents::Printing& printing) {
                return printed(data, issuer, printing);
            }};
}

// The same of a sample that `make` gives.
template <class Make>
[[nodiscard]] auto sample_of(Make make)
{
    return [make](const documents::Issuer& issuer, const documents::Printing& printing) {
        return printed(make(), issuer, printing);
    };
}

}  // namespace taqwim::results

#include "results/documents/paper_parts/printed_mark.h"

#include <utility>

#include "platform/number_words/number_words.h"

namespace taqwim::results {

PrintedMark given(const Mark& mark)
{
    return {MarkState::given, mark};
}

std::string figure(const Mark& mark, const std::optional<Mark>& limit)
{
    constexpr int k_most_places = 9;
    if (mark.value.is_whole())
        return mark.to_text();
    const bool reaches = limit && mark >= *limit;
    for (int places = 2; places <= k_most_places; ++places) {
        std::string shown = mark.value.shown(places);
        if (!limit || (Mark(*Exact::parse(shown)) >= *limit) == reaches)
            return shown;
    }
    return mark.to_text();
}

std::string in_figures(const PrintedMark& mark, const Words& words,
                       const std::optional<Mark>& limit)
{
    switch (mark.state) {
    case MarkState::not_due: return {};
    case MarkState::given: return mark.mark ? figure(*mark.mark, limit) : std::string();
    case MarkState::missing: return words.common("mark_missing");
    case MarkState::absent: return words.common("mark_absent");
    case MarkState::cancelled: return words.common("mark_cancelled");
    case MarkState::exempt: return words.common("mark_exempt");
    case MarkState::withheld: return words.common("mark_withheld");
    case MarkState::not_applicable: return words.common("mark_not_applicable");
    }
    return {};
}

std::string in_words(const PrintedMark& mark, const Words& words, const std::optional<Mark>& limit)
{
    if (mark.state != MarkState::given || !mark.mark)
        return {};
    // The words say what the figures say: whoever holds the paper compares them.
    const auto printed = Exact::parse(figure(*mark.mark, limit));
    if (!printed)
        return {};
    const auto text = number_words::in_words(*printed, words.language() == print::Language::arabic
                                                           ? number_words::Language::arabic
                                                           : number_words::Language::english);
    return text ? *text : std::string();
}

std::string closed(std::string text)
{
    return text.empty() ? "–" : std::move(text);
}

std::string limit_in_figures(const std::optional<Mark>& limit)
{
    return limit ? figure(*limit) : std::string();
}

}  // namespace taqwim::results

#include "results/documents/second_attempt/second_attempt.h"

#include <array>
#include <cstddef>

#include "documents/document_folder.h"
#include "embedded/second_attempt.h"

namespace taqwim::results {

namespace {

// In the order of AttemptScope.
constexpr std::array<std::string_view, 5> k_scopes = {
    "term_2", "both_terms", "performance", "term_2_and_performance", "both_terms_and_performance"};

const documents::WordList& words()
{
    static const documents::WordList read =
        documents::words_in(embedded_second_attempt(), "second_attempt");
    return read;
}

}  // namespace

AttemptScope attempt_scope(std::string_view code)
{
    for (std::size_t scope = 0; scope < k_scopes.size(); ++scope)
        if (k_scopes.at(scope) == code)
            return static_cast<AttemptScope>(scope);
    return AttemptScope::term_2;
}

std::string AttemptWords::at(std::string_view key) const
{
    return words().at(key, language_);
}

std::string AttemptWords::of_attempt(std::string_view key) const
{
    return at(std::string(key) +
              (attempt_ == SecondAttempt::placement ? "_placement" : "_second_round"));
}

std::string AttemptWords::scope(AttemptScope scope) const
{
    return at("scope_" + std::string(k_scopes.at(static_cast<std::size_t>(scope))));
}

std::string AttemptWords::form() const
{
    return attempt_ == SecondAttempt::placement ? "KW-18" : "KW-19";
}

}  // namespace taqwim::results

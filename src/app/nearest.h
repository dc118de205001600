// What somebody may have meant: the known words nearest to one that is not known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim::app {

// Letters that have to be put in, taken out, changed or exchanged with their neighbour to make one of the other.
[[nodiscard]] std::size_t letters_between(std::string_view a, std::string_view b);

// Keeps the few nearest of any number of words.
class NearestWords {
public:
    explicit NearestWords(std::string wanted, std::size_t most = 3)
        : wanted_(std::move(wanted)), most_(most)
    {}

    void offer(std::string_view word);
    // The nearest first; of equally near ones the earlier. None that is farther than half of the wanted word.
    [[nodiscard]] std::vector<std::string> words() const;

private:
    struct Candidate {
        std::size_t distance;
        std::string word;
    };

    std::string wanted_;
    std::size_t most_;
    std::vector<Candidate> nearest_;
};

}  // namespace taqwim::app

// Where the chunks of an input end changes nothing; no text is larger than the limit; and an input
// that is one JSON document as a whole gives its student-years and no refusal: an object gives
// itself, an array its elements.

#include "core/refusal_codes.h"
#include "regulations/frame/student_year_stream.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

namespace {

using taqwim::StudentYearStream;
using taqwim::StudentYearText;

void require(bool holds, const char* promise)
{
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

struct Item {
    std::string text;  // or the refusal's code and arguments
    std::size_t line = 0;
    std::size_t column = 0;
    bool is_text = false;

    friend bool operator==(const Item&, const Item&) = default;
};

std::vector<Item> items_of(const std::string& input, std::size_t chunk_bytes,
                           std::size_t most_bytes)
{
    std::istringstream in(input);
    StudentYearStream stream(
        in, {.name = "input", .most_bytes = most_bytes, .chunk_bytes = chunk_bytes});
    std::vector<Item> items;
    while (const auto next = stream.next()) {
        Item item;
        if (*next) {
            const StudentYearText& text = **next;
            require(text.text.size() <= most_bytes, "no text is larger than the limit");
            require(!text.text.empty(), "no text is empty");
            item = {std::string(text.text), text.start.line, text.start.column, true};
        } else {
            item.text = taqwim::to_text(next->refusal().code);
            for (const auto& [name, value] : next->refusal().arguments)
                item.text.append(" ").append(name).append("=").append(value);
        }
        items.push_back(std::move(item));
        require(items.size() <= input.size() + 2, "the stream comes to an end");
    }
    require(!stream.next(), "the end stays the end");
    return items;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string input(reinterpret_cast<const char*>(data), size);
    const std::vector<Item> items = items_of(input, 4096, size + 1);
    require(items == items_of(input, 1, size + 1) && items == items_of(input, 7, size + 1),
            "the chunks of the input change nothing");
    require(items_of(input, 4096, 16) == items_of(input, 3, 16),
            "nor do they beside a small limit");

    std::size_t line = 0;
    std::size_t column = 0;
    for (const Item& item : items) {
        if (!item.is_text)
            continue;
        require(item.line > line || (item.line == line && item.column > column),
                "texts follow one another");
        line = item.line;
        column = item.column;
    }

    if (input.find('\0') != std::string::npos || !nlohmann::ordered_json::accept(input))
        return 0;
    const auto whole = nlohmann::ordered_json::parse(input);
    for (const Item& item : items)
        require(item.is_text, "a good document gives no refusal");
    if (whole.is_object()) {
        require(items.size() == 1 && nlohmann::ordered_json::parse(items.front().text) == whole,
                "an object gives itself");
    } else if (whole.is_array()) {
        require(items.size() == whole.size(), "an array gives its elements");
        for (std::size_t i = 0; i < items.size(); ++i)
            require(nlohmann::ordered_json::parse(items[i].text) == whole[i], "each as it is");
    }
    return 0;
}

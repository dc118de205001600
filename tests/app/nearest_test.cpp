#include <doctest/doctest.h>

#include "app/nearest.h"

using taqwim::app::letters_between;
using taqwim::app::NearestWords;

TEST_CASE("nearest words: a letter more, less, other or exchanged is one step")
{
    CHECK(letters_between("1001", "1001") == 0);
    CHECK(letters_between("1001", "1010") == 1);
    CHECK(letters_between("1001", "101") == 1);
    CHECK(letters_between("1001", "10011") == 1);
    CHECK(letters_between("1001", "1007") == 1);
    CHECK(letters_between("", "abc") == 3);
    CHECK(letters_between(std::string(500, 'a'), std::string(400, 'b')) == 500);
}

TEST_CASE("nearest words: the few nearest are kept, the nearest first")
{
    NearestWords nearest("1001", 3);
    for (const char* const word : {"1022", "1002", "1101", "9999", "1003", "1001x"})
        nearest.offer(word);
    CHECK(nearest.words() == std::vector<std::string>{"1002", "1101", "1003"});
    CHECK(NearestWords("x").words().empty());
}

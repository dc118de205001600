#include "regulations/frame/digest.h"

#include <doctest/doctest.h>

#include <string>

// The first three are the published examples of FIPS 180-4.
TEST_CASE("the digest of a text is its SHA-256 in lower-case hexadecimal")
{
    CHECK(taqwim::sha256_hex("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(taqwim::sha256_hex("") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(taqwim::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(taqwim::sha256_hex("abc") != taqwim::sha256_hex(std::string("abc\0", 4)));
}

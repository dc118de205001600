#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "app/server/problem_words.h"
#include "app/words.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

using namespace taqwim;

TEST_CASE("app: a refused row of a list is told in both languages, with its place and clause")
{
    const auto words = [](Language language) {
        const auto read = std::make_shared<const app::Words>(language, Digits::latin);
        return std::shared_ptr<const Messages>(read, &read->messages());
    };
    const marks::RefusalWriter write = app::row_words(words(Language::ar), words(Language::en));
    JsonWriter json;
    write({RefusalCode::mark_over_maximum,
           {{"subject", "maths"}, {"mark", "12"}, {"maximum", "10"}},
           "/entries/3/value",
           "KW-11.3"},
          json);
    const auto document = JsonDocument::parse(json.str());
    REQUIRE(document);
    const JsonValue root = document->root();
    CHECK(root.find("code")->text() == "MARK_OVER_MAXIMUM");
    CHECK(root.find("field")->text() == "/entries/3/value");
    CHECK(root.find("clause")->text() == "KW-11.3");
    const std::string arabic(root.find("messages")->find("ar")->text());
    const std::string english(root.find("messages")->find("en")->text());
    CHECK(arabic != english);
    CHECK(english.find("12") != std::string::npos);
    CHECK(arabic.find("12") != std::string::npos);
}

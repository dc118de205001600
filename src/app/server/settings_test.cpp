#include "app/server/settings.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "tests/app/scratch_folder.h"

using taqwim::ConfigurationFault;
using taqwim::RefusalCode;
using taqwim::app::Settings;
using taqwim::app::SettingSource;

namespace {

// A settings file that goes with the test.
class GivenFile {
public:
    explicit GivenFile(const std::string& text) { std::ofstream(path()) << text; }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() + "/taqwim.toml"; }

private:
    taqwim::tests::ScratchFolder folder_;
};

Settings::Environment environment(std::map<std::string, std::string> values = {})
{
    return [values = std::move(values)](const char* name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

}  // namespace

TEST_CASE("without a file every setting has its default, and every default is valid")
{
    const auto settings = Settings::read(std::nullopt, environment(), {});
    REQUIRE(settings);
    CHECK(settings->text("server.address") == "127.0.0.1");
    CHECK(settings->number("server.port") == 8480);
    CHECK_FALSE(settings->yes("server.behind_tls_proxy"));
    CHECK(settings->list("server.trusted_proxies").empty());
    std::set<std::string_view> names;
    for (const auto& setting : settings->all()) {
        names.insert(setting.form->name);
        const std::vector<std::string> same = {std::string(setting.form->name) + '=' +
                                               setting.value};
        CHECK(Settings::read(std::nullopt, environment(), same));
    }
    CHECK(names.size() == taqwim::app::setting_forms().size());
}

TEST_CASE("the command line wins over the environment, and that over the file")
{
    const GivenFile file("[server]\nport = 1000\naddress = \"::1\"\nworkers = 3\ntrusted_proxies = "
                         "[\"10.0.0.1\", \"10.0.0.2\"]\n");
    const std::vector<std::string> assignments = {"server.port=3000"};
    const auto settings = Settings::read(
        file.path(), environment({{"TAQWIM_SERVER_PORT", "2000"}, {"TAQWIM_SERVER_WORKERS", "5"}}),
        assignments);
    REQUIRE(settings);
    CHECK(settings->number("server.port") == 3000);
    CHECK(settings->number("server.workers") == 5);
    CHECK(settings->text("server.address") == "::1");
    CHECK(settings->list("server.trusted_proxies") ==
          std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
    for (const auto& setting : settings->all())
        if (setting.form->name == "server.address") {
            CHECK(setting.source == SettingSource::file);
            CHECK(setting.line == 3);
        }
}

TEST_CASE("a setting that is unknown or out of range is refused with its place")
{
    const GivenFile unknown("[server]\nprot = 1\n");
    const auto first = Settings::read(unknown.path(), environment(), {});
    REQUIRE_FALSE(first);
    CHECK(first.refusal().code == RefusalCode::setting_unknown);
    CHECK(first.refusal().field.ends_with("taqwim.toml:2"));

    const auto second =
        Settings::read(std::nullopt, environment({{"TAQWIM_SERVER_PORT", "65536"}}), {});
    REQUIRE_FALSE(second);
    CHECK(second.refusal().code == RefusalCode::setting_invalid);
    CHECK(second.refusal().field == "TAQWIM_SERVER_PORT");
    CHECK(Settings::read(std::nullopt, environment({{"TAQWIM_SERVER_PORT", "65535"}}), {}));

    // U+0668 U+0660, eighty in Arabic-Indic digits.
    const std::vector<std::string> arabic = {"server.port=\u0668\u0660"};
    CHECK(Settings::read(std::nullopt, environment(), arabic)->number("server.port") == 80);

    for (const std::string assignment :
         {"server.port=80a", "server.port=", "server.behind_tls_proxy=yes", "log.level=loud",
          "server.port"}) {
        CAPTURE(assignment);
        const std::vector<std::string> assignments = {assignment};
        const auto refused = Settings::read(std::nullopt, environment(), assignments);
        REQUIRE_FALSE(refused);
        CHECK(refused.refusal().code == RefusalCode::setting_invalid);
    }
}

TEST_CASE("a settings file that is none is told with its line")
{
    const GivenFile broken("[server\nport = 1\n");
    CHECK_THROWS_AS((void)Settings::read(broken.path(), environment(), {}), ConfigurationFault);
    const GivenFile fraction("[server]\nport = 1.5\n");
    CHECK_THROWS_AS((void)Settings::read(fraction.path(), environment(), {}), ConfigurationFault);
    const auto missing = Settings::read("/no/such/file.toml", environment(), {});
    REQUIRE_FALSE(missing);
    CHECK(missing.refusal().code == RefusalCode::file_not_readable);
}

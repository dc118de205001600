#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <streambuf>

#include "app/words.h"
#include "core/configuration_fault.h"
#include "tests/app/pretend_rule_set.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

// A full disk: takes some bytes and no more.
class FullDisk : public std::streambuf {
public:
    explicit FullDisk(std::streamsize room) : room_(room) {}

protected:
    int_type overflow(int_type) override { return traits_type::eof(); }
    std::streamsize xsputn(const char*, std::streamsize count) override
    {
        const std::streamsize taken = std::min(room_, count);
        room_ -= taken;
        return taken;
    }

private:
    std::streamsize room_;
};

Ran run_on_full_disk(const std::vector<std::string>& arguments, int error)
{
    std::istringstream input(
        "{\"id\": \"a\", \"mark\": \"60\"}\n{\"id\": \"b\", \"mark\": \"60\"}\n");
    FullDisk disk(3);
    std::ostream output(&disk);
    std::ostringstream messages;
    app::Console console{.input = input,
                         .output = output,
                         .messages = messages,
                         .output_error = [=] { return error; }};
    const auto code = app::run_program(arguments, console, Surroundings{}.make_rule_sets);
    return {static_cast<int>(code), "", messages.str()};
}

const std::vector<std::vector<std::string>> k_commands = {
    {},          {"regulations"}, {"regulations", "show"}, {"parameters"}, {"evaluate"}, {"check"},
    {"explain"}, {"schema"},
};

}  // namespace

TEST_CASE("program: both languages have the same messages")
{
    const app::Words arabic(Language::ar, Digits::latin);
    const app::Words english(Language::en, Digits::latin);
    require_same_keys(arabic.messages(), english.messages());
}

TEST_CASE("program: every command explains itself in both languages, with an example of its own")
{
    for (const auto& command : k_commands)
        for (const char* const language : {"ar", "en"}) {
            std::vector<std::string> arguments = command;
            arguments.insert(arguments.end(), {"--help", "--language", language});
            const Ran ran = run_taqwim(arguments);
            CAPTURE(ran.output);
            CHECK(ran.code == 0);
            CHECK(ran.messages.empty());
            CHECK(ran.output.find("--language ar|en") != std::string::npos);
            std::string name = "taqwim";
            for (const std::string& part : command)
                name += ' ' + part;
            CHECK(ran.output.find(name) != std::string::npos);
        }
}

TEST_CASE("program: the help of the program names the exit codes")
{
    const Ran ran = run_taqwim({"--help"});
    for (const char* const code : {"  0  ", "  1  ", "  2  ", "  3  ", "  4  ", "  5  ", "  130  "})
        CHECK(ran.output.find(code) != std::string::npos);
}

TEST_CASE("program: the version is one line")
{
    const Ran ran = run_taqwim({"--version"});
    CHECK(ran.code == 0);
    CHECK(ran.output.starts_with("taqwim "));
    CHECK(std::ranges::count(ran.output, '\n') == 1);
}

TEST_CASE("program: wrong use goes to the messages and leads to the help")
{
    const Ran ran = run_taqwim({"evaluate", "--formt", "x"});
    CHECK(ran.code == 2);
    CHECK(ran.output.empty());
    CHECK(ran.messages == "The option --formt is not known here. Did you mean --format?\n"
                          "To read how it is used: taqwim evaluate --help\n");
}

TEST_CASE("program: in Arabic wrong use is told from right to left")
{
    const Ran ran = run_taqwim({"chek", "--language", "ar"});
    CHECK(ran.code == 2);
    CHECK(
        ran.messages.starts_with("\u200Fلا أمر باسم \u2068chek\u2069. أتقصد \u2068check\u2069؟\n"));
}

TEST_CASE("program: a faulty file of the program's own stops it with all that is wrong")
{
    Surroundings around;
    around.make_rule_sets = [](const InstallationFolder&) -> app::RuleSets {
        throw ConfigurationFault(
            {{"parameters/a.toml", 4, "first"}, {"parameters/b.toml", 9, "second"}});
    };
    const Ran ran = run_taqwim({"regulations"}, around);
    CHECK(ran.code == 4);
    CHECK(ran.messages.find("parameters/a.toml:4: first\nparameters/b.toml:9: second\n") !=
          std::string::npos);
}

TEST_CASE("program: the installation's folder is handed on and has to be there")
{
    Surroundings around;
    std::string given;
    around.make_rule_sets = [&](const InstallationFolder& installation) {
        given = installation.path ? installation.path->string() : "";
        return app::RuleSets{};
    };
    CHECK(run_taqwim({"regulations", "--data", "/"}, around).code == 0);
    CHECK(given == "/");
    around.environment["TAQWIM_DATA"] = "/tmp";
    CHECK(run_taqwim({"regulations"}, around).code == 0);
    CHECK(given == "/tmp");
    const Ran ran = run_taqwim({"regulations", "--data", "/no/such/folder"}, around);
    CHECK(ran.code == 4);
    CHECK(ran.messages.find("/no/such/folder") != std::string::npos);
}

TEST_CASE("program: too little memory is told and not a crash")
{
    Surroundings around;
    around.make_rule_sets = [](const InstallationFolder&) -> app::RuleSets {
        throw std::bad_alloc();
    };
    const Ran ran = run_taqwim({"regulations"}, around);
    CHECK(ran.code == 3);
    CHECK(ran.messages.find("memory") != std::string::npos);
}

TEST_CASE("program: any other exception is told as the program's own failure")
{
    Surroundings around;
    around.make_rule_sets = [](const InstallationFolder&) -> app::RuleSets {
        throw std::logic_error("what it was");
    };
    const Ran ran = run_taqwim({"regulations"}, around);
    CHECK(ran.code == 4);
    CHECK(ran.messages.find("what it was") != std::string::npos);
}

TEST_CASE("program: results that cannot be written are told with the reason")
{
    const Ran ran = run_on_full_disk({"evaluate", "-", "--language", "en"}, ENOSPC);
    CHECK(ran.code == 5);
    CHECK(ran.messages.find("No space left on device") != std::string::npos);
}

TEST_CASE("program: a reader that has gone away is told nothing")
{
    const Ran ran = run_on_full_disk({"evaluate", "-"}, EPIPE);
    CHECK(ran.code == 5);
    CHECK(ran.messages.empty());
}

#include <doctest/doctest.h>

#include "app/command_line.h"

using namespace taqwim;
using namespace taqwim::app;

namespace {

CommandLine read(const std::vector<std::string>& arguments, const std::string& language = "")
{
    return read_command_line(arguments, [&](const char* name) -> std::optional<std::string> {
        if (std::string(name) == "TAQWIM_LANGUAGE" && !language.empty())
            return language;
        return std::nullopt;
    });
}

std::string wrong_use(const std::vector<std::string>& arguments)
{
    const CommandLine line = read(arguments);
    return line.wrong_use ? line.wrong_use->message : "";
}

}  // namespace

TEST_CASE("command line: each command is told from the others")
{
    CHECK(read({"regulations"}).request.command == Command::list_regulations);
    CHECK(read({"regulations", "show", "x"}).request.command == Command::show_regulation);
    CHECK(read({"parameters"}).request.command == Command::parameters);
    CHECK(read({"evaluate", "a"}).request.command == Command::evaluate);
    CHECK(read({"check", "a"}).request.command == Command::check);
    CHECK(read({"explain", "a"}).request.command == Command::explain);
    CHECK(read({"schema"}).request.command == Command::schema);
    CHECK(read({"--version"}).request.command == Command::version);
    CHECK(read({"evaluate", "--help"}).request.command == Command::help);
    CHECK(read({"evaluate", "--help"}).help.command == "evaluate");
    CHECK(read({"regulations", "show", "-h"}).help.command == "regulations show");
}

TEST_CASE("command line: the holders of a backup key are 2 to 20, and 2 to all of them open it")
{
    const CommandLine made =
        read({"backup-key", "create", "--holders", "٥", "--needed", "3", "--output", "k"});
    REQUIRE_FALSE(made.wrong_use);
    CHECK(made.request.command == Command::make_backup_key);
    CHECK(made.request.holders == 5);
    CHECK(made.request.needed == 3);
    CHECK(made.request.output == "k");
    const auto refused = [](const std::string& holders, const std::string& needed) {
        return wrong_use(
            {"backup-key", "create", "--holders", holders, "--needed", needed, "--output", "k"});
    };
    CHECK(refused("2", "2").empty());
    CHECK(refused("20", "20").empty());
    CHECK(refused("1", "1") == "wrong_use.value");
    CHECK(refused("21", "2") == "wrong_use.value");
    CHECK(refused("3", "1") == "wrong_use.value");
    CHECK(refused("3", "4") == "wrong_use.value");
    CHECK(refused("99999999999999999999", "2") == "wrong_use.value");
    CHECK(refused("-3", "2") == "wrong_use.value");
    CHECK(refused("3x", "2") == "wrong_use.value");
    CHECK(wrong_use({"backup-key", "create", "--holders", "3", "--output", "k"}) ==
          "wrong_use.no_input");
    CHECK(wrong_use({"backup-key", "create", "--holders", "3", "--needed", "2"}) ==
          "wrong_use.no_input");
    CHECK(wrong_use({"backup-key"}) == "wrong_use.no_command");
    CHECK(wrong_use({"backup-key", "show"}) == "wrong_use.no_input");
    CHECK(wrong_use({"backup-key", "change-passphrase", "k"}) == "wrong_use.no_input");
    CHECK(read({"backup-key", "change-passphrase", "k", "--holder", "2"}).request.holder == "2");
    CHECK(read({"backup-key", "reshare", "k", "--holders", "2", "--needed", "2", "--output", "n"})
              .request.command == Command::reshare_backup_key);
    CHECK(read({"backup-key", "show", "--help"}).help.command == "backup-key show");
}

TEST_CASE(
    "SR-X.3: a scenario is studied of files or of a school's year in the record, never of both")
{
    const CommandLine of_record = read({"scenario", "s.toml", "--school", "7", "--year", "1446",
                                        "--class", "8/1", "--student", "2003"});
    REQUIRE_FALSE(of_record.wrong_use);
    CHECK(of_record.request.command == Command::scenario);
    CHECK(of_record.request.scenario == "s.toml");
    CHECK(of_record.request.school == "7");
    CHECK(of_record.request.record_year == "1446");
    CHECK(of_record.request.record_class == "8/1");
    CHECK(of_record.request.student == "2003");
    CHECK(of_record.request.inputs.empty());
    CHECK(wrong_use({"scenario", "s.toml", "a.json"}).empty());
    CHECK(wrong_use({"scenario", "s.toml"}) == "wrong_use.no_input");
    CHECK(wrong_use({"scenario", "s.toml", "--school", "7"}) == "wrong_use.no_year");
    CHECK(wrong_use({"scenario", "s.toml", "a.json", "--school", "7", "--year", "1446"}) ==
          "wrong_use.argument");
}

TEST_CASE("command line: results of the record need a school and its year")
{
    const CommandLine line = read({"results", "evaluate", "--school", "7", "--year", "1446",
                                   "--explain", "2003", "--format", "html"});
    REQUIRE_FALSE(line.wrong_use);
    CHECK(line.request.command == Command::evaluate_record);
    CHECK(line.request.student == "2003");
    CHECK(line.request.format == Format::html);
    CHECK(line.help.command == "results evaluate");
    CHECK(wrong_use({"results", "evaluate"}) == "wrong_use.no_year");
    CHECK(wrong_use({"results", "evaluate", "--school", "7"}) == "wrong_use.no_year");
    CHECK(wrong_use({"results", "evaluate", "--year", "1446"}) == "wrong_use.no_year");
    CHECK(wrong_use({"results"}) == "wrong_use.no_command");
    CHECK(wrong_use({"results", "evaluat"}) == "wrong_use.command");
}

TEST_CASE("command line: options stand before, between and behind the inputs")
{
    const CommandLine line = read({"evaluate", "--trace", "a.json", "--format", "csv", "-", "check",
                                   "--sheet", "4", "--sheet=5", "b.json", "--bom"});
    REQUIRE_FALSE(line.wrong_use);
    CHECK(line.request.inputs == std::vector<std::string>{"a.json", "-", "check", "b.json"});
    CHECK(line.request.sheets == std::vector<std::string>{"4", "5"});
    CHECK(line.request.format == Format::csv);
    CHECK(line.request.trace);
    CHECK(line.request.byte_order_mark);
    CHECK_FALSE(line.request.summary);
}

TEST_CASE("command line: what comes after -- is a file whatever it looks like")
{
    const CommandLine line = read({"evaluate", "--bom", "--", "--trace", "a"});
    CHECK_FALSE(line.wrong_use);
    CHECK(line.request.inputs == std::vector<std::string>{"--trace", "a"});
    CHECK_FALSE(line.request.trace);
}

TEST_CASE("command line: the language comes from the option, else from the environment, else it is "
          "Arabic")
{
    CHECK(read({"schema"}).request.language == Language::ar);
    CHECK(read({"schema"}, "en").request.language == Language::en);
    CHECK(read({"schema", "--language", "ar"}, "en").request.language == Language::ar);
    CHECK(read({"--language=en", "schema"}).request.language == Language::en);
    // Also for saying what is wrong with the rest.
    CHECK(read({"schema", "--nonsense", "--language", "en"}).request.language == Language::en);
    CHECK(read({"schema"}, "fr").wrong_use->message == "wrong_use.value");
}

TEST_CASE("command line: the output may be named as standard output")
{
    CHECK_FALSE(read({"evaluate", "a", "--output", "-"}).request.output);
    CHECK(read({"evaluate", "a", "--output", "b"}).request.output == "b");
}

TEST_CASE("command line: days are read in every kind of digits")
{
    CHECK(read({"parameters", "--on", "2016-06-01"}).request.on == Day::of(2016, 6, 1));
    CHECK(read({"parameters", "--on", "٢٠١٦-٠٦-٠١"}).request.on == Day::of(2016, 6, 1));
}

TEST_CASE("command line: every wrong use is named")
{
    CHECK(wrong_use({}) == "wrong_use.no_command");
    CHECK(wrong_use({"evalaute", "x"}) == "wrong_use.command");
    CHECK(wrong_use({"regulations", "shwo"}) == "wrong_use.command");
    CHECK(wrong_use({"evaluate"}) == "wrong_use.no_input");
    CHECK(wrong_use({"evaluate", "--nonsense", "a"}) == "wrong_use.option");
    CHECK(wrong_use({"evaluate", "-x", "a"}) == "wrong_use.option");
    CHECK(wrong_use({"evaluate", "a", "--format"}) == "wrong_use.option_value");
    CHECK(wrong_use({"evaluate", "a", "--format", "csv", "--format", "json"}) ==
          "wrong_use.option_value");
    CHECK(wrong_use({"evaluate", "a", "--format", "xml"}) == "wrong_use.value");
    CHECK(wrong_use({"check", "a", "--format", "jsonl"}) == "wrong_use.value");
    CHECK(wrong_use({"explain", "a", "--digits", "roman"}) == "wrong_use.value");
    CHECK(wrong_use({"parameters", "--status", "guessed"}) == "wrong_use.value");
    CHECK(wrong_use({"parameters", "--on", "2016-02-30"}) == "wrong_use.day");
    CHECK(wrong_use({"parameters", "a", "b"}) == "wrong_use.argument");
    CHECK(wrong_use({"explain", "a", "b"}) == "wrong_use.one_input");
}

TEST_CASE("command line: a slip is met with what was meant")
{
    CHECK(read({"evaluate", "--formt=csv", "a"}).wrong_use->arguments ==
          Arguments{{"option", "--formt"}, {"nearest", "--format"}});
    CHECK(read({"chek", "a"}).wrong_use->arguments ==
          Arguments{{"command", "chek"}, {"nearest", "check"}});
    CHECK(read({"zzzzzz"}).wrong_use->arguments == Arguments{{"command", "zzzzzz"}});
}

#include "app/help.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "app/exit_code.h"

namespace taqwim::app {

namespace {

class HelpWriter {
public:
    HelpWriter(const Words& words, std::ostream& output) : words_(words), output_(output) {}

    void write(const HelpPage& page)
    {
        const std::string key = message_of_command(page.command);
        output_ << words_.line(key + ".about") << "\n\n"
                << words_.line("help.usage", {{"usage", words_.given(page.usage)}}) << '\n';
        write_entries("help.commands", page.commands);
        write_entries("help.arguments", page.arguments);
        write_entries("help.options", page.options);
        write_lines("help.remarks", key + ".remarks");
        write_lines("help.examples", key + ".examples");
        if (page.command.empty())
            write_exit_codes();
    }

private:
    void write_entries(const char* heading, const std::vector<HelpPage::Entry>& entries)
    {
        if (entries.empty())
            return;
        output_ << '\n' << words_.line(heading) << '\n';
        TextTable table = indented_table();
        for (const HelpPage::Entry& entry : entries)
            table.row({"", entry.name, words_.plain(entry.about)});
        table.write(output_);
    }

    // A message of several lines, where there is one.
    void write_lines(const char* heading, const std::string& key)
    {
        if (!words_.has(key))
            return;
        output_ << '\n' << words_.line(heading) << '\n';
        const std::string text = words_.plain(key);
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0)
                output_ << line_start(words_.direction()) << "  " << written(rest.substr(0, end))
                        << '\n';
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    void write_exit_codes()
    {
        constexpr std::array k_codes = {ExitCode::all_well,         ExitCode::problems_found,
                                        ExitCode::wrong_use,        ExitCode::input_unreadable,
                                        ExitCode::own_files_faulty, ExitCode::output_unwritable,
                                        ExitCode::interrupted};
        output_ << '\n' << words_.line("help.exit_codes") << '\n';
        TextTable table = indented_table();
        for (const ExitCode code : k_codes) {
            const std::string number = std::to_string(static_cast<int>(code));
            table.row({"", number, words_.plain("exit_code." + number)});
        }
        table.write(output_);
    }

    // A sentence, or a command as it is typed.
    [[nodiscard]] std::string written(std::string_view line) const
    {
        constexpr std::string_view k_program = "taqwim ";
        const bool is_command =
            line.starts_with(k_program) || line.find(" | ") != std::string_view::npos;
        return is_command ? words_.given(line)
                          : as_sentence(line, words_.direction(), words_.digits());
    }

    // Options and codes are typed as they stand there.
    [[nodiscard]] TextTable indented_table() const
    {
        return TextTable(words_.direction(), Digits::latin);
    }

    const Words& words_;
    std::ostream& output_;
};

}  // namespace

std::string message_of_command(std::string_view command)
{
    std::string key = "command." + std::string(command.empty() ? "taqwim" : command);
    std::ranges::replace_if(
        key, [](char letter) { return letter == ' ' || letter == '-'; }, '_');
    return key;
}

void write_help(const HelpPage& page, const Words& words, std::ostream& output)
{
    HelpWriter(words, output).write(page);
}

}  // namespace taqwim::app

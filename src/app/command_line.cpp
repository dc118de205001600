#include "app/command_line.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/help.h"
#include "app/nearest.h"
#include "app/server/holders_key.h"
#include "core/digits.h"

namespace taqwim::app {

namespace {

// What was typed for the options that are read as texts first.
struct Typed {
    std::string language;
    std::string digits;
    std::string data;
    std::string format;
    std::string output;
    std::string on;
    std::string status;
    std::string settings_file;
    std::string holders;
    std::string needed;
    bool help = false;
    bool version = false;
};

template <class T>
struct Choice {
    std::string_view name;
    T value;
};

constexpr std::string_view k_formats_of_results = "table|json|jsonl|csv";
constexpr std::string_view k_formats_of_lists = "table|json|csv";
constexpr std::string_view k_formats_of_registers = "table|json";
constexpr std::string_view k_formats_of_reasons = "text|html|json";
constexpr std::string_view k_formats_of_record = "table|json|jsonl|csv|text|html";

class Reader {
public:
    Reader(const std::vector<std::string>& arguments, const Environment& environment)
        : arguments_(arguments), environment_(environment)
    {
        describe_program();
    }

    CommandLine read()
    {
        result_.request.language = language_before_reading();
        try {
            std::vector<std::string> backwards(arguments_.rbegin(), arguments_.rend());
            program_.parse(std::move(backwards));
        } catch (const CLI::ArgumentMismatch& mismatch) {
            const std::string_view what = mismatch.what();
            refuse("wrong_use.option_value",
                   {{"option", std::string(what.substr(0, what.find(':')))}});
        } catch (const CLI::ParseError& error) {
            refuse("wrong_use.other", {{"reason", error.what()}});
        }
        const Described& named = described_command();
        result_.help = help_of(named);
        result_.request.command = named.command;
        if (typed_.help)
            result_.request.command = Command::help;
        else if (typed_.version)
            result_.request.command = Command::version;
        read_typed(named);
        if (!typed_.help)
            refuse_what_is_left(named);
        if (typed_.help)
            result_.wrong_use.reset();
        return std::move(result_);
    }

private:
    // A command with what the library's object does not keep.
    struct Described {
        CLI::App* app;
        Command command;
        std::string name;
        std::string usage;
        std::string_view formats;
    };

    void refuse(std::string message, Arguments arguments)
    {
        if (!result_.wrong_use)
            result_.wrong_use = WrongUse{std::move(message), std::move(arguments)};
    }

    // The language is needed to say what is wrong with the rest, so it is looked for first.
    Language language_before_reading() const
    {
        constexpr std::string_view k_option = "--language";
        std::string found = environment_("TAQWIM_LANGUAGE").value_or("");
        for (std::size_t i = 0; i < arguments_.size() && arguments_[i] != "--"; ++i) {
            const std::string_view argument = arguments_[i];
            if (argument == k_option && i + 1 < arguments_.size())
                found = arguments_[i + 1];
            else if (argument.starts_with("--language="))
                found = argument.substr(k_option.size() + 1);
        }
        return found == "en" ? Language::en : Language::ar;
    }

    void describe_program()
    {
        Request& request = result_.request;
        begin(program_, Command::help, "", "taqwim [--language ar|en] COMMAND …");
        add_flag(program_, "--version", typed_.version, "option.version");
        program_.require_subcommand(0, 1);

        CLI::App& regulations =
            add_command(program_, Command::list_regulations, "regulations", "taqwim regulations");
        add_format(regulations, k_formats_of_registers);
        regulations.require_subcommand(0, 1);
        CLI::App& show = add_command(regulations, Command::show_regulation, "show",
                                     "taqwim regulations show [ID]");
        add_argument(show, "ID", request.regulation, "argument.regulation");
        add_option(show, "--clause", request.clause, "ID", "option.clause");
        add_option(show, "--on", typed_.on, "DAY", "option.on");
        add_format(show, k_formats_of_registers);

        CLI::App& parameters =
            add_command(program_, Command::parameters, "parameters", "taqwim parameters [ID]");
        add_argument(parameters, "ID", request.regulation, "argument.regulation");
        add_option(parameters, "--on", typed_.on, "DAY", "option.on");
        add_option(parameters, "--status", typed_.status, "enacted|found|assumed", "option.status");
        add_flag(parameters, "--database", request.approved, "option.database");
        add_format(parameters, k_formats_of_lists);
        add_output(parameters);
        add_settings(parameters);

        CLI::App& evaluate =
            add_command(program_, Command::evaluate, "evaluate", "taqwim evaluate FILE|FOLDER|- …");
        add_inputs(evaluate);
        add_regulation(evaluate);
        add_format(evaluate, k_formats_of_results);
        add_flag(evaluate, "--trace", request.trace, "option.trace");
        add_flag(evaluate, "--summary", request.summary, "option.summary");
        add_option(evaluate, "--sheet", request.sheets, "TEXT", "option.sheet");
        add_output(evaluate);

        CLI::App& check =
            add_command(program_, Command::check, "check", "taqwim check FILE|FOLDER|- …");
        add_inputs(check);
        add_regulation(check);
        add_format(check, k_formats_of_lists);
        add_output(check);

        CLI::App& explain =
            add_command(program_, Command::explain, "explain", "taqwim explain FILE|FOLDER|-");
        add_inputs(explain);
        add_option(explain, "--student", request.student, "ID", "option.student");
        add_option(explain, "--subject", request.subject, "TEXT", "option.subject");
        add_regulation(explain);
        add_format(explain, k_formats_of_reasons);
        add_option(explain, "--output", typed_.output, "FILE", "option.output");

        CLI::App& scenario = add_command(program_, Command::scenario, "scenario",
                                         "taqwim scenario SCENARIO FILE|FOLDER|- …");
        add_argument(scenario, "SCENARIO", request.scenario, "argument.scenario");
        add_inputs(scenario);
        add_record(scenario);
        add_option(scenario, "--student", request.student, "ID", "option.record_student");
        add_format(scenario, k_formats_of_registers);
        add_option(scenario, "--output", typed_.output, "FILE", "option.output");
        add_settings(scenario);

        CLI::App& results =
            add_command(program_, Command::help, "results", "taqwim results evaluate …");
        results.require_subcommand(0, 1);
        CLI::App& of_record =
            add_command(results, Command::evaluate_record, "evaluate",
                        "taqwim results evaluate --school ID --year YEAR [--class CLASS]");
        add_record(of_record);
        add_option(of_record, "--explain", request.student, "STUDENT", "option.explain");
        add_option(of_record, "--subject", request.subject, "TEXT", "option.subject");
        add_format(of_record, k_formats_of_record);
        add_flag(of_record, "--trace", request.trace, "option.trace");
        add_flag(of_record, "--summary", request.summary, "option.summary");
        add_output(of_record);
        add_settings(of_record);

        CLI::App& config = add_command(program_, Command::config, "config", "taqwim config");
        add_settings(config);
        add_format(config, k_formats_of_registers);

        CLI::App& serve = add_command(program_, Command::serve, "serve", "taqwim serve");
        add_settings(serve);

        CLI::App& demo = add_command(program_, Command::demo, "demo", "taqwim demo");
        add_settings(demo);

        CLI::App& administrator = add_command(program_, Command::administrator, "administrator",
                                              "taqwim administrator NAME");
        add_argument(administrator, "NAME", request.account, "argument.account");
        add_settings(administrator);

        CLI::App& audit =
            add_command(program_, Command::verify_audit, "audit", "taqwim audit [HEADS]");
        add_argument(audit, "HEADS", request.heads, "argument.heads");
        add_settings(audit);
        CLI::App& verify_audit =
            add_command(audit, Command::verify_audit, "verify", "taqwim audit verify [HEADS]");
        add_argument(verify_audit, "HEADS", request.heads, "argument.heads");
        add_settings(verify_audit);

        CLI::App& verify = add_command(program_, Command::verify_document, "verify",
                                       "taqwim verify FILE [--list FILE]");
        add_argument(verify, "FILE", request.document, "argument.document");
        add_option(verify, "--list", request.public_list, "FILE", "option.public_list");
        add_settings(verify);

        CLI::App& backup = add_command(program_, Command::backup, "backup", "taqwim backup FILE");
        add_argument(backup, "FILE", request.backup_file, "argument.backup_file");
        add_flag(backup, "--check", request.check_only, "option.check");
        add_settings(backup);

        CLI::App& restore =
            add_command(program_, Command::restore, "restore", "taqwim restore FILE");
        add_argument(restore, "FILE", request.backup_file, "argument.backup_file");
        add_settings(restore);

        CLI::App& backup_key =
            add_command(program_, Command::help, "backup-key", "taqwim backup-key create …");
        backup_key.require_subcommand(0, 1);
        CLI::App& make_key =
            add_command(backup_key, Command::make_backup_key, "create",
                        "taqwim backup-key create --holders N --needed K --output FILE");
        add_holders(make_key);
        CLI::App& show_key = add_command(backup_key, Command::show_backup_key, "show",
                                         "taqwim backup-key show FILE");
        add_argument(show_key, "FILE", request.key_document, "argument.key_document");
        CLI::App& change_key =
            add_command(backup_key, Command::change_backup_passphrase, "change-passphrase",
                        "taqwim backup-key change-passphrase FILE --holder HOLDER");
        add_argument(change_key, "FILE", request.key_document, "argument.key_document");
        add_option(change_key, "--holder", request.holder, "HOLDER", "option.holder");
        CLI::App& reshare =
            add_command(backup_key, Command::reshare_backup_key, "reshare",
                        "taqwim backup-key reshare FILE --holders N --needed K --output FILE");
        add_argument(reshare, "FILE", request.key_document, "argument.key_document");
        add_holders(reshare);

        CLI::App& exported = add_command(program_, Command::export_school, "export",
                                         "taqwim export [SCHOOL FOLDER]");
        add_argument(exported, "SCHOOL", request.school, "argument.school");
        add_argument(exported, "FOLDER", request.export_folder, "argument.export_folder");
        add_settings(exported);

        CLI::App& import = add_command(program_, Command::import_files, "import",
                                       "taqwim import KIND FILE … --school ID");
        add_argument(import, "KIND", request.import_kind, "argument.import_kind");
        import.add_option("inputs", request.inputs, "argument.import_file")->type_name("FILE");
        add_option(import, "--school", request.school, "ID", "option.school");
        add_option(import, "--sheet", request.import_sheet, "ID", "option.import_sheet");
        add_option(import, "--class", request.import_class, "ID", "option.import_class");
        add_option(import, "--on", typed_.on, "DAY", "option.import_on");
        add_flag(import, "--good-rows", request.good_rows, "option.good_rows");
        add_flag(import, "--overwrite", request.overwrite, "option.overwrite");
        add_flag(import, "--apply", request.apply, "option.apply");
        add_settings(import);
        CLI::App& form = add_command(import, Command::import_template, "template",
                                     "taqwim import template KIND FILE --school ID");
        add_argument(form, "KIND", request.import_kind, "argument.import_kind");
        add_argument(form, "FILE", request.template_file, "argument.template_file");
        add_option(form, "--school", request.school, "ID", "option.school");
        add_option(form, "--sheet", request.import_sheet, "ID", "option.import_sheet");
        add_option(form, "--class", request.import_class, "ID", "option.import_class");
        add_option(form, "--on", typed_.on, "DAY", "option.template_on");
        add_settings(form);

        CLI::App& schema = add_command(program_, Command::schema, "schema", "taqwim schema [ID]");
        add_argument(schema, "ID", request.regulation, "argument.regulation");
        add_option(schema, "--output", typed_.output, "FILE", "option.output");
    }

    void begin(CLI::App& app, Command command, std::string name, std::string usage)
    {
        described_.push_back({&app, command, std::move(name), std::move(usage), ""});
        app.set_help_flag("");
        app.allow_extras();
        add_flag(app, "-h,--help", typed_.help, "option.help");
        add_option(app, "--language", typed_.language, "ar|en", "option.language");
        add_option(app, "--digits", typed_.digits, "latin|arabic", "option.digits");
        add_option(app, "--data", typed_.data, "FOLDER", "option.data");
    }

    CLI::App& add_command(CLI::App& parent, Command command, const std::string& name,
                          std::string usage)
    {
        CLI::App& app = *parent.add_subcommand(name);
        const std::string full_name = &parent == &program_ ? name : parent.get_name() + ' ' + name;
        begin(app, command, full_name, std::move(usage));
        return app;
    }

    template <class T>
    static void add_option(CLI::App& app, const std::string& name, T& value,
                           const std::string& type, const std::string& about)
    {
        CLI::Option& option = *app.add_option(name, value, about);
        option.type_name(type);
        // A list takes one value each time it is given, so that it does not swallow the files behind it.
        if constexpr (!std::is_same_v<T, std::string>)
            option.expected(1)
                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                ->allow_extra_args(false);
    }
    static void add_flag(CLI::App& app, const std::string& name, bool& value,
                         const std::string& about)
    {
        app.add_flag(name, value, about);
    }
    static void add_argument(CLI::App& app, const std::string& type, std::string& value,
                             const std::string& about)
    {
        app.add_option("argument", value, about)->type_name(type);
    }
    void add_inputs(CLI::App& app)
    {
        app.add_option("inputs", result_.request.inputs, "argument.inputs")
            ->type_name("FILE|FOLDER|-");
    }
    void add_regulation(CLI::App& app)
    {
        add_option(app, "--regulation", result_.request.regulation, "ID", "option.regulation");
    }
    // A school's year in the database, or a class of it.
    void add_record(CLI::App& app)
    {
        add_option(app, "--school", result_.request.school, "ID", "option.school");
        add_option(app, "--year", result_.request.record_year, "YEAR", "option.record_year");
        add_option(app, "--class", result_.request.record_class, "CLASS", "option.record_class");
    }
    // Who is to hold a backup key, and the document that they get.
    void add_holders(CLI::App& app)
    {
        add_option(app, "--holders", typed_.holders, "N", "option.holders");
        add_option(app, "--needed", typed_.needed, "K", "option.needed");
        add_option(app, "--output", typed_.output, "FILE", "option.key_output");
    }
    void add_settings(CLI::App& app)
    {
        add_option(app, "--config", typed_.settings_file, "FILE", "option.config");
        add_option(app, "--set", result_.request.assignments, "NAME=VALUE", "option.set");
    }
    void add_format(CLI::App& app, std::string_view formats)
    {
        const auto described = std::ranges::find(described_, &app, &Described::app);
        described->formats = formats;
        add_option(app, "--format", typed_.format, std::string(formats), "option.format");
    }
    void add_output(CLI::App& app)
    {
        add_option(app, "--output", typed_.output, "FILE", "option.output");
        add_flag(app, "--bom", result_.request.byte_order_mark, "option.bom");
    }

    // The innermost command that was named.
    const Described& described_command() const
    {
        const CLI::App* app = &program_;
        while (!app->get_subcommands().empty())
            app = app->get_subcommands().front();
        return *std::ranges::find(described_, app,
                                  [](const Described& one) -> const CLI::App* { return one.app; });
    }

    HelpPage help_of(const Described& named) const
    {
        HelpPage page;
        page.command = named.name;
        page.usage = named.usage;
        for (const CLI::App* command :
             named.app->get_subcommands([](const CLI::App*) { return true; })) {
            const auto described =
                std::ranges::find(described_, command,
                                  [](const Described& one) -> const CLI::App* { return one.app; });
            page.commands.push_back(
                {described->name, message_of_command(described->name) + ".about"});
        }
        for (const CLI::Option* option :
             named.app->get_options([](const CLI::Option*) { return true; })) {
            if (option->get_positional()) {
                page.arguments.push_back({option->get_type_name(), option->get_description()});
                continue;
            }
            std::string name;
            for (const std::string& one : option->get_snames())
                name += '-' + one + ", ";
            for (const std::string& one : option->get_lnames())
                name += "--" + one;
            if (!option->get_type_name().empty() && option->get_type_size() > 0)
                name += ' ' + option->get_type_name();
            page.options.push_back({name, option->get_description()});
        }
        return page;
    }

    template <class T>
    std::optional<T> chosen(const std::string& option, const std::string& typed,
                            const std::vector<Choice<T>>& choices)
    {
        if (typed.empty())
            return std::nullopt;
        std::string allowed;
        for (const Choice<T>& choice : choices) {
            if (choice.name == typed)
                return choice.value;
            allowed += (allowed.empty() ? "" : " | ") + std::string(choice.name);
        }
        refuse("wrong_use.value", {{"option", option}, {"value", typed}, {"allowed", allowed}});
        return std::nullopt;
    }

    void read_typed(const Described& named)
    {
        Request& request = result_.request;
        const auto language_of_environment = environment_("TAQWIM_LANGUAGE");
        const bool is_given = !typed_.language.empty();
        const std::vector<Choice<Language>> languages = {{"ar", Language::ar},
                                                         {"en", Language::en}};
        // Which it is, is known already.
        (void)chosen(is_given ? "--language" : "TAQWIM_LANGUAGE",
                     is_given ? typed_.language : language_of_environment.value_or(""), languages);
        request.digits =
            chosen<Digits>("--digits", typed_.digits,
                           {{"latin", Digits::latin}, {"arabic", Digits::arabic_indic}});
        const std::string data =
            typed_.data.empty() ? environment_("TAQWIM_DATA").value_or("") : typed_.data;
        if (!data.empty())
            request.data = data;
        const std::string settings_file = typed_.settings_file.empty()
                                              ? environment_("TAQWIM_CONFIG").value_or("")
                                              : typed_.settings_file;
        if (!settings_file.empty())
            request.settings_file = settings_file;
        if (!typed_.output.empty() && typed_.output != "-")
            request.output = typed_.output;
        request.status = chosen<ParameterStatus>("--status", typed_.status,
                                                 {{"enacted", ParameterStatus::enacted},
                                                  {"found", ParameterStatus::found},
                                                  {"assumed", ParameterStatus::assumed}});
        request.format = chosen<Format>("--format", typed_.format, formats_of(named));
        if (!typed_.on.empty()) {
            request.on = Day::parse(typed_.on);
            if (!request.on)
                refuse("wrong_use.day", {{"option", "--on"}, {"value", typed_.on}});
        }
    }

    static std::vector<Choice<Format>> formats_of(const Described& named)
    {
        static constexpr std::array k_all = {
            Choice<Format>{"table", Format::table}, Choice<Format>{"json", Format::json},
            Choice<Format>{"jsonl", Format::jsonl}, Choice<Format>{"csv", Format::csv},
            Choice<Format>{"text", Format::text},   Choice<Format>{"html", Format::html},
        };
        std::vector<Choice<Format>> formats;
        for (const Choice<Format>& one : k_all) {
            std::string_view rest = named.formats;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('|'), rest.size());
                if (rest.substr(0, end) == one.name)
                    formats.push_back(one);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return formats;
    }

    void refuse_what_is_left(const Described& named)
    {
        for (const std::string& left : program_.remaining(true)) {
            // The library leaves the sign behind which everything is an argument.
            if (left == "--")
                continue;
            if (left.size() > 1 && left.front() == '-') {
                refuse("wrong_use.option", unknown_option(named, left.substr(0, left.find('='))));
            } else if (!result_.help.commands.empty()) {
                refuse("wrong_use.command", unknown_command(left));
            } else {
                refuse("wrong_use.argument", {{"argument", left}});
            }
        }
        const bool needs_input =
            named.command == Command::evaluate || named.command == Command::check ||
            named.command == Command::explain || named.command == Command::scenario;
        // A scenario is studied of files or of the record.
        const bool asks_record = !result_.request.school.empty();
        if (needs_input && result_.request.inputs.empty() &&
            !(named.command == Command::scenario && asks_record))
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        const bool needs_year = named.command == Command::evaluate_record ||
                                (named.command == Command::scenario && asks_record);
        if (needs_year && (!asks_record || result_.request.record_year.empty()))
            refuse("wrong_use.no_year", {{"usage", named.usage}});
        if (named.command == Command::scenario && asks_record && !result_.request.inputs.empty())
            refuse("wrong_use.argument", {{"argument", result_.request.inputs.front()}});
        if (named.command == Command::administrator && result_.request.account.empty())
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        const bool needs_backup =
            named.command == Command::backup || named.command == Command::restore;
        if (needs_backup && result_.request.backup_file.empty())
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        refuse_holders(named);
        const bool names_a_folder = !result_.request.export_folder.empty();
        if (named.command == Command::export_school && !result_.request.school.empty() &&
            !names_a_folder)
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        const bool needs_file = named.command == Command::import_files;
        if (needs_file && (result_.request.inputs.empty() || result_.request.school.empty()))
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        if (named.command == Command::import_template &&
            (result_.request.template_file.empty() || result_.request.school.empty()))
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        if (named.command == Command::explain && result_.request.inputs.size() > 1)
            refuse("wrong_use.one_input", {});
        if (named.command == Command::help && result_.request.command == Command::help)
            refuse("wrong_use.no_command", {});
    }

    void refuse_holders(const Described& named)
    {
        Request& request = result_.request;
        const bool makes = named.command == Command::make_backup_key ||
                           named.command == Command::reshare_backup_key;
        const bool has_document = named.command == Command::show_backup_key ||
                                  named.command == Command::change_backup_passphrase ||
                                  named.command == Command::reshare_backup_key;
        if ((has_document && request.key_document.empty()) ||
            (named.command == Command::change_backup_passphrase && request.holder.empty()) ||
            (makes && (!request.output || typed_.holders.empty() || typed_.needed.empty())))
            refuse("wrong_use.no_input", {{"usage", named.usage}});
        if (!makes)
            return;
        request.holders = number_within("--holders", typed_.holders, k_most_holders);
        request.needed = number_within("--needed", typed_.needed,
                                       request.holders == 0 ? k_most_holders : request.holders);
    }

    // From k_fewest_holders on; 0 after refusing it.
    int number_within(const std::string& option, const std::string& typed, int maximum)
    {
        int number = 0;
        for (std::string_view rest = typed; !rest.empty() && number <= maximum;) {
            const auto digit = leading_digit(rest);
            number = digit ? number * 10 + digit->value : maximum + 1;
            rest.remove_prefix(digit ? digit->bytes : rest.size());
        }
        if (number >= k_fewest_holders && number <= maximum)
            return number;
        refuse("wrong_use.value",
               {{"option", option},
                {"value", typed},
                {"allowed", std::to_string(k_fewest_holders) + "–" + std::to_string(maximum)}});
        return 0;
    }

    // With what was probably meant, when there is anything near.
    static Arguments with_nearest(const char* name, const std::string& typed,
                                  const NearestWords& nearest)
    {
        Arguments arguments = {{name, typed}};
        for (const std::string& word : nearest.words())
            arguments.emplace_back("nearest", word);
        return arguments;
    }
    static Arguments unknown_option(const Described& named, const std::string& typed)
    {
        NearestWords nearest(typed, 1);
        for (const CLI::Option* option :
             named.app->get_options([](const CLI::Option*) { return true; }))
            for (const std::string& name : option->get_lnames())
                nearest.offer("--" + name);
        return with_nearest("option", typed, nearest);
    }
    Arguments unknown_command(const std::string& typed) const
    {
        NearestWords nearest(typed, 1);
        for (const HelpPage::Entry& command : result_.help.commands)
            nearest.offer(std::string_view(command.name).substr(command.name.rfind(' ') + 1));
        return with_nearest("command", typed, nearest);
    }

    const std::vector<std::string>& arguments_;
    const Environment& environment_;
    CommandLine result_;
    Typed typed_;
    CLI::App program_{"", "taqwim"};
    std::deque<Described> described_;
};

}  // namespace

CommandLine read_command_line(const std::vector<std::string>& arguments,
                              const Environment& environment)
{
    return Reader(arguments, environment).read();
}

}  // namespace taqwim::app

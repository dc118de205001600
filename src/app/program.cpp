#include "app/program.h"

#include <cerrno>
#include <exception>
#include <ios>
#include <new>
#include <optional>
#include <system_error>

#include "app/command_line.h"
#include "app/help.h"
#include "app/output_file.h"
#include "core/configuration_fault.h"
#include "platform/database/storage_fault.h"

namespace taqwim::app {

namespace {

ExitCode run_command(const Context& context)
{
    switch (context.request.command) {
    case Command::list_regulations: return list_regulations(context);
    case Command::show_regulation: return show_regulation(context);
    case Command::parameters: return show_parameters(context);
    case Command::evaluate: return evaluate(context);
    case Command::check: return check(context);
    case Command::explain: return explain(context);
    case Command::scenario: return study_scenario(context);
    case Command::schema: return show_schema(context);
    case Command::config: return show_settings(context);
    case Command::serve: return serve(context);
    case Command::demo: return make_demo(context);
    case Command::administrator: return make_administrator(context);
    case Command::verify_audit: return verify_audit(context);
    case Command::verify_document: return verify_document(context);
    case Command::backup: return back_up(context);
    case Command::restore: return restore(context);
    case Command::make_backup_key: return make_backup_key(context);
    case Command::show_backup_key: return show_backup_key(context);
    case Command::change_backup_passphrase: return change_backup_passphrase(context);
    case Command::reshare_backup_key: return reshare_backup_key(context);
    case Command::export_school: return export_school(context);
    case Command::import_files: return import_files(context);
    case Command::import_template: return write_import_template(context);
    case Command::evaluate_record: return evaluate_record(context);
    case Command::help:
    case Command::version: break;
    }
    return ExitCode::all_well;
}

ExitCode run(const CommandLine& command_line, const Words& words, Console& console,
             const MakeRuleSets& make_rule_sets)
{
    const Request& request = command_line.request;
    if (command_line.wrong_use) {
        const WrongUse& wrong = *command_line.wrong_use;
        Arguments arguments = wrong.arguments;
        for (auto& [name, value] : arguments)
            value = words.given(value);
        console.messages << words.line(wrong.message, arguments) << '\n';
        const std::string command = command_line.help.command;
        console.messages << words.line("wrong_use.to_help",
                                       {{"command", "taqwim " + command +
                                                        (command.empty() ? "" : " ") + "--help"}})
                         << '\n';
        return ExitCode::wrong_use;
    }
    if (request.command == Command::help) {
        write_help(command_line.help, words, console.output);
        return ExitCode::all_well;
    }
    if (request.command == Command::version) {
        console.output << "taqwim " << TAQWIM_VERSION << '\n';
        return ExitCode::all_well;
    }
    std::error_code error;
    if (request.data && !std::filesystem::is_directory(*request.data, error)) {
        console.messages << words.line("fault.no_data_folder",
                                       {{"folder", words.given(request.data->string())}})
                         << '\n';
        return ExitCode::own_files_faulty;
    }
    const RuleSets rule_sets = make_rule_sets(InstallationFolder{request.data});
    return run_command(Context{request, console, words, rule_sets});
}

// What is told of a failure to write. A reader that has gone away, as `head` does, knows it itself.
ExitCode tell_unwritable(const std::string& file, int error, const Words& words, Console& console)
{
    if (error != EPIPE)
        console.messages << words.line(
                                file.empty() ? "fault.output" : "fault.output_file",
                                {{"file", words.given(file)},
                                 {"reason", words.given(std::generic_category().message(error))}})
                         << '\n';
    return ExitCode::output_unwritable;
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, Console& console,
                     const MakeRuleSets& make_rule_sets)
{
    std::optional<Words> words;
    try {
        console.output.exceptions(std::ios::badbit | std::ios::failbit);
        const CommandLine command_line = read_command_line(arguments, console.environment);
        const Request& request = command_line.request;
        const Digits own_digits =
            request.language == Language::ar ? Digits::arabic_indic : Digits::latin;
        words.emplace(request.language, request.digits.value_or(own_digits));
        const ExitCode code = run(command_line, *words, console, make_rule_sets);
        console.output.flush();
        return code;
    } catch (const OutputFault& fault) {
        return tell_unwritable(fault.what(), fault.error(), *words, console);
    } catch (const std::ios_base::failure&) {
        if (words)
            return tell_unwritable("", console.output_error(), *words, console);
        return ExitCode::output_unwritable;
    } catch (const ConfigurationFault& fault) {
        if (words)
            console.messages << words->line("fault.own_files") << '\n';
        console.messages << fault.what() << '\n';
        return ExitCode::own_files_faulty;
    } catch (const database::StorageFault& fault) {
        // Where the database is and what is wrong with it; never what it holds.
        if (words)
            console.messages << words->line("fault.database") << '\n';
        console.messages << fault.what() << '\n';
        return ExitCode::own_files_faulty;
    } catch (const std::bad_alloc&) {
        if (words)
            console.messages << words->line("fault.memory") << '\n';
        return ExitCode::input_unreadable;
    } catch (const std::exception& error) {
        if (words)
            console.messages << words->line("fault.program") << '\n';
        console.messages << error.what() << '\n';
        return ExitCode::own_files_faulty;
    }
}

}  // namespace taqwim::app

// The command line, read into a Request. The only place that knows the library that reads it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/parameter.h"
#include "core/refusal.h"
#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::app {

enum class Command : std::uint8_t {
    help,
    version,
    list_regulations,
    show_regulation,
    parameters,
    evaluate,
    check,
    explain,
    scenario,
    schema,
    config,
    serve,
    demo,
    administrator,
    verify_audit,
    verify_document,
    backup,
    restore,
    make_backup_key,
    show_backup_key,
    change_backup_passphrase,
    reshare_backup_key,
    export_school,
    import_files,
    import_template,
    evaluate_record,
};

enum class Format : std::uint8_t { table, json, jsonl, csv, text, html };

// Everything that can be asked for; each command uses its own part.
struct Request {
    Command command = Command::help;
    Language language = Language::ar;
    std::optional<Digits> digits;
    std::optional<std::filesystem::path> data;
    std::optional<Format> format;
    std::optional<std::filesystem::path> output;
    std::string scenario;  // the file that says what is changed
    std::vector<std::string> inputs;
    std::string regulation;
    std::string clause;
    std::optional<Day> on;
    std::optional<ParameterStatus> status;
    std::string student;
    std::string subject;
    std::vector<std::string> sheets;
    std::optional<std::filesystem::path> settings_file;
    std::vector<std::string> assignments;  // NAME=VALUE of settings
    std::string account;                   // the name of a new account
    std::string document;                  // the file of an issued document, or of its code
    std::string public_list;               // keys and ended documents, as they were fetched
    std::string heads;                     // a file with heads of audit chains that were given out
    std::string backup_file;
    std::string key_document;  // of the holders of the backup key
    std::string holder;        // one of them, by label or number
    int holders = 0;           // of a new document
    int needed = 0;            // of them, to open
    std::string school;        // its id
    std::string export_folder;
    std::string record_year;   // of the school, by id or name
    std::string record_class;  // likewise
    bool check_only = false;   // of a backup
    bool approved = false;     // parameters: with the values that are approved in the database
    std::string import_kind;   // roster, marks, attendance
    std::string import_sheet;  // ids, as they were typed
    std::string import_class;
    std::string template_file;
    bool apply = false;  // of an import: not only tried
    bool good_rows = false;
    bool overwrite = false;
    bool trace = false;
    bool summary = false;
    bool byte_order_mark = false;
};

// What is wrong with a command line: a message of the program and its arguments.
struct WrongUse {
    std::string message;
    Arguments arguments;
};

// One command as its help shows it. Texts are names of messages.
struct HelpPage {
    struct Entry {
        std::string name;  // "--format table|json", as it is typed
        std::string about;
    };

    std::string command;  // "evaluate", "regulations show"; empty for the program itself
    std::string usage;
    std::vector<Entry> commands;
    std::vector<Entry> arguments;
    std::vector<Entry> options;
};

struct CommandLine {
    Request request;
    std::optional<WrongUse> wrong_use;
    HelpPage help;  // of the command that was named
};

using Environment = std::function<std::optional<std::string>(const char*)>;

// The arguments without the program's own name.
[[nodiscard]] CommandLine read_command_line(const std::vector<std::string>& arguments,
                                            const Environment& environment);

}  // namespace taqwim::app

// taqwim_sample_school: writes an invented school from a seed, the same on every machine.

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>

#include "branch_table.h"
#include "folder_writer.h"
#include "json_lines.h"
#include "plain_year.h"
#include "school.h"

namespace taqwim::sample_school {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::uint64_t seed = 2016;
    std::int64_t students = 600;
    std::string format = "folder";
    std::string output;
    std::string branches;
    bool plain = false;
    bool table = false;
};

// A line of text to the user and the end of the program.
[[noreturn]] void give_up(const std::string& message)
{
    throw std::runtime_error(message);
}

void write_file(const fs::path& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file)
        give_up("cannot write " + path.string());
}

void write_folder(const SampleSchool& school, const fs::path& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        give_up("cannot make the folder " + folder.string() + ": " + failed.message());
    for (const SampleFile& file : folder_files(school))
        write_file(folder / file.name, file.text);
}

class LineSink {
public:
    explicit LineSink(const std::string& output)
    {
        if (output != "-") {
            file_ = std::make_unique<std::ofstream>(output, std::ios::binary | std::ios::trunc);
            if (!*file_)
                give_up("cannot write " + output);
        }
    }
    void write(std::string_view line)
    {
        std::ostream& out = file_ ? static_cast<std::ostream&>(*file_) : std::cout;
        out.write(line.data(), static_cast<std::streamsize>(line.size()));
        out.put('\n');
        if (!out)
            give_up("writing broke off");
    }

private:
    std::unique_ptr<std::ofstream> file_;
};

// One student after another, so that a million take no more memory than a school.
void write_lines(const Options& options)
{
    LineSink sink(options.output);
    JsonWriter json;
    if (options.plain) {
        for (std::int64_t number = 0; number < options.students; ++number) {
            json.clear();
            write_plain_year(options.seed, static_cast<std::uint64_t>(number), json);
            sink.write(json.str());
        }
        return;
    }
    constexpr std::int64_t k_school = 600;
    int number = 0;
    for (std::int64_t left = options.students; left > 0; left -= k_school) {
        const SampleSchool school =
            make_school({.seed = options.seed,
                         .number = number++,
                         .students = static_cast<int>(std::min(left, k_school))});
        for (const SampleStudent& student : school.students) {
            json.clear();
            write_student_year(student, json);
            sink.write(json.str());
        }
    }
}

SampleSchool school_of(const Options& options)
{
    constexpr std::int64_t k_most = 20'000;
    if (options.students > k_most)
        give_up("a folder holds " + std::to_string(k_most) +
                " students at most. To fix: --format jsonl");
    if (options.students < students_of_branches())
        std::cerr << "taqwim_sample_school: all branches of the rules need "
                  << students_of_branches() << " students; with fewer all are ordinary\n";
    return make_school({.seed = options.seed, .students = static_cast<int>(options.students)});
}

void run(const Options& options)
{
    if (options.table) {
        std::cout << branches_markdown(school_of(options));
        return;
    }
    if (options.output.empty())
        give_up("where to? To fix: --output PATH");
    if (options.format == "jsonl") {
        write_lines(options);
        return;
    }
    const SampleSchool school = school_of(options);
    write_folder(school, options.output);
    if (!options.branches.empty())
        write_file(options.branches, branches_csv(school));
}

int main_program(int argc, char** argv)
{
    Options options;
    CLI::App app("Writes an invented Kuwaiti primary school, the same for the same seed.",
                 "taqwim_sample_school");
    app.add_option("--seed", options.seed, "which school")->capture_default_str();
    app.add_option("--students", options.students, "how many students")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}))
        ->capture_default_str();
    app.add_option("--format", options.format,
                   "folder: a school's CSV files; jsonl: student-years in JSON, one a line")
        ->check(CLI::IsMember({"folder", "jsonl"}))
        ->capture_default_str();
    app.add_option("--output", options.output,
                   "the folder, or the file of lines (- is the standard output)");
    app.add_option("--branches", options.branches,
                   "also write which student shows which branch of the rules (CSV)");
    app.add_flag("--plain", options.plain,
                 "with jsonl: ordinary student-years without days, for measuring");
    app.add_flag("--table", options.table,
                 "print the table of branches for examples/README.md and nothing else");
    try {
        app.parse(argc, argv);
        run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const std::exception& error) {
        std::cerr << "taqwim_sample_school: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace

}  // namespace taqwim::sample_school

int main(int argc, char** argv)
{
    return taqwim::sample_school::main_program(argc, argv);
}

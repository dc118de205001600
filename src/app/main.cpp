// taqwim: the program. Brings together the system's streams, its signals and the regulations.

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "app/descriptor_stream.h"
#include "app/program.h"
#include "regulations/registration.h"

namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void interrupt(int)
{
    interrupted = true;
}

void listen_to_signals()
{
    // Reading is not taken up again after the signal, and a second one ends the program as usual.
    struct sigaction action {};
    action.sa_handler = interrupt;
    action.sa_flags = SA_RESETHAND;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    // A reader that has gone away is an error of writing like others.
    std::signal(SIGPIPE, SIG_IGN);
    // So is a file that may not grow further: the write says so, as on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace

int main(int argument_count, char** arguments)
{
    namespace app = taqwim::app;
    listen_to_signals();
    app::DescriptorInput input_buffer(STDIN_FILENO, &interrupted);
    app::DescriptorOutput output_buffer(STDOUT_FILENO);
    app::DescriptorOutput message_buffer(STDERR_FILENO);
    std::istream input(&input_buffer);
    std::ostream output(&output_buffer);
    std::ostream messages(&message_buffer);
    messages << std::unitbuf;

    app::Console console{
        .input = input,
        .output = output,
        .messages = messages,
        .output_is_terminal = isatty(STDOUT_FILENO) == 1,
        .messages_are_terminal = isatty(STDERR_FILENO) == 1,
        .output_error = [&output_buffer] { return output_buffer.error(); },
        .environment = [](const char* name) -> std::optional<std::string> {
            const char* const value = std::getenv(name);
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
        },
        .interrupted = &interrupted,
    };
    const std::vector<std::string> own_arguments(arguments + std::min(1, argument_count),
                                                 arguments + argument_count);
    return static_cast<int>(app::run_program(own_arguments, console,
                                             [](const taqwim::InstallationFolder& installation) {
                                                 return taqwim::all_rule_sets(installation);
                                             }));
}

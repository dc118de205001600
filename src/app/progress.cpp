#include "app/progress.h"

#include <string>

namespace taqwim::app {

namespace {

constexpr const char* k_erase_line = "\r\x1B[K";

}  // namespace

Progress::Progress(const Context& context, const OutputFile& results)
    // Results on the same screen would be torn apart.
    : context_(context), is_shown_(context.console.messages_are_terminal && !results.is_terminal())
{
    if (is_shown_)
        start_ = last_ = Clock::now();
}

Progress::~Progress()
{
    clear();
}

void Progress::clear()
{
    if (is_line_there_)
        context_.console.messages << k_erase_line << std::flush;
    is_line_there_ = false;
}

void Progress::step()
{
    using std::chrono::milliseconds;
    constexpr milliseconds k_between = milliseconds(250);
    ++count_;
    if (!is_shown_)
        return;
    const Clock::time_point now = Clock::now();
    if (now - last_ < k_between)
        return;
    last_ = now;
    const auto elapsed = std::chrono::duration_cast<milliseconds>(now - start_).count();
    constexpr std::size_t k_milliseconds_in_second = 1000;
    const std::size_t rate = count_ * k_milliseconds_in_second / static_cast<std::size_t>(elapsed);
    context_.console.messages << k_erase_line
                              << context_.words.line("progress.text",
                                                     {{"count", std::to_string(count_)},
                                                      {"rate", std::to_string(rate)}})
                              << std::flush;
    is_line_there_ = true;
}

}  // namespace taqwim::app

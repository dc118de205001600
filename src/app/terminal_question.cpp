#include "app/terminal_question.h"

#include <termios.h>
#include <unistd.h>

namespace taqwim::app {

namespace {

// While it lives, the terminal does not show what is typed.
class HiddenTyping {
public:
    HiddenTyping()
    {
        is_hidden_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_hidden_ = is_hidden_ && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    ~HiddenTyping()
    {
        if (is_hidden_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
    termios before_{};
    bool is_hidden_ = false;
};

}  // namespace

bool can_ask()
{
    return ::isatty(STDIN_FILENO) == 1;
}

std::optional<std::string> asked(const Context& context, std::string_view question,
                                 const Arguments& arguments)
{
    context.console.messages << context.words.line(question, arguments) << ' ' << std::flush;
    std::string line;
    if (!std::getline(context.console.input, line))
        return std::nullopt;
    return line;
}

std::optional<std::string> asked_hidden(const Context& context, std::string_view question,
                                        const Arguments& arguments)
{
    std::optional<std::string> line;
    {
        // Hidden before it is asked for: whoever types at once is not shown either.
        const HiddenTyping hidden;
        line = asked(context, question, arguments);
    }
    context.console.messages << '\n';
    return line;
}

}  // namespace taqwim::app

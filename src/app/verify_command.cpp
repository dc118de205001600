#include <fstream>
#include <string>

#include "app/commands.h"
#include "app/opening.h"
#include "app/server/system_clock.h"
#include "core/refusal_codes.h"
#include "documents/public_list.h"
#include "documents/signed_content.h"
#include "platform/print/read_attachment.h"

namespace taqwim::app {

namespace {

// A PDF of pages and pictures; more is no document of ours.
constexpr std::size_t k_most_bytes = std::size_t{64} * 1024 * 1024;
constexpr std::size_t k_most_of_attachment = std::size_t{1024} * 1024;

std::optional<std::string> bytes_of_file(const Context& context, const std::string& name)
{
    std::ifstream file(name, std::ios::binary);
    std::string bytes;
    for (char buffer[65'536]; file && bytes.size() <= k_most_bytes;) {
        file.read(buffer, sizeof(buffer));
        bytes.append(buffer, static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof() && bytes.size() <= k_most_bytes) {
        context.tell(Refusal{RefusalCode::file_not_readable, {{"file", name}}, "", ""});
        return std::nullopt;
    }
    if (bytes.size() > k_most_bytes) {
        context.tell(Refusal{
            RefusalCode::input_too_large, {{"limit", shown_bytes(k_most_bytes)}}, name, ""});
        return std::nullopt;
    }
    return bytes;
}

// The text without blanks at its ends: a code that was scanned into a file ends with a line feed.
std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view k_blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(k_blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(k_blanks) - first + 1);
}

std::optional<documents::SignedContent> content_in(const std::string& bytes)
{
    if (bytes.starts_with("%PDF")) {
        const auto attached =
            print::attachment_in(bytes, documents::k_attachment_name, k_most_of_attachment);
        const auto read = attached ? documents::read_attachment(*attached)
                                   : Result<documents::SignedContent>(Refusal{});
        return read ? std::optional(*read) : std::nullopt;
    }
    if (auto scanned = documents::read_qr(trimmed(bytes)))
        return scanned;
    const auto read = documents::read_attachment(bytes);
    return read ? std::optional(*read) : std::nullopt;
}

// The list that was named, else that of the installation's own database.
std::optional<documents::PublicList> list_of(const Context& context, ExitCode& code)
{
    if (!context.request.public_list.empty()) {
        const auto bytes = bytes_of_file(context, context.request.public_list);
        code = ExitCode::input_unreadable;
        if (!bytes)
            return std::nullopt;
        auto list = documents::parse_public_list(*bytes);
        if (!list) {
            context.tell(list.refusal());
            return std::nullopt;
        }
        return std::move(*list);
    }
    code = ExitCode::own_files_faulty;
    const auto settings = settings_of(context);
    if (!settings)
        return std::nullopt;
    const auto database = open_to_read(*settings);
    if (!database) {
        context.tell(database.refusal());
        return std::nullopt;
    }
    return (*database)->read([](database::Session& session) {
        return documents::read_public_list(session, SystemClock().now());
    });
}

std::string verdict_key(const documents::Verdict& verdict)
{
    if (verdict.genuineness == documents::Genuineness::key_unknown)
        return "verify.key_unknown";
    if (verdict.genuineness == documents::Genuineness::changed)
        return "verify.changed";
    if (verdict.key_was_stolen)
        return "verify.key_stolen";
    if (!verdict.ended)
        return "verify.stands";
    return verdict.ended->replaced_by.empty() ? "verify.revoked" : "verify.replaced";
}

void write_content(const Context& context, const documents::DocumentContent& content)
{
    const Words& words = context.words;
    TextTable table = words.table();
    const auto row = [&](std::string_view key, const std::string& value) {
        if (!value.empty())
            table.row({words.plain(key), words.given(value)});
    };
    row("verify.title", content.title);
    row("verify.student", content.student);
    row("verify.school", content.school);
    row("verify.school_year", content.school_year);
    row("verify.serial", content.serial);
    row("verify.issued_on", content.issued_on.to_text());
    row("verify.replaces", content.replaces);
    for (const documents::ContentLine& line : content.lines)
        table.row({words.given(line.label), words.given(line.value)});
    table.write(context.console.output);
}

}  // namespace

ExitCode verify_document(const Context& context)
{
    if (context.request.document.empty()) {
        context.tell("wrong_use.no_input", {{"usage", "taqwim verify FILE"}});
        return ExitCode::wrong_use;
    }
    const auto bytes = bytes_of_file(context, context.request.document);
    if (!bytes)
        return ExitCode::input_unreadable;
    const auto content = content_in(*bytes);
    const auto read = content ? documents::parse_content(content->text)
                              : Result<documents::DocumentContent>(Refusal{});
    if (!read) {
        context.tell("verify.nothing", {{"file", context.request.document}});
        return ExitCode::input_unreadable;
    }
    ExitCode code = ExitCode::all_well;
    const auto list = list_of(context, code);
    if (!list)
        return code;
    const documents::Verdict verdict = documents::judge(*content, *list);
    // What is not signed by a known key is shown all the same, beneath the verdict: who asks must see what he was given.
    const bool is_arabic = context.words.language() == Language::ar;
    context.console.output
        << context.words.line(verdict_key(verdict),
                              {{"school", is_arabic ? verdict.school_ar : verdict.school_en},
                               {"day", verdict.ended ? verdict.ended->day : ""},
                               {"serial", verdict.ended ? verdict.ended->replaced_by : ""}})
        << '\n'
        << context.words.line("verify.as_of", {{"day", list->as_of.substr(0, 10)}}) << "\n\n";
    write_content(context, *read);
    return verdict.stands() ? ExitCode::all_well : ExitCode::problems_found;
}

}  // namespace taqwim::app

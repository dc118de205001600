#include "app/server/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "regulations/frame/settings_file.h"

namespace taqwim::app {

namespace {

using enum SettingKind;

constexpr std::array k_forms = {
    SettingForm{"database.url", text, "sqlite:taqwim.db"},
    SettingForm{"database.readers", number, "8", 1, 256},
    SettingForm{"database.writers", number, "4", 1, 64},
    SettingForm{"installation.node", number, "0", 0, 1023},
    SettingForm{"installation.key_folder", file, ""},
    SettingForm{"server.address", text, "127.0.0.1"},
    SettingForm{"server.port", number, "8480", 0, 65535},
    SettingForm{"server.certificate_file", file, ""},
    SettingForm{"server.private_key_file", file, ""},
    SettingForm{"server.behind_tls_proxy", yes_no, "false"},
    SettingForm{"server.trusted_proxies", list, ""},
    SettingForm{"server.workers", number, "64", 1, 1024},
    SettingForm{"server.queue", number, "512", 1, 65536},
    SettingForm{"server.sign_in_workers", number, "1", 1, 64},
    SettingForm{"server.sign_in_queue", number, "128", 1, 65536},
    SettingForm{"server.connections", number, "4096", 1, 65536},
    SettingForm{"server.web_folder", file, ""},
    SettingForm{"session.idle_minutes", number, "30", 1, 1440},
    SettingForm{"session.hours", number, "12", 1, 168},
    SettingForm{"session.second_factor", yes_no, "true"},
    SettingForm{"results.memory_mebibytes", number, "256", 0, 65536},
    SettingForm{"password.memory_mebibytes", number, "64", 8, 1024},
    SettingForm{"password.passes", number, "2", 1, 10},
    SettingForm{"backup.key_file", file, ""},
    SettingForm{"backup.passphrase_file", file, ""},
    SettingForm{"backup.holders_file", file, ""},
    SettingForm{"backup.holders_passphrases_file", file, ""},
    SettingForm{"log.file", file, ""},
    SettingForm{"log.level", text, "info"},
};

std::optional<std::int64_t> whole_number(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

// The number in ASCII digits, whichever a person typed.
std::string with_ascii_digits(const std::string& text)
{
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        if (const auto digit = leading_digit(rest)) {
            result += static_cast<char>('0' + digit->value);
            rest.remove_prefix(digit->bytes);
        } else {
            result += rest.front();
            rest.remove_prefix(1);
        }
    }
    return result;
}

// What is expected where a value does not fit; empty when it fits.
std::string expected_of(const SettingForm& form, const std::string& value)
{
    if (form.kind == number) {
        const auto given = whole_number(value);
        if (!given || *given < form.minimum || *given > form.maximum)
            return std::to_string(form.minimum) + "–" + std::to_string(form.maximum);
    }
    if (form.kind == yes_no && value != "true" && value != "false")
        return "true, false";
    if (form.name == "log.level" && value != "debug" && value != "info" && value != "warning" &&
        value != "error")
        return "debug, info, warning, error";
    return "";
}

}  // namespace

std::span<const SettingForm> setting_forms()
{
    return k_forms;
}

std::string environment_name(std::string_view setting)
{
    std::string name = "TAQWIM_";
    for (const char letter : setting)
        name += letter == '.'                    ? '_'
                : letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                                                 : letter;
    return name;
}

Settings::Settings()
{
    for (const SettingForm& form : k_forms)
        settings_.push_back({&form, std::string(form.default_value)});
}

std::optional<Refusal> Settings::set(std::string_view name, std::string value, SettingSource source,
                                     std::size_t line)
{
    const auto found =
        std::ranges::find(settings_, name, [](const Setting& one) { return one.form->name; });
    if (found == settings_.end()) {
        std::string allowed;
        for (const SettingForm& form : k_forms)
            allowed.append(allowed.empty() ? "" : ", ").append(form.name);
        return Refusal{RefusalCode::setting_unknown,
                       {{"setting", std::string(name)}, {"allowed", allowed}},
                       std::string(name),
                       ""};
    }
    if (found->form->kind == SettingKind::number)
        value = with_ascii_digits(value);
    if (std::string expected = expected_of(*found->form, value); !expected.empty())
        return Refusal{RefusalCode::setting_invalid,
                       {{"setting", std::string(name)}, {"value", value}, {"expected", expected}},
                       std::string(name),
                       ""};
    found->value = std::move(value);
    found->source = source;
    found->line = line;
    return std::nullopt;
}

Result<Settings> Settings::read(const std::optional<std::filesystem::path>& file,
                                const Environment& environment,
                                std::span<const std::string> assignments)
{
    Settings settings;
    if (file) {
        std::ifstream stream(*file, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        if (!stream)
            return Refusal{
                RefusalCode::file_not_readable, {{"file", file->string()}}, file->string(), ""};
        for (GivenSetting& given : read_settings_file(file->string(), content))
            if (auto refusal = settings.set(given.name, std::move(given.value), SettingSource::file,
                                            given.line)) {
                refusal->field = file->string() + ':' + std::to_string(given.line);
                return *refusal;
            }
    }
    for (const SettingForm& form : k_forms) {
        const std::string name = environment_name(form.name);
        if (const auto value = environment(name.c_str()))
            if (auto refusal = settings.set(form.name, *value, SettingSource::environment, 0)) {
                refusal->field = name;
                return *refusal;
            }
    }
    for (const std::string& assignment : assignments) {
        const std::size_t sign = assignment.find('=');
        const std::string name = assignment.substr(0, sign);
        const std::string value = sign == std::string::npos ? "" : assignment.substr(sign + 1);
        if (auto refusal = settings.set(name, value, SettingSource::command_line, 0))
            return *refusal;
    }
    return settings;
}

const Setting& Settings::find(std::string_view name, SettingKind kind) const
{
    for (const Setting& setting : settings_)
        if (setting.form->name == name &&
            (setting.form->kind == kind ||
             (kind == SettingKind::text && setting.form->kind == SettingKind::file)))
            return setting;
    throw std::logic_error("no such setting: " + std::string(name));
}

const std::string& Settings::text(std::string_view name) const
{
    return find(name, SettingKind::text).value;
}

std::int64_t Settings::number(std::string_view name) const
{
    return whole_number(find(name, SettingKind::number).value).value();
}

bool Settings::yes(std::string_view name) const
{
    return find(name, SettingKind::yes_no).value == "true";
}

std::vector<std::string> Settings::list(std::string_view name) const
{
    std::vector<std::string> entries;
    std::string_view rest = find(name, SettingKind::list).value;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (comma > 0)
            entries.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return entries;
}

}  // namespace taqwim::app

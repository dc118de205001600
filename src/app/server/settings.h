// The configuration of an installation: one table of settings, each with its default, its name in the environment and
// what it may be. A value comes from the command line (--set NAME=VALUE), else the environment, else the file, else the
// default; `taqwim config` shows each with where it came from.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"

namespace taqwim::app {

enum class SettingKind : std::uint8_t { text, file, number, yes_no, list };

struct SettingForm {
    std::string_view name;  // "server.port"; in the environment TAQWIM_SERVER_PORT
    SettingKind kind;
    std::string_view default_value;
    std::int64_t minimum = 0;  // of a number
    std::int64_t maximum = 0;
};

// All settings, in the order in which they are shown. Their words are the messages "setting.server_port" …
[[nodiscard]] std::span<const SettingForm> setting_forms();

enum class SettingSource : std::uint8_t { built_in, file, environment, command_line };

struct Setting {
    const SettingForm* form;
    std::string value;
    SettingSource source = SettingSource::built_in;
    std::size_t line = 0;  // in the file
};

class Settings {
public:
    using Environment = std::function<std::optional<std::string>(const char*)>;

    // `assignments` are the NAME=VALUE of the command line. Refuses with file_not_readable, setting_unknown and
    // setting_invalid; throws ConfigurationFault when the file is no settings file.
    [[nodiscard]] static Result<Settings> read(const std::optional<std::filesystem::path>& file,
                                               const Environment& environment,
                                               std::span<const std::string> assignments);

    [[nodiscard]] const std::vector<Setting>& all() const { return settings_; }

    // The setting must be of that kind; anything else is a fault of ours.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] std::int64_t number(std::string_view name) const;
    [[nodiscard]] bool yes(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

private:
    Settings();
    [[nodiscard]] const Setting& find(std::string_view name, SettingKind kind) const;
    [[nodiscard]] std::optional<Refusal> set(std::string_view name, std::string value,
                                             SettingSource source, std::size_t line);

    std::vector<Setting> settings_;
};

// "TAQWIM_SERVER_PORT" of "server.port".
[[nodiscard]] std::string environment_name(std::string_view setting);

}  // namespace taqwim::app

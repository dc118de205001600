#include "access/roles.h"

#include <algorithm>
#include <utility>

#include "core/configuration_fault.h"
#include "embedded/access.h"
#include "regulations/frame/toml_file.h"

namespace taqwim::access {

namespace {

constexpr std::array<std::pair<std::string_view, Reach>, 8> k_reaches = {{
    {"self", Reach::self},
    {"own_child", Reach::own_child},
    {"class_subject", Reach::class_subject},
    {"subject", Reach::subject},
    {"class", Reach::one_class},
    {"school", Reach::school},
    {"directorate", Reach::directorate},
    {"installation", Reach::installation},
}};

constexpr std::array<std::pair<std::string_view, RoleKind>, 4> k_kinds = {{
    {"staff", RoleKind::staff},
    {"office", RoleKind::office},
    {"guardian", RoleKind::guardian},
    {"student", RoleKind::student},
}};

// Which reaches a role of a kind can have: an appointment at a school never reaches another one.
bool fits(RoleKind kind, Reach reach)
{
    switch (kind) {
    case RoleKind::staff:
        return reach == Reach::class_subject || reach == Reach::subject ||
               reach == Reach::one_class || reach == Reach::school;
    case RoleKind::office: return reach == Reach::directorate || reach == Reach::installation;
    case RoleKind::guardian: return reach == Reach::own_child;
    case RoleKind::student: return reach == Reach::self;
    }
    return false;
}

std::optional<school::Permission> grantable(std::string_view name)
{
    const auto permission = school::parse_permission(name);
    return permission == school::Permission::own_account ||
                   permission == school::Permission::everyone
               ? std::nullopt
               : permission;
}

class RoleReader {
public:
    explicit RoleReader(const EmbeddedFile& embedded) : file_(embedded.path, embedded.text) {}

    std::map<std::string, Role, std::less<>> read()
    {
        std::map<std::string, Role, std::less<>> roles;
        for (const auto& [key, node] : file_.table()) {
            const std::string name(key.str());
            if (const auto* table = node.as_table())
                roles.emplace(name, role(name, *table));
            else
                file_.report(TomlFile::line_of(node), "\"" + name + "\" is no role",
                             "write it as a table, [" + name + "]");
        }
        throw_if_any(file_.take_problems());
        return roles;
    }

private:
    Role role(const std::string& name, const toml::table& table)
    {
        file_.refuse_unknown_keys(table, name,
                                  {"kind", "second_factor", "looks", "after_end", "may"});
        Role role;
        role.name = name;
        const auto kind = file_.text(table, "kind", name, Need::required);
        for (const auto& [text, value] : k_kinds)
            if (kind == text)
                role.kind = value;
        if (kind &&
            std::ranges::none_of(k_kinds, [&](auto& known) { return known.first == *kind; }))
            file_.report(TomlFile::line_of(table, "kind"),
                         "there is no kind of role \"" + *kind + '"',
                         "write staff, office, guardian or student");
        role.needs_second_factor = says(table, name, "second_factor", "required");
        role.every_look_is_logged = says(table, name, "looks", "logged");
        if (const auto* after = file_.subtable(table, "after_end", name, Need::optional))
            read_after_end(role, *after);
        if (const auto* may = file_.subtable(table, "may", name, Need::required))
            read_permissions(role, *may);
        return role;
    }

    bool says(const toml::table& table, const std::string& name, std::string_view key,
              std::string_view word)
    {
        const auto text = file_.text(table, key, name, Need::optional);
        if (text && *text != word)
            file_.report(TomlFile::line_of(table, key),
                         std::string(key) + " of \"" + name + "\" is \"" + *text + '"',
                         "write \"" + std::string(word) + "\", or leave it out");
        return text == word;
    }

    void read_after_end(Role& role, const toml::table& table)
    {
        file_.refuse_unknown_keys(table, role.name, {"days", "permissions"});
        role.days_after_end = static_cast<int>(table["days"].value<std::int64_t>().value_or(0));
        for (const std::string& word : file_.texts(table, "permissions", role.name, Need::required)
                                           .value_or(std::vector<std::string>{}))
            if (const auto permission = grantable(word))
                role.after_end.push_back(*permission);
            else
                refuse_permission(table, "permissions", word);
        if (role.days_after_end < 1)
            file_.report(TomlFile::line_of(table), "after_end has no days", "write days = 14");
    }

    void read_permissions(Role& role, const toml::table& table)
    {
        for (const auto& [key, node] : table) {
            const std::string_view name = key.str();
            const auto* known =
                std::ranges::find(k_reaches, name, &std::pair<std::string_view, Reach>::first);
            if (known == k_reaches.end() || !fits(role.kind, known->second)) {
                file_.report(TomlFile::line_of(node),
                             "\"" + role.name + "\" cannot reach \"" + std::string(name) + '"',
                             "choose a reach that fits the kind of the role");
                continue;
            }
            for (const std::string& word : file_.texts(table, name, role.name, Need::required)
                                               .value_or(std::vector<std::string>{})) {
                const auto permission = grantable(word);
                if (!permission) {
                    refuse_permission(table, name, word);
                    continue;
                }
                auto& reach = role.reaches[static_cast<std::size_t>(*permission)];
                if (reach)
                    file_.report(TomlFile::line_of(table, name),
                                 "\"" + role.name + "\" has \"" + word + "\" twice",
                                 "keep one of them");
                reach = known->second;
            }
        }
    }

    void refuse_permission(const toml::table& table, std::string_view key, const std::string& word)
    {
        file_.report(TomlFile::line_of(table, key),
                     "there is no permission \"" + word + "\" to give",
                     "write one of school/permission.h");
    }

    TomlFile file_;
};

// The words of [role] and [permission], one language.
std::map<std::string, std::string, std::less<>> read_labels(const EmbeddedFile& embedded,
                                                            const std::vector<std::string>& roles)
{
    TomlFile file(embedded.path, embedded.text);
    file.refuse_unknown_keys(file.table(), "the file", {"role", "permission"});
    std::map<std::string, std::string, std::less<>> labels;
    if (const auto* words = file.subtable(file.table(), "role", "the file", Need::required))
        for (const std::string& role : roles)
            labels[role] = file.text(*words, role, "role", Need::required).value_or("");
    if (const auto* words = file.subtable(file.table(), "permission", "the file", Need::required))
        for (const school::Permission permission : school::k_permissions)
            if (grantable(to_text(permission)))
                static_cast<void>(
                    file.text(*words, to_text(permission), "permission", Need::required));
    throw_if_any(file.take_problems());
    return labels;
}

const EmbeddedFile& file_named(std::span<const EmbeddedFile> files, std::string_view path)
{
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    if (found == files.end())
        throw ConfigurationFault({std::string(path), 0, "is missing"});
    return *found;
}

}  // namespace

std::string_view to_text(Reach reach)
{
    return std::ranges::find(k_reaches, reach, &std::pair<std::string_view, Reach>::second)->first;
}

bool Role::allows_after_end(school::Permission permission, int days) const
{
    return days <= days_after_end && std::ranges::find(after_end, permission) != after_end.end();
}

RoleBook RoleBook::read(std::span<const EmbeddedFile> files)
{
    RoleBook book;
    book.roles_ = RoleReader(file_named(files, "roles.toml")).read();
    std::vector<std::string> names;
    for (const auto& [name, role] : book.roles_)
        names.push_back(name);
    const auto arabic = read_labels(file_named(files, "messages.ar.toml"), names);
    const auto english = read_labels(file_named(files, "messages.en.toml"), names);
    for (auto& [name, role] : book.roles_) {
        role.label_ar = arabic.at(name);
        role.label_en = english.at(name);
    }
    return book;
}

const RoleBook& RoleBook::built_in()
{
    static const RoleBook book = read(embedded_access());
    return book;
}

const Role* RoleBook::find(std::string_view name) const
{
    const auto found = roles_.find(name);
    return found == roles_.end() ? nullptr : &found->second;
}

}  // namespace taqwim::access

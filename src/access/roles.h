// Roles and what they may do, as roles.toml says. Permissions come from there and from nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/embedded_file.h"
#include "school/permission.h"

namespace taqwim::access {

// How far a permission goes, the narrowest first: of several that permit, the narrowest is acted under.
enum class Reach : std::uint8_t {
    self,           // the student himself
    own_child,      // the guardian's children
    class_subject,  // one subject of one class
    subject,        // one subject in all classes of the school
    one_class,      // one class and who is in it; "class" in files
    school,
    directorate,
    installation
};

enum class RoleKind : std::uint8_t { staff, office, guardian, student };

struct Role {
    std::string name;  // "head_teacher"
    RoleKind kind = RoleKind::staff;
    bool needs_second_factor = false;
    bool every_look_is_logged = false;
    int days_after_end = 0;
    std::vector<school::Permission> after_end;
    std::string label_ar;
    std::string label_en;

    [[nodiscard]] std::optional<Reach> reach_of(school::Permission permission) const
    {
        return reaches[static_cast<std::size_t>(permission)];
    }
    // Whether it may still be done `days` after the appointment's last day.
    [[nodiscard]] bool allows_after_end(school::Permission permission, int days) const;

    std::array<std::optional<Reach>, school::k_permissions.size()> reaches{};
};

[[nodiscard]] std::string_view to_text(Reach reach);

class RoleBook {
public:
    // From roles.toml and messages.{ar,en}.toml among the files. Throws a ConfigurationFault that names every unknown
    // permission, reach and key, every permission that a role has twice, and every role or permission without words.
    [[nodiscard]] static RoleBook read(std::span<const EmbeddedFile> files);

    // The roles that are built into the program.
    [[nodiscard]] static const RoleBook& built_in();

    [[nodiscard]] const Role* find(std::string_view name) const;
    [[nodiscard]] const std::map<std::string, Role, std::less<>>& all() const { return roles_; }

private:
    std::map<std::string, Role, std::less<>> roles_;
};

}  // namespace taqwim::access

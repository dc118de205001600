#include "platform/database/storage_fault.h"

#include <utility>

namespace taqwim::database {

std::string_view to_text(FaultKind kind)
{
    switch (kind) {
    case FaultKind::unique_violation: return "unique_violation";
    case FaultKind::foreign_key: return "foreign_key";
    case FaultKind::check: return "check";
    case FaultKind::busy: return "busy";
    case FaultKind::lost_connection: return "lost_connection";
    case FaultKind::disk_full: return "disk_full";
    case FaultKind::read_only: return "read_only";
    case FaultKind::corrupt: return "corrupt";
    case FaultKind::device: return "device";
    case FaultKind::other: return "other";
    }
    return "other";
}

StorageFault::StorageFault(FaultKind kind, std::string state, const std::string& what,
                           Outcome outcome)
    : std::runtime_error(std::string(to_text(kind)) + " (" + state + "): " + what),
      kind_(kind),
      state_(std::move(state)),
      outcome_(outcome)
{}

}  // namespace taqwim::database

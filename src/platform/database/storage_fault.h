// What can go wrong below SQL. A StorageFault is the machine's failure, a ProgramFault is ours; a driver's own error
// never leaves this room. Neither holds a value of the record: their texts may stand in a log.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace taqwim::database {

enum class FaultKind : std::uint8_t {
    unique_violation,  // the key is there already
    foreign_key,       // points at a row that is not there, or is pointed at
    check,             // a CHECK, a NOT NULL, or text that is no UTF-8
    busy,              // locks or serialization, after all repeats; or no free connection in time
    lost_connection,   // the server of the database is gone; see may_be_stored()
    disk_full,
    read_only,  // the file, the disk or the whole database takes no writes
    corrupt,
    device,  // reading, writing or flushing failed
    other
};

[[nodiscard]] std::string_view to_text(FaultKind kind);

// Whether a write that failed may have been stored all the same: its COMMIT was sent and the answer never came. The
// caller repeats it with the same client's key and so learns which.
enum class Outcome : std::uint8_t { not_stored, unknown };

class StorageFault : public std::runtime_error {
public:
    // state: the SQLSTATE, or SQLite's extended code. what: the statement's kind and the table or constraint.
    StorageFault(FaultKind kind, std::string state, const std::string& what,
                 Outcome outcome = Outcome::not_stored);

    [[nodiscard]] FaultKind kind() const { return kind_; }
    [[nodiscard]] const std::string& state() const { return state_; }
    [[nodiscard]] bool may_be_stored() const { return outcome_ == Outcome::unknown; }

private:
    FaultKind kind_;
    std::string state_;
    Outcome outcome_;
};

// The program is wrong, whatever the data: an unknown column, an integer asked of a text, SQL that does not parse, a
// write from inside a write. No input reaches it. It is thrown, so that one request fails and not everyone's server.
class ProgramFault : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

}  // namespace taqwim::database

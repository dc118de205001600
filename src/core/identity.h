// Ids of records: 64 bits, ordered by time, given out by the application.
//
// An id is milliseconds since 2025-01-01T00:00:00Z (41 bits), the node that gave it (10 bits) and a count within the
// millisecond (12 bits): until the year 2094 no two nodes give the same one. In JSON and in addresses an id is text,
// because a browser's number holds 53 bits.
#pragma once

#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"

namespace taqwim {

// A record's number within its kind: Id<struct StudentTag> is not Id<struct StaffTag>.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    [[nodiscard]] static std::optional<Id> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const { return std::to_string(value); }

    friend auto operator<=>(const Id&, const Id&) = default;
};

// The positive whole number that `text` is, digits alone, without sign, blanks or leading zeros.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

template <class Tag>
std::optional<Id<Tag>> Id<Tag>::parse(std::string_view text)
{
    if (const auto number = parse_id(text))
        return Id{*number};
    return std::nullopt;
}

using SchoolId = Id<struct SchoolTag>;

// A record of one school. Its key in every table leads with the school.
template <class Tag>
struct SchoolRecordId {
    SchoolId school;
    std::int64_t value = 0;

    [[nodiscard]] static std::optional<SchoolRecordId> parse(std::string_view school,
                                                             std::string_view text)
    {
        const auto of_school = SchoolId::parse(school);
        const auto number = parse_id(text);
        if (!of_school || !number)
            return std::nullopt;
        return SchoolRecordId{*of_school, *number};
    }
    [[nodiscard]] std::string to_text() const { return std::to_string(value); }

    friend auto operator<=>(const SchoolRecordId&, const SchoolRecordId&) = default;
};

using StudentId = SchoolRecordId<struct StudentTag>;
using StaffMemberId = SchoolRecordId<struct StaffMemberTag>;
using ClassId = SchoolRecordId<struct ClassTag>;
using SheetId = SchoolRecordId<struct SheetTag>;

// Gives out ids. Safe to share between threads. When the clock goes back, it goes on from the last moment it saw, so
// that ids never repeat and always rise.
class IdSource {
public:
    static constexpr int k_nodes = 1024;

    // node: 0 to k_nodes - 1, another one for each running program that writes to the same database.
    explicit IdSource(int node);

    [[nodiscard]] std::int64_t next(Instant now);

private:
    std::mutex mutex_;
    std::int64_t node_;
    std::int64_t last_millisecond_ = 0;
    std::int64_t count_ = 0;
};

// The moment at which an id was given out.
[[nodiscard]] Instant moment_of_id(std::int64_t id);

}  // namespace taqwim

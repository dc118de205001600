// Many rows in one statement, without a text of SQL for every number of them: statements are made for 1, 4, 16, 64 or 256
// rows, so that few are prepared.
//
//   store_rows(session, {.table = "mark_entry", .columns = k_columns}, values);     // row after row in one array
//
//   AskedRows asked({"BIGINT", "TEXT"}, first_place);                                // rows to look for
//   for (…) asked.add(student, column);
//   session.find_all_with(asked.in("WITH asked (student_id, column_key) AS (VALUES %) SELECT …"), asked.with({school}));
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/session.h"

namespace taqwim::database {

// Where rows go. All of it are literals of the program.
struct RowsTarget {
    std::string_view table;
    std::span<const std::string_view> columns;
    std::string_view on_conflict = {};  // "ON CONFLICT (…) DO UPDATE SET …"
};

// Stores the rows that follow each other in `values`, in their order. Each has to be stored or changed: anything else is
// a ProgramFault, told as Session::store tells it. For some hundreds; more go faster through Session::insert_values.
void store_rows(Session& session, const RowsTarget& target, std::span<const Value> values);

// A list of rows that a statement looks for. What is missing to the statement's number of rows is filled up with the
// first row again: look for them with IN or EXISTS, or pass over what was read before.
class AskedRows {
public:
    // The types of the columns, "BIGINT" or "TEXT"; the places before theirs are the statement's own: $1 … $`before`.
    AskedRows(std::initializer_list<std::string_view> types, std::size_t before)
        : types_(types), before_(before)
    {}

    template <class... Values>
    void add(const Values&... values)
    {
        (values_.emplace_back(values), ...);
    }
    [[nodiscard]] bool empty() const { return values_.empty(); }

    // `sql` with the list of rows, "(CAST($3 AS BIGINT), CAST($4 AS TEXT)), …", in the place of its %.
    [[nodiscard]] std::string in(std::string_view sql) const;
    // The values of the statement: its own, then those of the rows. Not for no rows.
    [[nodiscard]] std::vector<Value> with(std::initializer_list<Value> own) const;

private:
    [[nodiscard]] std::size_t rows() const { return values_.size() / types_.size(); }

    std::vector<std::string_view> types_;
    std::size_t before_;
    std::vector<Value> values_;
};

}  // namespace taqwim::database

#include "platform/database/row.h"

#include "platform/database/storage_fault.h"

namespace taqwim::database {

namespace {

[[noreturn]] void refuse_type(std::string_view column, const Value& value, std::string_view asked)
{
    throw ProgramFault("column " + std::string(column) + " is asked for as " + std::string(asked) +
                       " and holds " + std::string(type_name(value)));
}

}  // namespace

const Value& Row::at(std::string_view column) const
{
    for (std::size_t i = 0; i < columns_->size(); ++i)
        if ((*columns_)[i] == column)
            return values_[i];
    throw ProgramFault("no column " + std::string(column) + " in the row");
}

bool Row::is_null(std::string_view column) const
{
    return at(column).is_null();
}

std::int64_t Row::integer(std::string_view column) const
{
    const Value& value = at(column);
    if (const std::int64_t* number = value.integer())
        return *number;
    refuse_type(column, value, "integer");
}

bool Row::boolean(std::string_view column) const
{
    const std::int64_t number = integer(column);
    if (number != 0 && number != 1)
        throw ProgramFault("column " + std::string(column) +
                           " is asked for as yes or no and holds neither 0 nor 1");
    return number == 1;
}

const std::string& Row::text(std::string_view column) const
{
    const Value& value = at(column);
    if (const std::string* text = value.text())
        return *text;
    refuse_type(column, value, "text");
}

const Bytes& Row::blob(std::string_view column) const
{
    const Value& value = at(column);
    if (const Bytes* bytes = value.bytes())
        return *bytes;
    refuse_type(column, value, "bytes");
}

std::optional<std::int64_t> Row::integer_or_null(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::text_or_null(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Bytes> Row::blob_or_null(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(blob(column));
}

}  // namespace taqwim::database

#include "platform/database/value.h"

namespace taqwim::database {

std::string_view type_name(const Value& value)
{
    if (value.integer() != nullptr)
        return "integer";
    if (value.text() != nullptr)
        return "text";
    return value.bytes() != nullptr ? "bytes" : "null";
}

}  // namespace taqwim::database

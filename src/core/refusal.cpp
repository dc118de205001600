#include "core/refusal.h"

#include "core/refusal_codes.h"

namespace taqwim {

RefusalKind Refusal::kind() const
{
    return kind_of(code);
}

}  // namespace taqwim

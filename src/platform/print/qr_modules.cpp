#include "platform/print/qr_modules.h"

#include <qrencode.h>

#include "core/refusal_codes.h"

namespace taqwim::print {

Result<QrModules> qr_modules(std::string_view content, const std::string& field)
{
    constexpr std::size_t k_most_bytes = 2300;  // of version 40 with medium correction: 2,331
    if (content.empty())
        return Refusal{RefusalCode::text_empty, {{"field", field}}, field, ""};
    if (content.size() > k_most_bytes)
        return Refusal{RefusalCode::input_too_large,
                       {{"limit", std::to_string(k_most_bytes) + " B"}},
                       field,
                       ""};
    QRcode* code =
        QRcode_encodeData(static_cast<int>(content.size()),
                          reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M);
    if (code == nullptr)
        throw std::bad_alloc();
    QrModules modules;
    modules.side = static_cast<std::size_t>(code->width);
    modules.dark.resize(modules.side * modules.side);
    for (std::size_t i = 0; i < modules.dark.size(); ++i)
        modules.dark[i] = (code->data[i] & 1U) != 0;
    QRcode_free(code);
    return modules;
}

}  // namespace taqwim::print

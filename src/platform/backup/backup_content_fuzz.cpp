// Any bytes are read without harm, and what is accepted stays what it is: written and read again it has the same manifest.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "platform/backup/content.h"

namespace {

using namespace taqwim;
using namespace taqwim::backup;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

// Gives a few bytes at a time, as a pipe may.
ContentSource source_of(crypto::ByteView bytes)
{
    return [rest = bytes](std::span<std::uint8_t> place) mutable -> Result<std::size_t> {
        const std::size_t count = std::min<std::size_t>({rest.size(), place.size(), 4099});
        std::copy_n(rest.begin(), count, place.begin());
        rest = rest.subspan(count);
        return count;
    };
}

// Writes what it is given.
class Copier : public ContentHandler {
public:
    explicit Copier(ContentWriter& writer) : writer_(writer) {}

    std::optional<Refusal> take_header(const Header& header) override
    {
        writer_.header(header);
        return {};
    }
    std::optional<Refusal> take_attachment(Attachment& attachment) override
    {
        writer_.attachment(attachment.name, attachment.content.view());
        return {};
    }
    std::optional<Refusal> begin_table(const TableHead& head) override
    {
        columns_ = head.columns.size();
        writer_.begin_table(head);
        return {};
    }
    std::optional<Refusal> take_rows(std::span<const database::Value> values) override
    {
        require(!values.empty() && values.size() % columns_ == 0);
        for (; !values.empty(); values = values.subspan(columns_))
            writer_.row(values.first(columns_));
        return {};
    }
    std::optional<Refusal> end_table() override
    {
        writer_.end_table();
        return {};
    }

private:
    ContentWriter& writer_;
    std::size_t columns_ = 1;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string copy;
    ContentWriter writer([&](crypto::ByteView bytes) { copy += crypto::text_of(bytes); });
    Copier copier(writer);
    const auto manifest = read_content(source_of({data, size}), copier, "fuzz.backup");
    if (!manifest)
        return 0;
    require(writer.finish() == *manifest);
    ContentHandler nobody;
    const auto again = read_content(source_of(crypto::bytes_of(copy)), nobody, "fuzz.backup");
    require(static_cast<bool>(again) && *again == *manifest);
    return 0;
}

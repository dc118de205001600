#include "platform/crypto/shares.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

extern "C" {
#include <libgfshare.h>
}

namespace taqwim::crypto {

namespace {

struct ContextCloser {
    void operator()(gfshare_ctx* context) const { gfshare_ctx_free(context); }
};
using Context = std::unique_ptr<gfshare_ctx, ContextCloser>;

thread_local RandomSource* chance_of_this_thread = nullptr;

// libgfshare asks one function for its chance; each thread has its own source behind it.
void fill_from_this_thread(unsigned char* bytes, unsigned int size)
{
    chance_of_this_thread->fill({bytes, size});
}

class ChanceForLibrary {
public:
    explicit ChanceForLibrary(RandomSource& random)
    {
        static const gfshare_rand_func_t set = gfshare_fill_rand = fill_from_this_thread;
        static_cast<void>(set);
        chance_of_this_thread = &random;
    }
    ~ChanceForLibrary() { chance_of_this_thread = nullptr; }
    ChanceForLibrary(const ChanceForLibrary&) = delete;
    ChanceForLibrary& operator=(const ChanceForLibrary&) = delete;
};

}  // namespace

Digest KeyShare::digest() const
{
    FieldDigester fields("taqwim.key_share.1");
    fields.number(number);
    fields.bytes(bytes.view());
    return fields.finish();
}

std::vector<KeyShare> split(const MasterKey& key, int needed, int count, RandomSource& random)
{
    if (needed < 2 || needed > count || count > k_most_shares)
        throw std::logic_error("a key is split for 2 to n of at most 255 holders");
    std::vector<unsigned char> numbers;
    for (int number = 1; number <= count; ++number)
        numbers.push_back(static_cast<unsigned char>(number));
    const ChanceForLibrary chance(random);
    const Context context(gfshare_ctx_init_enc(numbers.data(), static_cast<unsigned>(count),
                                               static_cast<unsigned char>(needed),
                                               MasterKey::k_size));
    if (!context)
        throw CryptoFault("no memory for the shares of a key");
    SecretBytes secret(key.bytes());
    gfshare_ctx_enc_setsecret(context.get(), secret.writable().data());
    std::vector<KeyShare> shares;
    for (int place = 0; place < count; ++place) {
        KeyShare share{.number = numbers[static_cast<std::size_t>(place)],
                       .bytes = SecretBytes(MasterKey::k_size)};
        gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(place),
                                 share.bytes.writable().data());
        shares.push_back(std::move(share));
    }
    return shares;
}

std::optional<MasterKey> join(std::span<const KeyShare* const> shares)
{
    std::set<std::uint8_t> seen;
    std::vector<unsigned char> numbers;
    for (const KeyShare* const share : shares) {
        if (share->number == 0 || share->bytes.size() != MasterKey::k_size ||
            !seen.insert(share->number).second)
            return std::nullopt;
        numbers.push_back(share->number);
    }
    if (numbers.size() < 2)
        return std::nullopt;
    // The library writes chance over its memory before it gives it back.
    SystemRandom random;
    const ChanceForLibrary chance(random);
    const Context context(gfshare_ctx_init_dec(
        numbers.data(), static_cast<unsigned>(numbers.size()), MasterKey::k_size));
    if (!context)
        throw CryptoFault("no memory for the shares of a key");
    for (std::size_t place = 0; place < shares.size(); ++place) {
        SecretBytes share(shares[place]->bytes.view());
        gfshare_ctx_dec_giveshare(context.get(), static_cast<unsigned char>(place),
                                  share.writable().data());
    }
    SecretBytes key(MasterKey::k_size);
    gfshare_ctx_dec_extract(context.get(), key.writable().data());
    return MasterKey::from_bytes(key.view());
}

}  // namespace taqwim::crypto

#include "app/server/holders_key.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "platform/crypto/sealed.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::app {

namespace {

constexpr std::string_view k_kind = "taqwim.backup_key";
constexpr std::int64_t k_version = 1;
constexpr std::size_t k_document_size = 16;
constexpr std::size_t k_most_bytes = std::size_t{64} * 1024;

// What a reader is willing to spend on a document that it does not trust.
constexpr std::int64_t k_most_memory = std::int64_t{1} << 30U;
constexpr std::int64_t k_most_passes = 16;

Refusal out_of_range(std::string field, std::int64_t value, std::int64_t minimum,
                     std::int64_t maximum)
{
    std::string place = '/' + field;
    return {RefusalCode::value_out_of_range,
            {{"field", std::move(field)},
             {"value", std::to_string(value)},
             {"minimum", std::to_string(minimum)},
             {"maximum", std::to_string(maximum)}},
            std::move(place),
            ""};
}

std::optional<Refusal> refuses_holders(std::span<const NewHolder> holders, int needed)
{
    const auto count = static_cast<int>(holders.size());
    if (count < k_fewest_holders || count > k_most_holders)
        return out_of_range("holders", count, k_fewest_holders, k_most_holders);
    if (needed < k_fewest_holders || needed > count)
        return out_of_range("needed", needed, k_fewest_holders, count);
    std::set<std::string> labels;
    for (std::size_t i = 0; i < holders.size(); ++i) {
        const std::string field = "/holders/" + std::to_string(i);
        const auto label = holder_label(holders[i].label);
        if (!label)
            return Refusal{RefusalCode::field_wrong_type,
                           {{"field", "label"}, {"expected", "text"}},
                           field,
                           ""};
        if (!labels.insert(*label).second)
            return Refusal{RefusalCode::record_exists,
                           {{"record", "backup_key_holder"}, {"value", *label}},
                           field,
                           ""};
        if (auto refusal = crypto::refuses_password(holders[i].passphrase.text(), field))
            return refusal;
    }
    return std::nullopt;
}

// The number that was typed, when nothing else was.
std::optional<int> number_in(std::string_view text)
{
    constexpr int k_enough = 1000;
    int number = 0;
    if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        const auto digit = leading_digit(text);
        if (!digit)
            return std::nullopt;
        number = std::min(number * 10 + digit->value, k_enough);
        text.remove_prefix(digit->bytes);
    }
    return number;
}

std::string base64url(const crypto::Digest& digest)
{
    return crypto::to_base64url(digest.bytes);
}

// What is read is not what was written here.
struct NotADocument {};

void require(bool holds)
{
    if (!holds)
        throw NotADocument{};
}

// The members of an object, which are these and in this order.
class Members {
public:
    explicit Members(const JsonValue& object) : next_(object.begin()), end_(object.end())
    {
        require(object.is(JsonKind::object));
    }
    JsonValue take(std::string_view name, JsonKind kind)
    {
        require(next_ != end_);
        const JsonValue value = *next_;
        require(value.key() == name && value.is(kind));
        ++next_;
        return value;
    }
    std::string text(std::string_view name)
    {
        return std::string(take(name, JsonKind::text).text());
    }
    crypto::Bytes bytes(std::string_view name)
    {
        auto bytes = crypto::from_base64url(take(name, JsonKind::text).text());
        require(bytes.has_value());
        return std::move(*bytes);
    }
    std::int64_t number(std::string_view name, std::int64_t minimum, std::int64_t maximum)
    {
        const std::string_view digits = take(name, JsonKind::number).number();
        std::int64_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        require(error == std::errc{} && end == digits.data() + digits.size() && value >= minimum &&
                value <= maximum);
        return value;
    }
    void end() const { require(next_ == end_); }

private:
    JsonValue::Iterator next_;
    JsonValue::Iterator end_;
};

BackupKeyHolder holder_in(const JsonValue& object, std::uint8_t number)
{
    Members members(object);
    BackupKeyHolder holder;
    holder.number = number;
    require(members.number("number", number, number) == number);
    holder.label = members.text("label");
    require(holder_label(holder.label) == holder.label);
    holder.salt = members.bytes("salt");
    require(holder.salt.size() == crypto::k_password_salt_size);
    // The least that libsodium takes.
    constexpr std::int64_t k_least_memory = 8192;
    holder.cost.memory_bytes =
        static_cast<std::size_t>(members.number("memory_bytes", k_least_memory, k_most_memory));
    holder.cost.passes = static_cast<std::uint32_t>(members.number("passes", 1, k_most_passes));
    holder.sealed_share = members.bytes("sealed_share");
    const auto digest = crypto::Digest::from_bytes(members.bytes("share_digest"));
    require(digest.has_value() && !holder.sealed_share.empty());
    holder.share_digest = *digest;
    members.end();
    return holder;
}

Refusal damaged(std::string_view file, const char* place)
{
    return {RefusalCode::backup_damaged,
            {{"file", std::string(file)}, {"place", place}},
            std::string(file),
            ""};
}

}  // namespace

std::optional<std::string> holder_label(std::string_view typed)
{
    const std::string_view label = trimmed(typed);
    if (label.empty() || label.size() > k_most_of_a_label || number_in(label))
        return std::nullopt;
    const bool has_sign = std::ranges::any_of(label, [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte < 0x20 || byte == 0x7F || letter == '"' || letter == '\\';
    });
    // The reader of JSON says whether it is UTF-8.
    if (has_sign || !JsonDocument::parse('"' + std::string(label) + '"'))
        return std::nullopt;
    return std::string(label);
}

Result<HoldersKey> HoldersKey::make(std::span<const NewHolder> holders, int needed, Instant now,
                                    const crypto::PasswordCost& cost, crypto::RandomSource& random)
{
    return share_anew(crypto::OpeningKey::make(random), holders, needed, now, cost, random);
}

Result<HoldersKey> HoldersKey::share_anew(const crypto::OpeningKey& key,
                                          std::span<const NewHolder> holders, int needed,
                                          Instant now, const crypto::PasswordCost& cost,
                                          crypto::RandomSource& random)
{
    if (auto refusal = refuses_holders(holders, needed))
        return std::move(*refusal);
    HoldersKey made;
    made.address_ = key.address();
    made.document_.resize(k_document_size);
    random.fill(made.document_);
    made.made_at_ = now;
    made.needed_ = needed;
    const auto secret = crypto::MasterKey::from_bytes(key.bytes());
    const std::vector<crypto::KeyShare> shares =
        crypto::split(secret.value(), needed, static_cast<int>(holders.size()), random);
    for (std::size_t i = 0; i < holders.size(); ++i) {
        BackupKeyHolder holder;
        holder.number = shares[i].number;
        holder.label = holder_label(holders[i].label).value();
        holder.share_digest = shares[i].digest();
        made.seal_share(holder, shares[i], holders[i].passphrase.text(), cost, random);
        made.holders_.push_back(std::move(holder));
    }
    return made;
}

void HoldersKey::seal_share(BackupKeyHolder& holder, const crypto::KeyShare& share,
                            std::string_view passphrase, const crypto::PasswordCost& cost,
                            crypto::RandomSource& random)
{
    holder.cost = cost;
    holder.salt.resize(crypto::k_password_salt_size);
    random.fill(holder.salt);
    const auto lock = crypto::key_of_password(passphrase, holder.salt, cost);
    holder.sealed_share = crypto::seal(lock.value(), share.bytes.view(), place_of(holder), random);
}

// A share opens where it was sealed: in this document, under this number and label.
std::string HoldersKey::place_of(const BackupKeyHolder& holder) const
{
    crypto::FieldDigester fields("taqwim.backup_key.share.1");
    fields.bytes(address_.bytes).bytes(document_).number(needed_);
    fields.number(holder.number).text(holder.label);
    return fields.finish().to_text();
}

crypto::Digest HoldersKey::digest() const
{
    crypto::FieldDigester fields("taqwim.backup_key.1");
    fields.bytes(address_.bytes).bytes(document_).number(made_at_.milliseconds).number(needed_);
    fields.list(holders_.size());
    for (const BackupKeyHolder& holder : holders_)
        fields.number(holder.number)
            .text(holder.label)
            .bytes(holder.salt)
            .number(static_cast<std::int64_t>(holder.cost.memory_bytes))
            .number(holder.cost.passes)
            .bytes(holder.sealed_share)
            .digest(holder.share_digest);
    return fields.finish();
}

std::string HoldersKey::to_text() const
{
    JsonWriter json(JsonWriter::Layout::indented);
    json.begin_object();
    json.key("kind").text(k_kind);
    json.key("version").number(k_version);
    json.key("public_key").text(crypto::to_base64url(address_.bytes));
    json.key("document").text(crypto::to_base64url(document_));
    json.key("made_at").text(made_at_.to_text());
    json.key("needed").number(needed_);
    json.key("holders").begin_array();
    for (const BackupKeyHolder& holder : holders_) {
        json.begin_object();
        json.key("number").number(holder.number);
        json.key("label").text(holder.label);
        json.key("salt").text(crypto::to_base64url(holder.salt));
        json.key("memory_bytes").number(static_cast<std::int64_t>(holder.cost.memory_bytes));
        json.key("passes").number(holder.cost.passes);
        json.key("sealed_share").text(crypto::to_base64url(holder.sealed_share));
        json.key("share_digest").text(base64url(holder.share_digest));
        json.end_object();
    }
    json.end_array();
    json.key("digest").text(base64url(digest()));
    json.end_object();
    return std::string(json.str()) + '\n';
}

Result<HoldersKey> HoldersKey::parse(std::string_view text, std::string_view file)
{
    const auto document = JsonDocument::parse(text, {.bytes = k_most_bytes, .depth = 8});
    if (!document)
        return damaged(file, "key_document");
    try {
        Members members(document->root());
        require(members.text("kind") == k_kind);
        if (members.number("version", 1, INT64_MAX) > k_version)
            return damaged(file, "newer_key_document");
        HoldersKey key;
        const auto address = crypto::LetterAddress::from_bytes(members.bytes("public_key"));
        require(address.has_value());
        key.address_ = *address;
        key.document_ = members.bytes("document");
        require(key.document_.size() == k_document_size);
        const std::string made_at = members.text("made_at");
        const auto instant = Instant::parse(made_at);
        require(instant && instant->to_text() == made_at);
        key.made_at_ = *instant;
        key.needed_ = static_cast<int>(members.number("needed", k_fewest_holders, k_most_holders));
        std::set<std::string> labels;
        for (const JsonValue one : members.take("holders", JsonKind::array)) {
            require(key.holders_.size() < k_most_holders);
            key.holders_.push_back(
                holder_in(one, static_cast<std::uint8_t>(key.holders_.size() + 1)));
            require(labels.insert(key.holders_.back().label).second);
        }
        require(std::cmp_less_equal(key.needed_, key.holders_.size()));
        require(members.text("digest") == base64url(key.digest()));
        members.end();
        return key;
    } catch (const NotADocument&) {
        return damaged(file, "key_document");
    }
}

std::string HoldersKey::id() const
{
    constexpr std::size_t k_digits = 16;
    return crypto::FieldDigester("taqwim.backup_key.id.1")
        .bytes(address_.bytes)
        .finish()
        .to_text()
        .substr(0, k_digits);
}

const BackupKeyHolder* HoldersKey::find(std::string_view typed) const
{
    const std::string_view wanted = trimmed(typed);
    const auto number = number_in(wanted);
    const auto found = std::ranges::find_if(holders_, [&](const BackupKeyHolder& holder) {
        return number ? holder.number == *number : holder.label == wanted;
    });
    return found == holders_.end() ? nullptr : &*found;
}

std::optional<crypto::KeyShare> HoldersKey::open_share(const BackupKeyHolder& holder,
                                                       std::string_view passphrase) const
{
    const auto lock = crypto::key_of_password(passphrase, holder.salt, holder.cost);
    if (!lock)
        return std::nullopt;
    auto bytes = crypto::open_sealed(*lock, holder.sealed_share, place_of(holder));
    if (!bytes)
        return std::nullopt;
    crypto::KeyShare share{.number = holder.number, .bytes = std::move(*bytes)};
    return share.digest() == holder.share_digest ? std::optional(std::move(share)) : std::nullopt;
}

Result<crypto::OpeningKey> HoldersKey::open(std::span<const crypto::KeyShare> shares) const
{
    std::set<std::uint8_t> seen;
    std::vector<const crypto::KeyShare*> own;
    for (const crypto::KeyShare& share : shares) {
        const auto holder = std::ranges::find(holders_, share.number, &BackupKeyHolder::number);
        if (holder == holders_.end() || share.digest() != holder->share_digest ||
            std::cmp_equal(own.size(), needed_) || !seen.insert(share.number).second)
            continue;
        own.push_back(&share);
    }
    const auto secret = std::cmp_equal(own.size(), needed_) ? crypto::join(own)
                                                            : std::optional<crypto::MasterKey>();
    auto key = secret ? crypto::OpeningKey::from_bytes(secret->bytes()) : std::nullopt;
    if (!key || key->address() != address_)
        return Refusal{
            RefusalCode::backup_shares_missing,
            {{"value", std::to_string(own.size())}, {"expected", std::to_string(needed_)}},
            "",
            ""};
    return std::move(*key);
}

std::optional<Refusal> HoldersKey::change_passphrase(const crypto::KeyShare& share,
                                                     std::string_view passphrase,
                                                     const crypto::PasswordCost& cost,
                                                     crypto::RandomSource& random)
{
    if (auto refusal = crypto::refuses_password(passphrase, "/passphrase"))
        return refusal;
    for (BackupKeyHolder& holder : holders_)
        if (holder.number == share.number && holder.share_digest == share.digest())
            seal_share(holder, share, passphrase, cost, random);
    return std::nullopt;
}

}  // namespace taqwim::app

#include "app/backup_holders.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/secret_file.h"
#include "app/terminal_question.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::app {

namespace {

Refusal not_readable(const std::string& file)
{
    return {RefusalCode::file_not_readable, {{"file", file}}, file, ""};
}

bool has_given(const std::vector<crypto::KeyShare>& given, const BackupKeyHolder& holder)
{
    return std::ranges::find(given, holder.number, &crypto::KeyShare::number) != given.end();
}

// "NUMBER PASSPHRASE" a line. What is wrong is told by the line's number, never by what stands there.
std::optional<std::vector<crypto::KeyShare>> shares_in_file(const Context& context,
                                                            const HoldersKey& key,
                                                            const std::string& file)
{
    auto lines = lines_of_secret_file(file);
    if (!lines)
        return std::nullopt;
    std::vector<crypto::KeyShare> shares;
    for (std::size_t i = 0; i < lines->size(); ++i) {
        std::string& line = (*lines)[i];
        const std::size_t blank = std::min(line.find(' '), line.size());
        const BackupKeyHolder* const holder = key.find(std::string_view(line).substr(0, blank));
        auto share = holder == nullptr || blank == line.size()
                         ? std::nullopt
                         : key.open_share(*holder, std::string_view(line).substr(blank + 1));
        const bool is_blank = trimmed(line).empty();
        crypto::wipe(line);
        if (share)
            shares.push_back(std::move(*share));
        else if (!is_blank)
            context.tell("backup_key.wrong_line", {{"line", std::to_string(i + 1)}});
    }
    return shares;
}

// Until there are enough, or nobody goes on.
std::vector<crypto::KeyShare> shares_by_questions(const Context& context, const HoldersKey& key)
{
    std::vector<crypto::KeyShare> shares;
    context.tell("backup_key.to_open", {{"needed", std::to_string(key.needed())},
                                        {"holders", std::to_string(key.holders().size())}});
    int refused = 0;
    while (std::cmp_less(shares.size(), key.needed()) && refused < k_most_wrong) {
        const auto typed = asked(context, "backup_key.who",
                                 {{"value", std::to_string(shares.size() + 1)},
                                  {"needed", std::to_string(key.needed())}});
        if (!typed || trimmed(*typed).empty())
            break;
        const BackupKeyHolder* const holder = key.find(*typed);
        if (holder == nullptr) {
            std::vector<std::string> labels;
            for (const BackupKeyHolder& one : key.holders())
                labels.push_back(context.words.given(one.label));
            context.tell("backup_key.no_such_holder", {{"holders", context.words.list(labels)}});
            ++refused;
            continue;
        }
        if (has_given(shares, *holder)) {
            context.tell("backup_key.given", {{"holder", context.words.given(holder->label)}});
            continue;
        }
        if (auto share = share_by_question(context, key, *holder))
            shares.push_back(std::move(*share));
        else
            ++refused;
    }
    return shares;
}

}  // namespace

Result<HoldersKey> read_holders_key(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        return not_readable(file.string());
    return HoldersKey::parse(text, file.string());
}

Result<crypto::OpeningKey> open_by_holders(const Context& context, const HoldersKey& key,
                                           const std::string& passphrases_file)
{
    if (passphrases_file.empty()) {
        if (!can_ask())
            return Refusal{RefusalCode::backup_key_missing, {}, "", ""};
        return key.open(shares_by_questions(context, key));
    }
    const auto shares = shares_in_file(context, key, passphrases_file);
    if (!shares)
        return not_readable(passphrases_file);
    return key.open(*shares);
}

std::optional<crypto::KeyShare> share_by_question(const Context& context, const HoldersKey& key,
                                                  const BackupKeyHolder& holder)
{
    for (int i = 0; i < k_most_wrong; ++i) {
        auto typed = asked_hidden(context, "backup_key.passphrase",
                                  {{"holder", context.words.given(holder.label)}});
        if (!typed)
            return std::nullopt;
        auto share = key.open_share(holder, *typed);
        crypto::wipe(*typed);
        if (share)
            return share;
        context.tell("backup_key.wrong", {{"holder", context.words.given(holder.label)}});
    }
    return std::nullopt;
}

std::optional<crypto::SecretBytes> new_passphrase(const Context& context)
{
    for (;;) {
        auto first = asked_hidden(context, "backup_key.new_passphrase");
        if (!first)
            return std::nullopt;
        crypto::SecretBytes passphrase(crypto::bytes_of(*first));
        crypto::wipe(*first);
        if (const auto refusal = crypto::refuses_password(passphrase.text(), "")) {
            context.tell(*refusal);
            continue;
        }
        auto again = asked_hidden(context, "backup.again");
        if (!again)
            return std::nullopt;
        const bool is_same = crypto::constant_time_equal(*again, passphrase.text());
        crypto::wipe(*again);
        if (is_same)
            return passphrase;
        context.tell("backup.differ");
    }
}

std::optional<std::vector<NewHolder>> new_holders(const Context& context, int count)
{
    std::vector<NewHolder> holders;
    while (std::cmp_less(holders.size(), count)) {
        const auto typed = asked(
            context, "backup_key.label",
            {{"value", std::to_string(holders.size() + 1)}, {"count", std::to_string(count)}});
        if (!typed)
            return std::nullopt;
        const auto label = holder_label(*typed);
        if (!label) {
            context.tell("backup_key.no_label");
            continue;
        }
        if (std::ranges::find(holders, *label, &NewHolder::label) != holders.end()) {
            context.tell(
                Refusal{RefusalCode::record_exists,
                        {{"record", "backup_key_holder"}, {"value", context.words.given(*label)}},
                        "",
                        ""});
            continue;
        }
        auto passphrase = new_passphrase(context);
        if (!passphrase)
            return std::nullopt;
        holders.push_back({*label, std::move(*passphrase)});
    }
    return holders;
}

}  // namespace taqwim::app

#include "platform/backup/backup.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "platform/backup/new_file.h"
#include "platform/backup/table_order.h"
#include "platform/database/schema.h"

namespace taqwim::backup {

namespace {

constexpr std::string_view k_version_table = "schema_version";

Refusal about(RefusalCode code, const std::filesystem::path& file)
{
    return {code, {{"file", file.string()}}, file.string(), ""};
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

TableHead head_of(const database::SchemaTable& table)
{
    TableHead head{table.name, {}};
    for (const database::SchemaColumn& column : table.columns)
        head.columns.push_back(column.name);
    return head;
}

// Calls head(TableHead), row(values) and end() for each table, in an order in which they can be stored again.
template <class Head, class OnRow, class End>
void for_each_table(database::Session& session, std::span<const std::string> left_out, Head&& head,
                    OnRow&& row, End&& end)
{
    const database::Schema schema = database::read_schema(session);
    for (const database::SchemaTable* table : in_order_of_keys(schema)) {
        const TableHead named = head_of(*table);
        head(named);
        // The names are the database's own, and it has checked them: schema.h.
        if (std::ranges::find(left_out, table->name) == left_out.end())
            session.for_each("SELECT " + joined(named.columns) + " FROM " + table->name +
                                 " ORDER BY " + joined(table->primary_key),
                             [&](const database::Row& one) { row(one.values()); });
        end();
    }
}

Header header_of(database::Session& session, const Wanted& wanted)
{
    Header header{wanted.program, wanted.taken_at, {}, wanted.left_out};
    for (const database::Row& row : session.find_all(
             "SELECT version, name, applied_text FROM schema_version ORDER BY version"))
        header.changes.push_back({row.integer("version"), row.text("name"),
                                  crypto::digest_of(row.text("applied_text"))});
    return header;
}

// Everything of one snapshot into the file.
Result<Summary> write_content(database::Session& session, NewFile& output,
                              const crypto::StreamKey& key, const Wanted& wanted)
{
    if (database::read_schema(session).find(k_version_table) == nullptr)
        return Refusal{RefusalCode::database_foreign, {}, "", ""};
    output.restart();
    crypto::SecretStreamWriter stream([&](crypto::ByteView bytes) { output.write(bytes); }, key);
    ContentWriter content([&](crypto::ByteView bytes) { stream.write(bytes); });
    Summary summary;
    summary.header = header_of(session, wanted);
    content.header(summary.header);
    if (wanted.attachments) {
        const auto attachments = wanted.attachments(session);
        if (!attachments)
            return attachments.refusal();
        for (const Attachment& attachment : *attachments)
            content.attachment(attachment.name, attachment.content.view());
    }
    std::uint64_t rows = 0;
    for_each_table(
        session, wanted.left_out, [&](const TableHead& head) { content.begin_table(head); },
        [&](const std::vector<database::Value>& row) {
            if (++rows % 1024 == 0 && wanted.is_interrupted && wanted.is_interrupted())
                throw Interrupted();
            content.row(row);
        },
        [&] { content.end_table(); });
    summary.manifest = content.finish();
    stream.finish();
    summary.bytes = output.size();
    return summary;
}

// A backup that is read.
class BackupFile {
public:
    explicit BackupFile(int descriptor) : descriptor_(descriptor) {}
    BackupFile(const BackupFile&) = delete;
    BackupFile& operator=(const BackupFile&) = delete;
    ~BackupFile()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    std::size_t read(std::span<std::uint8_t> place, const std::filesystem::path& file) const
    {
        for (;;) {
            const ssize_t count = ::read(descriptor_, place.data(), place.size());
            if (count >= 0)
                return static_cast<std::size_t>(count);
            if (errno != EINTR)
                throw FileFault(file.string(), errno);
        }
    }

    // The beginning, read before anything is taken from the front.
    [[nodiscard]] crypto::Bytes beginning() const
    {
        crypto::Bytes bytes(crypto::k_stream_address_end);
        const ssize_t count = ::pread(descriptor_, bytes.data(), bytes.size(), 0);
        bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        return bytes;
    }
    [[nodiscard]] std::uint64_t size() const
    {
        struct stat state {};
        return ::fstat(descriptor_, &state) == 0 ? static_cast<std::uint64_t>(state.st_size) : 0;
    }

private:
    int descriptor_;
};

Result<KeyWanted> wanted_by(const BackupFile& input, const std::filesystem::path& file)
{
    const crypto::Bytes beginning = input.beginning();
    if (beginning.empty())
        return about(RefusalCode::file_not_readable, file);
    const auto kind = crypto::stream_key_kind(beginning);
    const auto address = crypto::stream_address(beginning);
    if (!kind || (*kind == crypto::StreamKeyKind::letter && !address))
        return Refusal{RefusalCode::backup_damaged,
                       {{"file", file.string()},
                        {"place", crypto::is_later_stream(beginning) ? "newer_backup" : "0"}},
                       file.string(),
                       ""};
    return KeyWanted{*kind, address};
}

Result<Summary> read_backup(const std::filesystem::path& file, const crypto::StreamKey& key,
                            ContentHandler& handler)
{
    const BackupFile input(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    const auto wanted = wanted_by(input, file);
    if (!wanted)
        return wanted.refusal();
    if (wanted->kind != key.kind())
        return about(RefusalCode::backup_key_wrong, file);
    auto stream = crypto::SecretStreamReader::open(
        [&](std::span<std::uint8_t> place) { return input.read(place, file); }, key, file.string());
    // Which of the two it is, nobody can tell: without the right key even the beginning proves nothing.
    if (!stream)
        return about(RefusalCode::backup_key_wrong, file);
    Summary summary;
    summary.bytes = input.size();
    auto manifest = read_content([&](std::span<std::uint8_t> place) { return stream->read(place); },
                                 handler, file.string());
    if (!manifest)
        return manifest.refusal();
    summary.manifest = std::move(*manifest);
    return summary;
}

// Keeps the header and drops the rest, which the reader has held against the manifest.
class HeaderKeeper : public ContentHandler {
public:
    std::optional<Refusal> take_header(const Header& header) override
    {
        header_ = header;
        return {};
    }
    [[nodiscard]] const Header& header() const { return header_; }

private:
    Header header_;
};

// Stores what it is given.
class Restorer : public ContentHandler {
public:
    Restorer(database::Session& session, std::filesystem::path file,
             std::function<bool()> is_interrupted)
        : session_(session),
          file_(std::move(file)),
          is_interrupted_(std::move(is_interrupted)),
          schema_(database::read_schema(session))
    {}

    std::optional<Refusal> take_attachment(Attachment& attachment) override
    {
        attachments_.push_back(std::move(attachment));
        return {};
    }

    std::optional<Refusal> begin_table(const TableHead& head) override
    {
        const database::SchemaTable* table = schema_.find(head.name);
        if (table == nullptr || head_of(*table).columns != head.columns)
            return about(RefusalCode::backup_damaged, file_);
        // Filled when the tables were made: here stands when they were made first.
        if (head.name == k_version_table)
            session_.execute("DELETE FROM schema_version");
        head_ = head;
        columns_.assign(head_.columns.begin(), head_.columns.end());
        rows_.emplace(*table, head_.columns, [this](std::span<const database::Value> values) {
            session_.insert_values(head_.name, columns_, values);
        });
        ++tables_;
        return {};
    }

    std::optional<Refusal> take_rows(std::span<const database::Value> values) override
    {
        if (is_interrupted_ && is_interrupted_())
            throw Interrupted();
        rows_->add(values);
        return {};
    }

    std::optional<Refusal> end_table() override
    {
        if (!rows_->finish())
            return about(RefusalCode::backup_damaged, file_);
        rows_.reset();
        return {};
    }

    [[nodiscard]] bool has_all_tables() const { return tables_ == schema_.tables.size(); }
    [[nodiscard]] const std::vector<Attachment>& attachments() const { return attachments_; }

private:
    database::Session& session_;
    std::filesystem::path file_;
    std::function<bool()> is_interrupted_;
    database::Schema schema_;
    TableHead head_;
    std::vector<std::string_view> columns_;
    std::optional<RowsOfTable> rows_;
    std::size_t tables_ = 0;
    std::vector<Attachment> attachments_;
};

// Whether there is any row but those of schema_version, or a version that is newer than what is restored.
bool holds_anything(database::Session& session, std::int64_t version)
{
    const database::Schema schema = database::read_schema(session);
    if (schema.tables.empty())
        return false;
    if (schema.find(k_version_table) == nullptr)
        return true;
    const auto newest = session.find_one("SELECT max(version) AS version FROM schema_version");
    if (newest->integer_or_null("version").value_or(0) > version)
        return true;
    return std::ranges::any_of(schema.tables, [&](const database::SchemaTable& table) {
        return table.name != k_version_table &&
               session.find_one("SELECT 1 AS one FROM " + table.name + " LIMIT 1").has_value();
    });
}

void throw_when_edited(const Header& header, std::span<const database::Migration> migrations)
{
    std::vector<ConfigurationProblem> problems;
    for (std::size_t i = 0; i < header.changes.size(); ++i)
        if (header.changes[i].version != migrations[i].version ||
            header.changes[i].text != crypto::digest_of(migrations[i].text))
            problems.push_back({migrations[i].path, 0,
                                "was edited after this backup was taken\nTo fix: restore it with "
                                "the program that wrote it."});
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
}

}  // namespace

std::uint64_t Summary::rows() const
{
    std::uint64_t rows = 0;
    for (const TableDigest& table : manifest.tables)
        rows += table.rows;
    return rows;
}

Result<Summary> write_backup(database::Database& database, const std::filesystem::path& file,
                             const crypto::StreamKey& key, const Wanted& wanted)
{
    auto output = NewFile::make(file);
    if (!output)
        return output.refusal();
    auto summary = database.read(
        [&](database::Session& session) { return write_content(session, *output, key, wanted); });
    if (!summary)
        return summary;
    if (auto refusal = output->keep())
        return std::move(*refusal);
    return summary;
}

Result<KeyWanted> key_wanted(const std::filesystem::path& file)
{
    return wanted_by(BackupFile(::open(file.c_str(), O_RDONLY | O_CLOEXEC)), file);
}

Result<Summary> check_backup(const std::filesystem::path& file, const crypto::StreamKey& key)
{
    HeaderKeeper keeper;
    auto summary = read_backup(file, key, keeper);
    if (summary)
        summary->header = keeper.header();
    return summary;
}

Result<Summary> restore_backup(database::Database& database, const std::filesystem::path& file,
                               const crypto::StreamKey& key, const Restoring& restoring)
{
    // Nothing is touched before the whole file is known to be sound.
    auto summary = check_backup(file, key);
    if (!summary)
        return summary;
    const Header& header = summary->header;
    const auto version = static_cast<std::size_t>(header.schema_version());
    if (version > restoring.migrations.size())
        return Refusal{RefusalCode::database_newer,
                       {{"value", std::to_string(version)},
                        {"maximum", std::to_string(restoring.migrations.size())}},
                       file.string(),
                       ""};
    if (header.changes.size() != version)
        return about(RefusalCode::backup_damaged, file);
    throw_when_edited(header, restoring.migrations);
    if (database.read([&](database::Session& session) {
            return holds_anything(session, header.schema_version());
        }))
        return about(RefusalCode::database_not_empty, database.place());
    if (const auto made =
            database::upgrade(database, restoring.migrations.first(version), restoring.now);
        !made)
        return made.refusal();
    const auto stored = database.write_alone(
        database::Partition::installation(),
        [&](database::Session& session) -> Result<database::Done> {
            Restorer restorer(session, file, restoring.is_interrupted);
            const auto read = read_backup(file, key, restorer);
            if (!read)
                return read.refusal();
            if (!restorer.has_all_tables() || read->manifest != summary->manifest)
                return about(RefusalCode::backup_damaged, file);
            if (restoring.keep_attachments)
                if (auto refusal = restoring.keep_attachments(restorer.attachments()))
                    return std::move(*refusal);
            return database::Done{};
        });
    if (!stored)
        return stored.refusal();
    const auto found = database.read(
        [&](database::Session& session) { return digests_of(session, header.left_out); });
    if (found != summary->manifest.tables)
        throw database::StorageFault(database::FaultKind::corrupt, "digest",
                                     "restore: the database does not hold what was stored in it");
    return summary;
}

std::vector<TableDigest> digests_of(database::Session& session,
                                    std::span<const std::string> left_out)
{
    std::vector<TableDigest> digests;
    std::optional<TableDigester> digester;
    std::string text;
    for_each_table(
        session, left_out, [&](const TableHead& head) { digester.emplace(head); },
        [&](const std::vector<database::Value>& row) {
            text.clear();
            encode_row(text, row);
            digester->add(text);
        },
        [&] { digests.push_back(digester->finish()); });
    return digests;
}

}  // namespace taqwim::backup

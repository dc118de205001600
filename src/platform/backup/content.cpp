#include "platform/backup/content.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/compression/compression.h"

namespace taqwim::backup {

namespace {

constexpr std::string_view k_magic = "taqwim-backup-content";
constexpr std::int64_t k_version = 1;

// The kinds of records.
constexpr char k_header = 'H';
constexpr char k_attachment = 'A';
constexpr char k_begin_table = 'T';
constexpr char k_rows = 'R';
constexpr char k_end_table = 'E';
constexpr char k_manifest = 'M';

// The kinds of cells.
constexpr char k_null = 'n';
constexpr char k_integer = 'i';
constexpr char k_text = 't';
constexpr char k_bytes = 'b';

constexpr std::size_t k_batch_size = std::size_t{1} << 20U;
// Of one record, opened: one row that holds one large value.
constexpr std::size_t k_most_of_a_record = std::size_t{1} << 28U;
constexpr std::size_t k_most_names = 4096;

void put_number(std::string& text, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i));
}

void put_integer(std::string& text, std::int64_t value)
{
    put_number(text, static_cast<std::uint64_t>(value), 8);
}

void put_text(std::string& text, std::string_view value)
{
    if (value.size() > k_most_of_a_record)
        throw std::length_error("a value is too large for a backup");
    put_number(text, value.size(), 4);
    text += value;
}

void put_digest(std::string& text, const crypto::Digest& digest)
{
    text += crypto::text_of(digest.bytes);
}

void put_head(std::string& text, const TableHead& head)
{
    put_text(text, head.name);
    put_number(text, head.columns.size(), 4);
    for (const std::string& column : head.columns)
        put_text(text, column);
}

std::string encoded(const Manifest& manifest)
{
    std::string text;
    put_number(text, manifest.tables.size(), 4);
    for (const TableDigest& table : manifest.tables) {
        put_text(text, table.name);
        put_number(text, table.rows, 8);
        put_digest(text, table.digest);
    }
    put_number(text, manifest.attachments.size(), 4);
    for (const AttachmentDigest& attachment : manifest.attachments) {
        put_text(text, attachment.name);
        put_digest(text, attachment.digest);
    }
    return text;
}

// Thrown and caught in this file alone: what is read is not of this form.
struct Malformed {};
// What the source or the handler refused.
struct Refused {
    Refusal refusal;
};

// Reads the parts of one record's payload.
class Parts {
public:
    explicit Parts(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool is_empty() const { return rest_.empty(); }

    std::string_view take(std::size_t size)
    {
        if (rest_.size() < size)
            throw Malformed{};
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::uint64_t number(int bytes)
    {
        std::uint64_t value = 0;
        const std::string_view taken = take(static_cast<std::size_t>(bytes));
        for (int i = 0; i < bytes; ++i)
            value |= std::uint64_t{static_cast<unsigned char>(taken[static_cast<std::size_t>(i)])}
                     << (8 * i);
        return value;
    }
    std::int64_t integer() { return static_cast<std::int64_t>(number(8)); }
    std::string_view text() { return take(number(4)); }
    crypto::Digest digest()
    {
        const auto digest =
            crypto::Digest::from_bytes(crypto::bytes_of(take(crypto::Digest::k_size)));
        if (!digest)
            throw Malformed{};
        return *digest;
    }
    // How many items follow.
    std::size_t list()
    {
        const std::uint64_t count = number(4);
        if (count > k_most_names)
            throw Malformed{};
        return static_cast<std::size_t>(count);
    }
    void end() const
    {
        if (!rest_.empty())
            throw Malformed{};
    }

    [[nodiscard]] std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

database::Value decoded_cell(Parts& parts)
{
    switch (parts.take(1).front()) {
    case k_null: return {};
    case k_integer: return parts.integer();
    case k_text: return parts.text();
    case k_bytes: {
        const auto bytes = std::as_bytes(std::span(parts.text()));
        return database::Bytes(bytes.begin(), bytes.end());
    }
    default: throw Malformed{};
    }
}

class ContentReader {
public:
    ContentReader(const ContentSource& source, ContentHandler& handler)
        : source_(source), handler_(handler)
    {}

    Manifest read()
    {
        read_header();
        while (!read_record()) {}
        // Nothing stands after the manifest.
        std::array<std::uint8_t, 1> beyond{};
        if (fill(beyond) != 0)
            throw Malformed{};
        return std::move(manifest_);
    }

private:
    std::size_t fill(std::span<std::uint8_t> place)
    {
        std::size_t filled = 0;
        while (filled < place.size()) {
            const auto count = source_(place.subspan(filled));
            if (!count)
                throw Refused{count.refusal()};
            if (*count == 0)
                break;
            filled += *count;
        }
        return filled;
    }

    // The type of the next record; its payload stands in payload_.
    char next()
    {
        std::array<std::uint8_t, 5> front{};
        if (fill(front) != front.size())
            throw Malformed{};
        Parts parts(crypto::text_of(front));
        const char type = parts.take(1).front();
        const std::size_t size = parts.number(4);
        if (size > k_most_of_a_record)
            throw Malformed{};
        // Not more at a time than has come: who announces much must bring it.
        payload_.clear();
        while (payload_.size() < size) {
            const std::size_t before = payload_.size();
            const std::size_t more = std::min(size - before, k_batch_size);
            payload_.resize(before + more);
            auto* place = reinterpret_cast<std::uint8_t*>(payload_.data()) + before;
            if (fill({place, more}) != more)
                throw Malformed{};
        }
        return type;
    }

    static void accept(std::optional<Refusal> refusal)
    {
        if (refusal)
            throw Refused{std::move(*refusal)};
    }

    void read_header()
    {
        if (next() != k_header)
            throw Malformed{};
        Parts parts(payload_);
        if (parts.text() != k_magic || parts.integer() != k_version)
            throw Malformed{};
        Header header;
        header.program = parts.text();
        header.taken_at = {parts.integer()};
        for (std::size_t count = parts.list(); count > 0; --count) {
            AppliedChange change;
            change.version = parts.integer();
            change.name = parts.text();
            change.text = parts.digest();
            header.changes.push_back(std::move(change));
        }
        for (std::size_t count = parts.list(); count > 0; --count)
            header.left_out.emplace_back(parts.text());
        parts.end();
        accept(handler_.take_header(header));
    }

    // Whether it was the last.
    bool read_record()
    {
        const char type = next();
        // Rows and the end of a table stand within one, everything else outside.
        if ((type == k_rows || type == k_end_table) != table_.has_value())
            throw Malformed{};
        switch (type) {
        case k_attachment: read_attachment(); return false;
        case k_begin_table: begin_table(); return false;
        case k_rows: read_rows(); return false;
        case k_end_table: end_table(); return false;
        case k_manifest: end(); return true;
        default: throw Malformed{};
        }
    }

    void read_attachment()
    {
        Parts parts(payload_);
        Attachment attachment;
        attachment.name = parts.text();
        attachment.content = crypto::SecretBytes(crypto::bytes_of(parts.text()));
        parts.end();
        if (!names_.insert('/' + attachment.name).second)
            throw Malformed{};
        manifest_.attachments.push_back(
            {attachment.name, crypto::digest_of(attachment.content.view())});
        accept(handler_.take_attachment(attachment));
        crypto::wipe(payload_);
    }

    void begin_table()
    {
        Parts parts(payload_);
        TableHead head;
        head.name = parts.text();
        for (std::size_t count = parts.list(); count > 0; --count)
            head.columns.emplace_back(parts.text());
        parts.end();
        if (head.columns.empty() || !names_.insert(head.name).second)
            throw Malformed{};
        table_.emplace(head);
        columns_ = head.columns.size();
        accept(handler_.begin_table(head));
    }

    void read_rows()
    {
        const auto text = decompressed(payload_, k_most_of_a_record);
        if (!text || text->empty())
            throw Malformed{};
        std::vector<database::Value> values;
        Parts parts(*text);
        while (!parts.is_empty()) {
            const std::string_view row = parts.rest();
            // Only the last row may go beyond what a batch holds.
            if (text->size() - row.size() >= k_batch_size)
                throw Malformed{};
            for (std::size_t i = 0; i < columns_; ++i)
                values.push_back(decoded_cell(parts));
            table_->add(row.substr(0, row.size() - parts.rest().size()));
        }
        accept(handler_.take_rows(values));
    }

    void end_table()
    {
        Parts(payload_).end();
        manifest_.tables.push_back(table_->finish());
        table_.reset();
        accept(handler_.end_table());
    }

    void end()
    {
        if (payload_ != encoded(manifest_))
            throw Malformed{};
    }

    const ContentSource& source_;
    ContentHandler& handler_;
    std::string payload_;
    Manifest manifest_;
    std::set<std::string> names_;
    std::optional<TableDigester> table_;
    std::size_t columns_ = 0;
};

}  // namespace

TableDigester::TableDigester(const TableHead& head)
{
    digest_.name = head.name;
    std::string text = "taqwim.table.1";
    put_head(text, head);
    digester_.add(text);
}

void TableDigester::add(std::string_view row)
{
    digester_.add(row);
    ++digest_.rows;
}

TableDigest TableDigester::finish()
{
    digest_.digest = digester_.finish();
    return std::move(digest_);
}

void encode_row(std::string& text, std::span<const database::Value> row)
{
    for (const database::Value& value : row) {
        if (const std::int64_t* number = value.integer()) {
            text += k_integer;
            put_integer(text, *number);
        } else if (const std::string* letters = value.text()) {
            text += k_text;
            put_text(text, *letters);
        } else if (const database::Bytes* bytes = value.bytes()) {
            text += k_bytes;
            put_text(text, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        } else {
            text += k_null;
        }
    }
}

ContentWriter::ContentWriter(Sink sink) : sink_(std::move(sink)) {}

ContentWriter::~ContentWriter()
{
    crypto::wipe(batch_);
}

void ContentWriter::record(char type, std::string_view payload)
{
    if (payload.size() > k_most_of_a_record)
        throw std::length_error("a record is too large for a backup");
    std::string front(1, type);
    put_number(front, payload.size(), 4);
    sink_(crypto::bytes_of(front));
    sink_(crypto::bytes_of(payload));
}

void ContentWriter::header(const Header& header)
{
    std::string text;
    put_text(text, k_magic);
    put_integer(text, k_version);
    put_text(text, header.program);
    put_integer(text, header.taken_at.milliseconds);
    put_number(text, header.changes.size(), 4);
    for (const AppliedChange& change : header.changes) {
        put_integer(text, change.version);
        put_text(text, change.name);
        put_digest(text, change.text);
    }
    put_number(text, header.left_out.size(), 4);
    for (const std::string& table : header.left_out)
        put_text(text, table);
    record(k_header, text);
}

void ContentWriter::attachment(std::string_view name, crypto::ByteView content)
{
    std::string text;
    put_text(text, name);
    put_text(text, crypto::text_of(content));
    record(k_attachment, text);
    crypto::wipe(text);
    manifest_.attachments.push_back({std::string(name), crypto::digest_of(content)});
}

void ContentWriter::begin_table(const TableHead& head)
{
    std::string text;
    put_head(text, head);
    record(k_begin_table, text);
    table_.emplace(head);
}

void ContentWriter::row(std::span<const database::Value> row)
{
    row_.clear();
    encode_row(row_, row);
    table_->add(row_);
    batch_ += row_;
    if (batch_.size() >= k_batch_size)
        write_batch();
}

void ContentWriter::write_batch()
{
    if (!batch_.empty())
        record(k_rows, compressed(batch_));
    batch_.clear();
}

void ContentWriter::end_table()
{
    write_batch();
    record(k_end_table, "");
    manifest_.tables.push_back(table_->finish());
    table_.reset();
}

Manifest ContentWriter::finish()
{
    record(k_manifest, encoded(manifest_));
    return std::move(manifest_);
}

Result<Manifest> read_content(const ContentSource& source, ContentHandler& handler,
                              std::string_view file)
{
    try {
        return ContentReader(source, handler).read();
    } catch (const Malformed&) {
        return Refusal{
            RefusalCode::backup_damaged, {{"file", std::string(file)}}, std::string(file), ""};
    } catch (Refused& refused) {
        return std::move(refused.refusal);
    }
}

}  // namespace taqwim::backup

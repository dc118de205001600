// What a backup holds once it is opened: a header, the installation's own files, every table row by row, and a manifest
// that counts and digests all of it. The form does not depend on the database: README.md describes it byte by byte.
//
//   ContentWriter writer(sink);
//   writer.header(header);
//   writer.attachment("master.key", bytes);
//   writer.begin_table({"school", {"school_id", "name"}});
//   writer.row(values); … writer.end_table();
//   const Manifest manifest = writer.finish();
//
//   const Result<Manifest> read = read_content(source, handler, "school.backup");
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/refusal.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/digest.h"
#include "platform/database/value.h"

namespace taqwim::backup {

struct AppliedChange {
    std::int64_t version = 0;
    std::string name;
    crypto::Digest text;  // of what was applied

    friend bool operator==(const AppliedChange&, const AppliedChange&) = default;
};

struct Header {
    std::string program;  // the version that wrote it
    Instant taken_at;
    std::vector<AppliedChange> changes;  // of the schema, in order
    std::vector<std::string> left_out;   // tables that are not carried

    [[nodiscard]] std::int64_t schema_version() const
    {
        return changes.empty() ? 0 : changes.back().version;
    }
};

struct TableHead {
    std::string name;
    std::vector<std::string> columns;
};

// What identifies a table's content on whichever database: rows in the order of the primary key.
struct TableDigest {
    std::string name;
    std::uint64_t rows = 0;
    crypto::Digest digest;

    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

struct AttachmentDigest {
    std::string name;
    crypto::Digest digest;

    friend bool operator==(const AttachmentDigest&, const AttachmentDigest&) = default;
};

struct Manifest {
    std::vector<TableDigest> tables;
    std::vector<AttachmentDigest> attachments;

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

struct Attachment {
    std::string name;
    crypto::SecretBytes content;
};

class TableDigester {
public:
    explicit TableDigester(const TableHead& head);

    // Bytes of one row, as encode_row writes them.
    void add(std::string_view row);
    [[nodiscard]] TableDigest finish();

private:
    TableDigest digest_;
    crypto::Digester digester_;
};

// Adds one row to the text.
void encode_row(std::string& text, std::span<const database::Value> row);

class ContentWriter {
public:
    using Sink = std::function<void(crypto::ByteView)>;

    explicit ContentWriter(Sink sink);
    ~ContentWriter();
    ContentWriter(const ContentWriter&) = delete;
    ContentWriter& operator=(const ContentWriter&) = delete;

    void header(const Header& header);
    void attachment(std::string_view name, crypto::ByteView content);
    void begin_table(const TableHead& head);
    void row(std::span<const database::Value> row);
    void end_table();
    // The end; nothing is written after it.
    [[nodiscard]] Manifest finish();

private:
    void record(char type, std::string_view payload);
    void write_batch();

    Sink sink_;
    Manifest manifest_;
    std::optional<TableDigester> table_;
    std::string row_;
    std::string batch_;
};

// Is given what a content holds, in its order. A refusal ends the reading.
class ContentHandler {
public:
    ContentHandler() = default;
    virtual ~ContentHandler() = default;
    ContentHandler(const ContentHandler&) = delete;
    ContentHandler& operator=(const ContentHandler&) = delete;

    [[nodiscard]] virtual std::optional<Refusal> take_header(const Header&) { return {}; }
    [[nodiscard]] virtual std::optional<Refusal> take_attachment(Attachment&) { return {}; }
    [[nodiscard]] virtual std::optional<Refusal> begin_table(const TableHead&) { return {}; }
    // Several rows one behind the other.
    [[nodiscard]] virtual std::optional<Refusal> take_rows(std::span<const database::Value>)
    {
        return {};
    }
    [[nodiscard]] virtual std::optional<Refusal> end_table() { return {}; }
};

// Fills the buffer from the front; 0 at the end.
using ContentSource = std::function<Result<std::size_t>(std::span<std::uint8_t>)>;

// Hands everything on and holds it against the manifest at its end. Refuses with backup_damaged whatever is not of this
// form, incomplete or followed by anything, and with what the source or the handler refuses.
[[nodiscard]] Result<Manifest> read_content(const ContentSource& source, ContentHandler& handler,
                                            std::string_view file);

}  // namespace taqwim::backup

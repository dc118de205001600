#include "exchange/export/school_export.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "embedded/export.h"
#include "platform/compression/compression.h"
#include "platform/tables/csv.h"
#include "platform/tables/tab_lines.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::exchange {

namespace {

using database::Row;
using database::SchemaColumn;
using database::SchemaTable;
using database::Session;
using database::Value;

// Tables of the installation of which a school has rows, each with the columns that are exported and how its rows are
// found. Their names are literals of the program.
struct SharedTable {
    std::string_view table;
    std::vector<std::string_view> columns;
    std::string_view from;  // $1 is the school
};

const std::vector<SharedTable>& shared_tables()
{
    static const std::vector<SharedTable> tables = {
        // No password's hash: whoever has the export must not be able to try passwords.
        {"account",
         {"account_id", "name", "display_name", "disabled_at"},
         "account WHERE account_id IN (SELECT account_id FROM account_link WHERE school_id = $1)"},
        {"account_link",
         {"account_id", "school_id", "kind", "person_id"},
         "account_link WHERE school_id = $1"},
        {"directorate",
         {"directorate_id", "country", "name_ar", "name_en", "version"},
         "directorate WHERE directorate_id IN "
         "(SELECT directorate_id FROM school WHERE school_id = $1)"},
        {"signing_key",
         {"signing_key_id", "public_key", "created_at", "retired_at"},
         "signing_key WHERE signing_key_id IN "
         "(SELECT signing_key_id FROM signed_head WHERE school_id = $1)"},
    };
    return tables;
}

// Derived from other columns, and no text that anybody reads.
constexpr std::string_view k_derived_column = "sort_key";

// Longer bytes are no digests: they do not stand in a cell of a spreadsheet.
constexpr std::size_t k_longest_in_cell = 64;
constexpr std::size_t k_flush_at = std::size_t{256} * 1024;

bool is_of_school(const SchemaTable& table)
{
    return !table.primary_key.empty() && table.primary_key.front() == "school_id";
}

const TableWords* words_of(std::string_view table)
{
    const auto words = table_words();
    const auto found = std::ranges::find(words, table, &TableWords::table);
    return found == words.end() ? nullptr : &*found;
}

bool is_left_out(std::string_view table)
{
    const TableWords* words = words_of(table);
    return words != nullptr && words->is_left_out;
}

crypto::ByteView bytes_of(const database::Bytes& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

// JSON that was kept compressed, or nothing when the bytes are not that.
std::optional<std::string> kept_json(const database::Bytes& bytes)
{
    constexpr std::array<std::uint8_t, 4> k_beginning = {0x28, 0xB5, 0x2F, 0xFD};  // zstd's
    const crypto::ByteView view = bytes_of(bytes);
    if (view.size() < k_beginning.size() ||
        !std::equal(k_beginning.begin(), k_beginning.end(), view.begin()))
        return std::nullopt;
    auto text = decompressed(crypto::text_of(view));
    if (!text || (!text->starts_with('{') && !text->starts_with('[')))
        return std::nullopt;
    return text;
}

void write_json_value(JsonWriter& json, const Value& value)
{
    if (const std::int64_t* number = value.integer())
        json.text(std::to_string(*number));
    else if (const std::string* text = value.text())
        json.text(*text);
    else if (const database::Bytes* bytes = value.bytes()) {
        if (const auto kept = kept_json(*bytes))
            json.raw(*kept);
        else
            json.text(crypto::to_hex(bytes_of(*bytes)));
    } else
        json.null();
}

std::string cell_of(const Value& value)
{
    if (const std::int64_t* number = value.integer())
        return std::to_string(*number);
    if (const std::string* text = value.text())
        return *text;
    if (const database::Bytes* bytes = value.bytes())
        return bytes->size() > k_longest_in_cell ? std::string() : crypto::to_hex(bytes_of(*bytes));
    return {};
}

struct ExportedTable {
    const SchemaTable* table;
    std::vector<std::string> columns;
    std::string sql;  // $1 is the school
};

std::string select(const std::vector<std::string>& columns, std::string_view from,
                   const std::vector<std::string>& order)
{
    std::string sql;
    for (const std::string& column : columns)
        sql.append(sql.empty() ? "SELECT " : ", ").append(column);
    sql.append(" FROM ").append(from);
    for (std::size_t i = 0; i < order.size(); ++i)
        sql.append(i == 0 ? " ORDER BY " : ", ").append(order[i]);
    return sql;
}

std::vector<ExportedTable> exported_tables(const database::Schema& schema)
{
    std::vector<ExportedTable> exported;
    for (const SchemaTable& table : schema.tables) {
        if (is_left_out(table.name))
            continue;
        ExportedTable one{&table, {}, ""};
        std::string from;
        const auto shared = std::ranges::find(shared_tables(), table.name, &SharedTable::table);
        if (shared != shared_tables().end()) {
            one.columns.assign(shared->columns.begin(), shared->columns.end());
            from = shared->from;
        } else if (is_of_school(table)) {
            for (const SchemaColumn& column : table.columns)
                if (column.name != k_derived_column)
                    one.columns.push_back(column.name);
            from = table.name + " WHERE school_id = $1";
        } else {
            continue;
        }
        one.sql = select(one.columns, from, table.primary_key);
        exported.push_back(std::move(one));
    }
    return exported;
}

// "table.column" to what the migration that made it says of it behind "--".
std::map<std::string, std::string> remarks_of_columns(Session& session)
{
    std::map<std::string, std::string> remarks;
    for (const Row& row :
         session.find_all("SELECT version, applied_text FROM schema_version ORDER BY version")) {
        std::string_view text = row.text("applied_text");
        std::string table;
        while (!text.empty()) {
            std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            constexpr std::string_view k_create = "CREATE TABLE ";
            if (line.starts_with(k_create)) {
                line.remove_prefix(k_create.size());
                table = line.substr(0, line.find(' '));
                continue;
            }
            const std::size_t name_at = line.find_first_not_of(' ');
            const std::size_t remark_at = line.find("-- ");
            if (name_at == 0 || name_at == std::string_view::npos ||
                remark_at == std::string_view::npos || remark_at <= name_at)
                continue;
            const std::string name(line.substr(name_at, line.find(' ', name_at) - name_at));
            remarks.emplace(table + '.' + name, line.substr(remark_at + 3));
        }
    }
    return remarks;
}

class Exporter {
public:
    Exporter(Session& session, const ExportOrder& order, ExportSink& sink)
        : session_(session), order_(order), sink_(sink)
    {}

    SchoolExport run()
    {
        const database::Schema schema = database::read_schema(session_);
        const auto version =
            session_.find_one("SELECT max(version) AS version FROM schema_version");
        result_.schema_version = version->integer_or_null("version").value_or(0);
        const std::vector<ExportedTable> tables = exported_tables(schema);
        for (const ExportedTable& table : tables)
            write_data(table);
        for (const ExportedTable& table : tables)
            write_table(table);
        write_columns(tables);
        write_texts(tables);
        write_manifest(schema);
        write_digests();
        return std::move(result_);
    }

private:
    void begin(const std::string& name, std::string_view table = {})
    {
        file_ = {name, std::string(table), 0, 0, {}};
        pending_.clear();
        sink_.begin_file(name);
    }
    void flush()
    {
        digester_.add(pending_);
        file_.bytes += pending_.size();
        sink_.write(pending_);
        pending_.clear();
        if (order_.is_interrupted && order_.is_interrupted())
            throw ExportInterrupted();
    }
    void end()
    {
        flush();
        file_.digest = digester_.finish();
        sink_.end_file();
        result_.files.push_back(std::move(file_));
    }
    void write_whole(const std::string& name, std::string_view text)
    {
        begin(name);
        pending_ = text;
        end();
    }

    // Exact: every value of every row, NULL apart from an empty text.
    void write_data(const ExportedTable& table)
    {
        begin("data/" + table.table->name + ".jsonl", table.table->name);
        JsonWriter json;
        session_.for_each(
            table.sql,
            [&](const Row& row) {
                json.clear();
                json.begin_object();
                for (std::size_t i = 0; i < table.columns.size(); ++i) {
                    json.key(table.columns[i]);
                    write_json_value(json, row.values()[i]);
                }
                json.end_object();
                pending_.append(json.str()).append("\n");
                ++file_.rows;
                if (pending_.size() >= k_flush_at)
                    flush();
            },
            order_.school);
        end();
    }

    // For spreadsheets.
    void write_table(const ExportedTable& table)
    {
        begin("tables/" + table.table->name + ".csv", table.table->name);
        tables::CsvWriter csv(pending_, {.byte_order_mark = true});
        csv.row(table.columns);
        session_.for_each(
            table.sql,
            [&](const Row& row) {
                for (const Value& value : row.values())
                    csv.cell(cell_of(value));
                csv.end_row();
                ++file_.rows;
                if (pending_.size() >= k_flush_at)
                    flush();
            },
            order_.school);
        end();
    }

    void write_columns(const std::vector<ExportedTable>& tables)
    {
        const auto remarks = remarks_of_columns(session_);
        begin("columns.csv");
        tables::CsvWriter csv(pending_, {.byte_order_mark = true});
        csv.row(std::array<std::string, 7>{"table", "column", "type", "may_be_empty", "is_key",
                                           "points_at", "remark"});
        for (const ExportedTable& table : tables)
            for (const std::string& name : table.columns) {
                const auto column =
                    std::ranges::find(table.table->columns, name, &SchemaColumn::name);
                const auto remark = remarks.find(table.table->name + '.' + name);
                csv.row(std::array<std::string, 7>{
                    table.table->name, name, form_of(*column), column->is_not_null ? "no" : "yes",
                    std::ranges::count(table.table->primary_key, name) != 0 ? "yes" : "no",
                    pointed_at(*table.table, name),
                    remark == remarks.end() ? std::string() : remark->second});
            }
        end();
    }

    static std::string form_of(const SchemaColumn& column)
    {
        if (column.type == "BYTEA")
            return "bytes";
        if (column.type == "BIGINT")
            return column.name.ends_with("_centi") ? "hundredths" : "integer";
        if (column.name.ends_with("_at") || column.name == "at")
            return "instant";
        return column.name == "day" || column.name.ends_with("_day") ? "day" : "text";
    }

    static std::string pointed_at(const SchemaTable& table, const std::string& column)
    {
        std::string tables;
        for (const database::SchemaForeignKey& key : table.foreign_keys) {
            const auto mine = std::ranges::find(key.columns, column);
            // That a row is of the school is no news.
            if (mine == key.columns.end() || column == "school_id")
                continue;
            tables.append(tables.empty() ? "" : " ")
                .append(key.table)
                .append(".")
                .append(key.their_columns[static_cast<std::size_t>(mine - key.columns.begin())]);
        }
        return tables;
    }

    void write_texts(const std::vector<ExportedTable>& tables)
    {
        for (const EmbeddedFile& file : embedded_export()) {
            const bool is_arabic = file.path == "readme.ar.md";
            if (!is_arabic && file.path != "readme.en.md")
                continue;
            std::string text(file.text);
            for (const ExportedTable& table : tables) {
                const TableWords* words = words_of(table.table->name);
                text.append("| `").append(table.table->name).append("` | ");
                if (words != nullptr)
                    text.append(is_arabic ? words->ar : words->en);
                text.append(" |\n");
            }
            write_whole(is_arabic ? "README.ar.md" : "README.en.md", text);
        }
    }

    void write_manifest(const database::Schema& schema)
    {
        JsonWriter json(JsonWriter::Layout::indented);
        json.begin_object().key("format").text("taqwim-school-export").key("version").number(1);
        json.key("program").text(order_.program);
        json.key("schema_version").number(result_.schema_version);
        json.key("school_id").text(std::to_string(order_.school.value));
        json.key("taken_at").text(order_.at.to_text());
        json.key("files").begin_array();
        for (const ExportedFile& file : result_.files) {
            json.begin_object().key("name").text(file.name);
            if (!file.table.empty())
                json.key("table")
                    .text(file.table)
                    .key("rows")
                    .number(static_cast<std::int64_t>(file.rows));
            json.key("bytes").number(static_cast<std::int64_t>(file.bytes));
            json.key("blake2b_256").text(file.digest.to_text()).end_object();
        }
        json.end_array().key("left_out").begin_array();
        for (const SchemaTable& table : schema.tables)
            if (const TableWords* words = words_of(table.name); words && words->is_left_out) {
                json.begin_object().key("table").text(table.name);
                json.key("reason_ar").text(words->ar).key("reason_en").text(words->en).end_object();
            }
        json.end_array().end_object();
        write_whole("manifest.json", std::string(json.str()) + '\n');
    }

    // As `b2sum -c digests.b2` reads it.
    void write_digests()
    {
        std::string text;
        for (const ExportedFile& file : result_.files)
            text += file.digest.to_text() + "  " + file.name + '\n';
        write_whole("digests.b2", text);
    }

    Session& session_;
    const ExportOrder& order_;
    ExportSink& sink_;
    SchoolExport result_;
    ExportedFile file_;
    std::string pending_;
    crypto::Digester digester_;
};

}  // namespace

std::uint64_t SchoolExport::rows() const
{
    std::uint64_t all = 0;
    for (const ExportedFile& file : files)
        if (file.name.starts_with("data/"))
            all += file.rows;
    return all;
}

Result<SchoolExport> export_school(database::Session& session, const ExportOrder& order,
                                   ExportSink& sink)
{
    if (!session.find_one("SELECT school_id FROM school WHERE school_id = $1", order.school))
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "school"}, {"id", std::to_string(order.school.value)}},
                       "school_id",
                       ""};
    return Exporter(session, order, sink).run();
}

std::vector<ExportableSchool> exportable_schools(database::Session& session)
{
    std::vector<ExportableSchool> schools;
    for (const Row& row : session.find_all(
             "SELECT school_id, ministry_number, name_ar, name_en FROM school ORDER BY school_id"))
        schools.push_back({SchoolId{row.integer("school_id")}, row.text("ministry_number"),
                           row.text("name_ar"), row.text("name_en")});
    return schools;
}

std::span<const TableWords> table_words()
{
    static const std::vector<TableWords> all = [] {
        std::vector<TableWords> read;
        for (const EmbeddedFile& file : embedded_export()) {
            if (file.path != "tables.tsv")
                continue;
            for (const auto& [number, fields] : tables::tab_lines(file.text)) {
                if (fields.size() < 3)
                    continue;
                TableWords words;
                words.is_left_out = fields[0].starts_with('-');
                words.table = fields[0].substr(words.is_left_out ? 1 : 0);
                words.ar = fields[1];
                words.en = fields[2];
                read.push_back(std::move(words));
            }
        }
        return read;
    }();
    return all;
}

std::vector<std::string> problems_of_table_words(const database::Schema& schema)
{
    std::vector<std::string> problems;
    const std::vector<ExportedTable> exported = exported_tables(schema);
    for (const SchemaTable& table : schema.tables) {
        const TableWords* words = words_of(table.name);
        const bool is_exported = std::ranges::any_of(
            exported, [&](const ExportedTable& one) { return one.table == &table; });
        if (words == nullptr)
            problems.push_back(table.name + (is_exported ? ": exported, and no words say what it is"
                                                         : ": neither exported nor left out"));
        else if (!words->is_left_out && !is_exported)
            problems.push_back(table.name + ": has words and is not exported");
        else if (words->ar.empty() || words->en.empty())
            problems.push_back(table.name + ": words of one language alone");
    }
    std::set<std::string> named;
    for (const TableWords& words : table_words()) {
        if (!named.insert(words.table).second)
            problems.push_back(words.table + ": words twice");
        if (std::ranges::find(schema.tables, words.table, &SchemaTable::name) ==
            schema.tables.end())
            problems.push_back(words.table + ": words of a table that is not there");
    }
    return problems;
}

}  // namespace taqwim::exchange

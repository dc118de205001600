#include "documents/signed_content.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/base45.h"
#include "platform/compression/gzip.h"
#include "regulations/frame/json_facts.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::documents {

namespace {

constexpr std::string_view k_signed_as =
    "taqwim.document.1";  // what else a school's key signs reads otherwise
constexpr std::string_view k_qr_prefix = "TQ1:";
constexpr std::size_t k_key_id_bytes = 8;
constexpr std::size_t k_longest_content = std::size_t{16} * 1024;
constexpr JsonLimits k_content_limits{.bytes = k_longest_content, .depth = 4};

std::string signed_message(std::string_view text)
{
    std::string message(k_signed_as);
    message += '\0';
    message += text;
    return message;
}

// A text as it stands, blanks too: another text would have another signature.
std::string text_of(JsonFacts& facts, const JsonValue& object, std::string_view name)
{
    const auto value = object.find(name);
    if (!value) {
        facts.problems().add(
            {RefusalCode::field_missing, {{"field", std::string(name)}}, object.pointer(name), ""});
        return {};
    }
    return facts.is(*value, JsonKind::text) ? std::string(value->text()) : std::string();
}

std::vector<ContentLine> lines_in(JsonFacts& facts, const JsonValue& lines)
{
    std::vector<ContentLine> read;
    if (!facts.is(lines, JsonKind::array))
        return read;
    for (const JsonValue line : lines) {
        if (!facts.is(line, JsonKind::array))
            continue;
        std::vector<std::string> texts;
        for (const JsonValue text : line)
            if (facts.is(text, JsonKind::text))
                texts.emplace_back(text.text());
        if (texts.size() == 2 && line.size() == 2)
            read.push_back({std::move(texts[0]), std::move(texts[1])});
        else
            facts.problems().add({RefusalCode::value_out_of_range,
                                  {{"field", line.pointer()},
                                   {"value", std::to_string(line.size())},
                                   {"minimum", "2"},
                                   {"maximum", "2"}},
                                  line.pointer(),
                                  ""});
    }
    return read;
}

// The document of a text that a stranger may have made.
template <class Value, class Read>
Result<Value> read_object(std::string_view text, std::initializer_list<std::string_view> names,
                          const Read& read)
{
    const auto document = JsonDocument::parse(text, k_content_limits);
    if (!document)
        return document.refusal();
    ProblemList problems;
    JsonFacts facts(problems);
    const JsonValue root = document->root();
    Value value;
    if (facts.is_object(root, names))
        value = read(facts, root);
    if (!problems.all().empty())
        return problems.all().front();
    return value;
}

}  // namespace

std::string canonical_text(const DocumentContent& content)
{
    JsonWriter json;
    json.begin_object();
    json.key("v").text("1");
    json.key("serial").text(content.serial);
    json.key("kind").text(content.kind);
    json.key("title").text(content.title);
    json.key("school").text(content.school);
    json.key("student").text(content.student);
    json.key("year").text(content.school_year);
    json.key("issued_on").text(content.issued_on.to_text());
    json.key("lines").begin_array();
    for (const ContentLine& line : content.lines)
        json.begin_array().text(line.label).text(line.value).end_array();
    json.end_array();
    json.key("replaces").text(content.replaces);
    json.end_object();
    return std::string(json.str());
}

Result<DocumentContent> parse_content(std::string_view text)
{
    return read_object<DocumentContent>(
        text,
        {"v", "serial", "kind", "title", "school", "student", "year", "issued_on", "lines",
         "replaces"},
        [](JsonFacts& facts, const JsonValue& root) {
            DocumentContent content;
            if (const std::string version = text_of(facts, root, "v"); version != "1")
                facts.problems().add({RefusalCode::value_not_listed,
                                      {{"field", "v"}, {"value", version}, {"allowed", "1"}},
                                      root.pointer("v"),
                                      ""});
            content.serial = text_of(facts, root, "serial");
            content.kind = text_of(facts, root, "kind");
            content.title = text_of(facts, root, "title");
            content.school = text_of(facts, root, "school");
            content.student = text_of(facts, root, "student");
            content.school_year = text_of(facts, root, "year");
            const std::string day = text_of(facts, root, "issued_on");
            if (const auto issued_on = Day::parse(day))
                content.issued_on = *issued_on;
            else
                facts.problems().add({RefusalCode::field_wrong_type,
                                      {{"field", "issued_on"}, {"expected", "date"}},
                                      root.pointer("issued_on"),
                                      ""});
            if (const auto lines = root.find("lines"))
                content.lines = lines_in(facts, *lines);
            content.replaces = text_of(facts, root, "replaces");
            return content;
        });
}

SignedContent sign(std::string text, const crypto::SigningKey& key)
{
    const std::string message = signed_message(text);
    return {.text = std::move(text),
            .key_id = key.public_key().id(),
            .signature = key.sign(crypto::bytes_of(message))};
}

Genuineness check(const SignedContent& content, std::span<const crypto::PublicKey> keys)
{
    const auto key = std::ranges::find(keys, content.key_id, &crypto::PublicKey::id);
    if (key == keys.end())
        return Genuineness::key_unknown;
    const std::string message = signed_message(content.text);
    return key->verifies(content.signature, crypto::bytes_of(message)) ? Genuineness::genuine
                                                                       : Genuineness::changed;
}

std::string qr_text(const SignedContent& content)
{
    crypto::Bytes bytes = crypto::from_hex(content.key_id).value_or(crypto::Bytes());
    bytes.resize(k_key_id_bytes);
    bytes.insert(bytes.end(), content.signature.bytes.begin(), content.signature.bytes.end());
    const std::string packed = gzipped(content.text);
    const crypto::ByteView packed_bytes = crypto::bytes_of(packed);
    bytes.insert(bytes.end(), packed_bytes.begin(), packed_bytes.end());
    return std::string(k_qr_prefix) + to_base45(bytes);
}

std::optional<SignedContent> read_qr(std::string_view text)
{
    if (!text.starts_with(k_qr_prefix))
        return std::nullopt;
    const auto bytes = from_base45(text.substr(k_qr_prefix.size()));
    constexpr std::size_t head = k_key_id_bytes + crypto::Signature::k_size;
    if (!bytes || bytes->size() <= head)
        return std::nullopt;
    const crypto::ByteView all(*bytes);
    auto unpacked = gunzipped(crypto::text_of(all.subspan(head)), k_longest_content);
    if (!unpacked)
        return std::nullopt;
    return SignedContent{.text = std::move(*unpacked),
                         .key_id = crypto::to_hex(all.first(k_key_id_bytes)),
                         .signature = *crypto::Signature::from_bytes(
                             all.subspan(k_key_id_bytes, crypto::Signature::k_size))};
}

std::string attachment_text(const SignedContent& content)
{
    JsonWriter json;
    json.begin_object();
    json.key("content").text(content.text);
    json.key("key_id").text(content.key_id);
    json.key("signature").text(content.signature.to_text());
    json.end_object();
    return std::string(json.str());
}

Result<SignedContent> read_attachment(std::string_view text)
{
    return read_object<SignedContent>(
        text, {"content", "key_id", "signature"}, [](JsonFacts& facts, const JsonValue& root) {
            SignedContent content{.text = text_of(facts, root, "content"),
                                  .key_id = text_of(facts, root, "key_id"),
                                  .signature = {}};
            if (const auto signature = crypto::Signature::parse(text_of(facts, root, "signature")))
                content.signature = *signature;
            else
                facts.problems().add(
                    {RefusalCode::signature_wrong, {}, root.pointer("signature"), ""});
            return content;
        });
}

}  // namespace taqwim::documents

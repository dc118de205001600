// The fields of a record, listed once and used twice: as the JSON that is answered and as the digest that goes into the
// audit chain. Each record has one function `describe(Fields&, const TheRecord&)`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/instant.h"
#include "platform/crypto/digest.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::school {

class Fields {
public:
    virtual ~Fields() = default;

    virtual void id(std::string_view name, std::optional<std::int64_t> value) = 0;
    virtual void number(std::string_view name, std::int64_t value) = 0;
    virtual void text(std::string_view name, std::string_view value) = 0;
    virtual void yes_no(std::string_view name, std::optional<bool> value) = 0;
    virtual void absent(std::string_view name) = 0;
    // A day stands in both calendars: "first_day" and, beside it, "first_day_hijri".
    virtual void day(std::string_view name, std::optional<Day> value) = 0;
    // JSON that was written before, such as what another school sent.
    virtual void json(std::string_view name, std::string_view value) = 0;
    virtual void begin_list(std::string_view name, std::size_t size) = 0;
    virtual void begin_item() = 0;
    virtual void end_item() = 0;
    virtual void end_list() = 0;
    // One of a list of texts.
    virtual void item(std::string_view value) = 0;

    void optional_text(std::string_view name, const std::optional<std::string>& value)
    {
        if (value)
            text(name, *value);
        else
            absent(name);
    }
    void instant(std::string_view name, const std::optional<Instant>& value)
    {
        if (value)
            text(name, value->to_text());
        else
            absent(name);
    }
    void texts(std::string_view name, const std::vector<std::string>& values)
    {
        begin_list(name, values.size());
        for (const std::string& value : values)
            item(value);
        end_list();
    }
};

class JsonFields final : public Fields {
public:
    explicit JsonFields(JsonWriter& json) : json_(json) {}

    void id(std::string_view name, std::optional<std::int64_t> value) override;
    void number(std::string_view name, std::int64_t value) override;
    void text(std::string_view name, std::string_view value) override;
    void yes_no(std::string_view name, std::optional<bool> value) override;
    void absent(std::string_view name) override;
    void day(std::string_view name, std::optional<Day> value) override;
    void json(std::string_view name, std::string_view value) override;
    void begin_list(std::string_view name, std::size_t size) override;
    void begin_item() override;
    void end_item() override;
    void end_list() override;
    void item(std::string_view value) override;

private:
    JsonWriter& json_;
};

class DigestFields final : public Fields {
public:
    explicit DigestFields(std::string_view purpose) : digester_(purpose) {}

    void id(std::string_view name, std::optional<std::int64_t> value) override;
    void number(std::string_view name, std::int64_t value) override;
    void text(std::string_view name, std::string_view value) override;
    void yes_no(std::string_view name, std::optional<bool> value) override;
    void absent(std::string_view name) override;
    void day(std::string_view name, std::optional<Day> value) override;
    void json(std::string_view name, std::string_view value) override;
    void begin_list(std::string_view name, std::size_t size) override;
    void begin_item() override {}
    void end_item() override {}
    void end_list() override {}
    void item(std::string_view value) override;

    [[nodiscard]] crypto::Digest finish() { return digester_.finish(); }

private:
    crypto::FieldDigester digester_;
};

template <class Record>
void write_json(JsonWriter& json, const Record& record)
{
    json.begin_object();
    JsonFields fields(json);
    describe(fields, record);
    json.end_object();
}

template <class Record>
[[nodiscard]] std::string json_of(const Record& record)
{
    JsonWriter json;
    write_json(json, record);
    return std::string(json.str());
}

// kind: "student"; the digest of "taqwim.student.1".
template <class Record>
[[nodiscard]] crypto::Digest digest_of_record(std::string_view kind, const Record& record)
{
    DigestFields fields("taqwim." + std::string(kind) + ".1");
    describe(fields, record);
    return fields.finish();
}

}  // namespace taqwim::school

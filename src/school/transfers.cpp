#include "school/transfers.h"

#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "school/enrolments.h"
#include "school/exemptions.h"
#include "school/exemptions_store.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/transfers_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_format = "taqwim.transfer.1";

Refusal wrong_type(std::string field, std::string_view expected)
{
    return {RefusalCode::field_wrong_type,
            {{"field", field}, {"expected", std::string(expected)}},
            "/" + field,
            "KW-24"};
}

// Everything of the student in the year of `day`, with what the rooms add.
std::string package_of(database::Session& session, SchoolId school, std::int64_t student_id,
                       const Enrolment& enrolment, const std::vector<CarriedSection*>& sections,
                       std::string_view documents)
{
    JsonWriter json;
    json.begin_object().key("format").text(k_format);
    json.key("student");
    write_json(json, *find_student(session, school, student_id));
    json.key("enrolment");
    write_json(json, enrolment);
    json.key("exemptions").begin_array();
    for (const Exemption& exemption : exemptions_of(session, school, student_id))
        if (exemption.year_id == enrolment.year_id)
            write_json(json, exemption);
    json.end_array();
    json.key("sections").begin_object();
    for (CarriedSection* section : sections)
        json.key(section->name())
            .raw(section->collect(session, school, student_id, enrolment.year_id));
    json.end_object();
    json.key("documents").raw(documents);
    json.end_object();
    return std::string(json.str());
}

}  // namespace

void describe(Fields& fields, const Transfer& transfer)
{
    fields.id("transfer_id", transfer.id);
    fields.id("student_id", transfer.student_id);
    fields.text("direction", transfer.direction);
    fields.text("other_school", transfer.other_school);
    fields.day("day", transfer.day);
    fields.text("decision", transfer.decision);
    fields.json("carried", transfer.carried);
}

std::optional<Refusal> refuses_package(std::string_view json)
{
    const auto document = JsonDocument::parse(json);
    if (!document)
        return document.refusal();
    const JsonValue root = document->root();
    if (!root.is(JsonKind::object))
        return wrong_type("carried", "object");
    const auto format = root.find("format");
    if (!format || format->text() != k_format)
        return value_not_listed("carried/format", format ? format->text() : "",
                                std::string(k_format));
    const auto sections = root.find("sections");
    if (!sections || !sections->is(JsonKind::object))
        return wrong_type("carried/sections", "object");
    return std::nullopt;
}

Result<Answer> Transfers::receive(SchoolId school, const Act& act, Transfer transfer)
{
    if (auto refusal = refuses_package(transfer.carried))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_student(session, school, transfer.student_id))
            return *refusal;
        for (const Transfer& other : transfers_of(session, school, transfer.student_id))
            if (other.direction == "in" && other.day == transfer.day)
                return existing_record("transfer", transfer.day.to_text(), "/day");
        if (const auto year = year_on(session, school, transfer.day); year && year->sealed_at)
            return Refusal{RefusalCode::year_sealed, {{"school_year", year->name}}, "/day", ""};
        Transfer added = transfer;
        added.id = changes.new_id();
        added.direction = "in";
        insert_transfer(session, school, added);
        return keep(changes, 201, "transfer", "receive", added.id, added);
    });
}

Result<Answer> Transfers::release(SchoolId school, const Act& act, Transfer transfer,
                                  std::string documents)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_student(session, school, transfer.student_id))
            return *refusal;
        const auto ended =
            end_within(changes, school, transfer.student_id, transfer.day - 1, "transferred");
        if (!ended)
            return ended.refusal();
        Transfer added = transfer;
        added.id = changes.new_id();
        added.direction = "out";
        added.carried = package_of(session, school, added.student_id, *ended, sections_, documents);
        insert_transfer(session, school, added);
        return keep(changes, 201, "transfer", "release", added.id, added);
    });
}

Result<std::string> Transfers::package(SchoolId school, std::int64_t student_id, Day today)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (const auto refusal = refuses_student(session, school, student_id))
            return *refusal;
        const auto enrolment = enrolment_on(session, school, student_id, today);
        if (!enrolment)
            return Refusal{RefusalCode::not_enrolled, {{"day", today.to_text()}}, "", "KW-24"};
        return package_of(session, school, student_id, *enrolment, sections_, "[]");
    });
}

Result<std::string> Transfers::transfers(SchoolId school, std::int64_t student_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!find_student(session, school, student_id))
            return unknown_record("student", student_id);
        return list_json(transfers_of(session, school, student_id));
    });
}

}  // namespace taqwim::school

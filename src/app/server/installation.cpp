#include "app/server/installation.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "access/access_routes.h"
#include "access/key_files.h"
#include "app/server/api_description.h"
#include "attendance/attendance_routes.h"
#include "attendance/documents/attendance_papers.h"
#include "committees/committees_routes.h"
#include "core/refusal_codes.h"
#include "documents/amendment_letter/amendment_letter.h"
#include "documents/attestation_register/attestation_register.h"
#include "documents/delivery_sheet/delivery_sheet.h"
#include "documents/request_form/request_form.h"
#include "documents/templates/template_routes.h"
#include "embedded/access.h"
#include "embedded/attendance.h"
#include "embedded/committees.h"
#include "embedded/documents.h"
#include "embedded/exchange.h"
#include "embedded/marks.h"
#include "embedded/policy.h"
#include "embedded/results.h"
#include "embedded/school.h"
#include "exchange/exchange_routes.h"
#include "exchange/export/export_routes.h"
#include "marks/marks_routes.h"
#include "policy/policy_routes.h"
#include "results/documents/result_papers.h"
#include "results/evaluation_routes.h"
#include "results/honour_routes.h"
#include "results/later_facts.h"
#include "results/promotion_routes.h"
#include "results/results_routes.h"
#include "results/sheet_points.h"
#include "results/sheet_totals_routes.h"
#include "results/statistics_routes.h"

namespace taqwim::app {

namespace {

// The folder of the keys, made when it is not there.
Result<std::filesystem::path> key_folder(const Settings& settings)
{
    const auto named = key_folder_of(settings);
    if (!named)
        return named;
    const std::filesystem::path& folder = *named;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error)
        return Refusal{
            RefusalCode::file_not_writable, {{"file", folder.string()}}, folder.string(), ""};
    return folder;
}

access::AccessSettings access_settings(const Settings& settings)
{
    access::AccessSettings wanted;
    wanted.password_cost.memory_bytes =
        static_cast<std::size_t>(settings.number("password.memory_mebibytes")) * 1024 * 1024;
    wanted.password_cost.passes = static_cast<unsigned>(settings.number("password.passes"));
    wanted.asks_second_factor = settings.yes("session.second_factor");
    wanted.idle_seconds = settings.number("session.idle_minutes") * 60;
    wanted.absolute_seconds = settings.number("session.hours") * 60 * 60;
    return wanted;
}

results::ShownSettings shown_settings(const Settings& settings)
{
    results::ShownSettings wanted;
    wanted.most_bytes =
        static_cast<std::size_t>(settings.number("results.memory_mebibytes")) * 1024 * 1024;
    return wanted;
}

}  // namespace

Result<std::filesystem::path> key_folder_of(const Settings& settings)
{
    std::filesystem::path folder = settings.text("installation.key_folder");
    const std::string& url = settings.text("database.url");
    if (folder.empty() && url.find("://") == std::string::npos)
        folder = (url.starts_with("sqlite:") ? url.substr(7) : url) + ".keys";
    if (folder.empty())
        return Refusal{
            RefusalCode::setting_invalid,
            {{"setting", "installation.key_folder"}, {"value", ""}, {"expected", "FOLDER"}},
            "installation.key_folder",
            ""};
    return folder;
}

std::vector<database::Migration> all_migrations()
{
    std::vector<EmbeddedFile> files;
    for (const auto room : {embedded_school(), embedded_access(), embedded_marks(),
                            embedded_attendance(), embedded_committees(), embedded_results(),
                            embedded_exchange(), embedded_policy(), embedded_documents()})
        files.insert(files.end(), room.begin(), room.end());
    return database::read_migrations(files);
}

Result<std::unique_ptr<database::Database>> open_database(const Settings& settings,
                                                          database::OpenAs open_as)
{
    database::DatabaseSettings wanted;
    wanted.url = settings.text("database.url");
    wanted.open_as = open_as;
    wanted.readers = static_cast<int>(settings.number("database.readers"));
    wanted.writers = static_cast<int>(settings.number("database.writers"));
    return database::Database::open(wanted);
}

Result<std::unique_ptr<Installation>> Installation::open(const Settings& settings,
                                                         const RuleSetList& rule_sets,
                                                         const Clock& clock)
{
    const std::string& address = settings.text("server.address");
    if (!settings.yes("session.second_factor") && address != "127.0.0.1" && address != "::1")
        return Refusal{
            RefusalCode::setting_invalid,
            {{"setting", "session.second_factor"}, {"value", "false"}, {"expected", "true"}},
            "session.second_factor",
            ""};
    auto database = open_database(settings, database::OpenAs::owner);
    if (!database)
        return database.refusal();
    const auto upgraded = database::upgrade(**database, all_migrations(), clock.now());
    if (!upgraded)
        return upgraded.refusal();
    const auto folder = key_folder(settings);
    if (!folder)
        return folder.refusal();
    auto random = std::make_unique<crypto::SystemRandom>();
    auto master = access::master_key_in((*folder / "master.key").string(), *random);
    if (!master)
        return master.refusal();
    auto signing = access::signing_key_in((*folder / "signing.key").string(), *random);
    if (!signing)
        return signing.refusal();
    std::unique_ptr<Installation> installation(
        new Installation({.database = std::move(*database),
                          .upgraded = *upgraded,
                          .random = std::move(random),
                          .keys = {.master = std::move(*master), .signing = std::move(*signing)},
                          .access_settings = access_settings(settings),
                          .shown = shown_settings(settings),
                          .node = static_cast<int>(settings.number("installation.node"))},
                         rule_sets, clock));
    const school::Act act{.role = "program", .at = clock.now(), .today = clock.now().day(0)};
    const auto published =
        access::publish_key(installation->record_, act, installation->keys_.signing);
    if (!published)
        return published.refusal();
    installation->imports_.forget_expired(act);
    return installation;
}

Installation::Installation(Parts parts, const RuleSetList& rule_sets, const Clock& clock)
    : database_(std::move(parts.database)),
      upgraded_(parts.upgraded),
      random_(std::move(parts.random)),
      keys_(std::move(parts.keys)),
      access_settings_(parts.access_settings),
      ids_(parts.node),
      record_(*database_, ids_, clock),
      in_force_(rule_sets),
      access_(record_, ids_, *random_, keys_.master, keys_.signing, access_settings_),
      carried_attendance_(in_force_.rule_sets()),
      school_(record_,
              {&attendance_of_merged_, &marks_of_merged_, &cases_of_merged_, &results_of_merged_},
              {&carried_attendance_, &carried_marks_}),
      by_regulation_(record_, in_force_.rule_sets()),
      bell_times_(record_),
      temporary_studies_(record_),
      rolls_(record_),
      excuses_(record_, in_force_.rule_sets()),
      notices_(record_, in_force_.rule_sets()),
      conduct_(record_, in_force_.rule_sets()),
      schemes_(in_force_.rule_sets()),
      marks_(record_, &schemes_),
      student_cards_(record_, in_force_.rule_sets()),
      committees_(record_, in_force_.rule_sets()),
      facts_({results::attendance_facts, results::committee_facts}, &clock),
      publications_(facts_, in_force_.rule_sets(), {results::open_sheets}),
      shown_results_(record_, publications_, parts.shown),
      promotions_(in_force_.rule_sets()),
      honours_(record_, in_force_.rule_sets()),
      catalogue_(in_force_.rule_sets()),
      proposals_(record_, in_force_),
      trial_(record_, in_force_),
      imports_(record_),
      document_keys_(record_, *random_, access_settings_.password_cost),
      documents_(record_, document_keys_),
      paper_desk_(record_, paper_kinds_, documents_, documents::look_in_force),
      print_jobs_(paper_desk_, clock),
      document_requests_(record_, paper_desk_, in_force_.rule_sets()),
      amendments_(record_, in_force_.rule_sets()),
      name_admissions_(record_, in_force_.rule_sets()),
      attestations_(record_, paper_kinds_, in_force_.rule_sets()),
      templates_(record_, paper_kinds_)
{
    documents::add_delivery_sheet(paper_kinds_);
    documents::add_attestation_register(paper_kinds_);
    documents::add_request_forms(paper_kinds_);
    documents::add_amendment_letter(paper_kinds_);
    attendance::add_attendance_papers(paper_kinds_, in_force_.rule_sets());
    results::add_result_papers(paper_kinds_, publications_, in_force_.rule_sets());
    record_.read([this](database::Session& session) { in_force_.take(session); });
}

std::vector<school::Route> Installation::routes()
{
    // The words of refusals are told to the marks, later than the routes are made.
    const auto write_refusal = [this](const Refusal& refusal, JsonWriter& json) {
        marks_.refusal_writer()(refusal, json);
    };
    std::vector<school::Route> all;
    for (auto& room :
         {access::access_routes(access_),
          school::school_routes(school_),
          school::by_regulation_routes(by_regulation_, record_),
          school::bell_times_routes(bell_times_),
          school::temporary_study_routes(temporary_studies_),
          attendance::attendance_routes(rolls_, excuses_, notices_, conduct_),
          marks::marks_routes(marks_),
          marks::student_cards_routes(student_cards_),
          marks::report_notes_routes(student_cards_),
          committees::committees_routes(committees_),
          results::results_routes({record_, publications_, shown_results_, keys_.signing}),
          results::promotion_routes(record_, promotions_),
          results::honour_routes(honours_),
          results::evaluation_routes(record_, facts_, in_force_.rule_sets()),
          std::vector{results::sheet_totals_route(record_, marks_, facts_, in_force_.rule_sets())},
          results::statistics_routes(record_, in_force_.rule_sets()),
          policy::policy_routes({catalogue_, proposals_, trial_}),
          documents::document_routes({record_, paper_desk_, document_keys_, print_jobs_,
                                      document_requests_, amendments_, name_admissions_,
                                      attestations_, write_refusal}),
          documents::template_routes(templates_),
          exchange::exchange_routes(imports_),
          exchange::export_routes(record_, TAQWIM_VERSION)})
        all.insert(all.end(), room.begin(), room.end());
    all.push_back(api_description_route());
    hold_queries(all);
    return all;
}

void Installation::add_routes(http::Router& router)
{
    access_.guard.add_routes(router, routes());
    shown_results_.start();
    // What another server of the same database approves is in force here a moment later.
    in_force_.follow(*database_, std::chrono::seconds(2));
}

}  // namespace taqwim::app

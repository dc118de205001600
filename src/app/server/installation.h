// The open record of an installation: its database brought up to date, its keys, and the services of all rooms over it.
//
//   Result<std::unique_ptr<Installation>> opened = Installation::open(settings, rule_sets, clock);
//   (*opened)->add_routes(router);
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "access/access_services.h"
#include "app/server/settings.h"
#include "attendance/conduct.h"
#include "attendance/excuses.h"
#include "attendance/notices.h"
#include "attendance/roll.h"
#include "attendance/year_json.h"
#include "committees/committees.h"
#include "committees/merged_cases.h"
#include "core/clock.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "documents/document_routes.h"
#include "documents/paper_desk.h"
#include "documents/paper_kinds.h"
#include "documents/register.h"
#include "documents/signing_keys.h"
#include "documents/templates/templates.h"
#include "exchange/imports.h"
#include "marks/marks.h"
#include "marks/marks_merge.h"
#include "marks/schemes.h"
#include "marks/student_cards.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sealed.h"
#include "platform/crypto/signature.h"
#include "platform/database/database.h"
#include "platform/database/migrations.h"
#include "platform/http/route.h"
#include "policy/catalogue.h"
#include "policy/parameters_in_force.h"
#include "policy/proposals.h"
#include "policy/trial.h"
#include "regulations/frame/rule_set.h"
#include "results/honours.h"
#include "results/merged_results.h"
#include "results/promotion.h"
#include "results/publications.h"
#include "results/record_facts.h"
#include "results/shown_results.h"
#include "school/bell_times.h"
#include "school/by_regulation.h"
#include "school/record.h"
#include "school/route.h"
#include "school/school_routes.h"
#include "school/temporary_study.h"

namespace taqwim::app {

using RuleSetList = std::vector<std::unique_ptr<RuleSet>>;

// All migrations of the program, in order. Throws ConfigurationFault when they are not one numbering.
[[nodiscard]] std::vector<database::Migration> all_migrations();

class Installation {
public:
    // Opens and upgrades the database that the settings name, and reads the installation's keys or makes them. Refuses
    // with what Database::open, upgrade and the key files refuse. The rule sets and the clock outlive it.
    [[nodiscard]] static Result<std::unique_ptr<Installation>> open(const Settings& settings,
                                                                    const RuleSetList& rule_sets,
                                                                    const Clock& clock);

    // The routes of every room, without their guard: for the description of the API and the test of permissions.
    [[nodiscard]] std::vector<school::Route> routes();
    // The same behind the guard; from here on published results are made ready in memory.
    void add_routes(http::Router& router);

    [[nodiscard]] school::Record& record() { return record_; }
    [[nodiscard]] database::Database& database() { return *database_; }
    [[nodiscard]] access::AccessServices& access() { return access_; }
    [[nodiscard]] school::SchoolServices& school() { return school_; }
    [[nodiscard]] attendance::Rolls& rolls() { return rolls_; }
    [[nodiscard]] attendance::Excuses& excuses() { return excuses_; }
    [[nodiscard]] attendance::Notices& notices() { return notices_; }
    [[nodiscard]] marks::Marks& marks() { return marks_; }
    [[nodiscard]] marks::StudentCards& student_cards() { return student_cards_; }
    // Refusals of single rows are told with this from now on; before anything is answered.
    void tell_refusals_with(const marks::RefusalWriter& write_refusal)
    {
        marks_.tell_refusals_with(write_refusal);
        student_cards_.tell_refusals_with(write_refusal);
    }
    [[nodiscard]] committees::Committees& committees() { return committees_; }
    [[nodiscard]] results::Publications& publications() { return publications_; }
    [[nodiscard]] results::ShownResults& shown_results() { return shown_results_; }
    [[nodiscard]] results::HonourRegister& honours() { return honours_; }
    [[nodiscard]] exchange::Imports& imports() { return imports_; }
    [[nodiscard]] documents::SigningKeys& document_keys() { return document_keys_; }
    [[nodiscard]] documents::PaperDesk& papers() { return paper_desk_; }
    // From which version to which the database was brought; equal when there was nothing to do.
    [[nodiscard]] database::Upgrade upgraded() const { return upgraded_; }

private:
    struct Keys {
        crypto::MasterKey master;
        crypto::SigningKey signing;
    };
    struct Parts {
        std::unique_ptr<database::Database> database;
        database::Upgrade upgraded;
        std::unique_ptr<crypto::RandomSource> random;
        Keys keys;
        access::AccessSettings access_settings;
        results::ShownSettings shown;
        int node;
    };
    Installation(Parts parts, const RuleSetList& rule_sets, const Clock& clock);

    std::unique_ptr<database::Database> database_;
    database::Upgrade upgraded_;
    std::unique_ptr<crypto::RandomSource> random_;
    Keys keys_;
    access::AccessSettings access_settings_;
    IdSource ids_;
    school::Record record_;
    // The rule sets that all rooms are given.
    policy::ParametersInForce in_force_;
    access::AccessServices access_;
    attendance::AttendanceOfMerged attendance_of_merged_;
    marks::MarksMerge marks_of_merged_;
    committees::CasesOfMerged cases_of_merged_;
    results::ResultsOfMerged results_of_merged_;
    attendance::CarriedAttendance carried_attendance_;
    marks::CarriedMarks carried_marks_;
    school::SchoolServices school_;
    school::ByRegulation by_regulation_;
    school::BellTimes bell_times_;
    school::TemporaryStudies temporary_studies_;
    attendance::Rolls rolls_;
    attendance::Excuses excuses_;
    attendance::Notices notices_;
    attendance::Conduct conduct_;
    marks::Schemes schemes_;
    marks::Marks marks_;
    marks::StudentCards student_cards_;
    committees::Committees committees_;
    results::RecordFacts facts_;
    results::Publications publications_;
    results::ShownResults shown_results_;
    results::Promotions promotions_;
    results::HonourRegister honours_;
    policy::Catalogue catalogue_;
    policy::Proposals proposals_;
    policy::Trial trial_;
    exchange::Imports imports_;
    documents::PaperKinds paper_kinds_;
    documents::SigningKeys document_keys_;
    documents::Register documents_;
    documents::PaperDesk paper_desk_;
    documents::PrintJobs print_jobs_;
    documents::DocumentRequests document_requests_;
    documents::Amendments amendments_;
    documents::NameAdmissions name_admissions_;
    documents::Attestations attestations_;
    documents::Templates templates_;
};

// The folder of the installation's keys: the one that the settings name, else one beside the database's file. It need
// not be there. Refuses with setting_invalid when neither is known.
[[nodiscard]] Result<std::filesystem::path> key_folder_of(const Settings& settings);

// The database that the settings name, as it is.
[[nodiscard]] Result<std::unique_ptr<database::Database>> open_database(const Settings& settings,
                                                                        database::OpenAs open_as);

}  // namespace taqwim::app

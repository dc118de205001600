#include "access/roles.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/configuration_fault.h"
#include "embedded/access.h"

using namespace taqwim;
using namespace taqwim::access;
using school::Permission;

namespace {

// "school", or "no" when the role may not.
std::string reach(std::string_view role, Permission permission)
{
    const Role* found = RoleBook::built_in().find(role);
    REQUIRE(found != nullptr);
    const auto wide = found->reach_of(permission);
    return wide ? std::string(to_text(*wide)) : "no";
}

std::string fault_of(const std::string& roles)
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_access())
        if (file.path != "roles.toml")
            files.push_back(file);
    files.push_back({"roles.toml", roles});
    try {
        static_cast<void>(RoleBook::read(files));
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

// Worked by hand from the tables of roles: part 3 of the Kuwaiti catalogue, SR 18, PG 13.3 and PG Annex C.
TEST_CASE("SR-3.7: who may see and do what, line by line")
{
    // The subject teacher: own subject in own classes; the roll of his periods; no papers of the office.
    CHECK_EQ(reach("teacher", Permission::mark_record), "class_subject");
    CHECK_EQ(reach("teacher", Permission::mark_read), "class_subject");
    CHECK_EQ(reach("teacher", Permission::student_read), "class");
    CHECK_EQ(reach("teacher", Permission::attendance_record), "class");
    CHECK_EQ(reach("teacher", Permission::mark_review), "no");
    CHECK_EQ(reach("teacher", Permission::result_publish), "no");
    CHECK_EQ(reach("teacher", Permission::excuse_decide), "no");

    // The class head: all subjects of his class, to read.
    CHECK_EQ(reach("class_head", Permission::mark_read), "class");
    CHECK_EQ(reach("class_head", Permission::mark_record), "no");
    // PG-1.51: the remarks of the cards are the class head's, and nobody else's.
    CHECK_EQ(reach("class_head", Permission::card_write), "class");
    CHECK_EQ(reach("teacher", Permission::card_write), "no");
    // PG-16.F.8, PG-17.D.26: notices of results are the class head's to sign and deliver; letters of attendance are others'
    // too, and so give no list of results.
    CHECK_EQ(reach("class_head", Permission::result_notice), "class");
    CHECK_EQ(reach("head_teacher", Permission::result_notice), "school");
    CHECK_EQ(reach("deputy", Permission::result_notice), "school");
    for (const char* role : {"registrar", "counsellor"}) {
        CHECK_EQ(reach(role, Permission::notice_issue), "school");
        CHECK_EQ(reach(role, Permission::result_notice), "no");
    }
    for (const char* role : {"teacher", "control_head", "directorate_auditor", "guardian"})
        CHECK_EQ(reach(role, Permission::result_notice), "no");

    // The head of department: all classes of the subject; never his own papers, which marks holds.
    CHECK_EQ(reach("head_of_department", Permission::mark_review), "subject");
    CHECK_EQ(reach("head_of_department", Permission::mark_record), "no");

    // PG Annex C: everything of the school, and no change of a mark.
    CHECK_EQ(reach("head_teacher", Permission::result_publish), "school");
    CHECK_EQ(reach("head_teacher", Permission::correction_decide), "school");
    CHECK_EQ(reach("head_teacher", Permission::appointment_manage), "school");
    for (const Permission permission :
         {Permission::mark_record, Permission::mark_sign, Permission::mark_correct})
        CHECK_EQ(reach("head_teacher", permission), "no");

    // PG Annex C: the deputy does not act for the head without an appointment that says so.
    CHECK_EQ(reach("deputy", Permission::result_publish), "no");
    CHECK_EQ(reach("deputy", Permission::appointment_manage), "no");

    // The school's office sees results, not marks.
    CHECK_EQ(reach("registrar", Permission::mark_read), "no");
    CHECK_EQ(reach("registrar", Permission::result_read), "school");

    // PG Annex C: the clerk keys marks and does not review; the control committee reviews and its head enters nothing.
    CHECK_EQ(reach("recorder", Permission::mark_record), "class_subject");
    CHECK_EQ(reach("recorder", Permission::mark_review), "no");
    CHECK_EQ(reach("control_head", Permission::mark_record), "no");
    CHECK_EQ(reach("control_member", Permission::mark_review), "school");

    // The counsellor: cases of the school, no marks.
    CHECK_EQ(reach("counsellor", Permission::case_open), "school");
    CHECK_EQ(reach("counsellor", Permission::mark_read), "no");
    CHECK_EQ(reach("counsellor", Permission::case_decide), "no");
    CHECK_EQ(reach("counsellor", Permission::conduct_record), "no");
    CHECK_EQ(reach("counsellor", Permission::attendance_record), "school");

    // SR-5.3: who belongs to a committee records its decision, the head and the secretary too.
    for (const char* role :
         {"head_teacher", "committee_chair", "committee_member", "committee_secretary"})
        CHECK_EQ(reach(role, Permission::case_decide), "school");
    CHECK_EQ(reach("deputy", Permission::case_decide), "no");

    // KW-P5-B.2: the teacher of a development group takes its rolls and enters no marks.
    CHECK_EQ(reach("supporting_teacher", Permission::attendance_record), "class");
    CHECK_EQ(reach("supporting_teacher", Permission::mark_record), "no");

    // The move to the next year is the head's alone.
    CHECK_EQ(reach("registrar", Permission::promotion_run), "no");
    CHECK_EQ(reach("head_teacher", Permission::promotion_run), "school");

    // SR 18: the directorate sees aggregates and cases, its auditor reads everything; nobody there edits marks.
    CHECK_EQ(reach("directorate_officer", Permission::mark_read), "no");
    CHECK_EQ(reach("directorate_director", Permission::case_decide), "directorate");
    CHECK_EQ(reach("directorate_auditor", Permission::mark_read), "directorate");
    CHECK(RoleBook::built_in().find("directorate_auditor")->every_look_is_logged);

    // PG 13.3: the ministry sees aggregates.
    for (const char* role : {"ministry_admin", "ministry_policy_author"}) {
        CHECK_EQ(reach(role, Permission::statistics_read), "installation");
        CHECK_EQ(reach(role, Permission::student_read), "no");
        CHECK_EQ(reach(role, Permission::result_read), "no");
    }
    CHECK_EQ(reach("installation_administrator", Permission::student_read), "no");
    CHECK_EQ(reach("installation_administrator", Permission::account_manage), "installation");

    // The guardian: own child, marks as published results; the student: himself.
    CHECK_EQ(reach("guardian", Permission::result_read), "own_child");
    CHECK_EQ(reach("guardian", Permission::mark_read), "no");
    CHECK_EQ(reach("guardian", Permission::result_preview), "no");
    CHECK_EQ(reach("student", Permission::result_read), "self");
    CHECK_EQ(reach("student", Permission::excuse_submit), "no");
}

TEST_CASE("SR 18: no role both enters and approves the same mark")
{
    for (const auto& [name, role] : RoleBook::built_in().all()) {
        CAPTURE(name);
        const bool enters = role.reach_of(Permission::mark_record).has_value();
        CHECK_FALSE((enters && (role.reach_of(Permission::mark_review) ||
                                role.reach_of(Permission::correction_decide) ||
                                role.reach_of(Permission::result_publish))));
    }
}

TEST_CASE("KW-20.4: the head of the school alone judges excuses")
{
    for (const auto& [name, role] : RoleBook::built_in().all())
        CHECK_EQ(role.reach_of(Permission::excuse_decide).has_value(), name == "head_teacher");
}

TEST_CASE("An auditor reads and writes nothing")
{
    const Role& auditor = *RoleBook::built_in().find("directorate_auditor");
    for (const Permission permission : school::k_permissions)
        if (auditor.reach_of(permission))
            CHECK_MESSAGE((to_text(permission).ends_with("_read") ||
                           permission == Permission::result_preview),
                          to_text(permission));
}

TEST_CASE(
    "The heads of a school and of the installation must have a second factor, teachers need not")
{
    std::set<std::string> needing;
    for (const auto& [name, role] : RoleBook::built_in().all())
        if (role.needs_second_factor)
            needing.insert(name);
    for (const char* role : {"head_teacher", "registrar", "installation_administrator"})
        CHECK(needing.contains(role));
    for (const char* role : {"teacher", "guardian", "student"})
        CHECK_FALSE(needing.contains(role));
}

TEST_CASE("A wrong roles.toml stops the program and names everything that is wrong")
{
    const std::string fault = fault_of("[teacher]\n"
                                       "kind = \"pupil\"\n"
                                       "looks = \"unlogged\"\n"
                                       "colour = \"red\"\n"
                                       "[teacher.may]\n"
                                       "school = [\"mark_read\", \"own_account\", \"mark_erase\"]\n"
                                       "class = [\"mark_read\"]\n"
                                       "installation = [\"backup_run\"]\n");
    for (const char* part : {"pupil", "unlogged", "colour", "\"own_account\"", "mark_erase",
                             "\"mark_read\" twice", "cannot reach \"installation\""})
        CHECK_MESSAGE(fault.find(part) != std::string::npos, part);
    CHECK(fault.find("roles.toml:2") != std::string::npos);
}

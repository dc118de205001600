#include "app/server/demo.h"

#include <algorithm>
#include <map>
#include <random>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "embedded/server.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

using school::Act;
using school::Answer;

constexpr std::string_view k_password = "green lantern of the demo";
constexpr int k_students_of_class = 12;
constexpr std::uint32_t k_seed = 1448;

// The demo is ours: what a room refuses here is a fault of the program.
Answer accepted(const Result<Answer>& answer)
{
    if (!answer)
        throw std::logic_error("the demo was refused: " + to_code_text(answer.refusal().code) +
                               " at " + answer.refusal().field);
    return *answer;
}

std::int64_t id_in(const Result<Answer>& answer, std::string_view name)
{
    const auto document = JsonDocument::parse(accepted(answer).body);
    const auto member = document ? document->root().find(name) : std::nullopt;
    const auto id = member ? parse_id(member->text()) : std::nullopt;
    if (!id)
        throw std::logic_error("the demo found no " + std::string(name));
    return *id;
}

// demo_words.tsv: a key and its words, a line each.
class DemoWords {
public:
    DemoWords()
    {
        for (const EmbeddedFile& file : embedded_server())
            if (file.path == "demo_words.tsv")
                read(file.text);
    }
    [[nodiscard]] const std::vector<std::string>& of(const std::string& key) const
    {
        return words_.at(key);
    }

private:
    void read(std::string_view text)
    {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::vector<std::string> cells;
            for (std::string_view line = text.substr(0, end); !line.empty();) {
                const std::size_t tab = std::min(line.find('\t'), line.size());
                cells.emplace_back(line.substr(0, tab));
                line.remove_prefix(std::min(tab + 1, line.size()));
            }
            if (!cells.empty())
                words_[cells.front()] = {cells.begin() + 1, cells.end()};
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }
    std::map<std::string, std::vector<std::string>> words_;
};

struct DemoSchool {
    std::string country;
    std::string regulation;
    std::int64_t grade;
    std::string year;
    std::string first_day;
    std::string holiday_start;
    std::string holiday_end;
    std::string last_day;
    std::vector<std::string> subjects;
    bool is_over;
    std::string entry_day;  // on which the demo's people work
};

class DemoMaker {
public:
    DemoMaker(Installation& installation, Instant now)
        : installation_(installation), now_(now), random_(k_seed)
    {}

    Demo make()
    {
        demo_.password = k_password;
        make_administrator();
        make_school({.country = "KW",
                     .regulation = "kw_primary_2016",
                     .grade = 4,
                     .year = "2026-2027",
                     .first_day = "2026-09-13",
                     .holiday_start = "2027-01-24",
                     .holiday_end = "2027-02-06",
                     .last_day = "2027-06-10",
                     .subjects = {"quran", "islamic", "arabic", "english", "maths", "science"},
                     .is_over = false,
                     .entry_day = "2026-11-16"});
        make_school({.country = "SA",
                     .regulation = "sa_1426",
                     .grade = 8,
                     .year = "1446",
                     .first_day = "2024-08-18",
                     .holiday_start = "2025-01-05",
                     .holiday_end = "2025-01-11",
                     .last_day = "2025-06-26",
                     .subjects = {"QRN", "TWH", "GRM", "LIT", "MTH", "SCI", "ENG", "HIS"},
                     .is_over = true,
                     .entry_day = "2025-06-22"});
        return std::move(demo_);
    }

private:
    static Day day(const std::string& text) { return Day::parse(text).value(); }

    // The act of somebody of the school on the day on which the demo's people work.
    [[nodiscard]] Act act(std::string role, std::int64_t account = 0, std::int64_t person = 0) const
    {
        Act one;
        one.account_id = account;
        one.role = std::move(role);
        one.person_id = person;
        one.at = working_day_ ? *Instant::parse(working_day_->to_text() + "T06:00:00Z") : now_;
        one.today = working_day_.value_or(now_.day(180));
        return one;
    }

    [[nodiscard]] std::uint32_t draw() { return static_cast<std::uint32_t>(random_()); }

    const std::string& pick(const std::vector<std::string>& words)
    {
        return words[draw() % words.size()];
    }

    std::int64_t make_account(const std::string& name, const std::string& display_name,
                              std::optional<access::AccountLink> link)
    {
        auto& access = installation_.access();
        // Codes end after some days: accounts are made today, whenever the demo's people work.
        const std::optional<Day> working_day = std::exchange(working_day_, std::nullopt);
        const std::int64_t account =
            id_in(access.accounts.create(
                      act("program"), {.name = name, .display_name = display_name, .link = link}),
                  "account_id");
        const auto code =
            access.accounts.issue_code(act("program"), link ? link->school : SchoolId{0}, account);
        if (!code)
            throw std::logic_error("the demo was refused: " + to_code_text(code.refusal().code));
        const auto session =
            access.sign_in.by_code(name, code->code, k_password, "127.0.0.1", std::nullopt);
        if (!session)
            throw std::logic_error("the demo was refused: " + to_code_text(session.refusal().code));
        working_day_ = working_day;
        return account;
    }

    void make_administrator()
    {
        const std::int64_t account = make_account("administrator", "Administrator", std::nullopt);
        access::OfficeAppointment office;
        office.account_id = account;
        office.role = "installation_administrator";
        office.first_day = now_.day(180);
        office.decision = "demo";
        accepted(installation_.access().accounts.appoint(act("program"), office));
        demo_.accounts.push_back({"administrator", "installation_administrator", "", ""});
    }

    void make_school(const DemoSchool& wanted)
    {
        working_day_ = day(wanted.entry_day);
        auto& services = installation_.school();
        const auto& directorate = words_.of("directorate." + wanted.country);
        const std::int64_t directorate_id =
            id_in(services.schools.add_directorate(act("program"), {.country = wanted.country,
                                                                    .name_ar = directorate[0],
                                                                    .name_en = directorate[1]}),
                  "directorate_id");
        const auto& names = words_.of("school." + wanted.country);
        school::School made;
        made.directorate_id = directorate_id;
        made.ministry_number = "1001";
        made.name_ar = names[0];
        made.name_en = names[1];
        made.kind = "government";
        made.shift = "day";
        made.students_sex = "boys";
        made.teachers_sex = "men";
        made.first_grade = wanted.country == "KW" ? 1 : 7;
        made.last_grade = wanted.country == "KW" ? 5 : 9;
        school_ = SchoolId{id_in(services.schools.add_school(act("program"), made), "school_id")};
        school_names_ = names;
        make_year(wanted);
        const std::vector<std::int64_t> staff = make_staff(wanted);
        for (const std::string& name : words_.of("class"))
            make_class(wanted, name, staff);
        working_day_.reset();
    }

    void make_year(const DemoSchool& wanted)
    {
        auto& services = installation_.school();
        school::TeachingYear year;
        year.name = wanted.year;
        year.first_day = day(wanted.first_day);
        year.last_day = day(wanted.last_day);
        year.terms = {{1, day(wanted.first_day), day(wanted.holiday_start) - 1},
                      {2, day(wanted.holiday_end) + 1, day(wanted.last_day)}};
        year.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                         Weekday::thursday};
        year_ = id_in(services.years.add(school_, act("registrar"), year), "school_year_id");

        school::StudyPlan plan;
        plan.year_id = year_;
        plan.grade = wanted.grade;
        plan.regulation = wanted.regulation;
        for (const std::string& subject : wanted.subjects) {
            const auto& word = words_.of("subject." + subject);
            plan.subjects.push_back({.subject = subject,
                                     .name_ar = word[0],
                                     .name_en = word[1],
                                     .group = word[2],
                                     .weekly_periods = std::stoi(word[3])});
        }
        plan_ = id_in(services.plans.add(school_, act("registrar"), plan), "study_plan_id");
        for (const int term : {1, 2}) {
            marks::EntryWindow window;
            window.school_year_id = year_;
            window.term = term;
            window.first_day = day(wanted.first_day);
            window.last_day = day(wanted.last_day);
            accepted(installation_.marks().open(act("head_teacher"), school_, window));
        }
    }

    // Head, registrar and teacher, each with an account; gives their ids as staff.
    std::vector<std::int64_t> make_staff(const DemoSchool& wanted)
    {
        auto& services = installation_.school();
        std::vector<std::int64_t> ids;
        const std::vector<std::string> roles = {"head_teacher", "registrar", "teacher"};
        for (std::size_t i = 0; i < roles.size(); ++i) {
            school::StaffMember member;
            member.name_ar = words_.of("staff")[i];
            member.name_en = roles[i];
            member.joined_on = day("2020-09-01");
            const std::int64_t id =
                id_in(services.staff.add(school_, act("registrar"), member), "staff_member_id");
            ids.push_back(id);
            if (roles[i] != "teacher")
                appoint(id, roles[i], std::nullopt, std::nullopt, wanted);
            add_account(
                wanted, roles[i], words_.of("staff")[i],
                {.school = school_, .kind = access::PersonKind::staff_member, .person_id = id});
        }
        return ids;
    }

    void appoint(std::int64_t staff, const std::string& role, std::optional<std::int64_t> class_id,
                 std::optional<std::string> subject, const DemoSchool& wanted)
    {
        school::Appointment appointment;
        appointment.staff_member_id = staff;
        appointment.role = role;
        if (class_id)
            appointment.year_id = year_;
        appointment.class_id = class_id;
        appointment.subject = std::move(subject);
        appointment.days.first = day(wanted.first_day);
        appointment.decision = "1/" + wanted.year;
        accepted(installation_.school().staff.appoint(school_, act("head_teacher"), appointment));
    }

    std::int64_t add_account(const DemoSchool& wanted, const std::string& role,
                             const std::string& display_name, const access::AccountLink& link)
    {
        std::string name = role + (wanted.country == "KW" ? "-kw" : "-sa");
        std::ranges::replace(name, '_', '-');
        demo_.accounts.push_back({name, role, school_names_[0], school_names_[1]});
        const std::int64_t account = make_account(name, display_name, link);
        accounts_[role] = {account, link.person_id};
        return account;
    }

    void make_class(const DemoSchool& wanted, const std::string& name,
                    const std::vector<std::int64_t>& staff)
    {
        auto& services = installation_.school();
        school::SchoolClass made;
        made.plan_id = plan_;
        made.name = name;
        made.capacity = 30;
        const std::int64_t class_id =
            id_in(services.plans.add_class(school_, act("registrar"), made), "class_id");
        appoint(staff[2], "class_head", class_id, std::nullopt, wanted);
        for (const std::string& subject : wanted.subjects)
            appoint(staff[2], "teacher", class_id, subject, wanted);
        std::vector<std::int64_t> students;
        for (int i = 0; i < k_students_of_class; ++i)
            students.push_back(
                make_student(wanted, class_id, i == 0 && name == words_.of("class").front()));
        for (const std::string& subject : wanted.subjects)
            make_marks(wanted, class_id, subject, students);
        if (wanted.is_over)
            publish(class_id);
    }

    std::int64_t make_student(const DemoSchool& wanted, std::int64_t class_id,
                              bool has_guardian_account)
    {
        auto& services = installation_.school();
        school::Student student;
        student.number = std::to_string(++number_);
        student.name_parts = {pick(words_.of("given_male")), pick(words_.of("father")),
                              pick(words_.of("grandfather")), pick(words_.of("family"))};
        student.sex = "male";
        student.nationality = wanted.country;
        student.birth_day = day(wanted.country == "KW" ? "2016-11-05" : "2011-03-14");
        const std::int64_t id =
            id_in(services.students.add(school_, act("registrar"), student, {}), "student_id");
        school::Enrolment enrolment;
        enrolment.student_id = id;
        enrolment.class_id = class_id;
        enrolment.kind = "regular";
        enrolment.days.first = day(wanted.first_day);
        accepted(services.enrolments.enrol(school_, act("registrar"), enrolment));

        school::Guardian guardian;
        guardian.name_ar =
            student.name_parts[1] + ' ' + student.name_parts[2] + ' ' + student.name_parts[3];
        const std::int64_t guardian_id =
            id_in(services.guardians.add(school_, act("registrar"), guardian), "guardian_id");
        school::Guardianship guardianship;
        guardianship.guardian_id = guardian_id;
        guardianship.student_id = id;
        guardianship.relation = "father";
        guardianship.days.first = day(wanted.first_day);
        accepted(services.guardians.add_guardianship(school_, act("registrar"), guardianship));
        if (has_guardian_account)
            add_account(wanted, "guardian", guardian.name_ar,
                        {.school = school_,
                         .kind = access::PersonKind::guardian,
                         .person_id = guardian_id});
        ++demo_.students;
        return id;
    }

    // A mark of most students is good, of a few it is short.
    std::string mark(std::int64_t maximum_centi)
    {
        const std::uint32_t percent = draw() % 12 == 0 ? 30 + draw() % 20 : 55 + draw() % 46;
        const std::int64_t quarters = maximum_centi * percent / 100 / 25;
        const std::int64_t centi = quarters * 25;
        std::string text = std::to_string(centi / 100);
        if (centi % 100 != 0)
            text += '.' + std::to_string(centi % 100);
        return text;
    }

    void make_marks(const DemoSchool& wanted, std::int64_t class_id, const std::string& subject,
                    const std::vector<std::int64_t>& students)
    {
        marks::SchemeRequest request;
        request.regulation = wanted.regulation;
        request.grade = static_cast<int>(wanted.grade);
        request.subject = subject;
        request.on = *working_day_;
        const auto [account, person] = accounts_.at("teacher");
        accepted(installation_.marks().make_sheets(act("registrar"), school_, class_id, request));
        for (const auto& [sheet, part, term] : sheets_of(class_id, subject)) {
            if (part == "second_round" || part == "placement" || part == "performance" ||
                (!wanted.is_over && (term != 1 || part != "formative")))
                continue;
            std::vector<marks::EntryRequest> entries;
            for (const std::int64_t student : students)
                for (const auto& [column, kind, maximum] : columns_of(sheet)) {
                    // In the middle of a term some criteria are measured and others are still to come.
                    if (!wanted.is_over && draw() % 3 == 0)
                        continue;
                    marks::EntryRequest entry;
                    entry.key = {.student_id = student, .column = column};
                    entry.value = kind == "level" ? std::to_string(1 + draw() % 4) : mark(maximum);
                    if (!wanted.is_over)
                        entry.assessed_on = day("2026-11-15");
                    entries.push_back(std::move(entry));
                }
            demo_.marks += entries.size();
            accepted(installation_.marks().record_entries(act("teacher", account, person), sheet,
                                                          entries));
            if (wanted.is_over)
                accepted(installation_.marks().sign(act("teacher", account, person), sheet,
                                                    marks::SignatureKind::teacher,
                                                    version_of(sheet)));
        }
    }

    struct SheetOf {
        SheetId sheet;
        std::string part;
        std::int64_t term;
    };
    std::vector<SheetOf> sheets_of(std::int64_t class_id, const std::string& subject)
    {
        return installation_.record().read([&](database::Session& session) {
            std::vector<SheetOf> found;
            for (const database::Row& row :
                 session.find_all("SELECT mark_sheet_id, part, term FROM mark_sheet WHERE "
                                  "school_id = $1 AND class_id = $2 "
                                  "AND subject = $3 ORDER BY term, part, mark_sheet_id",
                                  school_, class_id, subject))
                found.push_back({{school_, row.integer("mark_sheet_id")},
                                 row.text("part"),
                                 row.integer("term")});
            return found;
        });
    }
    struct ColumnOf {
        std::string key;
        std::string kind;
        std::int64_t maximum_centi;
    };
    std::vector<ColumnOf> columns_of(SheetId sheet)
    {
        return installation_.record().read([&](database::Session& session) {
            std::vector<ColumnOf> found;
            for (const database::Row& row :
                 session.find_all("SELECT column_key, kind, maximum_centi FROM sheet_column WHERE "
                                  "school_id = $1 "
                                  "AND mark_sheet_id = $2 ORDER BY position",
                                  sheet.school, sheet.value))
                found.push_back(
                    {row.text("column_key"), row.text("kind"), row.integer("maximum_centi")});
            return found;
        });
    }
    std::int64_t version_of(SheetId sheet)
    {
        return installation_.record().read([&](database::Session& session) {
            return session
                .find_one(
                    "SELECT version FROM mark_sheet WHERE school_id = $1 AND mark_sheet_id = $2",
                    sheet.school, sheet.value)
                ->integer("version");
        });
    }

    void publish(std::int64_t class_id)
    {
        const auto [account, person] = accounts_.at("head_teacher");
        const Act head = act("head_teacher", account, person);
        accepted(installation_.record().write_alone(school_, head, [&](school::Changes& changes) {
            return installation_.publications().publish(
                changes, school_, {.class_id = class_id, .visible_from = head.at});
        }));
    }

    Installation& installation_;
    Instant now_;
    std::mt19937 random_;
    DemoWords words_;
    Demo demo_;
    std::optional<Day> working_day_;
    SchoolId school_;
    std::vector<std::string> school_names_;
    std::int64_t year_ = 0;
    std::int64_t plan_ = 0;
    int number_ = 1000;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>>
        accounts_;  // account and person by role
};

}  // namespace

Result<Demo> fill_with_demo(Installation& installation, const Clock& clock)
{
    const bool is_empty = installation.record().read([](database::Session& session) {
        return !session.find_one("SELECT school_id FROM school LIMIT 1");
    });
    if (!is_empty)
        return Refusal{
            RefusalCode::file_exists, {{"file", installation.database().place()}}, "", ""};
    return DemoMaker(installation, clock.now()).make();
}

}  // namespace taqwim::app

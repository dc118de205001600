#include "app/record_years.h"

#include <algorithm>
#include <utility>

#include "app/server/installation.h"
#include "app/server/settings.h"
#include "app/server/system_clock.h"
#include "core/refusal_codes.h"
#include "policy/parameters_in_force.h"
#include "results/later_facts.h"
#include "results/record_facts.h"
#include "results/version_store.h"

namespace taqwim::app {

namespace {

using database::Row;
using database::Session;

// What the command line names, by an id or by the name that people know.
struct Named {
    std::int64_t id = 0;
    std::string name;
};

bool is_meant(const Named& one, const std::string& typed)
{
    return std::to_string(one.id) == typed || one.name == typed ||
           in_latin_digits(one.name) == in_latin_digits(typed);
}

std::vector<Named> named(const std::vector<Row>& rows)
{
    std::vector<Named> all;
    for (const Row& row : rows)
        all.push_back({row.integer("id"), row.text("name")});
    return all;
}

RecordYears nobody(ExitCode code)
{
    RecordYears none;
    none.code = code;
    return none;
}

class Reader {
public:
    Reader(const Context& context, Session& session, SchoolId school)
        : context_(context),
          session_(session),
          school_(school),
          facts_({results::attendance_facts, results::committee_facts}, &clock_)
    {}

    RecordYears read()
    {
        const auto years =
            named(session_.find_all("SELECT school_year_id AS id, name FROM school_year "
                                    "WHERE school_id = $1 ORDER BY first_day, school_year_id",
                                    school_));
        const auto year = find(years, "school_year", context_.request.record_year, "--year");
        if (!year)
            return nobody(ExitCode::wrong_use);
        year_ = *year;
        auto classes = named(
            session_.find_all("SELECT c.class_id AS id, c.name FROM class c JOIN study_plan p "
                              "ON p.school_id = c.school_id "
                              "AND p.study_plan_id = c.study_plan_id "
                              "WHERE c.school_id = $1 AND c.school_year_id = $2 "
                              "ORDER BY p.grade, c.name, c.class_id",
                              school_, year_));
        if (const std::string& wanted = context_.request.record_class; !wanted.empty()) {
            const auto one = find(classes, "class", wanted, "--class");
            if (!one)
                return nobody(ExitCode::wrong_use);
            std::erase_if(classes, [&](const Named& other) { return other.id != *one; });
        }
        RecordYears read;
        read.rule_sets = policy::with_approved_values(context_.rule_sets, session_);
        for (const Named& one : classes)
            add_class(one.id, read.years);
        if (context_.request.student.empty() || !read.years.empty())
            return read;
        context_.tell(Refusal{RefusalCode::student_unknown,
                              {{"student", context_.words.given(context_.request.student)}},
                              "",
                              ""});
        read.code = ExitCode::wrong_use;
        return read;
    }

private:
    // With what there is, where it is not found.
    std::optional<std::int64_t> find(const std::vector<Named>& all, const char* record,
                                     const std::string& typed, const char* option) const
    {
        const auto found =
            std::ranges::find_if(all, [&](const Named& one) { return is_meant(one, typed); });
        if (found != all.end())
            return found->id;
        context_.tell(Refusal{RefusalCode::record_unknown,
                              {{"record", record}, {"id", context_.words.given(typed)}},
                              option,
                              ""});
        TextTable table = context_.words.table();
        for (const Named& one : all)
            table.row({context_.words.given(std::to_string(one.id)), one.name});
        table.write(context_.console.messages);
        return std::nullopt;
    }

    void add_class(std::int64_t class_id, std::vector<RecordYear>& years)
    {
        const std::string regulation =
            session_
                .find_one("SELECT p.regulation FROM class c JOIN study_plan p "
                          "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                          "WHERE c.school_id = $1 AND c.class_id = $2",
                          school_, class_id)
                ->text("regulation");
        const std::string wanted = in_latin_digits(context_.request.student);
        for (const std::int64_t student :
             results::version_store::students_of(session_, school_, class_id)) {
            if (context_.console.is_interrupted())
                return;
            const std::string number =
                session_
                    .find_one("SELECT student_number FROM student WHERE school_id = $1 "
                              "AND student_id = $2",
                              school_, student)
                    ->text("student_number");
            if (!wanted.empty() && wanted != std::to_string(student) && wanted != number)
                continue;
            years.push_back({student, number, regulation,
                             facts_.facts(session_, StudentId{school_, student}, year_)});
        }
    }

    const Context& context_;
    Session& session_;
    SchoolId school_;
    SystemClock clock_;
    results::RecordFacts facts_;
    std::int64_t year_ = 0;
};

RecordYears refused(const Context& context, const Refusal& refusal, ExitCode code)
{
    context.tell(refusal);
    return nobody(code);
}

}  // namespace

bool asks_record(const Request& request)
{
    return !request.school.empty();
}

RecordYears read_record_years(const Context& context)
{
    const Request& request = context.request;
    const auto settings =
        Settings::read(request.settings_file, context.console.environment, request.assignments);
    if (!settings)
        return refused(context, settings.refusal(), ExitCode::own_files_faulty);
    const auto database = open_database(*settings, database::OpenAs::reader);
    if (!database)
        return refused(context, database.refusal(), ExitCode::own_files_faulty);
    if (const auto refusal = database::refuses_version(**database, all_migrations()))
        return refused(context, *refusal, ExitCode::own_files_faulty);
    const SchoolId school{parse_id(request.school).value_or(0)};
    return (*database)->read([&](Session& session) -> RecordYears {
        if (!session.find_one("SELECT school_id FROM school WHERE school_id = $1", school))
            return refused(context,
                           {RefusalCode::record_unknown,
                            {{"record", "school"}, {"id", context.words.given(request.school)}},
                            "--school",
                            ""},
                           ExitCode::wrong_use);
        return Reader(context, session, school).read();
    });
}

}  // namespace taqwim::app

#include "tests/support/promotion_school.h"

#include <doctest/doctest.h>

#include "platform/compression/compression.h"
#include "platform/crypto/hash_chain.h"
#include "school/digest_column.h"
#include "tests/support/room_migrations.h"

namespace taqwim::tests {

PromotionSchool::PromotionSchool(TestDatabase& test, const std::string& of_regulation,
                                 int first_grade)
    : regulation(of_regulation)
{
    REQUIRE(database::upgrade(test.database(), all_migrations(), clock.now()));
    record = std::make_unique<school::Record>(test.database(), ids, clock);
    REQUIRE(test.database().write(k_school, [&](database::Session& session) {
        session.execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                        "VALUES (1, 'SA', 'd', 'd')");
        session.execute(
            "INSERT INTO school (school_id, directorate_id, ministry_number, name_ar, name_en, "
            "kind, shift, students_sex, first_grade, last_grade, utc_offset_minutes) "
            "VALUES (1, 1, '1', 's', 's', 'government', 'day', 'boys', $1, $2, 180)",
            first_grade, first_grade + 2);
        session.execute(
            "INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
            "VALUES (1, 2, '1426-1427', '2005-09-10', '2006-06-28'), "
            "(1, 3, '1427-1428', '2006-09-02', '2007-06-20')");
        for (const std::int64_t year : {k_old_year, k_new_year})
            for (std::int64_t grade = 7; grade <= 9; ++grade)
                session.execute("INSERT INTO study_plan (school_id, study_plan_id, "
                                "school_year_id, grade, track, regulation) "
                                "VALUES (1, $1, $2, $3, '', $4)",
                                year * 10 + grade, year, first_grade + grade - 7, regulation);
        const auto add_class = [&](std::int64_t id, std::int64_t year, std::int64_t grade,
                                   const char* section, std::int64_t capacity) {
            session.execute("INSERT INTO class (school_id, class_id, school_year_id, "
                            "study_plan_id, name, capacity) VALUES (1, $1, $2, $3, $4, $5)",
                            id, year, year * 10 + grade,
                            std::to_string(first_grade + grade - 7) + section, capacity);
        };
        add_class(k_class_7_1, k_old_year, 7, "/1", 30);
        add_class(k_class_7_2, k_old_year, 7, "/2", 30);
        add_class(k_class_9_1, k_old_year, 9, "/1", 30);
        add_class(k_new_7_1, k_new_year, 7, "/1", 3);
        add_class(k_new_8_1, k_new_year, 8, "/1", 2);
        add_class(k_new_8_2, k_new_year, 8, "/2", 5);
        session.execute("INSERT INTO publication (school_id, publication_id, school_year_id, "
                        "class_id, visible_from, students, published_at, published_by, "
                        "published_as) VALUES (1, 500, 2, NULL, '2006-06-25T08:00:00.000Z', 1, "
                        "'2006-06-24T08:00:00.000Z', 1, 'head_teacher')");
    }));
}

std::int64_t PromotionSchool::execute(std::string_view sql,
                                      const std::vector<database::Value>& values)
{
    const auto affected = record->database().write(
        k_school, [&](database::Session& session) { return session.execute_with(sql, values); });
    REQUIRE(affected);
    return *affected;
}

std::string PromotionSchool::text(std::string_view sql, const std::vector<database::Value>& values)
{
    return record->read([&](database::Session& session) {
        const auto row = session.find_one_with(sql, values);
        REQUIRE(row);
        const database::Value& value = row->values().front();
        return value.text() != nullptr      ? *value.text()
               : value.integer() != nullptr ? std::to_string(*value.integer())
                                            : std::string();
    });
}

void PromotionSchool::add_student(std::int64_t student, std::int64_t class_id,
                                  const std::string& birth_day, const std::string& kind)
{
    const std::string name = std::to_string(student);
    execute("INSERT INTO student (school_id, student_id, student_number, name_parts, name_ar, "
            "name_en, search_name, sort_key, sex, birth_day, nationality) "
            "VALUES (1, $1, $2, '[]', $2, $2, $2, $3, 'male', $4, 'SA')",
            {student, name, database::Value(school::column_of(name)),
             birth_day.empty() ? database::Value() : database::Value(birth_day)});
    execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, class_id, "
            "kind, is_newcomer, first_day) VALUES (1, $1, $1, 2, $2, $3, 0, '2005-09-10')",
            {student, class_id, kind});
}

std::string PromotionSchool::failed_in(const std::string& subject)
{
    return R"({"round1": {"not_passed_subjects": [")" + subject +
           R"("], "excused": []}, "round2": {"not_passed_subjects": [")" + subject +
           R"("], "excused": []}})";
}

void PromotionSchool::publish(std::int64_t student, std::int64_t class_id,
                              const std::string& decision, const std::string& outcome,
                              const std::string& of_regulation)
{
    const std::string shown =
        R"({"outcome":)" + (outcome.empty() ? "{}" : outcome) + R"(,"reasons":{}})";
    const auto bytes = school::column_of(crypto::digest_of(shown));
    execute("INSERT INTO result_version (school_id, result_version_id, student_id, "
            "school_year_id, class_id, version, publication_id, regulation, parameters_digest, "
            "program_version, decision, facts, outcome, trace, facts_digest, content_digest, "
            "made_at) VALUES (1, $1, $2, 2, $3, $4, 500, $5, '', '1', $6, $7, $8, $7, $9, $9, "
            "'2006-06-24T08:00:00.000Z')",
            {++next_id_, student, class_id, ++versions_[student],
             of_regulation.empty() ? regulation : of_regulation, decision,
             database::Value(school::column_of(compressed("{}"))),
             database::Value(school::column_of(compressed(shown))), database::Value(bytes)});
}

std::string PromotionSchool::enrolments()
{
    return record->read([](database::Session& session) {
        std::string lines;
        for (const database::Row& row : session.find_all(
                 "SELECT enrolment_id, student_id, school_year_id, class_id, kind, is_newcomer, "
                 "first_day, last_day, ended_reason FROM enrolment WHERE school_id = 1 "
                 "ORDER BY student_id, first_day, enrolment_id")) {
            for (const char* column :
                 {"enrolment_id", "student_id", "school_year_id", "class_id", "is_newcomer"})
                lines += std::to_string(row.integer(column)) + ' ';
            lines += row.text("kind") + ' ' + row.text("first_day") + ' ' +
                     row.text_or_null("last_day").value_or("-") + ' ' +
                     row.text_or_null("ended_reason").value_or("-") + '\n';
        }
        return lines;
    });
}

school::Act PromotionSchool::act(std::int64_t account) const
{
    return {.account_id = account,
            .role = "head_teacher",
            .at = clock.now(),
            .today = clock.now().day(180)};
}

Result<school::Answer> PromotionSchool::write(const school::Record::Work& work,
                                              const std::string& key, const std::string& digest)
{
    school::Act keyed = act();
    keyed.client_key = key;
    keyed.request_digest = digest;
    return record->write(k_school, keyed, work);
}

std::int64_t PromotionSchool::verified_chain()
{
    return record->read([](database::Session& session) {
        crypto::ChainVerifier verifier(school::chain_name(k_school));
        std::int64_t entries = 0;
        for (const auto& row : session.find_all(
                 "SELECT sequence, account_id, role, action, subject, at, content_digest, "
                 "previous, digest FROM audit_entry WHERE school_id = 1 ORDER BY sequence")) {
            crypto::ChainEntry entry;
            entry.sequence = row.integer("sequence");
            entry.actor = row.integer("account_id");
            entry.role = row.text("role");
            entry.at = *Instant::parse(row.text("at"));
            entry.subject = row.text("action") + ' ' + row.text("subject");
            entry.content = school::digest_in(row, "content_digest");
            entry.previous = school::digest_in(row, "previous");
            REQUIRE_FALSE(verifier.take(entry, school::digest_in(row, "digest")));
            ++entries;
        }
        return entries;
    });
}

}  // namespace taqwim::tests

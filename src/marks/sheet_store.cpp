#include "marks/sheet_store.h"

#include <stdexcept>

#include "core/refusal_codes.h"
#include "marks/provisions.h"

namespace taqwim::marks {

namespace {

std::optional<Day> day_in(const database::Row& row, std::string_view column)
{
    const auto text = row.text_or_null(column);
    return text ? Day::parse(*text) : std::nullopt;
}

// What is read of a sheet, and where from: the text before every WHERE.
constexpr std::string_view k_sheet =
    "SELECT s.mark_sheet_id, s.class_id, s.subject, s.term, s.part, s.scheme, s.title_ar, "
    "s.title_en, s.settings, s.version, c.school_year_id, c.name AS class_name, p.grade, "
    "p.regulation, y.name AS school_year, "
    "y.first_day AS year_first, y.last_day AS year_last, y.sealed_at, "
    "t.first_day AS term_first, t.last_day AS term_last, "
    "(SELECT MAX(g.signed_at) FROM sheet_signature g WHERE g.school_id = s.school_id "
    "AND g.mark_sheet_id = s.mark_sheet_id AND g.kind = 'teacher' AND NOT EXISTS "
    "(SELECT 1 FROM signature_withdrawal w WHERE w.school_id = g.school_id "
    "AND w.sheet_signature_id = g.sheet_signature_id)) AS signed_at, "
    "(SELECT MAX(b.published_at) FROM sheet_publication b WHERE b.school_id = s.school_id "
    "AND b.mark_sheet_id = s.mark_sheet_id) AS published_at "
    "FROM mark_sheet s "
    "JOIN class c ON c.school_id = s.school_id AND c.class_id = s.class_id "
    "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
    "JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
    "LEFT JOIN term t ON t.school_id = c.school_id AND t.school_year_id = c.school_year_id "
    "AND t.number = s.term ";

MarkSheet sheet_in(const database::Row& row, SchoolId school)
{
    return {.id = {school, row.integer("mark_sheet_id")},
            .class_id = row.integer("class_id"),
            .subject = row.text("subject"),
            .term = static_cast<int>(row.integer("term")),
            .part = row.text("part"),
            .scheme = row.text("scheme"),
            .title_ar = row.text("title_ar"),
            .title_en = row.text("title_en"),
            .settings = row.text("settings"),
            .version = row.integer("version"),
            .school_year_id = row.integer("school_year_id"),
            .school_year = row.text("school_year"),
            .class_name = row.text("class_name"),
            .grade = static_cast<int>(row.integer("grade")),
            .regulation = row.text("regulation"),
            .year_first = day_in(row, "year_first").value_or(Day{0}),
            .year_last = day_in(row, "year_last").value_or(Day{0}),
            .term_first = day_in(row, "term_first"),
            .term_last = day_in(row, "term_last"),
            .is_sealed = !row.is_null("sealed_at"),
            .signed_at = row.text_or_null("signed_at"),
            .published_at = row.text_or_null("published_at")};
}

SheetColumn column_in(const database::Row& row)
{
    return {.key = row.text("column_key"),
            .label_ar = row.text("label_ar"),
            .label_en = row.text("label_en"),
            .kind = parse_column_kind(row.text("kind")).value_or(ColumnKind::mark),
            .maximum_centi = row.integer("maximum_centi"),
            .step_centi = row.integer("step_centi"),
            .repeats = static_cast<int>(row.integer("repeats")),
            .needed = parse_need(row.text("needed")).value_or(Need::each),
            .need_group = row.text("need_group"),
            .make_up = parse_make_up(row.text("make_up")).value_or(MakeUp::plain),
            .is_minimum = row.boolean("is_minimum"),
            .settings = row.text("settings")};
}

StudentInSheet student_in(const database::Row& row)
{
    return {.student_id = row.integer("student_id"),
            .student_number = row.text("student_number"),
            .name_ar = row.text("name_ar"),
            .name_en = row.text("name_en"),
            .enrolment = row.text("kind"),
            .first_day = row.text("first_day"),
            .last_day = row.text_or_null("last_day"),
            .exempt_ground = row.text_or_null("ground")};
}

}  // namespace

std::optional<MarkSheet> find_sheet(database::Session& session, SheetId sheet)
{
    static const std::string text =
        std::string(k_sheet) + "WHERE s.school_id = $1 AND s.mark_sheet_id = $2";
    const auto row = session.find_one(text, sheet.school, sheet.value);
    return row ? std::optional(sheet_in(*row, sheet.school)) : std::nullopt;
}

std::vector<MarkSheet> sheets_of_year(database::Session& session, SchoolId school,
                                      std::int64_t school_year_id, const SheetFilter& filter)
{
    static const std::string text =
        std::string(k_sheet) +
        "WHERE s.school_id = $1 AND c.school_year_id = $2 AND s.mark_sheet_id > $3 "
        "AND (s.term = $4 OR $4 = -1) AND (s.part = $5 OR $5 = '') "
        "AND (p.grade = $6 OR $6 = 0) AND (s.subject = $7 OR $7 = '') "
        "AND (s.class_id = $8 OR $8 = 0) ORDER BY s.mark_sheet_id LIMIT $9";
    std::vector<MarkSheet> sheets;
    for (const database::Row& row :
         session.find_all(text, school, school_year_id, filter.after, filter.term.value_or(-1),
                          filter.part, filter.grade, filter.subject, filter.class_id, filter.limit))
        sheets.push_back(sheet_in(row, school));
    return sheets;
}

std::vector<SheetColumn> columns_of_sheet(database::Session& session, SheetId sheet)
{
    std::vector<SheetColumn> columns;
    for (const database::Row& row : session.find_all(
             "SELECT column_key, label_ar, label_en, kind, maximum_centi, step_centi, repeats, "
             "needed, need_group, make_up, is_minimum, settings FROM sheet_column "
             "WHERE school_id = $1 AND mark_sheet_id = $2 ORDER BY position",
             sheet.school, sheet.value))
        columns.push_back(column_in(row));
    return columns;
}

std::optional<SheetColumn> find_column(database::Session& session, SheetId sheet,
                                       std::string_view key)
{
    const auto row = session.find_one(
        "SELECT column_key, label_ar, label_en, kind, maximum_centi, step_centi, repeats, needed, "
        "need_group, make_up, is_minimum, settings FROM sheet_column "
        "WHERE school_id = $1 AND mark_sheet_id = $2 AND column_key = $3",
        sheet.school, sheet.value, key);
    if (!row)
        return std::nullopt;
    return column_in(*row);
}

Result<std::int64_t> insert_sheet(school::Changes& changes, SchoolId school,
                                  const SheetDraft& draft)
{
    database::Session& session = changes.session();
    const std::int64_t id = changes.new_id();
    if (session.execute(
            "INSERT INTO mark_sheet (school_id, mark_sheet_id, class_id, subject, term, "
            "part, scheme, title_ar, title_en, settings, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
            "ON CONFLICT DO NOTHING",
            school, id, draft.class_id, draft.subject, draft.term, draft.part, draft.scheme,
            draft.title_ar, draft.title_en, draft.settings, changes.act().at) != 1)
        return Refusal{RefusalCode::record_exists,
                       {{"record", "sheet"}, {"value", draft.subject + ' ' + draft.part}},
                       "/part",
                       ""};
    for (std::size_t i = 0; i < draft.columns.size(); ++i) {
        const SheetColumn& column = draft.columns[i];
        session.execute(
            "INSERT INTO sheet_column (school_id, mark_sheet_id, column_key, label_ar, label_en, "
            "kind, maximum_centi, step_centi, repeats, needed, need_group, make_up, is_minimum, "
            "position, settings) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            school, id, column.key, column.label_ar, column.label_en, to_text(column.kind),
            column.maximum_centi, column.step_centi, column.repeats, to_text(column.needed),
            column.need_group, to_text(column.make_up), column.is_minimum,
            static_cast<std::int64_t>(i) + 1, column.settings);
    }
    return id;
}

void raise_version(database::Session& session, const MarkSheet& sheet)
{
    raise_version(session, sheet.id, sheet.version, sheet.version + 1);
}

void raise_version(database::Session& session, SheetId sheet, std::int64_t from, std::int64_t to)
{
    // Another number of rows: the sheet was changed beside the school's own order of writes.
    session.store(1,
                  "UPDATE mark_sheet SET version = $4 "
                  "WHERE school_id = $1 AND mark_sheet_id = $2 AND version = $3",
                  sheet.school, sheet.value, from, to);
}

// One text for one student and for all of them would keep SQLite from using the index of the one.
std::vector<StudentInSheet> roster(database::Session& session, const MarkSheet& sheet, Day day)
{
    std::vector<StudentInSheet> students;
    const auto exam_only = exam_only_students(session, sheet);
    for (const database::Row& row : session.find_all(
             "SELECT e.student_id, e.kind, e.first_day, e.last_day, s.student_number, s.name_ar, "
             "s.name_en, (SELECT MIN(x.ground) FROM exemption x WHERE x.school_id = e.school_id "
             "AND x.student_id = e.student_id AND x.school_year_id = e.school_year_id "
             "AND x.subject = $3 AND x.first_day <= $4 AND (x.ended_on IS NULL OR x.ended_on > "
             "$4)) "
             "AS ground "
             "FROM enrolment e "
             "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
             "WHERE e.school_id = $1 AND e.class_id = $2 "
             "ORDER BY s.sort_key, e.student_id, e.first_day DESC, e.enrolment_id DESC",
             sheet.id.school, sheet.class_id, sheet.subject, day)) {
        // Who left and came back stands once, as he came back.
        StudentInSheet student = student_in(row);
        student.enrolment =
            enrolment_in_sheet(student.enrolment, exam_only.contains(student.student_id));
        if (students.empty() || students.back().student_id != student.student_id)
            students.push_back(std::move(student));
    }
    return students;
}

std::optional<StudentInSheet> student_on(database::Session& session, const MarkSheet& sheet,
                                         std::int64_t student, Day day)
{
    const auto rows = session.find_all(
        "SELECT e.student_id, e.kind, e.first_day, e.last_day, s.student_number, s.name_ar, "
        "s.name_en, (SELECT MIN(x.ground) FROM exemption x WHERE x.school_id = e.school_id "
        "AND x.student_id = e.student_id AND x.school_year_id = e.school_year_id "
        "AND x.subject = $3 AND x.first_day <= $4 AND (x.ended_on IS NULL OR x.ended_on > $4)) "
        "AS ground "
        "FROM enrolment e JOIN student s ON s.school_id = e.school_id AND s.student_id = "
        "e.student_id "
        "WHERE e.school_id = $1 AND e.student_id = $5 AND e.class_id = $2 AND e.first_day <= $4 "
        "AND (e.last_day IS NULL OR e.last_day >= $4) "
        "ORDER BY e.first_day DESC, e.enrolment_id DESC LIMIT 1",
        sheet.id.school, sheet.class_id, sheet.subject, day, student);
    if (rows.empty())
        return std::nullopt;
    StudentInSheet found = student_in(rows.front());
    const auto exam_only = exam_only_students(session, sheet);
    found.enrolment = enrolment_in_sheet(found.enrolment, exam_only.contains(student));
    return found;
}

}  // namespace taqwim::marks

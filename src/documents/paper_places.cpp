#include "documents/paper_places.h"

namespace taqwim::documents {

using database::Session;

namespace {

// Those who belong to the class at the end of its year, or now, by name.
std::vector<std::int64_t> students_in(Session& session, SchoolId school, std::int64_t class_id)
{
    std::vector<std::int64_t> ids;
    for (const database::Row& row : session.find_all(
             "SELECT e.student_id FROM enrolment e JOIN student s ON s.school_id = e.school_id "
             "AND s.student_id = e.student_id WHERE e.school_id = $1 AND e.class_id = $2 "
             "AND (e.last_day IS NULL OR e.ended_reason IN ('year_ended', 'graduated')) "
             "AND s.merged_into IS NULL ORDER BY s.name_ar, e.student_id",
             school, class_id))
        ids.push_back(row.integer("student_id"));
    return ids;
}

std::int64_t year_of_class(Session& session, SchoolId school, std::int64_t class_id)
{
    return session
        .find_one("SELECT school_year_id FROM class WHERE school_id = $1 AND class_id = $2", school,
                  class_id)
        ->integer("school_year_id");
}

}  // namespace

print::Language language_of(std::string_view text)
{
    return text == "en" ? print::Language::english : print::Language::arabic;
}
print::DigitSet digits_of(std::string_view text)
{
    return text == "western" ? print::DigitSet::western : print::DigitSet::arabic_indic;
}

std::string_view to_text(print::Language language)
{
    return language == print::Language::arabic ? "ar" : "en";
}

std::string_view to_text(print::DigitSet digits)
{
    return digits == print::DigitSet::arabic_indic ? "arabic_indic" : "western";
}

std::optional<std::int64_t> class_in_year(Session& session, SchoolId school, std::int64_t student,
                                          std::int64_t year)
{
    const auto row = session.find_one(
        "SELECT class_id FROM enrolment WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 ORDER BY first_day DESC, enrolment_id DESC LIMIT 1",
        school, student, year);
    return row ? std::optional(row->integer("class_id")) : std::nullopt;
}

std::vector<PaperWanted> papers_of_class(Session& session, const PaperKinds& kinds,
                                         const PaperWanted& like, std::int64_t class_id)
{
    PaperWanted of_class = like;
    of_class.order.school_year_id = year_of_class(session, like.order.school, class_id);
    of_class.order.class_id = class_id;
    const PaperKind* const kind = kinds.find(like.kind);
    if (kind == nullptr || kind->about != PaperKind::About::student)
        return {std::move(of_class)};
    std::vector<PaperWanted> papers;
    for (const std::int64_t student : students_in(session, like.order.school, class_id)) {
        papers.push_back(of_class);
        papers.back().order.student_id = student;
    }
    return papers;
}

std::vector<PaperWanted> papers_of_students(Session& session, const PaperWanted& like,
                                            const std::vector<std::int64_t>& students)
{
    std::vector<PaperWanted> papers;
    for (const std::int64_t student : students) {
        papers.push_back(like);
        papers.back().order.student_id = student;
        papers.back().order.class_id =
            class_in_year(session, like.order.school, student, like.order.school_year_id);
    }
    return papers;
}

}  // namespace taqwim::documents

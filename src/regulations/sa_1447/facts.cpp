#include "regulations/sa_1447/facts.h"

namespace taqwim::sa_1447 {

std::optional<Mark> find(const std::vector<PartMark>& marks, Part part)
{
    for (const PartMark& one : marks)
        if (one.part == part)
            return one.mark;
    return std::nullopt;
}

const char* code(ExamAbsence absence)
{
    switch (absence) {
    case ExamAbsence::none: return "none";
    case ExamAbsence::excused: return "excused";
    case ExamAbsence::unexcused: return "unexcused";
    }
    return "none";
}

std::string place_of(const CourseFacts& course)
{
    std::string place = "/subjects/" + course.subject->name;
    if (course.term != 0)
        place += "/T" + std::to_string(course.term);
    return place;
}

}  // namespace taqwim::sa_1447

#include "people.h"

#include <vector>

#include "plan.h"
#include "text_data.h"

namespace taqwim::sample_school {

namespace {

const std::vector<std::string>& given_names()
{
    static const std::vector<std::string> names = lines_of("names/given.txt");
    return names;
}

const std::vector<std::string>& family_names()
{
    static const std::vector<std::string> names = lines_of("names/family.txt");
    return names;
}

std::string joined(const std::string& given, const std::string& father, const std::string& family)
{
    return given + ' ' + father + ' ' + family;
}

}  // namespace

std::string drawn_name(Random& random)
{
    const std::string& given = random.one_of(given_names());
    const std::string* father = &random.one_of(given_names());
    while (*father == given)
        father = &random.one_of(given_names());
    return joined(given, *father, random.one_of(family_names()));
}

std::string drawn_non_muslim_name(Random& random)
{
    static const std::vector<std::string> names = lines_of("names/given_christian.txt");
    const std::string& given = random.one_of(names);
    const std::string* father = &random.one_of(names);
    while (*father == given)
        father = &random.one_of(names);
    return joined(given, *father, random.one_of(family_names()));
}

void draw_person(SampleStudent& student, Random& random)
{
    static const std::vector<std::string> others = {"EG", "SY", "JO", "SA", "YE"};
    student.name = drawn_name(random);
    student.sex = "male";
    student.nationality = random.chance(80) ? "KW" : random.one_of(others);
    // Six in the first grade.
    const Day youngest = day(2010 - student.grade, 3, 15);
    student.birth_date = youngest - random.below(365);
}

}  // namespace taqwim::sample_school

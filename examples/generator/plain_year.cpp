#include "plain_year.h"

#include <algorithm>
#include <array>
#include <string>

#include "aims.h"
#include "json_lines.h"
#include "plan.h"
#include "random.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::code;

// The levels of a plain year: some 16 for three competencies, around the one that is aimed at.
void write_plain_levels(const TermAim& aim, Random& random, JsonWriter& json)
{
    json.key("formative").begin_object();
    for (std::size_t competency = 1; competency <= aim.levels.size(); ++competency) {
        const std::string name = std::to_string(competency);
        json.key(name).begin_object();
        for (const char* criterion : {".1", ".2"}) {
            json.key(name + criterion).begin_array();
            for (int times = random.chance(65) ? 3 : 2; times > 0; --times)
                json.number(std::clamp(aim.levels[competency - 1] + random.around_zero(1), 0, 4));
            json.end_array();
        }
        json.end_object();
    }
    json.end_object();
}

void write_plain_scores(const TermAim& aim, Random& random, JsonWriter& json)
{
    static constexpr std::array<const char*, 20> scores = {
        "1",   "2.5", "3", "3.9", "4",   "4.5",  "5", "5.9", "6",    "6.5",
        "7.5", "7.9", "8", "8.5", "8.9", "8.95", "9", "9.5", "9.75", "10"};
    json.key("summative").begin_array();
    for (const int points : aim.points) {
        json.begin_object();
        const auto band = static_cast<std::size_t>(points) * 4;
        json.key("score").text(scores.at(band + static_cast<std::size_t>(random.below(4))));
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void write_plain_year(std::uint64_t seed, std::uint64_t number, JsonWriter& json)
{
    constexpr std::uint64_t k_plain_years = 1000;  // a kind of stream that no school has
    Random random = Random::stream(seed, k_plain_years, number);
    const int grade = 1 + static_cast<int>(number % k_grades);
    const Ability ability = drawn_ability(random);

    json.begin_object();
    json.key("id").text("P" + std::to_string(number + 1));
    json.key("school_year").text("2015-2016");
    json.key("grade").number(grade);
    write_policy(grade, json);
    json.key("absence").begin_object();
    for (const Term term : k_terms) {
        json.key(code(term)).begin_object();
        json.key("unexcused_full_days")
            .number(random.chance(85) ? random.between(0, 4) : random.between(5, 26));
        json.key("unexcused_missed_period_days").number(random.chance(90) ? 0 : 1);
        json.key("unapproved_leave_days").number(random.chance(95) ? 0 : 1);
        json.key("lateness_unaccepted")
            .number(random.chance(85) ? random.between(0, 3) : random.between(4, 17));
        json.key("lateness_accepted").number(random.between(0, 2));
        json.key("excused_intermittent_days")
            .number(random.chance(97) ? random.between(0, 5) : random.between(6, 62));
        json.end_object();
    }
    json.end_object();
    json.key("subjects").begin_object();
    for (const Subject subject : subjects_of(grade)) {
        const YearAim aim = drawn_aim(subject, ability, random);
        json.key(code(subject)).begin_object();
        for (const Term term : k_terms) {
            json.key(code(term)).begin_object();
            write_plain_levels(aim[kw_primary_2016::index(term)], random, json);
            write_plain_scores(aim[kw_primary_2016::index(term)], random, json);
            json.end_object();
        }
        json.end_object();
    }
    json.end_object();
    if (grade == k_grades) {
        json.key("performance").begin_object();
        for (const Subject subject : scientific_subjects_of(grade))
            json.key(code(subject)).text(drawn_mark(subject, ability, 0, random));
        json.end_object();
    }
    json.end_object();
}

}  // namespace taqwim::sample_school

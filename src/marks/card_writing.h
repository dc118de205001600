// How something is written on a student's card: what holds for every row of it, and how it is stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/card.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"
#include "school/keeping.h"
#include "school/plans.h"
#include "school/record.h"
#include "school/years.h"

namespace taqwim::marks {

// A class with what its card is held against.
struct CardClass {
    school::SchoolClass of;
    school::StudyPlan plan;
    school::TeachingYear year;

    [[nodiscard]] bool is_kuwaiti() const { return plan.regulation.starts_with("kw_"); }
};

class CardWriting {
public:
    CardWriting(school::Changes& changes, SchoolId school, const CardPlace& place)
        : changes_(changes), session_(changes.session()), school_(school), place_(place)
    {}

    // Finds the class and refuses what holds for everything on a card: record_unknown, year_sealed, not_enrolled.
    [[nodiscard]] std::optional<Refusal> begin();

    [[nodiscard]] const CardClass& card_class() const { return class_; }
    [[nodiscard]] database::Session& session() { return session_; }
    [[nodiscard]] const school::Act& act() const { return changes_.act(); }

    [[nodiscard]] std::optional<Refusal> refuses_without_skills() const;
    [[nodiscard]] std::optional<Refusal> refuses_day(Day day) const;

    // Every row of a card begins with these, and is noted with all its fields. Gives the row's id.
    template <class... Values>
    std::int64_t store(std::string_view sql, const char* kind, crypto::FieldDigester& fields,
                       const Values&... values)
    {
        const std::int64_t id = changes_.new_id();
        school::must_be_one(session_.execute(sql, school_, id, place_.class_id, place_.student_id,
                                             act().account_id, act().person_id, act().at,
                                             values...));
        fields.number(id).number(place_.class_id).number(place_.student_id);
        fields.number(act().account_id).number(act().person_id).text(act().at.to_text());
        changes_.note(kind, "student " + std::to_string(place_.student_id), fields.finish());
        return id;
    }

private:
    school::Changes& changes_;
    database::Session& session_;
    SchoolId school_;
    CardPlace place_;
    CardClass class_;
};

}  // namespace taqwim::marks

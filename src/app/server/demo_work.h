// What the parts of the demo share: the open record, who acts on which day, and what was made so far. What a room refuses
// the demo is a fault of the program, and throws std::logic_error.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "app/server/demo.h"
#include "app/server/installation.h"
#include "core/day.h"
#include "core/refusal.h"
#include "school/act.h"
#include "school/record.h"

namespace taqwim::app {

school::Answer demo_accepted(const Result<school::Answer>& answer);
// The id of that name in what was answered.
[[nodiscard]] std::int64_t demo_id(const Result<school::Answer>& answer, std::string_view name);
// A day that the demo writes down: "2026-11-16".
[[nodiscard]] Day demo_day(std::string_view text);

// demo_words.tsv: a key and its words, a line each.
class DemoWords {
public:
    DemoWords();
    // Throws std::out_of_range.
    [[nodiscard]] const std::vector<std::string>& of(const std::string& key) const
    {
        return words_.at(key);
    }

private:
    std::map<std::string, std::vector<std::string>> words_;
};

// A year of a school: its days, the grade and subjects of its classes, and the day on which the demo's people work.
struct DemoYear {
    std::string regulation;
    std::int64_t grade = 0;
    std::string name;
    std::string first_day;
    std::string holiday_start;
    std::string holiday_end;
    std::string last_day;
    std::vector<std::string> subjects;
    std::string entry_day;
    bool is_over = false;
};

class DemoWork {
public:
    DemoWork(Installation& of, Instant now);

    // The act of somebody of the school on the day on which the demo's people work. With an account of that role it is
    // his.
    [[nodiscard]] school::Act act(const std::string& role) const;
    // The same of a member of staff without an account.
    [[nodiscard]] school::Act act_of(const std::string& role, std::int64_t person) const;

    [[nodiscard]] std::uint32_t draw() { return static_cast<std::uint32_t>(random_()); }
    [[nodiscard]] const std::string& pick(const std::string& key);

    // An account of that role at the present school, its first sign-in done: "teacher-kw".
    void add_account(const std::string& role, const std::string& display_name,
                     access::PersonKind kind, std::int64_t person);
    // Of the installation, or of a directorate; not of a school.
    void add_office(const std::string& name, const std::string& role,
                    std::optional<std::int64_t> directorate_id = std::nullopt);
    [[nodiscard]] std::int64_t person_of(const std::string& role) const
    {
        return accounts_.at(role).person;
    }
    void forget_accounts() { accounts_.clear(); }

    Installation& installation;
    DemoWords words;
    Demo made;
    // The present school and year.
    SchoolId school;
    std::string country;
    std::string suffix;  // of its accounts
    std::vector<std::string> school_names;
    DemoYear year;
    std::int64_t year_id = 0;
    std::int64_t plan_id = 0;
    Day today{0};

private:
    struct Account {
        std::int64_t id = 0;
        std::int64_t person = 0;
    };
    std::int64_t make_account(const std::string& name, const std::string& display_name,
                              std::optional<access::AccountLink> link);
    // Of the program itself, now: accounts are made when the demo is, whenever its people work.
    [[nodiscard]] school::Act program() const;

    Instant now_;
    std::mt19937 random_;
    std::map<std::string, Account> accounts_;  // by role
};

}  // namespace taqwim::app

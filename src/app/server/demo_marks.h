// The mark sheets of the demo's classes, and what is published of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/server/demo_work.h"
#include "core/identity.h"

namespace taqwim::app {

struct DemoSheet {
    SheetId sheet;
    std::string part;
    std::int64_t term = 0;
};
[[nodiscard]] std::vector<DemoSheet> demo_sheets(DemoWork& work, std::int64_t class_id,
                                                 const std::string& subject);

struct DemoClassMarks {
    std::int64_t class_id = 0;
    std::vector<std::int64_t> students = {};
    // Who falls short in these subjects, and in no other.
    std::int64_t weak_student = 0;
    std::vector<std::string> weak_subjects = {};
};

// Sheets of all subjects with their marks; of a year that is over all of them, signed.
void make_demo_marks(DemoWork& work, const DemoClassMarks& wanted);
void enter_in_demo(DemoWork& work, SheetId sheet, const std::vector<marks::EntryRequest>& entries);
void sign_in_demo(DemoWork& work, SheetId sheet);

// KW-T-REPORT: a note of each teacher on each student, and his signature; some have nothing to say.
void make_demo_notes(DemoWork& work, std::int64_t class_id,
                     const std::vector<std::int64_t>& students);

void publish_in_demo(DemoWork& work, std::int64_t class_id);

// SR-8  His second round after the publication: its marks, and the result anew by a correction that the registrar asks
// for and the head decides.
void make_demo_second_round(DemoWork& work, const DemoClassMarks& wanted);

}  // namespace taqwim::app

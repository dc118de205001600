// Who does something, as what, and when: what every change has to say of itself.
#pragma once

#include <cstdint>
#include <string>

#include "core/instant.h"

namespace taqwim::school {

struct Act {
    std::int64_t account_id = 0;      // 0: the program itself, at the command line of its machine
    std::string role;                 // of the appointment that permits it: "teacher", "guardian"
    std::int64_t appointment_id = 0;  // 0: none, as for a guardian
    std::int64_t person_id =
        0;  // the member of staff, guardian or student at this school; 0: nobody of it
    Instant at;
    Day today{0};  // at the place of the school

    // The client's key for this write, and the digest of what was asked: a repeat is answered with the first answer.
    // Empty where nothing can be sent twice.
    std::string client_key = {};
    std::string request_digest = {};  // 32 bytes; empty with an empty key
};

}  // namespace taqwim::school

// Publishing several classes of a year in one request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/results_services.h"
#include "results/shown_writer.h"

namespace taqwim::results {

// Whose results a publication of a class changes.
[[nodiscard]] AboutWhom of_class(SchoolId school, std::int64_t class_id);

// A class's results are many rows: they do not hold up others' writes in one group.
[[nodiscard]] Result<school::Answer> publish_class(const ResultsServices& services, SchoolId school,
                                                   const school::Act& act, std::int64_t class_id,
                                                   Instant visible_from,
                                                   const std::vector<std::int64_t>& leave_out = {});

// The publication that such an answer tells of.
[[nodiscard]] std::int64_t publication_of(const school::Answer& answer);

// Class after class, each in a transaction of its own: how far it is shows meanwhile, one class that cannot be published
// keeps no other back, and the same request again goes on where it stopped. No classes: every class of the year.
// {"classes": [{"class_id", "publication_id" | "refused"}], "signed_head", "public_key"}
[[nodiscard]] std::string publish_classes(const ResultsServices& services, SchoolId school,
                                          const school::Act& act, std::int64_t school_year_id,
                                          std::vector<std::int64_t> classes, Instant visible_from);

}  // namespace taqwim::results

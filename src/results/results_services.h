// What the routes of this room work with; all of it outlives them.
#pragma once

#include "platform/crypto/signature.h"
#include "results/publications.h"
#include "results/shown_results.h"
#include "school/record.h"

namespace taqwim::results {

struct ResultsServices {
    school::Record& record;
    const Publications& publications;
    ShownResults& shown;
    const crypto::SigningKey& signing_key;  // signs the heads that are given out with publications
};

}  // namespace taqwim::results

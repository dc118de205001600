// The tables of documents for tests that lay their rooms' tables by hand.
#pragma once

#include "tests/support/test_database.h"

namespace taqwim::tests {

// All of them. The school's tables must be there.
void lay_document_tables(TestDatabase& test);

}  // namespace taqwim::tests

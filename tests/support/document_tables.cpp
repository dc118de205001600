#include "tests/support/document_tables.h"

#include "embedded/documents.h"
#include "embedded/results.h"
#include "tests/support/attendance_school.h"

namespace taqwim::tests {

void lay_document_tables(TestDatabase& test)
{
    for (const char* const number : {"0011", "0012", "0013"})
        test.run(migration_text(embedded_documents(), number));
    test.run(migration_text(embedded_results(), "0016"));
}

}  // namespace taqwim::tests

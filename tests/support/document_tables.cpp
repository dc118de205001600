#include "tests/support/document_tables.h"

#include <algorithm>
#include <string>
#include <vector>

#include "embedded/documents.h"

namespace taqwim::tests {

void lay_document_tables(TestDatabase& test)
{
    std::vector<EmbeddedFile> migrations;
    for (const EmbeddedFile& file : embedded_documents())
        if (file.path.ends_with(".sql"))
            migrations.push_back(file);
    std::ranges::sort(migrations, {}, &EmbeddedFile::path);
    for (const EmbeddedFile& file : migrations)
        test.run(std::string(file.text));
}

}  // namespace taqwim::tests

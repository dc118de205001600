#include "regulations/frame/document_draft.h"

#include "core/refusal_codes.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using taqwim::DocumentDraft;
using taqwim::Refusal;
using taqwim::RefusalCode;

TEST_CASE("a draft is the document of what was put into it")
{
    DocumentDraft draft;
    CHECK(draft.json() == "{}");
    draft.put({"id"}, "a \"b\"", "students.csv:2:id");
    draft.put_raw({"grade"}, "8", "students.csv:2:grade");
    draft.put({"marks", "MTH"}, 1, "18", "marks.csv:14:t1_exam");
    draft.put({"marks", "MTH"}, 0, "14", "marks.csv:14:t1_coursework");
    draft.put({"marks", "MTH"}, 3, "19", "marks.csv:14:t2_exam");
    const std::size_t first = draft.append({"plan"}, "plan.csv:2");
    draft.put_in({"plan"}, first, "code", "MTH", "plan.csv:2:subject");
    draft.put_raw_in({"plan"}, first, "min", "null", "plan.csv:2:minimum");
    draft.append({"exam_only_terms"}, "t1", "students.csv:2:exam_only_terms");
    CHECK(draft.json() == R"({"id":"a \"b\"","grade":8,"marks":{"MTH":["14","18",null,"19"]},)"
                          R"("plan":[{"code":"MTH","min":null}],"exam_only_terms":["t1"]})");
    CHECK(draft.has({"marks", "MTH"}));
    CHECK(!draft.has({"marks", "SCI"}));
}

TEST_CASE("a draft may hold lists within lists")
{
    DocumentDraft draft;
    const std::vector<std::string> first = {"subjects", "#0", "skills", "#1", "code"};
    const std::vector<std::string> second = {"subjects", "#0", "skills", "#0", "minimum"};
    draft.put_at(first, "M2", "skills.csv:3:id");
    draft.put_at(second, "true", "skills.csv:2:minimum", true);
    CHECK(draft.json() == R"({"subjects":[{"skills":[{"minimum":true},{"code":"M2"}]}]})");
    CHECK(draft.origin("/subjects/0/skills/1/code") == "skills.csv:3:id");
    CHECK(draft.origin("/subjects/0/skills/0/text") == "skills.csv:2:minimum");
    CHECK(draft.origin("/subjects/0") == "skills.csv:3:id");
}

TEST_CASE("what is refused in a draft is told by file, row and column")
{
    DocumentDraft draft;
    draft.put({"id"}, "a", "students.csv:2:id");
    draft.put({"marks", "A/B"}, 1, "18", "marks.csv:14:t1_exam");
    draft.put({"marks", "SCI"}, 0, "18", "marks.csv:15:t1_coursework");
    CHECK(draft.origin("/marks/A~1B/1") == "marks.csv:14:t1_exam");
    // An element that was never put stood beside the one that was.
    CHECK(draft.origin("/marks/A~1B/0") == "marks.csv:14:t1_exam");
    CHECK(draft.origin("/marks") == "marks.csv:14:t1_exam");
    CHECK(draft.origin("/marks/SCI/0/x") == "marks.csv:15:t1_coursework");
    // What no table has is told at the student's own row.
    CHECK(draft.origin("/policy") == "students.csv:2:id");
    CHECK(draft.origin("") == "students.csv:2:id");
    const Refusal refusal =
        draft.at_origin({RefusalCode::field_missing, {}, "/marks/SCI", "SR-6.1b"});
    CHECK(refusal.field == "marks.csv:15:t1_coursework");
    CHECK(refusal.clause == "SR-6.1b");
}

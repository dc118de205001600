// The kinds of documents of the placement tests (PG-2).

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_guide/early_kinds.h"
#include "regulations/sa_guide/early_reading.h"
#include "regulations/sa_guide/placement_candidate.h"

namespace taqwim::sa_guide {

using sa_1426::EditionRules;
using sa_1426::FieldReader;

namespace {

constexpr int k_last_grade = 12;

struct Candidate {
    int target_grade = 0;
    HijriDate birth{};
    HijriDate reference{};
};

HijriDate read_hijri(const JsonValue& input, const char* name, FieldReader& reader)
{
    const std::string text = reader.needed_text(input, name);
    const auto date = HijriDate::parse(text);
    if (!text.empty() && (!date || !from_hijri(*date)))
        reader.refuse(RefusalCode::value_not_a_date, input.pointer(name), {{"value", text}});
    return date.value_or(HijriDate{});
}

Candidate read_candidate(const JsonValue& input, FieldReader& reader)
{
    Candidate candidate;
    candidate.target_grade =
        reader.needed_whole(input, "target_grade", 1, k_last_grade).value_or(0);
    candidate.birth = read_hijri(input, "birth_hijri", reader);
    candidate.reference = read_hijri(input, "reference_hijri", reader);
    if (reader.is_clean() && candidate.birth > candidate.reference)
        reader.refuse(RefusalCode::facts_contradict, input.pointer("birth_hijri"),
                      {{"field", "birth_hijri"},
                       {"value", candidate.birth.to_text()},
                       {"other_field", "reference_hijri"},
                       {"other_value", candidate.reference.to_text()}});
    return candidate;
}

void write_age(const PlacementAge& age, JsonWriter& out)
{
    out.key("age_required").number(age.age_required);
    out.key("tolerance_months").number(age.tolerance_months);
    out.key("eligible").boolean(age.eligible);
    out.key("exam_on_grade").number(age.exam_on_grade);
}

PlacementPapers read_papers(const JsonValue& input, FieldReader& reader)
{
    PlacementPapers papers;
    papers.pledged = reader.yes_no(input, "pledge").value_or(false);
    papers.directorate_answered = reader.yes_no(input, "directorate_answered").value_or(false);
    const auto proof = FieldReader::given(input, "proof");
    if (!proof || !reader.is_object(*proof, {"category", "issuer", "country", "work_country"}))
        return papers;
    papers.category = reader.needed_text(*proof, "category");
    if (!papers.category.empty() && papers.category != "nomad" &&
        papers.category != "posted_abroad")
        reader.not_listed(*proof, "category", papers.category, "nomad, posted_abroad");
    papers.issuer = reader.text(*proof, "issuer");
    papers.country = reader.text(*proof, "country");
    papers.work_country = reader.text(*proof, "work_country");
    return papers;
}

struct TestResult {
    int total = 0;
    int mastered = 0;
    int not_tested = 0;
};

TestResult read_test(const JsonValue& test, FieldReader& reader)
{
    TestResult result;
    if (!reader.is_object(test, {"total", "mastered", "not_tested"}))
        return result;
    result.total = reader.needed_whole(test, "total", 1).value_or(0);
    result.mastered = reader.needed_whole(test, "mastered").value_or(0);
    result.not_tested = reader.whole(test, "not_tested").value_or(0);
    if (reader.is_clean() && result.mastered + result.not_tested > result.total)
        reader.refuse(RefusalCode::facts_contradict, test.pointer("mastered"),
                      {{"field", "mastered"},
                       {"value", std::to_string(result.mastered + result.not_tested)},
                       {"other_field", "total"},
                       {"other_value", std::to_string(result.total)}},
                      "PG-2.6");
    return result;
}

}  // namespace

std::optional<Refusal> placement_age_kind(const JsonValue& input, const EditionRules& edition,
                                          Trace& trace, JsonWriter& out)
{
    FieldReader reader;
    if (!reader.is_object(input, {"target_grade", "birth_hijri", "reference_hijri"}))
        return reader.first();
    const Candidate candidate = read_candidate(input, reader);
    if (!reader.is_clean())
        return reader.first();
    const auto age =
        may_sit_placement_test(candidate.target_grade, candidate.birth, candidate.reference,
                               needed_early_rules(edition), trace);
    if (!age)
        return at(input, age.refusal());
    write_age(*age, out);
    return std::nullopt;
}

std::optional<Refusal> placement_test_kind(const JsonValue& input, const EditionRules& edition,
                                           Trace& trace, JsonWriter& out)
{
    const EarlyRules& rules = needed_early_rules(edition);
    FieldReader reader;
    if (!reader.is_object(input, {"target_grade", "birth_hijri", "reference_hijri", "pledge",
                                  "proof", "directorate_answered", "test"}))
        return reader.first();
    const Candidate candidate = read_candidate(input, reader);
    PlacementPapers papers = read_papers(input, reader);
    papers.target_grade = candidate.target_grade;
    const auto test = FieldReader::given(input, "test");
    const TestResult result = test ? read_test(*test, reader) : TestResult{};
    if (!reader.is_clean())
        return reader.first();

    const auto age = may_sit_placement_test(candidate.target_grade, candidate.birth,
                                            candidate.reference, rules, trace);
    if (!age)
        return at(input, age.refusal());
    write_age(*age, out);
    if (!age->eligible) {
        out.key("status").text("not_eligible");
        return std::nullopt;
    }
    if (auto refusal = refuses_placement_papers(papers, rules, trace))
        return at(input, *std::move(refusal));
    if (!test) {
        out.key("status").text("may_sit");
        return std::nullopt;
    }
    const Finding passed =
        passes_placement_test(result.total, result.mastered, result.not_tested, trace);
    // A minimum skill that was not tested leaves the result open.
    out.key("status").text(passed == Finding::undetermined ? "open"
                           : passed == Finding::met        ? "passed"
                                                           : "failed");
    // Who fails stays as he is.
    out.key("enrolled_in");
    passed == Finding::met ? out.number(candidate.target_grade) : out.null();
    return std::nullopt;
}

}  // namespace taqwim::sa_guide

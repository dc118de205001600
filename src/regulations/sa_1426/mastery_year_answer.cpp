#include "regulations/sa_1426/mastery_year_answer.h"

#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/sa_1426/answer_sheet.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "regulations/sa_1426/mastery_outcome_json.h"
#include "regulations/sa_1426/mastery_year_json.h"

namespace taqwim::sa_1426 {

std::vector<Refusal> MasteryYearAnswer::answer(const JsonValue& document, const RulesInForce& rules,
                                               const EvaluateOptions& /*options*/, Trace& trace)
{
    FieldReader reader;
    reader.is_object(document, {"id", "case", "kind", "regulation", "school_year", "input"});
    const auto school_year = school_year_of(document);
    if (!school_year)
        reader.refuse(school_year.refusal());
    const auto input = FieldReader::given(document, "input");
    if (!input)
        reader.refuse(RefusalCode::field_missing, document.pointer("input"));
    if (!reader.is_clean())
        return reader.take();
    const auto in_force = rules.of(*school_year);
    if (!in_force)
        return {in_force.refusal()};
    rules_ = *in_force;
    const MasteryRules& mastery = needed_mastery_rules(*rules_);

    year_ = read_mastery_year(*input, mastery, more_fields(), reader);
    if (reader.is_clean())
        read_more(*input, year_, reader);
    if (!reader.is_clean())
        return reader.take();
    year_.id = document_id(document, 0);
    year_.school_year_assumed = !school_year->has_value();
    // Without a year given it is the one that the last day lies in.
    year_.school_year = school_year->value_or(SchoolYear{year_.last_day.year()});
    if (year_.school_year_assumed && year_.last_day < year_.school_year.first_day())
        year_.school_year.first -= 1;
    if (!year_.school_year.contains(year_.last_day))
        return {{RefusalCode::day_outside_year,
                 {{"day", year_.last_day.to_text()},
                  {"school_year", year_.school_year.to_text()},
                  {"first_day", year_.school_year.first_day().to_text()},
                  {"last_day", year_.school_year.last_day().to_text()}},
                 input->pointer("last_day"),
                 ""}};
    auto refusal = evaluate_mastery(year_, mastery, outcome_, trace);
    if (!refusal)
        refusal = evaluate_more(year_, outcome_, trace);
    if (refusal) {
        refusal->field = input->pointer() + refusal->field;
        return {*std::move(refusal)};
    }
    return {};
}

void MasteryYearAnswer::write_json(JsonWriter& json) const
{
    write_mastery_outcome(year_, outcome_, needed_mastery_rules(*rules_), json);
    write_more(json);
}

std::string MasteryYearAnswer::decision_words(const Messages& words) const
{
    return label_or_code(words, outcome_.code());
}

std::string MasteryYearAnswer::subject_name(std::size_t subject, const Messages& words) const
{
    const SkillSubject& listed = year_.list->subjects[subject];
    if (words.language() == "en" && !listed.name_en.empty())
        return listed.name_en;
    return listed.name_ar.empty() ? listed.code : listed.name_ar;
}

// The minimum skills that are still missing: mastering them all promotes him.
std::vector<std::string> MasteryYearAnswer::change_sentences(const Messages& words) const
{
    std::vector<std::string> sentences;
    for (const MissingSkill& missing : outcome_.missing_minimum) {
        const auto say = [&](const char* state, const std::vector<std::size_t>& parts) {
            if (parts.empty())
                return;
            sentences.push_back(words.format(
                "mastery.change", {{"subject", subject_name(missing.place.subject, words)},
                                   {"skill", card_text(*year_.list, {missing.place, parts, {}})},
                                   {"state", state}}));
        };
        say("not_mastered", missing.unmastered_parts);
        say("unjudged", missing.unjudged_parts);
        say("not_taught", missing.untaught_parts);
    }
    return sentences;
}

SheetRow MasteryYearAnswer::row(const Messages& words) const
{
    SheetRow row;
    Arguments group = {{"grade", std::to_string(year_.grade)}};
    if (!year_.section.empty())
        group.emplace_back("section", year_.section);
    row.group = words.format("sheet.group", group);
    row.header = {words.format("sheet.student"), words.format("sheet.name")};
    row.cells = {year_.id, year_.name};
    for (std::size_t subject = 0; subject < outcome_.standing.subjects.size(); ++subject) {
        const auto& level = outcome_.standing.subjects[subject].level;
        row.header.push_back(subject_name(subject, words));
        row.cells.push_back(level ? std::to_string(*level) : words.format("sheet.none"));
    }
    row.header.push_back(words.format("sheet.decision"));
    row.cells.push_back(decision_words(words));
    if (year_.list->is_sample)
        row.notes.push_back(words.format("mastery.sample_list"));
    row.decision = outcome_.code();
    row.decision_words = decision_words(words);
    return row;
}

std::vector<std::string> MasteryYearAnswer::csv_record(const Messages& words) const
{
    AnswerRecord record;
    record.id = year_.id;
    record.kind = words.format("mastery.kind");
    record.name = year_.name;
    record.grade = std::to_string(year_.grade);
    record.section = year_.section;
    record.school_year = saudi_year_name(year_.school_year);
    record.decision = decision_words(words);
    record.by = outcome_.by;
    for (std::size_t subject = 0; subject < outcome_.standing.subjects.size(); ++subject) {
        const auto& level = outcome_.standing.subjects[subject].level;
        if (level)
            record.values += (record.values.empty() ? "" : " ") +
                             year_.list->subjects[subject].code + '=' + std::to_string(*level);
    }
    for (const MissingSkill& missing : outcome_.missing_minimum)
        record.not_passed +=
            (record.not_passed.empty() ? "" : " ") + skill_at(*year_.list, missing.place).code;
    if (year_.list->is_sample)
        record.notes = words.format("mastery.sample_list");
    return answer_cells(std::move(record));
}

Explanation MasteryYearAnswer::explanation(const Messages& words) const
{
    Explanation told;
    Arguments who = {{"id", year_.id},
                     {"grade", std::to_string(year_.grade)},
                     {"school_year", saudi_year_name(year_.school_year)},
                     {"regulation", words.format("regulation.title")}};
    if (!year_.name.empty())
        who.emplace_back("name", year_.name);
    if (!year_.section.empty())
        who.emplace_back("section", year_.section);
    told.title = words.format("explain.title", who);
    told.decision = words.format("explain.decision", {{"decision", decision_words(words)}});
    for (std::size_t subject = 0; subject < outcome_.standing.subjects.size(); ++subject) {
        const SubjectReport& report = outcome_.standing.subjects[subject];
        Arguments counts = {{"studied", std::to_string(report.counts.studied)},
                            {"mastered", std::to_string(report.counts.mastered)}};
        if (report.level)
            counts.emplace_back("level", std::to_string(*report.level));
        told.facts.emplace_back(subject_name(subject, words),
                                words.format("mastery.level", counts));
    }
    for (const int period : outcome_.missing_summaries)
        told.facts.emplace_back(
            words.format("sheet.notes"),
            words.format("mastery.missing_summary", {{"period", std::to_string(period)}}));
    if (year_.list->is_sample)
        told.facts.emplace_back(words.format("sheet.notes"), words.format("mastery.sample_list"));
    if (outcome_.outcome != PrimaryOutcome::promoted)
        told.changes = change_sentences(words);
    return told;
}

std::unique_ptr<Answer> make_mastery_year_answer()
{
    return std::make_unique<MasteryYearAnswer>();
}

}  // namespace taqwim::sa_1426

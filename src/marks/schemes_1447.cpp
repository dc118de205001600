#include "marks/schemes_1447.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "embedded/marks.h"
#include "marks/column_settings.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::marks {

namespace {

using sa_1447::EditionRules1447;
using sa_1447::Form;
using sa_1447::Part;
using sa_1447::PartMaximum;
using sa_1447::PlanSubject;

constexpr int k_most_programmes = 40;

struct Title {
    std::string ar;
    std::string en;
};

// schemes/sa_1447.json, the program's own.
Title title_of(std::string_view name, std::string_view kind)
{
    for (const EmbeddedFile& file : embedded_marks()) {
        if (file.path != "schemes/sa_1447.json")
            continue;
        const auto document = JsonDocument::parse(file.text);
        const auto entry = document ? document->root().find(name) : std::nullopt;
        const auto ar = entry ? entry->find(std::string(kind) + "_ar") : std::nullopt;
        const auto en = entry ? entry->find(std::string(kind) + "_en") : std::nullopt;
        if (ar && en)
            return {std::string(ar->text()), std::string(en->text())};
    }
    throw std::logic_error("src/marks/schemes/sa_1447.json lacks " + std::string(name));
}

std::int64_t centi_of(const Mark& mark)
{
    const Exact centi = mark.value * Exact(100);
    if (!centi.is_whole())
        throw std::logic_error("a maximum of sa_1447 has more than two decimals");
    return centi.numerator();
}

// The smallest step of as many decimals as marks may have.
std::int64_t step_centi_of(int decimals)
{
    return decimals >= 2 ? 1 : decimals == 1 ? 10 : 100;
}

class SheetsOf1447 {
public:
    SheetsOf1447(const SchemeRequest& request, const EditionRules1447& rules,
                 const RuleSet& rule_set)
        : request_(request), rules_(rules), rule_set_(rule_set)
    {}

    Result<std::vector<SheetDraft>> make()
    {
        bool is_known = false;
        for (const int term : {1, 2}) {
            const sa_1447::Plan* const plan =
                rules_.plans.find(request_.grade, request_.track, term);
            if (plan == nullptr)
                return not_listed("track", request_.track, tracks());
            const PlanSubject* const subject = plan->find(request_.subject);
            if (subject == nullptr)
                continue;
            is_known = true;
            const Form* form = subject->form;
            if (!request_.form.empty() && subject->model != nullptr) {
                form = subject->model->find(request_.form);
                if (form == nullptr)
                    return not_listed("form", request_.form, subject->form->code);
            }
            add_term(*subject, form, term);
            // Below the secondary stage the second sitting is one for the year (SA1447-SECOND).
            if (form != nullptr && form->second && (is_secondary() || term == 1))
                add_second_sitting(*form, is_secondary() ? term : 0);
        }
        if (!is_known)
            return Refusal{
                RefusalCode::subject_not_in_plan,
                {{"subject", request_.subject}, {"grade", std::to_string(request_.grade)}},
                "/subject",
                "SA1447-PLANS"};
        std::erase_if(drafts_, [&](const SheetDraft& draft) {
            return (!request_.part.empty() && draft.part != request_.part) ||
                   (request_.term != 0 && draft.term != request_.term);
        });
        return std::move(drafts_);
    }

private:
    [[nodiscard]] bool is_secondary() const
    {
        return sa_1447::stage_of(request_.grade) == sa_1447::Stage::secondary;
    }

    [[nodiscard]] std::string tracks() const
    {
        std::string all;
        for (const std::string_view track : rules_.plans.tracks(request_.grade))
            all.append(all.empty() ? "" : ", ").append(track);
        return all;
    }

    [[nodiscard]] static Refusal not_listed(const std::string& field, const std::string& value,
                                            const std::string& allowed)
    {
        return {RefusalCode::value_not_listed,
                {{"value", value}, {"allowed", allowed}},
                '/' + field,
                "SA1447-PLANS"};
    }

    // Where the student-year has the subject in a term.
    [[nodiscard]] std::string place(int term) const
    {
        const std::string subject = "/subjects/" + request_.subject;
        return term == 0 ? subject : subject + "/T" + std::to_string(term);
    }

    SheetDraft& sheet(const char* part, int term)
    {
        const Title title = title_of(part, "title");
        drafts_.push_back({.class_id = 0,
                           .subject = request_.subject,
                           .term = term,
                           .part = part,
                           .scheme = "SA1447",
                           .title_ar = title.ar,
                           .title_en = title.en,
                           .columns = {}});
        return drafts_.back();
    }

    [[nodiscard]] SheetColumn column(const std::string& key, const Mark& maximum, Need needed,
                                     const ColumnSettings& settings) const
    {
        const std::string label = "label." + key;
        return {.key = key,
                .label_ar = rule_set_.messages(Language::ar).format(label),
                .label_en = rule_set_.messages(Language::en).format(label),
                .kind = ColumnKind::mark,
                .maximum_centi = centi_of(maximum),
                .step_centi = step_centi_of(rules_.entry_decimals.value),
                .needed = needed,
                .settings = to_json(settings)};
    }

    void add_term(const PlanSubject& subject, const Form* form, int term)
    {
        if (subject.is_judged_by_standards())
            add_standards(term);
        else if (subject.is_activity() && subject.periods == 0)
            add_programmes(term);
        else
            add_parts(*form, term);
    }

    void add_parts(const Form& form, int term)
    {
        const sa_1447::Parts& parts = form.first.value;
        if (sa_1447::has_coursework(form)) {
            SheetDraft& draft = sheet("coursework", term);
            for (const PartMaximum& part : parts)
                if (part.part != Part::final_exam)
                    draft.columns.push_back(
                        column(code(part.part), part.maximum, Need::each,
                               {.form = "mark", .place = place(term) + '/' + code(part.part)}));
        }
        const PartMaximum* const exam = find(parts, Part::final_exam);
        if (exam == nullptr)
            return;
        // SA1447-EXCUSED  Not sat, the reason stands where the mark would, and an alternative exam beside it.
        const std::string exam_place = place(term) + '/' + code(Part::final_exam);
        SheetDraft& draft = sheet("exam", term);
        draft.columns.push_back(
            column(code(Part::final_exam), exam->maximum, Need::each,
                   {.form = "mark",
                    .place = exam_place,
                    .status_place = exam_place + "/absence",
                    .status_words = {{"excused", "excused"}, {"unexcused", "unexcused"}}}));
        draft.columns.push_back(
            column("alternative_exam", rules_.excused_exam_maximum.value, Need::none,
                   {.form = "mark", .place = exam_place + "/alternative_exam"}));
    }

    void add_second_sitting(const Form& form, int term)
    {
        SheetDraft& draft = sheet("second_round", term);
        for (const PartMaximum& part : form.second->value)
            draft.columns.push_back(column(
                code(part.part), part.maximum, Need::none,
                {.form = "mark", .place = place(term) + "/second_sitting/" + code(part.part)}));
        if (!is_secondary())
            return;
        const Title title = title_of("stumble_exam", "label");
        draft.columns.push_back(
            {.key = "stumble_exam",
             .label_ar = title.ar,
             .label_en = title.en,
             .kind = ColumnKind::mark,
             .maximum_centi = centi_of(rules_.stumble_exam_maximum.value),
             .step_centi = step_centi_of(rules_.entry_decimals.value),
             .needed = Need::none,
             .settings = to_json({.form = "mark", .place = place(term) + "/stumble_exam"})});
    }

    // SA1447-M9  Activity without periods: the marks of the programmes that he took part in.
    void add_programmes(int term)
    {
        const Title title = title_of("programme", "label");
        sheet("coursework", term)
            .columns.push_back(
                {.key = "programme",
                 .label_ar = title.ar,
                 .label_en = title.en,
                 .kind = ColumnKind::mark,
                 .maximum_centi = centi_of(rules_.maximum.value),
                 .step_centi = step_centi_of(rules_.entry_decimals.value),
                 .repeats = k_most_programmes,
                 .needed = Need::none,
                 .settings = to_json({.form = "list", .place = place(term) + "/programmes"})});
    }

    // SA1447-STANDARDS  Those that the school was given, each met or not.
    void add_standards(int term)
    {
        SheetDraft draft;
        for (const SkillDraft& standard : request_.skills)
            if (standard.term == 0 || standard.term == term)
                draft.columns.push_back(
                    {.key = standard.code,
                     .label_ar = standard.text,
                     .label_en = standard.text,
                     .kind = ColumnKind::judgement,
                     .repeats = k_most_programmes,
                     .needed = Need::none,
                     .settings = to_json({.form = "standard",
                                          .place = place(term) + "/standards/" + standard.code})});
        if (!draft.columns.empty())
            sheet("skills", term).columns = std::move(draft.columns);
    }

    const SchemeRequest& request_;
    const EditionRules1447& rules_;
    const RuleSet& rule_set_;
    std::vector<SheetDraft> drafts_;
};

}  // namespace

Result<std::vector<SheetDraft>> sheets_of_1447(const SchemeRequest& request,
                                               const RuleSet& rule_set,
                                               const ParametersOnDay& parameters)
{
    const EditionRules1447 rules = EditionRules1447::read(parameters);
    return SheetsOf1447(request, rules, rule_set).make();
}

}  // namespace taqwim::marks

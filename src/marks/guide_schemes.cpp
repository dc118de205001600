#include "marks/guide_schemes.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "embedded/sa_guide.h"
#include "marks/column_settings.h"
#include "regulations/sa_guide/mark_scheme.h"

namespace taqwim::marks {

namespace {

// A kind of enrolment as the guide calls the student, with the terms of its schemes and where the sheet of each stands.
struct Population {
    const char* enrolment;
    const char* student_type;
    const char* scheme_term;  // "1", "2", "year"
    int sheet_term;
};

constexpr const char* k_admitted_late = "late_case2";

// A night school has night students alone; elsewhere affiliated ones may sit beside regular ones.
std::vector<Population> populations(const SchemeRequest& request)
{
    std::vector<Population> all;
    const auto add_terms = [&](const char* enrolment, const char* type) {
        all.push_back({enrolment, type, "1", 1});
        all.push_back({enrolment, type, "2", 2});
    };
    if (request.school_type == "night") {
        add_terms("night", "night");
    } else {
        add_terms("regular", "regular");
        add_terms("temporary", "regular");
    }
    // PG-9.2  Admitted late, the term is examined without work in it.
    if (request.school_type != "night")
        add_terms("exam_only", k_admitted_late);
    add_terms("affiliated", "affiliated");
    // SR-10.4  One exam in the whole course: entered with the exams of the second term.
    all.push_back({"affiliated_annual", "affiliated", "year", 2});
    return all;
}

struct Leaf {
    std::string id;
    std::string label_ar;
    std::string label_en;
    Mark maximum;
    std::string top;  // the component of the term that it is a part of: "midterm", "endterm"
};

void add_leaves(const std::vector<sa_guide::Component>& components, const Leaf& parent,
                std::vector<Leaf>& leaves)
{
    for (const sa_guide::Component& component : components) {
        const bool is_top = parent.top.empty();
        const Leaf leaf{
            .id = component.id,
            .label_ar = is_top ? component.label_ar : parent.label_ar + " / " + component.label_ar,
            .label_en = is_top ? component.label_en : parent.label_en + " / " + component.label_en,
            .maximum = component.maximum,
            .top = is_top ? component.id : parent.top};
        if (component.is_leaf())
            leaves.push_back(leaf);
        else
            add_leaves(component.parts, leaf, leaves);
    }
}

std::int64_t centi_of(const Mark& mark)
{
    const Exact centi = mark.value * Exact(100);
    if (!centi.is_whole())
        throw std::logic_error("a maximum of the guide's schemes has more than two decimals");
    return centi.numerator();
}

const sa_guide::SchemeBook& book()
{
    static const sa_guide::SchemeBook read = [] {
        for (const EmbeddedFile& file : embedded_sa_guide())
            if (file.path == "schemes/mark_schemes.json")
                return sa_guide::SchemeBook::read(file);
        throw std::logic_error("built without the guide's mark schemes");
    }();
    return read;
}

// A column while the populations are gone through.
struct DraftColumn {
    SheetColumn column;
    ColumnSettings settings;
};
struct DraftSheet {
    SheetDraft draft;
    std::vector<DraftColumn> columns;
};

class GuideSheets {
public:
    GuideSheets(const SchemeRequest& request, std::int64_t step_centi)
        : request_(request), step_centi_(step_centi)
    {}

    void add(const Population& population, const sa_guide::MarkScheme& scheme)
    {
        std::vector<Leaf> leaves;
        add_leaves(scheme.components, {}, leaves);
        for (const Leaf& leaf : leaves) {
            const bool is_exam =
                !scheme.continuous && (leaf.top == "endterm" || leaf.top == "year_exam");
            const std::string part = scheme.continuous ? "oral" : is_exam ? "exam" : "coursework";
            if (request_.part.empty() || request_.part == part)
                add_leaf(population, scheme, part, leaf);
        }
    }

    std::vector<SheetDraft> finish()
    {
        std::vector<SheetDraft> drafts;
        for (auto& [key, sheet] : sheets_) {
            for (DraftColumn& one : sheet.columns) {
                one.column.settings = to_json(one.settings);
                sheet.draft.columns.push_back(std::move(one.column));
            }
            drafts.push_back(std::move(sheet.draft));
        }
        return drafts;
    }

private:
    void add_leaf(const Population& population, const sa_guide::MarkScheme& scheme,
                  const std::string& part, const Leaf& leaf)
    {
        DraftSheet& sheet = sheets_[{population.sheet_term, part}];
        if (sheet.draft.scheme.empty()) {
            sheet.draft.subject = request_.subject;
            sheet.draft.term = population.sheet_term;
            sheet.draft.part = part;
            sheet.draft.scheme = scheme.code;
            sheet.draft.title_ar = scheme.label_ar;
            sheet.draft.title_en = scheme.label_en;
        }
        const std::int64_t maximum = centi_of(leaf.maximum);
        DraftColumn& draft = column(sheet, leaf, maximum);
        const std::string term = population.scheme_term == std::string_view("year")
                                     ? "year"
                                     : 't' + std::string(population.scheme_term);
        draft.settings.places[population.enrolment] =
            "/components/" + request_.subject + '/' + term + '/' + leaf.id;
        if (maximum != draft.column.maximum_centi)
            draft.settings.maximum_by_enrolment[population.enrolment] =
                leaf.maximum.value.to_text();
        // The annual exam is one of the second term (docs/saudi-student-year.md).
        draft.settings.status_place =
            "/absences/" + request_.subject + ".t" + std::to_string(population.sheet_term);
        draft.settings.status_words = {{"unexcused", "unexcused"},
                                       {"excused", "excused_pending"},
                                       {"cancelled_for_cheating", "cancelled"}};
    }

    DraftColumn& column(DraftSheet& sheet, const Leaf& leaf, std::int64_t maximum) const
    {
        const auto found = std::ranges::find_if(
            sheet.columns, [&](const DraftColumn& one) { return one.column.key == leaf.id; });
        if (found != sheet.columns.end())
            return *found;
        sheet.columns.push_back({{.key = leaf.id,
                                  .label_ar = leaf.label_ar,
                                  .label_en = leaf.label_en,
                                  .kind = ColumnKind::mark,
                                  .maximum_centi = maximum,
                                  .step_centi = step_centi_},
                                 {.form = "mark"}});
        return sheet.columns.back();
    }

    const SchemeRequest& request_;
    std::int64_t step_centi_;
    std::map<std::pair<int, std::string>, DraftSheet> sheets_;
};

}  // namespace

Result<std::vector<SheetDraft>> guide_sheets(const SchemeRequest& request, std::int64_t step_centi)
{
    const auto schemes = book().on(request.on);
    const std::string grade = std::to_string(request.grade);
    GuideSheets sheets(request, step_centi);
    for (const Population& population : populations(request)) {
        if (request.term != 0 && population.sheet_term != request.term)
            continue;
        const auto scheme = schemes.find({.subject = book().subject_of(request.subject),
                                          .grade = grade,
                                          .term = population.scheme_term,
                                          .student_type = population.student_type,
                                          .school_type = request.school_type});
        if (scheme) {
            sheets.add(population, **scheme);
            continue;
        }
        // Grades and schools without affiliation have no scheme for it; the first one is whom the class is for.
        if (population.student_type != std::string_view("affiliated") &&
            population.student_type != std::string_view(k_admitted_late))
            return scheme.refusal();
    }
    return sheets.finish();
}

}  // namespace taqwim::marks

#include "marks/opening.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "school/keeping.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/years_store.h"

namespace taqwim::marks {

namespace {

// The school as the guide's schemes tell it apart.
std::string school_type_of(const school::School& of)
{
    if (of.shift == "night")
        return "night";
    if (of.kind == "memorisation")
        return "quran_memorisation";
    if (of.kind == "literacy")
        return "literacy_centre";
    if (of.kind == "private")
        return "private";
    return "day";
}

// A text of what else the regulation's plan says of a subject; empty when it says nothing of it.
std::string said_in(const school::PlanSubject& subject, std::string_view name)
{
    const auto settings = JsonDocument::parse(subject.settings);
    const auto member = settings ? settings->root().find(name) : std::nullopt;
    return member && member->is(JsonKind::text) ? std::string(member->text()) : "";
}

// SR-4.4  "t1" or "t2" of a course that one term has whole.
int one_term_of(const school::PlanSubject& subject)
{
    const std::string term = said_in(subject, "one_term");
    return term == "t1" ? 1 : term == "t2" ? 2 : 0;
}

bool has_sheet(database::Session& session, SchoolId school, const SheetDraft& draft)
{
    return session
               .find_one("SELECT COUNT(*) AS sheets FROM mark_sheet WHERE school_id = $1 AND "
                         "class_id = $2 AND subject = $3 AND term = $4 AND part = $5",
                         school, draft.class_id, draft.subject, draft.term, draft.part)
               ->integer("sheets") > 0;
}

class Opening {
public:
    Opening(school::Changes& changes, SchoolId school, const OpeningRequest& request,
            const Schemes& schemes, const SheetMaker& make, const RefusalWriter& write_refusal)
        : changes_(changes),
          school_(school),
          request_(request),
          schemes_(schemes),
          make_(make),
          write_refusal_(write_refusal),
          school_type_(school_type_of(*school::find_school(changes.session(), school)))
    {}

    std::string open(const std::vector<school::SchoolClass>& classes)
    {
        JsonWriter told;
        told.begin_array();
        for (const school::SchoolClass& one : classes) {
            told.begin_object();
            told.key("class_id").text(std::to_string(one.id));
            told.key("class_name").text(one.name);
            told.key("grade").number(one.grade);
            told.key("subjects").begin_array();
            const auto plan = school::find_plan(changes_.session(), school_, one.plan_id);
            for (const school::PlanSubject& subject : plan->subjects)
                open_subject(told, one, *plan, subject);
            told.end_array().end_object();
        }
        told.end_array();
        JsonWriter json;
        json.begin_object();
        json.key("made").number(made_);
        json.key("standing").number(standing_);
        json.key("refused").number(refused_);
        json.key("classes").raw(told.str());
        json.end_object();
        return std::string(json.str());
    }

private:
    void open_subject(JsonWriter& json, const school::SchoolClass& of,
                      const school::StudyPlan& plan, const school::PlanSubject& subject)
    {
        std::int64_t made = 0;
        std::int64_t standing = 0;
        std::optional<Refusal> refusal;
        SchemeRequest request{.regulation = plan.regulation,
                              .grade = static_cast<int>(plan.grade),
                              .subject = subject.subject,
                              .part = request_.part,
                              .on = request_.on,
                              .is_oral = said_in(subject, "arrangement") == "oral",
                              .one_term = one_term_of(subject),
                              .track = plan.track,
                              .form = said_in(subject, "form"),
                              .school_type = school_type_,
                              .criteria = request_.criteria,
                              .units = request_.units,
                              .kept_maximum = said_in(subject, "kept_maximum"),
                              .skills = request_.skills};
        auto drafts = schemes_.sheets(request);
        // SA1447-PLANS  A form that the school states for one term; the other term has that of the plan.
        if (const std::string of_term = said_in(subject, "term");
            drafts && !request.form.empty() && (of_term == "1" || of_term == "2")) {
            const int stated = of_term == "1" ? 1 : 2;
            request.form.clear();
            if (auto others = schemes_.sheets(request)) {
                std::erase_if(*drafts, [&](const SheetDraft& one) { return one.term != stated; });
                std::ranges::copy_if(*others, std::back_inserter(*drafts),
                                     [&](const SheetDraft& one) { return one.term != stated; });
            }
        }
        if (!drafts)
            refusal = drafts.refusal();
        for (SheetDraft& draft : drafts ? *drafts : std::vector<SheetDraft>{}) {
            // What only some have to sit is made when somebody has to.
            if (request_.part.empty() &&
                (draft.part == "second_round" || draft.part == "placement"))
                continue;
            draft.class_id = of.id;
            if (has_sheet(changes_.session(), school_, draft)) {
                ++standing;
                continue;
            }
            const auto id = make_(changes_, draft);
            if (!id) {
                refusal = id.refusal();
                break;
            }
            ++made;
        }
        made_ += made;
        standing_ += standing;
        refused_ += refusal ? 1 : 0;
        json.begin_object();
        json.key("subject").text(subject.subject);
        json.key("made").number(made);
        json.key("standing").number(standing);
        if (refusal) {
            json.key("refused");
            write_refusal_(*refusal, json);
        }
        json.end_object();
    }

    school::Changes& changes_;
    SchoolId school_;
    const OpeningRequest& request_;
    const Schemes& schemes_;
    const SheetMaker& make_;
    const RefusalWriter& write_refusal_;
    std::string school_type_;
    std::int64_t made_ = 0;
    std::int64_t standing_ = 0;
    std::int64_t refused_ = 0;
};

}  // namespace

Result<std::string> open_sheets(school::Changes& changes, SchoolId school,
                                const OpeningRequest& request, const Schemes& schemes,
                                const SheetMaker& make, const RefusalWriter& write_refusal)
{
    database::Session& session = changes.session();
    if (const auto refusal = school::refuses_change_of_year(session, school, request.year_id))
        return *refusal;
    std::vector<school::SchoolClass> classes;
    constexpr std::int64_t all = 10'000;
    for (school::SchoolClass& one : school::classes_after(session, school, request.year_id, 0, all))
        if ((request.grade == 0 || one.grade == request.grade) &&
            (request.class_id == 0 || one.id == request.class_id))
            classes.push_back(std::move(one));
    if (classes.empty())
        return school::unknown_record("class", request.class_id, "/class_id");
    return Opening(changes, school, request, schemes, make, write_refusal).open(classes);
}

}  // namespace taqwim::marks

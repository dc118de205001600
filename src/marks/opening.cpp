#include "marks/opening.h"

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

// "arrangement" as the regulation's plan says it of a subject.
bool is_oral(const school::PlanSubject& subject)
{
    const auto settings = JsonDocument::parse(subject.settings);
    const auto arrangement = settings ? settings->root().find("arrangement") : std::nullopt;
    return arrangement && arrangement->is(JsonKind::text) && arrangement->text() == "oral";
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
        auto drafts = schemes_.sheets({.regulation = plan.regulation,
                                       .grade = static_cast<int>(plan.grade),
                                       .subject = subject.subject,
                                       .part = request_.part,
                                       .on = request_.on,
                                       .is_oral = is_oral(subject),
                                       .school_type = school_type_,
                                       .criteria = request_.criteria,
                                       .units = request_.units,
                                       .skills = request_.skills});
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

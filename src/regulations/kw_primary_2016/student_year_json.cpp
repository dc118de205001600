#include "regulations/kw_primary_2016/student_year_json.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/frame/json_facts.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::kw_primary_2016 {

namespace {

using Names = std::initializer_list<std::string_view>;

// Reads the parts of a document into a builder.
class DocumentReader : private JsonFacts {
public:
    explicit DocumentReader(StudentYearBuilder& builder)
        : JsonFacts(builder.problems()), builder_(builder)
    {}

    void read(const JsonValue& document, const ReaderContext& context);

private:
    // As JsonFacts has it, but a result that somebody typed is told as such (KW-5.3).
    bool is_object(const JsonValue& value, Names known);
    // The object of each term that is given.
    template <class Read>
    void for_each_term(const JsonValue& object, const Read& read);

    void who(const JsonValue& document);
    void calendar(const JsonValue& document, const ReaderContext& context);
    void policy(const JsonValue& policy);
    void exemptions(const JsonValue& list);
    void absence_counts(const JsonValue& absence);
    void attendance(const JsonValue& attendance);
    void excuse(const JsonValue& excuse);
    void transfer(const JsonValue& transfer);
    void exceptional(const JsonValue& exceptional);
    void last_two_months(const JsonValue& object);
    void subjects(const JsonValue& subjects);
    void subject_term(Subject subject, Term term, const JsonValue& record);
    void formative(Subject subject, Term term, const JsonValue& formative);
    void measure(Subject subject, Term term, const Criterion& criterion, const JsonValue& value);
    void competency_averages(Subject subject, Term term, const JsonValue& list);
    void excluded(Subject subject, Term term, const JsonValue& list);
    void summative(Subject subject, Term term, const JsonValue& list);
    void unit(Subject subject, Term term, int number, const JsonValue& value);
    void performance(const JsonValue& object);
    void placement(const JsonValue& object);
    void second_round(const JsonValue& object);

    StudentYearBuilder& builder_;
};

bool DocumentReader::is_object(const JsonValue& value, Names known)
{
    if (!is(value, JsonKind::object))
        return false;
    for (const JsonValue member : value)
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            builder_.unknown_field(member.key(), {known.begin(), known.size()}, Where(member));
    return true;
}

template <class Read>
void DocumentReader::for_each_term(const JsonValue& object, const Read& read)
{
    for (const Term term : k_terms)
        if (const auto member = given(object, code(term)))
            read(term, *member);
}

void DocumentReader::who(const JsonValue& document)
{
    const Where at(document);
    builder_.regulation(scalar(document, "regulation"), at.field("regulation"));
    const std::string_view id = scalar(document, "id");
    builder_.id(id.empty() ? scalar(document, "case") : id);
    builder_.name(scalar(document, "name"));
    builder_.section(scalar(document, "section"));
    builder_.grade(scalar(document, "grade"), at.field("grade"));
    builder_.as_of(scalar(document, "as_of"), at.field("as_of"));
    if (const auto person = given(document, "person");
        person && is_object(*person, {"sex", "birth_date", "nationality"})) {
        const Where place(*person);
        builder_.sex(scalar(*person, "sex"), place.field("sex"));
        builder_.birth_date(scalar(*person, "birth_date"), place.field("birth_date"));
        builder_.nationality(scalar(*person, "nationality"), place.field("nationality"));
    }
    if (const auto school = given(document, "school");
        school && is_object(*school, {"name", "staff"})) {
        (void)scalar(*school, "name");
        builder_.school_staff(scalar(*school, "staff"), Where(*school).field("staff"));
    }
}

// The calendar's object, into a calendar builder.
void fill_calendar(const JsonValue& object, CalendarBuilder& calendar, ProblemList& problems)
{
    const Where at(object);
    const auto wrong_type = [&](const JsonValue& value, const char* expected) {
        problems.add(RefusalCode::field_wrong_type, Where(value), {{"expected", expected}});
    };
    const auto for_each_text = [&](const JsonValue& list, const auto& take) {
        if (list.is(JsonKind::null))
            return;
        if (!list.is(JsonKind::array)) {
            wrong_type(list, "list");
            return;
        }
        for (const JsonValue element : list) {
            if (element.is(JsonKind::text))
                take(trimmed(element.text()), Where(element));
            else
                wrong_type(element, "text");
        }
    };
    for (const JsonValue member : object) {
        const std::string_view name = member.key();
        const auto days = CalendarBuilder::day_names();
        if (name == "school_weekdays") {
            for_each_text(member, [&](std::string_view text, const Where& where) {
                calendar.school_weekday(text, where);
            });
        } else if (name == "public_holidays") {
            for_each_text(member, [&](std::string_view text, const Where& where) {
                calendar.public_holiday(text, where);
            });
        } else if (name != "decision" && std::find(days.begin(), days.end(), name) == days.end()) {
            std::vector<std::string_view> known(days.begin(), days.end());
            known.insert(known.end(), {"decision", "school_weekdays", "public_holidays"});
            problems.add(RefusalCode::field_unknown, Where(member),
                         {{"field", shown_value(name)}, {"allowed", offered(name, known)}});
        } else if (!member.is(JsonKind::null)) {
            if (!member.is(JsonKind::text))
                wrong_type(member, name == "decision" ? "text" : "day");
            else if (name == "decision")
                calendar.decision(trimmed(member.text()), Where(member));
            else
                calendar.day(name, trimmed(member.text()), Where(member));
        }
    }
}

void DocumentReader::calendar(const JsonValue& document, const ReaderContext& context)
{
    const int grade = builder_.grade();
    const auto object = given(document, "calendar");
    if (!object) {
        builder_.calendar(context.calendars.of(grade), Where(document).field("calendar"));
        return;
    }
    if (!is(*object, JsonKind::object))
        return;
    CalendarBuilder calendar(builder_.rules(), builder_.school_year(), builder_.problems());
    fill_calendar(*object, calendar, builder_.problems());
    auto calendars =
        calendar.finish(Where(*object), grade == 0 ? std::nullopt : std::optional<int>(grade));
    if (!calendars)
        return;
    if (context.memory != nullptr) {
        auto& last = context.memory->last;
        const auto share = [](std::shared_ptr<const SchoolCalendar>& mine,
                              const std::shared_ptr<const SchoolCalendar>& known) {
            if (known && are_equal(*mine, *known))
                mine = known;
        };
        share(calendars->grades_1_to_4, last.grades_1_to_4);
        share(calendars->grade_5, last.grade_5);
        last = *calendars;
    }
    builder_.calendar(calendars->of(grade), Where(*object));
}

// The number of competencies, one for both terms or [term 1, term 2], and of units, [term 1, term
// 2].
void DocumentReader::policy(const JsonValue& policy)
{
    if (!is_object(policy, {"competencies", "units"}))
        return;
    for (const std::string_view part : {"competencies", "units"}) {
        const auto table = given(policy, part);
        if (!table || !is(*table, JsonKind::object))
            continue;
        const auto set = [&](Subject subject, Term term, const JsonValue& value) {
            if (part == "units")
                builder_.units(subject, term, scalar(value), Where(value));
            else
                builder_.competencies(subject, term, scalar(value), Where(value));
        };
        for (const JsonValue entry : *table) {
            const auto subject = builder_.subject(entry.key(), Where(entry));
            if (!subject || entry.is(JsonKind::null))
                continue;
            if (part == "competencies" && !entry.is(JsonKind::array)) {
                // One number for both terms is refused once.
                const std::size_t before = builder_.problems().size();
                set(*subject, Term::first, entry);
                if (builder_.problems().size() == before)
                    set(*subject, Term::second, entry);
                continue;
            }
            if (!is(entry, JsonKind::array))
                continue;
            if (entry.size() != k_terms.size()) {
                builder_.refuse(
                    RefusalCode::value_out_of_range, Where(entry),
                    {{"value", std::to_string(entry.size())}, {"minimum", "2"}, {"maximum", "2"}});
                continue;
            }
            auto term = k_terms.begin();
            for (const JsonValue value : entry)
                set(*subject, *term++, value);
        }
    }
}

void DocumentReader::exemptions(const JsonValue& list)
{
    if (!is(list, JsonKind::array))
        return;
    for (const JsonValue entry : list) {
        const Where at(entry);
        if (entry.is(JsonKind::text)) {
            if (const auto subject = builder_.subject(trimmed(entry.text()), at))
                builder_.exempt({.subject = *subject, .from_term = {}, .ground = {}}, at);
            continue;
        }
        if (!is_object(entry, {"subject", "from_term", "ground", "document"}))
            continue;
        (void)scalar(entry, "document");
        const auto subject = builder_.subject(scalar(entry, "subject"), at.field("subject"));
        if (subject)
            builder_.exempt({.subject = *subject,
                             .from_term = scalar(entry, "from_term"),
                             .ground = scalar(entry, "ground")},
                            at);
    }
}

void DocumentReader::absence_counts(const JsonValue& absence)
{
    if (!is_object(absence, {"T1", "T2"}))
        return;
    for_each_term(absence, [&](Term term, const JsonValue& counts) {
        if (!is(counts, JsonKind::object))
            return;
        const auto names = StudentYearBuilder::absence_count_names();
        for (const JsonValue count : counts) {
            if (std::find(names.begin(), names.end(), count.key()) == names.end())
                builder_.unknown_field(count.key(), names, Where(count));
            else
                builder_.absence_count(term, count.key(), scalar(count), Where(count));
        }
    });
}

void DocumentReader::attendance(const JsonValue& attendance)
{
    if (!is_object(attendance, {"absences", "lateness", "leave", "excuses", "activities"}))
        return;
    const auto for_each = [&](std::string_view name, Names known, const auto& take) {
        const auto list = given(attendance, name);
        if (!list || !is(*list, JsonKind::array))
            return;
        builder_.ledger(Where(*list));
        for (const JsonValue entry : *list)
            if (is_object(entry, known))
                take(entry, Where(entry));
    };
    for_each("absences", {"on", "period"}, [&](const JsonValue& entry, const Where& at) {
        builder_.absent_on(scalar(entry, "on"), scalar(entry, "period"), at);
    });
    for_each("lateness", {"on", "judgement"}, [&](const JsonValue& entry, const Where& at) {
        builder_.late_on(scalar(entry, "on"), scalar(entry, "judgement"), at);
    });
    for_each("leave", {"on", "approved"}, [&](const JsonValue& entry, const Where& at) {
        const auto approved = yes_no(entry, "approved");
        if (!given(entry, "approved"))
            builder_.refuse(RefusalCode::field_missing, at.field("approved"),
                            {{"field", "approved"}}, "KW-21.2");
        builder_.leave_on(scalar(entry, "on"), approved.value_or(false), at);
    });
    for_each("excuses",
             {"from", "to", "kind", "on_school_form", "certifier", "school_health_certified",
              "submitted_on", "judgement"},
             [&](const JsonValue& entry, const Where&) { excuse(entry); });
    for_each("activities", {"letter", "from", "to"}, [&](const JsonValue& entry, const Where& at) {
        builder_.activity(scalar(entry, "letter"), scalar(entry, "from"), scalar(entry, "to"), at);
    });
}

void DocumentReader::excuse(const JsonValue& excuse)
{
    builder_.excuse(
        {.from = scalar(excuse, "from"),
         .to = scalar(excuse, "to"),
         .kind = scalar(excuse, "kind"),
         .on_school_form = yes_no(excuse, "on_school_form").value_or(false),
         .certifier = scalar(excuse, "certifier"),
         .school_health_certified = yes_no(excuse, "school_health_certified").value_or(false),
         .submitted_on = scalar(excuse, "submitted_on"),
         .judgement = scalar(excuse, "judgement")},
        Where(excuse));
}

void DocumentReader::transfer(const JsonValue& transfer)
{
    if (!is_object(transfer, {"on", "from_school", "T1", "T2"}))
        return;
    (void)scalar(transfer, "from_school");
    builder_.transfer_on(scalar(transfer, "on"), Where(transfer).field("on"));
    for_each_term(transfer, [&](Term term, const JsonValue& carried) {
        if (!is_object(carried,
                       {"unexcused_days", "excused_days", "lateness_unaccepted", "documents"}))
            return;
        CarriedEntry entry{.unexcused_days = scalar(carried, "unexcused_days"),
                           .excused_days = scalar(carried, "excused_days"),
                           .lateness_unaccepted = scalar(carried, "lateness_unaccepted"),
                           .documents = {}};
        if (const auto documents = given(carried, "documents");
            documents && is(*documents, JsonKind::array))
            for (const JsonValue document : *documents)
                if (is(document, JsonKind::text))
                    entry.documents.push_back(trimmed(document.text()));
        builder_.carried(term, entry, Where(carried));
    });
}

void DocumentReader::exceptional(const JsonValue& exceptional)
{
    if (!is_object(exceptional, {"type", "person", "from", "to", "documents", "district",
                                 "ministry_committee", "lapsed"}))
        return;
    int documents = 0;
    if (const auto value = given(exceptional, "documents")) {
        constexpr int k_most_documents = 1000;
        if (value->is(JsonKind::array)) {
            for (const JsonValue document : *value)
                if (is(document, JsonKind::text) && !trimmed(document.text()).empty())
                    documents = std::min(documents + 1, k_most_documents);
        } else {
            documents =
                read_whole(scalar(*value), 0, k_most_documents, Where(*value), builder_.problems())
                    .value_or(0);
        }
    }
    builder_.exceptional({.type = scalar(exceptional, "type"),
                          .person = scalar(exceptional, "person"),
                          .from = scalar(exceptional, "from"),
                          .to = scalar(exceptional, "to"),
                          .documents = documents,
                          .district = scalar(exceptional, "district"),
                          .ministry_committee = scalar(exceptional, "ministry_committee"),
                          .lapsed = yes_no(exceptional, "lapsed").value_or(false)},
                         Where(exceptional));
}

void DocumentReader::last_two_months(const JsonValue& object)
{
    if (is_object(object, {"attended_days", "absence_all_excused"}))
        builder_.last_two_months(scalar(object, "attended_days"),
                                 yes_no(object, "absence_all_excused").value_or(false),
                                 Where(object));
}

void DocumentReader::subjects(const JsonValue& subjects)
{
    if (!is(subjects, JsonKind::object))
        return;
    for (const JsonValue entry : subjects) {
        const auto subject = builder_.subject(entry.key(), Where(entry));
        if (!subject || entry.is(JsonKind::null))
            continue;
        // A mark in place of the record is a result that somebody typed.
        const auto is_typed_result = [&](const JsonValue& value) {
            if (!value.is(JsonKind::number) && !value.is(JsonKind::text))
                return false;
            builder_.refuse(RefusalCode::result_typed, Where(value), {}, "KW-5.3");
            return true;
        };
        if (is_typed_result(entry) || !is_object(entry, {"T1", "T2"}))
            continue;
        for_each_term(entry, [&](Term term, const JsonValue& record) {
            if (!is_typed_result(record))
                subject_term(*subject, term, record);
        });
    }
}

void DocumentReader::subject_term(Subject subject, Term term, const JsonValue& record)
{
    if (!is_object(record,
                   {"formative", "competency_averages", "excluded", "summative", "behaviour"}))
        return;
    if (const auto value = given(record, "formative"))
        formative(subject, term, *value);
    if (const auto value = given(record, "competency_averages"))
        competency_averages(subject, term, *value);
    if (const auto value = given(record, "excluded"))
        excluded(subject, term, *value);
    if (const auto value = given(record, "summative"))
        summative(subject, term, *value);
    if (const auto value = given(record, "behaviour"))
        builder_.behaviour(scalar(*value), Where(*value));
}

void DocumentReader::formative(Subject subject, Term term, const JsonValue& formative)
{
    if (formative.is(JsonKind::number) || formative.is(JsonKind::text)) {
        builder_.refuse(RefusalCode::result_typed, Where(formative), {}, "KW-5.3");
        return;
    }
    if (!is(formative, JsonKind::object))
        return;
    for (const JsonValue group : formative) {
        const auto competency = builder_.competency(subject, term, group.key(), Where(group));
        if (!competency || group.is(JsonKind::null) || !is(group, JsonKind::object))
            continue;
        for (const JsonValue levels : group) {
            const auto criterion =
                builder_.criterion(subject, term, levels.key(), competency, Where(levels));
            if (!criterion || levels.is(JsonKind::null) || !is(levels, JsonKind::array))
                continue;
            for (const JsonValue level : levels)
                measure(subject, term, *criterion, level);
        }
    }
}

void DocumentReader::measure(Subject subject, Term term, const Criterion& criterion,
                             const JsonValue& value)
{
    MeasureEntry entry{.subject = subject,
                       .term = term,
                       .criterion = criterion,
                       .level = {},
                       .on = {},
                       .missed_on = {},
                       .activities_practised_on = {}};
    if (value.is(JsonKind::object)) {
        if (!is_object(value, {"level", "on", "missed_on", "activities_practised_on"}))
            return;
        entry.level = scalar(value, "level");
        entry.on = scalar(value, "on");
        entry.missed_on = scalar(value, "missed_on");
        entry.activities_practised_on = scalar(value, "activities_practised_on");
    } else {
        entry.level = scalar(value);
    }
    builder_.measure(entry, Where(value));
}

void DocumentReader::competency_averages(Subject subject, Term term, const JsonValue& list)
{
    if (!is(list, JsonKind::array))
        return;
    int number = 0;
    for (const JsonValue level : list) {
        const std::string text = std::to_string(++number);
        const auto competency = builder_.competency(subject, term, text, Where(level));
        if (!competency)
            return;
        builder_.competency_level(subject, term, *competency, scalar(level), Where(level));
    }
}

void DocumentReader::excluded(Subject subject, Term term, const JsonValue& list)
{
    if (!is(list, JsonKind::array))
        return;
    for (const JsonValue number : list) {
        const std::string_view text = scalar(number);
        if (text.empty())
            continue;
        if (const auto competency = builder_.competency(subject, term, text, Where(number)))
            builder_.exclude(subject, term, *competency, Where(number));
    }
}

void DocumentReader::summative(Subject subject, Term term, const JsonValue& list)
{
    if (list.is(JsonKind::number) || list.is(JsonKind::text)) {
        builder_.refuse(RefusalCode::result_typed, Where(list), {}, "KW-5.3");
        return;
    }
    if (!is(list, JsonKind::array))
        return;
    int number = 0;
    for (const JsonValue value : list)
        unit(subject, term, ++number, value);
}

void DocumentReader::unit(Subject subject, Term term, int number, const JsonValue& value)
{
    UnitEntry entry{.subject = subject,
                    .term = term,
                    .number = number,
                    .score = {},
                    .maximum = {},
                    .on = {},
                    .missed_on = {},
                    .last_two_months = Known::unknown};
    if (value.is(JsonKind::object)) {
        if (!is_object(value, {"score", "max", "on", "missed_on", "last_two_months", "note"}))
            return;
        (void)scalar(value, "note");
        entry.score = scalar(value, "score");
        entry.maximum = scalar(value, "max");
        entry.on = scalar(value, "on");
        entry.missed_on = scalar(value, "missed_on");
        if (const auto inside = yes_no(value, "last_two_months"))
            entry.last_two_months = *inside ? Known::yes : Known::no;
    } else {
        entry.score = scalar(value);
    }
    builder_.unit(entry, Where(value));
}

void DocumentReader::performance(const JsonValue& object)
{
    if (!is(object, JsonKind::object))
        return;
    for (const JsonValue entry : object) {
        const auto subject = builder_.subject(entry.key(), Where(entry));
        if (!subject || entry.is(JsonKind::null))
            continue;
        std::string_view mark;
        if (!entry.is(JsonKind::object))
            mark = scalar(entry);
        else if (is_object(entry, {"mark"}))
            mark = scalar(entry, "mark");
        builder_.performance(*subject, mark, Where(entry));
    }
}

void DocumentReader::placement(const JsonValue& object)
{
    if (!is(object, JsonKind::object))
        return;
    for (const JsonValue entry : object) {
        const auto subject = builder_.subject(entry.key(), Where(entry));
        if (!subject || entry.is(JsonKind::null))
            continue;
        if (!entry.is(JsonKind::object))
            builder_.placement(*subject, scalar(entry), {}, Where(entry));
        else if (is_object(entry, {"mark", "on"}))
            builder_.placement(*subject, scalar(entry, "mark"), scalar(entry, "on"), Where(entry));
    }
}

void DocumentReader::second_round(const JsonValue& object)
{
    if (!is(object, JsonKind::object))
        return;
    for (const JsonValue papers : object) {
        const auto subject = builder_.subject(papers.key(), Where(papers));
        if (!subject || papers.is(JsonKind::null))
            continue;
        if (!is_object(papers, {"term2_reassessment_of_40", "term2_reassessment", "performance",
                                "paper", "on", "absent"}))
            continue;
        SecondRoundEntry entry;
        entry.subject = *subject;
        entry.reassessment_of_40 = scalar(papers, "term2_reassessment_of_40");
        if (const auto reassessment = given(papers, "term2_reassessment")) {
            if (!reassessment->is(JsonKind::object)) {
                entry.reassessment = scalar(*reassessment);
            } else if (is_object(*reassessment, {"mark", "max"})) {
                entry.reassessment = scalar(*reassessment, "mark");
                entry.reassessment_maximum = scalar(*reassessment, "max");
                entry.reassessment_at = Where(*reassessment);
            }
        }
        entry.performance = scalar(papers, "performance");
        entry.paper = scalar(papers, "paper");
        entry.on = scalar(papers, "on");
        if (const auto absent = given(papers, "absent")) {
            if (absent->is(JsonKind::boolean))
                entry.absent = absent->truth() ? "U" : "";
            else
                entry.absent = scalar(*absent);
        }
        builder_.second_round(entry, Where(papers));
    }
}

void DocumentReader::read(const JsonValue& document, const ReaderContext& context)
{
    // The builder's order, whatever the order of the text.
    who(document);
    calendar(document, context);
    const auto part = [&](std::string_view name,
                          void (DocumentReader::*read_part)(const JsonValue&)) {
        if (const auto value = given(document, name))
            (this->*read_part)(*value);
    };
    if (const auto enrolment = given(document, "enrolment");
        enrolment && is_object(*enrolment, {"on", "newcomer"}))
        builder_.enrolment(scalar(*enrolment, "on"), yes_no(*enrolment, "newcomer").value_or(false),
                           Where(*enrolment));
    part("exempt", &DocumentReader::exemptions);
    part("policy", &DocumentReader::policy);
    part("absence", &DocumentReader::absence_counts);
    part("attendance", &DocumentReader::attendance);
    part("transfer", &DocumentReader::transfer);
    part("exceptional", &DocumentReader::exceptional);
    part("last_two_months", &DocumentReader::last_two_months);
    part("subjects", &DocumentReader::subjects);
    part("performance", &DocumentReader::performance);
    part("placement", &DocumentReader::placement);
    part("second_round", &DocumentReader::second_round);

    static constexpr std::array<std::string_view, 23> known = {
        "regulation",      "id",        "case",        "name",      "section",      "grade",
        "school_year",     "as_of",     "exempt",      "absence",   "attendance",   "calendar",
        "policy",          "subjects",  "performance", "placement", "second_round", "exceptional",
        "last_two_months", "enrolment", "transfer",    "person",    "school"};
    for (const JsonValue member : document)
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            builder_.unknown_field(member.key(), known, Where(member));
}

StudentYearReading refused(Refusal refusal)
{
    StudentYearReading reading;
    reading.problems.push_back(std::move(refusal));
    return reading;
}

}  // namespace

StudentYearReading read_all_of_student_year(const JsonValue& document, const ReaderContext& context)
{
    if (!document.is(JsonKind::object))
        return refused(
            {RefusalCode::field_wrong_type, {{"expected", "object"}}, document.pointer(), ""});

    // The year comes first: it says which rules the facts are checked by.
    std::optional<SchoolYear> year = context.default_school_year;
    Given year_given = Given::no;
    if (const auto member = JsonFacts::given(document, "school_year")) {
        const std::string_view text =
            member->is(JsonKind::text) ? trimmed(member->text()) : member->number();
        const auto parsed = SchoolYear::parse(text);
        if (!parsed)
            return refused({RefusalCode::school_year_unreadable,
                            {{"value", shown_value(text)}},
                            member->pointer(),
                            ""});
        year = parsed;
        year_given = Given::yes;
    }
    if (!year)
        return refused({RefusalCode::field_missing,
                        {{"field", "school_year"}},
                        document.pointer("school_year"),
                        "KW-P1-0"});
    const Result<const Rules*> rules = context.rules_of(*year);
    if (!rules) {
        Refusal refusal = rules.refusal();
        if (refusal.field.empty())
            refusal.field = document.pointer("school_year");
        return refused(std::move(refusal));
    }

    StudentYearBuilder builder(**rules, context.symbols);
    builder.school_year(*year, year_given, Where(document).field("school_year"));
    DocumentReader(builder).read(document, context);
    StudentYearReading reading;
    Result<StudentYear> facts = builder.finish(Where(document));
    if (facts)
        reading.facts = std::move(*facts);
    reading.problems = builder.problems().take();
    return reading;
}

Result<StudentYear> read_student_year(const JsonValue& document, const ReaderContext& context)
{
    StudentYearReading reading = read_all_of_student_year(document, context);
    if (!reading.facts)
        return std::move(reading.problems.front());
    return *std::move(reading.facts);
}

Result<SchoolCalendars> read_calendar(const JsonValue& document, SchoolYear year,
                                      const Rules& rules)
{
    if (!document.is(JsonKind::object))
        return Refusal{
            RefusalCode::field_wrong_type, {{"expected", "object"}}, document.pointer(), ""};
    ProblemList problems;
    CalendarBuilder calendar(rules, year, problems);
    fill_calendar(document, calendar, problems);
    auto calendars = calendar.finish(Where(document));
    if (!calendars)
        return problems.take().front();
    return *std::move(calendars);
}

}  // namespace taqwim::kw_primary_2016

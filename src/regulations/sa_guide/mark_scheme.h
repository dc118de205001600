// Mark schemes: how the mark of a subject is put together in one term, as a tree of components (PG-5, PG-4.12, PG-6.6,
// PG-9). All of them are data, schemes/mark_schemes.json: a tree does not fit into a parameter, and JSON is what the
// frame reads for its rooms (the TOML library stays within the frame).
//
//   MarkScheme   one tree with whom it is for: subjects, grades, terms, types of student and of school
//   SchemeBook   all schemes of all days, checked once at start; the addresses of its schemes stay valid while it lives
//   SchemesOnDay the schemes in force on one day; exactly one matches each student and subject
//
//   const SchemesOnDay schemes = book.on(day);
//   const Result<const MarkScheme*> scheme = schemes.find({.subject = "english", .grade = "9", .term = "1"});
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/embedded_file.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "core/refusal.h"

namespace taqwim::sa_guide {

// How the mark of a component comes from its parts.
enum class Combination : std::uint8_t {
    leaf,   // entered
    sum,    // the parts added up
    mean,   // the mean of the parts, such as of two periods (PG-4.4)
    scaled  // the sum of the parts brought from their maximum to the component's (PG-5.english.4)
};

struct Component {
    std::string id;  // unique in its scheme: "mid.oral"
    std::string label_ar;
    std::string label_en;
    std::string
        kind;  // written, oral, practical, continuous, project, skill, measure, rubric; "group" has parts
    std::string clause;  // when the text gives this component by itself: "PG-5.pe.1"
    ParameterStatus status = ParameterStatus::enacted;
    Mark maximum;
    Combination combination = Combination::leaf;
    // PG-5.art.2 (D36)  Two skills that share a mark: entered whole, or each by itself.
    bool may_be_entered_whole = false;
    // PG-6.6 (D25)  Where marks are entered as papers of this maximum instead, when the ministry says so.
    std::optional<Mark> scaled_from;
    std::vector<Component> parts;

    [[nodiscard]] bool is_leaf() const { return combination == Combination::leaf; }
};

struct MarkScheme {
    std::string code;    // "SA-PE"
    std::string clause;  // "PG-5.pe.0"
    std::string source;
    Day from{};
    std::string label_ar;
    std::string label_en;
    std::vector<std::string> subjects;  // "*" alone: any subject that has no scheme of its own
    std::vector<std::string> grades;    // "4" to "12", "L2", "L3"
    std::vector<std::string> terms;     // "1", "2", "year"
    std::vector<std::string> student_types;
    std::vector<std::string> school_types;
    Mark maximum;
    bool continuous =
        false;  // PG-4: no end-of-term exam, the whole term mark by continuous assessment
    bool needs_ministry_decision = false;  // SR-10.5: one exam in the whole course
    // PG-6.6 (D25)  Stands twice in the book: marked out of the component, and out of less and brought to it.
    bool has_scaled_form = false;
    bool is_scaled_form = false;
    std::vector<Component> components;

    [[nodiscard]] bool is_general() const { return subjects.front() == "*"; }
    // Whether the students of this scheme have a mark for their work in the term.
    [[nodiscard]] bool has_term_work() const;
    [[nodiscard]] const Component* find(std::string_view component) const;
    // Assumed as soon as one of its components is.
    [[nodiscard]] ParameterStatus status() const;
};

// PG-6.6 (D25)  How the papers of affiliated students reach the mark of the component.
enum class AffiliatePapers : std::uint8_t { direct, scaled };

// How a leaf is divided further on the paper or the card: the questions of English, the oral side of English. Its items
// add up to the leaf.
struct Rubric {
    std::string code;
    std::string clause;
    Mark maximum;
    struct Leaf {
        std::string scheme;
        std::string component;
    };
    std::vector<Leaf> leaves;
    std::vector<std::string> grades;
    struct Item {
        std::string id;
        std::string label_ar;
        std::string label_en;
        Mark maximum;
    };
    std::vector<Item> items;
};

struct SchemeSubject {
    std::string code;                      // "quran"
    std::vector<std::string> plan_codes;   // as plans write it: "QRN"
    std::vector<std::string> oral_grades;  // PG-G.12, PG-4.12: assessed continuously in these
};

// Whom a scheme is looked for.
struct SchemeQuery {
    std::string_view subject;
    std::string_view grade;
    std::string_view term;
    std::string_view student_type = "regular";
    std::string_view school_type = "day";
};

// Where students of a type are taught.
struct StudentsOfType {
    std::string student_type;
    std::vector<std::string> school_types;
    std::vector<std::string> grades;
    std::vector<std::string> terms;
};

class SchemeBook;

class SchemesOnDay {
public:
    // The one scheme for this student and subject. Refuses a type of student, school, grade or term that the guide
    // has no marks for (value_not_listed, facts_contradict).
    [[nodiscard]] Result<const MarkScheme*> find(const SchemeQuery& query) const;
    // By its code; nothing when there is none in force.
    [[nodiscard]] const MarkScheme* find(std::string_view code) const;
    [[nodiscard]] const std::vector<const MarkScheme*>& all() const { return schemes_; }
    // All schemes that match: the book checks at start that there is exactly one.
    [[nodiscard]] std::vector<const MarkScheme*> matches(const SchemeQuery& query) const;

private:
    friend class SchemeBook;
    const SchemeBook* book_ = nullptr;
    std::vector<const MarkScheme*> schemes_;
};

class SchemeBook {
public:
    // Reads and checks all of it: parts that add up, terms of 50 and years of 100, oral subjects assessed continuously,
    // and for each subject, grade, term, type of student and of school exactly one scheme on every day on which the
    // schemes change. Throws ConfigurationFault with everything that is wrong.
    [[nodiscard]] static SchemeBook read(const EmbeddedFile& file);

    // The schemes in force on a day: of each code the latest that has begun.
    [[nodiscard]] SchemesOnDay on(Day day, AffiliatePapers papers = AffiliatePapers::direct) const;

    [[nodiscard]] const std::vector<SchemeSubject>& subjects() const { return subjects_; }
    [[nodiscard]] const std::vector<StudentsOfType>& students() const { return students_; }
    [[nodiscard]] const std::vector<Rubric>& rubrics() const { return rubrics_; }
    [[nodiscard]] const Rubric* find_rubric(std::string_view scheme, std::string_view component,
                                            std::string_view grade) const;
    // The subject of a plan's code, "*" for any other: "QRN" and "quran" are Qur'an.
    [[nodiscard]] std::string_view subject_of(std::string_view plan_code) const;
    // Whether the subject is assessed continuously in the grade (PG-G.12, PG-4.12).
    [[nodiscard]] bool is_oral(std::string_view subject, std::string_view grade) const;

private:
    friend class SchemesOnDay;
    friend class SchemeReader;
    std::vector<SchemeSubject> subjects_;
    std::vector<StudentsOfType> students_;
    std::vector<MarkScheme> schemes_;
    std::vector<Rubric> rubrics_;
};

}  // namespace taqwim::sa_guide

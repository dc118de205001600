// The papers that the rooms print, each by its name: to which regulations it belongs, about whom it is, and who fills it
// in. A room adds its own; what is done with a paper, draft or issue, is the desk's (paper_desk.h).
//
//   PaperKinds kinds;
//   kinds.add({.name = "follow_up_card", .form = "KW-T-CARD", .title_ar = …, .regulations = {"kw_primary_2016"},
//              .fill = [&](database::Session& session, const PaperOrder& order) { … }});
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "core/refusal.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/database/session.h"

namespace taqwim::documents {

enum class Stage : std::uint8_t {
    draft,  // bears the watermark; may be made of what is not published yet
    issue   // of what stands: published, signed, decided
};

// What is wanted, of whom, and how it is to look.
struct PaperOrder {
    SchoolId school;
    std::int64_t school_year_id = 0;
    std::optional<std::int64_t> student_id = std::nullopt;
    // Of a paper about a class; of one about a student it is his class in that year, where he has one.
    std::optional<std::int64_t> class_id = std::nullopt;
    std::string part;  // one of the kind's; empty where it has none
    // Of a kind that takes one: the code of the subject it is about; empty: all of them.
    std::string subject = {};
    // Of a kind that takes one: the entry of the record that it is about.
    std::optional<std::int64_t> entry = std::nullopt;
    Stage stage = Stage::draft;
    print::Language language = print::Language::arabic;
    Instant at;
    Day today{0};
};

// A paper that is filled in.
struct Paper {
    DocumentContent content;  // kind, title, student, school_year and lines; the rest is the desk's
    std::function<print::Document(const Issuer&, const Printing&)> printed;
};

struct PaperKind {
    enum class About : std::uint8_t { student, school_class, school };
    // What it is to who attests documents (PG-24.T).
    enum class Attested : std::uint8_t { school_document, term_notice, attendance_statement };

    std::string name;  // that of its folder
    std::string form;  // the requirement that orders it: KW-T-CARD
    std::string title_ar;
    std::string title_en;
    About about = About::student;
    // Rule sets by whose results or plans it is filled in; none: any.
    std::vector<std::string> regulations = {};
    // "term_1", "term_2", "year": which of several it is; none where there is one alone.
    std::vector<std::string> parts = {};
    // The parts, of several, that are notices of mid-term or first-term results: nobody attests them (PG-24.T.2).
    std::vector<std::string> term_notices = {};
    bool is_attendance_statement = false;
    // Whether it is handed out numbered and signed; else it is a paper for work, printed and signed by hand.
    bool is_issued = true;
    std::vector<print::Language> languages = {print::Language::arabic};
    // Refuses when there is nothing to fill it with: result_not_published, facts_incomplete and what its room refuses.
    std::function<Result<Paper>(database::Session&, const PaperOrder&)> fill;
    // Its sample with invented people, for the preview of templates; none: it cannot be shown without a record.
    std::function<print::Document(const Issuer&, const Printing&)> sample = nullptr;

    // Of a paper with a sheet for each subject: whether it can be ordered for one alone.
    bool takes_subject = false;
    // Of which a student may have several in a year: each is about one entry of the record, which the order names. It is issued
    // one by one, and of an entry one stands in each language.
    bool takes_entry = false;
    // Of a paper about a student: a record in columns, not a certificate or a notice. Lists and sheets of classes are tables.
    bool is_record = false;

    // Whether it is given as a workbook too.
    [[nodiscard]] bool is_table() const { return about == About::school_class || is_record; }
    [[nodiscard]] bool belongs_to(std::string_view regulation) const;
    [[nodiscard]] Attested attested_as(std::string_view part) const;
};

class PaperKinds {
public:
    // Throws std::logic_error for a name that stands already.
    void add(PaperKind kind);
    // Null when there is none of that name.
    [[nodiscard]] const PaperKind* find(std::string_view name) const;
    [[nodiscard]] const std::vector<PaperKind>& all() const { return kinds_; }

private:
    std::vector<PaperKind> kinds_;
};

}  // namespace taqwim::documents

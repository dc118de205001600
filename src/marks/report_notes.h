// KW-T-REPORT  What a teacher writes of a student on the report page of the Kuwaiti card: one note for each subject and term,
// and his signature under it.
//
// A note is a card_description without a heading: it is only added to, and the newest stands. The signature is under the
// newest; a newer note stands unsigned until it is signed as well. A note may be signed without words: the teacher has
// nothing to add. What is not signed yet is a draft, which may hold anything; a signature is refused with the label that the
// guardian would read (SR-3.7).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/sheet_store.h"
#include "platform/database/session.h"
#include "school/negative_labels.h"
#include "school/record.h"

namespace taqwim::marks {

// As many letters as the form has room for beside nine others.
inline constexpr std::size_t k_longest_note = 200;
inline constexpr std::size_t k_most_notes = 200;

struct ReportPlace {
    std::int64_t class_id = 0;
    std::string subject;
    int term = 0;
};

// What somebody asks for: the note of one student, on the version of it that he saw; 0 where he saw none.
struct NoteRequest {
    std::int64_t student_id = 0;
    std::int64_t based_on = 0;
    std::string text = {};  // empty: no note any more
};

// Stores a note, or nothing when it stands so already; gives the id of the one that stands, 0 for none. Refuses with
// record_unknown {class, student, report: no Kuwaiti card}, year_sealed, not_enrolled, subject_not_in_plan,
// value_out_of_range (the term) and version_stale.
[[nodiscard]] Result<std::int64_t> write_note(school::Changes& changes, SchoolId school,
                                              const ReportPlace& place, const NoteRequest& note);
// Signs the note that the signer saw. Refuses with the same, label_negative and signed_already.
[[nodiscard]] std::optional<Refusal> sign_note(school::Changes& changes, SchoolId school,
                                               const ReportPlace& place, const NoteRequest& seen,
                                               const school::NegativeLabels& labels);

struct NoteSignature {
    std::int64_t note = 0;  // the version under which it stands; 0: no note
    std::string name;       // as the school calls who signed; empty: nobody of its staff
    std::string at;
};

struct WrittenNote {
    std::int64_t id = 0;
    std::string text;
    std::string name;
    std::string at;
};

// All notes of one student in a subject and term, with all signatures, from the first to the newest.
struct NotesOfStudent {
    std::vector<WrittenNote> notes;
    std::vector<NoteSignature> signatures;

    [[nodiscard]] std::int64_t version() const { return notes.empty() ? 0 : notes.back().id; }
    [[nodiscard]] std::string text() const { return notes.empty() ? "" : notes.back().text; }
    // The one under what stands now; null while it waits for one.
    [[nodiscard]] const NoteSignature* signature() const;
};

// By student, of who has any; also from a class that he left within the year.
[[nodiscard]] std::map<std::int64_t, NotesOfStudent> notes_of_class(database::Session& session,
                                                                    SchoolId school,
                                                                    const ReportPlace& place);
// By subject.
[[nodiscard]] std::map<std::string, NotesOfStudent> notes_of_student(database::Session& session,
                                                                     StudentId student,
                                                                     std::int64_t school_year_id,
                                                                     int term);

// {"class_id", "subject", "term", "terms", …, "students": […]} of docs/api/marks.yaml. Refuses with record_unknown {class,
// report}, subject_not_in_plan and value_out_of_range.
[[nodiscard]] Result<std::string> report_notes_view(database::Session& session, SchoolId school,
                                                    const ReportPlace& place,
                                                    const school::NegativeLabels& labels,
                                                    Day today);

}  // namespace taqwim::marks

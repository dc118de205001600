// What is done with papers: a draft to look at, an issue that is numbered, signed and entered, a whole class in one file.
//
//   const auto pdf = desk.draft(order, print::DigitSet::arabic_indic);
//   const auto issued = desk.issue(act, orders, digits);
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "documents/paper_kinds.h"
#include "documents/paper_look.h"
#include "documents/register.h"
#include "platform/print/printer.h"

namespace taqwim::documents {

// Printers that threads borrow: a printer holds fonts and set texts, and works for one thread at a time.
class Printers {
public:
    class Lease {
    public:
        Lease(Printers& of, std::unique_ptr<print::Printer> printer)
            : of_(&of), printer_(std::move(printer))
        {}
        ~Lease();
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        print::Printer* operator->() { return printer_.get(); }

    private:
        Printers* of_;
        std::unique_ptr<print::Printer> printer_;
    };
    [[nodiscard]] Lease borrow();

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<print::Printer>> free_;
};

// An order of one kind of paper.
struct PaperWanted {
    std::string kind;
    PaperOrder order;
    // The document in whose place it is issued.
    std::optional<std::int64_t> replaces = std::nullopt;
    // The request that it answers (document_requests.h).
    std::optional<std::int64_t> request_id = std::nullopt;
    // Its own digits, where papers of one issue differ in them.
    std::optional<print::DigitSet> digits = std::nullopt;
};

// Safe to share between threads. Everything given to it outlives it.
class PaperDesk {
public:
    // Without `looks` papers have the head of the record alone.
    PaperDesk(school::Record& record, const PaperKinds& kinds, Register& documents,
              LookFinder looks = nullptr)
        : record_(record), kinds_(kinds), register_(documents), looks_(std::move(looks))
    {}

    // One file of all of them, each with the draft's watermark; nothing is numbered or entered. A paper for work, which no
    // issue makes final, goes without the watermark once all that it says stands. Refuses with
    // value_not_listed for a kind, part or language that is none, field_missing where a student or class is not named,
    // value_out_of_range for none or more than k_most_drafts, and what filling in refuses: of several, the first.
    [[nodiscard]] Result<std::string> draft(std::span<const PaperWanted> wanted,
                                            print::DigitSet digits);

    // Papers that are tables as one workbook (paper_workbook.h), of what stands, where all that a paper says stands, else of
    // its draft. Refuses with paper_without_table and as drafts do.
    [[nodiscard]] Result<std::string> workbook(std::span<const PaperWanted> wanted,
                                               print::DigitSet digits);

    // As drafts refuse, and as Register::issue does; value_not_listed for a kind that is not issued, record_exists where one
    // stands about the same entry in the same language.
    [[nodiscard]] Result<IssuedTogether> issue(const school::Act& act, SchoolId school,
                                               std::span<const PaperWanted> wanted,
                                               print::DigitSet digits);

    // What is wrong with an order by itself: a kind, part or language that is none, a student, class or entry that is not named.
    [[nodiscard]] std::optional<Refusal> refuses(const PaperWanted& wanted) const;
    // Whose paper it is, as it would be printed; refuses as its draft or issue would.
    [[nodiscard]] Result<std::string> whose(const PaperWanted& wanted);
    // Why the school can issue nothing at this moment: SigningKeys::opened.
    [[nodiscard]] std::optional<Refusal> refuses_issue(SchoolId school);

    [[nodiscard]] const PaperKinds& kinds() const { return kinds_; }
    [[nodiscard]] Register& documents() { return register_; }

    static constexpr std::size_t k_most_drafts = 200;

private:
    [[nodiscard]] Result<Paper> filled(database::Session& session, const PaperWanted& wanted) const;
    // Nothing while something of it does not stand yet.
    [[nodiscard]] std::optional<Paper> standing(database::Session& session,
                                                const PaperWanted& wanted) const;

    // When a copy that is not issued goes without the draft's mark.
    enum class FinalWhen : std::uint8_t { nothing_is_issued, it_stands };
    [[nodiscard]] Result<std::vector<print::Document>> documents_of(
        std::span<const PaperWanted> wanted, print::DigitSet digits, FinalWhen final_when);

    school::Record& record_;
    const PaperKinds& kinds_;
    Register& register_;
    LookFinder looks_;
    Printers printers_;
};

}  // namespace taqwim::documents

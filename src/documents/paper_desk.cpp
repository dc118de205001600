#include "documents/paper_desk.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/paper_places.h"
#include "documents/paper_workbook.h"
#include "school/keeping.h"
#include "school/schools_store.h"
#include "school/years_store.h"

namespace taqwim::documents {

namespace {

using database::Session;

std::string names_of(const std::vector<PaperKind>& kinds)
{
    std::string names;
    for (const PaperKind& kind : kinds)
        names += (names.empty() ? "" : ", ") + kind.name;
    return names;
}

std::vector<PaperKind> issued_of(std::vector<PaperKind> kinds)
{
    std::erase_if(kinds, [](const PaperKind& kind) { return !kind.is_issued; });
    return kinds;
}

std::vector<PaperKind> of_people(std::vector<PaperKind> kinds)
{
    std::erase_if(kinds,
                  [](const PaperKind& kind) { return kind.about == PaperKind::About::school; });
    return kinds;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

Refusal missing(std::string field)
{
    return {RefusalCode::field_missing, {{"field", field}}, std::move(field), ""};
}

Printing printing_of(Session& session, const PaperOrder& order, print::DigitSet digits)
{
    Printing printing;
    printing.language = order.language;
    printing.digits = digits;
    printing.created = order.at;
    printing.day = day_on_paper(order.today, school::country_of(session, order.school),
                                order.language, digits);
    return printing;
}

// A paper with what it is printed with, read in one look at the record.
struct Ready {
    Paper paper;
    Issuer issuer;
    Printing printing;
    std::optional<PaperLook> look;

    [[nodiscard]] print::Document document() const
    {
        print::Document document = paper.printed(issuer, printing);
        if (look)
            put_on(*look, document);
        return document;
    }
};

// The papers of one order are mostly alike: what was found for the one before is not read again.
class Looks {
public:
    explicit Looks(const LookFinder& finder) : finder_(finder) {}

    [[nodiscard]] std::optional<PaperLook> of(Session& session, const PaperOrder& order,
                                              const PaperKind& kind)
    {
        if (!finder_)
            return std::nullopt;
        if (kind_ != &kind || school_ != order.school || language_ != order.language ||
            at_ != order.at) {
            last_ = finder_(session, order, kind);
            kind_ = &kind;
            school_ = order.school;
            language_ = order.language;
            at_ = order.at;
        }
        return last_;
    }

private:
    const LookFinder& finder_;
    const PaperKind* kind_ = nullptr;
    SchoolId school_;
    print::Language language_ = print::Language::arabic;
    Instant at_;
    std::optional<PaperLook> last_;
};

Ready ready(Session& session, Looks& looks, const PaperKind& kind, Paper paper,
            const PaperOrder& order, print::DigitSet digits)
{
    // SR-1.8: a paper of a year that is over has the name that its ministry had then.
    const auto year = school::find_year(session, order.school, order.school_year_id);
    const Day day = year ? std::min(year->last_day, order.today) : order.today;
    Ready made{std::move(paper), issuer_of(session, order.school, order.language, day),
               printing_of(session, order, digits), looks.of(session, order, kind)};
    if (made.look)
        put_on(*made.look, made.issuer, made.printing);
    return made;
}

// Of one entry one document stands in each language; what is to stand in its place names it.
std::optional<Refusal> refuses_second(Session& session, const PaperWanted& wanted)
{
    if (!wanted.order.entry || wanted.replaces)
        return std::nullopt;
    for (const RegisterEntry& entry :
         Register::of_entry(session, wanted.order.school, wanted.kind, *wanted.order.entry))
        if (entry.stands() && entry.language == to_text(wanted.order.language))
            return school::existing_record("document", entry.serial, "entry");
    return std::nullopt;
}

print::Attachment signed_attachment(const SignedContent& content)
{
    return {.name = k_attachment_name,
            .description = "taqwim.document.1",
            .bytes = attachment_text(content)};
}

}  // namespace

Printers::Lease::~Lease()
{
    if (!printer_)
        return;
    const std::lock_guard lock(of_->mutex_);
    of_->free_.push_back(std::move(printer_));
}

Printers::Lease Printers::borrow()
{
    {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            auto printer = std::move(free_.back());
            free_.pop_back();
            return {*this, std::move(printer)};
        }
    }
    return {*this, std::make_unique<print::Printer>()};
}

std::optional<Refusal> PaperDesk::refuses(const PaperWanted& wanted) const
{
    const PaperKind* const kind = kinds_.find(wanted.kind);
    if (kind == nullptr)
        return school::value_not_listed("kind", wanted.kind, names_of(kinds_.all()));
    const PaperOrder& order = wanted.order;
    if (kind->about == PaperKind::About::student && !order.student_id)
        return missing("student_id");
    if (kind->about == PaperKind::About::school_class && !order.class_id)
        return missing("class_id");
    // What is about the whole school is no paper of one of its classes or students.
    if (kind->about == PaperKind::About::school && (order.student_id || order.class_id))
        return school::value_not_listed("kind", wanted.kind, names_of(of_people(kinds_.all())));
    const bool is_part = kind->parts.empty()
                             ? order.part.empty()
                             : std::ranges::find(kind->parts, order.part) != kind->parts.end();
    if (!is_part)
        return school::value_not_listed("part", order.part, joined(kind->parts));
    if (!order.subject.empty() && !kind->takes_subject)
        return Refusal{RefusalCode::field_unknown,
                       {{"field", "subject"}, {"allowed", "part, language, digits"}},
                       "subject",
                       ""};
    if (kind->takes_entry && !order.entry)
        return missing("entry");
    if (!kind->takes_entry && order.entry)
        return Refusal{RefusalCode::field_unknown,
                       {{"field", "entry"}, {"allowed", "part, language, digits"}},
                       "entry",
                       ""};
    if (std::ranges::find(kind->languages, order.language) == kind->languages.end())
        return school::value_not_listed(
            "language", order.language == print::Language::arabic ? "ar" : "en",
            kind->languages.front() == print::Language::arabic ? "ar" : "en");
    if (order.stage == Stage::issue && !kind->is_issued)
        return school::value_not_listed("kind", wanted.kind, names_of(issued_of(kinds_.all())));
    return std::nullopt;
}

Result<Paper> PaperDesk::filled(Session& session, const PaperWanted& wanted) const
{
    if (auto refusal = refuses(wanted))
        return std::move(*refusal);
    const PaperKind* const kind = kinds_.find(wanted.kind);
    const PaperOrder& order = wanted.order;
    auto paper = kind->fill(session, order);
    if (paper) {
        paper->content.kind = kind->name;
        if (paper->content.title.empty())
            paper->content.title =
                order.language == print::Language::arabic ? kind->title_ar : kind->title_en;
    }
    return paper;
}

std::optional<Paper> PaperDesk::standing(Session& session, const PaperWanted& wanted) const
{
    if (refuses(wanted))
        return std::nullopt;
    PaperOrder order = wanted.order;
    order.stage = Stage::issue;
    auto paper = kinds_.find(wanted.kind)->fill(session, order);
    if (!paper)
        return std::nullopt;
    return std::move(*paper);
}

Result<std::string> PaperDesk::whose(const PaperWanted& wanted)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto paper = filled(session, wanted);
        if (!paper)
            return paper.refusal();
        return paper->content.student;
    });
}

std::optional<Refusal> PaperDesk::refuses_issue(SchoolId school)
{
    return register_.refuses_issue(school);
}

Result<std::vector<print::Document>> PaperDesk::documents_of(std::span<const PaperWanted> wanted,
                                                             print::DigitSet digits,
                                                             FinalWhen final_when)
{
    if (wanted.empty() || wanted.size() > k_most_drafts)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "documents"},
                        {"value", std::to_string(wanted.size())},
                        {"minimum", "1"},
                        {"maximum", std::to_string(k_most_drafts)}},
                       "",
                       ""};
    std::vector<Ready> all;
    const auto refusal = record_.read([&](Session& session) -> std::optional<Refusal> {
        Looks looks(looks_);
        for (const PaperWanted& one : wanted) {
            if (auto wrong = refuses(one))
                return wrong;
            const PaperKind& kind = *kinds_.find(one.kind);
            std::optional<Paper> paper;
            if (final_when == FinalWhen::it_stands || !kind.is_issued)
                paper = standing(session, one);
            const bool is_draft = !paper;
            if (is_draft) {
                auto made = filled(session, one);
                if (!made)
                    return made.refusal();
                paper = std::move(*made);
            }
            all.push_back(ready(session, looks, kind, std::move(*paper), one.order, digits));
            all.back().printing.is_draft = is_draft;
        }
        return std::nullopt;
    });
    if (refusal)
        return *refusal;
    std::vector<print::Document> documents;
    for (const Ready& one : all)
        documents.push_back(one.document());
    return documents;
}

Result<std::string> PaperDesk::draft(std::span<const PaperWanted> wanted, print::DigitSet digits)
{
    const auto documents = documents_of(wanted, digits, FinalWhen::nothing_is_issued);
    if (!documents)
        return documents.refusal();
    auto printed = printers_.borrow()->print(*documents);
    if (!printed)
        return printed.refusal();
    return std::move(printed->pdf);
}

Result<std::string> PaperDesk::workbook(std::span<const PaperWanted> wanted, print::DigitSet digits)
{
    for (const PaperWanted& one : wanted)
        if (const PaperKind* const kind = kinds_.find(one.kind);
            kind != nullptr && !kind->is_table())
            return Refusal{RefusalCode::paper_without_table, {}, "kind", ""};
    const auto documents = documents_of(wanted, digits, FinalWhen::it_stands);
    if (!documents)
        return documents.refusal();
    return workbook_of(*documents);
}

Result<IssuedTogether> PaperDesk::issue(const school::Act& act, SchoolId school,
                                        std::span<const PaperWanted> wanted, print::DigitSet digits)
{
    std::vector<Ready> all;
    Printers::Lease printer = printers_.borrow();
    return register_.issue(
        act, school,
        [&](Session& session) -> Result<std::vector<Draft>> {
            all.clear();
            Looks looks(looks_);
            std::vector<Draft> drafts;
            for (const PaperWanted& one : wanted) {
                auto paper = filled(session, one);
                if (!paper)
                    return paper.refusal();
                if (auto second = refuses_second(session, one))
                    return *std::move(second);
                const auto digits_of_one = one.digits.value_or(digits);
                Ready made = ready(session, looks, *kinds_.find(one.kind), std::move(*paper),
                                   one.order, digits_of_one);
                made.paper.content.school = made.issuer.name;
                drafts.push_back({.student_id = one.order.student_id,
                                  .class_id = one.order.class_id,
                                  .school_year_id = one.order.school_year_id,
                                  .content = made.paper.content,
                                  .replaces = one.replaces,
                                  .part = one.order.part,
                                  .language = std::string(to_text(one.order.language)),
                                  .digits = std::string(to_text(digits_of_one)),
                                  .entry_id = one.order.entry,
                                  .template_version_id = made.look
                                                             ? std::optional(made.look->version_id)
                                                             : std::nullopt,
                                  .request_id = one.request_id});
                all.push_back(std::move(made));
            }
            return drafts;
        },
        [&](std::size_t index, const Draft&, const SignedContent& content) -> Result<std::string> {
            Ready& one = all[index];
            one.printing.is_draft = false;
            one.printing.serial = parse_content(content.text)->serial;
            one.printing.signed_content = qr_text(content);
            print::Document document = one.document();
            document.attachments.push_back(signed_attachment(content));
            auto printed = printer->print(document);
            if (!printed)
                return printed.refusal();
            return std::move(printed->pdf);
        });
}

}  // namespace taqwim::documents

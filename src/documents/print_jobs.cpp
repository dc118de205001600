#include "documents/print_jobs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/paper_places.h"
#include "platform/print/joined_files.h"
#include "platform/tables/zip_writer.h"
#include "school/keeping.h"

namespace taqwim::documents {

namespace {

// So many are made between two looks at whether somebody cancelled, and so many issued in one write: others write meanwhile.
constexpr std::size_t k_together = 20;

std::string name_in_zip(std::size_t number, const std::string& whose, const std::string& serial,
                        std::string_view ending = ".pdf")
{
    std::string name = std::to_string(number);
    name.insert(0, name.size() < 4 ? 4 - name.size() : 0, '0');
    for (const std::string& part : {whose, serial})
        if (!part.empty())
            name += ' ' + part;
    // No name of a person holds a slash; what holds one must not make a folder of it.
    std::ranges::replace(name, '/', '-');
    return name.append(ending);
}

std::string file_of(const std::vector<std::pair<std::string, std::string>>& made, PrintForm form)
{
    if (form != PrintForm::one_file) {
        tables::ZipWriter zip;
        for (const auto& [name, file] : made)
            zip.add(name, file);
        return zip.finish();
    }
    std::vector<std::string> files;
    for (const auto& [name, file] : made)
        files.push_back(file);
    return print::joined_files(files);
}

// Each once, in the order of the papers.
std::vector<std::int64_t> classes_of(const std::vector<PaperWanted>& papers)
{
    std::vector<std::int64_t> classes;
    for (const PaperWanted& one : papers)
        if (one.order.class_id && std::ranges::find(classes, *one.order.class_id) == classes.end())
            classes.push_back(*one.order.class_id);
    return classes;
}

// The serial of the one that stands and is what the order would give again; empty: there is none.
std::string held_serial(Register& documents, const PaperWanted& wanted)
{
    const PaperOrder& order = wanted.order;
    const auto entries = order.student_id ? documents.of_student(order.school, *order.student_id)
                         : order.class_id ? documents.of_class(order.school, *order.class_id)
                                          : std::vector<RegisterEntry>();
    const auto found = std::ranges::find_if(entries, [&](const RegisterEntry& entry) {
        return entry.kind == wanted.kind && entry.part == order.part &&
               entry.entry_id == order.entry && entry.school_year_id == order.school_year_id &&
               entry.language == to_text(order.language) && entry.stands() &&
               entry.student_id.has_value() == order.student_id.has_value();
    });
    return found == entries.end() ? std::string() : found->serial;
}

}  // namespace

std::string_view to_text(PrintForm form)
{
    switch (form) {
    case PrintForm::zip: return "zip";
    case PrintForm::tables: return "tables";
    case PrintForm::one_file: break;
    }
    return "one_file";
}

std::string_view to_text(PrintJob::State state)
{
    switch (state) {
    case PrintJob::State::waiting: return "waiting";
    case PrintJob::State::running: return "running";
    case PrintJob::State::done: return "done";
    case PrintJob::State::cancelled: break;
    }
    return "cancelled";
}

PrintJobs::~PrintJobs()
{
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wakes_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

std::optional<Result<BegunJob>> PrintJobs::repeat_of(const school::Act& act)
{
    const std::lock_guard lock(mutex_);
    if (!act.client_key.empty())
        for (const auto& [id, one] : jobs_)
            if (one->account == act.account_id && one->act.client_key == act.client_key) {
                if (one->act.request_digest != act.request_digest)
                    return Refusal{RefusalCode::idempotency_key_reused, {}, "Idempotency-Key", ""};
                return BegunJob{.job = one->first, .is_repeat = true};
            }
    return std::nullopt;
}

Result<BegunJob> PrintJobs::begin(const school::Act& act, SchoolId school, PrintOrder order)
{
    if (auto repeat = repeat_of(act))
        return std::move(*repeat);
    if (order.papers.empty() || order.papers.size() > k_most_papers)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "papers"},
                        {"value", std::to_string(order.papers.size())},
                        {"minimum", "1"},
                        {"maximum", std::to_string(k_most_papers)}},
                       "",
                       ""};
    // What is wrong with one is wrong with all of them.
    if (auto refusal = desk_.refuses(order.papers.front()))
        return std::move(*refusal);
    if (order.form == PrintForm::tables) {
        if (order.stage == Stage::issue)
            return school::value_not_listed("form", to_text(order.form), "one_file, zip");
        if (!desk_.kinds().find(order.kind)->is_table())
            return Refusal{RefusalCode::paper_without_table, {}, "form", ""};
    }
    if (order.stage == Stage::issue)
        if (auto refusal = desk_.refuses_issue(school))
            return std::move(*refusal);
    const std::lock_guard lock(mutex_);
    forget_old();
    if (std::ranges::count_if(jobs_, [](const auto& one) { return !one.second->shown.ended; }) >=
        static_cast<std::ptrdiff_t>(k_most_jobs))
        return Refusal{RefusalCode::server_busy, {{"seconds", "60"}}, "", ""};
    auto kept = std::make_unique<Kept>();
    // Numbers like those of records, which no other job had.
    last_ = std::max(last_ + 1, act.at.milliseconds * 1000);
    kept->shown.id = last_;
    kept->shown.kind = order.kind;
    kept->shown.part = order.papers.front().order.part;
    kept->shown.subject = order.papers.front().order.subject;
    kept->shown.leaves_out_holders = order.leaves_out_holders;
    kept->shown.class_ids = classes_of(order.papers);
    kept->shown.stage = order.stage;
    kept->shown.form = order.form;
    kept->shown.total = order.papers.size();
    kept->shown.begun = act.at;
    kept->account = act.account_id;
    kept->school = school;
    kept->act = act;
    kept->order = std::move(order);
    kept->first = kept->shown;
    BegunJob begun{.job = kept->shown, .is_repeat = false};
    waiting_.push_back(last_);
    jobs_.emplace(last_, std::move(kept));
    if (!thread_.joinable())
        thread_ = std::thread([this] { run(); });
    wakes_.notify_all();
    return begun;
}

PrintJobs::Kept* PrintJobs::own(const school::Act& act, SchoolId school, std::int64_t job)
{
    const auto found = jobs_.find(job);
    const bool is_own = found != jobs_.end() && found->second->account == act.account_id &&
                        found->second->school == school;
    return is_own ? found->second.get() : nullptr;
}

std::vector<PrintJob> PrintJobs::jobs(const school::Act& act, SchoolId school)
{
    const std::lock_guard lock(mutex_);
    forget_old();
    std::vector<PrintJob> all;
    for (const auto& [id, kept] : jobs_)
        if (own(act, school, id) != nullptr)
            all.push_back(kept->shown);
    std::ranges::reverse(all);
    return all;
}

std::optional<PrintJob> PrintJobs::find(const school::Act& act, SchoolId school, std::int64_t job)
{
    const std::lock_guard lock(mutex_);
    const Kept* const kept = own(act, school, job);
    return kept != nullptr ? std::optional(kept->shown) : std::nullopt;
}

bool PrintJobs::cancel(const school::Act& act, SchoolId school, std::int64_t job)
{
    const std::lock_guard lock(mutex_);
    Kept* const kept = own(act, school, job);
    if (kept == nullptr || kept->shown.ended)
        return false;
    kept->is_cancelled = true;
    return true;
}

std::shared_ptr<const std::string> PrintJobs::file(const school::Act& act, SchoolId school,
                                                   std::int64_t job)
{
    const std::lock_guard lock(mutex_);
    const Kept* const kept = own(act, school, job);
    return kept != nullptr ? kept->file : nullptr;
}

void PrintJobs::forget_old()
{
    const Instant now = clock_.now();
    std::erase_if(jobs_, [&](const auto& one) {
        return one.second->shown.ended &&
               one.second->shown.ended->plus_seconds(std::int64_t{60} * k_kept_minutes) <= now;
    });
    // Their files lie in memory: of those that ended, the oldest go first.
    auto ended = static_cast<std::size_t>(std::ranges::count_if(
        jobs_, [](const auto& one) { return one.second->shown.ended.has_value(); }));
    std::erase_if(jobs_, [&](const auto& one) {
        const bool goes = one.second->shown.ended && ended > k_most_ended;
        ended -= goes ? 1 : 0;
        return goes;
    });
}

void PrintJobs::run()
{
    std::unique_lock lock(mutex_);
    while (true) {
        wakes_.wait(lock, [&] { return is_stopping_ || !waiting_.empty(); });
        if (is_stopping_)
            return;
        // A job that runs is never forgotten, and only this thread changes what it is.
        Kept& job = *jobs_.at(waiting_.front());
        waiting_.pop_front();
        job.shown.state = PrintJob::State::running;
        lock.unlock();
        work(job);
        lock.lock();
    }
}

void PrintJobs::work(Kept& job)
{
    Made made;
    const std::span<const PaperWanted> all(job.order.papers);
    bool goes_on = true;
    for (std::size_t first = 0; goes_on && first < all.size(); first += k_together) {
        {
            const std::lock_guard lock(mutex_);
            goes_on = !job.is_cancelled && !is_stopping_;
        }
        if (goes_on)
            print_some(job, all.subspan(first, std::min(k_together, all.size() - first)), made);
    }
    std::shared_ptr<const std::string> file;
    if (!made.empty())
        file = std::make_shared<const std::string>(file_of(made, job.order.form));
    const std::lock_guard lock(mutex_);
    job.shown.state = goes_on ? PrintJob::State::done : PrintJob::State::cancelled;
    job.shown.ended = clock_.now();
    job.shown.has_file = file != nullptr;
    job.file = std::move(file);
    job.order.papers.clear();
}

void PrintJobs::print_some(Kept& job, std::span<const PaperWanted> some, Made& made)
{
    std::vector<PaperWanted> fine;
    std::vector<std::string> names;
    std::vector<Unprinted> unprinted;
    std::vector<LeftOut> left_out;
    const auto refuse = [&](const PaperWanted& one, Refusal why) {
        unprinted.push_back({one.order.student_id, one.order.class_id, std::move(why)});
    };
    for (const PaperWanted& one : some) {
        if (job.order.leaves_out_holders)
            if (std::string serial = held_serial(desk_.documents(), one); !serial.empty()) {
                left_out.push_back({one.order.student_id, one.order.class_id, std::move(serial)});
                continue;
            }
        auto whose = desk_.whose(one);
        if (whose) {
            fine.push_back(one);
            names.push_back(std::move(*whose));
        } else {
            refuse(one, whose.refusal());
        }
    }
    std::size_t printed = 0;
    if (job.order.stage == Stage::issue && !fine.empty()) {
        school::Act act = job.act;
        if (!act.client_key.empty())
            act.client_key += '/' + std::to_string(job.shown.done);
        auto issued = desk_.issue(act, job.school, fine, job.order.digits);
        if (issued) {
            for (std::size_t i = 0; i < issued->documents.size(); ++i, ++printed)
                made.emplace_back(
                    name_in_zip(made.size() + 1, names[i], issued->documents[i].serial),
                    std::move(issued->documents[i].file));
        } else {
            for (const PaperWanted& one : fine)
                refuse(one, issued.refusal());
        }
    } else {
        for (std::size_t i = 0; i < fine.size(); ++i) {
            const std::span<const PaperWanted> one(&fine[i], 1);
            const bool is_table = job.order.form == PrintForm::tables;
            auto file = is_table ? desk_.workbook(one, job.order.digits)
                                 : desk_.draft(one, job.order.digits);
            if (file) {
                made.emplace_back(
                    name_in_zip(made.size() + 1, names[i], "", is_table ? ".xlsx" : ".pdf"),
                    std::move(*file));
                ++printed;
            } else {
                refuse(fine[i], file.refusal());
            }
        }
    }
    const std::lock_guard lock(mutex_);
    job.shown.done += some.size();
    job.shown.printed += printed;
    std::ranges::move(unprinted, std::back_inserter(job.shown.unprinted));
    std::ranges::move(left_out, std::back_inserter(job.shown.left_out));
}

}  // namespace taqwim::documents

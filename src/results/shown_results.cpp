#include "results/shown_results.h"

#include <algorithm>
#include <exception>

#include "platform/compression/gzip.h"
#include "platform/http/conditions.h"
#include "results/version_store.h"

namespace taqwim::results {

namespace {

constexpr std::size_t k_batch = 16;
constexpr std::size_t k_most_waiting = 100'000;
// What a result costs beside its bytes: keys, nodes, tag.
constexpr std::size_t k_bytes_beside = 512;

}  // namespace

ShownResults::ShownResults(school::Record& record, const Publications& publications,
                           ShownSettings settings)
    : record_(record), publications_(publications), settings_(settings)
{}

ShownResults::~ShownResults()
{
    {
        const std::scoped_lock lock(mutex_);
        is_stopping_ = true;
    }
    wakes_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

void ShownResults::start()
{
    thread_ = std::thread([this] { run(); });
}

ShownResults::Pointer ShownResults::find(const YearOfStudent& wanted, Instant now)
{
    const auto moment = Steady::now();
    const std::scoped_lock lock(mutex_);
    const auto school = schools_.find(wanted.student.school);
    if (school != schools_.end() && checked_at_ && moment - *checked_at_ <= settings_.trusted_for) {
        const auto entry = school->second.entries.find(wanted);
        if (entry != school->second.entries.end()) {
            entry->second.used_at = moment;
            order_.splice(order_.begin(), order_, entry->second.place);
            const auto version =
                std::ranges::find_if(entry->second.versions,
                                     [&](const Pointer& one) { return one->visible_from <= now; });
            if (version != entry->second.versions.end()) {
                ++given_;
                return *version;
            }
        }
    }
    ++not_at_hand_;
    return nullptr;
}

void ShownResults::want(const YearOfStudent& wanted)
{
    {
        const std::scoped_lock lock(mutex_);
        queue(wanted, true);
    }
    wakes_.notify_one();
}

void ShownResults::changed(SchoolId school, std::int64_t generation,
                           const std::vector<YearOfStudent>& years)
{
    {
        const std::scoped_lock lock(mutex_);
        School& known = schools_[school];
        if (generation == known.generation + 1) {
            known.generation = generation;
            for (const YearOfStudent& year : years)
                if (const auto entry = known.entries.find(year); entry != known.entries.end())
                    drop(known, entry);
        } else if (generation > known.generation) {
            // Somebody else changed something in between.
            begin_anew(school, known, generation);
        }
        // Else a check saw this write already, and everything from before it is gone.
        for (const YearOfStudent& year : years)
            queue(year, false);
    }
    wakes_.notify_one();
}

void ShownResults::check()
{
    const auto began = Steady::now();
    const auto rows = record_.read([](database::Session& session) {
        return session.find_all(
            "SELECT school_id, generation FROM shown_generation ORDER BY school_id");
    });
    const std::scoped_lock lock(mutex_);
    for (const database::Row& row : rows) {
        const SchoolId id{row.integer("school_id")};
        School& school = schools_[id];
        if (row.integer("generation") > school.generation)
            begin_anew(id, school, row.integer("generation"));
    }
    checked_at_ = began;
}

void ShownResults::make_ready()
{
    while (make_some()) {}
}

bool ShownResults::make_some()
{
    std::vector<YearOfStudent> batch;
    std::vector<bool> was_asked_for;
    std::optional<SchoolId> school;
    {
        const std::scoped_lock lock(mutex_);
        while (!waiting_.empty() && batch.size() < k_batch) {
            batch.push_back(waiting_.front());
            waiting_.pop_front();
            const auto waits = is_waiting_.find(batch.back());
            was_asked_for.push_back(waits->second);
            is_waiting_.erase(waits);
        }
        if (batch.empty() && !schools_to_fill_.empty()) {
            school = schools_to_fill_.front();
            schools_to_fill_.pop_front();
        }
    }
    if (school) {
        queue_newest_year(*school);
        return true;
    }
    if (batch.empty())
        return false;
    auto made = read_batch(batch);
    const std::scoped_lock lock(mutex_);
    for (std::size_t i = 0; i < made.size(); ++i)
        keep(std::move(made[i]), was_asked_for[i]);
    return true;
}

std::vector<ShownResults::Made> ShownResults::read_batch(const std::vector<YearOfStudent>& years)
{
    struct Read {
        YearOfStudent year;
        std::int64_t generation;
        std::vector<std::pair<Instant, std::string>> texts;
    };
    // Compressing takes longer than reading and holds no snapshot.
    const auto read = record_.read([&](database::Session& session) {
        std::vector<Read> all;
        for (const YearOfStudent& year : years) {
            const SchoolId school = year.student.school;
            Read one{year, version_store::generation(session, school), {}};
            const ShownState state =
                version_store::shown_state(session, year.student, year.school_year_id);
            if (!state.is_withheld)
                for (const ShownVersion& version : state.versions) {
                    one.texts.emplace_back(version.visible_from,
                                           publications_.version_json(session, school,
                                                                      version.result_version_id,
                                                                      Reader::family));
                    // Nothing older is shown any more once this one is.
                    if (version.visible_from <= record_.now())
                        break;
                }
            all.push_back(std::move(one));
        }
        return all;
    });
    std::vector<Made> made;
    for (const Read& one : read) {
        Made result{one.year, one.generation, {}, k_bytes_beside};
        for (const auto& [visible_from, text] : one.texts) {
            ReadyResult ready{.visible_from = visible_from,
                              .is_whole = !is_judged_by_skills(text),
                              .gzip = std::make_shared<const std::string>(gzipped(text)),
                              .etag_of_gzip = {}};
            ready.etag_of_gzip = http::etag_of(*ready.gzip);
            result.bytes += ready.gzip->size();
            result.versions.push_back(std::make_shared<const ReadyResult>(std::move(ready)));
        }
        made.push_back(std::move(result));
    }
    return made;
}

void ShownResults::queue_newest_year(SchoolId school)
{
    const auto rows = record_.read([&](database::Session& session) {
        return session.find_all(
            "SELECT DISTINCT v.student_id, v.school_year_id, s.merged_into FROM result_version v "
            "JOIN student s ON s.school_id = v.school_id AND s.student_id = v.student_id "
            "WHERE v.school_id = $1 AND v.publication_id IN "
            "(SELECT p.publication_id FROM publication p WHERE p.school_id = $1 "
            "AND p.school_year_id = (SELECT MAX(q.school_year_id) FROM publication q "
            "WHERE q.school_id = $1)) ORDER BY v.student_id, v.school_year_id",
            school);
    });
    const std::scoped_lock lock(mutex_);
    for (const database::Row& row : rows)
        queue({StudentId{school,
                         row.integer_or_null("merged_into").value_or(row.integer("student_id"))},
               row.integer("school_year_id")},
              false);
}

void ShownResults::queue(const YearOfStudent& year, bool was_asked_for)
{
    if (waiting_.size() >= k_most_waiting)
        return;
    const auto [place, is_new] = is_waiting_.try_emplace(year, was_asked_for);
    place->second = place->second || was_asked_for;
    if (!is_new)
        return;
    // Who asked is served before what is only filled up.
    if (was_asked_for)
        waiting_.push_front(year);
    else
        waiting_.push_back(year);
}

bool ShownResults::make_room(std::size_t bytes, bool may_displace)
{
    if (bytes > settings_.most_bytes)
        return false;
    while (bytes_ + bytes > settings_.most_bytes) {
        School& school = schools_[order_.back().student.school];
        const auto oldest = school.entries.find(order_.back());
        if (!may_displace || Steady::now() - oldest->second.used_at < settings_.kept_for)
            return false;
        drop(school, oldest);
    }
    return true;
}

void ShownResults::keep(Made made, bool was_asked_for)
{
    const SchoolId id = made.year.student.school;
    School& school = schools_[id];
    if (made.generation < school.generation) {
        queue(made.year, was_asked_for);
        return;
    }
    if (made.generation > school.generation)
        begin_anew(id, school, made.generation);
    if (const auto entry = school.entries.find(made.year); entry != school.entries.end())
        drop(school, entry);
    if (made.versions.empty())
        return;
    if (!make_room(made.bytes, was_asked_for)) {
        // There is no room for what nobody asked for yet.
        if (!was_asked_for) {
            schools_to_fill_.clear();
            std::erase_if(waiting_, [&](const YearOfStudent& year) {
                const auto waits = is_waiting_.find(year);
                if (waits->second)
                    return false;
                is_waiting_.erase(waits);
                return true;
            });
        }
        return;
    }
    order_.push_front(made.year);
    school.entries.emplace(made.year, Entry{.versions = std::move(made.versions),
                                            .bytes = made.bytes,
                                            .used_at = Steady::now(),
                                            .place = order_.begin()});
    bytes_ += made.bytes;
}

void ShownResults::drop(School& school, std::map<YearOfStudent, Entry>::iterator entry)
{
    bytes_ -= entry->second.bytes;
    order_.erase(entry->second.place);
    school.entries.erase(entry);
}

void ShownResults::begin_anew(SchoolId id, School& school, std::int64_t generation)
{
    while (!school.entries.empty())
        drop(school, school.entries.begin());
    school.generation = generation;
    if (std::ranges::find(schools_to_fill_, id) == schools_to_fill_.end())
        schools_to_fill_.push_back(id);
}

ShownResults::Figures ShownResults::figures() const
{
    const std::scoped_lock lock(mutex_);
    return {.results = order_.size(),
            .bytes = bytes_,
            .waiting = waiting_.size(),
            .given = given_,
            .not_at_hand = not_at_hand_};
}

bool ShownResults::is_stopping() const
{
    const std::scoped_lock lock(mutex_);
    return is_stopping_;
}

void ShownResults::run()
{
    auto next_check = Steady::now();
    while (!is_stopping()) {
        try {
            if (Steady::now() >= next_check) {
                next_check = Steady::now() + settings_.check_period;
                check();
            }
            if (make_some())
                continue;
        } catch (const std::exception&) {
            // The database cannot be read: nothing is given out from here until it can.
            const std::scoped_lock lock(mutex_);
            waiting_.clear();
            is_waiting_.clear();
        }
        std::unique_lock lock(mutex_);
        wakes_.wait_until(lock, next_check, [&] { return is_stopping_ || !waiting_.empty(); });
    }
}

}  // namespace taqwim::results

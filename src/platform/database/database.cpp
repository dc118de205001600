#include "platform/database/database.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/database/backend.h"
#include "platform/database/group_writer.h"
#include "platform/database/read_pool.h"

namespace taqwim::database {

namespace {

// What runs on this thread now, outermost first.
struct Running {
    const Database::Machinery* database;
    Session* reading;  // null in a write
};

thread_local std::vector<Running> running;

const Running* running_of(const Database::Machinery* database)
{
    for (auto at = running.rbegin(); at != running.rend(); ++at)
        if (at->database == database)
            return &*at;
    return nullptr;
}

// School ids are times; their low bits alone would send the schools of one morning to one writer.
std::size_t spread(std::int64_t key)
{
    auto bits = static_cast<std::uint64_t>(key);
    bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>(bits ^ (bits >> 31U));
}

constexpr std::string_view k_sqlite = "sqlite:";
constexpr std::string_view k_postgres[] = {"postgresql://", "postgres://"};

Refusal setting_invalid(std::string_view setting, std::string value, std::string expected)
{
    return {RefusalCode::setting_invalid,
            {{"setting", std::string(setting)},
             {"value", std::move(value)},
             {"expected", std::move(expected)}},
            {},
            {}};
}

Result<std::unique_ptr<Backend>> open_backend(const DatabaseSettings& settings)
{
    for (const std::string_view scheme : k_postgres)
        if (settings.url.starts_with(scheme))
            return open_postgres(settings);
    std::string file = settings.url;
    if (file.starts_with(k_sqlite))
        file.erase(0, k_sqlite.size());
    // A scheme that is misspelt is no file name; nor is SQLite's name for a database that nobody keeps. The value is
    // left out of the refusal: it may hold a password.
    if (file.empty() || file.find("://") != std::string::npos || file.starts_with(':') ||
        file.starts_with("file:"))
        return setting_invalid("database", "…", "sqlite:/path/name.db, postgresql://host/name");
    return open_sqlite(settings, file);
}

}  // namespace

class Database::Machinery {
public:
    Machinery(DatabaseSettings settings, std::unique_ptr<Backend> backend)
        : settings_(std::move(settings)),
          backend_(std::move(backend)),
          readers_(*backend_, settings_.readers, settings_.reader_wait)
    {
        if (settings_.open_as == OpenAs::owner) {
            for (int i = 0; i < backend_->writers(); ++i)
                writers_.push_back(std::make_unique<GroupWriter>(*backend_, settings_, [this] {
                    running.push_back({this, nullptr});
                }));
            // The first connection of each kind is made here, so that what is wrong shows at once.
            writers_.front()->connect();
        }
        readers_.run([](Session&) {});
        for (const auto& writer : writers_)
            writer->start();
    }

    ~Machinery()
    {
        for (const auto& writer : writers_)
            writer->stop();
    }
    Machinery(const Machinery&) = delete;
    Machinery& operator=(const Machinery&) = delete;

    void read(const std::function<void(Session&)>& work)
    {
        if (const Running* outer = running_of(this)) {
            if (outer->reading == nullptr)
                throw ProgramFault("a read from inside a write: use the write's own session");
            work(*outer->reading);
            return;
        }
        readers_.run([&](Session& session) {
            running.push_back({this, &session});
            struct Leave {
                ~Leave() { running.pop_back(); }
            } const leave;
            work(session);
        });
    }

    std::optional<Refusal> write(Partition partition, detail::Company company,
                                 const detail::WriteWork& work)
    {
        if (const Running* outer = running_of(this))
            throw ProgramFault(outer->reading == nullptr ? "a write from inside a write"
                                                         : "a write from inside a read");
        if (writers_.empty())
            throw ProgramFault("a write to a database that was opened for reading");
        return writers_[spread(partition.key()) % writers_.size()]->submit(partition, company,
                                                                           work);
    }

    void forget_statements()
    {
        readers_.forget_statements();
        for (const auto& writer : writers_)
            writer->forget_statements();
    }

    [[nodiscard]] DatabaseFigures figures() const
    {
        DatabaseFigures figures;
        figures.reads = readers_.reads();
        figures.repeated = readers_.repeated();
        figures.reconnects = readers_.reconnects();
        for (const auto& writer : writers_) {
            figures.writes += writer->writes();
            figures.commits += writer->commits();
            figures.refused_as_busy += writer->refused_as_busy();
            figures.repeated += writer->repeated();
            figures.reconnects += writer->reconnects();
            figures.waiting_writes += writer->waiting();
        }
        return figures;
    }

    [[nodiscard]] Backend& backend() const { return *backend_; }

private:
    const DatabaseSettings settings_;
    const std::unique_ptr<Backend> backend_;
    ReadPool readers_;
    std::vector<std::unique_ptr<GroupWriter>> writers_;
};

Database::Database(std::unique_ptr<Machinery> machinery) : machinery_(std::move(machinery)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const DatabaseSettings& settings)
{
    if (settings.readers < 1 || settings.writers < 1 || settings.waiting_writes < 1 ||
        settings.group_writes < 1)
        return setting_invalid("database", "0",
                               "readers, writers, waiting_writes, group_writes >= 1");
    auto backend = open_backend(settings);
    if (!backend)
        return backend.refusal();
    return std::unique_ptr<Database>(
        new Database(std::make_unique<Machinery>(settings, std::move(*backend))));
}

void Database::run_read(const std::function<void(Session&)>& work)
{
    machinery_->read(work);
}

std::optional<Refusal> Database::run_write(Partition partition, detail::Company company,
                                           const detail::WriteWork& work)
{
    return machinery_->write(partition, company, work);
}

bool Database::can_copy_itself() const
{
    return machinery_->backend().can_copy_itself();
}

Result<Done> Database::backup_to(const std::string& file)
{
    return machinery_->backend().backup_to(file);
}

void Database::forget_statements()
{
    machinery_->forget_statements();
}

const std::string& Database::place() const
{
    return machinery_->backend().place();
}

DatabaseFigures Database::figures() const
{
    return machinery_->figures();
}

}  // namespace taqwim::database

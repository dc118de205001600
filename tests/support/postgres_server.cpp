#include "tests/support/postgres_server.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace taqwim::tests {

namespace {

using std::filesystem::path;

constexpr int k_idle_seconds = 20;  // after which the shared server stops
constexpr int k_start_seconds = 60;

[[noreturn]] void fail(const std::string& what)
{
    throw std::runtime_error("PostgreSQL for the tests: " + what);
}

path program(const std::string& name)
{
    const path file = path("/usr/lib/postgresql/15/bin") / name;
    if (!std::filesystem::exists(file))
        fail(file.string() + " is missing. To fix: tools/install-packages");
    return file;
}

std::string text_of(const path& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

// A server refuses to run as root.
const passwd* server_user()
{
    if (::geteuid() != 0)
        return nullptr;
    const passwd* user = ::getpwnam("postgres");
    if (user == nullptr)
        fail("there is no user postgres. To fix: tools/install-packages");
    return user;
}

// In a child process: becomes the program, as the server's user. Its output goes to `log`.
[[noreturn]] void become(const std::vector<std::string>& command, const path& log,
                         bool ends_with_parent)
{
    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int in = ::open("/dev/null", O_RDONLY);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    if (const passwd* user = server_user())
        if (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 ||
            ::setuid(user->pw_uid) != 0)
            ::_exit(126);
    // After the change of user, which takes it away.
    if (ends_with_parent)
        ::prctl(PR_SET_PDEATHSIG, SIGINT);
    if (::chdir("/") != 0)
        ::_exit(126);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

int wait_for(pid_t process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int try_program(const std::vector<std::string>& command, const path& log)
{
    const pid_t process = ::fork();
    if (process < 0)
        fail("no new process");
    if (process == 0)
        become(command, log, true);
    return wait_for(process);
}

void run(const std::vector<std::string>& command, const path& log)
{
    if (try_program(command, log) != 0)
        fail(command.front() + " failed:\n" + text_of(log));
}

path log_of(const path& folder)
{
    return folder / "log";
}

// The folder, with an empty cluster in it.
void make_cluster(const path& folder)
{
    const path initdb = program("initdb");
    std::filesystem::remove_all(folder / "data");
    std::filesystem::remove(log_of(folder));
    if (const passwd* user = server_user())
        if (::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
            fail("cannot give " + folder.string() + " to the user postgres");
    ::chmod(folder.c_str(), 0700);
    run({initdb, "-D", folder / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8",
         "--locale=C", "--no-sync"},
        log_of(folder));
}

pid_t start_server(const path& folder)
{
    const path postgres = program("postgres");
    const pid_t process = ::fork();
    if (process < 0)
        fail("no new process");
    if (process == 0)
        become({postgres, "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c",
                "fsync=on", "-c", "shared_buffers=64MB", "-c", "max_connections=200"},
               log_of(folder), true);
    return process;
}

void wait_until_ready(const path& folder)
{
    const path pg_isready = program("pg_isready");
    for (int i = 0; i < k_start_seconds * 20; ++i) {
        if (try_program({pg_isready, "-q", "-h", folder, "-U", "postgres"}, "/dev/null") == 0)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    fail("the server does not answer:\n" + text_of(log_of(folder)));
}

std::string make_database_in(const path& folder, const std::string& name)
{
    run({program("createdb"), "-h", folder, "-U", "postgres", name}, log_of(folder));
    return "postgresql://postgres@/" + name + "?host=" + folder.string();
}

// A file whose lock is held as long as the object, or the process, lives.
class Lock {
public:
    explicit Lock(const path& file)
        : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (descriptor_ < 0)
            fail("cannot open " + file.string());
    }
    ~Lock() { ::close(descriptor_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    [[nodiscard]] bool take(int how) const { return ::flock(descriptor_, how) == 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

path shared_folder()
{
    return std::filesystem::temp_directory_path() /
           ("taqwim_postgres_" + std::to_string(::geteuid()));
}

// In a process of its own: starts the server, and stops it when no test has used it for a while.
[[noreturn]] void keep_shared_server(const path& folder, int alive)
{
    ::setsid();
    // What a test runner waits for must not be held open here.
    const int null = ::open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; ++i)
        ::dup2(null, i);
    for (int i = 3; i < 1024; ++i)
        if (i != alive)
            ::close(i);
    try {
        const Lock gate(folder / "gate");
        const Lock users(folder / "users");
        const pid_t server = start_server(folder);
        for (int idle = 0; idle < k_idle_seconds;) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            if (::waitpid(server, nullptr, WNOHANG) == server)
                ::_exit(1);
            if (!gate.take(LOCK_EX | LOCK_NB))
                continue;
            idle = users.take(LOCK_EX | LOCK_NB) ? idle + 1 : 0;
            (void)users.take(LOCK_UN);
            if (idle == k_idle_seconds) {
                ::kill(server, SIGINT);
                wait_for(server);
                std::filesystem::remove_all(folder / "data");
                // Before the gate opens: whoever comes through it must not take this server for a running one.
                (void)::flock(alive, LOCK_UN);
            }
            (void)gate.take(LOCK_UN);
        }
    } catch (...) {
        ::_exit(1);
    }
    ::_exit(0);
}

// Gives the folder of the running server. Called once in each process.
path use_shared_server()
{
    const path folder = shared_folder();
    std::filesystem::create_directories(folder);
    static const Lock users(folder / "users");  // held by this process until it ends
    const Lock gate(folder / "gate");
    if (!gate.take(LOCK_EX) || !users.take(LOCK_SH))
        fail("cannot lock " + folder.string());
    const Lock alive(folder / "alive");
    if (alive.take(LOCK_EX | LOCK_NB)) {
        make_cluster(folder);
        const pid_t child = ::fork();
        if (child < 0)
            fail("no new process");
        if (child == 0) {
            // A grandchild belongs to nobody who waits.
            if (::fork() == 0)
                keep_shared_server(folder, alive.descriptor());
            ::_exit(0);
        }
        wait_for(child);
    }
    wait_until_ready(folder);
    return folder;
}

}  // namespace

PostgresServer::PostgresServer()
{
    static std::atomic<int> number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("taqwim_server_" + std::to_string(::getpid()) + '_' + std::to_string(++number));
    // A process of the same number that was killed may have left its own.
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    make_cluster(folder_);
    start();
}

PostgresServer::~PostgresServer()
{
    end(SIGQUIT);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void PostgresServer::start()
{
    process_ = start_server(folder_);
    wait_until_ready(folder_);
}

void PostgresServer::stop()
{
    end(SIGINT);
}

void PostgresServer::crash()
{
    end(SIGQUIT);
}

void PostgresServer::end(int signal)
{
    if (process_ <= 0)
        return;
    ::kill(process_, signal);
    wait_for(process_);
    process_ = -1;
}

std::string PostgresServer::make_database()
{
    return make_database_in(folder_, "test_" + std::to_string(++databases_));
}

SharedPostgresDatabase::SharedPostgresDatabase()
{
    static const path folder = use_shared_server();
    static std::atomic<int> number = 0;
    name_ = "test_" + std::to_string(::getpid()) + '_' + std::to_string(++number);
    url_ = make_database_in(folder, name_);
}

SharedPostgresDatabase::~SharedPostgresDatabase()
{
    try_program({"/usr/lib/postgresql/15/bin/dropdb", "--if-exists", "--force", "-h",
                 shared_folder(), "-U", "postgres", name_},
                "/dev/null");
}

}  // namespace taqwim::tests

// PostgreSQL servers of the tests: real ones, with fsync, that nobody but this machine can reach.
#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace taqwim::tests {

// A server of its own for tests that stop it. It listens on a socket in its own folder alone, runs as an unprivileged
// user (postgres, when the tests run as root), and ends with this process. Whatever is missing throws
// std::runtime_error, which says what to install: tests that need a server fail without one, they are never skipped.
class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    void start();
    // In order, though without waiting for who is connected.
    void stop();
    // As when the power goes: nothing is written any more, and the next start recovers.
    void crash();

    // A new empty database: its address.
    [[nodiscard]] std::string make_database();

private:
    void end(int signal);

    std::filesystem::path folder_;
    pid_t process_ = -1;
    int databases_ = 0;
};

// A new empty database on a server that all test processes share. The first process that asks starts it; it stops by
// itself some seconds after the last one has ended.
class SharedPostgresDatabase {
public:
    SharedPostgresDatabase();
    ~SharedPostgresDatabase();
    SharedPostgresDatabase(const SharedPostgresDatabase&) = delete;
    SharedPostgresDatabase& operator=(const SharedPostgresDatabase&) = delete;

    [[nodiscard]] const std::string& url() const { return url_; }

private:
    std::string name_;
    std::string url_;
};

}  // namespace taqwim::tests

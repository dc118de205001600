// A small installation for tests of who may do what: two directorates with a school each, two classes at the first,
// one account for each role, and the services of access over a real database.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/access_services.h"
#include "core/clock.h"
#include "platform/crypto/random.h"
#include "platform/database/database.h"
#include "platform/database/migrations.h"
#include "platform/http/route.h"
#include "school/record.h"
#include "tests/app/scratch_folder.h"

namespace taqwim::tests {

// The day stands at 09:00 in Kuwait and Riyadh.
inline const Instant k_world_moment = *Instant::parse("2026-11-22T06:00:00Z");

struct AccessWorld {
    static constexpr std::int64_t k_directorate = 11;
    static constexpr std::int64_t k_other_directorate = 12;
    static constexpr SchoolId k_school{101};
    static constexpr SchoolId k_other_school{102};
    static constexpr std::int64_t k_class = 501;
    static constexpr std::int64_t k_other_class = 502;
    static constexpr std::int64_t k_class_elsewhere = 503;
    static constexpr std::int64_t k_student = 601;
    static constexpr std::int64_t k_other_student = 602;
    static constexpr std::int64_t k_student_elsewhere = 603;
    static constexpr std::int64_t k_guardian = 701;
    static constexpr std::string_view k_subject = "MATHS";

    // Every account has this password.
    static constexpr std::string_view k_password = "seven green lanterns";

    // An empty url: a SQLite file in a folder of its own. Without migrations: the tables of school and access alone.
    explicit AccessWorld(const std::string& url = {},
                         std::vector<database::Migration> migrations = {});
    ~AccessWorld();

    // The account of a role of roles.toml: "head_teacher" signs in as "head-teacher".
    [[nodiscard]] std::int64_t account_of(std::string_view role) const;
    // A session of that account, its second factor given.
    [[nodiscard]] access::OpenedSession signed_in(std::int64_t account_id,
                                                  bool has_second_factor = true);

    // One statement of SQL, for states that the services do not make.
    std::int64_t execute(std::string_view sql, const std::vector<database::Value>& values = {});
    [[nodiscard]] std::int64_t count(std::string_view sql,
                                     const std::vector<database::Value>& values = {});
    [[nodiscard]] std::optional<std::string> text(std::string_view sql,
                                                  const std::vector<database::Value>& values = {});

    // A request as the server would hand it to the route that matches; "/v1/…?a=b". With a session its cookie and, for
    // writes, its CSRF token are sent along.
    [[nodiscard]] http::Request request(http::Method method, std::string_view target,
                                        const access::OpenedSession* session = nullptr,
                                        std::string body = {}) const;
    // Through the router, as the server does it.
    [[nodiscard]] http::Response send(http::Request request) const;
    [[nodiscard]] http::Response send(http::Method method, std::string_view target,
                                      const access::OpenedSession* session = nullptr,
                                      std::string body = {}) const
    {
        return send(request(method, target, session, std::move(body)));
    }

    ScratchFolder folder;
    FixedClock clock{k_world_moment};
    IdSource ids{1};
    crypto::SeededRandom random{1426};
    crypto::MasterKey key = crypto::MasterKey::make(random);
    access::AccessSettings settings;
    std::unique_ptr<database::Database> database;
    std::unique_ptr<school::Record> record;
    crypto::SigningKey signing_key = crypto::SigningKey::make(random);
    std::unique_ptr<access::AccessServices> services;
    // Parts of `services`.
    access::Workplace* place = nullptr;
    access::Sessions* sessions = nullptr;
    access::Callers* callers = nullptr;
    access::SignIn* sign_in = nullptr;
    access::AccessLog* log = nullptr;
    access::Guard* guard = nullptr;
    http::Router router;

private:
    void fill();
    std::map<std::string, std::int64_t, std::less<>> accounts_;
};

// "RECORD_UNKNOWN record=class id=7 field=class_id": a refusal of an answer in one line; empty when there is none.
[[nodiscard]] std::string refusal_line(const http::Response& response);

}  // namespace taqwim::tests

// The one way to change the record.
//
//   Record record(database, ids, clock);
//   const Result<Answer> answer = record.write(school, act, [&](Changes& changes) -> Result<Answer> {
//       const std::int64_t id = changes.new_id();
//       changes.session().execute("INSERT INTO class …", …);
//       changes.note("class.create", "class " + std::to_string(id), fields.finish());
//       return Answer{201, body};
//   });
//
// A write is one transaction: what was changed, its entries in the school's audit chain and the client's key are stored
// together or not at all, and are on the disk when the call returns. The same key again gives the first answer; with
// other content it is refused. Every write notes at least one change.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/database/database.h"
#include "school/act.h"

namespace taqwim::school {

// What the caller is told: the status of HTTP and the JSON that a repeat is told again.
struct Answer {
    int status = 200;
    std::string body;
    bool is_repeat = false;
};

// One entry of the audit chain. It says which record was changed how, never with what content: that stays a digest.
struct Change {
    std::string action;   // "mark.record": room and verb
    std::string subject;  // "mark_sheet 7318…": kinds and ids, no names
    crypto::Digest content;
};

class Changes {
public:
    Changes(database::Session& session, IdSource& ids, const Act& act)
        : session_(session), ids_(ids), act_(act)
    {}

    [[nodiscard]] database::Session& session() { return session_; }
    [[nodiscard]] const Act& act() const { return act_; }
    [[nodiscard]] std::int64_t new_id() { return ids_.next(act_.at); }
    void note(std::string action, std::string subject, const crypto::Digest& content)
    {
        noted_.push_back({std::move(action), std::move(subject), content});
    }
    [[nodiscard]] const std::vector<Change>& noted() const { return noted_; }

    // Runs `work`, which gives a Result, in a savepoint of its own: what a refused one changed and noted is undone, and
    // the write goes on.
    template <std::invocable Work>
    [[nodiscard]] std::invoke_result_t<Work&> attempt(Work&& work)
    {
        struct Undone {};
        const std::size_t noted_before = noted_.size();
        std::optional<std::invoke_result_t<Work&>> answer;
        try {
            session_.attempt([&] {
                answer.emplace(work());
                if (!*answer)
                    throw Undone{};
            });
        } catch (const Undone&) {
            noted_.resize(noted_before);
        }
        return std::move(*answer);
    }

private:
    database::Session& session_;
    IdSource& ids_;
    const Act& act_;
    std::vector<Change> noted_;
};

// One of several writes of a school that are stored together, with its own act.
struct JoinedWrite {
    Changes changes;
    // What is told; the work sets it. Nothing noted: it is told, and nothing of it is kept.
    std::optional<Result<Answer>> answer = std::nullopt;
};

// Safe to share between threads.
class Record {
public:
    Record(database::Database& database, IdSource& ids, const Clock& clock)
        : database_(database), ids_(ids), clock_(clock)
    {}

    using Work = std::function<Result<Answer>(Changes&)>;

    // SchoolId{0} is the installation: accounts, directorates, settings. Refuses with idempotency_key_reused, and with
    // what `work` and the database refuse. `work` may run more than once; it changes nothing but the session.
    [[nodiscard]] Result<Answer> write(SchoolId school, const Act& act, const Work& work);

    // The same in a transaction of its own, for imports and other long works.
    [[nodiscard]] Result<Answer> write_alone(SchoolId school, const Act& act, const Work& work);

    using JoinedWork = std::function<void(std::span<JoinedWrite> writes)>;

    // Several writes in one transaction and few statements: `work` is called once with all that are no repeats, in their
    // order, sets the answer of each, and stores nothing of those that it refuses. Gives the answers of all, in the order
    // of `acts`; an answer that is not there was left out by the work, and nothing of it is kept. No key stands twice in
    // `acts`. What the database refuses, and any exception, is of all of them: nothing is stored.
    [[nodiscard]] Result<std::vector<std::optional<Result<Answer>>>> write_joined(
        SchoolId school, std::span<const Act* const> acts, const JoinedWork& work);

    template <std::invocable<database::Session&> Look>
    auto read(Look&& look)
    {
        return database_.read(std::forward<Look>(look));
    }

    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] database::Database& database() { return database_; }

private:
    [[nodiscard]] Result<Answer> run(database::Session& session, SchoolId school, const Act& act,
                                     const Work& work);

    database::Database& database_;
    IdSource& ids_;
    const Clock& clock_;
};

// The name of a school's audit chain, as heads that are given out bear it: "school:7318…", or "installation".
[[nodiscard]] std::string chain_name(SchoolId school);

}  // namespace taqwim::school

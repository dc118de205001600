// A small installation whose results can be published: AccessWorld with the tables of all rooms, the routes of results
// behind the guard, and facts that a test lays down.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "results/publications.h"
#include "results/shown_results.h"
#include "tests/support/access_world.h"

namespace taqwim::tests {

// A year of the Saudi regulation with two subjects: QRN with 90 and HIS with 50 + `final_exam`, of 30.
[[nodiscard]] std::string saudi_year(const std::string& final_exam);

// Facts by student; nobody else is enrolled.
class GivenFacts final : public results::FactsSource {
public:
    std::map<std::int64_t, results::YearFacts> years;

    void give(std::int64_t student, std::int64_t class_id, const std::string& final_exam);
    [[nodiscard]] Result<results::YearFacts> facts(database::Session& session, StudentId student,
                                                   std::int64_t school_year_id) const override;
};

struct PublishingWorld {
    static constexpr std::int64_t k_year = 301;

    // An empty url: a SQLite file in a folder of its own.
    explicit PublishingWorld(const std::string& url = {}, results::ShownSettings settings = {});

    // A further student of the class with facts, and a guardian of his own with an account: its number.
    std::int64_t add_student(std::int64_t student, std::int64_t class_id);

    // A request to the API as the server would hand it on: at once from memory where that can be, else by the handler.
    struct Answer {
        int status = 0;
        bool was_at_hand = false;
        std::string body;     // plain
        std::string refusal;  // as refusal_line writes it
        http::Response response;
    };
    Answer ask(http::Method method, const std::string& target, const access::OpenedSession& session,
               const std::string& body = {},
               http::NamedTexts headers = {{"Accept-Encoding", "gzip"}});
    Answer get(const std::string& target, const access::OpenedSession& session)
    {
        return ask(http::Method::get, target, session);
    }
    Answer post(const std::string& target, const access::OpenedSession& session,
                const std::string& body);
    // The same with a key of the test's choice.
    Answer post_again(const std::string& target, const access::OpenedSession& session,
                      const std::string& body, const std::string& key)
    {
        return ask(http::Method::post, target, session, body, {{"Idempotency-Key", key}});
    }
    // The published result of a student, to one who asks for it.
    Answer look(std::int64_t student, const access::OpenedSession& session);
    // "/v1/schools/101/school-years/301/publications"
    [[nodiscard]] static std::string of_year(std::string_view rest);
    // Everything that memory can hold now is in it.
    void fill_memory();

    [[nodiscard]] static std::string of_student(std::int64_t student, std::string_view rest = {});
    [[nodiscard]] static std::string of_class(std::int64_t class_id, std::string_view rest);

    AccessWorld world;
    std::vector<std::unique_ptr<RuleSet>> rule_sets;
    GivenFacts facts;
    results::Publications publications;
    results::ShownResults shown;
    access::OpenedSession head;
    access::OpenedSession guardian;

private:
    int keys_ = 0;
};

// Runs the test on SQLite, then on PostgreSQL; a failed check says on which.
void on_both_publishing_worlds(const std::function<void(PublishingWorld&)>& test,
                               const results::ShownSettings& settings = {});

}  // namespace taqwim::tests

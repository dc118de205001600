#include "app/server/demo_work.h"

#include <algorithm>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "embedded/server.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

using school::Act;
using school::Answer;

constexpr std::string_view k_password = "green lantern of the demo";
constexpr std::uint32_t k_seed = 1448;
constexpr int k_utc_offset_minutes = 180;

[[noreturn]] void refused(const Refusal& refusal)
{
    throw std::logic_error("the demo was refused: " + to_code_text(refusal.code) + " at " +
                           refusal.field);
}

std::vector<std::string> cells_of(std::string_view line)
{
    std::vector<std::string> cells;
    while (!line.empty()) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        cells.emplace_back(line.substr(0, tab));
        line.remove_prefix(std::min(tab + 1, line.size()));
    }
    return cells;
}

}  // namespace

Answer demo_accepted(const Result<Answer>& answer)
{
    if (!answer)
        refused(answer.refusal());
    return *answer;
}

std::int64_t demo_id(const Result<Answer>& answer, std::string_view name)
{
    const auto document = JsonDocument::parse(demo_accepted(answer).body);
    const auto member = document ? document->root().find(name) : std::nullopt;
    const auto id = member ? parse_id(member->text()) : std::nullopt;
    if (!id)
        throw std::logic_error("the demo found no " + std::string(name));
    return *id;
}

Day demo_day(std::string_view text)
{
    return Day::parse(text).value();
}

DemoWords::DemoWords()
{
    for (const EmbeddedFile& file : embedded_server()) {
        if (file.path != "demo_words.tsv")
            continue;
        for (std::string_view text = file.text; !text.empty();) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::vector<std::string> cells = cells_of(text.substr(0, end));
            if (!cells.empty())
                words_[cells.front()] = {cells.begin() + 1, cells.end()};
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }
}

DemoWork::DemoWork(Installation& of, Instant now) : installation(of), now_(now), random_(k_seed)
{
    made.password = k_password;
}

Act DemoWork::act(const std::string& role) const
{
    const auto account = accounts_.find(role);
    Act one = act_of(role, account == accounts_.end() ? 0 : account->second.person);
    if (account != accounts_.end())
        one.account_id = account->second.id;
    return one;
}

Act DemoWork::act_of(const std::string& role, std::int64_t person) const
{
    Act one;
    one.role = role;
    one.person_id = person;
    one.at = *Instant::parse(today.to_text() + "T06:00:00Z");
    one.today = today;
    return one;
}

Act DemoWork::program() const
{
    Act one;
    one.role = "program";
    one.at = now_;
    one.today = now_.day(k_utc_offset_minutes);
    return one;
}

const std::string& DemoWork::pick(const std::string& key)
{
    const std::vector<std::string>& all = words.of(key);
    return all[draw() % all.size()];
}

std::int64_t DemoWork::make_account(const std::string& name, const std::string& display_name,
                                    std::optional<access::AccountLink> link)
{
    auto& access = installation.access();
    const std::int64_t account =
        demo_id(access.accounts.create(program(),
                                       {.name = name, .display_name = display_name, .link = link}),
                "account_id");
    const auto code =
        access.accounts.issue_code(program(), link ? link->school : SchoolId{0}, account);
    if (!code)
        refused(code.refusal());
    const auto session =
        access.sign_in.by_code(name, code->code, made.password, "127.0.0.1", std::nullopt);
    if (!session)
        refused(session.refusal());
    return account;
}

void DemoWork::add_account(const std::string& role, const std::string& display_name,
                           access::PersonKind kind, std::int64_t person)
{
    std::string name = role + '-' + suffix;
    std::ranges::replace(name, '_', '-');
    made.accounts.push_back({name, role, school_names[0], school_names[1]});
    const access::AccountLink link{.school = school, .kind = kind, .person_id = person};
    accounts_[role] = {.id = make_account(name, display_name, link), .person = person};
}

void DemoWork::add_office(const std::string& name, const std::string& role,
                          std::optional<std::int64_t> directorate_id)
{
    access::OfficeAppointment office;
    office.account_id = make_account(name, words.of("office." + role).front(), std::nullopt);
    office.role = role;
    office.directorate_id = directorate_id;
    office.first_day = now_.day(k_utc_offset_minutes);
    office.decision = "demo";
    demo_accepted(installation.access().accounts.appoint(program(), office));
    made.accounts.push_back({name, office.role, "", ""});
}

}  // namespace taqwim::app

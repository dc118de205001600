#include "regulations/frame/parameter_book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/frame/digest.h"

using taqwim::ConfigurationFault;
using taqwim::Day;
using taqwim::EmbeddedFile;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::ParameterBook;
using taqwim::ParameterOverride;
using taqwim::ParameterStatus;
using taqwim::Share;

namespace {

// One parameter of each unit.
constexpr std::string_view k_all_units = R"([minimum_mark]
label.ar = "النهاية الصغرى للمادة"
label.en = "Minimum mark"
unit     = "mark"
range    = ["0", "100"]
clause   = "KW-3"
note     = "The text gives it in Article 3."

[[minimum_mark.values]]
from     = 2015-09-01
value    = "40"
status   = "enacted"
source   = "المادة ٣"
checked  = 2026-11-21

[[minimum_mark.values]]
from     = 2018-09-01
value    = "49.5"
status   = "assumed"

[terms_share]
label.ar = "نسبة"
label.en = "Share"
unit     = "share"
range    = ["0%", "100%"]
clause   = "KW-13.2"
[[terms_share.values]]
from     = 2015-09-01
value    = "70%"
status   = "found"
source   = "A named source"

[subjects_most]
label.ar = "عدد"
label.en = "Count"
unit     = "count"
range    = ["0", "11"]
clause   = "KW-4.7"
[[subjects_most.values]]
from     = 2015-09-01
value    = "3"
status   = "assumed"

[limit_days]
label.ar = "أيام"
label.en = "Days"
unit     = "days"
range    = ["0", "60"]
clause   = "KW-22.5"
[[limit_days.values]]
from     = 2015-09-01
value    = "٣٠"
status   = "assumed"

[first_day]
label.ar = "يوم"
label.en = "Day"
unit     = "day"
clause   = "KW-2"
[[first_day.values]]
from     = 2015-09-01
value    = 2016-01-20
status   = "assumed"

[limit_month_day]
label.ar = "يوم"
label.en = "Day"
unit     = "month_day"
clause   = "KW-16.1"
[[limit_month_day.values]]
from     = 2015-09-01
value    = "10-15"
status   = "assumed"

[half]
label.ar = "نصف"
label.en = "Half"
unit     = "text"
allowed  = ["up", "down"]
clause   = "KW-10.4"
[[half.values]]
from     = 2015-09-01
value    = "up"
status   = "assumed"

[warnings_at]
label.ar = "إنذارات"
label.en = "Warnings"
unit     = "list"
range    = ["1", "365"]
clause   = "KW-22.6"
[[warnings_at.values]]
from     = 2015-09-01
value    = ["6", "12"]
status   = "assumed"

[weekdays]
label.ar = "أيام"
label.en = "Weekdays"
unit     = "list"
clause   = "KW-2"
[[weekdays.values]]
from     = 2015-09-01
value    = ["sunday", "monday"]
status   = "assumed"

[counted]
label.ar = "مواد"
label.en = "Subjects"
unit     = "subjects"
allowed  = ["quran", "maths"]
clause   = "KW-8.1"
[[counted.values]]
from     = 2015-09-01
value    = ["quran", "maths"]
status   = "assumed"

[blocks]
label.ar = "هل"
label.en = "Whether"
unit     = "yes_no"
clause   = "KW-4.2"
[[blocks.values]]
from     = 2015-09-01
value    = "no"
status   = "assumed"
)";

ParameterBook read(std::string_view text, std::string_view path = "parameters/passing.toml",
                   const std::vector<ParameterOverride>& overrides = {})
{
    const std::array files = {EmbeddedFile{path, text}};
    return ParameterBook::read(files, overrides);
}

template <class Work>
std::vector<taqwim::ConfigurationProblem> problems_of(Work work)
{
    try {
        work();
    } catch (const ConfigurationFault& fault) {
        return fault.problems();
    }
    return {};
}

std::string faults_of(std::string_view text, std::string_view path = "parameters/passing.toml",
                      const std::vector<ParameterOverride>& overrides = {})
{
    try {
        (void)read(text, path, overrides);
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string replaced(std::string_view text, std::string_view old_part, std::string_view new_part)
{
    std::string result(text);
    const std::size_t place = result.find(old_part);
    REQUIRE(place != std::string::npos);
    return result.replace(place, old_part.size(), new_part);
}

constexpr std::string_view k_one = R"([minimum_mark]
label.ar = "النهاية الصغرى"
label.en = "Minimum mark"
unit     = "mark"
range    = ["0", "100"]
clause   = "KW-3"

[[minimum_mark.values]]
from     = 2015-09-01
value    = "40"
status   = "enacted"
source   = "المادة ٣"
)";

constexpr Day k_day = *Day::of(2016, 6, 1);

}  // namespace

TEST_CASE("a parameter of each unit is read by name, with where it comes from")
{
    const ParameterBook book = read(k_all_units);
    const auto parameters = book.on(k_day);
    REQUIRE(parameters);
    CHECK(parameters->day() == k_day);

    const auto minimum = parameters->mark("passing.minimum_mark");
    CHECK(minimum.value == Mark(40));
    CHECK(minimum.info->name == "passing.minimum_mark");
    CHECK(minimum.info->label_ar == "النهاية الصغرى للمادة");
    CHECK(minimum.info->label_en == "Minimum mark");
    CHECK(minimum.info->unit == "mark");
    CHECK(minimum.info->value == "40");
    CHECK(minimum.info->from.to_text() == "2015-09-01");
    CHECK(minimum.info->status == ParameterStatus::enacted);
    CHECK(minimum.info->source == "المادة ٣");
    CHECK(minimum.info->clause == "KW-3");
    CHECK(minimum.info->note == "The text gives it in Article 3.");

    CHECK(parameters->exact("passing.minimum_mark").value == Exact(40));
    CHECK(parameters->share("passing.terms_share").value == Share(Exact::ratio(7, 10)));
    CHECK(parameters->share("passing.terms_share").info->value == "70%");
    CHECK(parameters->info("passing.terms_share").status == ParameterStatus::found);
    CHECK(parameters->exact("passing.terms_share").value == Exact::ratio(7, 10));
    CHECK(parameters->count("passing.subjects_most").value == 3);
    CHECK(parameters->count("passing.limit_days").value == 30);  // Arabic-Indic digits are read too
    CHECK(parameters->day("passing.first_day").value == Day::of(2016, 1, 20));
    CHECK(parameters->text("passing.first_day").value == "2016-01-20");
    CHECK(parameters->text("passing.limit_month_day").value == "10-15");
    CHECK(parameters->text("passing.half").value == "up");
    CHECK(parameters->list("passing.weekdays").value ==
          std::vector<std::string>{"sunday", "monday"});
    CHECK(parameters->list("passing.counted").value == std::vector<std::string>{"quran", "maths"});
    CHECK(parameters->exacts("passing.warnings_at").value == std::vector<Exact>{6, 12});
    CHECK(parameters->counts("passing.warnings_at").value == std::vector<int>{6, 12});
    CHECK(parameters->info("passing.warnings_at").value == "6 12");
    CHECK_FALSE(parameters->yes_no("passing.blocks").value);
    CHECK(parameters->has("passing.half"));
    CHECK_FALSE(parameters->has("passing.halves"));
}

TEST_CASE("a value binds from its first day until the day before the next one's")
{
    const ParameterBook book = read(k_all_units);
    CHECK(book.on(*Day::of(2018, 8, 31))->mark("passing.minimum_mark").value == Mark(40));
    CHECK(book.on(*Day::of(2018, 9, 1))->mark("passing.minimum_mark").value ==
          Mark(*Exact::parse("49.5")));
    CHECK(book.on(*Day::of(2015, 9, 1)));

    const auto history = book.history("passing.minimum_mark");
    REQUIRE(history.size() == 2);
    CHECK(history[0]->value == "40");
    CHECK(history[1]->value == "49.5");
    CHECK(history[1]->from.to_text() == "2018-09-01");
}

TEST_CASE("a day before the first value is refused, naming the parameter and the day")
{
    const auto parameters = read(k_one).on(*Day::of(2015, 8, 31));
    REQUIRE_FALSE(parameters);
    CHECK(parameters.refusal().code == taqwim::RefusalCode::day_not_covered);
    CHECK(parameters.refusal().kind() == taqwim::RefusalKind::not_in_force);
    CHECK(parameters.refusal().arguments == taqwim::Arguments{{"day", "2015-08-31"},
                                                              {"parameter", "passing.minimum_mark"},
                                                              {"first_day", "2015-09-01"}});
}

TEST_CASE("the addresses of a book's values stay when the book is moved")
{
    ParameterBook book = read(k_all_units);
    const auto before = book.on(k_day)->mark("passing.minimum_mark");
    const ParameterBook moved = std::move(book);
    CHECK(moved.on(k_day)->mark("passing.minimum_mark").info == before.info);
    CHECK(before.info->name == "passing.minimum_mark");
}

TEST_CASE("names and the values in force come in alphabetical order")
{
    const ParameterBook book = read(k_all_units);
    const auto names = book.names();
    CHECK(names.size() == 11);
    CHECK(std::is_sorted(names.begin(), names.end()));
    const auto parameters = book.on(k_day);
    const auto infos = parameters->infos();
    REQUIRE(infos.size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        CHECK(infos[i]->name == names[i]);
}

TEST_CASE(
    "the digest covers name, value, first day and status of what is in force, and nothing else")
{
    const std::string digest = read(k_one).on(k_day)->digest();
    CHECK(digest == taqwim::sha256_hex("passing.minimum_mark\t40\t2015-09-01\tenacted\n"));
    CHECK(digest == read(replaced(k_one, "Minimum mark", "Lowest mark")).on(k_day)->digest());
    CHECK(digest != read(replaced(k_one, "\"40\"", "\"41\"")).on(k_day)->digest());
    CHECK(digest != read(replaced(k_one, "\"enacted\"", "\"found\"")).on(k_day)->digest());
    CHECK(digest != read(replaced(k_one, "2015-09-01", "2014-09-01")).on(k_day)->digest());

    const ParameterBook book = read(k_all_units);
    CHECK(book.on(*Day::of(2018, 8, 31))->digest() != book.on(*Day::of(2018, 9, 1))->digest());
}

TEST_CASE("a parameter asked for by a wrong name or unit stops with its name and place")
{
    const ParameterBook book = read(k_all_units);
    const auto parameters = book.on(k_day);
    const auto fault_of = [](auto ask) {
        const auto problems = problems_of(ask);
        REQUIRE(problems.size() == 1);
        return problems.front().to_text();
    };
    CHECK(contains(fault_of([&] { (void)parameters->mark("passing.maximum_mark"); }),
                   "\"passing.maximum_mark\""));
    CHECK(contains(fault_of([&] { (void)parameters->info("nothing"); }),
                   "there is no parameter \"nothing\""));
    CHECK(contains(fault_of([&] { (void)book.history("nothing"); }),
                   "there is no parameter \"nothing\""));
    CHECK(contains(fault_of([&] { (void)parameters->share("passing.minimum_mark"); }),
                   "parameters/passing.toml:10: \"passing.minimum_mark\" is a mark and is asked "
                   "for as a share"));
    CHECK(contains(fault_of([&] { (void)parameters->mark("passing.terms_share"); }),
                   "asked for as a mark"));
    CHECK(contains(fault_of([&] { (void)parameters->exact("passing.half"); }),
                   "asked for as a number"));
    CHECK(contains(fault_of([&] { (void)parameters->count("passing.minimum_mark"); }),
                   "asked for as a count"));
    CHECK(contains(fault_of([&] { (void)parameters->day("passing.half"); }), "asked for as a day"));
    CHECK(contains(fault_of([&] { (void)parameters->yes_no("passing.half"); }),
                   "asked for as yes or no"));
    CHECK(contains(fault_of([&] { (void)parameters->text("passing.minimum_mark"); }),
                   "asked for as a text"));
    CHECK(
        contains(fault_of([&] { (void)parameters->list("passing.half"); }), "asked for as a list"));
    CHECK(contains(fault_of([&] { (void)parameters->exacts("passing.weekdays"); }),
                   "a list of numbers"));
    CHECK(contains(fault_of([&] { (void)parameters->counts("passing.weekdays"); }),
                   "a list of numbers"));

    const ParameterBook fractions =
        read(replaced(k_all_units, "[\"6\", \"12\"]", "[\"6.5\", \"12\"]"));
    CHECK(fractions.on(k_day)->exacts("passing.warnings_at").value.front() == Exact::ratio(13, 2));
    CHECK(contains(fault_of([&] { (void)fractions.on(k_day)->counts("passing.warnings_at"); }),
                   "\"passing.warnings_at\" holds \"6.5\", not a whole number"));
}

TEST_CASE("two values on one day are refused in the form of the guide, with both lines")
{
    CHECK(faults_of(std::string(k_one) + R"(
[[minimum_mark.values]]
from     = 2015-09-01
value    = "45"
status   = "assumed"
)") == R"(parameters/passing.toml:15: two values of "minimum_mark" are in force on 2015-09-01
  9 | from     = 2015-09-01
 15 | from     = 2015-09-01
To fix: give the later value a later "from", or remove one of them.)");
}

TEST_CASE("what is wrong in a parameter file stops with file, line and what to do")
{
    struct Slip {
        std::string_view instead_of;
        std::string_view written;
        int line;
        std::string_view message;
    };
    const std::vector<Slip> slips = {
        {"value    = \"40\"", "value    = 39.5", 10,
         "\"value\" of \"minimum_mark.values\" is a TOML float, which is not exact"},
        {"value    = \"40\"", "value    = 40", 10, "is a TOML number, not a text"},
        {"value    = \"40\"", "value    = \"\"", 10,
         "\"value\" of \"minimum_mark.values\" is empty"},
        {"value    = \"40\"", "value    = \" 40\"", 10, "begins or ends with a blank"},
        {"value    = \"40\"", "value    = \"4\\u00070\"", 10,
         "holds a line break or another control character"},
        {"value    = \"40\"", "value    = \"forty\"", 10, "is \"forty\", not a mark"},
        {"value    = \"40\"", "value    = \"40%\"", 10, "is \"40%\", not a mark"},
        {"value    = \"40\"", "value    = \"101\"", 10,
         "is \"101\", outside of its range 0 to 100"},
        {"value    = \"40\"", "value    = \"-1\"", 10, "is \"-1\", outside of its range 0 to 100"},
        {"value    = \"40\"\n", "", 8, "\"minimum_mark.values\" has no \"value\""},
        {"value    = \"40\"", "valeu    = \"40\"\nvalue    = \"40\"", 10,
         "unknown key \"valeu\" in \"minimum_mark.values\""},
        {"from     = 2015-09-01\n", "", 8, "\"minimum_mark.values\" has no \"from\""},
        {"from     = 2015-09-01", "from     = \"2015-09-01\"", 9,
         "\"from\" of \"minimum_mark.values\" is a text, not a day"},
        {"from     = 2015-09-01", "from     = 2015-09-01T00:00:00", 9,
         "is a day with an hour, not a day"},
        {"from     = 2015-09-01", "from     = 0215-09-01", 9, "lies outside of the years"},
        {"from     = 2015-09-01", "from     = 2015-02-30", 9, "not readable as TOML"},
        {"status   = \"enacted\"\n", "", 8, "\"minimum_mark.values\" has no \"status\""},
        {"status   = \"enacted\"", "status   = \"certain\"", 11,
         "has the unknown status \"certain\""},
        {"source   = \"المادة ٣\"\n", "", 11, "is \"enacted\" and has no source"},
        {"source   = \"المادة ٣\"", "source   = \"\"", 12,
         "\"source\" of \"minimum_mark.values\" is empty"},
        {"source   = \"المادة ٣\"", "source   = \"x\"\nchecked  = \"today\"", 13,
         "\"checked\" of \"minimum_mark.values\" is a text, not a day"},
        {"unit     = \"mark\"\n", "", 1, "\"minimum_mark\" has no \"unit\""},
        {"unit     = \"mark\"", "unit     = \"marks\"", 4, "has the unknown unit \"marks\""},
        {"range    = [\"0\", \"100\"]\n", "", 1, "\"minimum_mark\" has no \"range\""},
        {"range    = [\"0\", \"100\"]", "range    = [\"100\", \"0\"]", 5,
         "is not a lowest and a highest value"},
        {"range    = [\"0\", \"100\"]", "range    = [\"0\"]", 5,
         "is not a lowest and a highest value"},
        {"range    = [\"0\", \"100\"]", "range    = [0, 100]", 5, "is a TOML number, not a text"},
        {"range    = [\"0\", \"100\"]", "range    = \"0 to 100\"", 5,
         "is a text, not a list of texts"},
        {"range    = [\"0\", \"100\"]", "range    = []", 5,
         "\"range\" of \"minimum_mark\" is an empty list"},
        {"range    = [\"0\", \"100\"]", "range    = [\"0\", \"100\"]\nallowed  = [\"40\"]", 6,
         "has allowed values, which a mark cannot have"},
        {"clause   = \"KW-3\"\n", "", 1, "\"minimum_mark\" has no \"clause\""},
        {"clause   = \"KW-3\"", "clause   = \"Article 3\"", 6, "not the id of a clause"},
        {"label.ar = \"النهاية الصغرى\"\nlabel.en = \"Minimum mark\"\n", "", 1,
         "\"minimum_mark\" has no label"},
        {"label.en = \"Minimum mark\"\n", "", 2, "\"minimum_mark.label\" has no \"en\""},
        {"label.en = \"Minimum mark\"", "label.en = \"x\"\nlabel.fr = \"x\"", 4,
         "unknown key \"fr\" in \"minimum_mark.label\""},
        {"[minimum_mark]", "stray = \"x\"\n[minimum_mark]", 1,
         "\"stray\" stands outside of any parameter"},
        {"[minimum_mark]", "[minimum_mark]\nweight = \"x\"", 2,
         "unknown key \"weight\" in \"minimum_mark\""},
        {"[[minimum_mark.values]]", "[[\"Minimum Mark\".values]]", 8,
         "\"Minimum Mark\" is not a name of a parameter"},
        {"[[minimum_mark.values]]", "[minimum_mark.values]", 8,
         "\"minimum_mark.values\" is not a list of tables"},
        {"[[minimum_mark.values]]", "values = [1]\n[other]", 8,
         "an entry of \"minimum_mark.values\" is a TOML number, not a table"},
        {"[minimum_mark]", "[minimum_mark", 1, "not readable as TOML"},
        {"النهاية", "\xD9", 2, "not readable as TOML"},
        {"[minimum_mark]",
         "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1\n[minimum_mark]",
         1, "a key has more than 32 parts"},
    };
    for (const Slip& slip : slips) {
        const std::string text = replaced(k_one, slip.instead_of, slip.written);
        const auto problems = problems_of([&] { (void)read(text); });
        CAPTURE(slip.message);
        REQUIRE_FALSE(problems.empty());
        const auto found = std::find_if(problems.begin(), problems.end(), [&](const auto& problem) {
            return contains(problem.message, slip.message);
        });
        CAPTURE(faults_of(text));
        REQUIRE(found != problems.end());
        CHECK(found->file == "parameters/passing.toml");
        CHECK(found->line == static_cast<std::size_t>(slip.line));
        CHECK(contains(found->message, "\nTo fix: "));
    }
}

TEST_CASE("a value of another unit than its parameter's is refused")
{
    const auto refuses = [](std::string_view instead_of, std::string_view written,
                            std::string_view message) {
        const std::string faults = faults_of(replaced(k_all_units, instead_of, written));
        CAPTURE(faults);
        CHECK(contains(faults, message));
    };
    refuses("value    = \"70%\"", "value    = \"most\"", "is \"most\", not a share");
    refuses("value    = \"70%\"", "value    = \"101%\"", "outside of its range 0% to 100%");
    refuses("value    = \"3\"", "value    = \"2.5\"", "is \"2.5\", not a whole number");
    refuses("value    = \"3\"", "value    = \"300%\"", "is \"300%\", not a whole number");
    refuses("value    = \"3\"", "value    = \"-3\"", "is \"-3\", not a whole number");
    refuses("value    = \"3\"", "value    = \"9999999999\"",
            "is \"9999999999\", not a whole number");
    refuses("value    = \"٣٠\"", "value    = \"30/2\"", "is \"30/2\", not a whole number of days");
    refuses("value    = 2016-01-20", "value    = \"2016-01-32\"", "is \"2016-01-32\", not a day");
    refuses("value    = 2016-01-20", "value    = 20160120", "is a TOML number, not a text");
    refuses("value    = \"10-15\"", "value    = \"02-29\"",
            "is \"02-29\", not a day of every year");
    refuses("value    = \"10-15\"", "value    = \"15 October\"", "not a day of every year");
    refuses("value    = \"up\"", "value    = \"sideways\"",
            "is \"sideways\", which is not allowed");
    refuses("value    = \"no\"", "value    = \"maybe\"", "is \"maybe\", neither yes nor no");
    refuses("value    = \"no\"", "value    = false", "is true or false, not a text");
    refuses("value    = [\"6\", \"12\"]", "value    = \"6\"", "is a text, not a list of texts");
    refuses("value    = [\"6\", \"12\"]", "value    = []", "is an empty list");
    refuses("value    = [\"6\", \"12\"]", "value    = [\"6\", 12]", "is a TOML number, not a text");
    refuses("value    = [\"6\", \"12\"]", "value    = [\"6\", \"\"]", "is empty");
    refuses("value    = [\"6\", \"12\"]", "value    = [\"6 12\"]",
            "is \"6 12\", which holds a blank");
    refuses("value    = [\"6\", \"12\"]", "value    = [\"six\"]", "is \"six\", not a number");
    refuses("value    = [\"6\", \"12\"]", "value    = [\"366\"]",
            "is \"366\", outside of its range 1 to 365");
    refuses("value    = [\"quran\", \"maths\"]", "value    = [\"quran\", \"art\"]",
            "is \"art\", which is not allowed");
    refuses("value    = [\"quran\", \"maths\"]", "value    = [\"maths\", \"maths\"]",
            "is \"maths\", more than once");
    refuses("value    = [\"quran\", \"maths\"]", "value    = [\"Maths\"]",
            "is \"Maths\", not a code of a subject");
    refuses("allowed  = [\"up\", \"down\"]", "range    = [\"0\", \"1\"]",
            "has a range, which a text cannot have");
    refuses("allowed  = [\"up\", \"down\"]", "allowed  = []",
            "\"allowed\" of \"half\" is an empty list");
}

TEST_CASE("values that do not stand in the order of their days are refused")
{
    const std::string faults = faults_of(
        std::string(k_one) +
        "[[minimum_mark.values]]\nfrom = 2014-09-01\nvalue = \"45\"\nstatus = \"assumed\"\n");
    CHECK(contains(
        faults, "parameters/passing.toml:14: the values of \"minimum_mark\" are not in the order"));
    CHECK(contains(faults, "\n  9 | from     = 2015-09-01\n 14 | from = 2014-09-01\n"));
}

TEST_CASE("a parameter without any value is refused")
{
    CHECK(contains(
        faults_of(
            "[half]\nlabel.ar = \"x\"\nlabel.en = \"x\"\nunit = \"text\"\nclause = \"KW-3\"\n"),
        "parameters/passing.toml:1: there is no [[half.values]]"));
    CHECK(contains(faults_of("[half]\n"), "there is no [[half.values]]"));
}

TEST_CASE("everything wrong in all parameter files is reported in one pass")
{
    const std::string second = replaced(k_one, "\"enacted\"", "\"certain\"");
    const std::array files = {
        EmbeddedFile{"parameters/a.toml", "[x\n"}, EmbeddedFile{"parameters/b.toml", second},
        EmbeddedFile{"parameters/c.toml", "[x]\n[y]\n"}, EmbeddedFile{"other/b.toml", k_one},
        EmbeddedFile{"parameters/Not A Topic.toml", k_one}};
    const auto problems = problems_of([&] { (void)ParameterBook::read(files); });
    std::vector<std::string> places;
    for (const auto& problem : problems)
        if (places.empty() || places.back() != problem.file)
            places.push_back(problem.file);
    CHECK(places == std::vector<std::string>{"parameters/a.toml", "parameters/b.toml",
                                             "parameters/c.toml", "other/b.toml",
                                             "parameters/Not A Topic.toml"});
    CHECK(std::count_if(problems.begin(), problems.end(),
                        [](const auto& p) { return p.file == "parameters/c.toml"; }) == 8);
}

TEST_CASE("a file larger than the limit is refused without being read")
{
    CHECK(contains(faults_of(std::string(4'000'001, '#')),
                   "parameters/passing.toml: the file is larger than 4 MB"));
}

TEST_CASE("an installation's own value is sorted in among the regulation's")
{
    const std::vector<ParameterOverride> overrides = {
        {"/etc/taqwim/passing.toml",
         "[[minimum_mark.values]]\nfrom = 2017-09-01\nvalue = \"45\"\nstatus = "
         "\"enacted\"\nsource = \"قرار وزاري\"\n"}};
    const ParameterBook book = read(k_all_units, "parameters/passing.toml", overrides);
    std::vector<std::string> values;
    for (const auto* info : book.history("passing.minimum_mark"))
        values.push_back(info->value);
    CHECK(values == std::vector<std::string>{"40", "45", "49.5"});
    const auto minimum = book.on(*Day::of(2018, 1, 1))->mark("passing.minimum_mark");
    CHECK(minimum.value == Mark(45));
    CHECK(minimum.info->label_en == "Minimum mark");
    CHECK(minimum.info->clause == "KW-3");
    CHECK(minimum.info->source == "قرار وزاري");
}

TEST_CASE("an installation's own value on the same day stands in the regulation's place")
{
    const std::vector<ParameterOverride> overrides = {
        {"passing.toml",
         "[[minimum_mark.values]]\nfrom = 2015-09-01\nvalue = \"45\"\nstatus = \"assumed\"\n"}};
    const ParameterBook book = read(k_one, "parameters/passing.toml", overrides);
    CHECK(book.history("passing.minimum_mark").size() == 1);
    CHECK(book.on(k_day)->mark("passing.minimum_mark").value == Mark(45));
    CHECK(book.on(k_day)->digest() != read(k_one).on(k_day)->digest());
}

TEST_CASE("an installation's own file may hold values of known parameters only")
{
    const auto faults = [](std::string path, std::string text) {
        return faults_of(k_all_units, "parameters/passing.toml",
                         {{std::move(path), std::move(text)}});
    };
    const std::string value = "from = 2017-09-01\nvalue = \"45\"\nstatus = \"assumed\"\n";
    CHECK(contains(faults("own/passing.toml", "[[maximum.values]]\n" + value),
                   "own/passing.toml:1: there is no parameter \"passing.maximum\""));
    CHECK(contains(faults("own/passing.toml", "[[maximum.values]]\n" + value),
                   "passing.minimum_mark"));
    CHECK(contains(faults("own/pass.toml", "[[minimum_mark.values]]\n" + value),
                   "a topic is one of passing"));
    CHECK(contains(faults("own/passing.toml", "minimum_mark = \"45\"\n"), "there is no parameter"));
    CHECK(contains(faults("own/Pass ing.toml", "[[minimum_mark.values]]\n" + value),
                   "is not a name of a topic"));
    CHECK(contains(faults("own/passing.toml",
                          "[minimum_mark]\nunit = \"count\"\n[[minimum_mark.values]]\n" + value),
                   "own/passing.toml:2: unknown key \"unit\" in \"minimum_mark\""));
    CHECK(contains(faults("own/passing.toml", "[minimum_mark]\n"),
                   "there is no [[minimum_mark.values]]"));
    CHECK(contains(faults("own/passing.toml",
                          "[[minimum_mark.values]]\nfrom = 2017-09-01\nvalue = \"451\"\nstatus = "
                          "\"assumed\"\n"),
                   "outside of its range 0 to 100"));
    CHECK(contains(faults("own/passing.toml", "[["), "not readable as TOML"));
}

TEST_CASE("two values of an installation on one day are refused, in one file or in two")
{
    const std::string value =
        "[[minimum_mark.values]]\nfrom = 2017-09-01\nvalue = \"45\"\nstatus = \"assumed\"\n";
    CHECK(
        contains(faults_of(k_one, "parameters/passing.toml", {{"own/passing.toml", value + value}}),
                 "own/passing.toml:6: two values of \"minimum_mark\" are in force on 2017-09-01"));
    const std::string faults =
        faults_of(k_one, "parameters/passing.toml",
                  {{"own/passing.toml", value}, {"more/passing.toml", value}});
    CHECK(contains(
        faults, "more/passing.toml:2: two values of \"minimum_mark\" are in force on 2017-09-01"));
    CHECK(contains(faults, "the other stands in own/passing.toml, line 2"));
}

#include "regulations/sa_guide/mark_scheme.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "regulations/sa_guide/data_files.h"
#include "regulations/sa_guide/guide_rules.h"
#include "regulations/sa_guide/rule_set.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/sa_guide_answers.h"
#include "tests/support/sa_guide_rules.h"

using namespace taqwim::sa_guide;
using taqwim::ConfigurationFault;
using taqwim::Day;
using taqwim::Mark;
using taqwim::ParameterStatus;
using taqwim::RefusalCode;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using taqwim::tests::sa_guide_rules;
using taqwim::tests::sa_guide_rules_with;
using Json = nlohmann::json;

namespace {

Json file()
{
    return Json::parse(scheme_file().text);
}

// What the reader says of a file with this content; empty when it accepts it.
std::string fault_of(const Json& content)
{
    const std::string text = content.dump();
    try {
        (void)SchemeBook::read({.path = "schemes/mark_schemes.json", .text = text});
        return "";
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
}

Json& scheme(Json& content, const std::string& code)
{
    for (Json& one : content["schemes"])
        if (one["scheme"] == code)
            return one;
    throw std::runtime_error("no scheme " + code);
}

std::string scheme_of(const SchemeQuery& query)
{
    const auto found = sa_guide_rules().scheme_for(query);
    return found ? (*found)->code : std::string(taqwim::to_text(found.refusal().code));
}

bool says(const std::string& fault, const std::string& part)
{
    return fault.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("PG-5.0: each student, subject, grade and term has exactly one mark scheme")
{
    const SchemeBook book = SchemeBook::read(scheme_file());
    std::vector<std::string> subjects = {"mathematics"};
    for (const SchemeSubject& subject : book.subjects())
        subjects.push_back(subject.code);
    CHECK(subjects.size() == 16);
    int combinations = 0;
    for (const AffiliatePapers papers : {AffiliatePapers::direct, AffiliatePapers::scaled}) {
        const SchemesOnDay schemes = book.on(*Day::of(2004, 9, 1), papers);
        for (const StudentsOfType& students : book.students())
            for (const std::string& school : students.school_types)
                for (const std::string& grade : students.grades)
                    for (const std::string& term : students.terms)
                        for (const std::string& subject : subjects) {
                            CHECK(schemes
                                      .matches({.subject = subject,
                                                .grade = grade,
                                                .term = term,
                                                .student_type = students.student_type,
                                                .school_type = school})
                                      .size() == 1);
                            ++combinations;
                        }
    }
    // (54 regular + 27 for each of three late cases + 18 night + 54 for each of two kinds of affiliated + 4 literacy)
    // places in two terms or three, times 16 subjects and two ways of marking.
    CHECK(combinations == 2 * 16 * (54 + 3 * 27 + 18 + 2 * 54 + 4));
}

TEST_CASE("PG-5.0: parts, components and terms add up in every scheme")
{
    const SchemeBook book = SchemeBook::read(scheme_file());
    const auto schemes = book.on(*Day::of(2004, 9, 1)).all();
    CHECK(schemes.size() == 38);
    for (const MarkScheme* const one : schemes) {
        CAPTURE(one->code);
        Mark sum(0);
        for (const Component& component : one->components)
            sum += component.maximum;
        CHECK(sum == one->maximum);
        CHECK(one->maximum == Mark(one->terms.front() == "year" ? 100 : 50));
    }
}

TEST_CASE("PG-5.0: the scheme of a subject is its own, and the general one only without one")
{
    CHECK(scheme_of({.subject = "mathematics", .grade = "9", .term = "1"}) == "SA-TERM-GENERAL");
    CHECK(scheme_of({.subject = "physical_education", .grade = "4", .term = "2"}) == "SA-PE");
    CHECK(scheme_of({.subject = "english", .grade = "11", .term = "2"}) == "SA-ENGLISH-G7-11");
    CHECK(scheme_of({.subject = "english", .grade = "12", .term = "1"}) == "SA-ENGLISH-G12");
    // English of the primary stage has no distribution of its own.
    CHECK(scheme_of({.subject = "english", .grade = "6", .term = "1"}) == "SA-TERM-GENERAL");
    CHECK(scheme_of({.subject = "library_research", .grade = "10", .term = "1"}) ==
          "SA-LIBRARY-G10-T1");
    CHECK(scheme_of({.subject = "library_research", .grade = "11", .term = "2"}) ==
          "SA-LIBRARY-G11-T2");
    CHECK(scheme_of({.subject = "computer", .grade = "12", .term = "1"}) == "SA-COMPUTER-G12-T1");
    CHECK(scheme_of({.subject = "computer", .grade = "12", .term = "2"}) == "SA-COMPUTER-G12-T2");
    CHECK(scheme_of({.subject = "tawheed", .grade = "4", .term = "1"}) == "SA-ORAL-TAWHEED-G4");
    CHECK(scheme_of({.subject = "tawheed", .grade = "5", .term = "1"}) == "SA-TERM-GENERAL");
}

TEST_CASE("PG-5.literacy.1: literacy grades L2 and L3 are assessed as upper primary is (D27)")
{
    const auto of = [](const char* subject, const char* grade) {
        return scheme_of({.subject = subject,
                          .grade = grade,
                          .term = "1",
                          .student_type = "literacy",
                          .school_type = "literacy_centre"});
    };
    CHECK(of("quran", "L2") == "SA-ORAL-QURAN-G4");
    CHECK(of("quran", "L3") == "SA-ORAL-QURAN-G5-6");
    CHECK(of("fiqh", "L2") == "SA-ORAL-FIQH-G4");
    CHECK(of("fiqh", "L3") == "SA-TERM-GENERAL");
    CHECK(of("reading_recitations", "L3") == "SA-ORAL-READING-G4-6");
    CHECK(of("mathematics", "L2") == "SA-TERM-GENERAL");
    CHECK(of("dictation_handwriting", "L3") == "SA-LITERACY-DICT-HAND");
    // L1 goes by mastery: no marks.
    CHECK(of("mathematics", "L1") == "facts_contradict");
}

TEST_CASE("PG-4.12: memorisation schools have their own Qur'an and the common oral subjects")
{
    const auto of = [](const char* subject, const char* grade) {
        return scheme_of(
            {.subject = subject, .grade = grade, .term = "1", .school_type = "quran_memorisation"});
    };
    CHECK(of("quran", "4") == "SA-QURAN-QMS");
    CHECK(of("quran", "12") == "SA-QURAN-QMS");
    CHECK(of("reading", "8") == "SA-ORAL-READING-G7-12");
    CHECK(of("reading_recitations", "5") == "SA-ORAL-READING-G4-6");
    CHECK(of("tajweed", "6") == "SA-ORAL-TAJWEED-G5-6");
    CHECK(of("tajweed", "7") == "SA-TAJWEED-QMS-MID");
    CHECK(of("qiraat", "10") == "SA-QIRAAT-QMS-SEC");
}

TEST_CASE("PG-6.6: affiliated students sit exams alone, night students attend oral subjects (D28)")
{
    const auto of = [](const char* subject, const char* type, const char* school,
                       const char* term) {
        return scheme_of({.subject = subject,
                          .grade = "9",
                          .term = term,
                          .student_type = type,
                          .school_type = school});
    };
    CHECK(of("quran", "affiliated", "day", "1") == "SA-AFF-ORAL");
    CHECK(of("reading", "affiliated_partial", "day", "2") == "SA-AFF-ORAL");
    CHECK(of("english", "affiliated", "night", "1") == "SA-ENGLISH-AFF-NIGHT");
    CHECK(of("mathematics", "affiliated", "day", "2") == "SA-AFF-GENERAL");
    CHECK(of("mathematics", "affiliated", "day", "year") == "SA-AFF-YEAR");
    CHECK(of("english", "affiliated", "day", "year") == "SA-AFF-YEAR-ENGLISH");
    CHECK(of("quran", "affiliated", "day", "year") == "SA-AFF-YEAR-ORAL");
    CHECK(of("quran", "night", "night", "1") == "SA-ORAL-QURAN-G7-12");
    CHECK(of("mathematics", "night", "night", "1") == "SA-AFF-GENERAL");
    // PG-6.4: not at a private school.
    CHECK(of("mathematics", "affiliated", "private", "1") == "facts_contradict");
    CHECK(of("mathematics", "visitor", "day", "1") == "value_not_listed");
}

TEST_CASE("PG-9.2: late admission has a scheme in every subject")
{
    const auto of = [](const char* subject, const char* type) {
        return scheme_of({.subject = subject, .grade = "10", .term = "1", .student_type = type});
    };
    CHECK(of("physics", "late_case1") == "SA-TERM-GENERAL");
    CHECK(of("computer", "late_case1") == "SA-COMPUTER-G10-11");
    CHECK(of("quran", "late_case1") == "SA-ORAL-QURAN-G7-12");
    CHECK(of("physics", "late_case2") == "SA-LATE-T1-50");
    CHECK(of("computer", "late_case2") == "SA-LATE-T1-50-COMPUTER");
    CHECK(of("english", "late_case3") == "SA-LATE-T1-50-ENGLISH");
    CHECK(of("quran", "late_case3") == "SA-LATE-T1-50-ORAL");
}

TEST_CASE("PG-G.12: the ministry may let oral subjects be examined instead")
{
    const SchemeQuery regular = {.subject = "quran", .grade = "8", .term = "1"};
    const SchemeQuery night = {.subject = "quran",
                               .grade = "8",
                               .term = "1",
                               .student_type = "night",
                               .school_type = "night"};
    const auto& by_exam = sa_guide_rules_with({{"oral.arrangement", "\"exam\""}});
    CHECK((*by_exam.scheme_for(regular))->code == "SA-TERM-GENERAL");
    CHECK((*by_exam.scheme_for(night))->code == "SA-AFF-GENERAL");
    const auto& night_by_exam = sa_guide_rules_with({{"affiliation.night_oral", "\"exam\""}});
    CHECK((*night_by_exam.scheme_for(regular))->code == "SA-ORAL-QURAN-G7-12");
    CHECK((*night_by_exam.scheme_for(night))->code == "SA-AFF-GENERAL");
}

TEST_CASE("PG-5.0: a scheme that does not add up is refused at start")
{
    Json content = file();
    scheme(content, "SA-PE")["components"][0]["children"][0]["max"] = "4";
    const std::string fault = fault_of(content);
    CHECK(says(fault, "the parts of \"participation\" add up to 6, not to its maximum 5"));

    content = file();
    scheme(content, "SA-TERM-GENERAL")["components"][2]["max"] = "29";
    CHECK(says(fault_of(content), "the components of SA-TERM-GENERAL add up to 49"));

    content = file();
    scheme(content, "SA-TERM-GENERAL")["components"][2]["max"] = "31";
    scheme(content, "SA-TERM-GENERAL")["max"] = "51";
    CHECK(says(fault_of(content), "a term has 50 marks"));

    content = file();
    scheme(content, "SA-AFF-YEAR")["components"][0]["max"] = "50";
    scheme(content, "SA-AFF-YEAR")["max"] = "50";
    CHECK(says(fault_of(content), "a year has 100 marks"));

    content = file();
    scheme(content, "SA-QURAN-QMS")["components"][2]["children"][0]["max"] = "10";
    CHECK(says(fault_of(content), "the parts of a mean have the maximum of the component"));
}

TEST_CASE("PG-5.0: no scheme and two schemes for one student are refused at start")
{
    Json content = file();
    for (auto one = content["schemes"].begin(); one != content["schemes"].end(); ++one)
        if ((*one)["scheme"] == "SA-LATE-T1-50") {
            content["schemes"].erase(one);
            break;
        }
    CHECK(says(fault_of(content), "0 schemes match"));

    content = file();
    Json twin = scheme(content, "SA-CRAFTS");
    twin["scheme"] = "SA-CRAFTS-AGAIN";
    content["schemes"].push_back(twin);
    CHECK(says(fault_of(content), "2 schemes match: SA-CRAFTS, SA-CRAFTS-AGAIN"));
}

TEST_CASE("PG-4.5: a scheme of an oral subject with participation is refused at start")
{
    Json content = file();
    Json& components = scheme(content, "SA-ORAL-READING-G4-6")["components"];
    components[0]["max"] = "15";
    components.push_back({{"id", "participation"},
                          {"ar", "P"},
                          {"en", "Participation"},
                          {"max", "5"},
                          {"kind", "continuous"}});
    CHECK(says(fault_of(content), "\"participation\" is no skill"));
}

TEST_CASE("PG-G.12: an oral subject without a continuous scheme is refused at start")
{
    Json content = file();
    scheme(content, "SA-ORAL-FIQH-G4")["assessment"] = "exam";
    CHECK(says(fault_of(content), "SA-ORAL-FIQH-G4 is no continuous assessment (PG-G.12)"));

    content = file();
    scheme(content, "SA-AFF-ORAL")["assessment"] = "continuous";
    CHECK(says(fault_of(content), "SA-AFF-ORAL is for oral subjects alone"));
}

TEST_CASE("PG-5.0: what nobody reads in the file of schemes is refused, all of it at once")
{
    Json content = file();
    content["colour"] = "red";
    scheme(content, "SA-PE")["weight"] = "1";
    scheme(content, "SA-PE")["from"] = "soon";
    scheme(content, "SA-ART")["components"][0]["kind"] = "dance";
    scheme(content, "SA-ART")["requires"] = "luck";
    scheme(content, "SA-CRAFTS").erase("source");
    const std::string fault = fault_of(content);
    CHECK(says(fault, "/colour"));
    CHECK(says(fault, "/weight"));
    CHECK(says(fault, "must be a day"));
    CHECK(says(fault, "\"dance\" is no kind of component"));
    CHECK(says(fault, "must be ministry_decision"));
    CHECK(says(fault, "/source: must be a text"));
    CHECK(says(fault_of("not an object"), "/format"));
}

TEST_CASE("PG-5.english.6: a rubric that does not fit its leaf is refused at start")
{
    Json content = file();
    content["rubrics"][0]["items"][0]["max"] = "2";
    CHECK(says(fault_of(content), "add up to 6, not to 5"));
    content = file();
    content["rubrics"][0]["leaves"][0][1] = "endterm";
    CHECK(says(fault_of(content), "which is not there or has another maximum"));
}

TEST_CASE("PG-5.0: a later version of a scheme binds from its day on")
{
    Json content = file();
    Json later = scheme(content, "SA-CRAFTS");
    later["from"] = "2002-09-01";
    later["components"][1]["children"][0]["max"] = "4";
    later["components"][1]["children"][0].erase("children");
    later["components"][1]["children"][0]["kind"] = "skill";
    later["components"][1]["children"][0].erase("entry");
    later["components"][1]["children"][2]["max"] = "6";
    content["schemes"].push_back(later);
    const std::string text = content.dump();
    const SchemeBook book = SchemeBook::read({.path = "schemes/mark_schemes.json", .text = text});
    const auto creativity = [&](Day day) {
        return book.on(day).find("SA-CRAFTS")->find("mid.creativity")->maximum;
    };
    CHECK(creativity(*Day::of(2002, 8, 31)) == Mark(5));
    CHECK(creativity(*Day::of(2002, 9, 1)) == Mark(6));
    CHECK(book.on(*Day::of(1999, 8, 31)).all().empty());
}

TEST_CASE("PG-5.0: a scheme with an assumed component says that it is assumed")
{
    const auto& schemes = sa_guide_rules().schemes;
    CHECK(schemes.find("SA-PE")->status() == ParameterStatus::enacted);
    CHECK(schemes.find("SA-DICTATION-MID")->status() == ParameterStatus::assumed);
    CHECK(schemes.find("SA-LIBRARY-G10-T1")->status() == ParameterStatus::assumed);
    CHECK(schemes.find("SA-NONE") == nullptr);
}

TEST_CASE("PG-5.0: the choice of a scheme tells its tree and where it comes from")
{
    const Json answer = sa_guide_answer(
        "scheme_choice", {{"subject", "ENG"}, {"grade", 9}, {"term", 1}, {"school_type", "day"}});
    CHECK(answer["scheme"] == "SA-ENGLISH-G7-11");
    CHECK(answer["clause"] == "PG-5.english.2");
    CHECK(answer["maximum"] == "50");
    CHECK(answer["components"].size() == 3);
    CHECK(answer["components"][1]["parts"][0]["maximum"] == "5");
    CHECK(refusal_code(sa_guide_answer("scheme_choice", {{"scheme", "SA-NONE"}})) ==
          "SCHEME_UNKNOWN");
    CHECK(refusal_code(sa_guide_answer("scheme_choice", {{"grade", 9}})) == "FIELD_MISSING");
}

TEST_CASE("PG-5.0: an installation's mark schemes stand in the place of the guide's")
{
    const taqwim::tests::ScratchFolder folder;
    const taqwim::InstallationFolder installation{folder.path()};
    CHECK(SchemeSource::of(installation).book == SchemeSource::built_in().book);

    Json own = file();
    Json& english = scheme(own, "SA-ENGLISH-G7-11");
    english["en"] = "English of our schools";
    std::filesystem::create_directories(folder.path() + "/schemes/sa_guide");
    const std::string path = folder.write("schemes/sa_guide/mark_schemes.json", own.dump());
    const SchemeSource source = SchemeSource::of(installation);
    CHECK(source.book->on(*Day::of(2004, 9, 1)).find("SA-ENGLISH-G7-11")->label_en ==
          "English of our schools");
    // Results computed by other schemes say so.
    CHECK(source.digest != SchemeSource::built_in().digest);
    CHECK_NOTHROW((void)make_rule_set(installation));

    // One mark more than the components have.
    english["max"] = "51";
    folder.write("schemes/sa_guide/mark_schemes.json", own.dump());
    std::string fault;
    try {
        (void)make_rule_set(installation);
    } catch (const ConfigurationFault& refused) {
        fault = refused.what();
    }
    CHECK(says(fault, path));
    CHECK(says(fault, "/schemes/"));
    CHECK(says(fault, "51"));
}

// The one test program. Every *_test.cpp of the project is linked into it.
//
//   taqwim_tests -tc="*KW-10.3*"     everything about one clause
//   taqwim_tests -tce="*[slow]*"     all but the slow ones

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>

// What the leak sanitizer passes over: leaks of libraries, nothing of ours. It asks under this name; elsewhere nobody calls it.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)

extern "C" const char* __lsan_default_suppressions()  // NOLINT(bugprone-reserved-identifier)
{
    // libxlsxwriter 1.1 never frees the formula of a list of choices that stands on another sheet.
    return "leak:lxw_strdup\n";
}

namespace {

bool nothing_was_run = false;

// doctest calls a filter that matches no test a success, so a misspelt clause id would pass.
struct NothingWasRun : doctest::IReporter {
    explicit NothingWasRun(const doctest::ContextOptions&) {}

    void test_run_end(const doctest::TestRunStats& run) override
    {
        nothing_was_run = run.numTestCasesPassingFilters == 0;
    }

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("nothing_was_run", 1, NothingWasRun);

}  // namespace

int main(int argument_count, char** arguments)
{
    doctest::Context context(argument_count, arguments);
    const int result = context.run();
    if (context.shouldExit() || result != 0)
        return result;
    if (nothing_was_run) {
        std::cerr << "taqwim_tests: no test matches. To see the names: taqwim_tests -ltc\n";
        return 1;
    }
    return 0;
}

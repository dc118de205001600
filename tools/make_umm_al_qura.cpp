// Writes src/core/umm_al_qura_months.inc, the months of the Umm al-Qura calendar as ICU has them.
//
// It is not part of the build: the written file is kept with the sources, and src/core needs no
// ICU. Run it only to take over a newer ICU's table, and read the difference month by month: a
// changed past month changes dates that people know.
//
// From the top folder, with libicu-dev and pkg-config installed:
//
//   g++ -std=c++20 -o /tmp/make-umm-al-qura tools/make_umm_al_qura.cpp \
//       $(pkg-config --cflags --libs icu-i18n icu-uc) \
//     && /tmp/make-umm-al-qura > src/core/umm_al_qura_months.inc

#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/uvernum.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace {

// Beyond these years ICU does not say so, but goes on with arithmetic months.
constexpr int k_first_year = 1300;
constexpr int k_last_year = 1600;

[[noreturn]] void stop(const char* why, int year, int month)
{
    std::fprintf(stderr, "make-umm-al-qura: %04d-%02d: %s\n", year, month, why);
    std::exit(EXIT_FAILURE);
}

class Months {
public:
    Months()
    {
        UErrorCode status = U_ZERO_ERROR;
        calendar_.reset(icu::Calendar::createInstance(
            *icu::TimeZone::getGMT(), icu::Locale("ar_SA@calendar=islamic-umalqura"), status));
        if (U_FAILURE(status))
            stop(u_errorName(status), 0, 0);
        // Without this ICU would silently take the Gregorian calendar of a build that lacks it.
        if (std::string_view(calendar_->getType()) != "islamic-umalqura")
            stop("this ICU has no Umm al-Qura calendar", 0, 0);
    }

    // Days from 1970-01-01 to the first day of the month.
    std::int64_t start(int year, int month)
    {
        UErrorCode status = U_ZERO_ERROR;
        select(year, month);
        const auto milliseconds = static_cast<std::int64_t>(calendar_->getTime(status));
        constexpr std::int64_t k_day = 86'400'000;
        if (U_FAILURE(status) || milliseconds % k_day != 0)
            stop("no such day", year, month);
        return milliseconds / k_day;
    }

    int length(int year, int month)
    {
        UErrorCode status = U_ZERO_ERROR;
        select(year, month);
        const int days = calendar_->getActualMaximum(UCAL_DAY_OF_MONTH, status);
        if (U_FAILURE(status) || (days != 29 && days != 30))
            stop("not a month of 29 or 30 days", year, month);
        return days;
    }

private:
    void select(int year, int month)
    {
        calendar_->clear();
        calendar_->set(year, month - 1, 1);
    }

    std::unique_ptr<icu::Calendar> calendar_;
};

}  // namespace

int main()
{
    Months months;
    const std::int64_t first_day = months.start(k_first_year, 1);
    std::printf("// Made by tools/make-umm-al-qura from ICU %s. Do not edit: an installation's\n",
                U_ICU_VERSION);
    std::printf("// corrections are data, given to UmmAlQuraTable::with_corrections.\n\n");
    std::printf("// Days from 1970-01-01 to %d-01-01.\n", k_first_year);
    std::printf("constexpr std::int32_t k_umm_al_qura_first_day = %lld;\n\n",
                static_cast<long long>(first_day));
    std::printf("// One word a year: the lowest bit is Muharram, and a bit is set for a month of\n"
                "// 30 days.\n");
    std::printf("constexpr std::array<std::uint16_t, %d> k_umm_al_qura_months = {\n",
                k_last_year - k_first_year + 1);
    std::int64_t expected_start = first_day;
    for (int year = k_first_year; year <= k_last_year; ++year) {
        unsigned word = 0;
        for (int month = 1; month <= 12; ++month) {
            // The two ways of asking ICU must agree, or the words would not add up to its days.
            if (months.start(year, month) != expected_start)
                stop("does not begin where the month before it ends", year, month);
            const int days = months.length(year, month);
            word |= static_cast<unsigned>(days == 30) << (month - 1);
            expected_start += days;
        }
        std::printf("    0x%03X,  // %d\n", word, year);
    }
    std::printf("};\n");
    return EXIT_SUCCESS;
}

// The dated values that a ministry may change, read from the parameter files of a regulation.
//
//   ParameterBook    all values of all days, read once at start; the addresses of its ParameterInfo
//                    stay valid while it lives, also when it is moved
//   ParametersOnDay  the values in force on one day, asked for by name and unit
//
//   const ParameterBook book = ParameterBook::read(files);  // parameters/*.toml alone
//   const Result<ParametersOnDay> parameters = book.on(day);
//   const Parameter<Mark> minimum = parameters->mark("subjects.minimum_mark");
//
// A parameter's name is the stem of its file and its key. In the file:
//
//   [minimum_mark]
//   label.ar = "النهاية الصغرى للمادة"
//   label.en = "Minimum mark of a subject"
//   unit     = "mark"              # mark share count days day month_day text list subjects yes_no
//   range    = ["0", "100"]        # needed for numbers; a list with a range holds numbers
//   allowed  = ["up", "down"]      # may stand with text, list and subjects
//   clause   = "KW-3"
//   note     = "Why it is so."     # optional
//
//   [[minimum_mark.values]]
//   from     = 2015-09-01          # the value binds from this day until the next one's first
//   value    = "40"                # a text ("yes" or "no"), a list of texts, or a day
//   status   = "enacted"           # enacted found assumed
//   source   = "المادة ٣"           # needed unless assumed
//   checked  = 2026-11-21          # optional: the day someone last compared it with the source
//
// Whatever is wrong in any file is reported in one ConfigurationFault.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/embedded_file.h"
#include "core/exact.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "core/refusal.h"

namespace taqwim {

// A file of an installation's own: further [[name.values]] of parameters that the regulation has,
// nothing else. A value with the same `from` as one of the regulation's stands in its place.
struct ParameterOverride {
    std::string path;  // its stem is the topic: ".../absence.toml" holds values of absence.*
    std::string text;
};

namespace parameter_book {
struct Content;
struct Value;
}  // namespace parameter_book

// The values in force on one day. Valid as long as its book lives. Asking for a name that is not
// there, or by another unit than the file gives, throws ConfigurationFault.
class ParametersOnDay {
public:
    [[nodiscard]] Day day() const { return day_; }

    [[nodiscard]] Parameter<Exact> exact(std::string_view name) const;  // mark, share, count, days
    [[nodiscard]] Parameter<Mark> mark(std::string_view name) const;
    [[nodiscard]] Parameter<Share> share(std::string_view name) const;
    [[nodiscard]] Parameter<int> count(std::string_view name) const;  // count, days
    [[nodiscard]] Parameter<Day> day(std::string_view name) const;
    [[nodiscard]] Parameter<bool> yes_no(std::string_view name) const;
    // text, month_day ("10-15"), day ("2015-09-01")
    [[nodiscard]] Parameter<std::string> text(std::string_view name) const;
    [[nodiscard]] Parameter<std::vector<std::string>> list(
        std::string_view name) const;  // list, subjects
    [[nodiscard]] Parameter<std::vector<Exact>> exacts(
        std::string_view name) const;  // a list with a range
    [[nodiscard]] Parameter<std::vector<int>> counts(
        std::string_view name) const;  // such a list of whole numbers

    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const ParameterInfo& info(std::string_view name) const;
    // Of all parameters, by name.
    [[nodiscard]] std::vector<const ParameterInfo*> infos() const;

    // SHA-256 over one line for each parameter, by name:
    // "name<tab>value<tab>from<tab>status<newline>". Labels, sources and notes do not change it.
    [[nodiscard]] std::string digest() const;

private:
    friend class ParameterBook;
    ParametersOnDay(Day day, std::vector<const parameter_book::Value*> values)
        : day_(day), values_(std::move(values))
    {}
    [[nodiscard]] const parameter_book::Value* find(std::string_view name) const;
    [[nodiscard]] const parameter_book::Value& get(std::string_view name) const;

    Day day_;
    std::vector<const parameter_book::Value*> values_;  // by name
};

class ParameterBook {
public:
    // Throws ConfigurationFault with every problem of every file.
    [[nodiscard]] static ParameterBook read(std::span<const EmbeddedFile> files,
                                            std::span<const ParameterOverride> overrides = {});

    ParameterBook(ParameterBook&&) noexcept;
    ParameterBook& operator=(ParameterBook&&) noexcept;
    ~ParameterBook();

    // Refuses with day_not_covered, naming the parameter, when the day lies before the first `from`
    // of one.
    [[nodiscard]] Result<ParametersOnDay> on(Day day) const;

    // In alphabetical order.
    [[nodiscard]] std::vector<std::string> names() const;
    // Every value of a parameter from its first day on. Throws ConfigurationFault for an unknown
    // name.
    [[nodiscard]] std::vector<const ParameterInfo*> history(std::string_view name) const;

private:
    explicit ParameterBook(std::unique_ptr<const parameter_book::Content> content);
    std::unique_ptr<const parameter_book::Content> content_;
};

}  // namespace taqwim

// Results of student-years in one of the formats, in the order in which they are added.
//
//   jsonl   one object a line
//   json    one object for an input that is a single object, else an array
//   csv     a header and one record each
//   table   class sheets of a folder; one line each for the student-years of a file
#pragma once

#include <memory>
#include <ostream>

#include "app/commands.h"
#include "app/student_year_file.h"

namespace taqwim::app {

class ResultsWriter {
public:
    virtual ~ResultsWriter() = default;

    // Before the first result of an input.
    virtual void begin(InputKind) {}
    // The evaluator's last student-year.
    virtual void add(Evaluator& evaluator) = 0;
    // After the last result of an input.
    virtual void end() {}
    // After the last input.
    virtual void finish() {}
};

// How many inputs there are decides what json writes for a single object.
enum class JsonShape : std::uint8_t { array, object_if_single };

[[nodiscard]] std::unique_ptr<ResultsWriter> make_results_writer(Format format, JsonShape shape,
                                                                 const Context& context,
                                                                 const RuleSet& rule_set,
                                                                 std::ostream& output);

}  // namespace taqwim::app

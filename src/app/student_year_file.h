// An input of student-years as the command line names it: a file of JSON, standard input, or a school's folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/console.h"
#include "app/descriptor_stream.h"
#include "core/refusal_codes.h"
#include "regulations/frame/student_year_stream.h"

namespace taqwim::app {

enum class InputKind : std::uint8_t { file, standard_input, folder };

[[nodiscard]] InputKind kind_of(const std::string& input);

// The student-years of a file or of standard input, one after another.
class StudentYearFile {
public:
    // Null when it cannot be opened. `name` is what refusals call it.
    [[nodiscard]] static std::unique_ptr<StudentYearFile> open(const std::string& input,
                                                               std::string name, Console& console);
    ~StudentYearFile();

    // Whether the input is a JSON array, so that its results are one too.
    [[nodiscard]] bool is_array() const { return is_array_; }
    // As StudentYearStream::next; nothing more once the user has interrupted.
    [[nodiscard]] std::optional<Result<StudentYearText>> next();

private:
    class Beginning;
    StudentYearFile(std::unique_ptr<DescriptorInput> own, std::streambuf& source, std::string name,
                    const Console& console);

    std::unique_ptr<DescriptorInput> own_;
    std::unique_ptr<Beginning> beginning_;
    std::istream input_;
    bool is_array_;
    StudentYearStream stream_;
    const Console& console_;
};

}  // namespace taqwim::app

#include "app/student_year_file.h"

#include <algorithm>
#include <filesystem>
#include <ios>
#include <system_error>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_fault.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

InputKind kind_of(const std::string& input)
{
    if (input == "-")
        return InputKind::standard_input;
    std::error_code error;
    return std::filesystem::is_directory(input, error) ? InputKind::folder : InputKind::file;
}

// Looks at the beginning of an input without taking it away from those who read after it.
class StudentYearFile::Beginning : public std::streambuf {
public:
    explicit Beginning(std::streambuf& source) : source_(source) {}

    // The first byte that is neither blank nor of a byte-order mark.
    [[nodiscard]] char first()
    {
        constexpr std::size_t k_most_blanks = std::size_t{64} * 1024;
        try {
            while (taken_.size() < k_most_blanks) {
                const auto next = source_.sbumpc();
                if (traits_type::eq_int_type(next, traits_type::eof()))
                    return '\0';
                taken_ += traits_type::to_char_type(next);
                const bool is_of_mark = taken_.size() <= k_byte_order_mark.size() &&
                                        k_byte_order_mark.starts_with(taken_);
                if (!is_of_mark && !is_json_blank(taken_.back()))
                    return taken_.back();
            }
        } catch (const std::ios_base::failure&) {
            // What cannot be read now cannot be read later either, and there it is told.
        }
        return '\0';
    }

protected:
    std::streamsize xsgetn(char* bytes, std::streamsize count) override
    {
        const std::size_t held = std::min(static_cast<std::size_t>(count), taken_.size() - given_);
        std::copy_n(taken_.data() + given_, held, bytes);
        given_ += held;
        const auto done = static_cast<std::streamsize>(held);
        return done + source_.sgetn(bytes + held, count - done);
    }

private:
    std::streambuf& source_;
    std::string taken_;
    std::size_t given_ = 0;
};

StudentYearFile::StudentYearFile(std::unique_ptr<DescriptorInput> own, std::streambuf& source,
                                 std::string name, const Console& console)
    : own_(std::move(own)),
      beginning_(std::make_unique<Beginning>(source)),
      input_(beginning_.get()),
      is_array_(beginning_->first() == '['),
      stream_(input_, StudentYearStream::Options{.name = std::move(name)}),
      console_(console)
{}

StudentYearFile::~StudentYearFile() = default;

std::unique_ptr<StudentYearFile> StudentYearFile::open(const std::string& input, std::string name,
                                                       Console& console)
{
    if (kind_of(input) == InputKind::standard_input)
        return std::unique_ptr<StudentYearFile>(
            new StudentYearFile(nullptr, *console.input.rdbuf(), std::move(name), console));
    auto own = DescriptorInput::open(input, console.interrupted);
    if (!own)
        return nullptr;
    std::streambuf& source = *own;
    return std::unique_ptr<StudentYearFile>(
        new StudentYearFile(std::move(own), source, std::move(name), console));
}

std::optional<Result<StudentYearText>> StudentYearFile::next()
{
    if (console_.is_interrupted())
        return std::nullopt;
    auto next = stream_.next();
    // What was cut off by the interruption is no student-year.
    if (console_.is_interrupted())
        return std::nullopt;
    return next;
}

}  // namespace taqwim::app

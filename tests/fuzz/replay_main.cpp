// Runs one fuzzer's function over inputs that are kept, without libFuzzer: with any compiler, in every test run.
//
//   taqwim_fuzz_replay_NAME FILE_OR_FOLDER…
//
// A crash ends the program; the name of the input was printed just before.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

bool add_inputs(const fs::path& place, std::vector<fs::path>& inputs)
{
    std::error_code error;
    if (fs::is_regular_file(place, error)) {
        inputs.push_back(place);
        return true;
    }
    const std::size_t before = inputs.size();
    for (fs::recursive_directory_iterator entry(place, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_regular_file())
            inputs.push_back(entry->path());
    return !error && inputs.size() > before;
}

}  // namespace

int main(int argument_count, char** arguments)
{
    std::vector<fs::path> inputs;
    bool complete = argument_count > 1;
    for (int index = 1; index < argument_count; ++index) {
        if (add_inputs(arguments[index], inputs))
            continue;
        std::cerr << arguments[index]
                  << ": no inputs to replay here. To fix: keep at least one typical input in this "
                     "folder.\n";
        complete = false;
    }
    // Folders list their files in no order of their own.
    std::sort(inputs.begin(), inputs.end());

    for (const fs::path& input : inputs) {
        std::ifstream file(input, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file),
                                std::istreambuf_iterator<char>()};
        if (file.bad() || !file.is_open()) {
            std::cerr << input.string() << ": cannot be read\n";
            complete = false;
            continue;
        }
        std::cout << input.string() << " (" << bytes.size() << " bytes)" << std::endl;
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    LLVMFuzzerTestOneInput(nullptr, 0);

    std::cout << inputs.size() << " inputs replayed\n";
    return complete ? 0 : 1;
}

// A ZIP file, made in memory file by file. What was added is packed as it comes, so that little more than the packed
// bytes is held.
//
//   ZipWriter zip;
//   zip.add("data/student.jsonl", std::move(text));
//   const std::string bytes = zip.finish();
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace taqwim::tables {

// Names are relative paths with '/'. The same files in the same order give the same bytes. Throws std::bad_alloc when
// memory is short and std::runtime_error when the library fails.
class ZipWriter {
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    void add(const std::string& name, std::string content);
    // The whole file; nothing can be added afterwards.
    [[nodiscard]] std::string finish();

    // How large the file is by now, but for what was added last.
    [[nodiscard]] std::size_t packed_bytes() const;

private:
    void pack();

    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace taqwim::tables

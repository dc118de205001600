// The register of a regulation: every clause of the text, what it is about in our own words, and
// what became of it.
//
//   [[clause]]
//   id         = "KW-10.3"
//   kind       = "calculation"     # access calculation constraint decision document duty record
//                                  # statement workflow
//   article    = "المادة ١٠"
//   title.ar   = "…"
//   title.en   = "…"
//   summary.ar = "…"               # one sentence of our own, never the document's
//   summary.en = "…"
//   rule       = "formative_mark"  # the functions that meet it: one name or a list
//   tracked_by = "marks/sheets"    # the room and topic that meet it or its workflow part
//   why_no_code = "…"              # why nothing is to be built: needed without rule and tracked_by
//   decisions  = ["D4"]            # optional, of the regulation's README
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/embedded_file.h"

namespace taqwim {

struct Clause {
    std::string id;
    std::string kind;
    std::string article;  // where it stands in the text, in Arabic
    std::string title_ar;
    std::string title_en;
    std::string summary_ar;
    std::string summary_en;
    std::vector<std::string> rules;
    std::string tracked_by;
    std::string why_no_code;
    std::vector<std::string> decisions;
};

class ClauseRegister {
public:
    // Throws ConfigurationFault with every problem of the file.
    [[nodiscard]] static ClauseRegister read(const EmbeddedFile& file);
    // The same of a register in several files, such as a regulation's own and that of a guide to it: a clause stands
    // in one of them only.
    [[nodiscard]] static ClauseRegister read(std::span<const EmbeddedFile> files);

    // In the order of the files, which is that of the text.
    [[nodiscard]] const std::vector<Clause>& all() const { return clauses_; }
    // Nothing when the text has no such clause. Valid as long as the register lives.
    [[nodiscard]] const Clause* find(std::string_view id) const;

private:
    std::vector<Clause> clauses_;
    std::map<std::string, std::size_t, std::less<>> place_of_;
};

}  // namespace taqwim

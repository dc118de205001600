// Results as tables for a terminal or a printer of text.
#pragma once

#include <cstddef>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "app/commands.h"

namespace taqwim::app {

// The sheets of a school's classes, each under its name, in the order in which their first student came; those of
// refused students last.
class ClassSheets {
public:
    ClassSheets(const Words& words, std::ostream& output) : words_(words), output_(output) {}

    void add(const Evaluator& evaluator);
    // Writes all sheets and forgets them.
    void write();

private:
    struct Sheet {
        std::vector<std::string> header;
        std::vector<std::vector<std::string>> rows;
        std::vector<std::string> notes;  // each once
        bool is_of_refused = true;
    };

    void write(const std::string& name, const Sheet& sheet);

    const Words& words_;
    std::ostream& output_;
    std::vector<std::string> order_;
    std::map<std::string, Sheet> sheets_;
    bool is_first_ = true;
};

// One line for each student-year of a file: who, what was decided, what is wrong. Written in parts, so that the file
// may be of any length.
class ResultList {
public:
    ResultList(const Words& words, const Messages& messages, std::ostream& output);

    void add(const Evaluator& evaluator);
    // Writes what is still held.
    void write();

private:
    const Words& words_;
    const Messages& messages_;  // of the rule set
    std::ostream& output_;
    TextTable table_;
    std::size_t count_ = 0;
};

// How many students of each decision there are, and how many of each document are due. Documents are counted from the
// columns of the flat table that the rule set calls documents, which hold codes with blanks between them.
class Summary {
public:
    Summary(const RuleSet& rule_set, Language language);

    void add(const Evaluator& evaluator);
    void write(const Words& words, std::ostream& output) const;

private:
    struct Line {
        std::string words;
        std::size_t count = 0;
    };
    using Lines = std::map<std::string, Line>;  // by code

    void add_documents(const std::string& codes);
    // The most frequent first.
    static void write(const Lines& lines, const Words& words, std::ostream& output);

    const Messages& messages_;
    Language language_;
    std::vector<std::size_t> document_columns_;
    std::size_t count_ = 0;
    Lines decisions_;
    Lines documents_;
};

}  // namespace taqwim::app

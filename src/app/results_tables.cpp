#include "app/results_tables.h"

#include <algorithm>
#include <utility>

namespace taqwim::app {

void ClassSheets::add(const Evaluator& evaluator)
{
    SheetRow row = evaluator.row(words_.language());
    const auto [place, is_new] = sheets_.try_emplace(row.group);
    if (is_new)
        order_.push_back(row.group);
    Sheet& sheet = place->second;
    if (sheet.header.empty())
        sheet.header = std::move(row.header);
    sheet.rows.push_back(std::move(row.cells));
    sheet.is_of_refused = sheet.is_of_refused && !evaluator.refusals().empty();
    for (std::string& note : row.notes)
        if (std::ranges::find(sheet.notes, note) == sheet.notes.end())
            sheet.notes.push_back(std::move(note));
}

void ClassSheets::write(const std::string& name, const Sheet& sheet)
{
    if (!std::exchange(is_first_, false))
        output_ << '\n';
    output_ << words_.as_line(name) << '\n';
    TextTable table = words_.table();
    table.header(sheet.header);
    for (const auto& row : sheet.rows)
        table.row(row);
    table.write(output_);
    for (const std::string& note : sheet.notes)
        output_ << words_.as_line(note) << '\n';
}

void ClassSheets::write()
{
    std::stable_partition(order_.begin(), order_.end(),
                          [&](const std::string& name) { return !sheets_.at(name).is_of_refused; });
    for (const std::string& name : order_)
        write(name, sheets_.at(name));
    order_.clear();
    sheets_.clear();
}

ResultList::ResultList(const Words& words, const Messages& messages, std::ostream& output)
    : words_(words), messages_(messages), output_(output), table_(words.table())
{}

void ResultList::add(const Evaluator& evaluator)
{
    constexpr std::size_t k_rows_in_part = 500;
    if (count_++ == 0)
        table_.header({words_.plain("heading.number"), words_.plain("heading.id"),
                       words_.plain("heading.group"), words_.plain("heading.decision"),
                       words_.plain("heading.remark")});
    const SheetRow row = evaluator.row(words_.language());
    const bool is_refused = !evaluator.refusals().empty();
    table_.row({std::to_string(count_), evaluator.id(), is_refused ? "" : row.group,
                row.decision_words,
                is_refused ? refusal_text(evaluator.refusals().front(), messages_) : ""});
    if (table_.rows() >= k_rows_in_part)
        table_.write(output_);
}

void ResultList::write()
{
    table_.write(output_);
}

Summary::Summary(const RuleSet& rule_set, Language language)
    : messages_(rule_set.messages(language)), language_(language)
{
    constexpr std::string_view k_name_of_documents = "sheet.documents";
    if (!messages_.has(k_name_of_documents))
        return;
    const std::string name = messages_.format(k_name_of_documents);
    const std::vector<std::string> columns = rule_set.csv_header(language);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].starts_with(name))
            document_columns_.push_back(i);
}

void Summary::add(const Evaluator& evaluator)
{
    SheetRow row = evaluator.row(language_);
    Line& decision = decisions_[row.decision];
    decision.words = std::move(row.decision_words);
    ++decision.count;
    ++count_;
    if (document_columns_.empty() || !evaluator.refusals().empty())
        return;
    const std::vector<std::string> record = evaluator.csv_record(language_);
    for (const std::size_t column : document_columns_)
        add_documents(record.at(column));
}

void Summary::add_documents(const std::string& codes)
{
    for (std::string_view rest = codes; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string code(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        Line& document = documents_[code];
        const std::string label = "label." + code;
        document.words = messages_.has(label) ? messages_.format(label) : code;
        ++document.count;
    }
}

void Summary::write(const Lines& lines, const Words& words, std::ostream& output)
{
    std::vector<const Line*> sorted;
    for (const auto& [code, line] : lines)
        sorted.push_back(&line);
    std::ranges::stable_sort(sorted, std::ranges::greater(), &Line::count);
    TextTable table = words.table();
    for (const Line* line : sorted)
        table.row({"", line->words, std::to_string(line->count)});
    table.write(output);
}

void Summary::write(const Words& words, std::ostream& output) const
{
    output << words.line("summary.title", {{"count", std::to_string(count_)}}) << '\n';
    write(decisions_, words, output);
    if (documents_.empty())
        return;
    output << words.line("summary.documents") << '\n';
    write(documents_, words, output);
}

}  // namespace taqwim::app

#include "app/results_writer.h"

#include <utility>

#include "app/json_array.h"
#include "app/results_tables.h"
#include "platform/tables/csv.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::app {

namespace {

class JsonLines final : public ResultsWriter {
public:
    explicit JsonLines(std::ostream& output) : output_(output) {}

    void add(Evaluator& evaluator) override
    {
        json_.clear();
        evaluator.write_json(json_);
        output_ << json_.str() << '\n';
    }

private:
    std::ostream& output_;
    JsonWriter json_;
};

class JsonResults final : public ResultsWriter {
public:
    JsonResults(JsonShape shape, std::ostream& output)
        : shape_(shape), output_(output), array_(output)
    {}

    // The first result waits for a second one: it may turn out to be the only one.
    void add(Evaluator& evaluator) override
    {
        json_.clear();
        evaluator.write_json(json_);
        if (count_++ == 0 && shape_ == JsonShape::object_if_single) {
            first_ = json_.str();
            JsonWriter indented(JsonWriter::Layout::indented);
            evaluator.write_json(indented);
            only_ = indented.str();
            return;
        }
        if (!first_.empty())
            array_.add(std::exchange(first_, ""));
        array_.add(json_.str());
    }

    void finish() override
    {
        if (first_.empty())
            array_.end();
        else
            output_ << only_ << '\n';
    }

private:
    JsonShape shape_;
    std::ostream& output_;
    JsonArray array_;
    JsonWriter json_;
    std::string first_;  // what waits, as an element of an array
    std::string only_;   // the same as the only result
    std::size_t count_ = 0;
};

class CsvResults final : public ResultsWriter {
public:
    CsvResults(const Context& context, const RuleSet& rule_set, std::ostream& output)
        : language_(context.words.language()),
          output_(output),
          writer_(text_, {.byte_order_mark = context.request.byte_order_mark})
    {
        writer_.row(rule_set.csv_header(language_));
        pass_on();
    }

    void add(Evaluator& evaluator) override
    {
        writer_.row(evaluator.csv_record(language_));
        pass_on();
    }

private:
    void pass_on()
    {
        output_ << text_;
        text_.clear();
    }

    Language language_;
    std::ostream& output_;
    std::string text_;
    tables::CsvWriter writer_;
};

class TableResults final : public ResultsWriter {
public:
    TableResults(const Context& context, const RuleSet& rule_set, std::ostream& output)
        : sheets_(context.words, output),
          list_(context.words, rule_set.messages(context.words.language()), output)
    {}

    void begin(InputKind kind) override { is_folder_ = kind == InputKind::folder; }
    void add(Evaluator& evaluator) override
    {
        if (is_folder_)
            sheets_.add(evaluator);
        else
            list_.add(evaluator);
    }
    void end() override
    {
        if (is_folder_)
            sheets_.write();
        else
            list_.write();
    }

private:
    ClassSheets sheets_;
    ResultList list_;
    bool is_folder_ = false;
};

}  // namespace

std::unique_ptr<ResultsWriter> make_results_writer(Format format, JsonShape shape,
                                                   const Context& context, const RuleSet& rule_set,
                                                   std::ostream& output)
{
    switch (format) {
    case Format::json: return std::make_unique<JsonResults>(shape, output);
    case Format::jsonl: return std::make_unique<JsonLines>(output);
    case Format::csv: return std::make_unique<CsvResults>(context, rule_set, output);
    case Format::table:
    case Format::text:
    case Format::html: break;
    }
    return std::make_unique<TableResults>(context, rule_set, output);
}

}  // namespace taqwim::app

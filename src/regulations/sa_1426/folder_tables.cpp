#include "regulations/sa_1426/folder_tables.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::sa_1426 {

FolderTables::FolderTables(std::span<const SchoolTable> tables,
                           std::initializer_list<std::string_view> needed,
                           std::vector<Refusal>& problems, const FolderLanguage& language)
    : language_(language), problems_(problems)
{
    const auto refuse_file = [&](RefusalCode code, std::string_view file, Arguments arguments) {
        problems_.push_back({code, std::move(arguments), std::string(file), ""});
        block_all();
    };
    for (const SchoolTable& one : tables) {
        const std::string_view stem = one.file.substr(0, one.file.rfind('.'));
        const auto name = words().name_of("files", stem);
        const FileSpec* const spec = language_.form.find(name.value_or(stem));
        if (spec == nullptr) {
            refuse_file(RefusalCode::file_unknown, one.file,
                        {{"file", std::string(one.file)},
                         {"allowed", offered(stem, language_.form.names())}});
            continue;
        }
        if (const OpenTable* const known = table(spec->name)) {
            refuse_file(
                RefusalCode::given_twice, one.file,
                {{"field", std::string(spec->name)}, {"other", std::string(known->file())}});
            continue;
        }
        const std::size_t before = problems_.size();
        auto open = std::make_unique<OpenTable>(one, *spec, language_.form, words(), problems_);
        if (!open->is_usable() && !blocked_)
            blocked_ = problems_.size() > before ? problems_[before]
                                                 : Refusal{RefusalCode::file_not_readable,
                                                           {{"file", std::string(one.file)}},
                                                           std::string(one.file),
                                                           ""};
        open_.emplace_back(spec->name, std::move(open));
    }
    for (const std::string_view name : needed)
        if (table(name) == nullptr) {
            const std::string file = std::string(name) + ".csv";
            refuse_file(RefusalCode::file_not_readable, file, {{"file", file}});
        }
}

const OpenTable* FolderTables::table(std::string_view name) const
{
    for (const auto& [known, open] : open_)
        if (known == name)
            return open.get();
    return nullptr;
}

void read_school_facts(FolderTables& tables, std::string_view regulation, SchoolFacts& facts,
                       std::span<const std::string_view> keys)
{
    std::string kept;
    tables.for_each_row("school", [&](const FolderRow& row, std::size_t) {
        const std::string_view key = row.word("key", "school_keys");
        const std::string_view value = row.text("value");
        const auto known = std::find(keys.begin(), keys.end(), key);
        if (known == keys.end()) {
            tables.refuse(RefusalCode::field_unknown, row.where("key"),
                          {{"field", shown_value(key)}, {"allowed", offered(key, keys)}});
            tables.block_all();
        } else if (key == "name") {
            facts.name = value;
        } else if (key == "school_year") {
            facts.school_year = value;
            facts.school_year_at = row.where("value").to_text();
        } else if (key == "regulation") {
            if (value.empty() || value == regulation)
                return;
            tables.refuse(RefusalCode::value_not_listed, row.where("value"),
                          {{"value", shown_value(value)}, {"allowed", std::string(regulation)}});
            tables.block_all();
        } else if (!value.empty()) {
            facts.days[*known] = {std::string(row.day("value", kept)),
                                  row.where("value").to_text()};
        }
    });
}

}  // namespace taqwim::sa_1426

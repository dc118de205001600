#include "marks/documents/achievement/achievement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "documents/document_folder.h"
#include "documents/signed_foot.h"
#include "embedded/achievement.h"

namespace taqwim::marks {

namespace {

const documents::WordList& words()
{
    static const documents::WordList read =
        documents::words_in(embedded_achievement(), "achievement");
    return read;
}

void replace(std::string& text, std::string_view place, const std::string& with)
{
    if (const std::size_t at = text.find(place); at != std::string::npos)
        text.replace(at, place.size(), with);
}

}  // namespace

void read_sample(const documents::SampleLine& line, AchievementHead& head,
                 AchievementResult& result)
{
    const std::array<std::pair<std::string_view, std::string*>, 6> texts = {
        {{"subject", &head.subject},
         {"learner", &head.learner},
         {"grade", &head.grade_and_section},
         {"school_year", &head.school_year},
         {"teacher", &head.teacher},
         {"head_of_department", &head.head_of_department}}};
    for (const auto& [key, text] : texts)
        if (line.is(key))
            *text = line.text(1);
    if (line.is("term"))
        head.term = line.count(1).value_or(1);
    if (line.is("result"))
        result = {line.count(1), line.count(2), line.mark(3)};
}

std::string AchievementWords::at(std::string_view key) const
{
    return words().at(key, language_);
}

std::string AchievementWords::with(std::string_view key, std::string_view value) const
{
    return words().with(key, language_, value);
}

std::string AchievementWords::symbol_of(int points) const
{
    constexpr int k_most = 4;
    if (points < 0 || points > k_most)
        return {};
    return at("symbol_" + std::to_string(points));
}

std::string AchievementWords::level(int points) const
{
    return symbol_of(points) + ' ' + std::to_string(points);
}

// The noun after a number: one and two without the number, three to ten in the plural, then the singular again.
std::string AchievementWords::counted_points(int points) const
{
    constexpr int k_hundred = 100;
    constexpr int k_few_from = 3;
    constexpr int k_few_to = 10;
    const int in_hundred = points % k_hundred;
    const char* key = points == 0                                          ? "points_zero"
                      : points == 1                                        ? "points_one"
                      : points == 2                                        ? "points_two"
                      : in_hundred >= k_few_from && in_hundred <= k_few_to ? "points_few"
                                                                           : "points_many";
    return words().with(key, language_, std::to_string(points));
}

std::string AchievementWords::points_of(const AchievementResult& result) const
{
    if (!result.points || !result.most_points)
        return at("incomplete");
    std::string text = at("out_of");
    replace(text, "{points}", counted_points(*result.points));
    replace(text, "{most}", counted_points(*result.most_points));
    return text;
}

// The form has a decimal comma; Arabic-Indic digits bring their own sign.
std::string AchievementWords::mark_of(const AchievementResult& result) const
{
    if (!result.mark)
        return at("incomplete");
    std::string shown = result.mark->shown();
    if (language_ == print::Language::arabic && digits_ == print::DigitSet::western)
        std::ranges::replace(shown, '.', ',');
    return words().with("mark", language_, shown);
}

std::string AchievementWords::date_of(Day day)
{
    const CivilDate date = day.civil();
    return std::to_string(date.month) + '/' + std::to_string(date.day);
}

print::Fields AchievementWords::head_fields(const AchievementHead& head) const
{
    print::Fields fields;
    fields.columns = 4;
    fields.fields = {{at("learner"), head.learner, 3},
                     {at("grade"), head.grade_and_section},
                     {at("subject"), head.subject, 2},
                     {at("school_year"), head.school_year},
                     {at("term"), at(head.term == 1 ? "term_1" : "term_2")}};
    return fields;
}

void AchievementWords::add_foot(print::Document& document, const AchievementHead& head,
                                const AchievementResult& result, std::string_view of,
                                const documents::Printing& printing) const
{
    print::Fields figures;
    figures.columns = 2;
    figures.boxed = true;
    figures.fields = {{at("sum_" + std::string(of)), points_of(result)},
                      {at("mark_" + std::string(of)), mark_of(result)}};
    documents::add_signed_foot(
        document, {print::Space{2}, std::move(figures), print::Space{2}},
        {{{at("teacher"), head.teacher, "", "teacher"},
          {at("head_of_department"), head.head_of_department, "", "head_of_department"}},
         ""},
        printing);
}

documents::DocumentContent AchievementWords::content(const AchievementHead& head,
                                                     const AchievementResult& result,
                                                     std::string_view of) const
{
    documents::DocumentContent content;
    content.kind = std::string(of) + "_record";
    content.title = at("title_" + std::string(of));
    content.student = head.learner;
    content.school_year = head.school_year;
    content.lines = {{at("subject"), head.subject},
                     {at("term"), at(head.term == 1 ? "term_1" : "term_2")}};
    if (result.points && result.most_points)
        content.lines.push_back({at("points"), std::to_string(*result.points) + '/' +
                                                   std::to_string(*result.most_points)});
    if (result.mark)
        content.lines.push_back({at("mark_" + std::string(of)), result.mark->shown()});
    return content;
}

print::Document one_after_another(std::vector<print::Document> each)
{
    print::Document whole = std::move(each.front());
    for (std::size_t index = 1; index < each.size(); ++index) {
        if (each[index].page.width > whole.page.width)
            whole.page = each[index].page;
        whole.blocks.emplace_back(print::PageBreak{});
        for (print::Block& block : each[index].blocks)
            whole.blocks.push_back(std::move(block));
    }
    return whole;
}

}  // namespace taqwim::marks

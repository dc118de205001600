// What the kinds of this folder write alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/question_input.h"

namespace taqwim::sa_guide {

// The refusal of a rule, with its field placed in the input: "scheme" becomes "/input/scheme".
[[nodiscard]] inline Refusal placed(Refusal refusal, const sa_1426::QuestionInput& question)
{
    if (!refusal.field.starts_with('/'))
        refusal.field = question.pointer(refusal.field);
    return refusal;
}

// "term_mark": the exact mark and "shown": rounded to two places for showing alone; both null without a mark.
inline void write_term_mark(const std::optional<Mark>& mark, JsonWriter& out)
{
    out.key("term_mark");
    mark ? out.mark(*mark) : out.null();
    out.key("shown");
    mark ? out.text(mark->shown()) : out.null();
}

inline void write_mark_or_null(std::string_view name, const std::optional<Mark>& mark,
                               JsonWriter& out)
{
    out.key(name);
    mark ? out.mark(*mark) : out.null();
}

// An answer of yes or no, with the code and the clause of what speaks against it.
inline void write_finding(std::string_view name, const std::optional<Refusal>& refusal,
                          JsonWriter& out)
{
    out.key(name).boolean(!refusal.has_value());
    if (!refusal)
        return;
    out.key("error").text(to_code_text(refusal->code));
    out.key("clause").text(refusal->clause);
}

}  // namespace taqwim::sa_guide

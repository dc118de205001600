import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  title: { about: "Heading of a student's result", ar: "النتيجة وأسبابها", en: "Result and reasons" },
  published_on: { about: "Under the decision", ar: "أُعلنت في {day}، الإصدار {version, number}", en: "Published on {day}, version {version, number}" },
  preview: { about: "Above a result that is not published", ar: "معاينة لم تُعلن: لا يراها ولي الأمر ولا الطالب.", en: "A preview that is not published: guardian and student don't see it." },
  subjects: { about: "Heading of the rows of marks", ar: "الدرجات", en: "Marks" },
  why: { about: "Heading of the reasons", ar: "لماذا؟", en: "Why?" },
  what_remains: { about: "Heading: what would change the result", ar: "ماذا بقي؟", en: "What remains?" },
  nothing_remains: { about: "Under it when nothing would", ar: "لا شيء مطلوب.", en: "Nothing is needed." },
  steps: { about: "Opens the steps of a reason", ar: "{count, plural, zero {لا خطوات} one {خطوة واحدة} two {خطوتان} few {# خطوات} many {# خطوة} other {# خطوة}}", en: "{count, plural, one {# step} other {# steps}}" },
  all_reasons: { about: "Opens all reasons", ar: "كل الأسباب ({count, number})", en: "All reasons ({count, number})" },
  assumed: { about: "Heading of the assumed values that the result used", ar: "قيم افتراضية استُعملت", en: "Assumed values that were used" },
});

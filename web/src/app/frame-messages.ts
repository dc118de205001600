import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  switch: { about: "Read out before the name of school, year and term on the switch in the frame", ar: "المدرسة والعام والفصل:", en: "School, year and term:" },
  school: { about: "Heading in the switch", ar: "المدرسة", en: "School" },
  year: { about: "Heading in the switch", ar: "العام الدراسي", en: "School year" },
  term_label: { about: "Heading in the switch", ar: "الفصل الدراسي", en: "Term" },
  term: { about: "Which term", ar: "{term, select, 1 {الفصل الأول} 2 {الفصل الثاني} 3 {الفصل الثالث} other {الفصل {term}}}", en: "{term, select, 1 {First term} 2 {Second term} 3 {Third term} other {Term {term}}}" },
  search: { about: "Label and placeholder of the search field in the frame", ar: "اكتب اسماً أو رقماً", en: "Type a name or a number" },
  nothing_found: { about: "Under the search field", ar: "لا أحد بهذا الاسم أو الرقم", en: "Nobody has this name or number" },
  searching: { about: "Under the search field, while the server looks", ar: "جارٍ البحث…", en: "Searching…" },
  found: { about: "Read out: how many were found", ar: "{count, plural, zero {لا أحد} one {متعلم واحد} two {متعلمان} few {# متعلمين} many {# متعلماً} other {# متعلم}}", en: "{count, plural, =0 {nobody} one {# student} other {# students}}" },
  more: { about: "Button at the foot on a phone: the other places", ar: "المزيد", en: "More" },
});

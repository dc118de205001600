import { defineMessages } from "@/platform/messages";
import { messages as places } from "./place-messages";

export const messages = defineMessages({
  place: places.place,
  title: { about: "Heading of a guardian's first page", ar: "أبنائي", en: "My children" },
  help: { about: "Help under the heading", ar: "نتيجة كل ابن وأسبابها، وحضوره، وما ينتظر إقرارك.", en: "Each child's result with its reasons, attendance, and what waits for you." },
  nobody: { about: "An account without children", ar: "لا أبناء مرتبطون بهذا الحساب. المدرسة تربطهم به.", en: "No children are linked to this account. The school links them." },
  class_of: { about: "Under a child's name", ar: "{school}، الصف {grade, number} {class}، {year}", en: "{school}, grade {grade, number} {class}, {year}" },
  to_acknowledge: { about: "On a child's card: what waits for the guardian", ar: "{count, plural, zero {لا شيء ينتظر إقرارك} one {أمر ينتظر إقرارك} two {أمران ينتظران إقرارك} few {# أمور تنتظر إقرارك} many {# أمراً ينتظر إقرارك} other {# أمر ينتظر إقرارك}}", en: "{count, plural, =0 {nothing waits for you} one {# thing waits for you} other {# things wait for you}}" },
  not_published: { about: "State of a year's result", ar: "لم تُعلن نتيجة هذا العام بعد.", en: "The result of this year is not published yet." },
  withheld: { about: "State of a year's result", ar: "النتيجة محجوبة بقرار. راجع إدارة المدرسة.", en: "The result is withheld by a decision. Please ask the school." },
  year: { about: "Choice of the school year", ar: "العام الدراسي", en: "School year" },
  result: { about: "Heading of the result", ar: "النتيجة", en: "Result" },
  result_link: { about: "Link to the page of the result", ar: "النتيجة وأسبابها كاملة", en: "The whole result with its reasons" },
  back: { about: "Link to the list of children", ar: "كل أبنائي", en: "All my children" },
  child_page: { about: "Link on a child's card, read out with the name", ar: "صفحة {name}", en: "{name}'s page" },
  looks: { about: "Link and heading: who looked at the record", ar: "من اطلع على السجل؟", en: "Who looked at the record?" },
  looks_help: { about: "Help under that heading", ar: "كل اطلاع على درجات ابنك وحضوره وسلوكه يُسجل باسم صاحبه ووقته.", en: "Every look at your child's marks, attendance and conduct is recorded, with who looked and when." },
  no_looks: { about: "Nobody looked", ar: "لم يطلع أحد على السجل بعد.", en: "Nobody has looked at the record yet." },
  look_line: { about: "One look", ar: "{name}، {what}", en: "{name}, {what}" },
  look_what: { about: "What was looked at, by the name of the operation", ar: "{what, select, result {النتيجة} mark {الدرجات} attendance {الحضور} conduct {السلوك} student {صفحة الطالب} case {ملف اللجنة} other {السجل}}", en: "{what, select, result {the result} mark {marks} attendance {attendance} conduct {conduct} student {the student's page} case {a committee's file} other {the record}}" },
  look_refused: { about: "A look that was refused", ar: "ولم يُسمح له", en: "and was refused" },
  more: { about: "Button: the next page of a list", ar: "المزيد", en: "More" },
});

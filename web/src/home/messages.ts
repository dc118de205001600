import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  title: { about: "Heading of the first page", ar: "اليوم", en: "Today" },
  my_classes: { about: "Section of a teacher", ar: "فصولي", en: "My classes" },
  my_children: { about: "Section of a guardian", ar: "أبنائي", en: "My children" },
  class_name: { about: "A class by its grade and letter", ar: "الصف {grade, number} {name}", en: "Grade {grade, number} {name}" },
  roll: { about: "Link", ar: "حضور اليوم", en: "Today's attendance" },
  result: { about: "Link to a child's result of a year", ar: "النتيجة وأسبابها", en: "Result and reasons" },
  nothing: { about: "A person without appointments", ar: "لا تكليف لك اليوم. من يعمل في مدرسة يكلّفه مديرها.", en: "You have no appointment today. Who works at a school is appointed by its head." },
  my_result: { about: "Section of a student", ar: "نتيجتي", en: "My result" },
  open_work: { about: "Line under a class: sheets with cells to go", ar: "{count, plural, zero {لا كشوف ناقصة} one {كشف ناقص} two {كشفان ناقصان} few {# كشوف ناقصة} many {# كشفاً ناقصاً} other {# كشف ناقص}}", en: "{count, plural, =0 {no sheets to complete} one {# sheet to complete} other {# sheets to complete}}" },
  school: { about: "Section of heads and registrars", ar: "المدرسة", en: "The school" },
  to_classes: { about: "Link", ar: "الفصول والكشوف", en: "Classes and sheets" },
});

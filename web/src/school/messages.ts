import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  classes: { about: "Heading", ar: "الفصول", en: "Classes" },
  no_classes: { about: "A year without classes", ar: "لا فصول في هذا العام بعد.", en: "There are no classes in this year yet." },
  no_years: { about: "A school without years", ar: "لم يُعدّ عام دراسي لهذه المدرسة بعد.", en: "No school year has been set up for this school yet." },
  class_name: { about: "A class by its grade and letter", ar: "الصف {grade, number} {name}", en: "Grade {grade, number} {name}" },
  sheets: { about: "Heading: the mark sheets of a class", ar: "كشوف الدرجات", en: "Mark sheets" },
  no_sheets: { about: "A class without mark sheets", ar: "لا كشوف لهذا الفصل بعد.", en: "This class has no mark sheets yet." },
  roll: { about: "Link to the attendance of a class", ar: "حضور اليوم", en: "Today's attendance" },
  students: { about: "Heading", ar: "المتعلمون", en: "Students" },
  no_students: { about: "A class without students", ar: "لا متعلمين في هذا الفصل بعد.", en: "There are no students in this class yet." },
  sheet_progress: { about: "How far a sheet is; filled is the number of cells with an entry", ar: "{filled, plural, zero {لا رصد} one {رُصدت خلية} two {رُصدت خليتان} few {رُصدت # خلايا} many {رُصدت # خلية} other {رُصدت # خلية}}{missing, plural, =0 {} zero {} one {، بقيت خلية} two {، بقيت خليتان} few {، بقيت # خلايا} many {، بقيت # خلية} other {، بقيت # خلية}}", en: "{filled, plural, =0 {nothing entered} one {# cell entered} other {# cells entered}}{missing, plural, =0 {} one {, # to go} other {, # to go}}" },
  signed: { about: "A sheet that its teacher has signed", ar: "موقّع", en: "signed" },
  term: { about: "Which term", ar: "{term, select, 0 {العام كله} 1 {الفصل الأول} 2 {الفصل الثاني} 3 {الفصل الثالث} other {الفصل {term}}}", en: "{term, select, 0 {whole year} 1 {first term} 2 {second term} 3 {third term} other {term {term}}}" },
});

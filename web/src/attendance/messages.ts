import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  title: { about: "Heading", ar: "حضور اليوم", en: "Today's attendance" },
  class_name: { about: "A class by its grade and letter", ar: "الصف {grade, number} {name}", en: "Grade {grade, number} {name}" },
  present: { about: "State of a student", ar: "حاضر", en: "Present" },
  absent: { about: "State of a student", ar: "غائب", en: "Absent" },
  late: { about: "State of a student", ar: "متأخر", en: "Late" },
  state_of: { about: "Group of the three states of one student", ar: "حضور {name}", en: "Attendance of {name}" },
  save: { about: "Button", ar: "سجّل الحضور", en: "Record the roll" },
  summary: { about: "Beside the button", ar: "{absent, plural, zero {لا غياب} one {غائب واحد} two {غائبان} few {# غائبين} many {# غائباً} other {# غائب}}، {late, plural, zero {لا تأخر} one {متأخر واحد} two {متأخران} few {# متأخرين} many {# متأخراً} other {# متأخر}}", en: "{absent, plural, =0 {no one absent} one {# absent} other {# absent}}, {late, plural, =0 {no one late} one {# late} other {# late}}" },
  saved: { about: "After the roll was recorded", ar: "سُجّل الحضور.", en: "The roll is recorded." },
  no_students: { about: "A class without students", ar: "لا متعلمين في هذا الفصل بعد.", en: "There are no students in this class yet." },
  everyone_present: { about: "Help", ar: "كل متعلم حاضر ما لم تغيّره.", en: "Everyone is present unless you change it." },
});

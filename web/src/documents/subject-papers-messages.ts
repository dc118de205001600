/** The page of a subject's working papers. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  title: { about: "Heading: the papers of one subject in one class", ar: "أوراق {subject}", en: "Papers of {subject}" },
  about: { about: "Under the heading: which class", ar: "الصف {grade} / {name}", en: "Grade {grade} / {name}" },
  save: { about: "Button: the paper as a file to be printed", ar: "احفظها PDF", en: "Save as PDF" },
  saved: { about: "Said after it was saved", ar: "حُفظت الورقة ملفاً في التنزيلات.", en: "The paper was saved among your downloads." },
  help: {
    about: "Help of the page",
    ar: "سجل المتابعة وكشوف المادة كما هي الآن، لمن يدرّس المادة في هذا الفصل. هي أوراق عمل تُوقَّع باليد: لا رقم لها ولا توقيع رقمي. ما يُنشر من النتائج يصدر من صفحة الوثائق.",
    en: "The follow-up register and the sheets of the subject as they stand now, for who teaches it in this class. They are papers for work, signed by hand: without number and digital signature. What is published of results is issued on the page of documents.",
  },
});

/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  import: {
    about: "Help: A file that was tried",
    ar: "ما وُجد في الملف قبل أن يتغير شيء في السجل. أصلح في ملفك كل ما في «المشكلات»، وجرّبه من جديد: لا يُنفَّذ ملف فيه مشكلة.\nثم اقرأ ما سيُفعل سجلاً سجلاً، ونفّذ. وما نُفّذ من الدرجات يُتراجع عنه من هنا.",
    en: "What was found in the file before anything changes in the record. Mend every problem in your file and try it again: a file with problems is not imported.\nThen read what will be done, record by record, and do it. An import of marks can be taken back from here.",
  },
});

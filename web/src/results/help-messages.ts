/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  publication: {
    about: "Help: The publication of a year",
    ar: "ابدأ بعمود الحال: «ما الذي بقي؟» يسمّي كل كشف لم يُوقَّع وكل حالة لم تُحسم، وكل سطر منها يفتح موضعه. ثم اختر الفصول الجاهزة واعرضها، ليعتمدها شخص آخر.\nتظهر النتائج لأولياء الأمور في موعدها. قبله يُسحب الإعلان بسبب، وبعده لا تتغير نتيجة إلا بتصحيح من شخصين.",
    en: "Begin with the state: “What is left?” names each unsigned sheet and each undecided case, and each line opens its place. Then choose the classes that are ready and put them forward for another person to approve.\nGuardians see the results at their moment. Before it the publication can be taken back with a reason; after it a result changes only by a correction of two persons.",
  },
  result: {
    about: "Help: A result with its reasons",
    ar: "القرار أولاً، ثم ما بقي، ثم المواد. اضغط مادة لتُفتح أسبابها: كل سطر ومادته من اللائحة، والوقائع التي بُني عليها، والقيم السارية ومنذ متى. ✓ شرط متحقق، و✕ شرط غير متحقق.\nما كُتب عليه «قيمة افتراضية» لم تحدده الوثيقة. ورقم المادة يفتح نصها. وتُنسخ الأسباب نصاً وتُطبع.",
    en: "The decision first, then what remains, then the subjects. Press a subject for its reasons: each line with its article, the facts, and the values in force and since when. ✓ a condition that is met, ✕ one that is not.\nWhat is marked “assumed value” the document leaves open. An article's number opens its text. The reasons can be copied as text and printed.",
  },
  class_results: {
    about: "Help: The results of a class",
    ar: "جدول الفصل كما تقضي به اللائحة الآن. الاسم يفتح النتيجة بأسبابها كما سيراها ولي الأمر، وما نقص من الوقائع يُسمّى هناك.\nبعد الإعلان تظهر هنا كل نتيجة لم تعد توافق السجل، ليُطلب تصحيحها.",
    en: "The class as the regulation sees it now. A name opens the result with its reasons, as the guardian will see it; missing facts are named there.\nAfter the publication every result that no longer agrees with the record shows here, so that its correction is asked for.",
  },
  corrections: {
    about: "Help: Requests for corrections after the publication",
    ar: "ابدأ بما ينتظر: تراه بما كان وما سيصير. اكتب ما بُني عليه القرار، ثم اقبل أو ردّ. لا يبت في طلب من قدّمه.\nالقبول يصدر نسخة جديدة يراها ولي الأمر ويُكتب عليها أنها صُححت، وتبقى الأولى محفوظة.",
    en: "Begin with what waits: it shows what was and what would be. Write what the decision rests on, then accept or decline. Nobody decides his own request.\nAccepting makes a new version, which the guardian sees marked as corrected; the first one is kept.",
  },
  versions: {
    about: "Help: Versions of a result",
    ar: "اختر إصدارين، فلا يظهر إلا ما تغيّر بينهما. الإصدار يبقى كما أُعلن بقيمه يومئذ.\nمن هنا يُطلب التصحيح، وتُحجب النتيجة بقرار يُذكر رقمه، ثم تُظهر بقرار.",
    en: "Choose two versions, and only what changed between them shows. A version stays as it was published, with the values of that day.\nA correction is asked for here, and a result is withheld, and shown again, by a decision whose number is named.",
  },
});

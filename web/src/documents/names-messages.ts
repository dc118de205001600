import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  place: { about: "Heading of a page, and link to it: students whose papers bear another form of their name", ar: "أسماء تنتظر التعديل", en: "Names to be amended" },
  help: {
    about: "Help of that page, a paragraph a line",
    ar: "من جاء بوثائق يطابق اسمه فيها هويته في ثلاثة أجزاء أو أكثر يُقبل، ويُمهل شهراً من قبوله ليعدل وثائقه. هنا من لم يعدل بعد، والمتأخر أولاً.\nلا يُلغى قبول أحد بانتهاء المهلة. ويخرج الاسم من القائمة إذا وُوفق على طلب تعديل للطالب.\nالوثائق الصادرة من خارج المملكة تبقى على اسمها، فتُقيد ولا تُمهل.",
    en: "Who comes with papers on which three or more parts of the name are those of his identity is admitted and has a month from that day to have them amended. Here are those who have not, the overdue first.\nNobody loses his place when the time is over. A name leaves the list when an amendment of the student is granted.\nPapers from outside the Kingdom keep their name: they are entered, and have no time set.",
  },
  none: { about: "The list is empty", ar: "لا أسماء تنتظر التعديل.", en: "No names wait to be amended." },
  student: { about: "Column", ar: "الطالب", en: "Student" },
  on_papers: { about: "Column: the name on the papers", ar: "اسمه في الوثائق", en: "Name on the papers" },
  admitted_on: { about: "Column and label", ar: "قُبل في", en: "Admitted on" },
  amend_until: { about: "Column: last day to have it amended", ar: "يعدل حتى", en: "To be amended until" },
  state: { about: "Column", ar: "الحال", en: "State" },
  state_name: { about: "State of an entry", ar: "{state, select, overdue {تأخر} open {في المهلة} amended {عُدل} withdrawn {أُلغي القيد} other {قُبل كما هو}}", en: "{state, select, overdue {Overdue} open {In time} amended {Amended} withdrawn {Withdrawn} other {Accepted as it is}}" },
  withdraw: { about: "Button and window", ar: "ألغِ القيد", en: "Withdraw" },
  withdraw_of: { about: "The same, read out with the student", ar: "ألغِ قيد {name}", en: "Withdraw the entry of {name}" },
  reason: { about: "Label", ar: "السبب", en: "Reason" },
  enter: { about: "Button and window on the page of a student's documents", ar: "قيّد قبوله باسم مغاير", en: "Admitted under another name" },
  enter_text: { about: "First paragraph of that window", ar: "اكتب الاسم كما هو في الوثائق التي جاء بها، جزءاً جزءاً.", en: "Write the name as it is on the papers that he brought, part by part." },
  is_from_abroad: { about: "Tick", ar: "الوثائق صادرة من خارج المملكة", en: "The papers were issued outside the Kingdom" },
  save: { about: "Button", ar: "احفظ القيد", en: "Save the entry" },
  requests: { about: "Link to the requests of the school", ar: "طلبات البدل والتعديل", en: "Replacements and amendments" },
});

/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  children: {
    about: "Help: A guardian's first page",
    ar: "لكل ابن بطاقة فيها قرار عامه إن أُعلن، وعدد ما ينتظر إقرارك. ابدأ بما كُتب عليه أنه ينتظرك: افتح البطاقة، واقرأ، ثم أقر بالاطلاع.\nيُحفظ تاريخ إقرارك، ولا يمنعك من الاعتراض. وإن غاب ابن عن هذه القائمة فالمدرسة تربطه بحسابك.",
    en: "Each child has a card with the year's decision, once it is published, and how much waits for you. Begin with what waits: open the card, read, then confirm that you have seen it.\nThe date is kept; it takes no right of objection from you. If a child is missing here, the school links it to your account.",
  },
  child: {
    about: "Help: The page of a child, read by guardian and student",
    ar: "هنا قرار العام وما بقي، ثم المواد، والإشعارات، والحضور، والتقارير الدورية. «لماذا؟» بجانب المادة يفتح حساب درجتها سطراً سطراً، ورقم المادة يفتح نصها في اللائحة.\nولولي الأمر من هنا أن يقر بما وصله، ويقدّم عذر غياب، ويطلب استئذاناً، ويرى من اطلع على السجل.",
    en: "Here are the year's decision and what remains, then subjects, notices, attendance and periodic reports. “Why?” beside a subject opens how its mark came about, line by line; an article's number opens its text.\nA guardian confirms here what arrived, sends an excuse, asks for leave, and sees who looked at the record.",
  },
  excuse: {
    about: "Help: Sending an excuse",
    ar: "ابدأ بيوم من الأيام المعروضة: هي أيام غياب لم تُعذر بعد. ثم اختر نوع العذر، واكتب رقم الوثيقة، وأرسل.\nيظهر ما أرسلته أسفل الصفحة «قيد النظر»، ثم قرار المدرسة بسببه. العذر المقبول لا يُعد غياباً بلا عذر، وللأعذار مهلة في اللائحة فلا تؤخرها.",
    en: "Begin with one of the days shown: absences without an excuse so far. Then choose its kind, type the paper's number, and send.\nWhat you sent stands below as waiting, then with the school's decision and its reason. An accepted excuse makes the day an excused one; the regulation sets a time for excuses, so don't wait.",
  },
  leave: {
    about: "Help: Asking for leave during a day",
    ar: "اختر اليوم والحصة التي يخرج عندها ابنك، ثم أرسل الطلب. ينظر فيه من يبت في الأعذار بالمدرسة.\nيظهر الطلب أسفل الصفحة وقراره بجانبه. لا يخرج المتعلم قبل الموافقة.",
    en: "Choose the day and the period at which your child leaves, then send. Whoever decides excuses at the school answers.\nThe request stands below with its decision. The student does not leave before consent.",
  },
  looks: {
    about: "Help: Who looked at a child's record",
    ar: "لكل اطلاع سطر: من، وبأي عمل، وعلى ماذا، ومتى. وما مُنع منه أحد يُكتب أيضاً.\nلا يرى المنسوب إلا ما يشمله تكليفه. وإن وجدت اسماً لا تعرف سببه فاسأل إدارة المدرسة.",
    en: "Each look has a line: who, in which work, at what, when. What somebody was refused is written too.\nStaff see only what their appointment covers. If a name surprises you, ask the school.",
  },
});

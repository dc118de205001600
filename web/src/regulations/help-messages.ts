/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  editions: {
    about: "Help: The regulations that the program has",
    ar: "كل عام دراسي يُحكم بلائحته، وتحت كل اسم الأعوام والصفوف التي تحكمها. افتح لائحة عامك، ثم ابحث فيها.\nما تجده هنا هو نفسه ما تُحسب به النتائج.",
    en: "Each school year has its regulation; below each name stand the years and grades that it governs. Open that of your year, then look in it.\nWhat you find here is what results are computed by.",
  },
  edition: {
    about: "Help: The clauses of a regulation",
    ar: "ابحث بكلمة أو برقم المادة. افتح بنداً لترى ملخصه، وقيمه على خط الزمن، وأين يُطبق، وأمثلته المحسوبة.\n«ما آل إليه كل بند» يحصيها كلها: ما تحسبه قاعدة، وما يقوم به قسم من النظام، وما لا شيء فيه يُحسب ولماذا.",
    en: "Look for a word or an article's number. Open a clause for its summary, its values on a line of time, where it is applied, and its worked cases.\n“What became of each clause” counts all of them: those computed by a rule, those met by a part of the system, those with nothing to compute, and why.",
  },
  clause: {
    about: "Help: One clause",
    ar: "ملخص البند بعبارتنا، والمرجع هو الوثيقة نفسها. القيم على خط الزمن: ما هي، ومنذ متى، ومن أين أُخذت. ما كُتب عليه «قيمة افتراضية» لم تحدده الوثيقة.\nفي الأمثلة المحسوبة غيّر ما شئت من الوقائع، واضغط «احسب»، فيظهر الحكم وأسبابه. لا يُحفظ شيء.",
    en: "The clause's summary in our words; the document itself is what counts. Values on a line of time: what they are, since when, from where. What is marked “assumed value” the document leaves open.\nIn the worked cases change facts as you like and press “Compute”: the ruling and its reasons show. Nothing is kept.",
  },
  coverage: {
    about: "Help: What became of every clause",
    ar: "لكل بند سطر: ما آل إليه، وكم اختباراً وحالة محسوبة تسميه. ما لا شيء فيه يُحسب معه سببه.\nاضغط بنداً لتفتحه بقيمه وأمثلته.",
    en: "Each clause has a line: what became of it, and how many tests and worked cases name it. Where nothing is computed, the reason stands with it.\nPress a clause to open it with its values and cases.",
  },
  proposals: {
    about: "Help: Proposed values",
    ar: "افتح اقتراحاً ينتظر لتجرّبه على النتائج المعلنة، أو اقترح قيمة. لا يعتمد اقتراحاً من قدّمه.\nالقيمة المعتمدة تسري على ما يُحسب بعدها من يومها، ولا تمس نتيجة معلنة.",
    en: "Open a proposal that waits to try it on published results, or propose a value. Nobody approves his own proposal.\nAn approved value is in force from its day for what is computed afterwards; it touches no published result.",
  },
  propose: {
    about: "Help: Proposing a value",
    ar: "اختر اللائحة ثم القيمة، واكتب الجديدة، ويوم سريانها، ورقم القرار الذي جاءت منه. القيمة السارية وحدودها تظهر تحت الحقل.\nبعد التقديم يجرّبها شخص آخر على النتائج المعلنة، ثم يعتمدها أو يردها.",
    en: "Choose the regulation and the value, type the new one, its first day, and the number of the decision that it comes from. The value in force and its limits stand below the field.\nThen another person tries it on published results, and approves or declines it.",
  },
  proposal: {
    about: "Help: One proposal",
    ar: "جرّب القيمة أولاً: ترى كم نتيجة معلنة كانت ستتغير في كل مدرسة، بلا أسماء، وما دون خمسة محجوب. لا يُحفظ من التجربة شيء.\nثم يعتمدها أو يردها من لم يقترحها، بسبب.",
    en: "Try the value first: how many published results of each school it would have changed, without names, fewer than five blanked. Nothing of the trial is kept.\nThen somebody other than the proposer approves or declines it, with a reason.",
  },
});

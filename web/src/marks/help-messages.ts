/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  student: {
    about: "Help: A student as teachers see him",
    ar: "المتعلم عند من يعلّمه: درجاته في كل كشف، ثم حضوره، ثم سلوكه. بدّل بينها من أعلى الصفحة. «النتيجة وأسبابها» تفتح عامه كله كما تراه اللائحة.\nكل اطلاع على هذه الصفحة يُسجل، ولولي الأمر أن يراه.",
    en: "The student as those who teach him see him: marks on every sheet, then attendance, then conduct. Change between them at the top. “Result and reasons” opens the whole year as the regulation sees it.\nEvery look at this page is recorded, and the guardian may read who looked.",
  },
});

/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  account: {
    about: "Help: One account",
    ar: "حساب شخص واحد: اسمه وحاله وما يرتبط به. من لا يستطيع الدخول أصدر له رمزاً، واطبع ورقته وسلّمها بيده: يصلح الرمز مرة واحدة، ويختار صاحبه كلمة مروره بنفسه.\nتعطيل الحساب ينهي جلساته فوراً، ولا يمحو شيئاً مما فعله.",
    en: "One person's account: its name, state and links. For who cannot sign in, issue a code, print its slip and hand it over: it works once, and its owner chooses the password.\nDisabling ends all sessions at once and removes nothing that was done.",
  },
});

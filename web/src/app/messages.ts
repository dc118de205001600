import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  home: { about: "Place in the rail: what is to be done", ar: "اليوم", en: "Today" },
  places: { about: "Name of the rail, for screen readers", ar: "الأقسام", en: "Places" },
  to_content: { about: "First link of a page, for the keyboard", ar: "إلى المحتوى", en: "To the content" },
  menu_of: { about: "Button with the person's name that opens his menu", ar: "حساب {name}", en: "Account of {name}" },
  language: { about: "Choice in the person's menu", ar: "اللغة", en: "Language" },
  digits: { about: "Choice in the person's menu", ar: "الأرقام", en: "Digits" },
  digits_arab: { about: "Arabic-Indic digits, shown as they are", ar: "٠١٢", en: "٠١٢" },
  digits_latn: { about: "Latin digits, shown as they are", ar: "012", en: "012" },
  looks: { about: "Choice in the person's menu: light or dark", ar: "المظهر", en: "Looks" },
  light: { about: "Looks", ar: "فاتح", en: "Light" },
  dark: { about: "Looks", ar: "داكن", en: "Dark" },
  auto: { about: "Looks: as the machine is set", ar: "كالجهاز", en: "As the machine" },
  no_such_page: { about: "Heading when the address leads nowhere", ar: "لا توجد صفحة بهذا العنوان", en: "There is no page at this address" },
  to_home: { about: "Link from there", ar: "إلى صفحة اليوم", en: "To today's page" },
  page_title: { about: "Title of the browser's tab", ar: "{page} – تقويم", en: "{page} – Taqwim" },
});

/** Words of the directorates as the program's administrator keeps them. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  title: { about: "Heading", ar: "الإدارات التعليمية", en: "Directorates" },
  help: {
    about: "Help of the page, a paragraph a line",
    ar: "هنا إدارات التعليم التي تتبعها المدارس. الإدارة تبقى في بلدها، ويُعدل اسمها ومنطقتها.\nإدارة المحافظة تتبع إدارة عامة في بلدها، فيوقع مدير عام المنطقة ترجمات وثائق مدارسها (PG-24.TR.1). والإدارة التي لا تتبع منطقة يوقع مديرها بنفسه.",
    en: "These are the directorates that schools belong to. A directorate stays in its country; its name and its region may be changed.\nA governorate's directorate belongs to a general directorate of its country, whose director signs the translations of its schools' documents (PG-24.TR.1). A directorate of no region signs them itself.",
  },
  none: { about: "No directorate yet", ar: "لا إدارات بعد. أضف الأولى لتضاف إليها المدارس.", en: "There are no directorates yet. Add the first, so that schools can be added to it." },
  name: { about: "Heading of a column", ar: "الإدارة", en: "Directorate" },
  country: { about: "Field and heading of a column", ar: "البلد", en: "Country" },
  name_ar: { about: "Field", ar: "الاسم بالعربية", en: "Name in Arabic" },
  name_en: { about: "Field", ar: "الاسم بالإنجليزية", en: "Name in English" },
  region: { about: "Field and heading of a column: the region that a governorate belongs to", ar: "المنطقة التي تتبعها", en: "Region" },
  region_hint: { about: "Under the field", ar: "لإدارة المحافظة وحدها. من يتبعها غيرها لا تتبع أحداً.", en: "Of a governorate's directorate alone. One that others belong to belongs to none." },
  add: { about: "Button and heading of its window", ar: "أضف إدارة", en: "Add a directorate" },
  change: { about: "Button of a row", ar: "عدّل", en: "Change" },
  change_of: { about: "The same button read out, and the heading of its window", ar: "تعديل {name}", en: "Change {name}" },
});

/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  directorate: {
    about: "Help: Schools of a directorate",
    ar: "اختر العام والغرض أولاً: لا يُعرض عدد بلا غرض، ويُحفظ الغرض مع من سأل. ثم تظهر أعداد كل مدرسة جنباً إلى جنب.\nلا أسماء هنا، وكل عدد من واحد إلى أربعة يُحجب مع ما يدل عليه. ومن سطر المدرسة يُفتح ما بلغه رصدها وإعلانها.",
    en: "Choose the year and the purpose first: no count is shown without one, and it is kept with who asked. Then the schools' counts stand side by side.\nThere are no names, and every count from one to four is blanked, with what would tell it. A school's line opens how far its entries and publication are.",
  },
});

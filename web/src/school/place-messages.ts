/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  school_place: { about: "Place in the rail of heads: the school at one look", ar: "المدرسة", en: "School" },
  classes_place: { about: "Place in the rail of heads and registrars", ar: "الفصول", en: "Classes" },
  students_place: { about: "Place in the rail of heads and registrars", ar: "المتعلمون", en: "Students" },
  setup_place: { about: "Place in the rail of heads: setting up a year", ar: "إعداد العام", en: "Set-up" },
  staff_place: { about: "Place in the rail of heads and registrars", ar: "المنسوبون", en: "Staff" },
});

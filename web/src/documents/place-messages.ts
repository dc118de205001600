/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  place: { about: "Place in the rail, and heading of the page where documents are issued", ar: "الوثائق", en: "Documents" },
  templates_place: { about: "Place in the rail, heading of the list", ar: "قوالب الأوراق", en: "Templates of papers" },
});

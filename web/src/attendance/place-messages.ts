/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  undecided_title: { about: "Heading and place in the rail: excuses of the school to decide", ar: "الأعذار", en: "Excuses" },
});

/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  place: { about: "Place in the rail of a directorate's office", ar: "المدارس", en: "Schools" },
  directorates_place: { about: "Place in the rail of the program's administrator", ar: "الإدارات التعليمية", en: "Directorates" },
});

/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  subject_place: { about: "Place in the rail of who heads a subject", ar: "مادتي", en: "My subject" },
});

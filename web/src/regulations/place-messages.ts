/** Names of the room's places in the rail: apart from its other words, which its pages bring. */
import { defineMessages } from "@/platform/message";

export const messages = defineMessages({
  place: { about: "Rail place of the regulations", ar: "اللائحة", en: "Regulation" },
  proposals_place: { about: "Rail place of the ministry", ar: "القيم المقترحة", en: "Proposed values" },
});

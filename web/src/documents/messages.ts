import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  close: { about: "Button of a notice", ar: "أغلق", en: "Close" },
});

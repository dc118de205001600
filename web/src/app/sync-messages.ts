import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  all_saved: { about: "In the frame: nothing waits", ar: "حُفظ كل شيء", en: "Everything is saved" },
  sending: { about: "In the frame: entries are being sent just now", ar: "يُحفظ…", en: "Saving…" },
  offline: { about: "In the frame: the server cannot be reached, and nothing waits", ar: "بلا شبكة", en: "No network" },
  waiting: { about: "In the frame: entries on their way", ar: "{count, plural, zero {لا شيء في الانتظار} one {واحدة في الانتظار} two {اثنتان في الانتظار} few {# في الانتظار} many {# في الانتظار} other {# في الانتظار}}", en: "{count, plural, other {# waiting}}" },
  waiting_offline: { about: "In the frame: entries wait for the network", ar: "{count, plural, zero {لا شيء في الانتظار، بلا شبكة} one {واحدة في الانتظار، بلا شبكة} two {اثنتان في الانتظار، بلا شبكة} few {# في الانتظار، بلا شبكة} many {# في الانتظار، بلا شبكة} other {# في الانتظار، بلا شبكة}}", en: "{count, plural, other {# waiting, no network}}" },
  conflict: { about: "In the frame: someone else changed the same cells", ar: "{count, plural, zero {لا تعارض} one {تعارض} two {تعارضان} few {# تعارضات} many {# تعارضاً} other {# تعارض}}", en: "{count, plural, one {# conflict} other {# conflicts}}" },
  refused: { about: "In the frame: entries that cannot be saved as typed", ar: "{count, plural, zero {لا شيء يحتاج إلى نظر} one {واحدة تحتاج إلى نظر} two {اثنتان تحتاجان إلى نظر} few {# تحتاج إلى نظر} many {# تحتاج إلى نظر} other {# تحتاج إلى نظر}}", en: "{count, plural, one {# needs a look} other {# need a look}}" },
  where: { about: "Heading of the list of sheets and rolls with something unsaved", ar: "ما لم يُحفظ بعد", en: "Not saved yet" },
  place: { about: "One of them; kind: sheet or roll", ar: "{kind, select, sheet {كشف درجات} other {حضور فصل}} ({count, number})", en: "{kind, select, sheet {Mark sheet} other {Roll of a class}} ({count, number})" },
});

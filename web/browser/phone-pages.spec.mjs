// Every page of every room on a phone, in the dark.
import { visits } from "./support/every-page.mjs";

export const journeys = visits({ size: "phone", scheme: "dark" }, " on a phone, in the dark");

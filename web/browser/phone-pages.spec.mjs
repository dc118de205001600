// Every page that there is on a phone, in the dark.
import { walkAll } from "./pages.spec.mjs";

const people = ["teacher-kw", "head-teacher-kw", "guardian-sa"];

export const journeys = Object.fromEntries(people.map((account) => [`${account} meets no barriers on a phone, in the dark`, (journey) => walkAll(journey, account, { size: "phone", scheme: "dark" })]));

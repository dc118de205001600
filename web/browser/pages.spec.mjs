// Every page of every room on a desktop: it is there, has help, and has no barriers. A page that nobody visits is a fault too.
import { expectAllVisited, visits } from "./support/every-page.mjs";

export const journeys = {
  "every page that a room lists has a visitor": () => expectAllVisited(),
  ...visits({}, ""),
};

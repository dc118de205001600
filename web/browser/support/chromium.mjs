// The browser of tests, pictures and benchmarks: Chromium of this machine, driven by playwright-core, which brings none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none"];

/** TAQWIM_CHROMIUM, else the first of Chromium's names in the path. */
export function chromiumPath() {
  if (process.env.TAQWIM_CHROMIUM) return process.env.TAQWIM_CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // The next one.
      }
    }
  throw new Error("Chromium is missing. To fix: tools/install-packages");
}

export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

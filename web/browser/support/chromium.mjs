// The browser of tests, pictures and benchmarks: Chromium of this machine, driven by playwright-core, which brings none.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
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

/** A browser with a profile of its own in `folder`, whose power can be cut. */
export async function launchMachine(folder) {
  const child = spawn(chromiumPath(), [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"], { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const lines = createInterface({ input: child.stderr });
  const address = new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const found = /^DevTools listening on (ws:.*)$/.exec(line);
      if (found) resolve(found[1]);
    });
    child.once("exit", () => reject(new Error("Chromium ended before it could be spoken to")));
  });
  const browser = await chromium.connectOverCDP(await address);
  return {
    context: browser.contexts()[0],
    /** All its processes at once, nothing written that was not written before. */
    async cutPower() {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
      await ended;
    },
  };
}

import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { firstScript } from "./tools/first-script.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is said about a message is for who translates it. */
const wordsAlone: Plugin = {
  name: "words-alone",
  apply: "build",
  transform: (code, id) => (/messages\.ts$/.test(id) ? { code: code.replace(/\babout: "(?:[^"\\]|\\.)*",\s*/g, ""), map: null } : undefined),
};

// `vite` alone serves the sources for work on them, and hands /v1 to a server that runs here already.
export default defineConfig({
  plugins: [react(), wordsAlone, firstScript(here("./src"))],
  resolve: { alias: { "@": here("./src") } },
  preview: { proxy: { "/v1": `http://127.0.0.1:${process.env["TAQWIM_SERVER_PORT"] ?? "8480"}` } },
  server: { proxy: { "/v1": `http://127.0.0.1:${process.env["TAQWIM_SERVER_PORT"] ?? "8480"}` } },
  build: {
    outDir: here("../build/web"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  test: { environment: "jsdom", setupFiles: [here("./tests/setup.ts")], include: ["src/**/*.test.{ts,tsx}"] },
});

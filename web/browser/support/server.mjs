// A server of a run's own: sample data in a folder under /tmp, a free port, a clock that stands on the day of the sample data.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const PASSWORD = "green lantern of the demo";
/** A Sunday, nine in the morning in Kuwait and Riyadh. */
export const MOMENT = "2026-11-22T06:00:00.000Z";

export function newFolder() {
  return mkdtempSync(join(tmpdir(), "taqwim_browser_"));
}

export class TestServer {
  #child;
  #port;

  /** `settings` are NAME=VALUE. The folder is made anew from `template`, one where a server has made its data before. */
  constructor(program, webFolder, { template, settings = [] } = {}) {
    this.program = program;
    this.settings = [`server.web_folder=${webFolder}`, ...settings];
    this.folder = newFolder();
    this.isCopy = template !== undefined;
    if (this.isCopy) cpSync(template, this.folder, { recursive: true });
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it where it does not run; after a stop at the same port: pages that stand open find it again. */
  async start() {
    if (this.isRunning) return;
    const port = this.#port === undefined ? [] : [`server.port=${this.#port}`];
    // What the server's clock is ahead of this machine's. A copy goes on later than what it was copied from: the ids of records
    // come from the clock.
    this.clockOffset ??= Date.parse(MOMENT) - Date.now() + (this.isCopy ? 600_000 : 0);
    const moment = new Date(Date.now() + this.clockOffset).toISOString();
    this.#child = spawn(this.program, [this.folder, moment, ...this.settings, ...port], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: this.#child.stdout });
    const first = await Promise.race([once(lines, "line"), once(this.#child, "exit").then(() => undefined), once(this.#child, "error").then(([error]) => Promise.reject(error))]);
    if (first === undefined) throw new Error(`${this.program} did not start`);
    this.#port = Number(first[0]);
  }

  async stop() {
    if (!this.isRunning) return;
    const ended = once(this.#child, "exit");
    this.#child.stdin.end();
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(patience);
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Somebody who speaks to the API without a browser: to make ready what a journey needs. */
export class Person {
  #cookie = "";
  #token = "";

  constructor(origin) {
    this.origin = origin;
  }

  static async signedIn(origin, name) {
    const person = new Person(origin);
    person.session = await person.send("POST", "/v1/session", { name, password: PASSWORD });
    person.#token = person.session.csrf_token;
    return person;
  }

  get(path) {
    return this.send("GET", path);
  }

  post(path, body) {
    return this.send("POST", path, body);
  }

  /** A file of a table, to be tried. */
  sendFile(path, name, text) {
    const form = new FormData();
    form.append("file", new Blob([text], { type: "text/csv" }), name);
    return this.send("POST", path, form);
  }

  /** The answer's content; whatever is refused is an error. `body`: what JSON says, or a form with files. */
  async send(method, path, body) {
    const headers = { Cookie: this.#cookie, "Accept-Language": "ar" };
    const isForm = body instanceof FormData;
    if (method !== "GET") Object.assign(headers, { "X-CSRF-Token": this.#token, "Idempotency-Key": crypto.randomUUID(), ...(isForm ? {} : { "Content-Type": "application/json" }) });
    const response = await fetch(this.origin + path, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
    // Not getSetCookie: Debian 12's Node does not have it.
    const cookie = response.headers.get("set-cookie");
    if (cookie) this.#cookie = cookie.split(";")[0];
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}

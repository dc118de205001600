/** Work that may wait until what a key changed can be seen. */

// A page that nobody sees draws no pictures.
const AT_LATEST_MS = 100;

/** Runs `work` once, after the next picture; the answer takes it back. */
export function afterPicture(work: () => void): () => void {
  let timer = window.setTimeout(run, AT_LATEST_MS);
  const frame = requestAnimationFrame(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run);
  });
  function cancel() {
    window.clearTimeout(timer);
    cancelAnimationFrame(frame);
  }
  function run() {
    cancel();
    work();
  }
  return cancel;
}

/** Tells all listeners once, after the next picture, however often it was asked to. */
export class LaterListeners {
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    afterPicture(() => {
      this.#isDue = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

import { useState } from "react";
import { newKey } from "./api";

/** The key of a request: sent again as it was, such as after an answer that got lost, it happens once; changed, or once it is done, it is another. */
export class RequestKey {
  #of = "";
  #key = "";

  /** For what is about to be sent. */
  of(request: unknown): string {
    const of = JSON.stringify(request);
    if (this.#of !== of) [this.#of, this.#key] = [of, newKey()];
    return this.#key;
  }

  done(): void {
    [this.#of, this.#key] = ["", ""];
  }
}

export function useRequestKey(): RequestKey {
  const [key] = useState(() => new RequestKey());
  return key;
}

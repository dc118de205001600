import { webcrypto } from "node:crypto";

// Browsers have it; of Node, only the newer ones.
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, "crypto", { value: webcrypto });

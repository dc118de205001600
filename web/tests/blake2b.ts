/** BLAKE2b-256 (RFC 7693) of what is whole, for tests that hold files against the register: node offers 512 bits alone. */
const MASK = (1n << 64n) - 1n;
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n];
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const LANES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;
const BLOCK = 128;

const at = <T>(list: readonly T[], place: number): T => list[place] as T;
const turned = (value: bigint, bits: bigint) => ((value >> bits) | (value << (64n - bits))) & MASK;

function compress(state: bigint[], block: DataView, count: number, isLast: boolean): void {
  const words = Array.from({ length: 16 }, (_, place) => block.getBigUint64(place * 8, true));
  const v = [...state, ...IV];
  v[12] = at(v, 12) ^ BigInt(count);
  if (isLast) v[14] = at(v, 14) ^ MASK;
  for (let round = 0; round < 12; round += 1) {
    const order = at(SIGMA, round % 10);
    LANES.forEach(([a, b, c, d], lane) => {
      const mix = (word: number, first: bigint, second: bigint) => {
        v[a] = (at(v, a) + at(v, b) + at(words, at(order, word))) & MASK;
        v[d] = turned(at(v, d) ^ at(v, a), first);
        v[c] = (at(v, c) + at(v, d)) & MASK;
        v[b] = turned(at(v, b) ^ at(v, c), second);
      };
      mix(2 * lane, 32n, 24n);
      mix(2 * lane + 1, 16n, 63n);
    });
  }
  for (let place = 0; place < 8; place += 1) state[place] = at(state, place) ^ at(v, place) ^ at(v, place + 8);
}

export function blake2b256(bytes: Uint8Array): string {
  const state = [...IV];
  state[0] = at(state, 0) ^ 0x01010020n;
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  for (let block = 0; block < blocks; block += 1) {
    const part = new Uint8Array(BLOCK);
    part.set(bytes.subarray(block * BLOCK, (block + 1) * BLOCK));
    const isLast = block === blocks - 1;
    compress(state, new DataView(part.buffer), isLast ? bytes.length : (block + 1) * BLOCK, isLast);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let word = 0; word < 4; word += 1) digest.setBigUint64(word * 8, at(state, word), true);
  return [...new Uint8Array(digest.buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

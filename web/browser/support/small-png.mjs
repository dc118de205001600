// Pictures of pages as small files: at most 256 colours. A page has few, and smoothed letters between them.
import { deflateSync } from "node:zlib";

/** The colours of a picture that tell the most, and each point's. Runs in a page. */
async function paletteOf(base64) {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);

  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const far = (one, other) => ((one >> 16) - (other >> 16)) ** 2 + (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((one & 255) - (other & 255)) ** 2;
  const byCount = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || one - other);
  // The frequent ones, then each that is unlike all of those: what stands in a few points (a stroke of colour) stays.
  const palette = byCount.slice(0, 64);
  for (const unlike of [900, 300, 100, 30, 0])
    for (const colour of byCount) {
      if (palette.length === 256) break;
      if (palette.every((each) => far(each, colour) > unlike)) palette.push(colour);
    }
  const nearest = new Map();
  for (const colour of byCount) {
    let best = 0;
    for (let at = 1; at < palette.length; at += 1) if (far(palette[at], colour) < far(palette[best], colour)) best = at;
    nearest.set(colour, best);
  }
  // Rows as PNG wants them: each after the number of its filter, none.
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      rows[y * (width + 1) + 1 + x] = nearest.get((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    }
  let text = "";
  for (let at = 0; at < rows.length; at += 32_768) text += String.fromCharCode(...rows.subarray(at, at + 32_768));
  return { width, height, palette, rows: btoa(text) };
}

const CRC = Array.from({ length: 256 }, (_, each) => {
  let value = each;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function chunk(kind, content) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 255];
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, check]);
}

/** `picture` (a PNG) again with a palette. `blank` is a page to reckon in. */
export async function smallPng(blank, picture) {
  const { width, height, palette, rows } = await blank.evaluate(paletteOf, picture.toString("base64"));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a point, with a palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk("IDAT", deflateSync(Buffer.from(rows, "base64"), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A code in a picture, where the browser itself reads codes. */
interface Detector {
  detect: (image: ImageBitmapSource) => Promise<{ rawValue: string }[]>;
}

interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

function maker(): DetectorMaker | undefined {
  return (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

export async function readsPictures(): Promise<boolean> {
  try {
    return (await maker()?.getSupportedFormats())?.includes("qr_code") ?? false;
  } catch {
    return false;
  }
}

export async function codeIn(picture: Blob): Promise<string | undefined> {
  const Made = maker();
  if (!Made) return undefined;
  try {
    const found = await new Made({ formats: ["qr_code"] }).detect(await createImageBitmap(picture));
    return found.find((each) => each.rawValue.startsWith("TQ1:"))?.rawValue;
  } catch {
    return undefined;
  }
}

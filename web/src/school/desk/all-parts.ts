export interface Part<Item> {
  items: readonly Item[];
  next?: string | null | undefined;
}

/** All parts one after another, for lists that are short by nature (classes, staff). */
export async function allParts<Item>(read: (after: string | undefined) => Promise<Part<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const part = await read(after);
    items.push(...part.items);
    after = part.next ?? undefined;
  } while (after !== undefined);
  return items;
}

/** The active cell of a sheet, where it can be seen. */

interface Span {
  from: number;
  to: number;
}

/** How far to scroll so that `cell` stands in the middle of `free`; nothing when it is to be seen there already. */
export function scrollNeeded(cell: Span, free: Span): number {
  // Widths are parts of points.
  if (cell.from >= free.from - 1 && cell.to <= free.to + 1) return 0;
  return (cell.from + cell.to - free.from - free.to) / 2;
}

/**
 * Scrolls when the cell lies outside of what names, totals and head leave free, and then by half of that: whoever types along a line sees
 * what comes, and the sheet stands still for most keys.
 */
export function bringIntoView(cell: HTMLElement): void {
  const line = cell.closest("tr");
  const table = cell.closest("table");
  const frame = cell.closest(".mark-grid-frame");
  if (!line || !table || !frame) return;
  const at = cell.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  const name = line.querySelector(".mark-name")?.getBoundingClientRect();
  const total = line.querySelector(".mark-total")?.getBoundingClientRect();
  const free = { from: around.left, to: around.left + frame.clientWidth };
  for (const pinned of [name, total]) {
    if (!pinned) continue;
    if (pinned.left + pinned.right < around.left + around.right) free.from = Math.max(free.from, pinned.right);
    else free.to = Math.min(free.to, pinned.left);
  }
  const head = table.tHead?.getBoundingClientRect();
  const along = scrollNeeded({ from: at.left, to: at.right }, free);
  const down = scrollNeeded({ from: at.top, to: at.bottom }, { from: Math.max(around.top, head?.bottom ?? 0), to: around.top + frame.clientHeight });
  if (along !== 0 || down !== 0) frame.scrollBy({ left: along, top: down, behavior: "instant" });
  // The page around it.
  if (around.top + frame.clientHeight > window.innerHeight || around.top < 0) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

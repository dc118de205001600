/** What lies over a sheet between the keys of somebody who types. */
import { useEffect, useImperativeHandle, useRef, type MouseEvent, type Ref } from "react";

export interface TypingShieldHandle {
  /** A key was pressed. */
  raise: () => void;
}

const RESTS_MS = 1000;

/**
 * A mouse that rests over the sheet is asked after each picture what lies beneath it now, through all cells, names and totals. While
 * keys come, this lies there, and the mouse is not seen; it moves, and the shield is gone.
 */
export function TypingShield({ ref }: { ref: Ref<TypingShieldHandle> }) {
  const shield = useRef<HTMLDivElement>(null);
  const timer = useRef(0);
  const lower = () => {
    window.clearTimeout(timer.current);
    if (shield.current) shield.current.hidden = true;
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useImperativeHandle(ref, () => ({
    raise: () => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(lower, RESTS_MS);
      if (shield.current?.hidden) shield.current.hidden = false;
    },
  }));
  // Pressed where it rested: what lies beneath is pressed.
  const onMouseDown = (event: MouseEvent) => {
    event.preventDefault();
    lower();
    const beneath = document.elementFromPoint(event.clientX, event.clientY);
    const button = beneath?.closest("button");
    if (button) button.click();
    else beneath?.dispatchEvent(new window.MouseEvent("mousedown", { bubbles: true, cancelable: true, detail: event.detail, shiftKey: event.shiftKey, clientX: event.clientX, clientY: event.clientY }));
  };
  return <div ref={shield} className="typing-shield" hidden onPointerMove={lower} onMouseDown={onMouseDown} />;
}

/** What opens beside the work, not over it: reasons, help, a history. On a phone it is a page of its own, with a way back. */
import { CloseButton } from "@mantine/core";
import { createContext, useContext, useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { defineMessages, useText } from "./messages";
import "./side-panel.css";

export const messages = defineMessages({
  close: { about: "Button of a panel that stands beside the page", ar: "أغلق", en: "Close" },
});

/** Where panels stand: the frame gives its place at the page's end. Without one they stand where they are written. */
export const SidePlace = createContext<HTMLElement | null>(null);

interface SidePanelProps {
  title: string;
  onClose: () => void;
  /** For the button that opens it: aria-controls. */
  id?: string;
  /** The keyboard goes into a panel that a person has just opened, and not into one that was open before. */
  takesFocus?: boolean;
  children: ReactNode;
}

/** One at a time is shown: the one opened last. Escape closes it; who opened it gives the keyboard back to its button. */
export function SidePanel({ title, onClose, id, takesFocus = true, children }: SidePanelProps) {
  const t = useText(messages);
  const place = useContext(SidePlace);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  const panel = (
    <aside className="side-panel" id={id} aria-label={title} onKeyDown={onKeyDown}>
      <header className="side-panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <CloseButton aria-label={t("close")} onClick={onClose} />
      </header>
      <div className="side-panel-content">{children}</div>
    </aside>
  );
  return place ? createPortal(panel, place) : panel;
}

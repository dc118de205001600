/** Help of a page: a quiet button that opens it beside the work. Closed at first; left open, it is open on the next page too. */
import { ActionIcon } from "@mantine/core";
import { useId, useRef, useState, type ReactNode } from "react";
import { defineMessages, useText } from "./messages";
import { SidePanel } from "./side-panel";

export const messages = defineMessages({
  help: { about: "Name of the button with a question mark; title is that of the page's help", ar: "مساعدة: {title}", en: "Help: {title}" },
  mark: { about: "The question mark on that button", ar: "؟", en: "?" },
});

const KEY = "taqwim.help";

/** A Page shows it beside its heading when it is given `help`. */
export function Help({ title, children }: { title: string; children: ReactNode }) {
  const t = useText(messages);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(() => localStorage.getItem(KEY) === "open");
  const [wasAsked, setAsked] = useState(false);
  const change = (open: boolean) => {
    localStorage.setItem(KEY, open ? "open" : "closed");
    setAsked(open);
    setOpen(open);
    if (!open) button.current?.focus();
  };
  return (
    <>
      <ActionIcon ref={button} variant="subtle" size="md" radius="xl" className="help-button" aria-label={t("help", { title })} aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => change(!isOpen)}>
        {t("mark")}
      </ActionIcon>
      {isOpen && (
        <SidePanel id={id} title={title} takesFocus={wasAsked} onClose={() => change(false)}>
          {children}
        </SidePanel>
      )}
    </>
  );
}

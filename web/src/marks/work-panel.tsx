/** What opens beside the work, not over it; on a phone a page of its own with a way back. */
import { Button } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useText } from "@/platform/messages";
import { messages } from "./sheet-messages";
import "./work-panel.css";

export function WithPanel({ title, panel, onClose, children }: { title: string; panel: ReactNode | undefined; onClose: () => void; children: ReactNode }) {
  const t = useText(messages);
  const aside = useRef<HTMLElement>(null);
  const isOpen = panel !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && aside.current?.contains(document.activeElement)) onClose();
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [isOpen, onClose]);
  return (
    <div className="with-panel" data-open={isOpen || undefined}>
      <div className="with-panel-work">{children}</div>
      {isOpen && (
        <aside ref={aside} className="work-panel" aria-label={title} tabIndex={-1}>
          <div className="work-panel-head">
            <h2>{title}</h2>
            <Button size="compact-sm" variant="subtle" onClick={onClose}>
              {t("panel_close")}
            </Button>
          </div>
          {panel}
        </aside>
      )}
    </div>
  );
}

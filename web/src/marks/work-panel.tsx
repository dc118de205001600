/** The work with what opens beside it. The keyboard stays with the work: a person goes on typing while he looks. */
import type { ReactNode } from "react";
import { SidePanel } from "@/platform/side-panel";
import "./work-panel.css";

export function WithPanel({ title, panel, onClose, children }: { title: string; panel: ReactNode | undefined; onClose: () => void; children: ReactNode }) {
  return (
    <>
      {children}
      {panel !== undefined && (
        <SidePanel title={title} onClose={onClose} takesFocus={false}>
          {panel}
        </SidePanel>
      )}
    </>
  );
}

import { useEffect, type ReactNode } from "react";
import { useText } from "@/platform/messages";
import { Help } from "@/platform/help";
import { messages } from "./messages";

/** One page of the application: its heading, what stands beside the heading, and the work beneath. `help`: what it is for and how it is used, a paragraph a line. */
export function Page({ title, about, help, actions, wide = false, children }: { title: string; about?: ReactNode; help?: string; actions?: ReactNode; wide?: boolean; children: ReactNode }) {
  const t = useText(messages);
  useEffect(() => {
    document.title = t("page_title", { page: title });
  }, [t, title]);
  return (
    <div className={wide ? "page page-wide" : "page"}>
      <header className="page-head">
        <div>
          <div className="page-title">
            <h1>{title}</h1>
            {help !== undefined && (
              <Help title={title}>
                {help.split("\n").map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </Help>
            )}
          </div>
          {about !== undefined && <div className="page-about">{about}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

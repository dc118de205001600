import { useEffect, type ReactNode } from "react";
import { useText } from "@/platform/messages";
import { Help } from "@/platform/help";
import { messages } from "./messages";

/** One page of the application: its heading, what stands beside the heading, and the work beneath. `help`: what it is for and how it is used. */
export function Page({ title, about, help, actions, wide = false, children }: { title: string; about?: ReactNode; help?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode }) {
  const t = useText(messages);
  useEffect(() => {
    document.title = t("page_title", { page: title });
  }, [t, title]);
  return (
    <div className={wide ? "page page-wide" : "page"}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {about !== undefined && <div className="page-about">{about}</div>}
        </div>
        {(actions !== undefined || help !== undefined) && (
          <div className="page-actions">
            {help !== undefined && (
              <Help title={title}>
                <p>{help}</p>
              </Help>
            )}
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

/** Nobody leaves unsaved changes by mistake: links of the application ask first, the browser asks for the rest. */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "@/platform/messages";
import { Dialog } from "./dialog";
import { messages } from "./messages";

export function LeaveGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const t = useText(messages);
  const navigate = useNavigate();
  const [target, setTarget] = useState<string>();
  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download") || link.origin !== location.origin) return;
      if (link.pathname === location.pathname && link.hash !== "") return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link.pathname + link.search + link.hash);
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [isUnsaved]);
  if (target === undefined) return null;
  return (
    <Dialog title={t("leave_title")} onClose={() => setTarget(undefined)}>
      <p>{t("leave_text")}</p>
      <div className="desk-buttons">
        <Button onClick={() => setTarget(undefined)}>{t("leave_stay")}</Button>
        <Button variant="default" onClick={() => void navigate(target)}>
          {t("leave_go")}
        </Button>
      </div>
    </Dialog>
  );
}

/** Windows over a page: the browser's own dialog, which keeps the keyboard within it and gives it back. */
import { Button, type ButtonProps } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useId, useRef, useState, type ReactNode } from "react";
import { newKey } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./messages";
import "./desk.css";

/** Where a form within a window tells that it has unsaved changes. */
const UnsavedContext = createContext<{ current: boolean } | undefined>(undefined);

export function useUnsavedMark(): { current: boolean } | undefined {
  return useContext(UnsavedContext);
}

export function Dialog({ title, onClose, wide = false, children }: { title: string; onClose: () => void; wide?: boolean; children: ReactNode }) {
  const t = useText(messages);
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const unsaved = useRef(false);
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  const leave = () => {
    if (unsaved.current && !asks) setAsks(true);
    else onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={wide ? "desk-dialog desk-dialog-wide" : "desk-dialog"}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <div className="desk-dialog-head">
        <h2 id={heading}>{title}</h2>
        <Button variant="subtle" size="compact-sm" onClick={leave}>
          {t("close")}
        </Button>
      </div>
      {asks && (
        <div className="desk-asks" role="alert">
          <strong>{t("leave_title")}</strong>
          <div className="desk-buttons">
            <Button size="compact-sm" onClick={() => setAsks(false)}>
              {t("leave_stay")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onClose}>
              {t("leave_go")}
            </Button>
          </div>
        </div>
      )}
      <UnsavedContext.Provider value={unsaved}>{children}</UnsavedContext.Provider>
    </dialog>
  );
}

/** A button with the window that it opens. */
export function ButtonDialog({ label, title, wide, variant = "default", size = "sm", ariaLabel, children }: { label: string; title?: string; wide?: boolean; variant?: string; size?: ButtonProps["size"]; ariaLabel?: string; children: (close: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant={variant} {...(size === undefined ? {} : { size })} onClick={() => setOpen(true)} {...(ariaLabel === undefined ? {} : { "aria-label": ariaLabel })}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={title ?? label} onClose={close} {...(wide === undefined ? {} : { wide })}>
          {children(close)}
        </Dialog>
      )}
    </>
  );
}

/** A step that asks once in words before it is done. */
export function AskOnce({ label, title, text, confirm, act, onDone, variant = "default", size = "sm", ariaLabel, isDanger = false }: { label: string; title: string; text: ReactNode; confirm: string; act: (key: string) => Promise<unknown>; onDone?: () => void; variant?: string; size?: ButtonProps["size"]; ariaLabel?: string; isDanger?: boolean }) {
  return (
    <ButtonDialog label={label} title={title} variant={variant} size={size} {...(ariaLabel === undefined ? {} : { ariaLabel })}>
      {(close) => (
        <Question
          confirm={confirm}
          text={text}
          isDanger={isDanger}
          act={act}
          onCancel={close}
          onDone={() => {
            close();
            onDone?.();
          }}
        />
      )}
    </ButtonDialog>
  );
}

function Question({ text, confirm, act, onDone, onCancel, isDanger }: { text: ReactNode; confirm: string; act: (key: string) => Promise<unknown>; onDone: () => void; onCancel: () => void; isDanger: boolean }) {
  const t = useText(messages);
  const [key] = useState(newKey);
  const write = useMutation({ mutationFn: () => act(key), onSuccess: onDone });
  return (
    <>
      <div className="desk-question">{text}</div>
      <ProblemAlert failure={write.error} />
      <div className="desk-buttons">
        <Button {...(isDanger ? { color: "red" } : {})} loading={write.isPending} onClick={() => write.mutate()}>
          {confirm}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </>
  );
}

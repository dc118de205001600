import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./attendance-messages";
import "./attendance.css";

/** A form that is folded away until it is asked for, and folds when it was saved. */
export function Folded({ label, onSave, children }: { label: string; onSave: () => Promise<unknown>; children: ReactNode }) {
  const t = useText(messages);
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({ mutationFn: onSave, onSuccess: () => setOpen(false) });
  if (!isOpen)
    return (
      <Button
        variant="default"
        onClick={() => {
          save.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
    );
  return (
    <form
      className="form-grid"
      aria-label={label}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {children}
      <ProblemAlert failure={save.error} />
      <Group gap="xs">
        <Button type="submit" loading={save.isPending}>
          {t("save")}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t("cancel")}
        </Button>
      </Group>
    </form>
  );
}

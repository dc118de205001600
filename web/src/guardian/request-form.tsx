/** What a guardian asks the school for: one form on one page, sent once, and back to the child when it arrived. */
import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { messages } from "@/attendance/notices-messages";
import { newKey } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { studentQuery } from "@/school/queries";
import { childPath } from "./children";
import "@/results/result-page.css";
import "@/attendance/notices.css";

/**
 * `send` is given a key that is the same as long as the same is sent: `of` is what stands in the fields. `children` is told whether
 * somebody tried to send what is not complete.
 */
export function RequestForm({ title, about, help, of, isComplete, send, children }: { title: string; about: string; help: string; of: readonly unknown[]; isComplete: boolean; send: (key: string) => Promise<unknown>; children: (wasTried: boolean) => ReactNode }) {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { schoolId = "", studentId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const back = childPath({ schoolId, studentId });
  const [wasTried, setTried] = useState(false);
  const sent = useRef({ of: "", key: "" });
  const asking = useMutation({
    mutationFn: () => {
      const now = JSON.stringify(of);
      if (sent.current.of !== now) sent.current = { of: now, key: newKey() };
      return send(sent.current.key);
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["attendance", schoolId, studentId] });
      await navigate(back);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete) asking.mutate();
  };
  return (
    <Page title={student.data ? t("request_of", { what: title, name: pick(student.data.name_ar, student.data.name_en) }) : title} about={about} help={help}>
      <form className="notice-form" noValidate onSubmit={submit}>
        {children(wasTried)}
        <ProblemAlert failure={asking.error} />
        <Group>
          <Button type="submit" loading={asking.isPending}>
            {t("send")}
          </Button>
          <Link className="page-link" to={back}>
            {t("cancel")}
          </Link>
        </Group>
      </form>
    </Page>
  );
}

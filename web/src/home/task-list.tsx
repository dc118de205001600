import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { gregorianDay } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ClassName, SubjectName } from "@/school/class-name";
import { messages } from "./messages";
import { inOrder, type Task, type When } from "./tasks";

const SHOWN = 8;

/** "{what}: …" with what is read by itself, such as the name of a class. */
function Sentence({ text, children }: { text: (mark: string) => string; children: ReactNode }) {
  const MARK = "\u0001";
  const [before = "", after = ""] = text(MARK).split(MARK);
  return (
    <span>
      {before}
      <strong>{children}</strong>
      {after}
    </span>
  );
}

function What({ task }: { task: Task }) {
  const t = useText(messages);
  const pick = usePick();
  const name = pick(task.name_ar, task.name_en);
  const { schoolId, classId, subject } = task;
  if (schoolId === undefined || classId === undefined) return <>{name === "" ? t("nobody") : name}</>;
  if (subject === undefined) return <ClassName schoolId={schoolId} classId={classId} />;
  return (
    <>
      <SubjectName schoolId={schoolId} classId={classId} subject={subject} />
      {t("between")}
      <ClassName schoolId={schoolId} classId={classId} />
      {t("between")}
      {name}
    </>
  );
}

function Line({ task }: { task: Task }) {
  const t = useText(messages);
  const locale = useLocale();
  const text = (what: string) => t(task.kind, { what, count: task.count ?? 0 });
  const day = (task.due !== undefined && task.kind !== "roll" && gregorianDay(task.due, locale)) || undefined;
  return (
    <li>
      <Link className="row-link" to={task.path}>
        <span>
          {messages[task.kind].ar.includes("{what}") ? (
            <Sentence text={text}>
              <What task={task} />
            </Sentence>
          ) : (
            text("")
          )}
          {task.text !== undefined && task.text !== "" && <span className="row-about row-note">{task.text}</span>}
        </span>
        {day !== undefined && <span className="row-about">{task.when === "changed" ? day : t(task.when === "late" ? "was_until" : "until", { day })}</span>}
      </Link>
    </li>
  );
}

const TITLES = { today: "due", late: "late", changed: "changed" } as const;

export function TaskList({ tasks, when }: { tasks: readonly Task[]; when: When }) {
  const t = useText(messages);
  const [isWhole, setWhole] = useState(false);
  const found = inOrder(tasks, when);
  if (found.length === 0) return null;
  const more = found.length - SHOWN;
  return (
    <section className="task-list" data-when={when}>
      <h2 className="section-title">{t(TITLES[when])}</h2>
      <ul className="rows">
        {found.slice(0, isWhole ? undefined : SHOWN).map((task) => (
          <Line key={task.key} task={task} />
        ))}
      </ul>
      {more > 0 && !isWhole && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t("and_more", { count: more })}
        </Button>
      )}
    </section>
  );
}

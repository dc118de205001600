import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useSession, type Grant } from "@/access/session";
import { Page } from "@/app/page";
import { childPath, childrenOf, type Child } from "@/guardian/children";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { ClassName } from "@/school/class-name";
import { studentQuery } from "@/school/queries";
import { messages } from "./messages";
import { TaskList } from "./task-list";
import { useFamilyTasks, useSchoolTasks } from "./use-tasks";

/** One's classes at the school that is chosen, each once. */
export function classesOf(grants: readonly Grant[], schoolId: string | undefined): string[] {
  return [...new Set(grants.flatMap(({ school_id, class_id }) => (schoolId !== undefined && school_id === schoolId && class_id !== undefined ? [class_id] : [])))];
}

function ClassRow({ schoolId, classId }: { schoolId: string; classId: string }) {
  const t = useText(messages);
  return (
    <li className="row-link">
      <Link to={`/schools/${schoolId}/classes/${classId}`}>
        <ClassName schoolId={schoolId} classId={classId} />
      </Link>
      <Link to={`/schools/${schoolId}/classes/${classId}/roll`}>{t("roll_link")}</Link>
    </li>
  );
}

function ChildRow({ child }: { child: Child }) {
  const pick = usePick();
  const query = useQuery(studentQuery(child.schoolId, child.studentId));
  return (
    <li>
      <Resource query={query} lines={1}>
        {({ name_ar: arabic, name_en: english }) => (
          <Link className="row-link" to={childPath(child)}>
            {pick(arabic, english)}
          </Link>
        )}
      </Resource>
    </li>
  );
}

/** What is due, what is late, what others changed; then one's classes and children. */
export function Home() {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const { schoolId } = useScope();
  const grants = session.grants ?? [];
  const classes = classesOf(grants, schoolId);
  const children = childrenOf(grants);
  const atSchool = useSchoolTasks();
  const atHome = useFamilyTasks();
  const tasks = [...atSchool.tasks, ...atHome.tasks];
  const day = today();
  return (
    <Page
      title={t("title")}
      about={`${gregorianDay(day, locale)} – ${hijriDay(day, locale)}`}
      help={`${t("help_lists")}\n${t("help_offline")}`}
    >
      <TaskList tasks={tasks} when="late" />
      <TaskList tasks={tasks} when="today" />
      <TaskList tasks={tasks} when="changed" />
      {atSchool.isPending || atHome.isPending ? <Loading lines={3} /> : tasks.length === 0 && <Nothing>{t(grants.length === 0 ? "nothing" : "nothing_due")}</Nothing>}
      {children.length > 0 && (
        <section>
          <h2 className="section-title">{t(children.some(({ guardianId }) => guardianId !== undefined) ? "my_children" : "my_result")}</h2>
          <ul className="rows">
            {children.map((child) => (
              <ChildRow key={child.studentId} child={child} />
            ))}
          </ul>
        </section>
      )}
      {schoolId !== undefined && classes.length > 0 && (
        <section>
          <h2 className="section-title">{t("my_classes")}</h2>
          <ul className="rows">
            {classes.map((classId) => (
              <ClassRow key={classId} schoolId={schoolId} classId={classId} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

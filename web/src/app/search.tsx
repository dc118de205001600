/** Search over the students whom one may see: by part of a name or by number, whatever the hamza, the diacritics and the digits. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useSession } from "@/access/session";
import { usePick, useText } from "@/platform/messages";
import { useScope } from "@/platform/scope";
import { readStudents, readStudentsOfClass } from "@/school/people-queries";
import { useLater } from "@/school/desk/use-later";
import { messages } from "./frame-messages";
import "./search.css";

const SHOWN = 8;

interface Reach {
  schoolId: string;
  /** None: the whole school. */
  classes: readonly string[] | undefined;
  hasFiles: boolean;
}

function useReach(): Reach | undefined {
  const { session } = useSession();
  const { schoolId } = useScope();
  if (schoolId === undefined) return undefined;
  const here = (session.grants ?? []).filter((grant) => grant.school_id === schoolId && "student_read" in grant.permissions);
  if (here.length === 0) return undefined;
  const isWhole = here.some(({ permissions }) => permissions["student_read"] === "school");
  return { schoolId, classes: isWhole ? undefined : [...new Set(here.flatMap(({ class_id }) => (class_id === undefined ? [] : [class_id])))], hasFiles: here.some(({ permissions }) => permissions["student_manage"] === "school") };
}

async function find({ schoolId, classes }: Reach, typed: string) {
  const pages = classes === undefined ? [await readStudents(schoolId, typed)] : await Promise.all(classes.map((classId) => readStudentsOfClass(schoolId, classId, typed)));
  return [...new Map(pages.flatMap(({ items }) => items).map((student) => [student.student_id, student])).values()].slice(0, SHOWN);
}

export function Search() {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const { year } = useScope();
  const reach = useReach();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const text = useLater(typed).trim();
  const isAsked = text !== "" && typed.trim() !== "";
  const query = useQuery({ queryKey: ["search", reach?.schoolId, reach?.classes, text], queryFn: () => (reach ? find(reach, text) : []), enabled: isAsked && reach !== undefined });
  if (!reach) return null;
  const found = isAsked ? (query.data ?? []) : [];
  const open = (studentId: string) => {
    setTyped("");
    if (reach.hasFiles) void navigate(`/schools/${reach.schoolId}/students/${studentId}/file`);
    else if (year) void navigate(`/schools/${reach.schoolId}/students/${studentId}/results/${year.school_year_id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((old) => (old + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && chosen) open(chosen.student_id);
    else if (event.key === "Escape") setTyped("");
  };
  return (
    <search className="search">
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        role="combobox"
        autoComplete="off"
        aria-label={t("search")}
        placeholder={t("search")}
        aria-expanded={isAsked}
        aria-controls={isAsked ? list : undefined}
        aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped("")}
      />
      <span className="unseen" role="status">
        {isAsked && query.data ? t("found", { count: found.length }) : ""}
      </span>
      {isAsked && (
        <div className="search-found">
          {found.length === 0 && <p className="quiet">{query.isPending ? t("searching") : t("nothing_found")}</p>}
          <ul id={list} role="listbox" aria-label={t("search")}>
            {found.map((student, index) => (
              <li
                key={student.student_id}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => {
                  event.preventDefault();
                  open(student.student_id);
                }}
              >
                <span>{pick(student.name_ar, student.name_en)}</span>
                <bdi className="row-about">{student.student_number}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}

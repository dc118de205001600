import { Button, NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { messages as desk } from "./desk/messages";
import { BothDays } from "./desk/parts";
import { PartList, Table, useParts } from "./desk/table";
import { useLater } from "./desk/use-later";
import { readStudents, readStudentsOfClass } from "./people-queries";
import { classesQuery, currentYear, yearsQuery } from "./queries";
import { messages } from "./student-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";

/** All students of the school: found by part of a name or by number, or those of one class. */
export default function StudentsPage() {
  const t = useText(messages);
  const d = useText(desk);
  const w = useText(words);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get("q") ?? "");
  const text = useLater(typed);
  const classId = search.get("class") ?? "";
  const years = useQuery(yearsQuery(schoolId));
  const year = currentYear(years.data?.items ?? [], today());
  const classes = useQuery({ ...classesQuery(schoolId, year?.school_year_id ?? ""), enabled: year !== undefined, placeholderData: keepPreviousData });
  const query = useParts(["students-of-school", schoolId, classId, text], (after) => (classId === "" ? readStudents(schoolId, text, after) : readStudentsOfClass(schoolId, classId, text, after)));
  const manages = may("student_manage");
  return (
    <Page help={t("help_students")}
      title={t("students")}
      wide
      actions={
        manages && (
          <>
            {may("student_merge") && <Link to={`/schools/${schoolId}/merges`}>{t("merges")}</Link>}
            {may("import_run") && <Link to={`/schools/${schoolId}/imports`}>{t("import_lists")}</Link>}
            <Button onClick={() => void navigate(`/schools/${schoolId}/students/new`)}>{t("add_student")}</Button>
          </>
        )
      }
    >
      <div className="desk-tools" role="search">
        <TextInput className="desk-search" type="search" label={t("search_students")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <NativeSelect label={t("of_class")} value={classId} onChange={(event) => setSearch(event.currentTarget.value === "" ? {} : { class: event.currentTarget.value }, { replace: true })} data={[{ value: "", label: t("all_classes") }, ...(classes.data?.items ?? []).map((each) => ({ value: each.class_id, label: w("class_name", { grade: each.grade, name: each.name }) }))]} />
      </div>
      <PartList query={query} empty={<Nothing>{text === "" && classId === "" ? t("no_students") : d("nothing_matches")}</Nothing>}>
        {(students) => (
          <Table
            label={t("students")}
            rows={students}
            keyOf={(student) => student.student_id}
            columns={[
              { head: t("name"), isName: true, cell: (student) => <Link to={manages ? `/schools/${schoolId}/students/${student.student_id}/file` : `/schools/${schoolId}/students/${student.student_id}/results/${year?.school_year_id ?? ""}`}>{pick(student.name_ar, student.name_en)}</Link> },
              { head: t("number"), cell: (student) => <bdi>{inDigits(student.student_number, digits)}</bdi> },
              { head: t("sex"), cell: (student) => w(student.sex) },
              { head: t("birth_day"), cell: (student) => student.birth_day !== null && <BothDays day={student.birth_day} /> },
              { head: t("nationality"), cell: (student) => <CountryName code={student.nationality} /> },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}

/** A country by its two letters, named in the reader's language. */
export function CountryName({ code }: { code: string }) {
  const { language } = useLocale();
  let name = code;
  try {
    name = new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    // Not two letters: shown as they stand.
  }
  return <>{name}</>;
}

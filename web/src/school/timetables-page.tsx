import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ClassName, StaffName, YearName } from "./class-name";
import { Section } from "./desk/parts";
import { Table } from "./desk/table";
import { classesQuery, plansQuery } from "./queries";
import { messages } from "./setup-messages";
import { messages as words } from "./words";
import { findingsQuery } from "./year-queries";

/** The timetables of a year: each class's, and what they still owe the regulation. */
export default function TimetablesPage() {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const classes = useQuery(classesQuery(schoolId, yearId));
  const plans = useQuery(plansQuery(schoolId, yearId));
  const findings = useQuery(findingsQuery(schoolId, yearId));
  const subject = (code: string) => {
    const found = plans.data?.items.flatMap((plan) => plan.subjects).find((each) => each.subject === code);
    return found ? pick(found.name_ar, found.name_en) : code;
  };
  return (
    <Page help={t("timetable_help")}
      title={t("step_timetable")}
      about={
        <Link to={`/schools/${schoolId}/years/${yearId}`}>
          <YearName schoolId={schoolId} yearId={yearId} />
        </Link>
      }
    >
      <Section title={t("classes")}>
        <Resource query={classes}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing>{t("no_classes")}</Nothing>
            ) : (
              <ul className="rows">
                {items.map((each) => (
                  <li key={each.class_id}>
                    <Link className="row-link" to={`/schools/${schoolId}/years/${yearId}/timetable/${each.class_id}`}>
                      {w("class_name", { grade: each.grade, name: each.name })}
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Resource>
      </Section>
      <Section title={t("findings")}>
        <Resource query={findings}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing>{t("no_findings")}</Nothing>
            ) : (
              <Table
                label={t("findings")}
                rows={items}
                keyOf={(each) => `${each.clause} ${each.class_id ?? ""} ${each.staff_member_id ?? ""} ${each.subject}`}
                columns={[
                  { head: t("finding_of"), isName: true, cell: (each) => (each.class_id !== undefined ? <ClassName schoolId={schoolId} classId={each.class_id} /> : each.staff_member_id !== undefined ? <StaffName schoolId={schoolId} staffId={each.staff_member_id} /> : "") },
                  { head: t("subject"), cell: (each) => each.subject !== "" && subject(each.subject) },
                  { head: t("finding_has"), isNumber: true, cell: (each) => inDigits(String(each.periods), digits) },
                  { head: t("finding_needs"), isNumber: true, cell: (each) => (each.minimum === each.maximum ? inDigits(String(each.minimum), digits) : t("range", { minimum: each.minimum, maximum: each.maximum })) },
                  { head: t("clause"), cell: (each) => <bdi>{each.clause}</bdi> },
                ]}
              />
            )
          }
        </Resource>
      </Section>
    </Page>
  );
}

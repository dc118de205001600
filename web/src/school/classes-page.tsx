import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import { classesQuery, schoolQuery, yearsQuery } from "./queries";

function ClassesOfYear({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const query = useQuery(classesQuery(schoolId, yearId));
  return (
    <Resource query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{t("no_classes")}</Nothing>
        ) : (
          <ul className="rows">
            {items.map((each) => (
              <li key={each.class_id}>
                <Link className="row-link" to={`/schools/${schoolId}/classes/${each.class_id}`}>
                  {t("class_name", { grade: each.grade, name: each.name })}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Resource>
  );
}

export default function ClassesPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const school = useQuery(schoolQuery(schoolId));
  const years = useQuery(yearsQuery(schoolId));
  const { year } = useScope();
  return (
    <Page help={help("classes")} title={t("classes")} about={school.data && pick(school.data.name_ar, school.data.name_en)}>
      <Resource query={years}>
        {({ items }) => {
          const newest = items.find((each) => each.school_year_id === year?.school_year_id) ?? items[0];
          return newest === undefined ? (
            <Nothing>{t("no_years")}</Nothing>
          ) : (
            <section>
              <h2 className="section-title">{inDigits(newest.name, digits)}</h2>
              <ClassesOfYear schoolId={schoolId} yearId={newest.school_year_id} />
            </section>
          );
        }}
      </Resource>
    </Page>
  );
}

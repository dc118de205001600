/** The one switch: school · year · term. */
import { Menu, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { useScope } from "@/platform/scope";
import { schoolQuery } from "@/school/queries";
import { messages } from "./frame-messages";

function SchoolName({ schoolId }: { schoolId: string }) {
  const pick = usePick();
  const school = useQuery(schoolQuery(schoolId));
  return <>{school.data ? pick(school.data.name_ar, school.data.name_en) : "…"}</>;
}

export function ScopeSwitch() {
  const t = useText(messages);
  const { digits } = useLocale();
  const navigate = useNavigate();
  const { schools, schoolId, years, year, term, choose } = useScope();
  if (schoolId === undefined) return <span className="scope" />;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className="scope scope-button" data-single={schools.length === 1 || undefined}>
          <span className="unseen">{t("switch")}</span>
          <span className="scope-school">
            <SchoolName schoolId={schoolId} />
          </span>
          {year && <span className="scope-year">{inDigits(year.name, digits)}</span>}
          {term !== undefined && <span className="scope-year">{t("term", { term: String(term) })}</span>}
          <span aria-hidden="true">▾</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {schools.length > 1 && <Menu.Label>{t("school")}</Menu.Label>}
        {schools.length > 1 &&
          schools.map((each) => (
            <Menu.Item
              key={each}
              aria-current={each === schoolId || undefined}
              onClick={() => {
                choose({ schoolId: each });
                // Pages of the other school's things are left.
                void navigate("/");
              }}
            >
              <SchoolName schoolId={each} />
            </Menu.Item>
          ))}
        <Menu.Label>{t("year")}</Menu.Label>
        {years.map((each) => (
          <Menu.Item key={each.school_year_id} aria-current={each === year || undefined} onClick={() => choose({ yearId: each.school_year_id })}>
            {inDigits(each.name, digits)}
          </Menu.Item>
        ))}
        {year && year.terms.length > 1 && <Menu.Label>{t("term_label")}</Menu.Label>}
        {year &&
          year.terms.length > 1 &&
          year.terms.map(({ number }) => (
            <Menu.Item key={number} aria-current={number === term || undefined} onClick={() => choose({ term: number })}>
              {t("term", { term: String(number) })}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

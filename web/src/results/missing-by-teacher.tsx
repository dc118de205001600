/** Marks that are missing, by who is to enter them. */
import { useQuery } from "@tanstack/react-query";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./publication-messages";
import { missingByTeacherQuery } from "./queries";
import "./publication.css";

export function MissingByTeacher({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const progress = useQuery(missingByTeacherQuery(schoolId, yearId));
  return (
    <section>
      <h2 className="section-title">{t("missing_title")}</h2>
      <Resource query={progress}>
        {(found) => {
          const groups = "groups" in found ? found.groups.filter((group) => group.missing > 0 || group.overdue > 0) : [];
          if (groups.length === 0) return <Nothing>{t("nothing_missing")}</Nothing>;
          return (
            <div className="table-frame">
              <table className="data-table">
                <thead>
                  <tr>
                    <th scope="col">{t("teacher")}</th>
                    <th scope="col">{t("sheets_signed")}</th>
                    <th scope="col">{t("cells_missing")}</th>
                    <th scope="col">{t("due")}</th>
                  </tr>
                </thead>
                <tbody>
                  {groups.map((group, index) => (
                    <tr key={index}>
                      <th scope="row">
                        {pick(group.name_ar, group.name_en) || t("nobody")}
                        {group.overdue > 0 && <span className="assumed-mark">{t("overdue", { count: group.overdue })}</span>}
                      </th>
                      <td>{t("seen_of", { count: group.signed, all: group.sheets })}</td>
                      <td>{inDigits(String(group.missing), locale.digits)}</td>
                      <td>{group.due === undefined ? "–" : gregorianDay(group.due, locale)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Resource>
    </section>
  );
}

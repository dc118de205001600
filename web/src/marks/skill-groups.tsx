/** Who has not mastered the same skill yet: for work in groups. */
import type { Schemas } from "@/platform/api";
import { digitsOfName } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { messages } from "./skill-messages";

export function Groups({ board }: { board: Schemas["MasteryBoard"] }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const groups = board.skills
    .map((skill, index) => ({ skill, students: board.students.filter((student) => student.judgements[index]?.value === "not_mastered") }))
    .filter(({ students }) => students.length > 0)
    .sort((one, other) => Number(other.skill.is_minimum) - Number(one.skill.is_minimum) || other.students.length - one.students.length);
  return (
    <section>
      <h2 className="section-title">{t("groups")}</h2>
      <p className="quiet">{t("groups_about")}</p>
      {groups.length === 0 ? (
        <Nothing>{t("no_groups")}</Nothing>
      ) : (
        <ul className="rows">
          {groups.map(({ skill, students }) => (
            <li key={`${skill.sheet_id}/${skill.column}`} className="group-row">
              <strong>
                {skill.is_minimum && "× "}
                {digitsOfName(pick(skill.label_ar, skill.label_en), digits)}
              </strong>
              <span className="row-about">{t("group_line", { count: students.length })}</span>
              <span className="group-names">{students.map((student) => pick(student.name_ar, student.name_en)).join(digits === "arab" ? "، " : ", ")}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

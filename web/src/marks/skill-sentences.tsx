/** A student's skills of one subject as sentences: only what is not mastered yet is written out. */
import type { Schemas } from "@/platform/api";
import { digitsOfName } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { messages } from "./skill-messages";

export function SkillSentences({ board, studentId }: { board: Schemas["MasteryBoard"]; studentId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const student = board.students.find((each) => each.student_id === studentId);
  if (!student) return null;
  const judged = board.skills.map((skill, index) => ({ skill, judgement: student.judgements[index] ?? undefined }));
  const mastered = judged.filter(({ judgement }) => judgement?.value === "mastered").length;
  const open = judged.filter(({ judgement }) => judgement === undefined).length;
  const notYet = judged.filter(({ judgement }) => judgement?.value === "not_mastered");
  return (
    <>
      <p>{t("sentence_mastered", { count: mastered, open })}</p>
      {notYet.length === 0 ? (
        mastered > 0 && <p className="row-about">{t("all_mastered")}</p>
      ) : (
        <ul className="skill-sentences">
          {notYet.map(({ skill, judgement }) => {
            const name = digitsOfName(pick(skill.label_ar, skill.label_en), digits);
            return (
              <li key={`${skill.sheet_id}/${skill.column}`}>
                {skill.is_minimum && (
                  <span className="skill-minimum" title={t("minimum")}>
                    ×{" "}
                  </span>
                )}
                {judgement?.note ? t("sentence_open_note", { skill: name, note: judgement.note }) : t("sentence_open", { skill: name })}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

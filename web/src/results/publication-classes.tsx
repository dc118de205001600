/** The classes of a year on their way to be published: those that are ready can be chosen. */
import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classesQuery } from "@/school/queries";
import { useClassNames } from "./class-names";
import { ClassState, OpenPoints } from "./open-points";
import { messages } from "./publication-messages";
import { checklistQuery, progressQuery } from "./queries";
import "./publication.css";

type ClassProgress = Schemas["YearProgress"]["classes"][number];

export function PublicationClasses({ schoolId, yearId, chosen, onChoose }: { schoolId: string; yearId: string; chosen: readonly string[]; onChoose: (classes: string[]) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const progress = useQuery(progressQuery(schoolId, yearId));
  const checklist = useQuery(checklistQuery(schoolId, yearId));
  const classes = useQuery(classesQuery(schoolId, yearId));
  const nameOf = useClassNames(schoolId, yearId);
  const [opened, setOpened] = useState<string>();
  const pointsOf = (classId: string) => checklist.data?.classes.find((each) => each.class_id === classId)?.open_points;
  const isReady = (each: ClassProgress) => each.publication === null && each.students > 0 && pointsOf(each.class_id)?.length === 0;
  return (
    <Resource query={progress} lines={6}>
      {({ classes: found }) => {
        if (found.length === 0) return <Nothing>{t("no_classes")}</Nothing>;
        const ready = found.filter(isReady).map((each) => each.class_id);
        return (
          <>
            <ProblemAlert failure={checklist.error} />
            <div className="table-frame">
              <table className="data-table">
                <thead>
                  <tr>
                    <th scope="col">
                      <Checkbox
                        label={t("choose_ready")}
                        disabled={ready.length === 0}
                        checked={ready.length > 0 && ready.every((id) => chosen.includes(id))}
                        onChange={(event) => onChoose(event.currentTarget.checked ? ready : [])}
                      />
                    </th>
                    <th scope="col">{t("students")}</th>
                    <th scope="col">{t("state")}</th>
                    <th scope="col">{t("seen")}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {found.map((each) => {
                    const name = nameOf(each.class_id, each.name);
                    const points = pointsOf(each.class_id);
                    const isOpened = opened === each.class_id;
                    return [
                      <tr key={each.class_id}>
                        <th scope="row">
                          {isReady(each) ? (
                            <Checkbox label={name} aria-label={t("choose", { name })} checked={chosen.includes(each.class_id)} onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, each.class_id] : chosen.filter((id) => id !== each.class_id))} />
                          ) : (
                            <span className="beside-boxes">{name}</span>
                          )}
                        </th>
                        <td>{inDigits(String(each.students), locale.digits)}</td>
                        <td>
                          <ClassState progress={each} points={points} />
                          {each.publication === null && points !== undefined && points.length > 0 && (
                            <Button size="compact-xs" variant="subtle" aria-expanded={isOpened} onClick={() => setOpened(isOpened ? undefined : each.class_id)}>
                              {t("what_is_open")}
                            </Button>
                          )}
                          {each.withheld > 0 && <span className="assumed-mark">{t("withheld_count", { count: each.withheld })}</span>}
                        </td>
                        <td>{each.publication === null ? "–" : t("seen_of", { count: each.publication.acknowledged, all: each.publication.students })}</td>
                        <td>
                          <Link to={`/schools/${schoolId}/results/${yearId}/classes/${each.class_id}`}>{t("look")}</Link>
                        </td>
                      </tr>,
                      isOpened && points !== undefined && (
                        <tr key={`${each.class_id}-points`}>
                          <td colSpan={5}>
                            <OpenPoints schoolId={schoolId} yearId={yearId} classId={each.class_id} planId={classes.data?.items.find((one) => one.class_id === each.class_id)?.study_plan_id} points={points} />
                          </td>
                        </tr>
                      ),
                    ];
                  })}
                </tbody>
              </table>
            </div>
          </>
        );
      }}
    </Resource>
  );
}

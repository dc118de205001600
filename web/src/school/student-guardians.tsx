import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { ButtonDialog } from "./desk/dialog";
import { EndDialog } from "./desk/end-dialog";
import { RecordForm } from "./desk/form";
import { FromTo, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { EMPTY_GUARDIAN, guardianBody, guardianFields } from "./guardian-fields";
import { guardianQuery, readGuardians } from "./people-queries";
import { PersonSearch, type Found } from "./person-search";
import { messages } from "./student-messages";
import { messages as words } from "./words";

export const RELATIONS = ["father", "mother", "brother", "sister", "grandfather", "grandmother", "uncle", "aunt", "appointed", "other"] as const;

export function relationOf(value: string): Schemas["Guardianship"]["relation"] {
  return RELATIONS.find((each) => each === value) ?? "other";
}

export function GuardianName({ schoolId, guardianId }: { schoolId: string; guardianId: string }) {
  const pick = usePick();
  const query = useQuery(guardianQuery(schoolId, guardianId));
  return <Link to={`/schools/${schoolId}/guardians/${guardianId}`}>{query.data ? pick(query.data.name_ar, query.data.name_en) : "…"}</Link>;
}

function GuardianTelephone({ schoolId, guardianId }: { schoolId: string; guardianId: string }) {
  const { digits } = useLocale();
  const query = useQuery(guardianQuery(schoolId, guardianId));
  return query.data?.telephone ? <bdi>{inDigits(query.data.telephone, digits)}</bdi> : null;
}

function AddGuardian({ schoolId, studentId, onSaved, onCancel }: { schoolId: string; studentId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState<Found>();
  // One added already stays added when only the second step was refused.
  const [made, setMade] = useState<{ of: string; id: string }>();
  const relation = [
    { name: "relation" as const, label: t("relation"), kind: "choice" as const, choices: RELATIONS.map((value) => ({ value, label: w(`relation_${value}`) })) },
    { name: "first_day" as const, label: t("first_day"), kind: "day" as const },
  ];
  const link = (guardianId: string, values: { relation: string; first_day: string }, key: string) =>
    answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/guardians", { params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } }, body: { guardian_id: guardianId, relation: relationOf(values.relation), first_day: values.first_day } }));
  return (
    <>
      <SegmentedControl fullWidth mb="md" aria-label={t("add_guardian")} value={isNew ? "new" : "known"} onChange={(value) => setNew(value === "new")} data={[{ value: "known", label: t("known_guardian") }, { value: "new", label: t("new_guardian") }]} />
      {isNew ? (
        <RecordForm
          key="new"
          fields={[...guardianFields(t), ...relation]}
          initial={{ ...EMPTY_GUARDIAN, relation: "", first_day: today() }}
          submit={t("add_guardian")}
          send={async (values, { key }) => {
            const body = guardianBody(values);
            const of = JSON.stringify(body);
            let id = made?.of === of ? made.id : undefined;
            if (id === undefined) {
              id = (await answerOf(client.POST("/v1/schools/{school_id}/guardians", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": newKey() } }, body }))).guardian_id;
              setMade({ of, id });
            }
            await link(id, values, key);
          }}
          onSaved={onSaved}
          onCancel={onCancel}
        />
      ) : (
        <>
          <PersonSearch label={t("search_guardian")} queryKey={["guardians", schoolId]} read={async (typed) => (await readGuardians(schoolId, typed)).items.map((each) => ({ id: each.guardian_id, name_ar: each.name_ar, name_en: each.name_en, ...(each.telephone === null ? {} : { about: each.telephone }) }))} chosen={chosen} onChoose={setChosen} />
          {chosen && (
            <RecordForm key={chosen.id} fields={relation} initial={{ relation: "", first_day: today() }} submit={t("add_guardian")} send={(values, { key }) => link(chosen.id, values, key)} onSaved={onSaved} onCancel={onCancel} />
          )}
        </>
      )}
    </>
  );
}

export function GuardianSection({ schoolId, file, onChange }: { schoolId: string; file: Schemas["WholeStudentFile"]; onChange: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  return (
    <Section
      title={t("guardians")}
      actions={
        <ButtonDialog label={t("add_guardian")}>
          {(close) => (
            <AddGuardian
              schoolId={schoolId}
              studentId={file.student_id}
              onSaved={() => {
                onChange();
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      }
    >
      {file.guardians.length === 0 ? (
        <Nothing>{t("no_guardians")}</Nothing>
      ) : (
        <Table
          label={t("guardians")}
          rows={file.guardians}
          keyOf={(each) => each.guardianship_id}
          columns={[
            { head: t("guardian"), isName: true, cell: (each) => <GuardianName schoolId={schoolId} guardianId={each.guardian_id} /> },
            { head: t("relation"), cell: (each) => w(`relation_${each.relation}`) },
            { head: t("telephone"), cell: (each) => <GuardianTelephone schoolId={schoolId} guardianId={each.guardian_id} /> },
            { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
            {
              head: "",
              cell: (each) =>
                each.last_day === null && (
                  <EndDialog
                    title={t("end_guardianship")}
                    ariaLabel={t("end_of", { what: w(`relation_${each.relation}`) })}
                    end={(lastDay, { key }) => answerOf(client.POST("/v1/schools/{school_id}/guardianships/{guardianship_id}/end", { params: { path: { school_id: schoolId, guardianship_id: each.guardianship_id }, header: { "Idempotency-Key": key } }, body: { last_day: lastDay } }))}
                    onEnded={onChange}
                  />
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

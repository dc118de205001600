import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { useClassChoices } from "./class-choice";
import { RecordForm, type Choice, type Field } from "./desk/form";
import { currentYear, plansQuery, staffQuery, yearsQuery } from "./queries";
import { needsSubject, roleOf, ROLES, takesClass } from "./roles";
import { messages } from "./staff-messages";
import { messages as words } from "./words";

type Name = "role" | "away" | "class_id" | "subject" | "first_day" | "last_day" | "decision" | "substitute_for";

/** Appoints a member of staff by a decision. */
export function Appoint({ schoolId, staffId, onSaved, onCancel }: { schoolId: string; staffId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const years = useQuery(yearsQuery(schoolId));
  const year = currentYear(years.data?.items ?? [], today());
  const classes = useClassChoices(schoolId, year?.school_year_id);
  const staff = useQuery(staffQuery(schoolId));
  const plans = useQuery({ ...plansQuery(schoolId, year?.school_year_id ?? ""), enabled: year !== undefined });
  const [away, setAway] = useState("");
  const theirs = useQuery({
    queryKey: ["appointments", schoolId, away],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}/appointments", { params: { path: { school_id: schoolId, staff_member_id: away } } })),
    enabled: away !== "",
  });
  const subjects = new Map<string, string>();
  for (const plan of plans.data?.items ?? []) for (const each of plan.subjects) subjects.set(each.subject, pick(each.name_ar, each.name_en));
  const subjectChoices: Choice[] = [...subjects].map(([value, label]) => ({ value, label }));
  const fields: Field<Name>[] = [
    { name: "role", label: t("role"), kind: "choice", choices: ROLES.map((value) => ({ value, label: w(`role_${value}`) })) },
    { name: "decision", label: t("decision"), hint: t("decision_hint") },
    { name: "class_id", label: t("class"), kind: "choice", choices: classes, isShown: (values) => takesClass(values.role) },
    { name: "subject", label: t("subject"), kind: "choice", choices: subjectChoices, isShown: (values) => needsSubject(values.role) },
    { name: "first_day", label: t("first_day"), kind: "day" },
    { name: "last_day", label: t("last_day"), kind: "day", isOptional: true, hint: t("last_day_hint") },
    { name: "away", label: t("substitute_for"), kind: "choice", isOptional: true, hint: t("substitute_hint"), choices: (staff.data ?? []).filter((each) => each.staff_member_id !== staffId).map((each) => ({ value: each.staff_member_id, label: pick(each.name_ar, each.name_en) })) },
    {
      name: "substitute_for",
      label: t("substitute_role"),
      kind: "choice",
      choices: (theirs.data?.items ?? []).map((each) => ({ value: each.appointment_id, label: [w(`role_${each.role}`), classes.find((one) => one.value === each.class_id)?.label, each.subject === null ? undefined : subjects.get(each.subject)].filter((part) => part !== undefined).join("، ") })),
      isShown: (values) => values.away !== "",
    },
  ];
  return (
    <RecordForm
      fields={fields}
      initial={{ role: "", class_id: "", subject: "", first_day: year && year.first_day > today() ? year.first_day : today(), last_day: "", decision: "", away: "", substitute_for: "" }}
      onValues={(values) => setAway(values.away)}
      submit={t("appoint")}
      send={(values, { key }) =>
        answerOf(
          client.POST("/v1/schools/{school_id}/staff/{staff_member_id}/appointments", {
            params: { path: { school_id: schoolId, staff_member_id: staffId }, header: { "Idempotency-Key": key } },
            body: {
              role: roleOf(values.role),
              class_id: takesClass(values.role) && values.class_id !== "" ? values.class_id : null,
              subject: needsSubject(values.role) && values.subject !== "" ? values.subject : null,
              first_day: values.first_day,
              last_day: values.last_day === "" ? null : values.last_day,
              decision: values.decision,
              substitute_for: values.away === "" || values.substitute_for === "" ? null : values.substitute_for,
            },
          }),
        )
      }
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}


import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ApiFailure, answerOf, client, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { readTold } from "@/results/reasons";
import { messages } from "./messages";
import { ReasonList } from "./reason-list";
import { documentWith, textAt, type CaseExpectation, type CaseField } from "./worked-case";

type Case = Schemas["WorkedCase"];
type Evaluated = Schemas["EvaluatedDocument"];

function Field({ field, value, isWrong, onChange }: { field: CaseField; value: string; isWrong: boolean; onChange: (typed: string) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const label = pick(field.label_ar, field.label_en);
  if (field.choices.length > 0)
    return (
      <NativeSelect
        label={label}
        value={value}
        error={isWrong}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: "", label: t("not_given") }, ...field.choices.map((choice) => ({ value: choice.value, label: pick(choice.label_ar, choice.label_en) }))]}
      />
    );
  return <TextInput label={label} value={value} error={isWrong} inputMode={field.kind === "number" ? "decimal" : "text"} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

function useShown() {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  return (expectation: CaseExpectation, text: string) => {
    if (text === "") return t("no_value");
    const word = expectation.choices.find((choice) => choice.value === text);
    return word ? pick(word.label_ar, word.label_en) : inDigits(text, digits);
  };
}

function Result({ one, evaluated }: { one: Case; evaluated: Evaluated }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits, language } = useLocale();
  const shown = useShown();
  const told = readTold(evaluated.reasons[language]);
  return (
    <>
      {evaluated.decision.ar !== "" && <p className="case-decision">{inDigits(told.decision || pick(evaluated.decision.ar, evaluated.decision.en), digits)}</p>}
      <table className="plain-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("expected")}</th>
            <th scope="col">{t("computed")}</th>
          </tr>
        </thead>
        <tbody>
          {one.expect.map((expectation) => {
            const computed = textAt(evaluated.outcome, expectation.place);
            return (
              <tr key={expectation.place}>
                <th scope="row">{pick(expectation.label_ar, expectation.label_en)}</th>
                <td>{shown(expectation, expectation.value)}</td>
                <td>
                  <strong>{shown(expectation, computed)}</strong> {computed !== expectation.value && <span className="differs">{t("differs")}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ReasonList told={told} edition={evaluated.regulation} clause={one.clause} />
    </>
  );
}

/** One worked case: its facts as a form, and what the regulation makes of them beside it. */
export function WorkedCase({ regulation, one }: { regulation: string; one: Case }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const compute = useMutation({
    mutationFn: (facts: Record<string, string>) =>
      answerOf(client.POST("/v1/regulations/{regulation}/evaluation", { params: { path: { regulation } }, body: { document: documentWith(one.document, one.fields, facts) } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    compute.mutate(typed);
  };
  const wrong = compute.error instanceof ApiFailure ? (compute.error.problem.field ?? "") : "";
  const title = pick(one.title_ar, one.title_en);
  return (
    <section className="worked-case" aria-label={title}>
      <h3>{title}</h3>
      {one.work !== "" && (
        <p className="row-about">
          {t("by_hand")}{" "}
          <bdi dir="ltr" className="work">
            {one.work}
          </bdi>
        </p>
      )}
      <div className="case-halves">
        <form onSubmit={submit}>
          <div className="case-fields">
            {one.fields.map((field) => (
              <Field
                key={field.place}
                field={field}
                value={typed[field.place] ?? (field.kind === "number" ? inDigits(field.value, digits) : field.value)}
                isWrong={wrong === field.place}
                onChange={(value) => setTyped((old) => ({ ...old, [field.place]: value }))}
              />
            ))}
          </div>
          <div className="case-actions">
            <Button type="submit" loading={compute.isPending}>
              {t("compute")}
            </Button>
            {Object.keys(typed).length > 0 && (
              <Button
                variant="subtle"
                onClick={() => {
                  setTyped({});
                  compute.reset();
                }}
              >
                {t("original")}
              </Button>
            )}
          </div>
        </form>
        <div className="case-result" aria-live="polite">
          <h4>{t("ruling")}</h4>
          <ProblemAlert failure={compute.error} />
          {compute.data ? <Result one={one} evaluated={compute.data} /> : compute.error === null && <p className="row-about">{t("not_computed")}</p>}
        </div>
      </div>
    </section>
  );
}

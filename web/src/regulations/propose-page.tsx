import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { messages as lawMessages } from "./messages";
import { messages } from "./proposal-messages";
import { byTopic, isList, valueToSend } from "./proposed-value";
import { editionsQuery, parametersQuery } from "./queries";
import { inForceOn } from "./time-line";
import "./regulations.css";

type Parameter = Schemas["ParameterLine"];

function ValueField({ parameter, day, value, error, onChange }: { parameter: Parameter; day: string; value: string; error: boolean; onChange: (typed: string) => void }) {
  const t = useText(messages);
  const law = useText(lawMessages);
  const pick = usePick();
  const { digits } = useLocale();
  const now = inForceOn(parameter.values, day) ?? parameter.values.at(-1);
  const about = [
    parameter.minimum !== null && parameter.maximum !== null ? t("value_between", { minimum: parameter.minimum, maximum: parameter.maximum }) : isList(parameter) ? t("value_list") : "",
    now ? t("value_now", { value: pick(now.shown_ar, now.shown_en), status: law(`status_${now.status}`) }) : "",
    // SR-13.3: a decision of the ministry changes no number that the text itself fixes.
    now?.status === "enacted" ? t("enacted_note") : "",
  ].filter(Boolean);
  const description = about.map((line) => <span key={line} className="field-about">{inDigits(line, digits)}</span>);
  if (parameter.allowed.length > 0 && !isList(parameter))
    return (
      <NativeSelect
        required
        label={t("new_value")}
        description={description}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: "", label: t("choose") }, ...parameter.allowed.map((one) => ({ value: one, label: one === "yes" ? law("yes") : one === "no" ? law("no") : one }))]}
      />
    );
  return <TextInput required label={t("new_value")} description={description} value={value} error={error} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

export default function ProposePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const locale = useLocale();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useRequestKey();
  const [regulation, setRegulation] = useState("");
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const [firstDay, setFirstDay] = useState("");
  const [source, setSource] = useState("");
  const [reason, setReason] = useState("");
  const editions = useQuery(editionsQuery);
  const parameters = useQuery(parametersQuery(regulation));
  const edition = editions.data?.items.find((each) => each.regulation === regulation);
  const parameter = parameters.data?.items.find((each) => each.name === name);
  const send = useMutation({
    mutationFn: (of: Parameter) => {
      const body = { regulation, parameter: of.name, value: valueToSend(of, value), first_day: firstDay, source, ...(reason === "" ? {} : { reason }) };
      return answerOf(client.POST("/v1/parameter-proposals", { params: { header: { "Idempotency-Key": key.of(body) } }, body }));
    },
    onSuccess: async (proposal) => {
      await queries.invalidateQueries({ queryKey: ["parameter-proposals"] });
      await navigate(`/parameter-proposals/${proposal.proposal_id}`);
    },
  });
  const wrong = send.error instanceof ApiFailure ? (send.error.problem.field ?? "") : "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parameter) send.mutate(parameter);
  };
  return (
    <Page help={help("propose")} title={t("propose")} about={<Link className="law-link" to="/parameter-proposals">{t("to_list")}</Link>}>
      <Resource query={editions}>
        {({ items }) => (
          <form className="propose-form" onSubmit={submit}>
            <p className="row-about">{t("help")}</p>
            <NativeSelect
              required
              label={t("regulation")}
              value={regulation}
              onChange={(event) => {
                setRegulation(event.currentTarget.value);
                setName("");
                setValue("");
              }}
              data={[{ value: "", label: t("choose") }, ...items.map((each) => ({ value: each.regulation, label: inDigits(pick(each.title_ar, each.title_en), locale.digits) }))]}
            />
            <NativeSelect
              required
              label={t("parameter")}
              value={name}
              disabled={!parameters.data}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setValue("");
              }}
              data={[
                { value: "", label: t("choose") },
                ...byTopic(parameters.data?.items ?? []).flatMap((group) => group.parameters.map((each) => ({ value: each.name, label: inDigits(pick(each.label_ar, each.label_en), locale.digits) }))),
              ]}
            />
            {parameter && <ValueField parameter={parameter} day={firstDay} value={value} error={wrong === "/value"} onChange={setValue} />}
            <DayField
              required
              label={t("first_day")}
              value={firstDay}
              error={wrong === "/first_day"}
              {...(edition ? { min: edition.first_day, max: edition.last_day, description: t("first_day_help", { first: gregorianDay(edition.first_day, locale), last: gregorianDay(edition.last_day, locale) }) } : {})}
              onChange={setFirstDay}
            />
            <TextInput required label={t("source")} description={t("source_help")} value={source} maxLength={500} onChange={(event) => setSource(event.currentTarget.value)} />
            <Textarea label={t("reason")} value={reason} maxLength={500} onChange={(event) => setReason(event.currentTarget.value)} />
            <ProblemAlert failure={send.error} />
            <div className="propose-actions">
              <Button type="submit" loading={send.isPending} disabled={!parameter}>
                {t("send")}
              </Button>
            </div>
          </form>
        )}
      </Resource>
    </Page>
  );
}

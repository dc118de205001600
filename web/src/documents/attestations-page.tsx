import { Button, NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { Dialog } from "@/school/desk/dialog";
import { PartList, useParts } from "@/school/desk/table";
import { yearsQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { AskAttestation, AttestationTable } from "./attestations";
import { messages } from "./attestations-messages";
import { asked, useDownload } from "./files";
import { Told } from "./issued-table";
import { messages as requestWords } from "./requests-messages";
import "./documents.css";

type Kind = Schemas["Attestation"]["kind"];
type State = Schemas["Attestation"]["state"];

const KINDS: readonly Kind[] = ["attestation", "translation"];
const STATES: readonly State[] = ["waiting", "signed", "returned", "not_needed", "refused", "withdrawn"];

/** The school's register of attestation and translation, the newest first. `?serial=` or `?student=` opens its form. */
export default function AttestationsPage() {
  const t = useText(messages);
  const r = useText(requestWords);
  const { digits, language } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const scope = useScope();
  const download = useDownload();
  const [search, setSearch] = useSearchParams();
  const [kind, setKind] = useState<Kind | "">("");
  const [state, setState] = useState<State | "">("");
  const [told, setTold] = useState<string>();
  const [isOpen, setOpen] = useState(search.has("serial") || search.has("student"));
  const years = useQuery(yearsQuery(schoolId));
  const yearId = (scope.schoolId === schoolId ? scope.year?.school_year_id : undefined) ?? years.data?.items[0]?.school_year_id;
  const query = useParts(["attestations", schoolId, kind, state], (after) =>
    answerOf(client.GET("/v1/schools/{school_id}/attestations", { params: { path: { school_id: schoolId }, query: { ...(after === undefined ? {} : { after }), ...(kind === "" ? {} : { kind }), ...(state === "" ? {} : { state }) } } })),
  );
  const onChange = () => void queries.invalidateQueries({ queryKey: ["attestations", schoolId] });
  const close = () => {
    setOpen(false);
    if (search.size > 0) setSearch({}, { replace: true });
  };
  const register = asked(`/v1/schools/${schoolId}/school-years/${yearId ?? ""}/attestation-register`, { language, digits: digits === "arab" ? "arabic_indic" : "western" });
  return (
    <Page
      title={t("place")}
      help={t("help")}
      wide
      about={<Link to={`/schools/${schoolId}/documents`}>{r("documents")}</Link>}
      actions={
        <>
          {yearId !== undefined && (
            <Button variant="default" loading={download.pending === register} onClick={() => download.start({ route: register, name: `attestation-register-${today()}.pdf`, done: t("print_done") })}>
              {t("print")}
            </Button>
          )}
          {may("document_issue") && (
            <Button variant="filled" onClick={() => setOpen(true)}>
              {t("enter")}
            </Button>
          )}
        </>
      }
    >
      <Told text={told ?? download.told} onClose={() => setTold(undefined)} />
      <ProblemAlert failure={download.failure} />
      {isOpen && may("document_issue") && (
        <Dialog title={t("enter")} onClose={close} wide>
          <AskAttestation
            schoolId={schoolId}
            serial={search.get("serial") ?? ""}
            studentId={search.get("student") ?? undefined}
            onEntered={() => {
              setTold(t("entered"));
              onChange();
              close();
            }}
            onCancel={close}
          />
        </Dialog>
      )}
      <div className="desk-tools">
        <NativeSelect label={t("kind")} value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind | "")} data={[{ value: "", label: t("all_of") }, ...KINDS.map((each) => ({ value: each, label: t("kind_name", { kind: each }) }))]} />
        <NativeSelect label={t("state")} value={state} onChange={(event) => setState(event.currentTarget.value as State | "")} data={[{ value: "", label: t("all_of") }, ...STATES.map((each) => ({ value: each, label: t("state_name", { state: each }) }))]} />
      </div>
      <PartList query={query} empty={<Nothing>{kind === "" && state === "" ? t("none") : t("none_matches")}</Nothing>}>
        {(items) => (
          <AttestationTable
            label={t("place")}
            entries={items}
            toStudent={(each) => `/schools/${schoolId}/students/${each.student_id}/documents`}
            acts={{
              onChange,
              ...(may("document_issue")
                ? {
                    answer: ({ attestation_id }, body, key) => answerOf(client.POST("/v1/schools/{school_id}/attestations/{attestation_id}/answer", { params: { path: { school_id: schoolId, attestation_id }, header: { "Idempotency-Key": key } }, body })),
                    withdraw: ({ attestation_id }, reason, key) => answerOf(client.POST("/v1/schools/{school_id}/attestations/{attestation_id}/withdrawal", { params: { path: { school_id: schoolId, attestation_id }, header: { "Idempotency-Key": key } }, body: { reason } })),
                  }
                : {}),
            }}
          />
        )}
      </PartList>
    </Page>
  );
}

import { Button, NativeSelect, Progress, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type DragEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey } from "@/platform/api";
import { moment, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing } from "@/platform/resource";
import { useClassChoices } from "@/school/class-choice";
import { downloadBlob } from "@/school/desk/download";
import { Section, State, type Tone } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { currentYear, yearsQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { messages as words } from "@/school/words";
import { ExportSection } from "./export-section";
import { KINDS, kindOf, PERMISSION, tryFile, type Kind } from "./import-api";
import { messages } from "./messages";
import "./exchange.css";

const KILOBYTE = 1024;

export const TONES: Record<"tried" | "applied" | "undone" | "discarded" | "forgotten", Tone> = { tried: "attention", applied: "done", undone: "quiet", discarded: "quiet", forgotten: "quiet" };

function FileField({ file, onChoose }: { file: File | undefined; onChoose: (file: File) => void }) {
  const t = useText(messages);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChoose(dropped);
  };
  return (
    <div
      className={isOver ? "file-drop file-drop-over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor={id}>{t("drop")}</label>
      <span className="desk-quiet">{t("formats")}</span>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="unseen"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onChoose(chosen);
          // The same name again is a new file: it may have been mended.
          event.currentTarget.value = "";
        }}
      />
      <Button variant="light" onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
      {file && <strong role="status">{t("chosen", { name: file.name, size: Math.ceil(file.size / KILOBYTE) })}</strong>}
    </div>
  );
}

/** A workbook to fill in that is then imported as it is. Those of marks are given at each mark sheet. */
function Template({ schoolId, kind }: { schoolId: string; kind: Kind }) {
  const t = useText(messages);
  const years = useQuery(yearsQuery(schoolId));
  const classes = useClassChoices(schoolId, currentYear(years.data?.items ?? [], today())?.school_year_id);
  const [classId, setClassId] = useState("");
  const chosen = classId === "" ? classes[0]?.value : classId;
  const download = useMutation({
    mutationFn: async () => {
      const answer = kind === "roster" ? await client.GET("/v1/schools/{school_id}/roster-template", { params: { path: { school_id: schoolId } }, parseAs: "blob" }) : await client.GET("/v1/schools/{school_id}/classes/{class_id}/attendance-template", { params: { path: { school_id: schoolId, class_id: chosen ?? "" } }, parseAs: "blob" });
      downloadBlob(`${kind}.xlsx`, await answerOf(Promise.resolve(answer)));
    },
  });
  if (kind === "marks" || (kind === "attendance" && chosen === undefined)) return null;
  return (
    <>
      <div className="desk-tools">
        {kind === "attendance" && <NativeSelect label={t("template_class")} value={chosen} onChange={(event) => setClassId(event.currentTarget.value)} data={classes} />}
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          {t("template")}
        </Button>
      </div>
      <ProblemAlert failure={download.error} />
    </>
  );
}

function NewImport({ schoolId, kinds }: { schoolId: string; kinds: readonly Kind[] }) {
  const t = useText(messages);
  const w = useText(words);
  const locale = useLocale();
  const { session } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>(kinds[0] ?? "roster");
  const [file, setFile] = useState<File>();
  const [day, setDay] = useState(today);
  const [term, setTerm] = useState("");
  const [failure, setFailure] = useState<unknown>();
  const [percent, setPercent] = useState<number>();
  const running = useRef<AbortController>(undefined);
  const start = async () => {
    if (!file) return;
    const stop = new AbortController();
    running.current = stop;
    setFailure(undefined);
    setPercent(0);
    try {
      const query: Record<string, string> = kind === "roster" && day !== "" ? { first_day: day } : kind === "marks" && term !== "" ? { term } : {};
      const report = await tryFile(schoolId, kind, file, query, newKey(), session.csrf_token, locale.language, setPercent, stop.signal);
      void queries.invalidateQueries({ queryKey: ["imports", schoolId] });
      void navigate(`/schools/${schoolId}/imports/${kind}/${report.import.import_id}`);
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === "AbortError")) setFailure(problem);
    } finally {
      setPercent(undefined);
    }
  };
  return (
    <Section title={t("new_import")}>
      <div className="import-new">
        <SegmentedControl aria-label={t("what")} value={kind} onChange={(value) => setKind(kindOf(value))} data={kinds.map((value) => ({ value, label: t(value) }))} />
        <p className="desk-quiet">{t(`${kind}_about`)}</p>
        <Template schoolId={schoolId} kind={kind} />
        {kind === "roster" && <DayField className="import-day" label={t("first_day")} value={day} onChange={setDay} />}
        {kind === "marks" && <NativeSelect className="import-day" label={t("term")} value={term} onChange={(event) => setTerm(event.currentTarget.value)} data={[{ value: "", label: t("this_term") }, ...["1", "2", "3", "0"].map((value) => ({ value, label: w("term", { term: value }) }))]} />}
        <FileField file={file} onChoose={setFile} />
        <ProblemAlert failure={failure} />
        {percent !== undefined ? (
          <div className="import-progress" role="status">
            <Progress value={percent} aria-label={t("uploaded", { percent })} animated={percent === 100} />
            <span>{percent < 100 ? t("uploaded", { percent }) : t("trying")}</span>
            <Button size="compact-sm" variant="default" onClick={() => running.current?.abort()}>
              {t("stop")}
            </Button>
          </div>
        ) : (
          <Button className="import-try" disabled={!file || (kind === "roster" && day === undefined)} onClick={() => void start()}>
            {t("try")}
          </Button>
        )}
      </div>
    </Section>
  );
}

export default function ImportsPage() {
  const t = useText(messages);
  const locale = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const kinds = KINDS.filter((kind) => may(PERMISSION[kind]));
  const query = useParts(["imports", schoolId], (after) => answerOf(client.GET("/v1/schools/{school_id}/imports", { params: { path: { school_id: schoolId }, query: { limit: 20, ...(after === undefined ? {} : { after }) } } })), may("import_run"));
  return (
    <Page help={t("help")} title={t("imports")} wide>
      {kinds.length > 0 && <NewImport schoolId={schoolId} kinds={kinds} />}
      {may("import_run") && (
        <Section title={t("earlier")}>
          <PartList query={query} empty={<Nothing>{t("no_imports")}</Nothing>}>
            {(imports) => (
              <Table
                label={t("earlier")}
                rows={imports}
                keyOf={(each) => each.import_id}
                columns={[
                  { head: t("file"), isName: true, cell: (each) => (may(PERMISSION[each.kind]) ? <Link to={`/schools/${schoolId}/imports/${each.kind}/${each.import_id}`}>{each.file_name}</Link> : each.file_name) },
                  { head: t("kind"), cell: (each) => t(each.kind) },
                  { head: t("when"), cell: (each) => moment(each.tried_at, locale) },
                  { head: t("records"), isNumber: true, cell: (each) => inDigits(String(each.records), locale.digits) },
                  { head: t("count_problems"), isNumber: true, cell: (each) => inDigits(String(each.refused), locale.digits) },
                  { head: t("state"), cell: (each) => <State tone={TONES[each.state]}>{t(`state_${each.state}`)}</State> },
                ]}
              />
            )}
          </PartList>
        </Section>
      )}
      {may("school_manage") && <ExportSection schoolId={schoolId} />}
    </Page>
  );
}

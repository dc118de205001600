/** The way of an amendment (PG-24.P): what was examined and decided, letters, originals, the end. The school's page of a request
 * shows it, and the directorate's; what either may enter is given to it. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing } from "@/platform/resource";
import { ClauseChip } from "@/results/clause-chip";
import { AskOnce, ButtonDialog } from "@/school/desk/dialog";
import type { Choice } from "@/school/desk/form";
import { BothDays, Facts, Section } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { AmendmentStateOf } from "./amendment-state";
import { DecisionForm, ExaminationForm, LetterForm, OriginalForm, StepForm, type StepTaken } from "./amendment-forms";
import { messages } from "./amendments-messages";
import { asked, useDownload } from "./files";
import { isolated } from "./issue";

export type Amendment = Schemas["Amendment"];

/** What the reader may enter; what is missing is not offered. */
export interface AmendmentActs {
  isDirectorate: boolean;
  schools: readonly Choice[];
  fileOf: (letterId: string) => string;
  onChange: () => void;
  examine?: ((body: Schemas["AmendmentExaminationEntry"], key: string) => Promise<unknown>) | undefined;
  decide?: ((body: Schemas["RequestDecision"], key: string) => Promise<unknown>) | undefined;
  addLetter?: ((body: Schemas["AmendmentLetterEntry"], key: string) => Promise<unknown>) | undefined;
  stepLetter?: ((letterId: string, step: StepTaken, key: string) => Promise<unknown>) | undefined;
  addOriginal?: ((body: Schemas["AmendmentOriginalEntry"], key: string) => Promise<unknown>) | undefined;
  stepOriginal?: ((originalId: string, step: StepTaken, key: string) => Promise<unknown>) | undefined;
  finish?: ((key: string) => Promise<unknown>) | undefined;
}

interface Parts {
  amendment: Amendment;
  acts: AmendmentActs;
}

/** A window with a form, that tells the page when it was saved. */
function Entering({ label, ariaLabel, onChange, isMain = false, compact = false, children }: { label: string; ariaLabel?: string; onChange: () => void; isMain?: boolean; compact?: boolean; children: (onSaved: () => void, onCancel: () => void) => ReactNode }) {
  return (
    <ButtonDialog label={label} variant={isMain ? "filled" : "default"} {...(compact ? { size: "compact-sm" } : {})} {...(ariaLabel === undefined ? {} : { ariaLabel })}>
      {(close) =>
        children(() => {
          onChange();
          close();
        }, close)
      }
    </ButtonDialog>
  );
}

function Examinations({ amendment, acts }: Parts) {
  const t = useText(messages);
  const { examine } = acts;
  return (
    <Section
      title={t("examination")}
      actions={
        amendment.request.decision === null &&
        examine !== undefined && (
          <Entering label={t("examine")} onChange={acts.onChange} isMain={amendment.examinations.length === 0 && acts.isDirectorate}>
            {(onSaved, onCancel) => <ExaminationForm isOwn={acts.isDirectorate} send={examine} onSaved={onSaved} onCancel={onCancel} />}
          </Entering>
        )
      }
    >
      {amendment.examinations.length === 0 ? (
        <Nothing>{t("not_examined")}</Nothing>
      ) : (
        <Table
          label={t("examination")}
          rows={amendment.examinations.map((each, index) => ({ ...each, index }))}
          keyOf={(each) => String(each.index)}
          columns={[
            { head: t("finding"), isName: true, cell: (each) => each.finding },
            { head: t("paper_number"), cell: (each) => (each.reference === null ? "–" : <bdi className="serial">{each.reference}</bdi>) },
            { head: t("examined_on"), cell: (each) => <BothDays day={each.examined_on} /> },
            { head: t("by_whom"), cell: (each) => t("by_name", { by: each.by_directorate ? "directorate" : "school" }) },
          ]}
        />
      )}
    </Section>
  );
}

function Decision({ amendment, acts }: Parts) {
  const t = useText(messages);
  const { decide } = acts;
  const { decision, unmet } = amendment.request;
  if (decision !== null)
    return (
      <Section title={t("decision")}>
        <Facts
          facts={[
            [t("state"), <AmendmentStateOf key="state" state={decision.outcome === "granted" ? "decided" : "refused"} open={0} />],
            ...(amendment.order === null ? [] : [[t("decision_number"), <bdi key="number" className="serial">{amendment.order.reference}</bdi>] as const, [t("decision_day"), <BothDays key="day" day={amendment.order.dated_on} />] as const, [t("by_whom"), t("by_name", { by: amendment.order.by_directorate ? "directorate" : "school" })] as const]),
            // The directorate has it at the head of its page; the school's record says the new name by now.
            ...(acts.isDirectorate ? [] : [[t("name_before"), amendment.name_before] as const]),
            ...(decision.reason === "" ? [] : [[t("reason"), decision.reason] as const]),
          ]}
        />
      </Section>
    );
  if (decide === undefined || amendment.examinations.length === 0) return null;
  return (
    <Section title={t("decision")}>
      {!acts.isDirectorate && <p>{t("decide_text")}</p>}
      <div className="desk-buttons">
        {unmet.length === 0 && (
          <Entering label={t("grant")} onChange={acts.onChange} isMain>
            {(onSaved, onCancel) => (
              <>
                <p className="window-text">{t("grant_text", { name: amendment.name_after })}</p>
                <DecisionForm outcome="granted" send={decide} onSaved={onSaved} onCancel={onCancel} />
              </>
            )}
          </Entering>
        )}
        <Entering label={t("refuse")} onChange={acts.onChange}>
          {(onSaved, onCancel) => <DecisionForm outcome="refused" send={decide} onSaved={onSaved} onCancel={onCancel} />}
        </Entering>
      </div>
    </Section>
  );
}

function Steps({ steps }: { steps: readonly Schemas["AmendmentStep"][] }) {
  const t = useText(messages);
  const locale = useLocale();
  if (steps.length === 0) return <span className="desk-quiet">{t("no_steps")}</span>;
  return (
    <ul className="step-list">
      {steps.map((each) => (
        <li key={each.step}>
          {t("step_name", { step: each.step })} · {gregorianDay(each.dated_on, locale)}
          <span className="desk-quiet">
            {[each.number === null ? "" : t("number_of", { number: isolated(each.number) }), each.who ?? "", each.note ?? ""].filter((part) => part !== "").map((part) => ` · ${part}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function NextSteps({ what, next, isLetter, send, onChange }: { what: string; next: readonly Schemas["AmendmentStep"]["step"][]; isLetter: boolean; send: (step: StepTaken, key: string) => Promise<unknown>; onChange: () => void }) {
  const t = useText(messages);
  return (
    <>
      {next.map((step) => {
        const label = t("step_do", { step });
        return (
          <Entering key={step} label={label} ariaLabel={t("step_of", { step: label, what })} onChange={onChange} compact>
            {(onSaved, onCancel) => <StepForm step={step} isLetter={isLetter} send={send} onSaved={onSaved} onCancel={onCancel} />}
          </Entering>
        );
      })}
    </>
  );
}

function Letters({ amendment, acts }: Parts) {
  const t = useText(messages);
  const { digits } = useLocale();
  const download = useDownload();
  const { addLetter, stepLetter } = acts;
  const nameOf = (each: Schemas["AmendmentLetter"]) => each.addressee ?? t("kind_name", { kind: each.kind });
  const isOpen = amendment.request.decision?.outcome === "granted" && amendment.finished_on === null;
  if (amendment.state === "refused") return null;
  return (
    <Section
      title={t("letters")}
      actions={
        isOpen &&
        addLetter !== undefined && (
          <Entering label={t("add_letter")} onChange={acts.onChange}>
            {(onSaved, onCancel) => <LetterForm schools={acts.schools} send={addLetter} onSaved={onSaved} onCancel={onCancel} />}
          </Entering>
        )
      }
    >
      <ProblemAlert failure={download.failure} />
      <p role="status">{download.told}</p>
      {amendment.letters.length === 0 ? (
        <Nothing>{t("no_letters")}</Nothing>
      ) : (
        <Table
          label={t("letters")}
          rows={amendment.letters}
          keyOf={(each) => each.amendment_letter_id}
          columns={[
            {
              head: t("addressee"),
              isName: true,
              cell: (each) => (
                <>
                  {nameOf(each)}
                  {each.heir !== null && <div className="desk-quiet">{t("heir_of", { name: each.heir })}</div>}
                </>
              ),
            },
            { head: t("years"), cell: (each) => (each.years === null ? "–" : <bdi>{inDigits(each.years, digits)}</bdi>) },
            { head: t("steps"), cell: (each) => <Steps steps={each.steps} /> },
            {
              head: " ",
              cell: (each) => {
                const route = asked(acts.fileOf(each.amendment_letter_id), { digits: digits === "arab" ? "arabic_indic" : "western" });
                return (
                  <div className="desk-buttons">
                    <Button size="compact-sm" variant="default" aria-label={t("print_of", { name: nameOf(each) })} loading={download.pending === route} onClick={() => download.start({ route, name: `amendment-letter-${each.amendment_letter_id}.pdf`, done: t("printed") })}>
                      {t("print")}
                    </Button>
                    {stepLetter !== undefined && <NextSteps what={nameOf(each)} next={each.next} isLetter send={(step, key) => stepLetter(each.amendment_letter_id, step, key)} onChange={acts.onChange} />}
                  </div>
                );
              },
            },
          ]}
        />
      )}
    </Section>
  );
}

function Originals({ amendment, acts }: Parts) {
  const t = useText(messages);
  const { digits } = useLocale();
  const { addOriginal, stepOriginal } = acts;
  const nameOf = (each: Schemas["AmendmentOriginal"]) => t("original_of", { paper: t("paper_name", { paper: each.paper }), stage: t("stage_name", { stage: each.stage }), year: inDigits(`${each.hijri_year}/${each.hijri_year + 1}`, digits) });
  return (
    <Section
      title={t("originals")}
      actions={
        amendment.finished_on === null &&
        amendment.state !== "refused" &&
        addOriginal !== undefined && (
          <Entering label={t("add_original")} onChange={acts.onChange}>
            {(onSaved, onCancel) => <OriginalForm send={addOriginal} onSaved={onSaved} onCancel={onCancel} />}
          </Entering>
        )
      }
    >
      {amendment.originals.length === 0 ? (
        <Nothing>{t("no_originals")}</Nothing>
      ) : (
        <Table
          label={t("originals")}
          rows={amendment.originals}
          keyOf={(each) => each.amendment_original_id}
          columns={[
            {
              head: t("original"),
              isName: true,
              cell: (each) => (
                <>
                  {nameOf(each)} <bdi className="serial">{each.number}</bdi>
                </>
              ),
            },
            {
              head: t("who_amends"),
              cell: (each) => (
                <>
                  {t("body_name", { body: each.body })} <ClauseChip regulation="sa_guide" clause={each.clause} article="" />
                  {each.is_copied && <div className="desk-quiet">{t("copied")}</div>}
                </>
              ),
            },
            { head: t("steps"), cell: (each) => <Steps steps={each.steps} /> },
            {
              head: " ",
              cell: (each) => stepOriginal !== undefined && <div className="desk-buttons"><NextSteps what={nameOf(each)} next={each.next} isLetter={false} send={(step, key) => stepOriginal(each.amendment_original_id, step, key)} onChange={acts.onChange} /></div>,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Finish({ amendment, acts }: Parts) {
  const t = useText(messages);
  const { finish } = acts;
  if (amendment.finished_on !== null)
    return (
      <Section title={t("finish")}>
        <Facts facts={[[t("finished_on"), <BothDays key="day" day={amendment.finished_on} />]]} />
      </Section>
    );
  if (amendment.request.decision?.outcome !== "granted") return null;
  return (
    <Section title={t("finish")}>
      {amendment.open > 0 ? (
        <p>{t("finish_open", { count: amendment.open })}</p>
      ) : (
        finish !== undefined && (
          <div className="desk-buttons">
            <AskOnce label={t("finish")} title={t("finish")} text={<p>{t("finish_text")}</p>} confirm={t("finish")} variant="filled" act={finish} onDone={acts.onChange} />
          </div>
        )
      )}
    </Section>
  );
}

export function AmendmentTrail(parts: Parts) {
  return (
    <>
      <Examinations {...parts} />
      <Decision {...parts} />
      <Letters {...parts} />
      <Originals {...parts} />
      <Finish {...parts} />
    </>
  );
}

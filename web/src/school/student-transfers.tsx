import { Alert, Button, FileInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing } from "@/platform/resource";
import { ButtonDialog } from "./desk/dialog";
import { downloadText } from "./desk/download";
import { RecordForm } from "./desk/form";
import { BothDays, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { messages } from "./student-messages";
import { useMay } from "./use-may";

type Package = Schemas["TransferPackage"];

const EMPTY_PACKAGE: Package = { format: "taqwim.transfer.1", sections: {} };

/** The package as a file has it, or undefined when it is none. */
export function readPackage(text: string): Package | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("format" in value) || !("sections" in value)) return undefined;
    return value.format === "taqwim.transfer.1" ? (value as Package) : undefined;
  } catch {
    return undefined;
  }
}

function TransferIn({ schoolId, studentId, onSaved, onCancel }: { schoolId: string; studentId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const [file, setFile] = useState<File | null>(null);
  const [carried, setCarried] = useState<Package>();
  const isWrong = file !== null && carried === undefined;
  return (
    <>
      <p>{t("transfer_in_text")}</p>
      <FileInput
        mb="md"
        label={t("package_file")}
        accept="application/json,.json"
        clearable
        value={file}
        error={isWrong ? t("package_wrong") : undefined}
        onChange={async (chosen) => {
          setCarried(chosen === null ? undefined : readPackage(await chosen.text()));
          setFile(chosen);
        }}
      />
      <RecordForm
        fields={[
          { name: "other_school", label: t("other_school"), isWide: true },
          { name: "day", label: t("transfer_day"), kind: "day" },
          { name: "decision", label: t("decision") },
        ]}
        initial={{ other_school: "", day: today(), decision: "" }}
        submit={t("transfer_in")}
        send={async (values, { key }) => {
          await answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/transfers/in", { params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } }, body: { ...values, carried: carried ?? EMPTY_PACKAGE } }));
        }}
        onSaved={onSaved}
        onCancel={onCancel}
      />
    </>
  );
}

function EnterMarks({ schoolId, studentId, transferId }: { schoolId: string; studentId: string; transferId: string }) {
  const t = useText(messages);
  const carry = (isTrial: boolean) =>
    answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/transfers/{transfer_id}/marks", { params: { path: { school_id: schoolId, student_id: studentId, transfer_id: transferId }, header: { "Idempotency-Key": newKey() } }, body: { dry_run: isTrial } }));
  const plan = useQuery({ queryKey: ["carry-transfer", schoolId, transferId], queryFn: () => carry(true), staleTime: 0, gcTime: 0 });
  const done = useMutation({ mutationFn: () => carry(false) });
  if (plan.isPending) return <Loading lines={2} />;
  return (
    <>
      <ProblemAlert failure={plan.error ?? done.error} />
      {plan.data && <p>{t("carry_plan", { count: plan.data.accepted, standing: plan.data.standing, refused: plan.data.refused })}</p>}
      {done.isSuccess ? (
        <Alert role="status" variant="light">
          {t("carry_done")}
        </Alert>
      ) : (
        <Button disabled={!plan.data || plan.data.accepted === 0} loading={done.isPending} onClick={() => done.mutate()}>
          {t("carry_now")}
        </Button>
      )}
    </>
  );
}

export function TransferSection({ schoolId, file, onChange }: { schoolId: string; file: Schemas["WholeStudentFile"]; onChange: () => void }) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const isEnrolled = file.enrolments.some((each) => each.ended_reason === null);
  const download = useMutation({
    mutationFn: async () => {
      const found = await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/transfer-package", { params: { path: { school_id: schoolId, student_id: file.student_id } } }));
      downloadText(`transfer-${file.student_number}.json`, JSON.stringify(found, null, 1));
    },
  });
  return (
    <Section
      title={t("transfers")}
      actions={
        <>
          {isEnrolled && (
            <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
              {t("package")}
            </Button>
          )}
          <ButtonDialog label={t("transfer_in")}>
            {(close) => (
              <TransferIn
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
          {isEnrolled && (
            <ButtonDialog label={t("transfer_out")}>
              {(close) => (
                <>
                  <p>{t("transfer_out_text")}</p>
                  <RecordForm
                    fields={[
                      { name: "other_school", label: t("other_school"), isWide: true },
                      { name: "day", label: t("transfer_day"), kind: "day" },
                      { name: "decision", label: t("decision") },
                    ]}
                    initial={{ other_school: "", day: today(), decision: "" }}
                    submit={t("transfer_out")}
                    send={async (values, { key }) => {
                      const made = await answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/transfers/out", { params: { path: { school_id: schoolId, student_id: file.student_id }, header: { "Idempotency-Key": key } }, body: values }));
                      downloadText(`transfer-${file.student_number}.json`, JSON.stringify(made.carried, null, 1));
                    }}
                    onSaved={() => {
                      onChange();
                      close();
                    }}
                    onCancel={close}
                  />
                </>
              )}
            </ButtonDialog>
          )}
        </>
      }
    >
      <ProblemAlert failure={download.error} />
      {file.transfers.length === 0 ? (
        <Nothing>{t("no_transfers")}</Nothing>
      ) : (
        <Table
          label={t("transfers")}
          rows={file.transfers}
          keyOf={(each) => each.transfer_id}
          columns={[
            { head: t("direction"), isName: true, cell: (each) => `${each.direction === "in" ? t("direction_in") : t("direction_out")} ${each.other_school}` },
            { head: t("transfer_day"), cell: (each) => <BothDays day={each.day} /> },
            { head: t("decision"), cell: (each) => <bdi>{each.decision}</bdi> },
            {
              head: "",
              cell: (each) =>
                each.direction === "in" &&
                may("correction_decide") && (
                  <ButtonDialog label={t("enter_marks")} title={t("carry_title")} size="compact-sm">
                    {() => <EnterMarks schoolId={schoolId} studentId={file.student_id} transferId={each.transfer_id} />}
                  </ButtonDialog>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { ApiFailure, type Problem } from "@/platform/api";
import { today } from "@/platform/dates";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { downloadBlob } from "@/school/desk/download";
import { Section } from "@/school/desk/parts";
import { messages } from "./messages";

const MEGABYTE = 1024 * 1024;

/** Everything of the school as one ZIP file, with how much has come and a way to stop it. */
export function ExportSection({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const [running, setRunning] = useState<AbortController>();
  const [size, setSize] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  const [isDone, setDone] = useState(false);
  const start = async () => {
    const stop = new AbortController();
    setRunning(stop);
    setSize(0);
    setFailure(undefined);
    setDone(false);
    try {
      const answer = await fetch(`/v1/schools/${schoolId}/export`, { credentials: "same-origin", signal: stop.signal });
      if (!answer.ok || !answer.body) throw new ApiFailure((await answer.json()) as Problem);
      const parts: BlobPart[] = [];
      let bytes = 0;
      for (const reader = answer.body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        bytes += value.byteLength;
        setSize(bytes);
      }
      downloadBlob(`taqwim-${schoolId}-${today()}.zip`, new Blob(parts, { type: "application/zip" }));
      setDone(true);
    } catch (problem) {
      if (!stop.signal.aborted) setFailure(problem);
    } finally {
      setRunning(undefined);
    }
  };
  return (
    <Section title={t("export")}>
      <p className="desk-quiet">{t("export_text")}</p>
      <ProblemAlert failure={failure} />
      <div className="desk-buttons">
        <Button variant="default" loading={running !== undefined} onClick={() => void start()}>
          {t("export_now")}
        </Button>
        {running && (
          <>
            <span role="status">{t("exporting", { size: Math.round((10 * size) / MEGABYTE) / 10 })}</span>
            <Button size="compact-sm" variant="subtle" onClick={() => running.abort()}>
              {t("stop")}
            </Button>
          </>
        )}
        {isDone && (
          <Alert role="status" variant="light" className="desk-saved">
            {t("exported")}
          </Alert>
        )}
      </div>
    </Section>
  );
}

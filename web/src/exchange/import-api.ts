/** The three kinds of imports: the same work under three addresses. */
import { answerOf, client, ApiFailure, type Problem, type Schemas } from "@/platform/api";
import type { Part } from "@/school/desk/all-parts";

export type Kind = Schemas["Import"]["kind"];
export type Report = Schemas["ImportReport"];
export const KINDS: readonly Kind[] = ["roster", "marks", "attendance"];

export function kindOf(value: string | undefined): Kind {
  return KINDS.find((each) => each === value) ?? "roster";
}

export const PERMISSION: Record<Kind, string> = { roster: "import_run", marks: "mark_import", attendance: "attendance_record" };

const ADDRESS = { roster: "roster-imports", marks: "mark-imports", attendance: "attendance-imports" } as const;

const at = (schoolId: string, importId: string) => ({ path: { school_id: schoolId, import_id: importId } });
const withKey = (schoolId: string, importId: string, key: string) => ({ ...at(schoolId, importId), header: { "Idempotency-Key": key } });

export function readImport(schoolId: string, kind: Kind, importId: string): Promise<Report> {
  const params = at(schoolId, importId);
  if (kind === "roster") return answerOf(client.GET("/v1/schools/{school_id}/roster-imports/{import_id}", { params }));
  if (kind === "marks") return answerOf(client.GET("/v1/schools/{school_id}/mark-imports/{import_id}", { params }));
  return answerOf(client.GET("/v1/schools/{school_id}/attendance-imports/{import_id}", { params }));
}

const page = (after: string | undefined) => ({ limit: 200, ...(after === undefined ? {} : { after }) });

export function readProblems(schoolId: string, kind: Kind, importId: string, after: string | undefined): Promise<Part<Schemas["ImportProblem"]>> {
  const params = { ...at(schoolId, importId), query: page(after) };
  if (kind === "roster") return answerOf(client.GET("/v1/schools/{school_id}/roster-imports/{import_id}/problems", { params }));
  if (kind === "marks") return answerOf(client.GET("/v1/schools/{school_id}/mark-imports/{import_id}/problems", { params }));
  return answerOf(client.GET("/v1/schools/{school_id}/attendance-imports/{import_id}/problems", { params }));
}

export function readRows(schoolId: string, kind: Kind, importId: string, after: string | undefined): Promise<Part<Schemas["ImportRow"]>> {
  const params = { ...at(schoolId, importId), query: page(after) };
  if (kind === "roster") return answerOf(client.GET("/v1/schools/{school_id}/roster-imports/{import_id}/rows", { params }));
  if (kind === "marks") return answerOf(client.GET("/v1/schools/{school_id}/mark-imports/{import_id}/rows", { params }));
  return answerOf(client.GET("/v1/schools/{school_id}/attendance-imports/{import_id}/rows", { params }));
}

export function applyImport(schoolId: string, kind: Kind, importId: string, key: string, body: Schemas["ImportConfirmation"]): Promise<Report> {
  const params = withKey(schoolId, importId, key);
  if (kind === "roster") return answerOf(client.POST("/v1/schools/{school_id}/roster-imports/{import_id}/application", { params, body }));
  if (kind === "marks") return answerOf(client.POST("/v1/schools/{school_id}/mark-imports/{import_id}/application", { params, body }));
  return answerOf(client.POST("/v1/schools/{school_id}/attendance-imports/{import_id}/application", { params, body }));
}

export async function discardImport(schoolId: string, kind: Kind, importId: string, key: string): Promise<void> {
  const params = withKey(schoolId, importId, key);
  if (kind === "roster") await answerOf(client.POST("/v1/schools/{school_id}/roster-imports/{import_id}/discard", { params }));
  else if (kind === "marks") await answerOf(client.POST("/v1/schools/{school_id}/mark-imports/{import_id}/discard", { params }));
  else await answerOf(client.POST("/v1/schools/{school_id}/attendance-imports/{import_id}/discard", { params }));
}

export function undoMarks(schoolId: string, importId: string, key: string): Promise<Report> {
  return answerOf(client.POST("/v1/schools/{school_id}/mark-imports/{import_id}/undo", { params: withKey(schoolId, importId, key) }));
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "messages" in value;
}

/** Sends a file to be tried. Told how much was sent; `signal` stops it. fetch cannot tell the progress of what it sends. */
export function tryFile(schoolId: string, kind: Kind, file: File, query: Record<string, string>, key: string, csrf: string, language: string, onProgress: (percent: number) => void, signal: AbortSignal): Promise<Report> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const search = new URLSearchParams(query).toString();
    request.open("POST", `/v1/schools/${schoolId}/${ADDRESS[kind]}${search === "" ? "" : `?${search}`}`);
    request.responseType = "json";
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Accept-Language", language);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((100 * event.loaded) / event.total));
    const unreachable = () =>
      reject(
        new ApiFailure({
          code: "NETWORK_UNREACHABLE",
          status: 0,
          message: "",
          messages: { ar: "انقطع الإرسال قبل أن يتم. لم يتغير شيء، فأعد المحاولة.", en: "The sending broke off. Nothing has changed; try again." },
          request_id: "",
        }),
      );
    request.onerror = unreachable;
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 201) resolve(answer as Report);
      else if (isProblem(answer)) reject(new ApiFailure(answer));
      else unreachable();
    };
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

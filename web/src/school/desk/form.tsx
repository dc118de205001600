/** A form of the desk: fields with labels and hints, what the server refuses beside the field, both values when somebody else
 * saved meanwhile, and a warning before unsaved changes are left. Values are text; a tick is "yes" or "". */
import { Alert, Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { ApiFailure } from "@/platform/api";
import { DayText, messages as dayWords } from "@/platform/day-field";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert, problemText } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { parseDay, typedDay } from "@/platform/typed-day";
import { useUnsavedMark } from "./dialog";
import { LeaveGuard } from "./leave-guard";
import { messages } from "./messages";
import "./desk.css";

export type Values<Name extends string> = Record<Name, string>;

export interface Choice {
  value: string;
  label: string;
}

export interface Field<Name extends string> {
  name: Name;
  label: string;
  kind?: "text" | "long" | "number" | "day" | "choice" | "check" | "secret";
  hint?: string;
  /** "silently": the label does not say so, as where others decide whether it is needed. */
  isOptional?: boolean | "silently";
  /** Codes, numbers of papers, telephone: written from left to right in both languages. */
  isCode?: boolean;
  choices?: readonly Choice[];
  /** Where the server's problem names it, when not by its name. */
  at?: string;
  /** Half a row, or the whole (text of many words). */
  isWide?: boolean;
  isShown?: (values: Values<Name>) => boolean;
  /** Of a secret: what the browser's own keeper of passwords is told of it. */
  autoComplete?: "new-password" | "current-password";
  /** What is wrong with the value beside the others, in words. */
  wrong?: (values: Values<Name>) => string | undefined;
}

export interface Sent {
  /** The same as long as the same is sent: it is done once. */
  key: string;
  /** The version that the change is based on. */
  version: number;
}

/** The values as the server takes them: days of the record, ASCII digits, no blanks around. */
function cleaned<Name extends string>(fields: readonly Field<Name>[], values: Values<Name>): Values<Name> {
  const result = { ...values };
  for (const { name, kind } of fields) {
    if (kind === "secret") continue;
    const typed = values[name].trim();
    result[name] = kind === "day" ? (parseDay(typed) ?? typed) : kind === "number" ? toAsciiDigits(typed) : typed;
  }
  return result;
}

function shownValue<Name extends string>(field: Field<Name>, value: string, digits: "arab" | "latn"): string {
  if (field.kind === "day") return value === "" ? "" : inDigits(typedDay(value), digits);
  return field.kind === "number" ? inDigits(value, digits) : value;
}

export function FieldInput<Name extends string>({ field, value, error, onChange }: { field: Field<Name>; value: string; error: ReactNode; onChange: (value: string) => void }) {
  const t = useText(messages);
  const id = useId();
  const common = { id, value, error, description: field.hint, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) };
  const label = field.isOptional === true ? `${field.label} (${t("optional")})` : field.label;
  switch (field.kind) {
    case "choice":
      return <NativeSelect {...common} label={label} data={[...((value === "" || field.isOptional) && !field.choices?.some((each) => each.value === "") ? [{ value: "", label: field.isOptional ? t("none") : t("choose") }] : []), ...(field.choices ?? [])]} />;
    case "check":
      return <Checkbox id={id} className="desk-check" label={field.label} description={field.hint} error={error} checked={value !== ""} onChange={(event) => onChange(event.currentTarget.checked ? "yes" : "")} />;
    case "long":
      return <Textarea {...common} label={label} rows={3} />;
    case "day":
      return <DayText id={id} label={label} value={value} error={error} description={field.hint} onChange={onChange} />;
    case "number":
      return <TextInput {...common} label={label} inputMode="numeric" autoComplete="off" className="desk-number" />;
    case "secret":
      return <TextInput {...common} label={label} type="password" autoComplete={field.autoComplete ?? "off"} />;
    default:
      return <TextInput {...common} label={label} autoComplete="off" {...(field.isCode ? { dir: "ltr", className: "desk-code" } : {})} />;
  }
}

/** Of the server's problem, the field it is about, if the form has it. */
export function fieldOf<Name extends string>(fields: readonly Field<Name>[], failure: unknown): Name | undefined {
  if (!(failure instanceof ApiFailure)) return undefined;
  const at = (failure.problem.field ?? "").replace(/^\//, "");
  if (at === "") return undefined;
  const found = fields.find((field) => (field.at ?? field.name) === at) ?? fields.find((field) => at.startsWith(`${field.at ?? field.name}/`));
  return found?.name;
}

interface Reread<Name extends string> {
  values: Values<Name>;
  version: number;
}

function Stale<Name extends string>({ fields, mine, theirs, onKeep, onTake }: { fields: readonly Field<Name>[]; mine: Values<Name>; theirs: Values<Name>; onKeep: () => void; onTake: () => void }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const words = (field: Field<Name>, value: string) => {
    if (field.kind === "check") return value === "" ? t("no") : t("yes");
    if (field.kind === "choice") return field.choices?.find((each) => each.value === value)?.label ?? "–";
    return shownValue(field, value, digits) || "–";
  };
  const different = fields.filter((field) => mine[field.name] !== theirs[field.name]);
  return (
    <section className="desk-stale" role="alert">
      <strong>{t("stale_title")}</strong>
      {different.length === 0 ? (
        <p>{t("stale_same")}</p>
      ) : (
        <>
          <p>{t("stale_text")}</p>
          <table className="desk-table">
            <thead>
              <tr>
                <th scope="col">{t("stale_field")}</th>
                <th scope="col">{t("stale_mine")}</th>
                <th scope="col">{t("stale_theirs")}</th>
              </tr>
            </thead>
            <tbody>
              {different.map((field) => (
                <tr key={field.name}>
                  <th scope="row">{field.label}</th>
                  <td data-head={t("stale_mine")}>{words(field, mine[field.name])}</td>
                  <td data-head={t("stale_theirs")}>{words(field, theirs[field.name])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <div className="desk-buttons">
        <Button onClick={onKeep}>{t("stale_keep")}</Button>
        <Button variant="default" onClick={onTake}>
          {t("stale_take")}
        </Button>
      </div>
    </section>
  );
}

export function RecordForm<Name extends string>({ fields, initial, version = 0, submit, send, onSaved, onCancel, reread, onValues, children, asksToLeave = true }: {
  fields: readonly Field<Name>[];
  initial: Values<Name>;
  version?: number;
  submit?: string;
  send: (values: Values<Name>, sent: Sent) => Promise<unknown>;
  onSaved?: () => void;
  onCancel?: () => void;
  /** What the record says now, for when somebody else saved it meanwhile. */
  reread?: () => Promise<Reread<Name>>;
  /** Beneath the fields, above the buttons. */
  children?: ReactNode | ((values: Values<Name>) => ReactNode);
  asksToLeave?: boolean;
  /** Told what stands in the fields, where the choices of one depend on another. */
  onValues?: (values: Values<Name>) => void;
}) {
  const t = useText(messages);
  const d = useText(dayWords);
  const { digits, language } = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const shownOf = (values: Values<Name>): Values<Name> => {
    const result = { ...values };
    for (const field of fields) result[field.name] = shownValue(field, values[field.name], digits);
    return result;
  };
  const [base, setBase] = useState(() => ({ values: shownOf(initial), version }));
  const [values, setValues] = useState(base.values);
  const [missing, setMissing] = useState<Partial<Record<Name, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [theirs, setTheirs] = useState<Reread<Name>>();
  const key = useRequestKey();
  const isUnsaved = fields.some((field) => values[field.name] !== base.values[field.name]);
  const mark = useUnsavedMark();
  useEffect(() => {
    if (mark) mark.current = isUnsaved;
  }, [mark, isUnsaved]);
  const shown = fields.filter((field) => field.isShown?.(values) ?? true);

  const check = (clean: Values<Name>): Partial<Record<Name, string>> => {
    const found: Partial<Record<Name, string>> = {};
    for (const field of shown) {
      const value = clean[field.name];
      if (value === "") {
        if (!field.isOptional && field.kind !== "check") found[field.name] = t("needed");
      } else if (field.kind === "number" && !/^\d{1,9}$/.test(value)) found[field.name] = t("not_whole");
      else if (field.kind === "day" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) found[field.name] = d("not_a_day");
      else {
        const wrong = field.wrong?.(clean);
        if (wrong !== undefined) found[field.name] = wrong;
      }
    }
    return found;
  };
  const goToFirstError = () => setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true'], [data-error]")?.focus(), 0);

  const sendAs = async (onVersion: number) => {
    const clean = cleaned(fields, values);
    const wrong = check(clean);
    setMissing(wrong);
    setFailure(undefined);
    setSaved(false);
    if (Object.keys(wrong).length > 0) return goToFirstError();
    setSending(true);
    try {
      await send(clean, { key: key.of([clean, onVersion]), version: onVersion });
      key.done();
      setBase({ values, version: onVersion + 1 });
      if (mark) mark.current = false;
      setTheirs(undefined);
      setSaved(true);
      onSaved?.();
    } catch (problem) {
      if (problem instanceof ApiFailure && problem.problem.code === "VERSION_STALE" && reread) setTheirs(await reread().catch(() => undefined));
      setFailure(problem);
      goToFirstError();
    } finally {
      setSending(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void sendAs(base.version);
  };
  const wrongField = fieldOf(shown, failure);
  // What depends on other fields may be right again without having been typed anew.
  const stillWrong = (field: Field<Name>) => (missing[field.name] !== undefined && field.wrong && values[field.name] !== "" ? field.wrong(cleaned(fields, values)) : missing[field.name]);
  const count = Object.keys(missing).length;
  return (
    <form ref={form} className="desk-form" noValidate onSubmit={onSubmit}>
      {asksToLeave && mark === undefined && <LeaveGuard isUnsaved={isUnsaved && !isSending && !isSaved} />}
      <div className="desk-fields">
        {shown.map((field) => (
          <div key={field.name} className={field.isWide || field.kind === "long" ? "desk-wide" : undefined}>
            <FieldInput
              field={field}
              value={values[field.name]}
              error={stillWrong(field) ?? (wrongField === field.name ? problemText(failure, language) : undefined)}
              onChange={(value) => {
                setValues((old) => ({ ...old, [field.name]: value }));
                onValues?.({ ...values, [field.name]: value });
                setMissing((old) => ({ ...old, [field.name]: undefined }));
                setSaved(false);
                if (wrongField === field.name) setFailure(undefined);
              }}
            />
          </div>
        ))}
      </div>
      {typeof children === "function" ? children(values) : children}
      {count > 0 && Object.values(missing).some((each) => each !== undefined) && (
        <p className="unseen" role="alert">
          {t("fields_wrong", { count })}
        </p>
      )}
      {theirs ? (
        <Stale
          fields={fields}
          mine={cleaned(fields, values)}
          theirs={theirs.values}
          onKeep={() => void sendAs(theirs.version)}
          onTake={() => {
            const taken = shownOf(theirs.values);
            setBase({ values: taken, version: theirs.version });
            setValues(taken);
            setTheirs(undefined);
            setFailure(undefined);
          }}
        />
      ) : (
        wrongField === undefined && <ProblemAlert failure={failure} />
      )}
      {!theirs && (
        <div className="desk-buttons">
          <Button type="submit" loading={isSending}>
            {submit ?? t("save")}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
          {isSaved && !isUnsaved && (
            <Alert role="status" variant="light" className="desk-saved">
              {t("saved")}
            </Alert>
          )}
        </div>
      )}
    </form>
  );
}

/** What a teacher writes of each student for the report page of the Kuwaiti follow-up card: a note each, saved when its field is left, and signed. */
import { Button, Group, SegmentedControl, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { permitsIn } from "./permits";
import { messages } from "./report-notes-messages";
import { isNewer, toSign, type Seen } from "./report-notes";
import { reportNotesQuery } from "./requests";
import "./report-notes-page.css";

type Note = Schemas["ReportNote"];
type Notes = Schemas["ReportNotes"];
type Refused = Schemas["RefusedMark"];

interface Place {
  schoolId: string;
  classId: string;
  subject: string;
  term: number;
}

const dayOf = (instant: string) => instant.slice(0, 10);

function Earlier({ notes }: { notes: Note["earlier"] }) {
  const t = useText(messages);
  const locale = useLocale();
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>{t("earlier", { count: notes.length })}</summary>
      {notes.toReversed().map((each, index) => (
        <p key={`${each.written_at}/${String(index)}`}>
          {each.text === "" ? t("earlier_empty") : each.text}
          <br />
          {t(each.was_signed ? "earlier_signed" : "earlier_by", { name: each.written_by_name, day: gregorianDay(dayOf(each.written_at), locale) })}
        </p>
      ))}
    </details>
  );
}

function StateOf({ note, isDirty, isSaving }: { note: Note; isDirty: boolean; isSaving: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  if (isSaving) return <span className="note-state">{t("saving")}</span>;
  if (isDirty)
    return (
      <span className="note-state" data-waits>
        {t("unsaved")}
      </span>
    );
  if (note.signature !== null)
    return (
      <span className="note-state" data-signed>
        {t("signed", { name: note.signature.signed_by_name, day: gregorianDay(dayOf(note.signature.signed_at), locale) })}
      </span>
    );
  return <span className="note-state">{t(note.text === "" ? "empty" : "draft")}</span>;
}

interface RowProps {
  place: Place;
  note: Note;
  longest: number;
  refused: Refused | undefined;
  onDirty: (student: string, isDirty: boolean) => void;
  onSaved: (student: string) => void;
  /** What sends each note that was typed and not sent yet, by student. */
  senders: RefObject<Map<string, () => void>>;
}

function WrittenRow({ place, note, longest, refused, onDirty, onSaved, senders }: RowProps) {
  const t = useText(messages);
  const pick = usePick();
  const { digits, language } = useLocale();
  const queries = useQueryClient();
  const [seen, setSeen] = useState<Seen>({ version: note.version, text: note.text });
  const [text, setText] = useState(note.text);
  const latest = useRef(text);
  const [key, setKey] = useState(newKey);
  const isDirty = text.trim() !== seen.text;
  const isOther = isNewer(note.version, seen.version);
  // Nothing of one's own is on the way: what others wrote is shown.
  if (isOther && !isDirty) {
    setSeen({ version: note.version, text: note.text });
    setText(note.text);
  }
  const save = useMutation({
    mutationFn: async (wanted: { text: string; version: string; key: string }) => {
      const answer = await answerOf(
        client.POST("/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/report-notes/{term}", {
          params: { path: { school_id: place.schoolId, class_id: place.classId, subject: place.subject, term: place.term }, header: { "Idempotency-Key": wanted.key } },
          body: { notes: [{ student_id: note.student_id, text: wanted.text, ...(wanted.version === "0" ? {} : { based_on: wanted.version }) }] },
        }),
      );
      return { told: answer.notes[0], text: wanted.text };
    },
    onSuccess: async ({ told, text: sent }) => {
      setKey(newKey());
      if (told?.accepted === true && told.version !== undefined) {
        setSeen({ version: told.version, text: sent });
        onSaved(note.student_id);
        // Typed on while it was under way: that is sent as well.
        const typed = latest.current.trim();
        onDirty(note.student_id, typed !== sent);
        if (typed !== sent) save.mutate({ text: typed, version: told.version, key: newKey() });
      }
      await queries.invalidateQueries({ queryKey: reportNotesQuery(place.schoolId, place.classId, place.subject, place.term).queryKey });
    },
  });
  const send = (based: Seen) => {
    if (text.trim() !== based.text && !save.isPending) save.mutate({ text: text.trim(), version: based.version, key });
  };
  useEffect(() => {
    const all = senders.current;
    all.set(note.student_id, () => !isOther && send(seen));
    return () => {
      all.delete(note.student_id);
    };
  });
  const change = (typed: string) => {
    setText(typed);
    latest.current = typed;
    setKey(newKey());
    onDirty(note.student_id, typed.trim() !== seen.text);
  };
  const name = pick(note.name_ar, note.name_en);
  const answered = save.data?.told;
  const why = isOther ? undefined : answered?.accepted === false && isDirty ? answered.refused : !isDirty ? refused : undefined;
  return (
    <li className="note-row">
      <div className="note-side">
        <h2>{name}</h2>
        <StateOf note={note} isDirty={isDirty} isSaving={save.isPending} />
      </div>
      <div>
        <Textarea
          aria-label={t("note_of", { name })}
          className="note-field"
          rows={2}
          autosize={false}
          maxLength={longest}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={() => !isOther && send(seen)}
        />
        <div className="note-foot">
          <Earlier notes={note.earlier} />
          <span>{inDigits(t("letters", { used: [...text].length, longest }), digits)}</span>
        </div>
        {isOther && isDirty && (
          <div role="alert">
            <p className="note-why">{note.text === "" ? t("conflict_empty") : t("conflict", { text: note.text })}</p>
            <Group gap="xs">
              <Button
                size="compact-sm"
                onClick={() => {
                  setSeen({ version: note.version, text: note.text });
                  send({ version: note.version, text: note.text });
                }}
              >
                {t("keep_mine")}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setSeen({ version: note.version, text: note.text });
                  setText(note.text);
                  onDirty(note.student_id, false);
                }}
              >
                {t("take_theirs")}
              </Button>
            </Group>
          </div>
        )}
        {text.trim() === note.text &&
          note.labels.map((label) => (
            <p key={label.term} className="note-why">
              {t("label_found", { term: label.term })} {label.neutral !== "" && t("label_instead", { neutral: label.neutral })}
            </p>
          ))}
        {why !== undefined && note.labels.length === 0 && <p className="note-why">{why.messages?.[language] ?? why.code}</p>}
        <ProblemAlert failure={save.error} />
      </div>
    </li>
  );
}

function ReadRow({ note }: { note: Note }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <li className="note-row">
      <div className="note-side">
        <h2>{pick(note.name_ar, note.name_en)}</h2>
        {note.is_exempt ? <span className="note-state">{t("exempt")}</span> : note.has_left ? <span className="note-state">{t("left")}</span> : <StateOf note={note} isDirty={false} isSaving={false} />}
      </div>
      <div>
        {note.text !== "" && <p className="note-text">{note.text}</p>}
        <div className="note-foot">
          <Earlier notes={note.earlier} />
        </div>
      </div>
    </li>
  );
}

function NotesOfTerm({ place, notes }: { place: Place; notes: Notes }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, Refused>>(new Map());
  const [key, setKey] = useState(newKey);
  const senders = useRef(new Map<string, () => void>());
  const permits = permitsIn(session.grants, place.schoolId, place.classId, place.subject);
  const mayWrite = permits("mark_record") && !notes.is_sealed;
  const waiting = toSign(notes.students);
  const sign = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/report-notes/{term}/signatures", {
          params: { path: { school_id: place.schoolId, class_id: place.classId, subject: place.subject, term: place.term }, header: { "Idempotency-Key": key } },
          body: { notes: waiting.map((note) => ({ student_id: note.student_id, ...(note.version === "0" ? {} : { based_on: note.version }) })) },
        }),
      ),
    onSuccess: async (answer) => {
      setKey(newKey());
      setRefused(new Map(answer.notes.flatMap((each) => (each.refused ? [[each.student_id, each.refused] as const] : []))));
      await queries.invalidateQueries({ queryKey: reportNotesQuery(place.schoolId, place.classId, place.subject, place.term).queryKey });
    },
  });
  const onDirty = (student: string, isDirty: boolean) =>
    setDirty((before) => {
      if (before.has(student) === isDirty) return before;
      const after = new Set(before);
      if (isDirty) after.add(student);
      else after.delete(student);
      return after;
    });
  const onSaved = (student: string) => {
    setKey(newKey());
    setRefused((before) => new Map([...before].filter(([each]) => each !== student)));
  };
  // A note is one paragraph: Enter goes on to the next student, who comes before with Shift.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLTextAreaElement) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const fields = [...(list.current?.querySelectorAll("textarea") ?? [])].filter((field) => field.tabIndex >= 0);
    fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
  };
  if (notes.students.length === 0) return <Nothing>{t("no_students")}</Nothing>;
  return (
    <>
      <div className="notes-state">
        <span role="status">{inDigits(t("signed_of", { signed: notes.signed, wanted: notes.wanted }), digits)}</span>
        {mayWrite ? (
          <Group gap="sm">
            <Button variant="default" disabled={dirty.size === 0} onClick={() => senders.current.forEach((send) => send())}>
              {t("save")}
            </Button>
            {permits("mark_sign") && (
              <Button loading={sign.isPending} disabled={waiting.length === 0 || dirty.size > 0} onClick={() => sign.mutate()}>
                {t("sign", { count: waiting.length })}
              </Button>
            )}
          </Group>
        ) : (
          <span className="note-state">{t(notes.is_sealed ? "sealed" : "read_only")}</span>
        )}
      </div>
      {refused.size > 0 && (
        <p className="note-why" role="alert">
          {t("some_refused", { count: refused.size })}
        </p>
      )}
      <ProblemAlert failure={sign.error} />
      <ul className="rows" ref={list} onKeyDown={onKey}>
        {notes.students.map((note) =>
          mayWrite && !note.is_exempt && !note.has_left ? (
            <WrittenRow key={note.student_id} place={place} note={note} longest={notes.longest} refused={refused.get(note.student_id)} onDirty={onDirty} onSaved={onSaved} senders={senders} />
          ) : (
            <ReadRow key={note.student_id} note={note} />
          ),
        )}
      </ul>
    </>
  );
}

export default function ReportNotesPage() {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "", classId = "", subject = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const term = ["1", "2", "3"].includes(search.get("term") ?? "") ? Number(search.get("term")) : 1;
  const notes = useQuery(reportNotesQuery(schoolId, classId, subject, term));
  const about = notes.data;
  return (
    <Page
      help={t("help")}
      title={t("title", { subject: about ? pick(about.subject_name_ar, about.subject_name_en) : "…" })}
      about={about && inDigits(t("about", { grade: about.grade, name: about.class_name, year: about.school_year }), digits)}
    >
      <SegmentedControl
        aria-label={t("terms")}
        value={String(term)}
        onChange={(value) => setSearch({ term: value }, { replace: true })}
        data={Array.from({ length: about?.terms ?? 2 }, (_, index) => ({ value: String(index + 1), label: t("term", { number: String(index + 1) }) }))}
      />
      <Resource query={notes} lines={10}>
        {(found) => <NotesOfTerm key={`${classId}/${subject}/${String(term)}`} place={{ schoolId, classId, subject, term }} notes={found} />}
      </Resource>
    </Page>
  );
}

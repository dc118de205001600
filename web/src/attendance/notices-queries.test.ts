import { expect, it } from "vitest";
import { answerTo, waitingNotices, type KeptNotice } from "./notices-queries";

type NoticeEvent = KeptNotice["events"][number];
const event = (kind: NoticeEvent["kind"], day: string): NoticeEvent => ({ notice_event_id: "1", notice_id: "1", kind, day, guardian_id: null, reference: "" });
const notice = (...events: NoticeEvent[]): KeptNotice => ({ notice_id: "1", student_id: "2", school_year_id: "3", term: 1, kind: "warning_1", unexcused_days: 3, latenesses: 0, issued_on: "2026-11-01", is_supported: true, events });

it("waits for the guardian until he acknowledged, whatever the post says", () => {
  expect(waitingNotices([notice(), notice(event("posted", "2026-11-02"), event("received", "2026-11-03"))])).toHaveLength(2);
  expect(waitingNotices([notice(event("acknowledged", "2026-11-04"))])).toEqual([]);
});

it("no longer waits once it was withdrawn, and says so before all else", () => expect(answerTo(notice(event("acknowledged", "2026-11-04"), event("withdrawn", "2026-11-05")))?.kind).toBe("withdrawn"));

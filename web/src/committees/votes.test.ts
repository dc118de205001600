import { describe, expect, it } from "vitest";
import { attendanceOf, membersOn, votesOf } from "./votes";

const member = (staff_member_id: string, first_day: string, last_day: string | null) => ({ committee_member_id: staff_member_id, committee_id: "1", staff_member_id, role: "member" as const, first_day, last_day, decision: "1", version: 1 });

describe("a session", () => {
  it("leaves out who was absent and names who stepped aside", () =>
    expect(attendanceOf(new Map([["1", "approved"], ["2", "absent"], ["3", "conflicted"], ["4", ""]]))).toEqual([{ staff_member_id: "1", vote: "approved" }, { staff_member_id: "3", is_conflicted: true }, { staff_member_id: "4" }]));
  it("has who belongs on its day", () => expect(membersOn([member("1", "2026-09-01", null), member("2", "2026-09-01", "2026-10-01"), member("3", "2026-12-01", null)], "2026-10-02").map((each) => each.staff_member_id)).toEqual(["1"]));
  it("has a last day too", () => expect(membersOn([member("2", "2026-09-01", "2026-10-01")], "2026-10-01")).toHaveLength(1));
  it("votes by the kind of case", () => {
    expect(votesOf("guidance")).toContain("PRIMARY_RETAINED");
    expect(votesOf("exceptional")).toEqual(["approved", "refused"]);
  });
});

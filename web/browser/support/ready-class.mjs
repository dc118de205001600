// A class of the Saudi sample school's year that is over, with its marks entered and signed: ready to be published. And people to
// work with it.
import { PASSWORD } from "./server.mjs";

const FIRST_DAY = "2024-08-18";

/** The Saudi sample school with its year that is over: paths, and the people who are signed in at the API. */
export async function saudiSchool(journey) {
  const [head, registrar, teacher] = await Promise.all(["head-teacher-sa", "registrar-sa", "teacher-sa"].map((name) => journey.person(name)));
  const grant = head.session.grants[0];
  const school = `/v1/schools/${grant.school_id}`;
  const year = (await head.get(`${school}/school-years`)).items.find((each) => each.name === "1446");
  return { head, registrar, teacher, schoolId: grant.school_id, school, yearId: year.school_year_id, teacherStaffId: teacher.session.grants[0].person_id };
}

/** A new member of staff with an appointment and an account whose password is that of the sample accounts: the account's name. */
export async function hired({ head, school }, role, name) {
  const staff = await head.post(`${school}/staff`, { name_ar: "ياسر عمر الحمدان", name_en: "Yasser", joined_on: "2024-09-01" });
  await head.post(`${school}/staff/${staff.staff_member_id}/appointments`, { role, first_day: "2026-09-13", decision: "44/2026" });
  const account = await head.post(`${school}/accounts`, { name, display_name: "ياسر الحمدان", kind: "staff_member", person_id: staff.staff_member_id });
  const { code } = await head.post(`${school}/accounts/${account.account_id}/codes`);
  const begun = await fetch(`${head.origin}/v1/session/code`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, code, new_password: PASSWORD }) });
  if (!begun.ok) throw new Error(`the first sign-in of ${name} was refused: ${await begun.text()}`);
  return name;
}

/** A class of one subject and one student, every mark the greatest there is and signed. */
export async function readyClass(place, { letter = "ج", number = "8002", isSigned = true } = {}) {
  const { head, registrar, teacher, school, yearId, teacherStaffId } = place;
  const plans = await head.get(`${school}/school-years/${yearId}/plans`);
  const plan =
    plans.items.find((each) => each.grade === 9) ??
    (await head.post(`${school}/school-years/${yearId}/plans`, { grade: 9, regulation: "sa_1426", subjects: [{ subject: "MTH", name_ar: "الرياضيات", name_en: "Mathematics", group: "OTHER", weekly_periods: 4 }] }));
  const made = await head.post(`${school}/classes`, { study_plan_id: plan.study_plan_id, name: letter, capacity: 10 });
  for (const more of [{ role: "class_head" }, { role: "teacher", subject: "MTH" }])
    await head.post(`${school}/staff/${teacherStaffId}/appointments`, { class_id: made.class_id, first_day: FIRST_DAY, decision: "12/1446", ...more });
  const student = await registrar.post(`${school}/students`, { student_number: number, name_parts: ["فهد", "صالح", "حسن", "الزيتون"], sex: "male", nationality: "SA" });
  await registrar.post(`${school}/students/${student.student_id}/enrolments`, { class_id: made.class_id, kind: "regular", first_day: FIRST_DAY });
  const { sheet_ids: sheets } = await head.post(`${school}/classes/${made.class_id}/mark-sheets/by-scheme`, { regulation: "sa_1426", grade: 9, subject: "MTH", on: "2025-06-01" });
  for (const id of sheets) {
    const path = `${school}/mark-sheets/${id}`;
    const sheet = await teacher.get(path);
    if (sheet.part === "second_round") continue;
    await head.post(`${path}/exceptions`, { staff_member_id: teacherStaffId, last_day: "2026-12-01", reason: "صف مضاف" });
    const entries = sheet.columns.map((column) => ({ student_id: student.student_id, column: column.key, value: column.maximum }));
    const recorded = await teacher.post(`${path}/entries`, { entries });
    if (isSigned) await teacher.post(`${path}/signature`, { sheet_version: recorded.sheet_version });
  }
  return { classId: made.class_id, studentId: student.student_id, name: "فهد صالح حسن الزيتون" };
}

/** A mark of a published student is corrected with the consent of the head: the result then no longer agrees with the record. */
export async function correctMark({ head, teacher, school }, classId, studentId, subject, value) {
  const { sheets } = await teacher.get(`${school}/classes/${classId}/mark-sheets?subject=${subject}`);
  const exam = sheets.find((sheet) => sheet.part === "exam" && sheet.term === 2);
  const path = `${school}/mark-sheets/${exam.sheet_id}`;
  const sheet = await teacher.get(path);
  const cell = sheet.cells.find((each) => each.student_id === studentId);
  const asked = await teacher.post(`${path}/corrections`, { student_id: studentId, column: cell.column, based_on: cell.version, value, reason: "transcription_error", evidence: "ورقة الإجابة" });
  await head.post(`${path}/corrections/${asked.correction_id}/decision`, { decision: "approved" });
}

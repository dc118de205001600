// Documents that the Saudi sample school has issued to a child of its guardian, with the key that signs them open.

const PASSPHRASE = "أربع نخلات على ضفة الوادي";

/** A card in each of the languages, the people at the API, and the serials in the order of the languages. */
export async function issuedCards(journey, languages) {
  const [head, registrar, guardian] = await Promise.all(["head-teacher-sa", "registrar-sa", "guardian-sa"].map((name) => journey.person(name)));
  const schoolId = head.session.grants[0].school_id;
  const school = `/v1/schools/${schoolId}`;
  const studentId = guardian.session.grants[0].children[0];
  const keys = (await head.get(`${school}/document-keys`)).items;
  if (!keys.some((each) => each.is_open)) {
    await head.post(`${school}/document-keys`, { holders: [head, registrar].map((each) => each.session.grants[0].person_id), needed: 2, decision: "17/2026" });
    for (const step of ["membership", "opening"]) for (const one of [head, registrar]) await one.post(`${school}/document-keys/${step}`, { passphrase: PASSPHRASE });
  }
  const year = (await head.get(`${school}/school-years`)).items.find((each) => each.name === "1446");
  const serials = [];
  for (const language of languages) {
    const { documents } = await registrar.post(`${school}/documents`, { kind: "certificate", part: "card", school_year_id: year.school_year_id, student_ids: [studentId], language, digits: "western" });
    serials.push(documents[0].serial);
  }
  return { head, registrar, schoolId, school, studentId, serials };
}

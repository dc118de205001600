/** The question that comes before every count of results. */
import { Select } from "@mantine/core";
import { defineMessages, useText } from "./messages";
import { PURPOSES, type Purpose } from "./purpose";

export const messages = defineMessages({
  purpose: { about: "Choice, needed", ar: "لأي غرض؟", en: "For which purpose?" },
  purpose_about: { about: "Under that choice", ar: "يُحفظ الغرض في سجل الاطلاع، ولا تُعرض الأعداد بدونه. يُسأل عنه مرة واحدة حتى الخروج.", en: "It is kept in the access log; without it no counts are shown. You are asked once until you sign out." },
  purpose_of: {
    about: "One purpose, by its code",
    ar: "{purpose, select, P1_ORGANISE {تنظيم أساليب التقويم وإجراءاته} P2_LEVEL_PROGRESS {مستوى الطلاب ومدى تقدمهم} P3_FEEDBACK {معلومات لتحسين التعلم} P4_REVIEW {تطوير التقويم ومراجعته} P5_REDUCE_FAILURE {الحد من التعثر والإعادة} other {غرض آخر}}",
    en: "{purpose, select, P1_ORGANISE {organising methods and procedures} P2_LEVEL_PROGRESS {level and progress of students} P3_FEEDBACK {information that improves learning} P4_REVIEW {developing and reviewing assessment} P5_REDUCE_FAILURE {reducing failure and repetition} other {another purpose}}",
  },
});

export function PurposeChoice({ purpose, choose }: { purpose: Purpose | undefined; choose: (purpose: Purpose | undefined) => void }) {
  const t = useText(messages);
  return (
    <Select
      label={t("purpose")}
      description={t("purpose_about")}
      data={PURPOSES.map((each) => ({ value: each, label: t("purpose_of", { purpose: each }) }))}
      value={purpose ?? null}
      onChange={(value) => choose(PURPOSES.find((each) => each === value))}
    />
  );
}

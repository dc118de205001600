import { Alert } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiFailure } from "./api";
import { useLocale } from "./messages";

/** What went wrong, in the reader's language, read out by screen readers when it appears. */
export function problemText(failure: unknown, language: "ar" | "en"): string {
  if (failure instanceof ApiFailure) return failure.problem.messages[language];
  // A fault of ours: the console has it for who looks after the program.
  console.error(failure);
  return language === "ar" ? "حدث خلل في البرنامج. أعد تحميل الصفحة." : "Something is wrong in the program. Load the page again.";
}

export function ProblemAlert({ failure, children }: { failure: unknown; children?: ReactNode }) {
  const { language } = useLocale();
  if (failure === undefined || failure === null) return null;
  return (
    <Alert className="problem-alert" variant="light" color="red" role="alert">
      {problemText(failure, language)}
      {children}
    </Alert>
  );
}

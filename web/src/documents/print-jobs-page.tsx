import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { useScope, yearOfDay } from "@/platform/scope";
import { today } from "@/platform/dates";
import { messages as schoolMessages } from "@/school/messages";
import { yearsQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { KeyLink } from "./issue";
import { Told } from "./issued-table";
import { messages as documentWords } from "./messages";
import { PrintJobForm } from "./print-job-form";
import { PrintJobList } from "./print-job-list";
import { messages } from "./print-messages";
import "./documents.css";

/** Papers of several classes at once, printed while one does something else. */
export default function PrintJobsPage() {
  const t = useText(messages);
  const d = useText(documentWords);
  const school = useText(schoolMessages);
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const scope = useScope();
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const years = useQuery(yearsQuery(schoolId));
  return (
    <Page help={t("help")} title={t("title")} wide about={<Link to={`/schools/${schoolId}/documents`}>{d("place")}</Link>} actions={<KeyLink schoolId={schoolId} />}>
      <Told text={told} onClose={() => setTold(undefined)} />
      {(may("document_draft") || may("document_issue")) && (
        <Resource query={years} lines={6}>
          {({ items }) => {
            const year = (scope.schoolId === schoolId ? scope.year : undefined) ?? yearOfDay(items, today());
            return year === undefined ? (
              <Nothing>{school("no_years")}</Nothing>
            ) : (
              <PrintJobForm
                schoolId={schoolId}
                year={year}
                onBegun={() => {
                  setTold(t("begun_told"));
                  void queries.invalidateQueries({ queryKey: ["print-jobs", schoolId] });
                }}
              />
            );
          }}
        </Resource>
      )}
      <PrintJobList schoolId={schoolId} />
    </Page>
  );
}

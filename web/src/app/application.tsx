import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link, Route, Routes } from "react-router";
import { useText } from "@/platform/messages";
import { ApiFailure } from "@/platform/api";
import { Loading } from "@/platform/resource";
import { Home } from "@/home/home";
import { Frame } from "./frame";
import { messages } from "./messages";
import { Page } from "./page";
import "./application-mantine.css";

const ClassPage = lazy(() => import("@/school/class-page"));
const ClassesPage = lazy(() => import("@/school/classes-page"));
const MarkSheetPage = lazy(() => import("@/marks/mark-sheet-page"));
const RollPage = lazy(() => import("@/attendance/roll-page"));
const ResultPage = lazy(() => import("@/results/result-page"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; what did not arrive is asked for twice more.
      retry: (count, failure) => failure instanceof ApiFailure && failure.isOffline && count < 2,
      staleTime: 15_000,
    },
  },
});

function NoSuchPage() {
  const t = useText(messages);
  return (
    <Page title={t("no_such_page")}>
      <Link to="/">{t("to_home")}</Link>
    </Page>
  );
}

export default function Application() {
  return (
    <QueryClientProvider client={queries}>
      <Frame>
        <Suspense fallback={<Loading lines={8} />}>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/schools/:schoolId/classes" element={<ClassesPage />} />
            <Route path="/schools/:schoolId/classes/:classId" element={<ClassPage />} />
            <Route path="/schools/:schoolId/classes/:classId/roll" element={<RollPage />} />
            <Route path="/schools/:schoolId/sheets/:sheetId" element={<MarkSheetPage />} />
            <Route path="/schools/:schoolId/students/:studentId/results/:yearId" element={<ResultPage />} />
            <Route path="*" element={<NoSuchPage />} />
          </Routes>
        </Suspense>
      </Frame>
    </QueryClientProvider>
  );
}

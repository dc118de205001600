import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Link, Route, Routes } from "react-router";
import { useText } from "@/platform/messages";
import { ApiFailure } from "@/platform/api";
import { Loading } from "@/platform/resource";
import { Home } from "@/home/home";
import { Frame } from "./frame";
import { messages } from "./messages";
import { Page } from "./page";
import { rooms } from "./rooms";
import "./application-mantine.css";

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
            {rooms.flatMap((room) => room.pages.map(({ path, Page: RoomPage }) => <Route key={path} path={path} element={<RoomPage />} />))}
            <Route path="*" element={<NoSuchPage />} />
          </Routes>
        </Suspense>
      </Frame>
    </QueryClientProvider>
  );
}

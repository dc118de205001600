import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Link, matchPath, Route, Routes } from "react-router";
import { useText } from "@/platform/messages";
import { queries } from "@/platform/query-client";
import { Sender } from "@/offline/sender";
import { ScopeProvider } from "@/platform/scope";
import { Loading } from "@/platform/resource";
import { Home } from "@/home/home";
import { Frame } from "./frame";
import { messages } from "./messages";
import { Page } from "./page";
import { rooms } from "./rooms";
import "./application-mantine.css";

/** Fetches the page that was asked for, while the session is still looked at. One that does not come says so in its place. */
export async function askedPage(): Promise<void> {
  const here = rooms.flatMap(({ pages }) => pages).filter(({ path }) => matchPath(path, location.pathname));
  await Promise.allSettled(here.map(({ fetch }) => fetch()));
}

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
      <ScopeProvider>
      <Frame>
        <Suspense fallback={<Loading lines={8} />}>
          <Routes>
            <Route path="/" element={<Home />} />
            {rooms.flatMap((room) => room.pages.map(({ path, Page: RoomPage }) => <Route key={path} path={path} element={<RoomPage />} />))}
            <Route path="*" element={<NoSuchPage />} />
          </Routes>
        </Suspense>
      </Frame>
      <Sender />
      </ScopeProvider>
    </QueryClientProvider>
  );
}

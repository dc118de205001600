import { Button, Menu, SegmentedControl, UnstyledButton } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Link, NavLink } from "react-router";
import { useSession } from "@/access/session";
import { messages as accessMessages } from "@/access/messages";
import { formatMessage, useLocale, useText } from "@/platform/messages";
import { usePreferences } from "@/platform/preferences";
import type { Place } from "@/platform/pages";
import { useScope } from "@/platform/scope";
import { SidePlace } from "@/platform/side-panel";
import { messages as frameMessages } from "./frame-messages";
import { messages } from "./messages";
import { placesOf } from "./places";
import { ScopeSwitch } from "./scope-switch";
import { Search } from "./search";
import { SyncState } from "./sync-state";
import "./frame.css";

function PersonMenu() {
  const t = useText(messages);
  const access = useText(accessMessages);
  const { session, signOut } = useSession();
  const { preferences, change } = usePreferences();
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="subtle" aria-label={t("menu_of", { name: session.display_name })} className="person">
          {session.display_name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("language")}</Menu.Label>
        <SegmentedControl fullWidth aria-label={t("language")} value={preferences.language} data={[{ value: "ar", label: "العربية" }, { value: "en", label: "English" }]} onChange={(language) => change({ language: language === "en" ? "en" : "ar" })} />
        <Menu.Label>{t("digits")}</Menu.Label>
        <SegmentedControl fullWidth aria-label={t("digits")} value={preferences.digits} data={[{ value: "arab", label: t("digits_arab") }, { value: "latn", label: t("digits_latn") }]} onChange={(digits) => change({ digits: digits === "latn" ? "latn" : "arab" })} />
        <Menu.Label>{t("looks")}</Menu.Label>
        <SegmentedControl fullWidth aria-label={t("looks")} value={preferences.theme} data={[{ value: "light", label: t("light") }, { value: "dark", label: t("dark") }, { value: "auto", label: t("auto") }]} onChange={(theme) => change({ theme: theme === "light" || theme === "dark" ? theme : "auto" })} />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{access("sign_out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

// As many places as a phone has room for; where there are more, the last is a menu.
const AT_THE_FOOT = 5;

function MorePlaces({ places }: { places: readonly Place[] }) {
  const t = useText(frameMessages);
  const locale = useLocale();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <UnstyledButton className="frame-place frame-more">{t("more")}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item key={place.path} component={Link} to={place.path}>
            {formatMessage(place.label, locale)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What stands around every page: the rail at its start (at the foot on a phone), the top with the person. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useText(messages);
  const access = useText(accessMessages);
  const locale = useLocale();
  const { session } = useSession();
  const { schoolId } = useScope();
  const [side, setSide] = useState<HTMLElement | null>(null);
  // Of who works at several schools, the places of the one that is chosen; children and offices are no school's.
  const places = placesOf((session.grants ?? []).filter((grant) => grant.school_id === undefined || grant.school_id === schoolId || grant.permissions["school_read"] !== "school"));
  return (
    <div className="frame">
      <a className="to-content" href="#content">
        {t("to_content")}
      </a>
      <header className="frame-top">
        <NavLink to="/" className="frame-name">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {access("product")}
        </NavLink>
        <ScopeSwitch />
        <Search />
        <SyncState />
        <PersonMenu />
      </header>
      <nav className="frame-rail" aria-label={t("places")}>
        {places.map((place) => (
          <NavLink key={place.path} to={place.path} end={places.some((other) => other !== place && other.path.startsWith(place.path))} className="frame-place">
            {formatMessage(place.label, locale)}
          </NavLink>
        ))}
        {places.length > AT_THE_FOOT && <MorePlaces places={places.slice(AT_THE_FOOT - 1)} />}
      </nav>
      <main id="content" className="frame-content" tabIndex={-1}>
        <SidePlace value={side}>{children}</SidePlace>
      </main>
      <div ref={setSide} className="frame-side" />
    </div>
  );
}

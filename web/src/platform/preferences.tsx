/** What a person chose about the looks. Kept in this browser; nothing about pupils is in it. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { LocaleContext, type Digits, type Language, type Locale } from "./messages";

export type Theme = "light" | "dark" | "auto";

export interface Preferences extends Locale {
  theme: Theme;
}

interface PreferencesAccess {
  preferences: Preferences;
  change: (part: Partial<Preferences>) => void;
}

const KEY = "taqwim.preferences";
const DEFAULTS: Preferences = { language: "ar", digits: "arab", theme: "auto" };

const one = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((each) => each === value) ?? otherwise;

/** What is kept, or the defaults where nothing or something else is. */
export function readPreferences(kept: string | null): Preferences {
  let found: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    if (typeof value === "object" && value !== null) found = value as Record<string, unknown>;
  } catch {
    // Another program's text: the defaults stand.
  }
  return {
    language: one<Language>(found["language"], ["ar", "en"], DEFAULTS.language),
    digits: one<Digits>(found["digits"], ["arab", "latn"], DEFAULTS.digits),
    theme: one<Theme>(found["theme"], ["light", "dark", "auto"], DEFAULTS.theme),
  };
}

const PreferencesContext = createContext<PreferencesAccess>({ preferences: DEFAULTS, change: () => undefined });

export function usePreferences(): PreferencesAccess {
  return useContext(PreferencesContext);
}

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => readPreferences(localStorage.getItem(KEY)));
  const change = useCallback((part: Partial<Preferences>) => {
    setPreferences((old) => {
      const next = { ...old, ...part };
      localStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);
  const access = useMemo(() => ({ preferences, change }), [preferences, change]);
  const locale = useMemo(
    () => ({ language: preferences.language, digits: preferences.digits }),
    [preferences.language, preferences.digits],
  );
  useEffect(() => {
    document.documentElement.lang = preferences.language;
    document.documentElement.dir = preferences.language === "ar" ? "rtl" : "ltr";
  }, [preferences.language]);
  return (
    <PreferencesContext.Provider value={access}>
      <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
    </PreferencesContext.Provider>
  );
}

const prefersDark = () => matchMedia("(prefers-color-scheme: dark)");

function watchPrefersDark(listener: () => void): () => void {
  const query = prefersDark();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Light or dark: as chosen, else as the machine is set. */
export function useColourScheme(): "light" | "dark" {
  const { preferences } = usePreferences();
  const machineIsDark = useSyncExternalStore(watchPrefersDark, () => prefersDark().matches);
  return preferences.theme === "auto" ? (machineIsDark ? "dark" : "light") : preferences.theme;
}

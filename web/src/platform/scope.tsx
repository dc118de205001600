/** Which school, year and term a person works in just now: one switch in the frame for all pages. */
import { useQuery } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { useSession } from "@/access/session";
import type { Schemas } from "./api";
import { today } from "./dates";
import { yearsQuery } from "@/school/queries";

export type SchoolYear = Schemas["SchoolYear"];

interface Chosen {
  schoolId?: string;
  yearId?: string;
  term?: number;
}

export interface Scope {
  schools: readonly string[];
  /** None for who belongs to no school, such as guardians and offices. */
  schoolId: string | undefined;
  years: readonly SchoolYear[];
  year: SchoolYear | undefined;
  /** The chosen term, else the one of today; none between terms. */
  term: number | undefined;
  choose: (part: Chosen) => void;
}

const ScopeContext = createContext<Scope>({ schools: [], schoolId: undefined, years: [], year: undefined, term: undefined, choose: () => undefined });

export function useScope(): Scope {
  return useContext(ScopeContext);
}

/** The year in which a day lies, else the newest. */
export function yearOfDay<Year extends Pick<SchoolYear, "first_day" | "last_day">>(years: readonly Year[], day: string): Year | undefined {
  return years.find((year) => year.first_day <= day && day <= year.last_day) ?? years[0];
}

export function termOfDay(year: Pick<SchoolYear, "terms"> | undefined, day: string): number | undefined {
  return year?.terms.find((term) => term.first_day <= day && day <= term.last_day)?.number;
}

const KEY = "taqwim.scope";

// For this tab alone: numbers of a school and a year, no names.
function read(): Chosen {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Chosen;
  } catch {
    return {};
  }
}

export function ScopeProvider({ children }: { children: ReactNode }) {
  const { session } = useSession();
  const [chosen, setChosen] = useState(read);
  const choose = useCallback((part: Chosen) => {
    setChosen((old) => {
      // Another school has other years, and another year has other terms.
      const next: Chosen = part.schoolId !== undefined ? { schoolId: part.schoolId } : part.yearId !== undefined ? { ...(old.schoolId === undefined ? {} : { schoolId: old.schoolId }), yearId: part.yearId } : { ...old, ...part };
      sessionStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);
  const schools = useMemo(() => [...new Set((session.grants ?? []).flatMap(({ school_id, permissions }) => (school_id !== undefined && permissions["school_read"] === "school" ? [school_id] : [])))], [session.grants]);
  const schoolId = schools.find((each) => each === chosen.schoolId) ?? schools[0];
  const found = useQuery({ ...yearsQuery(schoolId ?? ""), enabled: schoolId !== undefined });
  const scope = useMemo((): Scope => {
    const years = found.data?.items ?? [];
    const year = years.find((each) => each.school_year_id === chosen.yearId) ?? yearOfDay(years, today());
    const term = year?.terms.find((each) => each.number === chosen.term)?.number ?? termOfDay(year, today());
    return { schools, schoolId, years, year, term, choose };
  }, [choose, chosen.term, chosen.yearId, found.data, schoolId, schools]);
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

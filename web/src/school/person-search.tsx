/** Finds one person by part of his name and gives him to the form around. */
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { messages as desk } from "./desk/messages";
import { useLater } from "./desk/use-later";
import { messages } from "./student-messages";

export interface Found {
  id: string;
  name_ar: string;
  name_en: string;
  about?: string;
}

export function PersonSearch({ label, queryKey, read, chosen, onChoose }: { label: string; queryKey: readonly unknown[]; read: (typed: string) => Promise<Found[]>; chosen: Found | undefined; onChoose: (found: Found) => void }) {
  const t = useText(messages);
  const d = useText(desk);
  const pick = usePick();
  const [typed, setTyped] = useState("");
  const text = useLater(typed);
  const query = useQuery({ queryKey: [...queryKey, text], queryFn: () => read(text), enabled: text.trim() !== "" });
  return (
    <div className="desk-person">
      <TextInput type="search" label={label} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      {text.trim() !== "" && (
        <Resource query={query} lines={2}>
          {(people) =>
            people.length === 0 ? (
              <p className="desk-quiet">{d("nothing_matches")}</p>
            ) : (
              <ul className="rows">
                {people.slice(0, 8).map((person) => {
                  const name = pick(person.name_ar, person.name_en);
                  return (
                    <li key={person.id} className="row-link">
                      <span>
                        {name} {person.about !== undefined && <bdi className="desk-quiet">{person.about}</bdi>}
                      </span>
                      <Button size="compact-sm" variant={chosen?.id === person.id ? "filled" : "light"} aria-pressed={chosen?.id === person.id} aria-label={t("pick_name", { name })} onClick={() => onChoose(person)}>
                        {t("pick")}
                      </Button>
                    </li>
                  );
                })}
              </ul>
            )
          }
        </Resource>
      )}
      {chosen && <p role="status">{t("chosen", { name: pick(chosen.name_ar, chosen.name_en) })}</p>}
    </div>
  );
}

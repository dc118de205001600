/** Sends what earlier pages of the same person kept, when the network is there: of sheets that no page has open, and of rolls. */
import { useEffect, useState } from "react";
import { useSession } from "@/access/session";
import { useSheet } from "@/marks/use-sheet";
import { onReachChange, serverIsReached } from "@/platform/api";
import { today } from "@/platform/dates";
import { theKeeper, trying } from "./account";
import { IsSender, isOpenSheet, onOpenSheets, type KeptSheet } from "./kept-entries";
import { forgetWrites, sendKeptWrites, takeUpWrites } from "./kept-writes";
import { keepTodaysLists } from "./lists";

const AGAIN_MS = 15_000;

function SheetSender({ schoolId, sheetId }: { schoolId: string; sheetId: string }) {
  useSheet(schoolId, sheetId, { day: today() });
  return null;
}

export function Sender() {
  const { session } = useSession();
  const [sheets, setSheets] = useState<readonly KeptSheet<unknown, unknown>[]>([]);

  useEffect(() => keepTodaysLists(session), [session]);

  useEffect(() => {
    const look = () =>
      void trying(async () => {
        const kept = (await theKeeper()?.all("entries")) ?? [];
        setSheets(kept.flatMap(([, value]) => (typeof value === "object" && value !== null && "sheetId" in value ? [value as KeptSheet<unknown, unknown>] : [])).filter(({ sheetId }) => !isOpenSheet(sheetId)));
      });
    look();
    return onOpenSheets(look);
  }, []);

  useEffect(() => {
    const again = () => void trying(sendKeptWrites);
    void trying(takeUpWrites).then(again);
    window.addEventListener("online", again);
    const regularly = window.setInterval(again, AGAIN_MS);
    const stopReach = onReachChange(() => serverIsReached() && again());
    return () => {
      window.removeEventListener("online", again);
      window.clearInterval(regularly);
      stopReach();
      forgetWrites();
    };
  }, []);

  return (
    <IsSender value={true}>
      {sheets.map(({ schoolId, sheetId }) => (
        <SheetSender key={sheetId} schoolId={schoolId} sheetId={sheetId} />
      ))}
    </IsSender>
  );
}

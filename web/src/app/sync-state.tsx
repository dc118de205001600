/** Whether everything is saved: in one calm place, on every page. */
import { Menu, UnstyledButton } from "@mantine/core";
import { Link } from "react-router";
import { useSyncState } from "@/offline/state";
import { useText } from "@/platform/messages";
import { messages } from "./sync-messages";

export function SyncState() {
  const t = useText(messages);
  const { isReached, unsaved } = useSyncState();
  const sum = (of: "sending" | "waiting" | "conflicts" | "refused") => unsaved.reduce((total, each) => total + each[of], 0);
  const [conflicts, refused] = [sum("conflicts"), sum("refused")];
  // Without a network what is on its way waits too.
  const waiting = sum("waiting") + (isReached ? 0 : sum("sending"));
  const look = conflicts + refused;
  const kind = look > 0 ? "look" : waiting > 0 || !isReached ? "waiting" : sum("sending") > 0 ? "sending" : "saved";
  const text = conflicts > 0 ? t("conflict", { count: conflicts }) : refused > 0 ? t("refused", { count: refused }) : waiting > 0 ? t(isReached ? "waiting" : "waiting_offline", { count: waiting }) : kind === "sending" ? t("sending") : isReached ? t("all_saved") : t("offline");
  const places = unsaved.filter((each) => each.waiting + each.conflicts + each.refused > 0);
  if (places.length === 0)
    return (
      <span className="sync-state" role="status" data-kind={kind}>
        {text}
      </span>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className="sync-state" data-kind={kind}>
          <span role="status">{text}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("where")}</Menu.Label>
        {places.map((each) => (
          <Menu.Item key={each.path} component={Link} to={each.path}>
            {t("place", { kind: each.path.includes("/sheets/") ? "sheet" : "roll", count: each.waiting + each.conflicts + each.refused })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useText } from "@/platform/messages";
import { messages } from "./publication-messages";
import { progressQuery } from "./queries";

/** How far it is while classes are published one after the other; closing the dialogue stops nothing. */
export function PublishingProgress({ schoolId, yearId, classIds }: { schoolId: string; yearId: string; classIds: readonly string[] }) {
  const t = useText(messages);
  const progress = useQuery({ ...progressQuery(schoolId, yearId), refetchInterval: 1000 });
  const done = progress.data?.classes.filter((each) => each.publication !== null && classIds.includes(each.class_id)).length ?? 0;
  return (
    <div role="status">
      <p>{t("publishing", { count: done, all: classIds.length })}</p>
      <Progress value={(done * 100) / Math.max(classIds.length, 1)} aria-label={t("publishing", { count: done, all: classIds.length })} />
    </div>
  );
}

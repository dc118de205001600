import { useQuery } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import { useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ClassName, SubjectName } from "./class-name";
import { messages } from "./staff-messages";
import { WeekTable } from "./week-table";

export function WeekOfTeacher({ schoolId, staffId }: { schoolId: string; staffId: string }) {
  const t = useText(messages);
  const query = useQuery({
    queryKey: ["timetable-of-teacher", schoolId, staffId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}/timetable", { params: { path: { school_id: schoolId, staff_member_id: staffId } } })),
  });
  return (
    <Resource query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{t("no_timetable")}</Nothing>
        ) : (
          <WeekTable
            label={t("timetable")}
            weekdays={[...new Set(items.map((each) => each.weekday))]}
            periods={Math.max(...items.map((each) => each.period))}
            cell={(weekday, period) =>
              items
                .filter((each) => each.weekday === weekday && each.period === period)
                .map((each) => (
                  <span key={each.timetable_slot_id} className="week-slot">
                    <SubjectName schoolId={schoolId} classId={each.class_id} subject={each.subject} />
                    <span className="desk-quiet">
                      <ClassName schoolId={schoolId} classId={each.class_id} />
                    </span>
                  </span>
                ))
            }
          />
        )
      }
    </Resource>
  );
}

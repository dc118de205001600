import { useQuery } from "@tanstack/react-query";
import { useText } from "@/platform/messages";
import { messages as schoolMessages } from "@/school/messages";
import { classesQuery } from "@/school/queries";

/** Classes of a year by their id, as people call them: "الصف ٨ أ". */
export function useClassNames(schoolId: string, yearId: string): (classId: string, otherwise?: string) => string {
  const t = useText(schoolMessages);
  const classes = useQuery({ ...classesQuery(schoolId, yearId), enabled: yearId !== "" });
  return (classId, otherwise = "") => {
    const found = classes.data?.items.find((each) => each.class_id === classId);
    return found ? t("class_name", { grade: found.grade, name: found.name }) : otherwise;
  };
}

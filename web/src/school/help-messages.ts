/** Help of the pages of this room: what a page is for, what comes first, what happens then. */
import { defineMessages } from "@/platform/messages";

export const messages = defineMessages({
  classes: {
    about: "Help: The classes of a year",
    ar: "فصول العام الذي اخترته في أعلى الصفحة. افتح فصلاً لترى كشوف درجاته ومتعلميه، ومنه إلى حضوره وحاله ونتائجه.\nلفصول عام آخر بدّل العام من أعلى الصفحة.",
    en: "The classes of the year that is chosen at the top. Open one for its mark sheets and students, and from there its attendance, how it stands, its results.\nFor another year's classes, change the year at the top.",
  },
  class: {
    about: "Help: One class",
    ar: "الفصل كله من مكان واحد: كشوف مواده وما بقي فيها، ثم متعلموه. افتح كشفاً لترصد فيه، واسماً لترى صفحة صاحبه.\nالروابط في الأعلى هي ما يشمله تكليفك، وما لا تراه يراه من كُلّف به.",
    en: "The whole class in one place: its sheets with what is missing, then its students. Open a sheet to enter marks, a name for the student's page.\nThe links at the top are what your appointment covers; what you don't see is somebody else's.",
  },
  guardian: {
    about: "Help: One guardian",
    ar: "بيانات ولي الأمر وأبناؤه في المدرسة. يُربط به ابن من ملف الابن نفسه، بصلته.\n«حساب الدخول» ينشئ له حساباً، ويُسلَّم رمزاً يصلح مرة واحدة ليختار كلمة مروره بنفسه.",
    en: "The guardian's data and children at the school. A child is linked from its own file, with the relation.\n“Account” makes one; he is handed a code that works once and chooses his own password.",
  },
  student_file: {
    about: "Help: A student's file in the office",
    ar: "ملف المتعلم عند المدرسة: بياناته وقيده وأولياء أمره وأوراقه وإعفاءاته وانتقاله. ابدأ بالقيد: لا يظهر في كشف ولا في حضور قبل أن يُقيَّد في فصل.\nلا يُمحى شيء: ما تغيّر يُكتب بتاريخه وسببه ويبقى ما قبله. أما درجاته ونتائجه ففي صفحته.",
    en: "The student's file at the school: data, enrolment, guardians, papers, exemptions, transfers. Begin with the enrolment: before it he stands in no sheet and no roll.\nNothing is wiped out: a change has its day and reason, and what was stays. Marks and results are on his own page.",
  },
  staff_member: {
    about: "Help: One member of staff",
    ar: "من هو، وبماذا كُلّف. ما يراه المنسوب وما يفعله يأتي من تكليفاته هنا وحدها: عمل، وفصل أو مادة، من يوم إلى يوم، بقرار.\nمن تغيّر عمله أنهِ تكليفه القديم ثم كلّفه بالجديد: يبقى مقروءاً من عمل ماذا ومتى.",
    en: "Who it is, and appointed to what. What he sees and does comes from these appointments alone: a role, a class or subject, from a day to a day, by a decision.\nWhen the work changes, end the old appointment and make a new one: who did what, and when, stays legible.",
  },
});

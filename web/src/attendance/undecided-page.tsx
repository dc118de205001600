import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { mayAtSchool, useSession } from "@/access/session";
import { useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./attendance-messages";
import { ExcuseRow, LeaveRow } from "./decisions";
import { undecidedQuery } from "./requests";
import "./attendance.css";
import "./roll-page.css";

export default function UndecidedPage() {
  const t = useText(messages);
  const { session } = useSession();
  const { schoolId = "" } = useParams();
  const query = useQuery(undecidedQuery(schoolId));
  const mayDecide = mayAtSchool(session.grants, "excuse_decide", schoolId);
  return (
    <Page
      help={t("help_undecided")}
      title={t("undecided_title")}
    >
      <Resource query={query} lines={8}>
        {({ excuses, leaves }) => (
          <>
            <h2 className="section-title">{t("excuses")}</h2>
            {excuses.length === 0 ? (
              <Nothing>{t("no_excuses")}</Nothing>
            ) : (
              <ul className="rows">
                {excuses.map((excuse) => (
                  <ExcuseRow key={excuse.excuse_id} schoolId={schoolId} excuse={excuse} mayDecide={mayDecide} />
                ))}
              </ul>
            )}
            <h2 className="section-title">{t("leaves")}</h2>
            {leaves.length === 0 ? (
              <Nothing>{t("no_leaves")}</Nothing>
            ) : (
              <ul className="rows">
                {leaves.map((leave) => (
                  <LeaveRow key={leave.leave_id} schoolId={schoolId} leave={leave} mayDecide={mayDecide} />
                ))}
              </ul>
            )}
          </>
        )}
      </Resource>
    </Page>
  );
}

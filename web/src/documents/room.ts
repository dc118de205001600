import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/documents", () => import("./documents-page")),
    page("/schools/:schoolId/classes/:classId/subjects/:subject/papers", () => import("./subject-papers-page")),
    page("/schools/:schoolId/print-jobs", () => import("./print-jobs-page")),
    page("/schools/:schoolId/document-keys", () => import("./keys-page")),
    page("/schools/:schoolId/students/:studentId/documents", () => import("./student-documents-page")),
    page("/schools/:schoolId/document-requests", () => import("./requests-page")),
    page("/schools/:schoolId/document-requests/:requestId", () => import("./request-page")),
    page("/schools/:schoolId/amendment-letters", () => import("./received-letters-page")),
    page("/schools/:schoolId/name-admissions", () => import("./names-page")),
    page("/directorates/:directorateId/amendments", () => import("./amendments-page")),
    page("/directorates/:directorateId/schools/:schoolId/amendments/:requestId", () => import("./amendment-page")),
    page("/schools/:schoolId/attestations", () => import("./attestations-page")),
    page("/directorates/:directorateId/schools/:schoolId/attestations", () => import("./director-attestations-page")),
    page("/children/:schoolId/:studentId/documents", () => import("./child-documents-page")),
    page("/document-templates", () => import("./templates-page")),
    page("/document-templates/new", () => import("./template-new-page")),
    page("/document-templates/:templateId", () => import("./template-page")),
    page("/document-templates/:templateId/edit", () => import("./template-edit-page")),
  ],
  placesOf: ({ school_id: schoolId, permissions }) => [
    ...(schoolId !== undefined && permissions["document_issue"] === "school" ? [{ path: `/schools/${schoolId}/documents`, label: messages.place, order: 45 }] : []),
    // How papers look is set where values of the law are: by an office of the installation.
    ...("policy_manage" in permissions ? [{ path: "/document-templates", label: messages.templates_place, order: 35 }] : []),
  ],
};

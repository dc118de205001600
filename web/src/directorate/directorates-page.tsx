import { useQueryClient } from "@tanstack/react-query";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { countries } from "@/school/countries";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm, type Field, type Sent, type Values } from "@/school/desk/form";
import { PartList, Table, useParts } from "@/school/desk/table";
import { messages } from "./directorates-messages";

type Directorate = Schemas["Directorate"];
type Country = Directorate["country"];
type Name = "country" | "name_ar" | "name_en" | "region_id";

const COUNTRIES: readonly Country[] = ["KW", "SA", "OM"];

function useCountryName(): (country: string) => string {
  const { language } = useLocale();
  const choices = countries(language);
  return (country) => choices.find((each) => each.value === country)?.label ?? country;
}

/** A new directorate, or another name and region of one that is there. */
function DirectorateForm({ own, all, send, reread, close }: { own?: Directorate; all: readonly Directorate[]; send: (values: Values<Name>, sent: Sent) => Promise<unknown>; reread?: () => Promise<Directorate | undefined>; close: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const nameOf = useCountryName();
  const valuesOf = (it: Directorate | undefined): Values<Name> => ({ country: it?.country ?? "", name_ar: it?.name_ar ?? "", name_en: it?.name_en ?? "", region_id: it?.region_id ?? "" });
  const isRegion = own !== undefined && all.some((each) => each.region_id === own.directorate_id);
  const fields: Field<Name>[] = [
    { name: "country", label: t("country"), kind: "choice", choices: COUNTRIES.map((value) => ({ value, label: nameOf(value) })), isShown: () => own === undefined },
    { name: "name_ar", label: t("name_ar") },
    { name: "name_en", label: t("name_en") },
    {
      name: "region_id",
      label: t("region"),
      kind: "choice",
      isOptional: true,
      hint: t("region_hint"),
      choices: all.filter((each) => each.region_id === null && each.directorate_id !== own?.directorate_id && (own === undefined || each.country === own.country)).map((each) => ({ value: each.directorate_id, label: pick(each.name_ar, each.name_en) })),
      isShown: () => !isRegion,
    },
  ];
  return (
    <RecordForm
      fields={fields}
      initial={valuesOf(own)}
      version={own?.version ?? 0}
      send={send}
      {...(reread === undefined
        ? {}
        : {
            reread: async () => {
              const now = await reread();
              return { values: valuesOf(now), version: now?.version ?? 0 };
            },
          })}
      onSaved={close}
      onCancel={close}
    />
  );
}

/** The directorates of the installation, and which region each belongs to. */
export default function DirectoratesPage() {
  const t = useText(messages);
  const pick = usePick();
  const nameOf = useCountryName();
  const queries = useQueryClient();
  const read = (after: string | undefined) => answerOf(client.GET("/v1/directorates", { params: { query: { limit: 200, ...(after === undefined ? {} : { after }) } } }));
  const query = useParts(["directorates"], read);
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const named = (id: string | null) => {
    const found = all.find((each) => each.directorate_id === id);
    return found === undefined ? "" : pick(found.name_ar, found.name_en);
  };
  const saved = (close: () => void) => () => {
    close();
    void queries.invalidateQueries({ queryKey: ["directorates"] });
  };
  const regionOf = (values: Values<Name>) => (values.region_id === "" ? null : values.region_id);
  return (
    <Page
      title={t("title")}
      help={t("help")}
      wide
      actions={
        <ButtonDialog label={t("add")} variant="filled">
          {(close) => (
            <DirectorateForm
              all={all}
              close={saved(close)}
              send={(values, { key }) => answerOf(client.POST("/v1/directorates", { params: { header: { "Idempotency-Key": key } }, body: { country: values.country as Country, name_ar: values.name_ar, name_en: values.name_en, region_id: regionOf(values) } }))}
            />
          )}
        </ButtonDialog>
      }
    >
      <PartList query={query} empty={<Nothing>{t("none")}</Nothing>}>
        {(items) => (
          <Table
            label={t("title")}
            rows={items}
            keyOf={(each) => each.directorate_id}
            columns={[
              { head: t("name"), isName: true, cell: (each) => pick(each.name_ar, each.name_en) },
              { head: t("country"), cell: (each) => nameOf(each.country) },
              { head: t("region"), cell: (each) => named(each.region_id) || "–" },
              {
                head: "",
                cell: (each) => (
                  <ButtonDialog label={t("change")} title={t("change_of", { name: pick(each.name_ar, each.name_en) })} ariaLabel={t("change_of", { name: pick(each.name_ar, each.name_en) })} size="compact-sm">
                    {(close) => (
                      <DirectorateForm
                        own={each}
                        all={items}
                        close={saved(close)}
                        reread={async () => (await query.refetch()).data?.pages.flatMap((page) => page.items).find((one) => one.directorate_id === each.directorate_id)}
                        send={(values, { key, version }) =>
                          answerOf(
                            client.PATCH("/v1/directorates/{directorate_id}", {
                              params: { path: { directorate_id: each.directorate_id }, header: { "Idempotency-Key": key } },
                              body: { name_ar: values.name_ar, name_en: values.name_en, region_id: regionOf(values), version },
                            }),
                          )
                        }
                      />
                    )}
                  </ButtonDialog>
                ),
              },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}

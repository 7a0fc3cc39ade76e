import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { revise } from "../../notify/tell.ts";
import { type ImportListener, type ImportView, type ReportRow, readImport, readReport } from "../imports/public.ts";
import { importCard } from "./cards.ts";

/** The card of an import, by which it is kept up to date. */
export const subjectOf = (id: string): string => `import:${id}`;

/** Rows on the card; all of them are in the sheet. */
const SHOWN = 5;

/** The first rows worth a look: those that are refused, else those that are added to what is there. */
export async function rowsShown(scope: Scope, { id, state }: ImportView): Promise<Record<Language, ReportRow[]>> {
  if (state !== "planned" && state !== "applied") return { en: [], zh: [] };
  const page = async (language: Language): Promise<ReportRow[]> => {
    const refused = await readReport(scope, id, { language, limit: SHOWN, verdict: "refuse" });
    const rest = SHOWN - refused.length;
    return rest > 0
      ? [...refused, ...(await readReport(scope, id, { language, limit: rest, verdict: "merge" }))]
      : refused;
  };
  return { en: await page("en"), zh: await page("zh") };
}

/** Keeps the card of an import up to date while it goes on in the background. */
export const importListener: ImportListener = {
  async moved(change: Change, id: string) {
    const view = await readImport(change, id);
    if (!view?.memberId) return;
    const rows = await rowsShown(change, view);
    await revise(change, subjectOf(id), ({ language }) => importCard(view, rows[language], language));
  },
};

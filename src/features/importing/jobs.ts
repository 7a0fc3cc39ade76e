import { z } from "zod";
import { LARGEST_FILE } from "../../chat/port.ts";
import { asMemberId } from "../../core/ids.ts";
import { defineJob } from "../../core/job.ts";
import { LANGUAGES, type Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { tell, tellFile } from "../../notify/tell.ts";
import { writeBook } from "../../sheets/write.ts";
import * as imports from "../imports/public.ts";
import { reportFailedCard, reportTooLargeCard } from "./cards.ts";
import { texts } from "./texts.ts";

const ROWS_AT_ONCE = 2_000;

const payload = z.object({
  importId: z.uuid(),
  memberId: z.uuid(),
  /** The platform it was asked for on, and the language it was asked for in. */
  on: z.string(),
  language: z.enum(LANGUAGES),
  /** Names the press: run again, it is sent once. */
  press: z.string(),
});

/** Every row and what becomes of it, as a sheet for whoever asked. */
export const reportJob = defineJob({
  name: "importing.report",
  payload,
  retries: 3,
  async run({ scope, change }, { importId, memberId, on, language, press }) {
    const asker = { ...scope, memberId: asMemberId(memberId) };
    const view = await imports.readImport(asker, importId);
    if (!view) return;
    const t = texts[language];
    const columns = [
      { label: t.number, width: 8 },
      { label: t.verdict, width: 14 },
      { label: t.about, width: 36 },
      { label: t.why, width: 60 },
    ];
    const bytes = await writeBook([{ name: t.report, columns, rows: () => reportRows(asker, importId, language) }]);
    const title = t.reportName({ file: view.file });
    const name = `${title.replace(/[\\/:*?"<>|]/g, " ")}.xlsx`;
    const [key, to] = [`import:${importId}:report:${press}`, { member: asker.memberId, on }];
    await change((change) =>
      bytes.length > LARGEST_FILE
        ? tell(change, { key, to, card: (reader) => reportTooLargeCard(view.file, reader.language) })
        : tellFile(change, { key, to, file: { name, bytes } }),
    );
  },
  async gaveUp({ scope, change }, { importId, memberId, on, press }) {
    const asker = { ...scope, memberId: asMemberId(memberId) };
    const view = await imports.readImport(asker, importId);
    if (!view) return;
    const [key, to] = [`import:${importId}:report:${press}:failed`, { member: asker.memberId, on }];
    await change((change) => tell(change, { key, to, card: ({ language }) => reportFailedCard(view.file, language) }));
  },
});

async function* reportRows(scope: Scope, id: string, language: Language) {
  for (let after: number | undefined; ; ) {
    const asked = { language, limit: ROWS_AT_ONCE, ...(after !== undefined && { after }) };
    const page = await imports.readReport(scope, id, asked);
    yield page.map(({ row, said, about, why }) => [row, said, about, why]);
    if (page.length < ROWS_AT_ONCE) return;
    after = page.at(-1)?.row;
  }
}

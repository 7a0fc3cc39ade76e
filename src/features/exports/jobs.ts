import { z } from "zod";
import { LARGEST_FILE } from "../../chat/port.ts";
import { dateIn, timeIn } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import { defineJob, defineTick, type JobContext } from "../../core/job.ts";
import { revise, tell, tellFile } from "../../notify/tell.ts";
import { type Cell, type WrittenSheet, writeBook } from "../../sheets/write.ts";
import { erasuresSoFar, noneErasedSince } from "../erasures/public.ts";
import { type Asker, HEADERS, LISTS, rowsOf } from "../listings/public.ts";
import { progressCard, readyCard, saidCard } from "./cards.ts";
import { TOLD_EVERY } from "./rules.ts";
import { type Asked, closeExport, overdueExports, readAsked } from "./store.ts";
import { texts } from "./texts.ts";

/** Writes the sheet of what the person may see when it runs, and sends it to them. Run again, it writes it anew and sends it once. */
export const exportJob = defineJob({
  name: "exports.write",
  payload: z.object({ id: z.uuid() }),
  retries: 3,
  async run(context, { id }) {
    const asked = await readAsked(context.scope, id);
    if (!asked) return;
    const { asker } = asked;
    if (!asker)
      return void (await context.change((change) => closeExport(change, asked, { state: "failed", rows: 0 })));
    let sent = false;
    while (!sent) {
      const erased = await erasuresSoFar(context.scope);
      const book = await write(context, { ...asked, asker });
      if (book.rows === 0) return close(context, asked, "empty");
      if (book.bytes.length > LARGEST_FILE) return close(context, asked, "tooLarge");
      sent = await send(context, asked, { ...book, erased });
    }
  },
});

/** A sheet that has not come about in time: the person reads so instead of waiting. */
export const overdueTick = defineTick({
  name: "exports.overdue",
  run: async (context) =>
    eachByItself(await overdueExports(context.scope, context.now), (asked) => close(context, asked, "failed")),
});

const close = ({ change }: JobContext, asked: Asked, said: "empty" | "tooLarge" | "failed"): Promise<void> =>
  change(async (change) => {
    if (!(await closeExport(change, asked, { state: said === "empty" ? "done" : "failed", rows: 0 }))) return;
    await say(change, asked, said);
  });

const say = (
  change: Parameters<typeof tell>[0],
  { id, list, memberId, on }: Asked,
  said: "empty" | "tooLarge" | "failed",
) =>
  tell(change, {
    key: `export:${id}:${said}`,
    to: { member: memberId, on },
    card: ({ language }) => saidCard(said, list, language),
  });

interface Book {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly name: string;
}

/** False where somebody was erased while it was written: it would bring them once more, and is written anew. */
async function send(
  { change }: JobContext,
  asked: Asked,
  { bytes, rows, name, erased }: Book & { readonly erased: number },
): Promise<boolean> {
  const { id, list, memberId, on } = asked;
  return change(async (change) => {
    if (!(await noneErasedSince(change, erased))) return false;
    if (!(await closeExport(change, asked, { state: "done", rows }))) return true;
    await revise(change, `export:${id}`, ({ language }) => progressCard(list, rows, language));
    await tellFile(change, {
      key: `export:${id}:sheet`,
      to: { member: memberId, on },
      file: { name, bytes },
      card: ({ language }) => readyCard(list, rows, language),
    });
    return true;
  });
}

async function write(context: JobContext, asked: Asked & { readonly asker: Asker }): Promise<Book> {
  const { list, asker } = asked;
  const { language, zone } = asker;
  const t = texts[language];
  const day = dateIn(zone, context.now);
  const { name, counts, columns } = LISTS[list];
  let rows = 0;
  const sheet: WrittenSheet = {
    name: name[language],
    columns: columns.map((column) => ({ label: HEADERS[column][language], width: HEADERS[column].width })),
    async *rows() {
      let told = 0;
      for await (const page of rowsOf(asker.scope, list, { language, zone, day })) {
        yield page.map((row) => columns.map((column): Cell => row[column]));
        rows += page.length;
        if (rows - told < TOLD_EVERY) continue;
        told = rows;
        await tellProgress(context, asked, rows);
      }
    },
  };
  const about: WrittenSheet = {
    name: t.about,
    columns: [
      { label: t.about, width: 16 },
      // Not the name alone: dropped again, the sheet would seem to hold what it is about.
      { label: `${name[language]} ${day}`, width: 60 },
    ],
    async *rows() {
      yield [
        [t.counted, counts[language]],
        [t.asOf, `${day} ${timeIn(zone, context.now)} (${zone})`],
        [t.by, asker.name],
        [t.rows, rows],
      ];
    },
  };
  const bytes = await writeBook([sheet, about]);
  return { bytes, rows, name: `${name[language]} ${day}.xlsx` };
}

const tellProgress = ({ change }: JobContext, { id, list, memberId, on }: Asked, rows: number): Promise<void> =>
  change(async (change) => {
    const card = ({ language }: { readonly language: "en" | "zh" }) => progressCard(list, rows, language);
    await tell(change, { key: `export:${id}`, to: { member: memberId, on }, about: `export:${id}`, card });
    await revise(change, `export:${id}`, card);
  });

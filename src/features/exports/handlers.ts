import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import { newId } from "../../core/ids.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { type ListName, listsFor, listTyped } from "../listings/public.ts";
import { saidCard } from "./cards.ts";
import { exportForm } from "./forms.ts";
import { exportJob } from "./jobs.ts";
import { beginExport } from "./store.ts";
import { texts } from "./texts.ts";

export async function exportCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const list = listTyped(typed);
  return list ? start(ctx, list) : { ask: open(exportForm, {}) };
}

export const pressExport = (ctx: Ctx, { list }: { readonly list: ListName }): Promise<Outcome> => start(ctx, list);

export async function submitExport(ctx: Ctx, values: { readonly list: string }): Promise<Outcome> {
  const list = listsFor(ctx.scope).find((each) => each === values.list);
  return list ? start(ctx, list) : { fix: { list: texts[ctx.language].noList } };
}

/** One sheet of a kind at a time for each person: a second press is answered like the first, and begins nothing. */
const start = (ctx: Ctx, list: ListName): Promise<Outcome> =>
  ctx.change(async (change) => {
    const id = newId();
    const begun = await beginExport(change, { id, list, by: ctx.who.identity });
    if (begun) await enqueue(change, exportJob, { payload: { id }, key: id });
    return { show: saidCard("begun", list, ctx.language) };
  });

import type { Ctx, Outcome } from "../../chat/feature.ts";
import { newId } from "../../core/ids.ts";
import { managesPeople } from "../../domain/roles.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { LISTS, type ListName, listTyped } from "../listings/public.ts";
import { saidCard, whichCard } from "./cards.ts";
import { exportJob } from "./jobs.ts";
import { beginExport } from "./store.ts";

export async function exportCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const list = listTyped(typed);
  return list ? start(ctx, list) : { show: whichCard(offeredTo(ctx), ctx.language) };
}

/** Who looks after no people finds none in their list. */
const offeredTo = ({ scope }: Ctx): readonly ListName[] =>
  LISTS.filter((list) => list !== "people" || managesPeople(scope));

export const pressExport = (ctx: Ctx, { list }: { readonly list: ListName }): Promise<Outcome> => start(ctx, list);

/** One sheet of a kind at a time for each person: a second press is answered like the first, and begins nothing. */
const start = (ctx: Ctx, list: ListName): Promise<Outcome> =>
  ctx.change(async (change) => {
    const id = newId();
    const begun = await beginExport(change, { id, list, by: ctx.who.identity });
    if (begun) await enqueue(change, exportJob, { payload: { id }, key: id });
    return { show: saidCard("begun", list, ctx.language) };
  });

import type { Ctx, Outcome } from "../../chat/feature.ts";
import { asMemberId } from "../../core/ids.ts";
import { managesPeople } from "../../domain/roles.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { whoIsBeyond } from "../people/public.ts";
import { lookupCard, startedCard } from "./cards.ts";
import { lookupJob } from "./jobs.ts";
import { beginLookup } from "./public.ts";
import { holdPeople, isSought, readAllFindable, readFindable, readLookup, restart } from "./store.ts";
import { refusals } from "./texts.ts";

/** One person, from their card: somebody who was added before, or whose mail was corrected. */
export const pressFind = async (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: refusals.notYours };
  const memberId = asMemberId(id);
  // Whom somebody may not change looks like one who cannot be looked up.
  if (await whoIsBeyond(ctx.scope, [memberId])) return { refuse: refusals.known };
  return ctx.change(async (change): Promise<Outcome> => {
    await holdPeople(change);
    const person = await readFindable(change, id);
    if (!person) return { refuse: refusals.known };
    if (await isSought(change, id)) return { refuse: refusals.underWay };
    await beginLookup(change, [memberId]);
    return { show: startedCard(person.name, ctx.language) };
  });
};

/** Everybody who is not here yet: after people were brought in otherwise, or a permission was granted. */
export const pressFindAll = async (ctx: Ctx): Promise<Outcome> => {
  if (!ctx.scope.roles.has("admin")) return { refuse: refusals.notYours };
  return ctx.change(async (change): Promise<Outcome> => {
    await holdPeople(change);
    const { members, left } = await readAllFindable(change);
    if (!(await beginLookup(change, members))) return { refuse: refusals.nobody };
    return { show: startedCard(members.length, ctx.language, left) };
  });
};

export const pressAgain = async (
  ctx: Ctx,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: refusals.notYours };
  return ctx.change(async (change): Promise<Outcome> => {
    const seen = await readLookup(change, id);
    if (!seen) return { refuse: refusals.gone };
    if (!(await restart(change, { id, version })))
      return { refuse: refusals.underWay, stale: lookupCard(seen, ctx.language) };
    await enqueue(change, lookupJob, { payload: {} });
    const view = await readLookup(change, id);
    return view ? { replace: lookupCard(view, ctx.language) } : { refuse: refusals.gone };
  });
};

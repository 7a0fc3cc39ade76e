import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { sayInstant } from "../../core/dates.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { tell } from "../../notify/tell.ts";
import { type Customer, customerById, customersById, holdCustomer } from "../customers/public.ts";
import { showOrphans, tellOfThose } from "../handover/public.ts";
import { countReferences, type Merge, mergeRows, readMerge, readRow } from "../uniting/public.ts";
import { mergedCard, ownerCard, type Preview, previewCard, undoneCard } from "./cards.ts";
import { type About, mergeWithForm } from "./forms.ts";
import { mayMerge } from "./rules.ts";
import { CUSTOMERS, keepOwner, obstacleTo, undoHoursOf, undoRows } from "./store.ts";
import { refusals } from "./texts.ts";

interface Pair {
  readonly keep: string;
  readonly gone: string;
}

/** Both in sight and the asker's to merge, or why not. */
async function readPair(scope: Scope, { keep, gone }: Pair): Promise<readonly [Customer, Customer] | InBoth> {
  if (keep === gone) return refusals.itself;
  // Not by way of a merge: what is gone must not turn into what stays.
  const [one, other] = await customersById(scope, [keep, gone]);
  if (!one || !other) return refusals.gone;
  if (!mayMerge([one, other], scope)) return refusals.notYours;
  return one.segmentId === other.segmentId ? [one, other] : refusals.segments;
}

const isPair = (read: readonly [Customer, Customer] | InBoth): read is readonly [Customer, Customer] =>
  Array.isArray(read);

async function previewOf(
  { today }: Ctx,
  scope: Scope,
  [kept, gone]: readonly [Customer, Customer],
): Promise<Preview | undefined> {
  const [keptRow, goneRow] = [await readRow(scope, CUSTOMERS, kept.id), await readRow(scope, CUSTOMERS, gone.id)];
  if (!keptRow || !goneRow) return undefined;
  return {
    kept,
    gone,
    rows: { kept: keptRow, gone: goneRow },
    moving: await countReferences(scope, CUSTOMERS, gone.id),
    today,
  };
}

/** The two side by side, or why not. */
async function compared(ctx: Ctx, pair: Pair): Promise<{ readonly card: Card } | { readonly refuse: InBoth }> {
  const read = await readPair(ctx.scope, pair);
  if (!isPair(read)) return { refuse: read };
  const preview = await previewOf(ctx, ctx.scope, read);
  return preview ? { card: previewCard(preview, ctx.language) } : { refuse: refusals.gone };
}

export async function pressCompare(ctx: Ctx, pair: Pair): Promise<Outcome> {
  const answer = await compared(ctx, pair);
  return "card" in answer ? { replace: answer.card } : answer;
}

export async function pressBegin(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const customer = await customerById(ctx.scope, id);
  if (!customer) return { refuse: refusals.gone };
  if (!mayMerge([customer], ctx.scope)) return { refuse: refusals.notYours };
  return { ask: open(mergeWithForm, { id: customer.id, name: customer.name }) };
}

/** The customer's card stays as it is: nothing is merged yet. */
export async function submitWith(ctx: Ctx, { other }: ValuesIn<typeof mergeWithForm>, { id }: About): Promise<Outcome> {
  const answer = await compared(ctx, { keep: id, gone: other });
  return "card" in answer ? { show: answer.card } : answer;
}

export async function pressMerge(
  ctx: Ctx,
  { versions, ...pair }: Pair & { readonly versions: readonly number[] },
): Promise<Outcome> {
  return ctx.change(async (change) => {
    for (const id of [pair.keep, pair.gone].sort()) await holdCustomer(change, id);
    const read = await readPair(change, pair);
    if (!isPair(read)) return { refuse: read };
    const preview = await previewOf(ctx, change, read);
    if (!preview) return { refuse: refusals.gone };
    const merge = await mergeRows(change, CUSTOMERS, { ...pair, versions });
    if (!merge) return { replace: previewCard(preview, ctx.language, true) };
    await keepOwner(change, merge, "merged");
    await showOrphansOf(change, read);
    await tellFormer(ctx, change, { id: merge.id, kept: read[0], gone: read[1], back: false });
    const kept = await customerById(change, pair.keep);
    if (!kept) return { refuse: refusals.gone };
    const until = sayInstant(undoEnds(merge.at, await undoHoursOf(change)), ctx.language, ctx.zone);
    return {
      replace: mergedCard({ id: merge.id, kept, gone: read[1].name, moving: preview.moving, until }, ctx.language),
    };
  });
}

/** One without an owner is in its team's list until it is merged, and again when that is undone. */
async function showOrphansOf(change: Change, customers: readonly Customer[]): Promise<void> {
  const teamIds = customers.flatMap(({ ownerId, teamId }) => (ownerId === null ? [teamId] : []));
  for (const teamId of new Set(teamIds)) await showOrphans(change, teamId);
}

/** Whoever had the one that went has it no more where another has the one that stays; and has it again as that is undone. */
async function tellFormer(
  ctx: Ctx,
  change: Change,
  {
    id,
    kept,
    gone,
    back,
  }: Readonly<Record<"kept" | "gone", Customer>> & Pick<Merge, "id"> & { readonly back: boolean },
): Promise<void> {
  const { ownerId: to } = gone;
  if (to === null || to === ctx.who.id || kept.ownerId === null || kept.ownerId === to) return;
  const told = { gone, to: kept.ownerName ?? "", by: ctx.who.name, back };
  await tell(change, {
    key: `merge:${id}:${back ? "undone" : "done"}`,
    to: { member: to },
    card: ({ language }) => ownerCard(told, language),
  });
}

/** A merge that is theirs to undo; for one that is not it asks as much as for one that does not exist. */
async function readTheirs(change: Change, id: string) {
  const merge = await readMerge(change, CUSTOMERS, id);
  const [kept] = await customersById(change, [merge?.keptId ?? id]);
  const theirs = merge?.byId === change.memberId || (kept !== undefined && mayMerge([kept], change));
  return merge && theirs ? { merge, kept } : undefined;
}

/** The merge that can be undone, or why it cannot. */
async function readUndoable(change: Change, id: string): Promise<{ readonly merge: Merge } | InBoth> {
  const known = await readTheirs(change, id);
  if (!known) return refusals.noMerge;
  for (const each of [known.merge.keptId, known.merge.goneId].sort()) await holdCustomer(change, each);
  const now = await readTheirs(change, id);
  if (!now) return refusals.noMerge;
  const { merge, kept } = now;
  if (!kept) return refusals.edited;
  if (merge.undoneAt) return refusals.undone;
  if (undoEnds(merge.at, await undoHoursOf(change)) < change.at) return refusals.late;
  const obstacle = await obstacleTo(change, merge);
  return obstacle ? refusals[obstacle] : { merge };
}

export async function pressUndo(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  return ctx.change(async (change) => {
    const read = await readUndoable(change, id);
    if (!("merge" in read)) return { refuse: read };
    const { merge } = read;
    const { orphaned } = await undoRows(change, merge);
    await tellOfThose(change, orphaned);
    const [kept, gone] = await customersById(change, [merge.keptId, merge.goneId]);
    // Whoever undoes may see no more than the one that stayed.
    if (!kept || !gone) return { refuse: refusals.undone };
    await showOrphansOf(change, [kept, gone]);
    await tellFormer(ctx, change, { id, kept, gone, back: true });
    return { replace: undoneCard({ kept, gone }, ctx.language) };
  });
}

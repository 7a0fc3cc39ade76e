import type { PlainDate } from "../../core/dates.ts";
import { type MemberId, newId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { feePaper } from "../fees/public.ts";
import { bringBack, endedBy, followCustomers, openPapers, passOn } from "../passing/public.ts";
import { movePossessions, returnPossessions } from "../possessions/public.ts";
import { tellMoved } from "../tasks/public.ts";
import type { Belonging, Handover, Held } from "./rules.ts";
import {
  belong,
  dropFirstCalls,
  type HandoverItem,
  holdCustomers,
  keepHandover,
  markUndone,
  promiseFirstCalls,
  type Undoable,
} from "./store.ts";
import { texts } from "./texts.ts";

export { firstCallOn, type Handover, type Held, undoProblem } from "./rules.ts";
export {
  holdCustomers,
  keepOwners,
  type OwnerSpell,
  readHandover,
  readOwners,
  readUndoable,
  type Undoable,
} from "./store.ts";

/** Cards are drawn whole, whoever's press they are drawn anew for: each of their readers is one who may read them. */
export const asHouse = (change: Change): Change => ({
  ...change,
  roles: new Set([...change.roles, "executive", "coordinator"]),
});

export async function becomeOrphans(change: Change, customerIds: readonly string[]): Promise<void> {
  const held = await holdCustomers(change, customerIds);
  await belong(
    change,
    held.map((each) => ({ held: each, now: { ...placeOf(each), ownerId: null } })),
    { cause: "left" },
  );
}

/** Orphans are their former owner's again. */
export async function giveBack(change: Change, customerIds: readonly string[], ownerId: MemberId): Promise<void> {
  const held = await holdCustomers(change, customerIds);
  const rows = held.filter((each) => each.ownerId === null);
  await belong(
    change,
    rows.map((each) => ({ held: each, now: { ...placeOf(each), ownerId } })),
    { cause: "returned" },
  );
}

const placeOf = ({ teamId, segmentId }: Held) => ({ teamId, segmentId });

/** The papers that go along: whoever had the customer had them, or somebody who has left. */
async function papersOf(scope: Scope, held: readonly Held[]) {
  const papers = await openPapers(
    scope,
    held.map(({ id }) => id),
  );
  return papers.filter(({ customerId, requesterId, open }) => {
    const was = held.find((each) => each.id === customerId)?.was;
    return !open || requesterId === was;
  });
}

/** Those of them that become invalid, as the new owner has signed them. */
export async function papersEnding(
  scope: Scope,
  held: readonly Held[],
  to: MemberId,
): Promise<{ readonly number: string; readonly customerId: string }[]> {
  const papers = await papersOf(scope, held);
  const ended = await endedBy(scope, feePaper, { ids: papers.map(({ id }) => id), to });
  return papers.filter(({ id }) => ended.has(id));
}

export interface HandingOver {
  /** As they are held: each of whoever may be handed over by the one who acts. */
  readonly held: readonly Held[];
  readonly to: Belonging & { readonly ownerId: MemberId; readonly language: Language };
  readonly note: string | null;
  /** The day of the first call. */
  readonly callOn: PlainDate;
}

/** Hands customers over with all that is open: in one transaction, and so that it can be put back exactly. */
export async function handOver(change: Change, { held, to, note, callOn }: HandingOver): Promise<string> {
  const id = newId();
  const ids = held.map((each) => each.id);
  const papers = await papersOf(change, held);
  const moved = await movePossessions(change, held, to);
  await belong(
    change,
    held.map((each) => ({ held: each, now: to })).map((row) => ({ ...row, now: belongingOf(row.now) })),
    { cause: "handed_over", handoverId: id },
  );
  await followCustomers(change, { customerIds: ids });
  const what = texts[to.language].firstCall;
  // Who had it before needs no introduction.
  const met = held.filter(({ was }) => was !== to.ownerId).map((each) => each.id);
  const calls = await promiseFirstCalls(change, met, { memberId: to.ownerId, what, on: callOn });
  const passed = await passOn(asHouse(change), feePaper, {
    moves: papers.map((paper) => ({ id: paper.id, to: to.ownerId })),
    way: "handedOver",
    // The card about many says how many came along.
    quiet: held.length > 1,
  });
  const items = held.map(
    (each): HandoverItem => ({
      customerId: each.id,
      was: each.was,
      ...belongingOf(each),
      ...moved(each.id),
      papers: papers.filter((paper) => paper.customerId === each.id && passed.has(paper.id)).map((paper) => paper.id),
      callId: calls.get(each.id) ?? null,
    }),
  );
  await keepHandover(change, { id, toId: to.ownerId, note }, items);
  await tellMoved(
    change,
    items.flatMap(({ tasks }) => tasks),
    `handover:${id}`,
  );
  return id;
}

const belongingOf = ({ ownerId, teamId, segmentId }: Belonging): Belonging => ({ ownerId, teamId, segmentId });

export interface TakenBack extends Pick<Undoable, "stays"> {
  readonly back: number;
  /** Who had them last. */
  readonly owners: readonly MemberId[];
  readonly teamIds: readonly string[];
  /** Those whose owner has left meanwhile: they are nobody's now. */
  readonly orphaned: readonly Held[];
}

/** Takes a handover back, as far as it can go back. */
export async function takeBack(change: Change, handover: Handover, { items, stays }: Undoable): Promise<TakenBack> {
  const ids = items.map(({ customerId }) => customerId);
  const teamIds = [...new Set(items.map(({ teamId }) => teamId))];
  if (ids.length === 0) return { back: 0, owners: [], stays, teamIds, orphaned: [] };
  const held = new Map((await holdCustomers(change, ids)).map((each) => [each.id, each]));
  const { tasks } = await returnPossessions(change, items, handover.toId);
  await tellMoved(change, tasks, `handover:${handover.id}:undone`);
  await dropFirstCalls(
    change,
    items.flatMap(({ callId }) => callId ?? []),
  );
  await belong(
    change,
    items.flatMap((item) => {
      const each = held.get(item.customerId);
      return each ? [{ held: each, now: belongingOf(item) }] : [];
    }),
    { cause: "undone", handoverId: handover.id },
  );
  await followCustomers(change, { customerIds: ids });
  const orphaned = (await holdCustomers(change, ids)).filter(({ ownerId, wasOpen }) => ownerId !== null && !wasOpen);
  await becomeOrphans(
    change,
    orphaned.map(({ id }) => id),
  );
  const moves = items.flatMap(({ papers, was }) => (was === null ? [] : papers.map((id) => ({ id, to: was }))));
  await passOn(asHouse(change), feePaper, { moves, way: "back" });
  await bringBack(asHouse(change), feePaper, { customerIds: ids, at: handover.at });
  await markUndone(change, handover.id, ids);
  const owners = items.flatMap(({ was }) => was ?? []);
  return { back: ids.length, owners, stays, teamIds, orphaned };
}

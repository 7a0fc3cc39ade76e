import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { sayInstant } from "../../core/dates.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { type Contact, contactById, contactsById, contactsOf } from "../contacts/public.ts";
import { type Customer, customerById, holdCustomer } from "../customers/public.ts";
import { countReferences, type Merge, mergeRows, readMerge, readRow, undoRows } from "../uniting/public.ts";
import { againCard, apartCard, joinedCard, listCard, type Preview, previewCard, undoneCard } from "./cards.ts";
import { type About, joinWithForm } from "./forms.ts";
import {
  CONTACTS,
  giveBackBirthday,
  obstacleTo,
  readAlike,
  renameCare,
  setApart,
  shareFee,
  undoApart,
  undoHoursOf,
} from "./store.ts";
import { refusals } from "./texts.ts";

export async function pressList(ctx: Ctx, { customerId }: { readonly customerId: string }): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.gone };
  const pairs = await readAlike(ctx.scope, await contactsOf(ctx.scope, customer.id));
  return { show: listCard(customer, pairs, ctx.language) };
}

interface Two {
  readonly customer: Customer;
  readonly kept: Contact;
  readonly gone: Contact;
}

/** Both in sight and of one customer, or why not. */
async function readTwo(scope: Scope, keep: string, goneId: string): Promise<Two | { readonly no: InBoth }> {
  if (keep === goneId) return { no: refusals.itself };
  const found = (await contactsById(scope, [keep, goneId])).filter(({ erased }) => !erased);
  const [kept, gone] = [found.find(({ id }) => id === keep), found.find(({ id }) => id === goneId)];
  if (!kept || !gone) return { no: refusals.gone };
  if (kept.customerId !== gone.customerId) return { no: refusals.far };
  const customer = await customerById(scope, kept.customerId);
  return customer ? { customer, kept, gone } : { no: refusals.gone };
}

async function previewOf(scope: Scope, { customer, kept, gone }: Two): Promise<Preview | InBoth> {
  if (await shareFee(scope, kept.id, gone.id)) return refusals.sameFee;
  const [keptRow, goneRow] = [await readRow(scope, CONTACTS, kept.id), await readRow(scope, CONTACTS, gone.id)];
  if (!keptRow || !goneRow) return refusals.gone;
  const moving = await countReferences(scope, CONTACTS, gone.id);
  return { customer, kept, gone, rows: { kept: keptRow, gone: goneRow }, moving };
}

interface Pair {
  readonly keep: string;
  readonly gone: string;
}

/** The two side by side, or why not. */
async function compared(
  ctx: Ctx,
  { keep, gone }: Pair,
): Promise<{ readonly card: Card } | { readonly refuse: InBoth }> {
  const two = await readTwo(ctx.scope, keep, gone);
  if ("no" in two) return { refuse: two.no };
  const preview = await previewOf(ctx.scope, two);
  return "kept" in preview ? { card: previewCard(preview, ctx.language) } : { refuse: preview };
}

export async function pressCompare(ctx: Ctx, pair: Pair): Promise<Outcome> {
  const answer = await compared(ctx, pair);
  return "card" in answer ? { replace: answer.card } : answer;
}

export async function pressBegin(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const contact = await contactById(ctx.scope, id);
  if (!contact || contact.erased) return { refuse: refusals.gone };
  const about = { id: contact.id, customerId: contact.customerId, name: sayPerson(contact) };
  return { ask: open(joinWithForm, about) };
}

/** The contact's card stays as it is: nothing is merged yet. */
export async function submitWith(ctx: Ctx, { other }: ValuesIn<typeof joinWithForm>, { id }: About): Promise<Outcome> {
  const answer = await compared(ctx, { keep: id, gone: other });
  return "card" in answer ? { show: answer.card } : answer;
}

export const pressJoin = (
  ctx: Ctx,
  { keep, gone, versions }: Pair & { readonly versions: readonly number[] },
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const first = await readTwo(change, keep, gone);
    if ("no" in first) return { refuse: first.no };
    await holdCustomer(change, first.kept.customerId);
    const two = await readTwo(change, keep, gone);
    if ("no" in two) return { refuse: two.no };
    const preview = await previewOf(change, two);
    if (!("kept" in preview)) return { refuse: preview };
    const merge = await mergeRows(change, CONTACTS, { keep, gone, versions });
    if (!merge) return { replace: previewCard(preview, ctx.language, true) };
    await renameCare(change, { from: gone, to: keep });
    const until = sayInstant(undoEnds(merge.at, await undoHoursOf(change)), ctx.language, ctx.zone);
    const { customer, kept, moving } = preview;
    return { replace: joinedCard({ id: merge.id, customer, kept, gone: two.gone.name, moving, until }, ctx.language) };
  });

/** The merge that can be undone, or why it cannot. */
async function readUndoable(change: Change, id: string): Promise<{ readonly merge: Merge } | { readonly no: InBoth }> {
  const known = await readMerge(change, CONTACTS, id);
  // Asked also where there is none: one out of sight takes no longer.
  const [kept] = await contactsById(change, [known?.keptId ?? id]);
  if (!known || !kept) return { no: refusals.noMerge };
  await holdCustomer(change, kept.customerId);
  const merge = await readMerge(change, CONTACTS, id);
  if (!merge || merge.undoneAt) return { no: refusals.undone };
  if (undoEnds(merge.at, await undoHoursOf(change)) < change.at) return { no: refusals.late };
  const obstacle = await obstacleTo(change, merge);
  return obstacle ? { no: refusals[obstacle] } : { merge };
}

export const pressUndo = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  ctx.change(async (change) => {
    const read = await readUndoable(change, id);
    if ("no" in read) return { refuse: read.no };
    const { merge } = read;
    await undoRows(change, CONTACTS, merge);
    await giveBackBirthday(change, merge);
    await renameCare(change, { from: merge.keptId, to: merge.goneId });
    const two = await readTwo(change, merge.keptId, merge.goneId);
    return "no" in two ? { refuse: refusals.undone } : { replace: undoneCard(two, ctx.language) };
  });

interface Both {
  readonly one: string;
  readonly other: string;
}

/** Does it with two contacts of one customer, and shows what came of it. */
const withBoth = (
  ctx: Ctx,
  { one, other }: Both,
  { write, card }: { readonly write: typeof setApart; readonly card: typeof apartCard },
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const two = await readTwo(change, one, other);
    if ("no" in two) return { refuse: two.no };
    await write(change, { one, other, customerId: two.kept.customerId });
    return { replace: card(two, ctx.language) };
  });

export const pressApart = (ctx: Ctx, both: Both) => withBoth(ctx, both, { write: setApart, card: apartCard });
export const pressUndoApart = (ctx: Ctx, both: Both) => withBoth(ctx, both, { write: undoApart, card: againCard });

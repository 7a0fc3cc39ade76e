import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { sayInstant } from "../../core/dates.ts";
import { customersById } from "../customers/public.ts";
import { mayMerge } from "../merging/public.ts";
import { againCard, apartCard, listCard } from "./cards.ts";
import { lastFound, readPairs, setApart, undoApart } from "./store.ts";
import { refusals } from "./texts.ts";

/** Pairs on a card: with two buttons each they still fit a phone. */
const PAGE = 5;

async function page(ctx: Ctx, after: string | undefined): Promise<Card> {
  const { rows, next } = await readPairs(ctx.scope, { size: PAGE, after });
  const found = await lastFound(ctx.scope);
  const asOf = found ? sayInstant(found, ctx.language, ctx.zone) : undefined;
  return listCard({ rows, next, after: after !== undefined, asOf: rows.length > 0 ? asOf : undefined }, ctx.language);
}

export const typeDuplicates = async (ctx: Ctx): Promise<Outcome> => ({ show: await page(ctx, undefined) });

export const pressList = async (ctx: Ctx, { after }: { readonly after?: string | undefined }): Promise<Outcome> => ({
  replace: await page(ctx, after),
});

interface Both {
  readonly one: string;
  readonly other: string;
}

/** Does it with two customers that are the asker's to merge, and shows what came of it. */
const withBoth = (
  ctx: Ctx,
  pair: Both,
  { write, card }: { readonly write: typeof setApart; readonly card: typeof apartCard },
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const [one, other] = await customersById(change, [pair.one, pair.other]);
    if (!one || !other || one.id === other.id) return { refuse: refusals.gone };
    if (!mayMerge([one, other], change)) return { refuse: refusals.notYours };
    await write(change, one.id, other.id);
    return { replace: card({ one, other }, ctx.language) };
  });

export const pressApart = (ctx: Ctx, pair: Both) => withBoth(ctx, pair, { write: setApart, card: apartCard });
export const pressUndoApart = (ctx: Ctx, pair: Both) => withBoth(ctx, pair, { write: undoApart, card: againCard });

import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { sayInstant } from "../../core/dates.ts";
import { customersById } from "../customers/public.ts";
import { mayMerge } from "../merging/public.ts";
import { apartCard, listCard } from "./cards.ts";
import { lastFound, readPairs, setApart } from "./store.ts";
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

export async function pressApart(ctx: Ctx, pair: { readonly one: string; readonly other: string }): Promise<Outcome> {
  return ctx.change(async (change) => {
    const [one, other] = await customersById(change, [pair.one, pair.other]);
    if (!one || !other || one.id === other.id) return { refuse: refusals.gone };
    if (!mayMerge([one, other], change)) return { refuse: refusals.notYours };
    await setApart(change, one.id, other.id);
    return { replace: apartCard({ one, other }, ctx.language) };
  });
}

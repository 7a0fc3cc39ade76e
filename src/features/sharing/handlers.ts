import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { newId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { customerById, holdCustomer } from "../customers/public.ts";
import { mayChange } from "../facts/public.ts";
import { showCustomer } from "../portrait/public.ts";
import { givenCard, takenBackCard } from "./cards.ts";
import { type About, shareForm } from "./forms.ts";
import { MOST_SHARES, sharesChanged } from "./rules.ts";
import { type Colleague, giveShares, readColleagues, readShares, takeBackShares } from "./store.ts";
import { refusals, texts } from "./texts.ts";

export async function pressShare(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const customer = await customerById(ctx.scope, id);
  if (!customer) return { refuse: refusals.gone };
  if (!mayChange(customer, ctx.scope)) return { refuse: refusals.notYours };
  const shares = await readShares(ctx.scope, customer.id);
  const params = { id: customer.id, name: customer.name, known: shares.map((share) => share.id) };
  const seeds = { colleagues: shares.map((share) => ({ value: share.id, label: share.name })) };
  return { ask: open(shareForm, params, { seeds }) };
}

export async function submitShare(ctx: Ctx, values: ValuesIn<typeof shareForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const wanted = values.colleagues ?? [];
  if (new Set(wanted).size > MOST_SHARES) return { fix: { colleagues: t.tooMany({ most: MOST_SHARES }) } };
  const { given, takenBack } = sharesChanged(about.known, wanted);
  return ctx.change(async (change) => {
    const customer = await customerById(change, about.id);
    if (!customer) return { refuse: refusals.gone };
    if (!mayChange(customer, change)) return { refuse: refusals.notYours };
    await holdCustomer(change, customer.id);
    const colleagues = await readColleagues(change, customer.id, given);
    if (colleagues.length < given.length) return { fix: { colleagues: t.notFound } };
    const shares = await readShares(change, customer.id);
    const back = shares.filter(({ id }) => takenBack.includes(id));
    if (shares.length - back.length + colleagues.length > MOST_SHARES)
      return { fix: { colleagues: t.tooMany({ most: MOST_SHARES }) } };
    const got = await giveShares(change, customer.id, colleagues);
    const lost = await takeBackShares(change, customer.id, back);
    await tellEach(change, got, (language) => givenCard(customer, ctx.who.name, language));
    await tellEach(change, lost, (language) => takenBackCard(customer, ctx.who.name, language));
    const card = await showCustomer(change, customer.id, ctx);
    return card ? { replace: card } : { refuse: refusals.gone };
  });
}

async function tellEach(change: Change, to: readonly Colleague[], card: (language: Language) => Card): Promise<void> {
  for (const { id } of to) {
    await tell(change, { key: `share:${newId()}`, to: { member: id }, card: ({ language }) => card(language) });
  }
}

import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import type { Scope } from "../../core/scope.ts";
import { entriesOf } from "../chronicle/public.ts";
import { contactsOf } from "../contacts/public.ts";
import { type Customer, customerById, holdCustomer } from "../customers/public.ts";
import { cycleDaysOf, type Deal, dealById } from "../pipeline/public.ts";
import { type InfluenceMap, influenceCard, mapHistoryCard } from "./cards.ts";
import { type About, placeForm, UNKNOWN } from "./forms.ts";
import { influenceMaps } from "./public.ts";
import {
  ATTITUDE_MARKS,
  ATTITUDES,
  BUYING_ROLES,
  INFLUENCES,
  MOST_ON_MAP,
  ROLE_LETTERS,
  type Standing,
} from "./rules.ts";
import { place, readStandings, takeOff } from "./store.ts";
import * as names from "./texts.ts";
import { refusals, texts } from "./texts.ts";

interface Found {
  readonly deal: Deal;
  readonly customer: Customer;
}

/** The deal, where its customer is in sight too: who sees only the money sees nobody's attitude. */
async function find(scope: Scope, dealId: string): Promise<Found | undefined> {
  const deal = await dealById(scope, dealId);
  const customer = deal?.customerId ? await customerById(scope, deal.customerId) : null;
  return deal && customer ? { deal, customer } : undefined;
}

/** The map as it is, also one that nobody is on. */
async function mapFor(scope: Scope, deal: Deal, ctx: Ctx): Promise<InfluenceMap> {
  const known = (await influenceMaps(scope, [deal], ctx.today)).get(deal.id);
  if (known) return known;
  return { deal, people: [], warnings: [], cycleDays: await cycleDaysOf(scope, deal) };
}

interface OfDeal {
  readonly dealId: string;
}

export async function pressMap(ctx: Ctx, { dealId }: OfDeal): Promise<Outcome> {
  const found = await find(ctx.scope, dealId);
  if (!found) return { refuse: refusals.gone };
  return { show: influenceCard(await mapFor(ctx.scope, found.deal, ctx), ctx.language) };
}

const ENTRIES = 15;
const KINDS = ["influence.placed", "influence.takenOff"];

export async function pressHistory(
  ctx: Ctx,
  { dealId, after }: OfDeal & { readonly after?: string | undefined },
): Promise<Outcome> {
  const found = await find(ctx.scope, dealId);
  if (!found) return { refuse: refusals.gone };
  const page = { size: ENTRIES, ...(after !== undefined && { after }) };
  const entries = await entriesOf(ctx.scope, { subject: `deal:${dealId}`, kinds: KINDS }, page);
  return { show: mapHistoryCard(found.deal, entries, ctx) };
}

export async function pressPlace(
  ctx: Ctx,
  { dealId, contactId }: OfDeal & { readonly contactId?: string | undefined },
): Promise<Outcome> {
  const found = await find(ctx.scope, dealId);
  if (!found) return { refuse: refusals.gone };
  const params = { dealId, deal: found.deal.name };
  if (contactId === undefined) return { ask: open(placeForm, params) };
  const known = (await readStandings(ctx.scope, [dealId])).find((one) => one.contactId === contactId);
  if (!known)
    return { refuse: refusals.stale, stale: influenceCard(await mapFor(ctx.scope, found.deal, ctx), ctx.language) };
  const contact = { id: contactId, name: known.name, version: known.version };
  return { ask: open(placeForm, { ...params, contact }, { seeds: seedsOf(ctx, known) }) };
}

function seedsOf({ language }: Ctx, { role, attitude, influence }: Standing) {
  const t = texts[language];
  const roleLabel = role ? `${ROLE_LETTERS[role]} ${names.ROLES[role][language]}` : t.unknownRole;
  return {
    role: { value: role ?? UNKNOWN, label: roleLabel },
    attitude: { value: attitude, label: `${ATTITUDE_MARKS[attitude]} ${names.ATTITUDES[attitude][language]}` },
    influence: { value: String(influence), label: t.influenceOf({ level: influence }) },
  };
}

export async function submitPlace(ctx: Ctx, values: ValuesIn<typeof placeForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const { dealId } = about;
  const contactId = about.contact?.id ?? (typeof values.contact === "string" ? values.contact : "");
  return ctx.change(async (change) => {
    const found = await find(change, dealId);
    if (!found) return { refuse: refusals.gone };
    await holdCustomer(change, found.customer.id);
    const people = await readStandings(change, [dealId]);
    const known = people.find((one) => one.contactId === contactId);
    if (about.contact && known?.version !== about.contact.version) return { refuse: refusals.stale };
    const contact = (await contactsOf(change, found.customer.id)).find(({ id }) => id === contactId);
    if (!contact) return about.contact ? { refuse: refusals.stale } : { fix: { contact: t.notOfCustomer } };
    if (!known && people.length >= MOST_ON_MAP) return { fix: { "": t.full({ most: MOST_ON_MAP }) } };
    if (known && values.off) await takeOff(change, known);
    else await place(change, { dealId, contactId, name: contact.name, ...placeIn(values) }, known);
    const card = influenceCard(await mapFor(change, found.deal, ctx), ctx.language);
    return { replace: card };
  });
}

/** What was chosen; the form offers nothing else. */
const placeIn = ({
  role,
  attitude,
  influence,
}: Pick<ValuesIn<typeof placeForm>, "role" | "attitude" | "influence">) => ({
  role: BUYING_ROLES.find((each) => each === role) ?? null,
  attitude: ATTITUDES.find((each) => each === attitude) ?? "neutral",
  influence: INFLUENCES.find((each) => String(each) === influence) ?? 1,
});

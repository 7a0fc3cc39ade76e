import type { Card } from "../../chat/card.ts";
import type { Outcome } from "../../chat/feature.ts";
import type { Sight } from "../../chat/sight.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { activitiesOf, openStepsOf } from "../activities/public.ts";
import { latestAnswer } from "../answers/public.ts";
import { openComplaints } from "../cases/public.ts";
import { latestActivities } from "../chronicle/public.ts";
import { type Contact, contactsOf } from "../contacts/public.ts";
import { type Customer, customerById } from "../customers/public.ts";
import { factsOf, mayChange } from "../facts/public.ts";
import { feesUnderWay } from "../fees/public.ts";
import { influenceMaps } from "../influence/public.ts";
import { mayMerge } from "../merging/public.ts";
import { openDealsOf } from "../pipeline/public.ts";
import { ACTIVITIES_SHOWN, customerCard, moreCard, type View } from "./cards.ts";
import { type BirthdayAhead, birthdaysAhead, isToldWhere } from "./rules.ts";
import { organizationOf, readHome } from "./store.ts";

/** The card of a customer that is in sight: what one wants to know before a meeting. */
export async function cardOf(
  scope: Scope,
  customer: Customer,
  asked: View & Pick<Sight, "zone" | "now"> & { readonly title?: string },
): Promise<Card> {
  const { id } = customer;
  const contacts = await contactsOf(scope, id);
  const facts = await factsOf(scope, id);
  const deals = await openDealsOf(scope, id);
  const maps = await influenceMaps(scope, deals, asked.today);
  const portrait = {
    customer,
    where: await whereOf(scope, customer),
    contacts,
    facts: {
      warningReason: facts?.warningReason ?? null,
      restReason: facts?.restReason ?? null,
      pinnedUntil: facts?.pinnedUntil ?? null,
      collected: facts?.collected ?? null,
    },
    mayChange: mayChange(customer, scope),
    deals,
    maps: deals.flatMap((deal) => maps.get(deal.id) ?? []),
    activities: await activitiesOf(scope, id, ACTIVITIES_SHOWN),
    steps: await openStepsOf(scope, id),
    birthdays: await birthdaysOf(scope, contacts, asked.today),
    satisfaction: await latestAnswer(scope, id),
    fees: await feesUnderWay(scope, id, asked.language),
    complaint: await openComplaints(scope, id, asked),
  };
  return customerCard(portrait, asked, asked.title);
}

/** The team and the segment it is in, as far as the reader has several of them. */
const whereOf = async (scope: Scope, { teamId }: Customer): Promise<string[]> => {
  const told = isToldWhere(scope);
  if (!told.team) return [];
  const home = await readHome(scope, teamId);
  if (!home) return [];
  const { team, segment } = home;
  return told.segment && segment !== team ? [team, segment] : [team];
};

/** The card; in its thread the latest activities, where there are more than it shows. */
export const answerWith = async (
  scope: Scope,
  customer: Customer,
  asked: View & Pick<Sight, "zone" | "now">,
): Promise<Outcome> => ({
  show: await cardOf(scope, customer, asked),
  thread: await latestActivities(scope, customer, { ...asked, known: ACTIVITIES_SHOWN }),
});

/** How far ahead is asked only where somebody's birthday is known. */
const birthdaysOf = async (
  scope: Scope,
  contacts: readonly Contact[],
  today: PlainDate,
): Promise<BirthdayAhead<Contact>[]> => {
  if (contacts.every(({ birthday }) => birthday === null)) return [];
  const { cardBirthdayDays: days } = (await organizationOf(scope)).settings;
  return birthdaysAhead(contacts, { today, days });
};

/** Undefined when it does not exist or the scope may not see it. */
export async function showCustomer(
  scope: Scope,
  id: string,
  view: View & Pick<Sight, "zone" | "now">,
): Promise<Card | undefined> {
  const customer = await customerById(scope, id);
  return customer ? cardOf(scope, customer, view) : undefined;
}

/** What one seldom does with it; undefined as above. */
export async function showMore(scope: Scope, id: string, view: View): Promise<Card | undefined> {
  const customer = await customerById(scope, id);
  if (!customer) return undefined;
  const deals = await openDealsOf(scope, customer.id);
  const about = await factsOf(scope, customer.id);
  const home = await readHome(scope, customer.teamId);
  const may = { mayChange: mayChange(customer, scope), mayMerge: mayMerge([customer], scope) };
  return moreCard({ customer, ...may, deals, about, home }, view);
}

import { addDays, dateIn, type PlainDate, timeIn } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import { idFrom, type MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { tell } from "../../notify/tell.ts";
import { dueToday, type FallBackFigures, fallsBackOn, salesCycle, winsOf } from "../pipeline/public.ts";
import { fellCard, type Warned, warningCard } from "./cards.ts";
import { markWarned, organizationOf, readDealsOnTheirWay, readZones, type TimedDeal, takeBack } from "./store.ts";
import { texts } from "./texts.ts";

/** Nobody is told of it before this hour of their own day. */
const FROM = "08:00";

/** Deals that outstay the sales cycle: the owner is warned, and some working days later they fall back. */
export const fallBackTick = defineTick({ name: "fallback.daily", run: (context) => fallBack(context) });

interface Owned {
  readonly owner: MemberId;
  readonly today: PlainDate;
  readonly deals: readonly { readonly deal: TimedDeal; readonly figures: FallBackFigures }[];
}

async function fallBack(context: JobContext): Promise<void> {
  await eachByItself(await readOwned(context), async (owned) => {
    const due = (what: "warn" | "fall") => owned.deals.filter(({ deal, figures }) => dueToday(deal, figures) === what);
    const [warn, fall] = [due("warn"), due("fall")];
    if (warn.length > 0) await warnOwner(context, { ...owned, deals: warn });
    if (fall.length > 0) await takeBackFrom(context, { ...owned, deals: fall });
  });
}

/** Every owner whose day has begun, with their deals on the way. */
async function readOwned({ scope, now }: JobContext): Promise<Owned[]> {
  const { settings, calendar, zone } = await organizationOf(scope);
  const { warnWorkingDays } = settings;
  // A working day is at least a day; the owner's day may be one ahead of the organization's.
  const candidates = await readDealsOnTheirWay(scope, addDays(dateIn(zone, now), 1 - warnWorkingDays));
  if (candidates.length === 0) return [];
  const byOwner = new Map<MemberId, TimedDeal[]>();
  for (const deal of candidates) {
    const own = byOwner.get(deal.ownerId) ?? [];
    byOwner.set(deal.ownerId, own);
    own.push(deal);
  }
  const zones = await readZones(scope, [...byOwner.keys()]);
  const wins = await winsOf(scope, settings.cycleWins);
  const cycles = new Map<string, number>();
  const cycleOf = (deal: TimedDeal): number => {
    const key = `${deal.ownerId} ${deal.teamId}`;
    const days = cycles.get(key) ?? salesCycle(wins(deal), settings);
    cycles.set(key, days);
    return days;
  };
  return [...byOwner].flatMap(([owner, own]) => {
    const where = zones.get(owner) ?? zone;
    if (timeIn(where, now) < FROM) return [];
    const today = dateIn(where, now);
    const deals = own.map((deal) => ({
      deal,
      figures: { today, calendar, warnWorkingDays, cycleDays: cycleOf(deal) },
    }));
    return [{ owner, today, deals }];
  });
}

const keyOf = (what: string, deals: readonly TimedDeal[], { owner, today }: Owned) =>
  `fallback:${what}:${idFrom(owner, today, ...deals.map(({ id }) => id))}`;

const warnOwner = (context: JobContext, owned: Owned): Promise<void> =>
  context.change(async (change) => {
    const { owner, today, deals } = owned;
    const marked = await markWarned(
      change,
      deals.map(({ deal }) => deal),
      today,
    );
    const ids = new Set(marked.map(({ id }) => id));
    const warned = deals
      .filter(({ deal }) => ids.has(deal.id))
      .flatMap(({ deal, figures }): Warned[] => {
        const falls = fallsBackOn({ ...deal, warnedOn: today }, figures);
        return falls ? [{ deal, ...falls }] : [];
      });
    if (warned.length === 0) return;
    const card = (reader: Parameters<typeof warningCard>[1]) => warningCard(warned, reader, change.at);
    await tell(change, { key: keyOf("warn", marked, owned), to: { member: owner }, card });
  });

const takeBackFrom = (context: JobContext, owned: Owned): Promise<void> =>
  context.change(async (change) => {
    const { language } = await organizationOf(change);
    const { owner, today, deals } = owned;
    const days = deals[0]?.figures.cycleDays ?? 0;
    const why = texts[language].outstayed({ days });
    const taken = await takeBack(
      change,
      deals.map(({ deal }) => deal),
      { today, why },
    );
    if (taken.length === 0) return;
    const key = keyOf("fell", taken, owned);
    await tell(change, { key, to: { member: owner }, card: (reader) => fellCard(taken, reader) });
  });

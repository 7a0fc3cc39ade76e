import { addDays, dateIn, type PlainDate, timeIn } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import { idFrom, type MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { DatabaseHandle, Scope } from "../../core/scope.ts";
import type { Why } from "../../domain/deal-reasons.ts";
import { tell } from "../../notify/tell.ts";
import {
  closeReceipt,
  dealsById,
  dueToday,
  type FallBackFigures,
  fallsBackOn,
  fallsTo,
  salesCycle,
  winsOf,
} from "../pipeline/public.ts";
import { fellCard, type Warned, warningCard } from "./cards.ts";
import { markWarned, organizationOf, readDealsOnTheirWay, readOwners, type TimedDeal, takeBack } from "./store.ts";

/** Nobody is told of it before this hour of their own day. */
const FROM = "08:00";

/** How much one minute takes on; the next one goes on from there. */
const OWNERS_AT_ONCE = 200;
const DEALS_AT_ONCE = 5000;

/** Deals that outstay the sales cycle: the owner is warned, and some working days later they fall back. */
export const fallBackTick = defineTick({ name: "fallback.daily", run: (context) => fallBack(context) });

/**
 * The day each owner's deals were last gone through, by database. Only to spare the other minutes of the day the
 * search: what is due is in the deals, so a process that has just begun may well go through them again.
 */
const doneOn = new WeakMap<DatabaseHandle, Map<MemberId, PlainDate>>();

const doneIn = ({ database }: Scope): Map<MemberId, PlainDate> => {
  const done = doneOn.get(database) ?? new Map<MemberId, PlainDate>();
  doneOn.set(database, done);
  return done;
};

interface Owner {
  readonly id: MemberId;
  readonly today: PlainDate;
}
interface Owned extends Owner {
  readonly deals: readonly { readonly deal: TimedDeal; readonly figures: FallBackFigures }[];
}

async function fallBack(context: JobContext): Promise<void> {
  const done = doneIn(context.scope);
  const owners = await readWaiting(context, done);
  if (owners.length === 0) return;
  await eachByItself(await readOwned(context, owners), async (owned) => {
    const due = (what: "warn" | "fall") => owned.deals.filter(({ deal, figures }) => dueToday(deal, figures) === what);
    const [warn, fall] = [due("warn"), due("fall")];
    if (warn.length > 0) await warnOwner(context, { ...owned, deals: warn });
    if (fall.length > 0) await takeBackFrom(context, { ...owned, deals: fall });
    done.set(owned.id, owned.today);
  });
}

/** Owners whose day has begun and who have not had their turn in it. */
async function readWaiting({ scope, now }: JobContext, done: ReadonlyMap<MemberId, PlainDate>): Promise<Owner[]> {
  const waiting = (await readOwners(scope)).flatMap(({ id, zone }): Owner[] => {
    const today = dateIn(zone, now);
    return timeIn(zone, now) < FROM || done.get(id) === today ? [] : [{ id, today }];
  });
  return waiting.slice(0, OWNERS_AT_ONCE);
}

/** These owners with their deals on the way; those who do not fit in come with the next minute. */
async function readOwned({ scope, now }: JobContext, owners: readonly Owner[]): Promise<Owned[]> {
  const { settings, settingsFor, calendar, zone } = await organizationOf(scope);
  const { warnWorkingDays, restDays } = settings;
  const candidates = await readDealsOnTheirWay(scope, {
    owners: owners.map(({ id }) => id),
    // A working day is at least a day; the owner's day may be one ahead of the organization's.
    warnedBy: addDays(dateIn(zone, now), 1 - warnWorkingDays),
    most: DEALS_AT_ONCE,
  });
  const byOwner = new Map<MemberId, TimedDeal[]>();
  for (const deal of candidates) {
    const own = byOwner.get(deal.ownerId) ?? [];
    byOwner.set(deal.ownerId, own);
    own.push(deal);
  }
  const cut = candidates.length < DEALS_AT_ONCE ? undefined : candidates.at(-1)?.ownerId;
  const isWhole = ({ id }: Owner) => cut === undefined || id < cut || (id === cut && byOwner.size === 1);
  const wins = candidates.length === 0 ? undefined : await winsOf(scope, settings.cycleWins);
  const cycles = new Map<string, number>();
  const cycleOf = (deal: TimedDeal): number => {
    const key = `${deal.ownerId} ${deal.teamId}`;
    const days = cycles.get(key) ?? salesCycle(wins?.(deal) ?? { own: [], team: [] }, settingsFor(deal.teamId));
    cycles.set(key, days);
    return days;
  };
  return owners.filter(isWhole).map(({ id, today }) => {
    const figures = (deal: TimedDeal) => ({ today, calendar, warnWorkingDays, restDays, cycleDays: cycleOf(deal) });
    return { id, today, deals: (byOwner.get(id) ?? []).map((deal) => ({ deal, figures: figures(deal) })) };
  });
}

const keyOf = (what: string, deals: readonly TimedDeal[], { id: owner, today }: Owned) =>
  `fallback:${what}:${idFrom(owner, today, ...deals.map(({ id }) => id))}`;

const warnOwner = (context: JobContext, owned: Owned): Promise<void> =>
  context.change(async (change) => {
    const { id: owner, today, deals } = owned;
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
    const { id: owner, today, deals } = owned;
    // An owner may have deals in teams whose cycles differ.
    const cycles = new Map(deals.map(({ deal, figures }) => [deal.id, figures.cycleDays]));
    const why = ({ id }: TimedDeal): Why => ({ code: "outstayed", days: cycles.get(id) ?? 0 });
    for (const to of ["opportunity", "p50"] as const) {
      const falling = deals.map(({ deal }) => deal).filter(({ stage }) => fallsTo(stage) === to);
      const taken = await takeBack(change, falling, { to, today, why });
      if (taken.length === 0) continue;
      const asked = new Map(taken.filter(({ stage }) => stage === "p90").map((deal) => [deal.id, deal]));
      for (const now of await dealsById(change, [...asked.keys()])) {
        const was = asked.get(now.id);
        if (was) await closeReceipt(change, was, now);
      }
      const key = keyOf("fell", taken, owned);
      await tell(change, { key, to: { member: owner }, card: (reader) => fellCard(taken, to, reader) });
    }
  });

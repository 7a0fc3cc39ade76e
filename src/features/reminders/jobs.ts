import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, instantAt, type PlainDate, plainTime, type Zone, zone } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { goneOf } from "../absence/public.ts";
import {
  closeDay,
  type DayList,
  dayCard,
  dayOf,
  describe,
  eveningOf,
  type Item,
  keepList,
  listedOn,
  listOf,
  nowCard,
  planFor,
  readDay,
  reviseDay,
  type ToldDay,
  toldOf,
} from "../care/public.ts";
import { loggedBefore } from "../discipline/public.ts";
import { closeOvertaken } from "../overtaken/public.ts";
import { type Task, tasksOfDay } from "../tasks/public.ts";
import { type Reminded, reminderDue } from "./rules.ts";
import {
  beginDay,
  isUnavailable,
  markQuietDays,
  readListed,
  readListsBefore,
  readPutOffUntilNow,
  readReminded,
  takeUp,
} from "./store.ts";

/** The daily reminder (每日客情提醒): once for each member and day, whatever was down at its hour. */
export const dailyTick = defineTick({ name: "care.daily", run: (context) => remindAll(context) });
/** What was put off to this hour is told once more. */
export const laterTick = defineTick({ name: "care.later", run: (context) => tellPutOff(context) });
/** What was done without pressing anything shows on the cards. */
export const keepUpTick = defineTick({ name: "care.keepUp", run: (context) => keepUp(context) });

interface Due {
  readonly member: Reminded;
  readonly today: PlainDate;
  readonly late: boolean;
}

async function remindAll(context: JobContext): Promise<void> {
  const { scope, now } = context;
  const due: Due[] = [];
  const findDue = async (): Promise<void> =>
    eachByItself(await readReminded(scope, now), (member) =>
      of(member.id, async () => {
        const at = reminderDue(member, now);
        if (at) due.push({ member, ...at });
      }),
    );
  const remindDue = (): Promise<void> =>
    eachByItself(new Set(due.map(({ today }) => today)), (today) =>
      remindOn(
        context,
        today,
        due.filter((each) => each.today === today),
      ),
    );
  await eachByItself([findDue, remindDue], (step) => step());
}

/** What failed says of whom it was. */
async function of(memberId: MemberId, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`Member ${memberId} could not be told what is due`, { cause: error });
  }
}

/**
 * Everyone whose day is the same: what there is to tell is found for all at once, and told to each by itself. One
 * member's trouble must not keep the others waiting: what cannot be found for all is found for each half by itself, down
 * to the one who is in trouble. The next minute tries again.
 */
async function remindOn(context: JobContext, today: PlainDate, due: readonly Due[]): Promise<void> {
  let mornings: readonly Morning[];
  try {
    mornings = await morningsOn(context, today, due);
  } catch (error) {
    const [first] = due;
    if (due.length === 1 && first) return of(first.member.id, () => Promise.reject(error));
    if (isUnavailable(error)) throw error;
    const half = Math.ceil(due.length / 2);
    return eachByItself([due.slice(0, half), due.slice(half)], (part) => remindOn(context, today, part));
  }
  await eachByItself(mornings, (morning) => of(morning.member.id, () => remind(context, morning)));
}

/** What is to be told that morning; whoever has nothing on their list is done with it. */
async function morningsOn(context: JobContext, today: PlainDate, due: readonly Due[]): Promise<Morning[]> {
  const members = due.map(({ member }) => member.id);
  const plans = await planFor(context.scope, { members, today });
  const tasks = await tasksOfDay(context.scope, { members, day: today });
  const itemsOf = ({ member }: Due) => plans.get(member.id) ?? [];
  const tasksOf = ({ member }: Due) => tasks.get(member.id) ?? [];
  const isQuiet = (each: Due) => itemsOf(each).length + tasksOf(each).length === 0;
  const quiet = due.filter(isQuiet);
  const days = quiet.map(({ member }) => ({ memberId: member.id, day: today }));
  if (days.length > 0) await context.change((change) => markQuietDays(change, days));
  const busy = due.filter((each) => !isQuiet(each));
  return morningsOf(
    context.scope,
    today,
    busy.map((each) => ({ ...each, items: itemsOf(each), tasks: tasksOf(each) })),
  );
}

/** A member's list of today, and the one that ends with it when something of it is carried over. */
interface Morning {
  readonly member: Reminded;
  readonly items: readonly Item[];
  /** Of all that stands on it. */
  readonly count: number;
  list(now: Instant): DayList;
  readonly told: ToldDay;
  readonly today: PlainDate;
  readonly over: DayList | undefined;
}

async function morningsOf(
  scope: Scope,
  today: PlainDate,
  due: readonly (Due & { readonly items: readonly Item[]; readonly tasks: readonly Task[] })[],
): Promise<Morning[]> {
  const members = due.map(({ member }) => member.id);
  const before = await readListsBefore(scope, { members, today });
  const described = await describe(scope, { items: due.flatMap(({ items }) => items), day: today });
  const gone = await goneOf(scope, members);
  const logged = await loggedBefore(scope, { members, today });
  const overs = await listsOver(scope, due, before);
  return due.map(({ member, items, tasks, late }) => {
    const told = { late, before: before.get(member.id) ?? null };
    const at = { zone: zone(member.zone), time: member.reminderTime };
    const shown = {
      owner: member.id,
      gone: gone.get(member.id),
      items: items.map(asListed),
      tasks,
      logged: logged.get(member.id),
      told,
    };
    const list = (now: Instant) => listOf(described, shown, { now, ...at });
    return { member, today, items, count: items.length + tasks.length, told, list, over: overs.get(member.id) };
  });
}

type Before = Awaited<ReturnType<typeof readListsBefore>>;

/** The last lists of those who carry something over from them, as they ended. */
async function listsOver(
  scope: Scope,
  due: readonly (Due & { readonly items: readonly Item[] })[],
  before: Before,
): Promise<ReadonlyMap<MemberId, DayList>> {
  const over = new Map<MemberId, DayList>();
  const carrying = due.filter(({ items, today }) => items.some(({ listedOn: day }) => day !== null && day !== today));
  const dayOfMember = ({ member }: Due) => before.get(member.id)?.day;
  for (const day of new Set(carrying.map(dayOfMember))) {
    if (day === undefined) continue;
    const ending = carrying.filter((each) => dayOfMember(each) === day);
    const members = ending.map(({ member }) => member.id);
    const items = await listedOn(scope, { members, day });
    const gone = await goneOf(scope, members);
    const described = await describe(scope, { items, day });
    for (const { member } of ending) {
      const own = items.filter(({ memberId }) => memberId === member.id);
      const at = { now: scope.clock.now(), zone: zone(member.zone), time: member.reminderTime };
      const list = {
        owner: member.id,
        gone: gone.get(member.id),
        items: own,
        tasks: [],
        logged: undefined,
        told: null,
      };
      over.set(member.id, listOf(described, list, at));
    }
  }
  return over;
}

/** As keeping the list leaves it. */
const asListed = (item: Item): Item => (item.state === "later" ? { ...item, state: "open", laterAt: null } : item);

const remind = (context: JobContext, { member, today, items, count, told, list, over }: Morning): Promise<void> =>
  context.change(async (change) => {
    const memberId = member.id;
    const isMine = await beginDay(change, { ...told, memberId, day: today, items: count });
    if (!isMine) return;
    await keepList(change, items, today);
    const key = dayOf(memberId, today);
    const shown = list(change.at);
    const until = endOf(today, zone(member.zone));
    await tell(change, {
      key,
      to: { member: toldOf(shown) },
      about: key,
      until,
      card: (reader) => dayCard(shown, reader),
    });
    if (over) await closeDay(change, { memberId, day: over.today }, { list: over, today });
  });

/** What is left of a day's list stands on the next one. */
const endOf = (day: PlainDate, where: Zone): Instant => instantAt(addDays(day, 1), plainTime("00:00"), where);

const tellPutOff = async (context: JobContext): Promise<void> =>
  eachByItself(await readPutOffUntilNow(context.scope, context.now), ({ memberId, zone: where }) =>
    of(memberId, () => context.change((change) => tellAgain(change, memberId, zone(where)))),
  );

async function tellAgain(change: Change, memberId: MemberId, where: Zone): Promise<void> {
  for (const day of new Set(await takeUp(change, memberId))) {
    const list = await readDay(change, { memberId, day }, change.at);
    await reviseDay(change, { memberId, day }, list);
    const told = toldOf(list);
    // After an outage over night it stands on the next morning's list.
    if (day !== dateIn(where, change.at)) continue;
    const key = eveningOf(memberId, day);
    const until = endOf(day, where);
    await tell(change, { key, to: { member: told }, about: key, until, card: (reader) => nowCard(list, reader) });
  }
}

/** For all at once; where that fails, for each member by itself. */
async function keepUp(context: JobContext): Promise<void> {
  const keepUpFor = (memberId: MemberId | null): Promise<void> =>
    context.change(async (change) => {
      for (const whose of await closeOvertaken(change, memberId))
        await reviseDay(change, whose, await readDay(change, whose, change.at));
    });
  try {
    await keepUpFor(null);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    const listed = await readListed(context.scope, context.now);
    await eachByItself(listed, (memberId) => of(memberId, () => keepUpFor(memberId)));
  }
}

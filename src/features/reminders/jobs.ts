import { dateIn, type PlainDate } from "../../core/dates.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { tell } from "../../notify/tell.ts";
import {
  closeDay,
  closeOvertaken,
  type DayList,
  dayCard,
  dayOf,
  describe,
  eveningOf,
  type Item,
  keepList,
  nowCard,
  planFor,
  readDay,
  reviseDay,
  type ToldDay,
} from "../care/public.ts";
import { type Reminded, reminderDue } from "./rules.ts";
import { beginDay, markQuietDays, readListsBefore, readPutOffUntilNow, readReminded, takeUp } from "./store.ts";

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
  const due = (await readReminded(scope, now)).flatMap((member): Due[] => {
    const at = reminderDue(member, now);
    return at ? [{ member, ...at }] : [];
  });
  for (const today of new Set(due.map((each) => each.today)))
    await remindOn(
      context,
      today,
      due.filter((each) => each.today === today),
    );
}

/** Everyone whose day is the same: what there is to tell is found for all at once, and told to each by itself. */
async function remindOn(context: JobContext, today: PlainDate, due: readonly Due[]): Promise<void> {
  const { scope } = context;
  const members = due.map(({ member }) => member.id);
  const plans = await planFor(scope, { members, today });
  const before = await readListsBefore(scope, { members, today });
  const busy = due.filter(({ member }) => (plans.get(member.id) ?? []).length > 0);
  const quiet = due.filter((each) => !busy.includes(each));
  if (quiet.length > 0)
    await context.change((change) =>
      markQuietDays(
        change,
        quiet.map(({ member }) => ({ memberId: member.id, day: today })),
      ),
    );
  const failures: unknown[] = [];
  for (const { member, late } of busy) {
    const items = plans.get(member.id) ?? [];
    const told = { late, before: before.get(member.id) ?? null };
    try {
      await remind(context, { member, today, items, told });
    } catch (error) {
      // One member's trouble must not keep the others waiting; the next minute tries again.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} daily reminders could not be told`);
}

interface Morning {
  readonly member: Reminded;
  readonly today: PlainDate;
  readonly items: readonly Item[];
  readonly told: ToldDay;
}

const remind = (context: JobContext, { member, today, items, told }: Morning): Promise<void> =>
  context.change(async (change) => {
    const memberId = member.id;
    const isMine = await beginDay(change, { ...told, memberId, day: today, items: items.length });
    if (!isMine) return;
    const at = { now: change.at, zone: member.zone, time: member.reminderTime };
    const carried = items.some(({ listedOn }) => listedOn !== null && listedOn !== today);
    const day = told.before?.day;
    const over = carried && day ? await readDay(change, { memberId, day }, change.at) : undefined;
    await keepList(change, items, today);
    const list: DayList = await describe(change, { items: items.map(asListed), day: today, told }, at);
    const card = (reader: Parameters<typeof dayCard>[1]) => dayCard(list, reader);
    await tell(change, { key: dayOf(memberId, today), to: { member: memberId }, about: dayOf(memberId, today), card });
    if (over && day) await closeDay(change, { memberId, day }, { list: over, today });
  });

/** As keeping the list leaves it. */
const asListed = (item: Item): Item => (item.state === "later" ? { ...item, state: "open", laterAt: null } : item);

async function tellPutOff(context: JobContext): Promise<void> {
  for (const { memberId, zone } of await readPutOffUntilNow(context.scope, context.now))
    await context.change(async (change) => {
      const [day] = await takeUp(change, memberId);
      if (day === undefined) return;
      const list = await readDay(change, { memberId, day }, change.at);
      await reviseDay(change, { memberId, day }, list);
      // After an outage over night it stands on the next morning's list.
      if (day !== dateIn(zone, change.at)) return;
      const key = eveningOf(memberId, day);
      await tell(change, { key, to: { member: memberId }, about: key, card: (reader) => nowCard(list, reader) });
    });
}

const keepUp = (context: JobContext): Promise<void> =>
  context.change(async (change) => {
    for (const whose of await closeOvertaken(change, null)) {
      await reviseDay(change, whose, await readDay(change, whose, change.at));
    }
  });

import { addMonths, dateIn, timeIn } from "../../core/dates.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { type Figures, isDue, type Reckoned, reckon } from "./rules.ts";
import { keepLast, keepWorth, organizationOf, readFigures, readLast, readSegments } from "./store.ts";

/** Customers read, and kept, with one statement. */
const AT_ONCE = 2_000;

/** Every night, the worth of all customers, segment by segment; what a night was cut off from comes with the next minute. */
export const worthTick = defineTick({
  name: "worth.reckon",
  async run(context) {
    const last = await readLast(context.scope);
    const today = dateIn(last.zone, context.now);
    if (isDue(last.on, { today, time: timeIn(last.zone, context.now) })) await reckonAll(context);
  },
});

/** Whatever the hour. */
export async function reckonAll({ scope, now, change }: Pick<JobContext, "scope" | "now" | "change">): Promise<void> {
  const { segments, settings, currency, zone } = await organizationOf(scope);
  const today = dateIn(zone, now);
  const asked = { currency, weights: settings.stageWeights, since: addMonths(today, -12), today };
  for (const [segmentId, ids] of await readSegments(scope)) {
    const figures: Figures[] = [];
    for (const some of lots(ids)) figures.push(...(await readFigures(scope, { ...asked, ids: some })));
    const { worth: measures, satisfaction: judged } = segments.own.get(segmentId) ?? segments.others;
    const reckoned = reckon(figures, { measures, judged, today });
    for (const some of lots<Reckoned>(reckoned))
      await change((inside) => keepWorth(inside, some, { segmentId, currency, today }));
  }
  await change((inside) => keepLast(inside, today));
}

function* lots<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += AT_ONCE) yield all.slice(start, start + AT_ONCE);
}

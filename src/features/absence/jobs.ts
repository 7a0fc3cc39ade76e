import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext, type Tick } from "../../core/job.ts";
import type { Change } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import type { Papers } from "../approvals/public.ts";
import { decidedFor } from "../papers/public.ts";
import { backCard, standsNoMoreCard } from "./cards.ts";
import { tellOfBeginning } from "./public.ts";
import type { Absence } from "./rules.ts";
import { markTold, readUntold } from "./store.ts";

/** Who is away from now on, and who is back: told once, also after an outage. */
export const watchAbsences = (papers: Papers): Tick =>
  defineTick({
    name: "absence.watch",
    run: async (context) => {
      await each(context, "over", (change, absence) => tellOfReturn(papers, change, absence));
      await each(context, "begun", tellOfBeginning);
    },
  });

const each = async (
  context: JobContext,
  what: "begun" | "over",
  say: (change: Change, absence: Absence) => Promise<void>,
): Promise<void> =>
  eachByItself(await readUntold(context.scope, what), (absence) =>
    context.change(async (change) => {
      if (await markTold(change, absence, what)) await say(change, absence);
    }),
  );

/** Signatures listed one by one. */
const LINES = 8;

async function tellOfReturn(papers: Papers, change: Change, absence: Absence): Promise<void> {
  const { away, standIn, startsAt, endsAt } = absence;
  if (away.open) {
    const since = { memberId: away.id, since: startsAt, to: endsAt, limit: LINES };
    const decided = await decidedFor(papers, change, since);
    await tell(change, {
      key: `absence:${absence.id}:over`,
      to: { member: away.id },
      card: (reader) => backCard(absence, decided, reader),
    });
  }
  if (standIn.open)
    await tell(change, {
      key: `absence:${absence.id}:over:standIn`,
      to: { member: standIn.id },
      card: (reader) => standsNoMoreCard(absence, true, reader),
    });
}

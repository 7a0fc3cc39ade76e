import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext, type Tick } from "../../core/job.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import type { Papers } from "../approvals/public.ts";
import { decidedFor } from "../papers/public.ts";
import { backCard, standsNoMoreCard } from "./cards.ts";
import { tellOfBeginning, tellOfUnfit } from "./public.ts";
import { type Absence, isStoodFor } from "./rules.ts";
import { markTold, readUntold, readWatched } from "./store.ts";

/** Who is away from now on, and who is back: told once, also after an outage. */
export const watchAbsences = (papers: Papers): Tick =>
  defineTick({
    name: "absence.watch",
    run: (context) =>
      eachByItself(
        [
          () => each(context, "over", (change, absence) => tellOfReturn(papers, change, absence)),
          () => each(context, "unfit", tellOfUnfit),
          () => each(context, "begun", tellOfBeginning),
        ],
        (round) => round(),
      ),
  });

const each = async (
  context: JobContext,
  what: "begun" | "over" | "unfit",
  say: (change: Change, absence: Absence) => Promise<void>,
): Promise<void> =>
  eachByItself(await untold(context.scope, what), (absence) =>
    context.change(async (change) => {
      if (await markTold(change, absence, what)) await say(change, absence);
    }),
  );

const untold = async (scope: Scope, what: "begun" | "over" | "unfit"): Promise<readonly Absence[]> =>
  what === "unfit" ? (await readWatched(scope)).filter((absence) => !isStoodFor(absence)) : readUntold(scope, what);

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

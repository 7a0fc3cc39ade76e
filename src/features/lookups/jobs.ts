import { z } from "zod";
import { defineJob, defineTick, type JobContext } from "../../core/job.ts";
import type { Change } from "../../core/scope.ts";
import type { WhoIs } from "../../core/who-is.ts";
import { revise, tell } from "../../notify/tell.ts";
import { closeRequest, link } from "../accounts/public.ts";
import { welcome } from "../team/public.ts";
import { lookupCard } from "./cards.ts";
import { isGivenUp, outcomeOf } from "./rules.ts";
import * as store from "./store.ts";

/** People taken up at once, of all platforms. */
const MOST = 200;

/** Asks platforms for whoever is to be asked for now; what they put off is asked for in its minute. Safe to repeat. */
const askPlatforms = async (context: JobContext): Promise<void> => {
  for (;;) {
    const due = await context.change((change) => store.takeDue(change, MOST));
    if (due.length === 0) return;
    for (const sought of byPlace(due)) {
      const [first] = sought;
      if (!first) continue;
      const answers = await context.whoIs(first, sought);
      await context.change((change) => settleAll(change, sought, answers));
    }
  }
};

export const lookupJob = defineJob({ name: "lookups.ask", payload: z.object({}), retries: 3, run: askPlatforms });
export const lookupTick = defineTick({ name: "lookups.due", run: askPlatforms });

const byPlace = (due: readonly store.Sought[]): readonly (readonly store.Sought[])[] => {
  const groups = new Map<string, store.Sought[]>();
  for (const one of due) {
    const key = `${one.platform} ${one.workspace}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
};

async function settleAll(change: Change, sought: readonly store.Sought[], answers: readonly WhoIs[]): Promise<void> {
  await store.holdPeople(change);
  const waiting = new Set(await store.stillWaiting(change, sought));
  for (const [index, one] of sought.entries()) {
    const answer = answers[index];
    if (answer && waiting.has(one)) await settleOne(change, one, answer);
  }
  for (const id of new Set(sought.map(({ lookupId }) => lookupId))) await show(change, id);
}

async function settleOne(change: Change, sought: store.Sought, answer: WhoIs): Promise<void> {
  if (answer.kind === "found") return store.settle(change, sought, await takeIn(change, sought, answer));
  if (answer.kind !== "later") return store.settle(change, sought, { state: answer.kind });
  if (isGivenUp(sought.begunAt, change.at)) return store.settle(change, sought, { state: "unanswered" });
  await store.postpone(change, sought, answer.wait);
}

/** The account is the member's from now on, unless it is anybody else's: an account never moves by itself. */
async function takeIn(
  system: Change,
  sought: store.Sought,
  answer: Extract<WhoIs, { kind: "found" }>,
): Promise<Parameters<typeof store.settle>[2]> {
  const { memberId, platform, workspace, name, roles, asker, lookupId } = sought;
  // On record it is who asked for it.
  const change: Change = { ...system, memberId: asker.id };
  const holderId = await store.holderOf(change, sought, answer.user);
  if (holderId !== undefined && holderId !== memberId) return { state: "taken", holderId };
  const identity = { platform, workspace, user: answer.user };
  const problem = await link(change, memberId, identity);
  if (problem === "same") return { state: "found" };
  if (problem === "closed" || problem === "second") return { state: problem };
  if (problem) return { state: "taken" };
  await store.settleIn(change, memberId, answer);
  await closeRequest(change, identity, name);
  await welcome(change, { key: `welcome:${memberId}:${lookupId}`, id: memberId, name, roles, admin: asker.name });
  return { state: "found" };
}

/** The card of the look-up as it is now, for whoever asked. */
async function show(change: Change, id: string): Promise<void> {
  const view = await store.readLookup(change, id);
  if (!view) return;
  await store.noteTold(
    change,
    id,
    view.people.every((person) => outcomeOf(person)?.state !== "waiting"),
  );
  const about = `lookup:${id}`;
  if (view.isTold) return revise(change, about, ({ language }) => lookupCard(view, language));
  await tell(change, {
    key: about,
    to: view.asker,
    about,
    card: ({ language }) => lookupCard(view, language),
  });
}

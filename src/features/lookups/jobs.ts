import { z } from "zod";
import { defineJob, defineTick, type JobContext } from "../../core/job.ts";
import type { Change } from "../../core/scope.ts";
import type { WhoIs } from "../../core/who-is.ts";
import { revise, tell } from "../../notify/tell.ts";
import { closeRequest, link, tellLinked } from "../accounts/public.ts";
import { welcome } from "../team/public.ts";
import { lookupCard } from "./cards.ts";
import { isGivenUp, outcomeOf } from "./rules.ts";
import * as store from "./store.ts";

/** People taken up at once, of all platforms. */
const MOST = 200;
/** People settled in one change: who else changes people waits for it. */
const AT_ONCE = 25;

/** Asks platforms for whoever is to be asked for now; what they put off is asked for in its minute. Safe to repeat. */
const askPlatforms = async (context: JobContext): Promise<void> => {
  while (await store.isAnyDue(context.scope)) {
    const due = await context.change((change) => store.takeDue(change, MOST));
    if (due.length === 0) return;
    for (const sought of byPlace(due)) await askOne(context, sought);
  }
};

async function askOne(context: JobContext, sought: readonly store.Sought[]): Promise<void> {
  const [first] = sought;
  if (!first) return;
  const answers = await context.whoIs(first, sought);
  for (let from = 0; from < sought.length; from += AT_ONCE)
    await context.change((change) => settleAll(change, sought.slice(from, from + AT_ONCE), answers.slice(from)));
}

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
  // A platform that puts everybody off leaves the card as it is.
  const moved = new Set<string>();
  for (const [index, one] of sought.entries()) {
    const answer = answers[index];
    if (answer && waiting.has(one) && (await settleOne(change, one, answer))) moved.add(one.lookupId);
  }
  for (const id of moved) await show(change, id);
}

/** False when it is put off. */
async function settleOne(change: Change, sought: store.Sought, answer: WhoIs): Promise<boolean> {
  if (answer.kind === "later" && !isGivenUp(sought.begunAt, change.at)) {
    await store.postpone(change, sought, answer.wait);
    return false;
  }
  const state = answer.kind === "later" ? "unanswered" : answer.kind;
  await store.settle(change, sought, answer.kind === "found" ? await takeIn(change, sought, answer) : { state });
  return true;
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
  const problem = await link(change, memberId, { ...identity, language: answer.language, zone: answer.zone });
  if (problem === "same") return { state: "found" };
  if (problem === "closed" || problem === "second") return { state: problem };
  if (problem) return { state: "taken" };
  if (await store.wasElsewhere(change, sought)) {
    await tellLinked(change, { member: memberId, name, account: { ...identity, name }, admin: asker.name });
    return { state: "found" };
  }
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

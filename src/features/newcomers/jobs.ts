import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Role } from "../../core/scope.ts";
import { workingHours } from "../../domain/office.ts";
import { tell } from "../../notify/tell.ts";
import { joinCard } from "../team/public.ts";
import {
  awaitedBy,
  type JoinRequest,
  noteTold,
  organizationOf,
  readMembersWith,
  readTwins,
  readWaiting,
} from "./store.ts";

/** An account is opened within a working day of the request (domain.md §1): it has the clock of whatever waits for a signature. */
export const waitingTick = defineTick({ name: "newcomers.waiting", run: (context) => watch(context) });

async function watch(context: JobContext): Promise<void> {
  const waiting = await readWaiting(context.scope);
  if (waiting.length === 0) return;
  const { settings, segments, calendar, zone } = await organizationOf(context.scope);
  const { remindHours, escalateHours } = segments.others.approvals;
  const office = { calendar, zone, hours: settings.hours };
  await eachByItself(waiting, async (one) => {
    const hours = workingHours(office, one.since, context.now);
    if (hours < remindHours || (await isDecidedWithAnother(context.scope, one))) return;
    if (!one.reminded) await say(context, one, { what: "remindedAt", to: "admin" });
    if (hours >= escalateHours) await say(context, one, { what: "passedOnAt", to: "segment_admin" });
  });
}

/** The same person asked on another platform before: that card speaks of both. */
const isDecidedWithAnother = async (scope: JobContext["scope"], one: JoinRequest): Promise<boolean> =>
  (await readTwins(scope, one)).sure.some(({ since }) => since < one.since);

const say = (
  { change }: JobContext,
  one: JoinRequest,
  { what, to }: { readonly what: "remindedAt" | "passedOnAt"; readonly to: Role },
): Promise<void> =>
  change(async (inside) => {
    if (!(await noteTold(inside, one, what))) return;
    const { id, version } = one;
    const within = to === "segment_admin";
    const like = within ? undefined : await awaitedBy(inside, one.mail);
    const twins = await readTwins(inside, one);
    for (const member of await readMembersWith(inside, to))
      await tell(inside, {
        key: `join:${id}:${version}:${what}:${member}`,
        to: { member },
        about: `join:${id}`,
        asks: true,
        card: ({ language }) => joinCard({ ...one, like, twins, still: true, within }, language),
      });
  });

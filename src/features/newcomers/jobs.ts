import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Change } from "../../core/scope.ts";
import { workingHours } from "../../domain/office.ts";
import { tell } from "../../notify/tell.ts";
import { joinCard, readAdmins, sayAdmins, stillOutCard } from "../team/public.ts";
import {
  awaitedBy,
  type JoinRequest,
  notePassedOn,
  organizationOf,
  readMembersWith,
  readTwins,
  readWaiting,
} from "./store.ts";

/** An account is opened within a working day of the request (domain.md §1): then all who may do it, and who asked, hear of it. */
export const waitingTick = defineTick({ name: "newcomers.waiting", run: (context) => watch(context) });

async function watch({ scope, now, change }: JobContext): Promise<void> {
  const waiting = await readWaiting(scope);
  if (waiting.length === 0) return;
  const { settings, calendar, zone } = await organizationOf(scope);
  const office = { calendar, zone, hours: settings.hours };
  await eachByItself(waiting, async (one) => {
    if (workingHours(office, one.since, now) < settings.accountHours || (await isDecidedWithAnother(scope, one)))
      return;
    await change(async (inside) => {
      if (await notePassedOn(inside, one)) await say(inside, one);
    });
  });
}

/** The same person asked on another platform before: that card speaks of both. */
const isDecidedWithAnother = async (scope: JobContext["scope"], one: JoinRequest): Promise<boolean> =>
  (await readTwins(scope, one)).sure.some(({ since }) => since < one.since);

async function say(change: Change, one: JoinRequest): Promise<void> {
  const { id, version, identity, language, zone } = one;
  const [listed, twins] = [await awaitedBy(change, one.mail), await readTwins(change, one)];
  const admins = await readAdmins(change);
  const chosen = new Set(admins.map((admin) => admin.id));
  for (const member of new Set([...chosen, ...(await readMembersWith(change, "segment_admin"))])) {
    const within = !chosen.has(member);
    const like = within ? undefined : listed;
    await tell(change, {
      key: `join:${id}:${version}:still:${member}`,
      to: { member },
      about: `join:${id}`,
      asks: true,
      card: (reader) => joinCard({ ...one, like, twins, still: true, within }, reader.language),
    });
  }
  await tell(change, {
    key: `join:${id}:${version}:still`,
    to: { account: identity, language, zone },
    card: (reader) => stillOutCard(sayAdmins(admins, reader.language), reader.language),
  });
}

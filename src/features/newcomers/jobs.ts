import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Change } from "../../core/scope.ts";
import { workingHours } from "../../domain/office.ts";
import { tell } from "../../notify/tell.ts";
import { joinCard, readAdmins, sayAdmins, stillOutCard } from "../team/public.ts";
import {
  type JoinRequest,
  noteTold,
  organizationOf,
  readLikely,
  readMembersWith,
  readTwins,
  readWaiting,
} from "./store.ts";

/**
 * An account is opened within a working day of the request (domain.md §1): the admins are reminded half way; when it is
 * late the segment admins may decide too, and who asked hears of it.
 */
export const waitingTick = defineTick({ name: "newcomers.waiting", run: (context) => watch(context) });

async function watch({ scope, now, change }: JobContext): Promise<void> {
  const waiting = await readWaiting(scope);
  if (waiting.length === 0) return;
  const { settings, calendar, zone } = await organizationOf(scope);
  const office = { calendar, zone, hours: settings.hours };
  await eachByItself(waiting, async (one) => {
    const hours = workingHours(office, one.since, now);
    if (hours < settings.accountHours / 2 || (await isDecidedWithAnother(scope, one))) return;
    if (!one.reminded)
      await change(async (inside) => {
        if (await noteTold(inside, one, "remindedAt")) await remind(inside, one);
      });
    if (hours >= settings.accountHours)
      await change(async (inside) => {
        if (await noteTold(inside, one, "passedOnAt")) await passOn(inside, one);
      });
  });
}

/** The same person asked on another platform before: that card speaks of both. */
const isDecidedWithAnother = async (scope: JobContext["scope"], one: JoinRequest): Promise<boolean> =>
  (await readTwins(scope, one)).sure.some(({ since }) => since < one.since);

const ask = async (
  change: Change,
  one: JoinRequest,
  { members, within }: { readonly members: readonly MemberId[]; readonly within: boolean },
): Promise<void> => {
  const { id, version } = one;
  const likely = await readLikely(change, one);
  for (const member of members)
    await tell(change, {
      key: `join:${id}:${version}:still:${member}`,
      to: { member },
      about: `join:${id}`,
      asks: true,
      card: (reader) => joinCard({ ...one, ...likely, still: true, within }, reader.language),
    });
};

const remind = async (change: Change, one: JoinRequest): Promise<void> =>
  ask(change, one, { members: (await readAdmins(change)).map(({ id }) => id), within: false });

async function passOn(change: Change, one: JoinRequest): Promise<void> {
  const { id, version, identity, language, zone } = one;
  const admins = await readAdmins(change);
  const chosen = new Set(admins.map((admin) => admin.id));
  const members = (await readMembersWith(change, "segment_admin")).filter((member) => !chosen.has(member));
  await ask(change, one, { members, within: true });
  await tell(change, {
    key: `join:${id}:${version}:still`,
    to: { account: identity, language, zone },
    card: (reader) => stillOutCard(sayAdmins(admins, reader.language), reader.language),
  });
}

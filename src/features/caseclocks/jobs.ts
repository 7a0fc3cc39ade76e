import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { partsOf, signsAs } from "../../domain/signing.ts";
import { tell } from "../../notify/tell.ts";
import { goneOf } from "../absence/public.ts";
import { caseById, paceOf, type ServiceCase, tellAt } from "../cases/public.ts";
import { peopleOf } from "../signers/public.ts";
import { type Hears, missedCard } from "./cards.ts";
import { type DueClock, raise, readDueClocks, readHeads } from "./store.ts";

/** A missed clock goes up, once at each level: to the team's manager at once, to the segment's head after the same span again. */
export const watchClocks = defineTick({
  name: "cases.clocks",
  run: async (context) =>
    eachByItself(await readDueClocks(context.scope, context.now), (due) =>
      context.change((change) => goUp(change, due, context)),
    ),
});

/** Minutes after which a message comes late, and says so: the bot was not there. */
const LATE_MINUTES = 10;

async function goUp(change: Change, due: DueClock, { now }: JobContext): Promise<void> {
  const one = await caseById(change, due.caseId);
  const clock = one?.clocks.find(({ duty }) => duty === due.duty);
  if (!one || !clock) return;
  const pace = await paceOf(change, one.customer.teamId);
  const level = due.level + 1;
  const next = tellAt({ ...clock, level }, pace);
  if (!(await raise(change, due, { customerId: one.customer.id, next }))) return;
  const lateSince = now.getTime() - due.tellAt.getTime() > LATE_MINUTES * 60_000 ? due.tellAt : undefined;
  for (const [member, hears] of await readersOf(change, one, level))
    await tell(change, {
      key: `case:${one.id}:${due.duty}:${level}:${member}`,
      to: { member },
      card: ({ language, zone }) =>
        missedCard({ one, clock, lateSince }, hears, { language, zone, now, office: pace.office }),
    });
}

/** Who hears of it, each once. Where nobody leads the team it goes further up at once. */
async function readersOf(scope: Scope, one: ServiceCase, level: number): Promise<ReadonlyMap<MemberId, Hears>> {
  const { ownerId, teamId, segmentId } = one.customer;
  const owner = ownerId === null ? null : ((await goneOf(scope, [ownerId])).get(ownerId)?.standIn.id ?? ownerId);
  const managers = level === 1 ? (await holdersOf(scope, "manager", teamId)).filter((id) => id !== owner) : [];
  const above = managers.length > 0 ? managers : await headsOf(scope, segmentId);
  const hears: Hears = level === 1 ? "manager" : "head";
  return new Map<MemberId, Hears>([
    ...above.map((id) => [id, hears] as const),
    ...(owner !== null && level === 1 ? [[owner, "owner"] as const] : []),
  ]);
}

/** The segment's head; an executive where it has none. */
async function headsOf(scope: Scope, segmentId: string): Promise<readonly MemberId[]> {
  const heads = await readHeads(scope, segmentId);
  return heads.length > 0 ? heads : holdersOf(scope, "executive");
}

/** Who has the role, and whoever stands in for somebody who has. */
async function holdersOf(scope: Scope, role: Role, teamId = ""): Promise<MemberId[]> {
  const people = await peopleOf(scope, { roles: [role] });
  return people.filter((person) => partsOf(person).some((part) => signsAs(part, role, teamId))).map(({ id }) => id);
}

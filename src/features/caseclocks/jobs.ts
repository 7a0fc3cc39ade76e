import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { type Part, signsAs } from "../../domain/signing.ts";
import { tell } from "../../notify/tell.ts";
import { goneOf } from "../absence/public.ts";
import { memberSees } from "../assignees/public.ts";
import { caseById, keeperOf, paceOf, type ServiceCase, subjectOf, tellAt } from "../cases/public.ts";
import { peopleOf } from "../signers/public.ts";
import { type Hears, missedCard } from "./cards.ts";
import { type DueClock, raise, readDueClocks, readHeads } from "./store.ts";

/**
 * A missed clock goes up, once at each level: to the team's manager at once, to the segment's head after the same span
 * again.
 */
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
  // The manager has the whole span, also where the bot was not there when it was missed.
  const toldAt = now > clock.dueAt ? now : clock.dueAt;
  const next = tellAt({ ...clock, level, dueAt: toldAt }, pace);
  if (!(await raise(change, due, { customerId: one.customer.id, next }))) return;
  const lateSince = now.getTime() - due.tellAt.getTime() > LATE_MINUTES * 60_000 ? due.tellAt : undefined;
  for (const [member, hears] of await readersOf(change, one, level))
    await tell(change, {
      key: `case:${one.id}:${due.duty}:${level}:${member}`,
      to: { member },
      about: subjectOf(one),
      asks: true,
      card: ({ language, zone }) =>
        missedCard({ one, clock, lateSince }, hears, { language, zone, now, office: pace.office }),
    });
}

/** Who hears of it, each once. Where nobody who is there leads the team it goes further up at once. */
async function readersOf(scope: Scope, one: ServiceCase, level: number): Promise<ReadonlyMap<MemberId, Hears>> {
  const keeper = await keeperOf(scope, one);
  const { there, away } = level === 1 ? await managersOf(scope, one) : { there: [], away: [] };
  const managers = there.filter((id) => id !== keeper);
  const heads = managers.length > 0 ? [] : await headsOf(scope, one.customer.segmentId);
  const above = [managers, heads, away].find((ids) => ids.length > 0) ?? [];
  const hears: Hears = level === 1 ? "manager" : "head";
  // A stand-in was chosen with regard to the segment; an owner may work in another by now.
  const { id, ownerId } = one.customer;
  const keeps = keeper !== null && level === 1 && (keeper !== ownerId || (await memberSees(scope, keeper, id)));
  return new Map<MemberId, Hears>([
    ...above.map((id) => [id, hears] as const),
    ...(keeps ? [[keeper, "owner"] as const] : []),
  ]);
}

interface Managers {
  readonly there: readonly MemberId[];
  /** Somebody else signs for them now. */
  readonly away: readonly MemberId[];
}

/**
 * Who leads the customer's team. Whoever stands in for one who is away signs the team's papers, but sees of its
 * customers only those the absent own: of the others nothing reaches them.
 */
async function managersOf(scope: Scope, { customer: { id, ownerId, teamId } }: ServiceCase): Promise<Managers> {
  const people = await peopleOf(scope, { roles: ["manager"], teamIds: [teamId] });
  const leads = (part: Pick<Part, "roles" | "teamIds">) => signsAs({ ...part, name: null }, "manager", teamId);
  const own = people.filter(leads).map((person) => person.id);
  const gone = await goneOf(scope, own);
  const away = own.filter((member) => leads(gone.get(member)?.part ?? NO_PART));
  const there = own.filter((member) => !away.includes(member));
  for (const { id: member, standsFor } of people.filter((person) => !leads(person) && person.standsFor.some(leads))) {
    const isTheirs = standsFor.some(({ memberId }) => memberId === ownerId);
    if (isTheirs || (await memberSees(scope, member, id))) there.push(member);
  }
  return { there, away };
}
const NO_PART: Pick<Part, "roles" | "teamIds"> = { roles: new Set(), teamIds: [] };

/** The segment's head; an executive where it has none. */
async function headsOf(scope: Scope, segmentId: string): Promise<readonly MemberId[]> {
  const heads = await readHeads(scope, segmentId);
  if (heads.length > 0) return heads;
  const people = await peopleOf(scope, { roles: ["executive"] });
  return people.filter(({ roles }) => roles.has("executive")).map(({ id }) => id);
}

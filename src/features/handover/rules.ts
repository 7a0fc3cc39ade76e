import type { Instant } from "../../core/clock.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Role, Scope } from "../../core/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { movesSegments } from "../../domain/roles.ts";
import { type Birthday, nextBirthday } from "../../domain/when-birthday.ts";

/** A customer as a list for handing over shows it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly flags: readonly CustomerFlag[];
  readonly ownerId: MemberId | null;
  readonly teamId: string;
  readonly segmentId: string;
}

export interface Done {
  readonly id: string;
  readonly customers: readonly Pick<Listed, "name" | "flags">[];
  readonly to: string;
  /** The team they came into, where whoever has them had all of them before. */
  readonly team: string | undefined;
  readonly callOn: PlainDate;
  readonly until: Instant;
  /** The segment they came into, when another. */
  readonly segment: string | undefined;
  /** Those that somebody else had handed over meanwhile. */
  readonly late: number;
  /** Papers that became invalid, as the new owner had signed them; empty for none. */
  readonly ended: string;
}

/** Somebody customers may be handed to, in one of their teams. */
export interface Colleague {
  readonly id: MemberId;
  readonly name: string;
  readonly language: "en" | "zh";
  readonly teamId: string;
  readonly team: string;
  readonly segmentId: string;
  readonly segment: string;
  /** While they are away: when they are back. */
  readonly awayUntil: Instant | null;
  /** Messages reach them on some platform. */
  readonly here: boolean;
  /** Customers they have. */
  readonly load: number;
}

/** A colleague in one of their teams, as a choice keeps it. */
export const colleagueValue = ({ id, teamId }: Pick<Colleague, "id" | "teamId">): string => `${id}:${teamId}`;

/** How many customers of a place and a trade somebody has. */
export interface Familiar {
  readonly ownerId: MemberId;
  readonly region: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly count: number;
}

/** As many customers as one handover takes. */
export const MOST_AT_ONCE = 2_000;

/** Whether the asker, who sees the customer, may hand it over: its owner, the team's manager, or who stands above. */
export const mayHandOver = (
  scope: Pick<Scope, "roles" | "memberId" | "teamIds" | "segmentIds">,
  { ownerId, teamId, segmentId }: Pick<Listed, "ownerId" | "teamId" | "segmentId">,
): boolean =>
  (ownerId !== null && ownerId === scope.memberId) ||
  (scope.roles.has("manager") && scope.teamIds.includes(teamId)) ||
  (scope.roles.has("segment_admin") && scope.segmentIds.includes(segmentId)) ||
  movesSegments(scope);

/** Whether whoever handed these over may still take them back to where they were; out of another segment only who moves between segments. */
export const mayTakeBack = (
  scope: Pick<Scope, "roles" | "memberId" | "teamIds" | "segmentIds">,
  items: readonly (Pick<Listed, "ownerId" | "segmentId"> & { readonly wasIn: string; readonly fromAfar: boolean })[],
): boolean =>
  items.every(({ wasIn, fromAfar, ...item }) =>
    fromAfar ? movesSegments(scope) : mayHandOver(scope, { ...item, teamId: wasIn }),
  );

/** Hands over what is not their own. */
export const isInCharge = ({ roles }: Pick<Scope, "roles">): boolean =>
  roles.has("manager") || roles.has("segment_admin") || roles.has("coordinator");

/** Where somebody works, and as what; in no role while their account is closed. */
export interface Standing {
  readonly roles: readonly Role[];
  readonly teams: readonly TeamOf[];
}
/** A team, and what it is in. */
export interface TeamOf {
  readonly id: string;
  readonly segmentId: string;
}
/** Somebody who stands otherwise by now, as they stood before. */
export interface Stood {
  readonly memberId: MemberId;
  readonly before: Standing;
}

/** After all who see the customers they hand over. */
const ADMINS = 4;
/** How near somebody is to a team's orphans, the nearest first; undefined for whoever has nothing to do with them. */
export const rankIn = ({ roles, teams }: Standing, team: TeamOf): number | undefined => {
  if (roles.includes("manager") && teams.some(({ id }) => id === team.id)) return 1;
  if (roles.includes("segment_admin") && teams.some(({ segmentId }) => segmentId === team.segmentId)) return 2;
  return roles.includes("coordinator") ? 3 : roles.includes("admin") ? ADMINS : undefined;
};

export interface InCharge {
  readonly members: readonly MemberId[];
  readonly admins: boolean;
  readonly all: ReadonlySet<MemberId>;
}
/**
 * Who hears of a team's orphans: its managers, else who stands above; the next rank too while all of one are away, whose
 * stand-ins see no orphans; the admins where nobody may hand over. And all who may hand them over.
 */
export const whoIsInCharge = (
  people: readonly (Standing & { readonly id: MemberId; readonly away: boolean })[],
  team: TeamOf,
): InCharge => {
  const ranked = people
    .map((one) => ({ ...one, rank: rankIn(one, team) ?? ADMINS + 1 }))
    .filter(({ rank }) => rank <= ADMINS)
    .sort((a, b) => a.rank - b.rank);
  const best = ranked[0]?.rank;
  const there = ranked.find(({ away }) => !away)?.rank ?? best;
  const last = there === ADMINS ? best : there;
  const idsOf = (which: (rank: number) => boolean) => ranked.filter(({ rank }) => which(rank)).map(({ id }) => id);
  return {
    members: idsOf((rank) => rank <= (last ?? rank)),
    admins: best === ADMINS,
    all: new Set(idsOf((rank) => rank < ADMINS)),
  };
};

export interface Suggestion {
  readonly to: Colleague;
  /** Customers of theirs in the same city, elsewhere in the same region, and of the same trade. */
  readonly near: number;
  readonly around: number;
  readonly alike: number;
}

/**
 * Who fits best: knows the place, knows the trade, has the fewest customers. Each suggestion counts as one more for the
 * next, so that a leaver's customers are spread.
 */
export function suggest(
  customers: readonly Pick<Listed, "id" | "region" | "city" | "industry" | "teamId">[],
  colleagues: readonly Colleague[],
  familiar: readonly Familiar[],
): ReadonlyMap<string, Suggestion> {
  const loads = new Map(colleagues.map(({ id, load }) => [id, load]));
  const found = new Map<string, Suggestion>();
  for (const { id, region, city, industry, teamId } of customers) {
    const countOf = (owner: MemberId, fits: (row: Familiar) => boolean) =>
      familiar.filter((row) => row.ownerId === owner && fits(row)).reduce((sum, { count }) => sum + count, 0);
    const ranked = colleagues
      .filter((colleague) => colleague.teamId === teamId)
      .map((to) => ({
        to,
        near: city === null ? 0 : countOf(to.id, (row) => row.city === city),
        around:
          region === null ? 0 : countOf(to.id, (row) => row.region === region && (city === null || row.city !== city)),
        alike: industry === null ? 0 : countOf(to.id, (row) => row.industry === industry),
      }))
      .sort(
        (a, b) =>
          Number(isAbsent(a.to)) - Number(isAbsent(b.to)) ||
          fitness(b) - fitness(a) ||
          (loads.get(a.to.id) ?? 0) - (loads.get(b.to.id) ?? 0) ||
          (a.to.name < b.to.name ? -1 : 1),
      );
    const [best] = ranked;
    if (!best) continue;
    found.set(id, best);
    loads.set(best.to.id, (loads.get(best.to.id) ?? 0) + 1);
  }
  return found;
}
const isAbsent = ({ awayUntil, here }: Colleague): boolean => awayUntil !== null || !here;
/** A place counts for more than a trade, and the city for more than the region around it. */
const fitness = ({ near, around, alike }: Suggestion): number =>
  (near > 0 ? 4 : around > 0 ? 2 : 0) + (alike > 0 ? 1 : 0);

export interface BirthdayWithin {
  readonly name: string;
  readonly on: PlainDate;
  /** Only the month is known: some day from `on`. */
  readonly wholeMonth: boolean;
}

/** Birthdays from one day to another, the nearest first; not of people who want no contact. */
export const birthdaysWithin = (
  people: readonly { readonly name: string; readonly birthday: Birthday | null; readonly doNotContact: boolean }[],
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): BirthdayWithin[] =>
  people
    .flatMap(({ name, birthday, doNotContact }): BirthdayWithin[] => {
      if (!birthday || doNotContact) return [];
      const { on, wholeMonth } = nextBirthday(birthday, from);
      return on <= to ? [{ name, on, wholeMonth }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

/** Whether a customer is already where it would be handed to. */
export const isThere = ({ ownerId, teamId }: Listed, to: Colleague) => ownerId === to.id && teamId === to.teamId;

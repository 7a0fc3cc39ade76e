import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { moveUntold } from "../../data/member-zones.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { figuresIn, settingsOf } from "../../domain/settings.ts";
import { COMPANY_FACTS, type CompanyFact, type CompanyFacts, keyOf } from "./rules.ts";

const FACTS = { name: true, country: true, currency: true, zone: true, language: true } as const;

export interface Company extends CompanyFacts {
  readonly version: number;
  /** An admin has looked it over. */
  readonly confirmed: boolean;
}
export const readCompany = async (scope: Scope): Promise<Company> => {
  const { version, confirmedAt, ...facts } = await from(scope).organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
    select: { ...FACTS, version: true, confirmedAt: true },
  });
  return { ...facts, version, confirmed: confirmedAt !== null };
};

export interface FactMoved {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}
/** What a change of the company's zone or language meant for its teams, by name. */
export interface TeamsAfter {
  /** They had what the company had, and have what it has now. */
  readonly followed: readonly string[];
  /** They have something else of their own, and keep it. */
  readonly own: readonly string[];
}
export type Saved =
  | { readonly moved: readonly FactMoved[]; readonly entry: string; readonly teams: TeamsAfter }
  /** Somebody has changed something of it since. */
  | "stale"
  /** Amounts are kept in the currency it had. */
  | "counted";

const heldCompany = async (change: Change): Promise<Company> => {
  // Whoever makes a team holds the people first, and then the organization that it is of.
  await holdPeople(change);
  await from(change).$queryRaw`SELECT 1 FROM "Organization" WHERE id = ${change.organizationId}::uuid FOR UPDATE`;
  return readCompany(change);
};

/** As it was when the form was opened, or not at all. */
export const saveCompany = async (change: Change, facts: CompanyFacts, version: number): Promise<Saved> => {
  const now = await heldCompany(change);
  return now.version === version ? write(change, facts, { now }) : "stale";
};

/**
 * Takes a change of facts back; those that were changed again since are told, and nothing is written over. Only the
 * teams that followed it then follow it back.
 */
export const takeBackFacts = async (
  change: Change,
  { moved, teams }: { readonly moved: readonly FactMoved[]; readonly teams: readonly string[] },
): Promise<Exclude<Saved, "stale"> | { readonly overtaken: readonly FactMoved[] }> => {
  const now = await heldCompany(change);
  const back = COMPANY_FACTS.flatMap((fact) => {
    const was = moved.find(({ key }) => key === keyOf(fact));
    return was ? [{ fact, was }] : [];
  });
  const overtaken = back.flatMap(({ fact, was: { key, before, after } }) =>
    now[fact] === after || now[fact] === before ? [] : [{ key, before: after, after: now[fact] }],
  );
  if (overtaken.length > 0) return { overtaken };
  const facts = Object.fromEntries(back.map(({ fact, was }) => [fact, was.before])) as Partial<CompanyFacts>;
  return write(change, { ...now, ...facts }, { now, may: teams });
};

const FOLLOWED = ["zone", "language"] as const;
type Followed = Pick<CompanyFacts, (typeof FOLLOWED)[number]>;

/** Teams, or those of them that may, that have the company's old zone or language get its new one. */
const moveTeams = async (
  change: Change,
  { before, after, may }: { before: Followed; after: Followed; may?: readonly string[] | undefined },
): Promise<{ readonly ids: readonly string[]; readonly told: TeamsAfter }> => {
  const { organizationId } = change;
  const moved = FOLLOWED.filter((fact) => before[fact] !== after[fact]);
  const teams =
    moved.length === 0 ? [] : await from(change).team.findMany({ where: { organizationId }, orderBy: { name: "asc" } });
  const [ids, followed, own]: [string[], string[], string[]] = [[], [], []];
  for (const { id, name, closedAt, ...team } of teams) {
    const follows = moved.filter((fact) => team[fact] === before[fact] && (may?.includes(id) ?? true));
    const of = (facts: Followed) => Object.fromEntries(follows.map((fact) => [fact, facts[fact]]));
    if (follows.length > 0) {
      const data = { ...of(after), version: { increment: 1 } };
      await from(change).team.updateMany({ where: { id, organizationId }, data });
      await audit(change, { what: "team.changed", subject: `team:${id}`, before: of(before), after: of(after) });
      ids.push(id);
    }
    if (closedAt === null && follows.length > 0) followed.push(name);
    if (closedAt === null && moved.some((fact) => !follows.includes(fact) && team[fact] !== after[fact]))
      own.push(name);
  }
  return { ids, told: { followed, own } };
};

const write = async (
  change: Change,
  facts: CompanyFacts,
  { now, may }: { readonly now: Company; readonly may?: readonly string[] },
): Promise<Exclude<Saved, "stale">> => {
  const { organizationId: id, at } = change;
  const pick = (of: CompanyFacts): CompanyFacts => {
    const { name, country, currency, zone, language } = of;
    return { name, country, currency, zone, language };
  };
  const [before, after] = [pick(now), pick(facts)];
  const moved = COMPANY_FACTS.flatMap((fact: CompanyFact) =>
    before[fact] === after[fact] ? [] : [{ key: keyOf(fact), before: before[fact], after: after[fact] }],
  );
  if (now.confirmed && moved.length === 0) return { moved, entry: "", teams: { followed: [], own: [] } };
  if (before.currency !== after.currency && (await countsMoney(change))) return "counted";
  await from(change).organization.update({
    where: { id },
    data: { ...after, ...(!now.confirmed && { confirmedAt: at }), version: { increment: 1 } },
  });
  if (before.zone !== after.zone) await moveUntold(change, after.zone);
  const teams = await moveTeams(change, { before, after, may });
  const entry = newId();
  await audit(change, {
    id: entry,
    what: "organization.changed",
    subject: `organization:${id}`,
    before: { ...before },
    after: { ...after, ...(teams.ids.length > 0 && { teams: teams.ids }) },
  });
  return { moved, entry, teams: teams.told };
};

const countsMoney = async (scope: Scope): Promise<boolean> => {
  const where = { organizationId: scope.organizationId };
  const amounts = { ...where, amountMinor: { not: null } };
  if (await from(scope).deal.findFirst({ where: amounts, select: { id: true } })) return true;
  if (await from(scope).fee.findFirst({ where, select: { id: true } })) return true;
  if (await from(scope).collection.findFirst({ where, select: { id: true } })) return true;
  if (await from(scope).salesLine.findFirst({ where, select: { id: true } })) return true;
  if (await from(scope).goal.findFirst({ where, select: { teamId: true } })) return true;
  const priced = { ...where, priceMinor: { not: null } };
  if (await from(scope).product.findFirst({ where: priced, select: { id: true } })) return true;
  const expected = { ...where, yearlyMinor: { not: null } };
  if (await from(scope).customer.findFirst({ where: expected, select: { id: true } })) return true;
  return limitsMoney(scope);
};

/** An amount among the figures, such as the cap of a recipient, was set by hand. */
const limitsMoney = async (scope: Scope): Promise<boolean> => {
  const { settings, segments } = await from(scope).organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
    select: { settings: true, segments: { select: { settings: true } } },
  });
  const usual = figuresIn(settingsOf({}));
  const set = [settings, ...segments.map((segment) => segment.settings)].flatMap((own) => [...figuresIn(own).keys()]);
  return set.some((figure) => typeof usual.get(figure) === "bigint");
};

import type { Clock } from "../core/clock.ts";
import { dateIn, dateParts } from "../core/dates.ts";
import { type Finding, fine, unknown, wrong } from "../core/finding.ts";
import type { Scope } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { type OrganizationFacts, organizationOf } from "../data/organization.ts";

/** What an organization needs of its people, teams and calendar, each with what to do about it. */
export async function* examineCompany(scope: Scope): AsyncGenerator<Finding> {
  const organization = await organizationOf(scope);
  yield calendar(organization, scope.clock);
  yield await admins(scope, organization);
  yield await people(scope, organization);
  yield await teams(scope, organization);
}

/** Reminders and the Friday summary keep to it, and steps are counted by it. */
const calendar = ({ name, country, zone, calendar: days }: OrganizationFacts, clock: Clock): Finding => {
  const { year } = dateParts(dateIn(zone, clock.now()));
  const remedy = "An admin enters them with /holidays; until then only weekends count as free.";
  if (!days.announced(year)) return wrong("calendar", `${name}: the holidays of ${year} are not known`, remedy);
  if (days.announced(year + 1)) return fine("calendar", `${name}: ${year} and ${year + 1} are known`);
  const when = country === "CN" ? "; China announces them in November" : "";
  return unknown("calendar", `${name}: the holidays of ${year + 1} are not known${when}`, remedy);
};

const admins = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const where = { organizationId: scope.organizationId, closedAt: null, roles: { has: "admin" as const } };
  const count = await from(scope).member.count({ where });
  if (count > 0) return fine("admins", `${name}: ${count}`);
  return wrong(
    "admins",
    `${name}: nobody with an open account is admin`,
    "npm run rapport -- admin NAME makes someone one.",
  );
};

const SHOWN = 5;
const listed = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? `, and ${names.length - SHOWN} more` : "");

/** Whom no message reaches: without an account on any platform, or with accounts that are gone. */
const people = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const open = { organizationId: scope.organizationId, closedAt: null };
  const rows = await from(scope).member.findMany({
    where: { ...open, identities: { none: { goneAt: null } } },
    select: { name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const all = await from(scope).member.count({ where: open });
  if (rows.length === 0) return fine("people", `${name}: all ${all} are reached on a platform`);
  const remedy =
    "An admin looks them up by mail or phone in /people, or links their account there; or each writes to the bot once and is let in as the person they are; or close accounts that are not needed.";
  return wrong(
    "people",
    `${name}: ${rows.length} of ${all} are reached on no platform: ${listed(rows.map((row) => row.name))}`,
    remedy,
  );
};

const teams = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const { organizationId } = scope;
  const without = await from(scope).team.findMany({
    where: { organizationId, closedAt: null, channels: { none: { channel: { not: null } } } },
    select: { name: true },
    orderBy: { name: "asc" },
  });
  const all = await from(scope).team.count({ where: { organizationId, closedAt: null } });
  if (all === 0) return unknown("teams", `${name}: there is none yet`, "An admin makes one with /setup.");
  if (without.length === 0) return fine("teams", `${name}: all ${all} have a channel`);
  const remedy = "An admin gives each one with /team: until then its Friday summary and its papers go nowhere.";
  return wrong(
    "teams",
    `${name}: ${without.length} of ${all} have no channel: ${listed(without.map((row) => row.name))}`,
    remedy,
  );
};

import { dateIn } from "../../core/dates.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { sayClass, sayFlag } from "../../domain/customers.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import { sayRoles } from "../../domain/roles.ts";
import { readPairs, saySigns } from "../duplicates/public.ts";
import { type Asker, AT_ONCE, dayOf, idsOf, namesOf, page } from "../listpages/public.ts";
import { visiblePeople } from "../people/public.ts";
import { texts } from "./texts.ts";

type Reader = Omit<Asker, "scope"> & { readonly after: string | undefined };
interface Read {
  readonly rows: Readonly<
    Record<string, string | number | { readonly day: ReturnType<typeof dateIn> } | Money | undefined>
  >[];
  /** Those that were read, as some may not be seen. */
  readonly ids: string[];
}

/** Of customers in sight; money people see all where sales lines are concerned. */
export const readSales = async (scope: Scope, { after }: Reader): Promise<Read> => {
  const { organizationId, roles } = scope;
  const found = await from(scope).salesLine.findMany(page({ organizationId }, after));
  const ids = [...new Set(found.map(({ customerId }) => customerId))];
  const seen = roles.has("finance") ? {} : visibleCustomers(scope);
  const where = { AND: [{ organizationId, id: { in: ids } }, seen] };
  const customers = await from(scope).customer.findMany({ where, select: { id: true, name: true } });
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  const rows = found.flatMap((row) => {
    const customer = names.get(row.customerId);
    if (customer === undefined) return [];
    const { product, currency: code, soldOn, paper } = row;
    const [quantity, net] = [Number(row.quantityMilli) / 1_000, money(row.netMinor, currency(code))];
    return [{ customer, product, quantity, net, currency: code, soldOn: dayOf(soldOn), paper: paper ?? "" }];
  });
  return { rows, ids: idsOf(found) };
};

/** Whose they were, and since when they are nobody's, stands in the last change of owner. */
export const readOrphans = async (scope: Scope, { language, zone, after }: Reader): Promise<Read> => {
  const { organizationId } = scope;
  const found = await from(scope).customer.findMany(page({ AND: [visibleCustomers(scope), { ownerId: null }] }, after));
  const changes = await from(scope).ownerChange.findMany({
    where: { organizationId, customerId: { in: idsOf(found) }, toId: null },
    select: { customerId: true, fromId: true, at: true },
    orderBy: { at: "asc" },
  });
  const last = new Map(changes.map((change) => [change.customerId, change]));
  const names = await namesOf(scope);
  const rows = found.map((row) => {
    const left = last.get(row.id);
    return {
      customer: row.name,
      formerOwner: names.get(left?.fromId ?? "") ?? "",
      since: left && { day: dateIn(zone, left.at) },
      team: names.get(row.teamId) ?? "",
      industry: row.industry ?? "",
      region: row.region ?? "",
      city: row.city ?? "",
      lifecycle: sayClass(row.lifecycleClass, language),
      flags: row.flags.map((flag) => sayFlag(flag, language)).join(texts[language].and),
      lastContact: dayOf(row.lastContactOn),
    };
  });
  return { rows, ids: idsOf(found) };
};

/** Only pairs both of which the asker may see. */
export const readDuplicates = async (scope: Scope, { language, after }: Reader): Promise<Read> => {
  const { rows } = await readPairs(scope, { size: AT_ONCE, after });
  return {
    rows: rows.map(({ one, other, likenesses }) => ({
      ...{ customer: one.name, city: one.city ?? "", owner: one.ownerName ?? "" },
      ...{ other: other.name, otherCity: other.city ?? "", otherOwner: other.ownerName ?? "" },
      alike: saySigns(likenesses, language),
    })),
    ids: rows.map(({ one, other }) => `${one.id} ${other.id}`),
  };
};

/** Those whom the asker may look up: everybody for an admin, the segment's for its admin. */
export const readOwnPeople = async (scope: Scope, { language, after }: Reader): Promise<Read> => {
  const t = texts[language];
  const found = await from(scope).member.findMany({
    ...page(visiblePeople(scope), after),
    include: {
      teams: { include: { team: { include: { segment: true } } }, orderBy: { team: { name: "asc" } } },
      identities: { select: { platform: true }, orderBy: { addedAt: "asc" } },
    },
  });
  const rows = found.map(({ name, roles, mail, phone, closedAt, ...row }) => ({
    ...{ person: name, roles: sayRoles(roles, language), mail: mail ?? "", phone: phone ?? "" },
    team: row.teams.map(({ team }) => team.name).join(t.and),
    segment: [...new Set(row.teams.map(({ team }) => team.segment.name))].join(t.and),
    accounts: sayPlatforms([...new Set(row.identities.map(({ platform }) => platform))], language),
    state: closedAt === null ? t.open : t.closed,
  }));
  return { rows, ids: idsOf(found) };
};

import { dateIn } from "../../core/dates.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { sayClass, sayFlag } from "../../domain/customers.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import { sayRoles } from "../../domain/roles.ts";
import { saidIn } from "../answers/public.ts";
import { CASE_NAMES, DUTIES, DUTY_NAMES, type Duty, saidOf } from "../cases/public.ts";
import { readPairs, saySigns } from "../duplicates/public.ts";
import { type Asker, AT_ONCE, dayOf, idsOf, namesOf, page } from "../listpages/public.ts";
import { visiblePeople } from "../people/public.ts";
import { TASK_STATES, texts } from "./texts.ts";

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

/** All that customers in sight brought to us. */
export const readCases = async (scope: Scope, { language, zone, after }: Reader): Promise<Read> => {
  const t = texts[language];
  const where = { organizationId: scope.organizationId, undoneAt: null, customer: visibleCustomers(scope) };
  const include = {
    ...{ clocks: true, contact: SAID_BY, answer: { select: { csi: true, recommend: true } } },
    customer: { select: { name: true, ownerId: true } },
  } as const;
  const found = await from(scope).serviceCase.findMany({ ...page(where, after), include });
  const names = await namesOf(scope);
  const day = (at: Date | null | undefined) => (at ? { day: dateIn(zone, at) } : undefined);
  const rows = found.map(({ clocks, customer, dueAt, ...row }) => {
    const met = clocks.filter(({ metAt }) => metAt !== null).toSorted(byDuty);
    const ended = met.flatMap(({ metAt }) => metAt ?? []).toSorted((a, b) => b.getTime() - a.getTime());
    const said = met.flatMap(({ duty, note }) =>
      note === null ? [] : t.handled({ duty: DUTY_NAMES[duty][language], note }),
    );
    const open = dueAt !== null && dueAt <= scope.clock.now() ? t.caseOverdue : t.caseOpen;
    return {
      ...{ date: day(row.openedAt), case: CASE_NAMES[row.kind][language], said: saidOf(row, language) },
      ...{ customer: customer.name, contact: row.contact?.name ?? "", owner: names.get(customer.ownerId ?? "") ?? "" },
      ...{ by: names.get(row.openedById ?? "") ?? "", state: dueAt === null ? t.caseOver : open },
      ...{ dueBy: day(dueAt), handled: said.join("\n"), closed: dueAt === null ? day(ended[0]) : undefined },
    };
  });
  return { rows, ids: idsOf(found) };
};
const SAID_BY = { select: { name: true } } as const;
const byDuty = (a: { readonly duty: Duty }, b: { readonly duty: Duty }): number =>
  DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty);

/** What customers in sight answered, each mark with what was asked then. */
export const readAnswers = async (scope: Scope, { language, after }: Reader): Promise<Read> => {
  const where = { organizationId: scope.organizationId, undoneAt: null, customer: visibleCustomers(scope) };
  const include = { contact: SAID_BY, customer: SAID_BY } as const;
  const found = await from(scope).surveyAnswer.findMany({ ...page(where, after), include });
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    ...{ date: dayOf(row.answeredOn), customer: row.customer.name, contact: row.contact?.name ?? "" },
    ...{ satisfaction: row.csi ?? "", recommend: row.recommend ?? "", said: row.said },
    marks: saidIn(row)
      .items.flatMap(({ name, mark }) => (mark === null ? [] : `${name[language]} ${mark}`))
      .join(texts[language].and),
    by: names.get(row.memberId) ?? "",
  }));
  return { rows, ids: idsOf(found) };
};

/** Between two people, as everywhere: the asker gave them, or was given them; their customers as far as in sight. */
export const readTasks = async (scope: Scope, { language, after }: Reader): Promise<Read> => {
  const { organizationId } = scope;
  const who = scope.memberId ?? "";
  const where = { organizationId, OR: [{ giverId: who }, { assigneeId: who }] };
  const found = await from(scope).task.findMany(page(where, after));
  const ids = found.flatMap(({ customerId }) => customerId ?? []);
  const customers = await from(scope).customer.findMany({
    where: { AND: [visibleCustomers(scope), { id: { in: ids } }] },
    select: { id: true, name: true },
  });
  const names = new Map([...(await namesOf(scope)), ...customers.map(({ id, name }) => [id, name] as const)]);
  const rows = found.map((row) => ({
    ...{ due: dayOf(row.dueOn), what: row.what, customer: names.get(row.customerId ?? "") ?? "" },
    ...{ giver: names.get(row.giverId) ?? "", whose: names.get(row.assigneeId) ?? "" },
    state: TASK_STATES[row.state][language],
    ...{ wordBack: row.answer ?? "", closed: dayOf(row.closedOn) },
  }));
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

import { dateIn } from "../../core/dates.ts";
import { currency, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { sayClass, sayFlag } from "../../domain/customers.ts";
import { mostOn } from "../../domain/satisfaction.ts";
import { saidIn } from "../answers/public.ts";
import { CASE_NAMES, DUTIES, DUTY_NAMES, type Duty, saidOf } from "../cases/public.ts";
import { readPairs, saySigns } from "../duplicates/public.ts";
import { AT_ONCE, customersSeen, dayOf, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { TASK_STATES, texts } from "./texts.ts";

/** Of customers in sight; money people see all where sales lines are concerned. */
export const readSales = async (scope: Scope, { after }: Wanted) => {
  const { organizationId, roles } = scope;
  const found = await from(scope).salesLine.findMany(page({ organizationId }, after));
  const ids = found.map(({ customerId }) => customerId);
  const seen = await customersSeen(scope, ids, { all: roles.has("finance") });
  const rows = found.flatMap((row) => {
    const customer = seen(row.customerId);
    if (customer === "") return [];
    const { product, currency: code, soldOn, paper } = row;
    const [quantity, net] = [Number(row.quantityMilli) / 1_000, money(row.netMinor, currency(code))];
    return [{ customer, product, quantity, net, currency: code, soldOn: dayOf(soldOn), paper: paper ?? "" }];
  });
  return { rows, ids: idsOf(found) };
};

/** All that customers in sight brought to us. */
export const readCases = async (scope: Scope, { language, zone, after }: Wanted) => {
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
      ...{ customer: customer.name, contact: row.contact?.name ?? "", owner: names(customer.ownerId) },
      ...{ by: names(row.openedById), state: dueAt === null ? t.caseOver : open },
      ...{ dueBy: day(dueAt), handled: said.join("\n"), closed: dueAt === null ? day(ended[0]) : undefined },
    };
  });
  return { rows, ids: idsOf(found) };
};
const SAID_BY = { select: { name: true } } as const;
const byDuty = (a: { readonly duty: Duty }, b: { readonly duty: Duty }): number =>
  DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty);

/** What customers in sight answered, each mark with what was asked then. */
export const readAnswers = async (scope: Scope, { language, after }: Wanted) => {
  const where = { organizationId: scope.organizationId, undoneAt: null, customer: visibleCustomers(scope) };
  const include = { contact: SAID_BY, customer: SAID_BY } as const;
  const found = await from(scope).surveyAnswer.findMany({ ...page(where, after), include });
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    ...{ date: dayOf(row.answeredOn), customer: row.customer.name, contact: row.contact?.name ?? "" },
    ...{ satisfaction: row.csi ?? "", recommend: row.recommend ?? "", said: row.said },
    marks: saidIn(row)
      .items.flatMap(({ name, mark, scale }) => (mark === null ? [] : `${name[language]} ${mark}/${mostOn(scale)}`))
      .join(texts[language].and),
    by: names(row.memberId),
  }));
  return { rows, ids: idsOf(found) };
};

/** Between two people, as everywhere: the asker gave them, or was given them; their customers as far as in sight. */
export const readTasks = async (scope: Scope, { language, after }: Wanted) => {
  const { organizationId } = scope;
  const who = scope.memberId ?? "";
  const where = { organizationId, OR: [{ giverId: who }, { assigneeId: who }] };
  const found = await from(scope).task.findMany(page(where, after));
  const ids = found.flatMap(({ customerId }) => customerId ?? []);
  const [seen, names] = [await customersSeen(scope, ids), await namesOf(scope)];
  const rows = found.map((row) => ({
    ...{ dueBy: dayOf(row.dueOn), what: row.what, customer: seen(row.customerId) },
    ...{ giver: names(row.giverId), whose: names(row.assigneeId) },
    state: TASK_STATES[row.state][language],
    ...{ wordBack: row.answer ?? "", closed: dayOf(row.closedOn) },
  }));
  return { rows, ids: idsOf(found) };
};

/** Whose they were, and since when they are nobody's, stands where their owner left. */
export const readOrphans = async (scope: Scope, { language, zone, after }: Wanted) => {
  const { organizationId } = scope;
  const found = await from(scope).customer.findMany(page({ AND: [visibleCustomers(scope), { ownerId: null }] }, after));
  const changes = await from(scope).ownerChange.findMany({
    where: { organizationId, customerId: { in: idsOf(found) }, cause: "left" },
    select: { customerId: true, fromId: true, at: true },
    orderBy: { at: "asc" },
  });
  const last = new Map(changes.map((change) => [change.customerId, change]));
  const names = await namesOf(scope);
  const rows = found.map((row) => {
    const left = last.get(row.id);
    return {
      customer: row.name,
      formerOwner: names(left?.fromId),
      since: left && { day: dateIn(zone, left.at) },
      team: names(row.teamId),
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
export const readDuplicates = async (scope: Scope, { language, after }: Wanted) => {
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

import type { PlainDate } from "../../core/dates.ts";
import { idFrom, newId } from "../../core/ids.ts";
import { isInPerson } from "../../domain/activities.ts";
import type { EarlierRows } from "../../domain/earlier-rows.ts";
import {
  type Decision,
  fillCustomer,
  type Ground,
  importedOnce,
  type KnownCustomer,
  makeCustomer,
  type Seat,
  type Step,
  type Writes,
} from "../../domain/intake.ts";
import { putContact } from "../../domain/intake-contacts.ts";
import { putProduct } from "../../domain/intake-products.ts";
import { customerFor, inWhichTeam, isCalled, seatFor, stoodIn } from "../../domain/intake-whom.ts";
import { nameKey } from "../../domain/names.ts";
import { mayBeOne } from "../../domain/names-people.ts";
import type { ActivityValues, ContactValues, DealValues, Reason, RowValues } from "../../domain/row-values.ts";
import type { Stage } from "../../domain/stages.ts";

/** What a dry run still knows of rows whose doings it has forgotten. */
export interface DryRun {
  readonly earlier: EarlierRows;
  /** The last row of what was forgotten, and those of it that were read again since. */
  readonly upTo: number;
  readonly retold: Set<number>;
}

/** Forgets whom the rows so far have met and made, once these are kept: who is met again is read again. */
export const forgetMet = <Met extends { readonly dry: DryRun | undefined; readonly ground: Ground }>(
  intake: Met,
  upTo: number,
): Met => ({
  ...intake,
  dry: intake.dry && { ...intake.dry, retold: new Set(), upTo },
  ground: {
    ...intake.ground,
    customers: new Map(),
    reached: new Map(),
    calledBy: new Map(),
    askedFor: new Set(),
    taken: new Set(),
  },
});

/** What becomes of a row; the ground then knows what the row made. */
export const decide = (
  row: number,
  values: RowValues,
  { ground, writes }: { readonly ground: Ground; readonly writes: Writes },
): Decision => {
  const step: Step = { row, values, ground, writes, why: [], traces: [] };
  const refused = (reason: Reason): Decision => ({ verdict: "refuse", why: [reason], traces: [] });
  if (values.product) return { verdict: putProduct(step), why: step.why, traces: step.traces };
  const seat = seatFor(values, ground);
  if (seat && "code" in seat) return refused(seat);
  if (values.deal && values.customer.key === "")
    return seat ? looseDeal(step, seat) : refused({ code: "no_owner", value: "" });
  const found = customerFor(values, seat, ground);
  if (found && "code" in found) return refused(found);
  if (!found && !values.makes) return refused({ code: "no_customer", value: values.customer.name });
  if (!found) {
    if (!seat) return refused({ code: "no_owner", value: "" });
    step.why.push(...stoodIn(values, ground), ...inWhichTeam(values, seat, ground));
    return withContact(step, makeCustomer(step, seat), "make");
  }
  if (isCalled(found, values, ground)) step.why.push({ code: "by_short_name", value: found.name });
  if (values.deal || values.activity || values.sale) return asWritten(step, addPaper(step, found, seat), found);
  return withContact(step, found, fillCustomer(step, found) ? "merge" : "skip");
};

const withContact = (step: Step, customer: KnownCustomer, verdict: "make" | "merge" | "skip"): Decision => {
  const contact = step.values.contact ? putContact(step, customer) : "same";
  if (verdict === "make" || contact === "made") return asWritten(step, "make", customer);
  return asWritten(step, contact === "filled" ? "merge" : verdict, customer);
};

const asWritten = (
  { why, traces, times }: Step,
  verdict: "make" | "merge" | "skip",
  found: KnownCustomer,
): Decision => {
  if (verdict === "skip" && !why.some(({ code }) => code === "there" || code === "not_yours" || code === "twice"))
    why.push(found.madeIn === undefined ? { code: "there" } : { code: "twice", row: found.madeIn });
  return { verdict, why, traces, customer: found.key, ...(times !== undefined && { times }) };
};

/** A deal, an activity or a sales line of a customer that is there. */
const addPaper = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { deal, activity, sale } = step.values;
  if (deal) return addDeal(step, customer, seat);
  if (activity) return addActivity(step, customer, seat);
  return sale ? addSale(step, customer) : "skip";
};

const addDeal = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { values, ground } = step;
  const key = values.deal && dealKey(values.deal);
  if (!key || customer.deals?.has(key)) return "skip";
  customer.deals ??= new Set();
  customer.deals.add(key);
  const ownerId = (values.owner === undefined ? customer.ownerId : undefined) ?? seat?.memberId ?? ground.memberId;
  const { id: customerId, segmentId } = customer;
  step.why.push(...stoodIn(values, ground));
  // Whose deal it is stands in the row: it is on the board of their team.
  const teamId = values.owner !== undefined && seat ? seat.teamId : customer.teamId;
  makeDeal(step, { customerId, ownerId, teamId, segmentId, importKey: `${customerId} ${key}` });
  return "make";
};

/** One whose customer nobody knows yet: its number and its owner tell it from others. */
const looseDeal = (step: Step, seat: Seat): Decision => {
  const { memberId: ownerId, teamId, segmentId } = seat;
  const { values, ground, why, traces } = step;
  const importKey = looseKey(ownerId, values);
  if (ground.once.has(importKey)) return { verdict: "skip", why: [{ code: "there" }], traces };
  ground.once.add(importKey);
  why.push(...stoodIn(values, ground), ...inWhichTeam(values, seat, ground), { code: "no_customer_yet" });
  makeDeal(step, { customerId: null, ownerId, teamId, segmentId, importKey });
  return { verdict: "make", why, traces };
};
export const looseKey = (ownerId: string, { deal }: Pick<RowValues, "deal">): string =>
  `${ownerId} ${deal ? dealKey(deal) : ""}`;

interface DealSeat {
  readonly customerId: string | null;
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
  readonly importKey: string;
}
const makeDeal = ({ values, ground, writes, traces, why }: Step, where: DealSeat): void => {
  const { deal } = values;
  if (!deal) return;
  const { customerId, ownerId, teamId, segmentId, importKey } = where;
  const id = newId();
  const { name, number, amount, closedOn = null, firstMeetingOn = null, expectedOn = null, ...rest } = deal;
  const isWon = rest.stage === "won";
  // Nobody confirms the money of their own deal, in a sheet as little as on a card.
  const isPaid = isWon && ground.confirmsMoney && (ownerId === null || ownerId !== ground.memberId);
  // Without an amount nobody knows that nothing is to come; one of nothing waits for nothing.
  const waits = isWon && !isPaid && (amount === undefined || BigInt(amount) > 0n);
  if (waits) why.push({ code: "money_waits" });
  writes.make("Deal", () => ({
    ...{ id, organizationId: ground.organizationId, customerId, ownerId, teamId, segmentId },
    ...{ name, product: rest.product ?? null },
    ...{ stage: rest.stage, amountMinor: amount ?? null, currency: ground.currency, firstMeetingOn, expectedOn },
    lastForwardOn: closedOn ?? metOn(deal, ground) ?? ground.today,
    ...{ criteria: {}, closedOn, importKey, papersSigned: isWon },
    contractSignedOn: isWon ? closedOn : null,
    // Finance finds it among what is still to come.
    ...{ moneyConfirmedAt: isPaid ? ground.at : null, moreDueSince: waits ? ground.at : null, version: 1 },
    ...{ createdAt: ground.at, updatedAt: ground.at },
  }));
  for (const move of movesOf({ id, teamId, memberId: ownerId }, deal, ground)) writes.make("DealMove", () => move);
  if (isPaid && closedOn && amount && BigInt(amount) > 0n)
    writes.make("Collection", () => ({
      ...{ id: newId(), organizationId: ground.organizationId, customerId, dealId: id, amountMinor: amount },
      ...{ currency: ground.currency, receivedOn: closedOn, confirmedById: ground.memberId ?? ownerId },
      // Not as if it had come in with the import: a week counts what was recorded in it.
      ...{ at: noonOf(closedOn, ground.at), importId: ground.importId },
    }));
  traces.push({ table: "Deal", id, version: 1, before: null });
};

/** Of a day in the past; of today not after the import itself, as what is done next comes after it. */
const noonOf = (day: PlainDate, now: string): string => {
  const noon = `${day}T12:00:00.000Z`;
  return noon < now ? noon : now;
};

interface Mover {
  readonly id: string;
  readonly teamId: string;
  readonly memberId: string | null;
}
/**
 * What the sheet tells of a deal's way: the first meeting, and where it stands since when. A deal without a day stood
 * there when it came: that is no move of the week.
 */
const movesOf = ({ id, teamId, memberId }: Mover, deal: DealValues, ground: Ground): Record<string, unknown>[] => {
  const { stage, closedOn } = deal;
  const met = metOn(deal, ground);
  const move = (from: Stage | null, to: Stage, movedOn: PlainDate): Record<string, unknown> => ({
    ...{ id: newId(), organizationId: ground.organizationId, dealId: id, teamId, from, to, cause: "import", memberId },
    ...{ movedOn, at: noonOf(movedOn, ground.at), importId: ground.importId },
  });
  const since = closedOn ?? met;
  if (since === undefined) return [move(stage, stage, ground.today)];
  const passed = met !== undefined && stage !== "opportunity" && stage !== "first_meeting" && stage !== "p25";
  return passed ? [move(null, "p25", met), move("p25", stage, since)] : [move(null, stage, since)];
};
/** The day of the first meeting, unless it is still to come. */
const metOn = ({ firstMeetingOn }: DealValues, { today }: Ground): PlainDate | undefined =>
  firstMeetingOn !== undefined && firstMeetingOn <= today ? firstMeetingOn : undefined;

/** By its number where the sheet has one, else by its name: what makes two rows the same deal. */
const dealKey = ({ name, number }: { readonly name: string; readonly number?: string }): string =>
  number ? `#${number}` : nameKey(name) || name;

/** A row that names a customer which went into another was known by that one's id. */
export const idSaid = (
  { customer }: RowValues,
  known: Pick<KnownCustomer, "id" | "key">,
  { wentAway }: Ground,
): string => (known.key === customer.key ? undefined : wentAway.get(customer.key)) ?? known.id;

const addActivity = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { values, ground, writes, why, traces } = step;
  const { activity, contact } = values;
  const memberId = seat?.memberId ?? ground.memberId ?? customer.ownerId;
  if (!activity || !memberId) return "skip";
  const { kind, happenedOn, said } = activity;
  const onceKey = importedOnce(idSaid(values, customer, ground), activity);
  if (ground.once.has(onceKey)) return "skip";
  ground.once.add(onceKey);
  const id = newId();
  const common = { organizationId: ground.organizationId };
  writes.make("Activity", () => ({
    ...{ id, ...common, customerId: customer.id, memberId, kind, happenedOn, said, onceKey },
    ...{ createdAt: ground.at, version: 1 },
  }));
  const { met, unknown } = whomOf(contact, customer);
  for (const contactId of met) writes.make("ActivityContact", () => ({ activityId: id, contactId, ...common }));
  if (unknown.length > 0) why.push({ code: "contact_unknown", value: unknown.join(", ") });
  traces.push({ table: "Activity", id, version: 1, before: null });
  touch(step, customer, activity);
  return "make";
};

/** Whom of a customer a cell names, each as they are called or may be, and the words that fit nobody or several. */
const whomOf = (said: ContactValues | undefined, { contacts }: KnownCustomer) => {
  const whoIs = (name: string): string | undefined => {
    const named = contacts.find(({ key }) => key === (nameKey(name) || name));
    const [first, second] = contacts.filter((one) =>
      mayBeOne({ name, title: null }, { name: one.name, title: one.facts.title as string | null }),
    );
    return (named ?? (second ? undefined : first))?.id;
  };
  const names = said === undefined ? [] : whoIs(said.name) ? [said.name] : said.name.split(/[、,，;；/&\n]/);
  const words = names.map((name) => name.trim()).filter((name) => name !== "");
  const met = new Set(words.flatMap((name) => whoIs(name) ?? []));
  return { met, unknown: words.filter((name) => !whoIs(name)) };
};

/** The last contact, and face to face the last visit too, as with what somebody logs. */
const touch = (
  { writes, traces }: Step,
  customer: KnownCustomer,
  { kind, happenedOn }: Pick<ActivityValues, "kind" | "happenedOn">,
): void => {
  const days = isInPerson(kind) ? (["lastContactOn", "lastVisitOn"] as const) : (["lastContactOn"] as const);
  const later = days.filter((day) => (customer[day] ?? "") < happenedOn);
  if (later.length === 0) return;
  const before = Object.fromEntries(later.map((day) => [day, customer[day]]));
  for (const day of later) customer[day] = happenedOn;
  const after = Object.fromEntries(later.map((day) => [day, happenedOn]));
  traces.push({ table: "touch", id: customer.id, version: 0, before, after });
  const { lastContactOn, lastVisitOn } = customer;
  writes.touched.set(customer.id, { lastContactOn, lastVisitOn });
};

/**
 * The same line twice in one file is two lines, and the same two when the file comes again. Which of them it is the dry
 * run counts: whoever goes on in the middle of a file has not seen what stood before.
 */
const addSale = (step: Step, customer: KnownCustomer): "make" | "skip" => {
  const { values, ground, writes, traces } = step;
  const { sale } = values;
  if (!sale) return "skip";
  const { product, quantity, net, soldOn, paper } = sale;
  const line = idFrom(idSaid(values, customer, ground), nameKey(product), quantity, net, soldOn, paper ?? "");
  const times = sale.times ?? (ground.repeats.get(line) ?? 0) + 1;
  ground.repeats.set(line, times);
  step.times = times;
  const onceKey = `${line} ${times}`;
  if (ground.once.has(onceKey)) return "skip";
  ground.once.add(onceKey);
  const id = newId();
  writes.make("SalesLine", () => ({
    ...{ id, organizationId: ground.organizationId, customerId: customer.id, product, quantityMilli: quantity },
    ...{ netMinor: net, currency: ground.currency, soldOn, paper: paper ?? null, onceKey, createdAt: ground.at },
  }));
  traces.push({ table: "SalesLine", id, version: 1, before: null });
  return "make";
};

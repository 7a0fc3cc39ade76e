import type { PlainDate } from "../../core/dates.ts";
import { idFrom, newId } from "../../core/ids.ts";
import { isInPerson } from "../../domain/activities.ts";
import { importedOnce } from "../../domain/activity-key.ts";
import { dealKnownAs } from "../../domain/deals-met.ts";
import type { EarlierRows } from "../../domain/earlier-rows.ts";
import {
  type Decision,
  type Ground,
  type KnownCustomer,
  makeCustomer,
  type Seat,
  type Step,
  type Writes,
} from "../../domain/intake.ts";
import { calledSo, putContact } from "../../domain/intake-contacts.ts";
import { fillCustomer } from "../../domain/intake-customers.ts";
import { isLooseThere, putDeal, putLooseDeal } from "../../domain/intake-deals.ts";
import { putProduct } from "../../domain/intake-products.ts";
import { customerFor, inWhichTeam, isCalled, seatFor, stoodIn, whichTeam } from "../../domain/intake-whom.ts";
import { nameKey } from "../../domain/names.ts";
import { mayBeOne } from "../../domain/names-people.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { namings, replaced } from "../../domain/names-written.ts";
import type { ActivityValues, ContactValues, Reason, RowValues } from "../../domain/row-values.ts";

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

const refused = (reason: Reason): Decision => ({ verdict: "refuse", why: [reason], traces: [] });
const NO_OWNER: Reason = { code: "no_owner", value: "" };

/** What becomes of a row; the ground then knows what the row made. */
export const decide = (
  row: number,
  values: RowValues,
  { ground, writes }: { readonly ground: Ground; readonly writes: Writes },
): Decision => {
  const step: Step = { row, values, ground, writes, why: [], traces: [] };
  if (values.product) return { verdict: putProduct(step), why: step.why, traces: step.traces };
  const seat = seatFor(values, ground);
  if (seat && "code" in seat) return refused(seat);
  if (values.deal && values.customer.key === "") {
    if (!seat) return refused(NO_OWNER);
    const unsure = isLooseThere(seat, values, ground) ? undefined : whichTeam(values, ground);
    return unsure ? refused(unsure) : putLooseDeal(step, seat);
  }
  const found = customerFor(values, seat, ground);
  if (found && "code" in found) return refused(found);
  return found ? ofKnown(step, found, seat) : ofNew(step, seat);
};

/** Of a customer that is not there yet. */
const ofNew = (step: Step, seat: Seat | undefined): Decision => {
  const { values, ground } = step;
  if (!values.makes) return refused({ code: "no_customer", value: values.customer.name });
  if (!seat) return refused(NO_OWNER);
  const unsure = whichTeam(values, ground);
  if (unsure) return refused(unsure);
  step.why.push(...stoodIn(values, ground), ...inWhichTeam(values, seat, ground));
  return withContact(step, makeCustomer(step, seat), "make");
};

const ofKnown = (step: Step, found: KnownCustomer, seat: Seat | undefined): Decision => {
  const { values, ground } = step;
  const unsure = isNewDeal(values, found) ? whichTeam(values, ground) : undefined;
  if (unsure) return refused(unsure);
  if (isCalled(found, values, ground)) step.why.push({ code: "by_short_name", value: found.name });
  if (values.deal || values.activity || values.sale) return asWritten(step, addPaper(step, found, seat), found);
  const { team } = values;
  if (team !== undefined && seat?.teamId !== found.teamId) step.why.push({ code: "kept", field: "team", value: team });
  const filled = fillCustomer(step, found);
  step.why.push(...keptOwner(step, found, seat));
  return withContact(step, found, filled ? "merge" : "skip");
};

/** A sheet hands nothing over: whom it names, and who looks after the customer. */
const keptOwner = ({ values, ground, why }: Step, found: KnownCustomer, seat: Seat | undefined): Reason[] => {
  const { owner, makes } = values;
  if (owner === undefined || !makes || !seat || seat.memberId === found.ownerId) return [];
  if (why.some(({ code }) => code === "not_yours") || stoodIn(values, ground).length > 0) return [];
  return [{ code: "owner_kept", value: found.ownerId === null ? "" : found.ownerName, instead: owner }];
};

/** It comes on the board of whoever its row names. */
const isNewDeal = ({ deal, owner }: RowValues, { deals }: KnownCustomer): boolean =>
  deal !== undefined && owner !== undefined && !dealKnownAs(deal, deals);

const withContact = (step: Step, customer: KnownCustomer, verdict: "make" | "merge" | "skip"): Decision => {
  const contact = step.values.contact ? putContact(step, customer) : "same";
  if (verdict === "make" || contact === "made") return asWritten(step, "make", customer);
  return asWritten(step, contact === "filled" ? "merge" : verdict, customer);
};

const SAYS_WHY: ReadonlySet<string> = new Set(["there", "not_yours", "twice", "erased_before"]);
const asWritten = (
  { why, traces, times, left }: Step,
  verdict: "make" | "merge" | "skip",
  found: KnownCustomer,
): Decision => {
  if (verdict === "skip" && !why.some(({ code }) => SAYS_WHY.has(code)))
    why.push(found.madeIn === undefined ? { code: "there" } : { code: "twice", row: found.madeIn });
  return { verdict, why, traces, customer: found.key, ...(times !== undefined && { times }), ...(left && { left }) };
};

/** A deal, an activity or a sales line of a customer that is there. */
const addPaper = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { deal, activity, sale } = step.values;
  if (deal) return putDeal(step, customer, seat);
  if (activity) return addActivity(step, customer, seat);
  return sale ? addSale(step, customer) : "skip";
};

/** A row that names a customer which went into another was known by that one's id: of several of one name, by any. */
const idsSaid = (
  { customer }: RowValues,
  known: Pick<KnownCustomer, "id" | "key">,
  { wentAway }: Ground,
): readonly [string, ...string[]] => {
  const [first, ...others] = (wentAway.get(customer.key) ?? []).flatMap(({ id, into }) =>
    into === known.id ? id : [],
  );
  if (first === undefined) return [known.id];
  return known.key === customer.key ? [known.id, first, ...others] : [first, ...others];
};

const addActivity = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { values, ground, writes, why, traces } = step;
  const { activity, contact } = values;
  const memberId = seat?.memberId ?? ground.memberId ?? customer.ownerId;
  if (!activity || !memberId) return "skip";
  const named = namedIn(contact, customer, ground);
  const left = withoutNamed(values, customer, ground);
  const [erased] = named.flatMap(({ erasedOn = [] }) => erasedOn);
  if (left && erased) [step.left, why[why.length]] = [left, { code: "erased_before", value: erased }];
  const { kind, happenedOn, said } = left?.activity ?? activity;
  const [onceKey = "", ...former] = keysOf(values, customer, ground);
  if ([onceKey, ...former].some((key) => ground.once.has(key))) return "skip";
  ground.once.add(onceKey);
  const id = newId();
  const common = { organizationId: ground.organizationId };
  writes.make("Activity", () => ({
    ...{ id, ...common, customerId: customer.id, memberId, kind, happenedOn, said, onceKey },
    ...{ createdAt: ground.at, version: 1 },
  }));
  const met = new Set(named.flatMap(({ id = [] }) => id));
  for (const contactId of met) writes.make("ActivityContact", () => ({ activityId: id, contactId, ...common }));
  const unknown = named.flatMap(({ id, erasedOn, name }) => (id || erasedOn ? [] : name));
  if (unknown.length > 0) why.push({ code: "contact_unknown", value: unknown.join(", ") });
  traces.push({ table: "Activity", id, version: 1, before: null });
  touch(step, customer, { id, kind, happenedOn });
  return "make";
};

interface Named {
  readonly name: string;
  /** Whom of the customer's; undefined where the name fits nobody or several. */
  readonly id?: string | undefined;
  /** When they were erased on request. */
  readonly erasedOn?: PlainDate | undefined;
}
/** Whom of a customer a cell names, each as they are called or may be. */
const namedIn = (
  said: ContactValues | undefined,
  { name: called, shortNames, contacts }: KnownCustomer,
  { erasures }: Pick<Ground, "erasures">,
): Named[] => {
  const whoIs = (name: string): Named => {
    const known = calledSo(nameKey(name) || name, contacts);
    const [first, second] = contacts.filter((one) =>
      mayBeOne({ name, title: null }, { name: one.name, title: one.facts.title as string | null }),
    );
    const id = (known ?? (second ? undefined : first))?.id;
    return { name, id, erasedOn: id ? undefined : erasures?.dayOf({ name, phones: [] }, [called, ...shortNames]) };
  };
  if (said === undefined) return [];
  const whole = whoIs(said.name);
  if (whole.id || whole.erasedOn) return [whole];
  const words = said.name.split(/[、,，;；/&\n]/).map((name) => name.trim());
  return words.filter((name) => name !== "").map(whoIs);
};

/** A line without those it names who were erased: nothing of theirs is kept; undefined where it names none. */
const withoutNamed = (values: RowValues, customer: KnownCustomer, ground: Ground): RowValues | undefined => {
  const { activity, contact, ...rest } = values;
  const named = namedIn(contact, customer, ground);
  const gone = named.flatMap(({ name, erasedOn }) => (erasedOn ? [name] : []));
  if (!activity || !contact || gone.length === 0) return undefined;
  const name = named.flatMap((one) => (one.erasedOn ? [] : one.name)).join("、");
  const said = replaced(activity.said, namings(gone), "…");
  return {
    ...rest,
    activity: {
      ...activity,
      said,
      formerly: idsSaid(values, customer, ground).flatMap((id) => importedOnce(id, activity)),
    },
    ...(name !== "" && { contact: { ...contact, name, key: nameKey(name) || name, sound: searchTextOf(name) } }),
  };
};

/** What a line is known by: first as it is kept, then as it was before somebody it names was erased. */
export const keysOf = (values: RowValues, customer: KnownCustomer, ground: Ground): string[] => {
  const line = withoutNamed(values, customer, ground)?.activity ?? values.activity;
  if (!line) return [];
  return [...idsSaid(values, customer, ground).flatMap((id) => importedOnce(id, line)), ...(line.formerly ?? [])];
};

/** The last contact, face to face the last visit too, and the first contact, as with what somebody logs. */
const touch = (
  { writes, traces }: Step,
  customer: KnownCustomer,
  { id, kind, happenedOn }: Pick<ActivityValues, "kind" | "happenedOn"> & { readonly id: string },
): void => {
  const days = isInPerson(kind) ? (["lastContactOn", "lastVisitOn"] as const) : (["lastContactOn"] as const);
  const later = days.filter((day) => (customer[day] ?? "") < happenedOn);
  if (later.length > 0) {
    const before = Object.fromEntries(later.map((day) => [day, customer[day]]));
    if (later.some((day) => customer[day] !== null)) writes.daysBefore.set(id, before);
    for (const day of later) customer[day] = happenedOn;
    const after = Object.fromEntries(later.map((day) => [day, happenedOn]));
    traces.push({ table: "touch", id: customer.id, version: 0, before, after });
  }
  const earlier = writes.touched.get(customer.id)?.first ?? happenedOn;
  const { lastContactOn, lastVisitOn } = customer;
  const first = earlier < happenedOn ? earlier : happenedOn;
  writes.touched.set(customer.id, { lastContactOn, lastVisitOn, first });
};

/**
 * The same line twice in one file is two lines, and the same two when the file comes again. Which of them it is the dry
 * run counts: whoever goes on in the middle of a file has not seen what stood before.
 */
const addSale = (step: Step, customer: KnownCustomer): "make" | "skip" => {
  const { values, ground, writes, traces } = step;
  const { sale } = values;
  if (!sale) return "skip";
  const { product, quantity, written = quantity, net, soldOn, paper } = sale;
  const [said, ...others] = idsSaid(values, customer, ground);
  const lineOf = (of: string) => idFrom(of, nameKey(product), written, net, soldOn, paper ?? "");
  const line = lineOf(said);
  const times = sale.times ?? (ground.repeats.get(line) ?? 0) + 1;
  ground.repeats.set(line, times);
  step.times = times;
  const onceKey = `${line} ${times}`;
  if (ground.once.has(onceKey) || isAmong([said, ...others].map(lineOf), times, ground)) return "skip";
  ground.once.add(onceKey);
  const id = newId();
  writes.make("SalesLine", () => ({
    ...{ id, organizationId: ground.organizationId, customerId: customer.id, product, quantityMilli: quantity },
    ...{ netMinor: net, currency: ground.currency, soldOn, paper: paper ?? null, onceKey, createdAt: ground.at },
  }));
  traces.push({ table: "SalesLine", id, version: 1, before: null });
  return "make";
};

/** So many of the same line are there, some with another customer's id, which went into this one. */
const isAmong = (lines: readonly string[], times: number, { once }: Pick<Ground, "once">): boolean => {
  if (lines.length === 1) return false;
  const numbers = Array.from({ length: times }, (_, n) => n + 1);
  return lines.flatMap((line) => numbers.filter((n) => once.has(`${line} ${n}`))).length >= times;
};

/** What the dry run found of a row stands: which of the same lines it is, and that no deal that was there is meant. */
export const asDecided = (values: RowValues, { verdict, times }: Pick<Decision, "verdict" | "times">): RowValues => {
  const { sale, deal } = values;
  if (sale && times !== undefined) return { ...values, sale: { ...sale, times } };
  return deal?.isUnnamed && verdict === "make" ? { ...values, deal: { ...deal, isApart: true } } : values;
};

import { type Ground, type KnownCustomer, type Seat, withOne } from "./intake.ts";
import { marksOf } from "./marks.ts";
import type { Reason, RowValues } from "./row-values.ts";

/** A name or mail as people are looked up by it. */
export const calledAs = (said: string): string => said.normalize("NFKC").trim().toLowerCase();

/** The seats of whom a row names, or of whoever the rows of nobody, or of those who have left, go to. */
const seatsOf = (owner: string | undefined, { seats, usual, left, standIn }: Ground): readonly Seat[] | Reason => {
  if (owner === undefined) return usual;
  const called = calledAs(owner);
  const found = seats.get(called) ?? [];
  const [first] = found;
  // A name of nobody may be a typing mistake: it goes to nobody else.
  if (!first)
    return left.has(called)
      ? (standIn?.seats ?? { code: "owner_left", value: owner })
      : { code: "no_owner", value: owner };
  return found.every(({ memberId }) => memberId === first.memberId) ? found : { code: "several_owners", value: owner };
};

/** Whose a row is; of somebody in several teams the one in which the customer it names is, else the first. */
export const seatFor = (
  { owner, customer }: Pick<RowValues, "owner" | "customer">,
  ground: Ground,
): Seat | Reason | undefined => {
  const found = seatsOf(owner, ground);
  if ("code" in found) return found;
  const named = ground.customers.get(customer.key) ?? [];
  return (
    found.find(({ teamId }) => named.some((one) => one.teamId === teamId)) ??
    found.find(({ segmentId }) => named.some((one) => one.segmentId === segmentId)) ??
    found[0]
  );
};

/** Of somebody in several teams nothing says which of them a new customer is in. */
export const inWhichTeam = ({ owner }: RowValues, { teamName }: Seat, ground: Ground): Reason[] => {
  const found = seatsOf(owner, ground);
  return "code" in found || found.length < 2 ? [] : [{ code: "one_of_teams", value: teamName }];
};

/** What is to be known of a row that goes to another than the owner it names. */
export const stoodIn = ({ owner }: RowValues, { seats, left, standIn }: Ground): Reason[] => {
  if (owner === undefined || !standIn) return [];
  const called = calledAs(owner);
  return !seats.has(called) && left.has(called) ? [{ code: "stood_in", value: owner, instead: standIn.name }] : [];
};

/** Those of the name a row speaks of, in the owner's segment first. */
const namedIn = (
  { customer, owner }: RowValues,
  seat: Seat | undefined,
  { customers }: Ground,
): readonly KnownCustomer[] => {
  const named = customers.get(customer.key) ?? [];
  const near = named.filter(({ segmentId }) => segmentId === seat?.segmentId);
  return near.length > 0 || owner !== undefined ? near : named;
};

/** Whether a row's name alone says whom it speaks of, or that it is refused: nobody asks for its phones and mail. */
export const isNamed = (values: RowValues, ground: Ground): boolean => {
  const seat = seatFor(values, ground);
  return seat !== undefined && "code" in seat ? true : namedIn(values, seat, ground).length > 0;
};

/** The customer a row speaks of: by name, or a like name with the same phone or mail. */
export const customerFor = (
  values: RowValues,
  seat: Seat | undefined,
  ground: Ground,
): KnownCustomer | Reason | undefined => {
  const { customer, contact } = values;
  const fitting = namedIn(values, seat, ground);
  if (fitting.length > 1) return { code: "several_customers", value: customer.name };
  if (fitting[0]) return fitting[0];
  const met = marksOf(contact, ground.country)
    .filter((mark) => !isHotline(ground.calledBy.get(mark)))
    .map((mark) => ground.reached.get(mark))
    .find((one) => one && isLike(one.key, customer.key));
  return met && (seat === undefined || met.segmentId === seat.segmentId) ? met : undefined;
};
/** Met under a name that is not its own: a short one, or that of one that went into it. */
export const isCalled = (found: KnownCustomer, { customer }: RowValues, { customers }: Ground): boolean =>
  found.key !== customer.key && (customers.get(customer.key) ?? []).includes(found);

/** One name in the other, and the rest names no branch: those have the number of their head office. */
const isLike = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.includes(short) && !BRANCH.test(long.replace(short, ""));
};
// A single last character names a branch only behind a place: 人民路店, but not 饭店 or 律师事务所.
const BRANCH =
  /分公司|分行|支行|分理处|营业部|办事处|子公司|(?:分|路|街|道|区|县|镇|城|广场)[店厂院校部所站]|branch|subsidiary|(?:store|outlet)$/;

/** A number of names that are not parts of one another is nobody's own. */
const isHotline = (names: readonly string[] = []): boolean =>
  names.toSorted((a, b) => a.length - b.length).some((name, at, sorted) => !name.includes(sorted[at - 1] ?? ""));

export const callBy = (calledBy: Ground["calledBy"], mark: string, key: string): void => {
  const known = calledBy.get(mark) ?? [];
  if (!known.includes(key)) calledBy.set(mark, withOne(known, key));
};

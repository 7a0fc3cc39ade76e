import { type Ground, type KnownCustomer, marksOf, type Seat } from "./intake.ts";
import type { Reason, RowValues } from "./row-values.ts";

/** A name or mail as people are looked up by it. */
export const calledAs = (said: string): string => said.normalize("NFKC").trim().toLowerCase();

/** Whose a row is: of whom it names, or of whoever the rows of nobody, or of those who have left, go to. */
export const seatFor = (
  owner: string | undefined,
  { seats, usual, left, standIn }: Ground,
): Seat | Reason | undefined => {
  if (owner === undefined) return usual;
  const called = calledAs(owner);
  const found = seats.get(called) ?? [];
  const [first] = found;
  // A name of nobody may be a typing mistake: it goes to nobody else.
  if (!first)
    return left.has(called) ? (standIn ?? { code: "owner_left", value: owner }) : { code: "no_owner", value: owner };
  return found.every(({ memberId }) => memberId === first.memberId) ? first : { code: "several_owners", value: owner };
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
  const seat = seatFor(values.owner, ground);
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
  const met = marksOf(contact)
    .map((mark) => ground.reached.get(mark))
    .find((one) => one && isLike(one.key, customer.key));
  return met && (seat === undefined || met.segmentId === seat.segmentId) ? met : undefined;
};
const isLike = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

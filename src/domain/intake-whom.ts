import { type Ground, type KnownCustomer, marksOf, type Seat } from "./intake.ts";
import type { Reason, RowValues } from "./row-values.ts";

/** Whose a row is: of whom it names, or of whoever the rows of nobody go to. */
export const seatFor = (owner: string | undefined, { seats, usual }: Ground): Seat | Reason | undefined => {
  if (owner === undefined) return usual;
  const found = seats.get(owner.normalize("NFKC").trim().toLowerCase()) ?? [];
  const [first] = found;
  if (!first) return { code: "no_owner", value: owner };
  return found.every(({ memberId }) => memberId === first.memberId) ? first : { code: "several_owners", value: owner };
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

import { type Ground, type KnownCustomer, type Seat, withOne } from "./intake.ts";
import { marksOf } from "./marks.ts";
import type { Reason, RowValues } from "./row-values.ts";

/** A name or mail as people are looked up by it. */
export const calledAs = (said: string): string => said.normalize("NFKC").trim().toLowerCase();

type Said = Pick<RowValues, "owner" | "team">;

/** The seats of whom a row names, or of whoever the rows of nobody, or of those who have left, go to. */
const seatsOfOwner = (owner: string | undefined, { seats, usual, left, standIn }: Ground): readonly Seat[] | Reason => {
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

/** Of these those in the team that a row names. */
const seatsOf = ({ owner, team }: Said, ground: Ground): readonly Seat[] | Reason => {
  const all = seatsOfOwner(owner, ground);
  if ("code" in all || team === undefined || all.length === 0) return all;
  const named = all.filter(({ teamName }) => calledAs(teamName) === calledAs(team));
  return named.length > 0 ? named : { code: "not_in_team", value: team };
};

/** Of several seats the one that the customer a row names, or whoever imports, says. */
const saidAmong = (found: readonly Seat[], key: string, { customers, teamId }: Ground): Seat | undefined => {
  const named = customers.get(key) ?? [];
  return (
    found.find((seat) => named.some((one) => one.teamId === seat.teamId)) ??
    found.find((seat) => seat.teamId === teamId) ??
    (found.length === 1 ? found[0] : undefined)
  );
};

/** Whose a row is; of somebody in several teams the one in which the customer it names is, else the one that was chosen. */
export const seatFor = (values: Said & Pick<RowValues, "customer">, ground: Ground): Seat | Reason | undefined => {
  const found = seatsOf(values, ground);
  if ("code" in found) return found;
  const { key } = values.customer;
  const named = ground.customers.get(key) ?? [];
  const near = found.filter(({ segmentId }) => named.some((one) => one.segmentId === segmentId));
  return saidAmong(near.length > 0 ? near : found, key, ground) ?? near[0] ?? found[0];
};

/** Why it is not known in which team something new of a row would be: of somebody in several nobody said which. */
export const whichTeam = (values: RowValues, ground: Ground): Reason | undefined => {
  const found = seatsOf(values, ground);
  if ("code" in found || found.length < 2 || saidAmong(found, values.customer.key, ground)) return undefined;
  return { code: "which_team", value: found.map(({ teamName }) => teamName).join(" / ") };
};

/** Of somebody in several teams it is told which of them something new is in. */
export const inWhichTeam = ({ owner }: RowValues, { teamName }: Seat, ground: Ground): Reason[] => {
  const found = seatsOfOwner(owner, ground);
  return "code" in found || found.length < 2 ? [] : [{ code: "one_of_teams", value: teamName }];
};

/** What is to be known of a row that goes to another than the owner it names. */
export const stoodIn = ({ owner }: RowValues, { seats, left, standIn }: Ground): Reason[] => {
  if (owner === undefined || !standIn) return [];
  const called = calledAs(owner);
  return !seats.has(called) && left.has(called) ? [{ code: "stood_in", value: owner, instead: standIn.name }] : [];
};

/** A head office by its own name, where somebody is kept by that, else as the customer itself. */
export const asKept = ({ customer: { said, ...customer }, ...values }: RowValues, { customers }: Ground): RowValues => {
  const isKept = said !== undefined && (customers.get(said.key) ?? []).length > 0;
  return { ...values, customer: isKept ? { ...customer, ...said } : customer };
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
  if (seat !== undefined && "code" in seat) return true;
  const [first, second] = namedIn(values, seat, ground);
  return first !== undefined && second === undefined && first.key === values.customer.key;
};

/**
 * The customer a row speaks of: by name, or a like name with the same phone or mail. Where several go by the name, or
 * one by a short name that others may have too, the phone says which.
 */
export const customerFor = (
  values: RowValues,
  seat: Seat | undefined,
  ground: Ground,
): KnownCustomer | Reason | undefined => {
  const { customer } = values;
  const [first, second, ...others] = namedIn(values, seat, ground);
  if (first && !second && first.key === customer.key) return first;
  const reached = reachedBy(values, seat, ground);
  const [met, another] = reached.filter((one) => one === first || one === second || others.includes(one));
  if (met && !another) return met;
  if (second) return { code: "several_customers", value: customer.name };
  return reached.find((one) => isLike(one.key, customer.key)) ?? first;
};

/** Customers with a phone or mail of the row's, in the owner's segment. */
const reachedBy = (
  { contact }: Pick<RowValues, "contact">,
  seat: Seat | undefined,
  { country, calledBy, reached }: Ground,
): KnownCustomer[] => {
  const own = marksOf(contact, country).filter((mark) => !isHotline(calledBy.get(mark)));
  const met = new Set(own.flatMap((mark) => reached.get(mark) ?? []));
  return [...met].filter(({ segmentId }) => seat === undefined || segmentId === seat.segmentId);
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
export const isHotline = (names: readonly string[] = []): boolean =>
  names.toSorted((a, b) => a.length - b.length).some((name, at, sorted) => !name.includes(sorted[at - 1] ?? ""));

export const callBy = (calledBy: Ground["calledBy"], mark: string, key: string): void => {
  const known = calledBy.get(mark) ?? [];
  if (!known.includes(key)) calledBy.set(mark, withOne(known, key));
};

import { CUSTOMER_FACTS, factsOf, isSame, isUnknown, type KnownCustomer, type Step, withOne } from "./intake.ts";
import { asShortName, MOST_SHORT_NAMES, nameKey } from "./names.ts";
import { searchTextOf } from "./names-search.ts";

/** What a sheet calls them. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ kind: "customerKind", lifecycleClass: "lifecycle", shortNames: "shortName" },
};

/** Adds what is not known yet; what is known stays, and is said where the sheet differs. */
export const fillCustomer = (step: Step, customer: KnownCustomer): boolean => {
  const { row, values, ground, writes, why, traces } = step;
  const isNamed = ground.customers.get(values.customer.key)?.includes(customer) ?? false;
  if (!isNamed) why.push({ code: "by_phone", value: customer.name });
  if (!isNamed) goBySame(step, customer);
  const shortNames = isNamed ? customer.shortNames : namesWith(step, customer);
  const fill = unknownOf(step, customer, shortNames);
  if (Object.keys(fill).length === 0) return false;
  if (!customer.mine) {
    why.splice(0, why.length, { code: "not_yours", value: customer.ownerName });
    return false;
  }
  for (const fact of Object.keys(fill)) why.push({ code: "filled", field: FIELDS[fact] ?? fact });
  const known: Readonly<Record<string, unknown>> = { ...customer.facts, shortNames: customer.shortNames };
  const before = Object.fromEntries(Object.keys(fill).map((fact) => [fact, known[fact]]));
  const { shortNames: more, ...facts } = fill;
  customer.facts = { ...customer.facts, ...facts };
  if (more) callToo(step, customer, shortNames);
  const pending = writes.pending.get(customer.id);
  if (pending) Object.assign(pending, fill);
  else {
    customer.version += 1;
    const { id, version } = customer;
    writes.changed.Customer.set(id, { id, version, ...customer.facts, shortNames });
    const after = { ...fill, importId: ground.importId, row };
    writes.filled.push({ what: "customer.filled", subject: `customer:${id}`, before, after });
    traces.push({ table: "Customer", id, version, before, after: fill });
  }
  return true;
};

/** What is to be added; of the rest it is said what stays as it is. */
const unknownOf = (
  { values, why }: Step,
  customer: KnownCustomer,
  shortNames: readonly string[],
): Record<string, unknown> => {
  const fill: Record<string, unknown> = {};
  const facts = factsOf(values.customer);
  for (const fact of CUSTOMER_FACTS) {
    const said = facts[fact];
    if (isUnknown(said) || isSame(customer.facts[fact], said)) continue;
    if (isUnknown(customer.facts[fact])) fill[fact] = said;
    else why.push({ code: "kept", field: FIELDS[fact] ?? fact, value: String(said) });
  }
  const names = [customer.name, ...shortNames].map((name) => nameKey(name));
  const others = values.customer.shortNames?.filter((name) => !names.includes(nameKey(name))) ?? [];
  if (others.length > 0) why.push({ code: "kept", field: "shortName", value: others.join("、") });
  return shortNames === customer.shortNames ? fill : { ...fill, shortNames };
};

/**
 * Its short names, and the name of a row that a phone says is of it: other rows have nothing but this name. None that
 * is another's in full, who is meant then; of several that go by it for short, each has it, so that a row of nothing
 * but the name is asked about.
 */
const namesWith = ({ values, ground }: Step, { name, shortNames, mine }: KnownCustomer): readonly string[] => {
  const { key, name: said } = values.customer;
  const isAnothers = (ground.customers.get(key) ?? []).some((one) => one.key === key);
  const isKnown = [name, ...shortNames].some((one) => nameKey(one) === key);
  if (!mine || isAnothers || isKnown || shortNames.length >= MOST_SHORT_NAMES) return shortNames;
  return [...shortNames, asShortName(said)];
};

/** Another of the segment goes by this short name too: rows that say nothing but the name mean neither. */
const goBySame = ({ values, ground }: Step, customer: KnownCustomer): void => {
  const { key } = values.customer;
  const others = ground.customers.get(key) ?? [];
  if (others.some(({ segmentId }) => segmentId === customer.segmentId))
    ground.customers.set(key, withOne(others, customer));
};

/** From now on rows of this name find it. */
const callToo = ({ values, ground, writes }: Step, customer: KnownCustomer, shortNames: readonly string[]): void => {
  customer.shortNames = shortNames;
  const { key } = values.customer;
  const others = ground.customers.get(key) ?? [];
  if (!others.includes(customer)) ground.customers.set(key, withOne(others, customer));
  const searchText = searchTextOf(customer.name, shortNames);
  const pending = writes.pending.get(customer.id);
  if (pending) pending.searchText = searchText;
  else writes.calledToo.set(customer.id, searchText);
};

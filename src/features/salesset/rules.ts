import { addDays, daysBetween, type PlainDate, parsePlainDate } from "../../core/dates.ts";
import { type Currency, type Money, parseMoney } from "../../core/money.ts";
import { nameKey } from "../../domain/names.ts";
import { probably } from "../../domain/probably.ts";
import type { Stage } from "../../domain/stages.ts";

/** A row of a sheet: its cells by header, and its number in the file (the header is row 1). */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}
export interface SalesSheets {
  readonly teams: readonly SheetRow[];
  readonly products: readonly SheetRow[];
  readonly accounts: readonly SheetRow[];
  readonly pipeline: readonly SheetRow[];
}
export type SheetName = keyof SalesSheets;

/** What becomes of a row: made as it is, made with something put right, there already, or refused. */
export interface Verdict {
  readonly sheet: SheetName;
  readonly row: number;
  readonly what: string;
  readonly verdict: "make" | "correct" | "skip" | "refuse";
  readonly why?: string;
}

export interface PlannedTeam {
  readonly name: string;
  readonly segment: string;
  readonly manager: string;
  readonly reps: readonly string[];
}
export interface PlannedCustomer {
  readonly name: string;
  readonly industry: string;
  readonly region: string;
  /** The rep with most deals there, and the others who sell there too. */
  readonly owner: string;
  readonly sharedWith: readonly string[];
}
export interface PlannedDeal {
  readonly key: string;
  readonly rep: string;
  readonly customer: string | undefined;
  readonly product: string;
  readonly stage: Extract<Stage, "opportunity" | "p25" | "won" | "lost">;
  readonly amount: Money | undefined;
  /** The list price stands in for an amount nobody has named yet. */
  readonly estimated: boolean;
  readonly engagedOn: PlainDate | undefined;
  readonly closedOn: PlainDate | undefined;
}
export interface ImportPlan {
  readonly teams: readonly PlannedTeam[];
  readonly customers: readonly PlannedCustomer[];
  readonly deals: readonly PlannedDeal[];
  readonly verdicts: readonly Verdict[];
}

/** What is in the organization already. */
export interface Known {
  readonly memberNames: ReadonlySet<string>;
  readonly customerKeys: ReadonlySet<string>;
  readonly dealKeys: ReadonlySet<string>;
  readonly currency: Currency;
  readonly today: PlainDate;
}

const SECTORS = [
  "technology",
  "medical",
  "retail",
  "software",
  "entertainment",
  "marketing",
  "telecommunications",
  "finance",
  "employment",
  "services",
];
const STAGE_OF: Readonly<Record<string, PlannedDeal["stage"]>> = {
  prospecting: "opportunity",
  engaging: "p25",
  won: "won",
  lost: "lost",
};

/** Plans an import of the four sheets: which rows are made, put right, skipped or refused, and why. Writes nothing. */
export const planImport = (sheets: SalesSheets, known: Known): ImportPlan => {
  const verdicts: Verdict[] = [];
  const teams = planTeams(sheets.teams, known, verdicts);
  const reps = new Set(teams.flatMap((team) => team.reps));
  const prices = planProducts(sheets.products, known, verdicts);
  const accounts = planAccounts(sheets.accounts, known, verdicts);
  const deals = planDeals(
    sheets.pipeline,
    { known, reps, prices, accounts: new Set(accounts.map(({ name }) => name)) },
    verdicts,
  );
  return { teams, customers: withOwners(accounts, deals, teams), deals, verdicts };
};

const cell = (row: SheetRow, name: string): string => (row.cells[name] ?? "").normalize("NFC").trim();

const planTeams = (rows: readonly SheetRow[], known: Known, verdicts: Verdict[]): PlannedTeam[] => {
  const teams = new Map<string, { name: string; segment: string; manager: string; reps: string[] }>();
  const seen = new Set<string>();
  for (const row of rows) {
    const [rep, manager, segment] = [cell(row, "sales_agent"), cell(row, "manager"), cell(row, "regional_office")];
    const what = `${rep} in the team of ${manager}`;
    const add = (verdict: Verdict["verdict"], why?: string) =>
      verdicts.push({ sheet: "teams", row: row.row, what, verdict, ...(why && { why }) });
    if (!rep || !manager || !segment) {
      add("refuse", "sales_agent, manager and regional_office must all be there");
      continue;
    }
    if (seen.has(rep)) {
      add("refuse", `${rep} stands in this sheet twice; the first row counts`);
      continue;
    }
    seen.add(rep);
    const team = teams.get(manager) ?? { name: `${segment} · ${manager}`, segment, manager, reps: [] };
    team.reps.push(rep);
    teams.set(manager, team);
    add(known.memberNames.has(rep) ? "skip" : "make", known.memberNames.has(rep) ? "there already" : undefined);
  }
  return [...teams.values()];
};

const planProducts = (rows: readonly SheetRow[], known: Known, verdicts: Verdict[]): Map<string, Money> => {
  const prices = new Map<string, Money>();
  for (const row of rows) {
    const product = cell(row, "product");
    const price = parseMoney(cell(row, "sales_price"), known.currency);
    const bad = !product
      ? "product must be there"
      : typeof price === "string"
        ? `sales_price ${cell(row, "sales_price")} is not an amount`
        : undefined;
    if (typeof price !== "string" && !bad) prices.set(product, price);
    verdicts.push({
      sheet: "products",
      row: row.row,
      what: product,
      verdict: bad ? "refuse" : "make",
      ...(bad && { why: bad }),
    });
  }
  return prices;
};

type PlannedAccount = Pick<PlannedCustomer, "name" | "industry" | "region">;
const planAccounts = (rows: readonly SheetRow[], known: Known, verdicts: Verdict[]): PlannedAccount[] => {
  const accounts: PlannedAccount[] = [];
  const keys = new Set<string>();
  for (const row of rows) {
    const [name, sector, region] = [cell(row, "account"), cell(row, "sector"), cell(row, "office_location")];
    const add = (verdict: Verdict["verdict"], why?: string) =>
      verdicts.push({ sheet: "accounts", row: row.row, what: name || "(no name)", verdict, ...(why && { why }) });
    const key = nameKey(name);
    if (!name) add("refuse", "account must be there");
    else if (keys.has(key)) add("refuse", "the same customer stands in this sheet twice; the first row counts");
    else {
      keys.add(key);
      const industry = SECTORS.includes(sector) ? sector : (probably(sector, SECTORS) ?? sector);
      accounts.push({ name, industry, region });
      if (known.customerKeys.has(key)) add("skip", "there already");
      else if (industry !== sector) add("correct", `sector "${sector}" read as "${industry}"`);
      else add("make");
    }
  }
  return accounts;
};

interface Around {
  readonly known: Known;
  readonly reps: ReadonlySet<string>;
  readonly prices: ReadonlyMap<string, Money>;
  readonly accounts: ReadonlySet<string>;
}
const planDeals = (rows: readonly SheetRow[], around: Around, verdicts: Verdict[]): PlannedDeal[] => {
  const deals: PlannedDeal[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const read = readDeal(row, around);
    const key = cell(row, "opportunity_id");
    const what = `${key} ${cell(row, "product")} · ${cell(row, "account") || "no customer"}`;
    const add = (verdict: Verdict["verdict"], why?: string) =>
      verdicts.push({ sheet: "pipeline", row: row.row, what, verdict, ...(why && { why }) });
    if ("refused" in read) add("refuse", read.refused);
    else if (seen.has(key)) add("refuse", "this opportunity_id stands in the sheet twice; the first row counts");
    else {
      seen.add(key);
      deals.push(read.deal);
      if (around.known.dealKeys.has(key)) add("skip", "there already");
      else add(read.corrected.length > 0 ? "correct" : "make", read.corrected.join("; ") || undefined);
    }
  }
  return deals;
};

type ReadDeal = { readonly refused: string } | { readonly deal: PlannedDeal; readonly corrected: readonly string[] };
const readDeal = (row: SheetRow, around: Around): ReadDeal => {
  const corrected: string[] = [];
  const key = cell(row, "opportunity_id");
  const rep = cell(row, "sales_agent");
  const stage = STAGE_OF[cell(row, "deal_stage").toLowerCase()];
  const typedProduct = cell(row, "product");
  const product = around.prices.has(typedProduct) ? typedProduct : probably(typedProduct, around.prices.keys());
  if (!key) return { refused: "opportunity_id must be there" };
  if (!around.reps.has(rep)) return { refused: `sales_agent "${rep}" is not in the teams sheet` };
  if (!stage) return { refused: `deal_stage "${cell(row, "deal_stage")}" is not Prospecting, Engaging, Won or Lost` };
  if (!product) return { refused: `product "${typedProduct}" is not in the products sheet` };
  if (product !== typedProduct) corrected.push(`product "${typedProduct}" read as "${product}"`);
  const account = readAccount(cell(row, "account"), around.accounts);
  if ("refused" in account) return account;
  if (account.note) corrected.push(account.note);
  const days = readDays(row, stage, around.known.today);
  if ("refused" in days) return days;
  const value = cell(row, "close_value");
  const closed = stage === "won" || stage === "lost";
  const named = value ? parseMoney(value, around.known.currency) : undefined;
  if (typeof named === "string") return { refused: `close_value "${value}" is not an amount` };
  if (stage === "won" && !named) return { refused: "a won deal must have a close_value" };
  const amount = closed ? named : (named ?? around.prices.get(product));
  return {
    deal: { key, rep, customer: account.name, product, stage, amount, estimated: !named && !closed, ...days.days },
    corrected,
  };
};

const readAccount = (
  typed: string,
  accounts: ReadonlySet<string>,
): { name: string | undefined; note?: string } | { refused: string } => {
  if (!typed) return { name: undefined, note: "no account: a deal without a customer for now" };
  if (accounts.has(typed)) return { name: typed };
  const meant = probably(typed, accounts);
  return meant
    ? { name: meant, note: `account "${typed}" read as "${meant}"` }
    : { refused: `account "${typed}" is not in the accounts sheet` };
};

type Days = Pick<PlannedDeal, "engagedOn" | "closedOn">;
const readDays = (
  row: SheetRow,
  stage: PlannedDeal["stage"],
  today: PlainDate,
): { days: Days } | { refused: string } => {
  const [engage, close] = [cell(row, "engage_date"), cell(row, "close_date")];
  const [engagedOn, closedOn] = [parsePlainDate(engage), parsePlainDate(close)];
  if (engage && !engagedOn) return { refused: `engage_date "${engage}" is not a day` };
  if (close && !closedOn) return { refused: `close_date "${close}" is not a day` };
  if ((stage === "won" || stage === "lost") && !closedOn)
    return { refused: "a won or lost deal must have a close_date" };
  if (engagedOn && closedOn && closedOn < engagedOn) return { refused: "close_date lies before engage_date" };
  if ((closedOn ?? engagedOn ?? today) > today) return { refused: "the day lies in the future" };
  return { days: { engagedOn, closedOn } };
};

const withOwners = (
  accounts: readonly PlannedAccount[],
  deals: readonly PlannedDeal[],
  teams: readonly PlannedTeam[],
): PlannedCustomer[] => {
  const counts = new Map<string, Map<string, number>>();
  for (const { customer, rep } of deals) {
    if (!customer) continue;
    const of = counts.get(customer) ?? new Map<string, number>();
    of.set(rep, (of.get(rep) ?? 0) + 1);
    counts.set(customer, of);
  }
  const anyone = teams[0]?.reps[0];
  return accounts.flatMap((account) => {
    const sellers = [...(counts.get(account.name) ?? [])]
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .map(([rep]) => rep);
    const owner = sellers[0] ?? anyone;
    return owner ? [{ ...account, owner, sharedWith: sellers.slice(1) }] : [];
  });
};

/** The same plan with every day moved so that the latest is `until`: an old set to try things out with. */
export const movedTo = (plan: ImportPlan, until: PlainDate): ImportPlan => {
  const days = plan.deals.flatMap(({ engagedOn, closedOn }) =>
    [engagedOn, closedOn].filter((day) => day !== undefined),
  );
  const last = days.toSorted().at(-1);
  if (!last) return plan;
  const shift = daysBetween(last, until);
  const move = (day: PlainDate | undefined) => day && addDays(day, shift);
  return {
    ...plan,
    deals: plan.deals.map((deal) => ({ ...deal, engagedOn: move(deal.engagedOn), closedOn: move(deal.closedOn) })),
  };
};

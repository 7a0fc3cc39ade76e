import { newId } from "../core/ids.ts";
import { type Currency, money, sayMoney } from "../core/money.ts";
import type { Ground, Step } from "./intake.ts";
import { nameKey } from "./names.ts";
import { probably } from "./probably.ts";
import type { Reason, RowValues } from "./row-values.ts";

export const PRODUCT_FACTS = ["series", "priceMinor"] as const;

/** What the list of products says holds: a new price takes the place of the old one. */
export const putProduct = ({ row, values, ground, writes, why, traces }: Step): "make" | "merge" | "skip" => {
  const { product } = values;
  if (!product) return "skip";
  const { name, key, series = null, price } = product;
  const facts = { series, priceMinor: Number(price) };
  const known = ground.products.get(key);
  if (!known) {
    const id = newId();
    const { organizationId, currency, at: createdAt } = ground;
    writes.make("Product", () => ({
      id,
      organizationId,
      name,
      nameKey: key,
      ...facts,
      currency,
      version: 1,
      createdAt,
    }));
    traces.push({ table: "Product", id, version: 1, before: null });
    ground.products.set(key, { id, name, version: 1, facts, madeIn: row });
    return "make";
  }
  const after = {
    ...(series !== null && series !== known.facts.series && { series }),
    ...(facts.priceMinor !== known.facts.priceMinor && { priceMinor: facts.priceMinor }),
  };
  if (known.madeIn !== undefined || Object.keys(after).length === 0) {
    if ("priceMinor" in after)
      why.push({ code: "kept", field: "price", value: sayMoney(money(BigInt(price), ground.currency as Currency)) });
    why.push(known.madeIn === undefined ? { code: "there" } : { code: "twice", row: known.madeIn });
    return "skip";
  }
  const before = Object.fromEntries(Object.keys(after).map((fact) => [fact, Reflect.get(known.facts, fact)]));
  known.version += 1;
  known.facts = { ...known.facts, ...after };
  writes.changed.Product.set(known.id, {
    ...{ id: known.id, version: known.version, ...known.facts },
    currency: ground.currency,
  });
  writes.filled.push({ what: "product.changed", subject: `product:${known.id}`, before, after });
  traces.push({ table: "Product", id: known.id, version: known.version, before, after });
  for (const fact of Object.keys(after))
    why.push({ code: "changed", field: fact === "series" ? "series" : "price", value: name });
  return "merge";
};

/** Of more than these a slip of the pen is not looked for: a name could be any. */
const MOST = 500;

/** A deal as the list of products has it: the name that was meant, and the list price for an amount nobody has named yet. */
export const asListed = (values: RowValues, { products }: Ground): { values: RowValues; noted: readonly Reason[] } => {
  const { deal } = values;
  if (!deal?.product || products.size === 0) return { values, noted: [] };
  const said = deal.product;
  const names = () => [...products.values()].map(({ name }) => name);
  const meant = products.get(nameKey(said))?.name ?? (products.size > MOST ? undefined : probably(said, names()));
  const price = meant === undefined ? null : products.get(nameKey(meant))?.facts.priceMinor;
  const isOpen = deal.stage !== "won" && deal.stage !== "lost";
  const isListed = deal.amount === undefined && isOpen && typeof price === "number";
  const noted: Reason[] = [];
  if (meant !== undefined && meant !== said) noted.push({ code: "product_meant", value: `${said} → ${meant}` });
  if (isListed) noted.push({ code: "list_price", value: meant ?? said });
  const named = meant !== undefined && { product: meant, ...(deal.name === said && { name: meant }) };
  return {
    values: { ...values, deal: { ...deal, ...named, ...(isListed && { amount: String(price), isListed }) } },
    noted,
  };
};

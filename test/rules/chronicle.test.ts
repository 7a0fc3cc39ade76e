import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ENTRIES_OF, UNTOLD } from "../../src/features/chronicle/rules.ts";

/** Entries about customers and contacts, and about deals and their maps, as they are written anywhere. */
const KIND = /"((?:customer|contact|deal|influence)\.[A-Za-z_]+)"/g;

test("every kind of entry about a customer, a contact or a deal is told by a history, or left out on purpose", () => {
  const stores = [
    ...readdirSync("src/features").map((feature) => `src/features/${feature}/store.ts`),
    ...readdirSync("src/domain").map((file) => `src/domain/${file}`),
  ]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  expect(stores.length).toBeGreaterThan(30);
  const written = stores.flatMap((source) => [...source.matchAll(KIND)].map(([, kind]) => kind));
  const told = [...ENTRIES_OF.customer, ...ENTRIES_OF.contact, ...UNTOLD];
  expect([...new Set(written)].sort()).toEqual([...new Set(told)].sort());
  // A kind put together from pieces could not be found.
  expect(stores.filter((source) => /`(customer|contact|deal|influence)\.\$/.test(source))).toEqual([]);
});

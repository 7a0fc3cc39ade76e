import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { type Item, pageAt, pageOf } from "../../src/features/care/rules.ts";

const item = (index: number): Item => ({
  id: `i${index}`,
  kind: "periodic_call",
  memberId: asMemberId("m"),
  customerId: `c${index}`,
  contactId: null,
  nextStepId: null,
  dueOn: plainDate("2026-11-23"),
  onceKey: `k${index}`,
  state: "open",
  listedOn: null,
  showOn: plainDate("2026-11-23"),
  laterAt: null,
  reason: null,
  activityId: null,
  version: 1,
  rank: 0,
  worth: 0,
});

test("each item is on one page, and no page has more lines than fit, with what stands before them", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 14 }), fc.nat(6), (count, lines, before) => {
      const list = { items: Array.from({ length: count }, (_, index) => item(index)), lines, before };
      const last = pageAt(list, { page: 999 });
      const pages = Array.from({ length: last + 1 }, (_, page) => pageOf(list, page));
      expect(pages.flatMap(([first, end]) => list.items.slice(first, end))).toEqual(list.items);
      for (const [page, [first, end]] of pages.entries()) {
        expect(end - first).toBeLessThanOrEqual(page === 0 ? Math.max(0, lines - before) : lines);
        for (const { id } of list.items.slice(first, end)) expect(pageAt(list, { item: id })).toBe(page);
      }
    }),
  );
});

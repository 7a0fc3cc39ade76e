import { fromColumn } from "../../core/dates.ts";

/** Rows read at once: each page is a query of its own, so that nothing is held open for long. */
export const AT_ONCE = 1_000;

/** Also where the last row of the page before is gone by now, or out of sight. */
export const page = <Where>(where: Where, after: string | undefined) => ({
  where: { AND: [where, after === undefined ? {} : { id: { gt: after } }] },
  orderBy: { id: "asc" as const },
  take: AT_ONCE,
});
export const dayOf = (column: Date | null) => (column ? { day: fromColumn(column) } : undefined);
export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

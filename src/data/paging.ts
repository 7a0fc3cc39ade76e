/** Which rows of a list: `after` is the id of the last row that was seen. */
export interface PageRequest {
  readonly size: number;
  readonly after?: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** What to ask for next; null on the last page. */
  readonly next: string | null;
}

/**
 * The arguments of a findMany that reads one row more than the page, from a place in the order and not from a count:
 * rows that come and go meanwhile shift nothing. Its `orderBy` must end with `id`.
 */
export const pageArguments = ({ size, after }: PageRequest) => ({
  take: size + 1,
  ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
});

/**
 * The same request, from the beginning where its place is gone or out of sight: what may not be seen must not even say
 * where a list goes on. `count` counts the rows of this id among those the viewer may see.
 */
export const placedInSight = async (page: PageRequest, count: (id: string) => Promise<number>): Promise<PageRequest> =>
  page.after === undefined || (await count(page.after)) > 0 ? page : { size: page.size };

/** Turns the rows read with `pageArguments` into the page. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], { size }: PageRequest): Page<Row> {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.id ?? null) : null };
}

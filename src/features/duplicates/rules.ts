/** By what two customers look like one. */
export const LIKENESSES = ["name", "phone", "mail"] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** A number or address that more customers of a segment have is a switchboard: no sign that they are one. */
export const MOST_ALIKE = 8;

/** The pair in the order it is kept in. */
export const inOrder = (one: string, other: string): readonly [string, string] =>
  one < other ? [one, other] : [other, one];

/** Who came into a group and who left it since it was seeded: the next seed may have newcomers, who belong to it as well. */
export interface Moves {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

export const movesOf = (seeded: ReadonlySet<string>, members: ReadonlySet<string>): Moves => ({
  came: [...members].filter((one) => !seeded.has(one)),
  went: [...seeded].filter((one) => !members.has(one)),
});

export const move = (members: Set<string>, { came, went }: Moves): void => {
  for (const one of came) members.add(one);
  for (const one of went) members.delete(one);
};

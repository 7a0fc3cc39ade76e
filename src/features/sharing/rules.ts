/** Colleagues one customer is shared with at most: beyond that it is everybody's, and should change hands. */
export const MOST_SHARES = 20;

/** What a form that opened with `known` asks for by `wanted`; what others did meanwhile stays. */
export const sharesChanged = (
  known: readonly string[],
  wanted: readonly string[],
): { readonly given: string[]; readonly takenBack: string[] } => ({
  given: [...new Set(wanted)].filter((id) => !known.includes(id)),
  takenBack: known.filter((id) => !wanted.includes(id)),
});

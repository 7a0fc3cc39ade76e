/** What of `wanted` differs from what is known, with what it was before; undefined when nothing does. */
export function differences<Known extends object>(
  known: Known,
  wanted: Partial<Known>,
): { readonly before: Partial<Known>; readonly after: Partial<Known> } | undefined {
  const names = (Object.keys(wanted) as (keyof Known)[]).filter(
    (name) => JSON.stringify(known[name]) !== JSON.stringify(wanted[name]),
  );
  if (names.length === 0) return undefined;
  const pick = (from: Partial<Known>) => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Known>;
  return { before: pick(known), after: pick(wanted) };
}

export interface RepCount {
  readonly name: string;
  readonly count: number;
}
/** How much each left undone, the most first. */
export function countByRep(names: readonly string[]): RepCount[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "zh"));
}

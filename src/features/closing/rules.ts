import type { PlainDate } from "../../core/dates.ts";

/** What a team still has to do with, as far as somebody may see it. */
export interface Inside {
  readonly people: number;
  readonly customers: number;
  readonly openDeals: number;
}

/** A closed one bears its day, so that its name is free again; `taken` are those there already. */
export function closedName(name: string, on: PlainDate, taken: ReadonlySet<string>): string {
  const dated = `${name} (${on})`;
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? dated : `${dated} ${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** How the copies of what was said of somebody are told apart from all others. */
export interface Wanted {
  /** Their customer, by what names it: its ids, its names. */
  readonly about: readonly string[];
  /** What gives the person away wherever it stands: ids, name, mail, account, the end of a phone number. */
  readonly named: readonly string[];
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, "\\$&");
/** As patterns of SQL; words that say nothing are left out. */
export const patternsOf = ({ about, named }: Wanted): string[] =>
  [...new Set([...about, ...named])].filter((word) => [...word].length > 1).map((word) => `%${escaped(word)}%`);

/** Rows of a file by the names, phones and mails they are met under: where to look, instead of all that they said. */
export class EarlierRows {
  /** Most are met under each of their marks alone: a list for each would take three times the room. */
  readonly #rows = new Map<string, number | number[]>();

  add(row: number, marks: Iterable<string>): void {
    for (const mark of marks) {
      const known = this.#rows.get(mark);
      if (known === undefined) this.#rows.set(whole(mark), row);
      else if (typeof known === "number") this.#rows.set(mark, [known, row]);
      else known.push(row);
    }
  }

  /** Those met under one of these marks. */
  under(marks: Iterable<string>): Set<number> {
    const rows = new Set<number>();
    for (const mark of marks) {
      const known = this.#rows.get(mark) ?? [];
      for (const row of typeof known === "number" ? [known] : known) rows.add(row);
    }
    return rows;
  }
}

/** A part of a text holds on to all of it: the sound of a name is ten times as long as its key. */
const whole = (part: string): string => Buffer.from(part).toString();

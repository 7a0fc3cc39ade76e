import { SheetProblem } from "./problem.ts";

/** Sector numbers from here on are marks: free, end of a chain, sectors of the table itself. */
const LAST_SECTOR = 0xfffffffa;
const STREAM = 2;
const ROOT = 5;

interface Stream {
  readonly start: number;
  readonly size: number;
}

/** The streams of a compound file, in which Excel 97 to 2003 and every protected file is kept. */
export class CompoundFile {
  readonly #bytes: Buffer;
  readonly #sector: number;
  readonly #table: number[];
  readonly #streams = new Map<string, Stream>();
  readonly #smallest: number;
  #small: Buffer = Buffer.alloc(0);
  #smallTable: number[] = [];

  /** @throws SheetProblem when there is no sense in it */
  constructor(bytes: Buffer) {
    if (bytes.length < 512) throw new SheetProblem("broken");
    this.#bytes = bytes;
    const shift = bytes.readUInt16LE(30);
    if (shift !== 9 && shift !== 12) throw new SheetProblem("broken");
    this.#sector = 1 << shift;
    this.#smallest = bytes.readUInt32LE(56);
    this.#table = this.#numbers(this.#tableSectors());
    this.#readDirectory(this.#chain(bytes.readUInt32LE(48)));
    this.#smallTable = this.#numbers(this.#chainOf(bytes.readUInt32LE(60)));
  }

  has(name: string): boolean {
    return this.#streams.has(name.toLowerCase());
  }

  /** @throws SheetProblem when it is missing or breaks off */
  read(name: string): Buffer {
    const stream = this.#streams.get(name.toLowerCase());
    if (!stream) throw new SheetProblem("broken");
    const whole = stream.size < this.#smallest ? this.#smallChain(stream.start) : this.#chain(stream.start);
    return whole.subarray(0, stream.size);
  }

  #at(sector: number): number {
    const at = (sector + 1) * this.#sector;
    if (at >= this.#bytes.length) throw new SheetProblem("broken");
    return at;
  }

  /** Where the sectors stand that say which sector follows which. */
  #tableSectors(): number[] {
    const bytes = this.#bytes;
    const sectors: number[] = [];
    const take = (at: number) => {
      const sector = bytes.readUInt32LE(at);
      if (sector < LAST_SECTOR) sectors.push(sector);
    };
    for (let at = 76; at < 512; at += 4) take(at);
    let more = bytes.readUInt32LE(68);
    for (let turns = 0; more < LAST_SECTOR; turns += 1) {
      const at = this.#at(more);
      const last = at + this.#sector - 4;
      if (turns > this.#most() || last + 4 > bytes.length) throw new SheetProblem("broken");
      for (let each = at; each < last; each += 4) take(each);
      more = bytes.readUInt32LE(last);
    }
    return sectors;
  }

  #most(): number {
    return Math.ceil(this.#bytes.length / this.#sector) + 1;
  }

  #numbers(sectors: readonly number[]): number[] {
    if (sectors.length > this.#most()) throw new SheetProblem("broken");
    return sectors.flatMap((sector) => {
      const at = this.#at(sector);
      const end = Math.min(at + this.#sector, this.#bytes.length - 3);
      const numbers: number[] = [];
      for (let each = at; each < end; each += 4) numbers.push(this.#bytes.readUInt32LE(each));
      return numbers;
    });
  }

  #chainOf(start: number): number[] {
    return followed(this.#table, start, this.#most());
  }

  #chain(start: number): Buffer {
    return Buffer.concat(
      this.#chainOf(start).map((sector) => this.#bytes.subarray(this.#at(sector), this.#at(sector) + this.#sector)),
    );
  }

  #smallChain(start: number): Buffer {
    const sectors = followed(this.#smallTable, start, this.#small.length / 64 + 1);
    return Buffer.concat(sectors.map((sector) => this.#small.subarray(sector * 64, sector * 64 + 64)));
  }

  #readDirectory(directory: Buffer): void {
    for (let at = 0; at + 128 <= directory.length; at += 128) {
      const length = directory.readUInt16LE(at + 64);
      if (length < 2 || length > 64) continue;
      const name = directory.toString("utf16le", at, at + length - 2).toLowerCase();
      const [kind, start, size] = [
        directory[at + 66],
        directory.readUInt32LE(at + 116),
        directory.readUInt32LE(at + 120),
      ];
      if (kind === ROOT) this.#small = start < LAST_SECTOR ? this.#chain(start) : this.#small;
      // Storages are remembered too: that a file has one of macros is all there is to know.
      this.#streams.set(name, kind === STREAM ? { start, size } : { start: LAST_SECTOR, size: 0 });
    }
  }
}

/** @throws SheetProblem when the chain runs in a circle or out of the file */
const followed = (table: readonly number[], start: number, most: number): number[] => {
  const sectors: number[] = [];
  for (let sector = start; sector < LAST_SECTOR; ) {
    sectors.push(sector);
    const next = table[sector];
    if (next === undefined || sectors.length > most) throw new SheetProblem("broken");
    sector = next;
  }
  return sectors;
};

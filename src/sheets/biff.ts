import { SheetProblem } from "./problem.ts";

/** A record of a workbook stream; long ones are continued in pieces, which begin anew in the middle of a text. */
export interface BiffRecord {
  readonly id: number;
  readonly pieces: readonly Buffer[];
  /** The first piece, which all of a short record is. */
  readonly body: Buffer;
}

const CONTINUE = 0x3c;

/** The records from a place in the stream on. */
export function* recordsOf(stream: Buffer, from = 0): Generator<BiffRecord> {
  for (let at = from; at + 4 <= stream.length; ) {
    const id = stream.readUInt16LE(at);
    const pieces: Buffer[] = [];
    do {
      const length = stream.readUInt16LE(at + 2);
      if (at + 4 + length > stream.length) throw new SheetProblem("broken");
      pieces.push(stream.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    } while (at + 4 <= stream.length && stream.readUInt16LE(at) === CONTINUE);
    const [body = Buffer.alloc(0)] = pieces;
    yield { id, pieces, body };
  }
}

/** Reads texts of a record across its pieces. @throws SheetProblem where it ends too early */
export class BiffText {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at: number;

  constructor(pieces: readonly Buffer[], at: number) {
    this.#pieces = pieces;
    this.#at = at;
  }

  #bytes(count: number): Buffer {
    const piece = this.#pieces[this.#piece];
    if (!piece) throw new SheetProblem("broken");
    if (this.#at >= piece.length && count > 0) {
      this.#piece += 1;
      this.#at = 0;
      return this.#bytes(count);
    }
    if (this.#at + count > piece.length) throw new SheetProblem("broken");
    this.#at += count;
    return piece.subarray(this.#at - count, this.#at);
  }

  #skip(count: number): void {
    for (let left = count; left > 0; ) {
      const piece = this.#pieces[this.#piece];
      if (!piece) throw new SheetProblem("broken");
      const step = Math.min(left, piece.length - this.#at);
      this.#at += step;
      left -= step;
      if (left > 0) [this.#piece, this.#at] = [this.#piece + 1, 0];
    }
  }

  /** One text with its length in front, as the table of texts has them. */
  text(): string {
    const length = this.#bytes(2).readUInt16LE(0);
    const flags = this.#bytes(1)[0] ?? 0;
    const runs = flags & 8 ? this.#bytes(2).readUInt16LE(0) : 0;
    const extra = flags & 4 ? this.#bytes(4).readUInt32LE(0) : 0;
    const text = this.#characters(length, (flags & 1) === 1);
    this.#skip(runs * 4 + extra);
    return text;
  }

  #characters(length: number, begunWide: boolean): string {
    let [text, left, wide] = ["", length, begunWide];
    while (left > 0) {
      const piece = this.#pieces[this.#piece];
      if (!piece) throw new SheetProblem("broken");
      const here = Math.min(left, Math.floor((piece.length - this.#at) / (wide ? 2 : 1)));
      text += piece.toString(wide ? "utf16le" : "latin1", this.#at, this.#at + here * (wide ? 2 : 1));
      this.#at += here * (wide ? 2 : 1);
      left -= here;
      if (left === 0) break;
      // The next piece says anew how wide its characters are.
      [this.#piece, this.#at] = [this.#piece + 1, 1];
      wide = ((this.#pieces[this.#piece]?.[0] ?? 0) & 1) === 1;
    }
    return text;
  }
}

/** A text with a length of one byte or two in front, within one record. */
export const shortText = (body: Buffer, at: number, lengthBytes: 1 | 2): string => {
  if (at + lengthBytes + 1 > body.length) throw new SheetProblem("broken");
  const length = lengthBytes === 1 ? body.readUInt8(at) : body.readUInt16LE(at);
  const wide = ((body[at + lengthBytes] ?? 0) & 1) === 1;
  const start = at + lengthBytes + 1;
  return body.toString(wide ? "utf16le" : "latin1", start, start + length * (wide ? 2 : 1));
};

/** A number in four bytes: a whole one or the upper half of a broken one, perhaps in hundredths. */
export const shortNumber = (bits: number): number => {
  const half = Buffer.alloc(8);
  half.writeInt32LE(bits & ~3, 4);
  const value = bits & 2 ? bits >> 2 : half.readDoubleLE(0);
  return bits & 1 ? value / 100 : value;
};

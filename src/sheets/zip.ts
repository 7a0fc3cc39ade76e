import { createInflateRaw } from "node:zlib";
import { SheetProblem } from "./problem.ts";

interface ZipEntry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  /** Where its local header stands. */
  readonly at: number;
}
type ZipEntries = ReadonlyMap<string, ZipEntry>;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
/** Bytes that all parts read of one file may unpack to, and how many times their size beyond the first few. */
const MOST_UNPACKED = 1_000_000_000;
const MOST_RATIO = 250;
const FREE = 10_000_000;

/** The entries of a zip by name, as its directory tells. @throws SheetProblem when there is no sense in it */
const entriesOf = (bytes: Buffer): ZipEntries => {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new SheetProblem("broken");
  const entries = new Map<string, ZipEntry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new SheetProblem("broken");
    const name = bytes.readUInt16LE(at + 28);
    const entry = {
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    };
    entries.set(bytes.toString("utf8", at + 46, at + 46 + name).replaceAll("\\", "/"), entry);
    at += 46 + name + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
};

const endOf = (bytes: Buffer): number => {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new SheetProblem("broken");
};

/** Unpacks parts of one zip as text, piece by piece, and stops where they grow beyond all reason. */
export class Unpacker {
  readonly entries: ZipEntries;
  readonly #bytes: Buffer;
  #unpacked = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.entries = entriesOf(bytes);
  }

  /** @throws SheetProblem when the part is missing, damaged, or a bomb */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name);
    if (!entry) throw new SheetProblem("broken");
    if (entry.encrypted) throw new SheetProblem("password");
    const decoder = new TextDecoder("utf-8");
    for await (const piece of this.#pieces(entry)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  }

  async *#pieces(entry: ZipEntry): AsyncGenerator<Buffer> {
    const packed = this.#packed(entry);
    let own = 0;
    for await (const piece of unpacked(packed, entry.method)) {
      own += piece.length;
      this.#unpacked += piece.length;
      if (this.#unpacked > MOST_UNPACKED || (own > FREE && own > packed.length * MOST_RATIO))
        throw new SheetProblem("bomb");
      yield piece;
    }
  }

  #packed({ at, packed }: ZipEntry): Buffer {
    const bytes = this.#bytes;
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw new SheetProblem("broken");
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (start + packed > bytes.length) throw new SheetProblem("broken");
    return bytes.subarray(start, start + packed);
  }
}

async function* unpacked(packed: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === 0) return yield packed;
  if (method !== 8) throw new SheetProblem("broken");
  const inflate = createInflateRaw({ chunkSize: 65_536 });
  inflate.end(packed);
  try {
    yield* inflate;
  } catch (error) {
    throw error instanceof SheetProblem ? error : new SheetProblem("broken");
  }
}

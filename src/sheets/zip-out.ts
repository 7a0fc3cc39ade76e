import { once } from "node:events";
import { promisify } from "node:util";
import { crc32, createDeflateRaw, type DeflateRaw, deflateRaw } from "node:zlib";

interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  readonly packed: readonly Buffer[];
}

/** 1 January 1980, as far back as a zip can tell: the same content is the same file. */
const NO_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

/** A zip file in memory, whose larger entries are written piece by piece: only what is packed is held. */
export class ZipOut {
  readonly #entries: Entry[] = [];

  async add(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const packed = [await promisify(deflateRaw)(bytes)];
    this.#entries.push({ name, crc: crc32(bytes), size: bytes.length, packed });
  }

  /** An entry whose text comes piece by piece. */
  async stream(name: string, pieces: AsyncIterable<string>): Promise<void> {
    const packed: Buffer[] = [];
    const deflate = createDeflateRaw({ level: 6 });
    deflate.on("data", (part: Buffer) => packed.push(part));
    let [crc, size] = [0, 0];
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, "drain");
    }
    await finished(deflate);
    this.#entries.push({ name, crc, size, packed });
  }

  bytes(): Buffer {
    const parts: Buffer[] = [];
    const directory: Buffer[] = [];
    let at = 0;
    for (const entry of this.#entries) {
      const packedSize = entry.packed.reduce((sum, part) => sum + part.length, 0);
      const name = Buffer.from(entry.name);
      const facts = factsOf(entry, { packedSize, nameLength: name.length });
      const local = Buffer.concat([signed(0x04034b50), facts, name]);
      parts.push(local, ...entry.packed);
      directory.push(directoryEntry(facts, name, at));
      at += local.length + packedSize;
    }
    const listed = Buffer.concat(directory);
    return Buffer.concat([...parts, listed, endOf(this.#entries.length, listed.length, at)]);
  }
}

const finished = async (deflate: DeflateRaw): Promise<void> => {
  const ended = once(deflate, "end");
  deflate.end();
  await ended;
};

const signed = (signature: number): Buffer => {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  return mark;
};

/** What an entry's own head and the directory both say of it, from the version that is needed to the length of "extra". */
const factsOf = (
  { crc, size }: Entry,
  { packedSize, nameLength }: { readonly packedSize: number; readonly nameLength: number },
): Buffer => {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(UTF8_NAMES, 2);
  facts.writeUInt16LE(DEFLATED, 4);
  facts.writeUInt16LE(NO_DATE, 8);
  facts.writeUInt32LE(crc, 10);
  facts.writeUInt32LE(packedSize, 14);
  facts.writeUInt32LE(size, 18);
  facts.writeUInt16LE(nameLength, 22);
  return facts;
};

const directoryEntry = (facts: Buffer, name: Buffer, at: number): Buffer => {
  const more = Buffer.alloc(14);
  more.writeUInt32LE(at, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  return Buffer.concat([signed(0x02014b50), madeBy, facts, more, name]);
};

const endOf = (entries: number, size: number, at: number): Buffer => {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries, 4);
  end.writeUInt16LE(entries, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([signed(0x06054b50), end]);
};

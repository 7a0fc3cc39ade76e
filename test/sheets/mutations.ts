import iconv from "iconv-lite";
import { openSheets } from "../../src/sheets/open.ts";
import { MOST_ROWS, problemOf } from "../../src/sheets/problem.ts";
import { partsOf, workbook, zipOf } from "./files.ts";

/** Milliseconds that reading one file may take. */
const LONGEST = 5_000;

/** Numbers that look like chance and are the same each time (mulberry32). */
const chance = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};
type Chance = ReturnType<typeof chance>;

const ROWS = [
  ["客户名称", "日期", "金额"],
  ...Array.from({ length: 60 }, (_, row) => [`宏达${row}`, new Date(Date.UTC(2024, row % 12, 3)), row * 1.5]),
];
const PLAIN = "<row><c><f>A1</f><v>1</v></c><c t='inlineStr'><is><t>&#x4E2D;</t></is></c></row>".repeat(20);
const text = ROWS.map((row) => row.map((cell) => `"${String(cell)}"`).join(",")).join("\n");

/** Sound files; parts of a zip are changed before they are packed, as a changed zip would hardly be unpacked. */
const SOUND: readonly ((change: (bytes: Buffer) => Buffer) => Buffer)[] = [
  (change) => change(workbook({ a: ROWS }, "xlsx")),
  (change) => change(workbook({ a: ROWS }, "biff8")),
  (change) => change(workbook({ a: ROWS }, "biff8")),
  (change) => change(Buffer.from(text)),
  (change) => change(Buffer.from(`\ufeff${text}`, "utf16le")),
  (change) => change(iconv.encode(text, "gb18030")),
  (change) =>
    zipOf(Object.fromEntries(Object.entries(partsOf(PLAIN)).map(([name, part]) => [name, change(Buffer.from(part))]))),
];

const mutated = (bytes: Buffer, next: Chance): Buffer => {
  let changed = Buffer.from(bytes);
  for (let times = next(12); times >= 0 && changed.length > 8; times -= 1) {
    const [at, length] = [next(changed.length), next(64)];
    const kind = next(7);
    if (kind <= 1) changed[at] = next(256);
    else if (kind === 2) changed.fill(next(2) * 255, at, Math.min(at + length, changed.length));
    else if (kind === 3) changed = changed.subarray(0, at);
    else if (kind === 4) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)]);
    else if (kind === 5) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(next(at + 1))]);
    else if (at + 4 <= changed.length) changed.writeUInt32LE([0, 0xffffffff, 0xfffffffe, 0x7fffffff][next(4)]!, at);
  }
  return changed;
};

/**
 * Reads files that were changed at random: each is read or refused, in time.
 * @returns how many were read and refused, and the slowest
 */
export const readMutated = async (count: number, seed: number, now: () => number) => {
  const kept = SOUND.map((make) => {
    const parts: Buffer[] = [];
    make((bytes) => {
      parts.push(bytes);
      return bytes;
    });
    return { make, parts };
  });
  let [read, refused, slowest] = [0, 0, 0];
  for (let number = 0; number < count; number += 1) {
    const next = chance(seed + number);
    const { make, parts } = kept[number % kept.length]!;
    const only = next(parts.length);
    let part = -1;
    const bytes =
      parts.length === 1
        ? mutated(parts[0]!, next)
        : make((one) => {
            part += 1;
            return part === only ? mutated(one, next) : one;
          });
    const began = now();
    try {
      await readWhole(bytes);
      read += 1;
    } catch (error) {
      // As the thread that reads a file says it of an error.
      if (!problemOf(error)) throw new Error(`File ${number} of seed ${seed}: ${String(error)}`, { cause: error });
      refused += 1;
    }
    slowest = Math.max(slowest, now() - began);
    if (slowest > LONGEST) throw new Error(`File ${number} of seed ${seed} took ${slowest} ms`);
  }
  return { read, refused, slowest };
};

const readWhole = async (bytes: Buffer): Promise<void> => {
  let rows = 0;
  for (const sheet of await openSheets(bytes))
    for await (const _ of sheet.rows()) {
      rows += 1;
      if (rows > MOST_ROWS) return;
    }
};

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import type { BackupPart } from "../data/backup.ts";

/** The file is no backup, or not the whole of one; nothing was done with it. */
export class BackupBroken extends Error {}

const part: z.ZodType<BackupPart> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("head"), format: z.int(), takenAt: z.iso.datetime(), migrations: z.array(z.string()) }),
  z.object({ kind: z.literal("table"), table: z.string(), columns: z.array(z.string()) }),
  z.object({ kind: z.literal("rows"), rows: z.array(z.string()) }),
  z.object({ kind: z.literal("closed"), table: z.string(), count: z.int(), checksum: z.string() }),
  z.object({ kind: z.literal("sequence"), name: z.string(), value: z.string() }),
  z.object({ kind: z.literal("end"), tables: z.int(), rows: z.int() }),
]);

/** Owner alone: it holds everything that is known of customers. */
const MODE = 0o600;

/** Writes the parts as lines of JSON, gzipped, the last line their checksum. The file has its name when it is whole. */
export const writeFileOf = async (file: string, parts: AsyncIterable<BackupPart>): Promise<void> => {
  if (await stat(file).catch(() => null))
    throw new BackupBroken(`Nothing was written: ${file} is there already. Name another file.`);
  const beside = `${file}.part`;
  try {
    await pipeline(Readable.from(linesOf(parts)), createGzip(), createWriteStream(beside, { mode: MODE }));
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    const why = WHY_NOT_WRITTEN[codeOf(error)];
    throw why === undefined ? error : new BackupBroken(`Nothing was written: ${why}, for ${file}.`, { cause: error });
  }
};

/** By what the system says. */
const WHY_NOT_WRITTEN: Readonly<Record<string, string>> = {
  ENOENT: "the folder is not there. Make it, or name another one",
  ENOTDIR: "the folder is a file. Name another one",
  EACCES: "you may not write there. Name another folder",
  EROFS: "nothing can be written there. Name another folder",
  ENOSPC: "no room is left. Make some, or name another disk",
};
const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

async function* linesOf(parts: AsyncIterable<BackupPart>): AsyncGenerator<string> {
  const hash = createHash("sha256");
  for await (const one of parts) {
    const line = `${JSON.stringify(one)}\n`;
    hash.update(line);
    yield line;
  }
  yield `${JSON.stringify({ sha256: hash.digest("hex") })}\n`;
}

const broken = (file: string, why: string): BackupBroken =>
  new BackupBroken(`Nothing was restored: ${file} ${why}. Use another backup.`);

/** The parts in a file, one after another, as long as it is whole. @throws BackupBroken */
export async function* partsIn(file: string): AsyncGenerator<BackupPart> {
  const hash = createHash("sha256");
  let whole = false;
  try {
    for await (const line of linesIn(file)) {
      if (whole) throw broken(file, "goes on behind its end");
      const said: unknown = JSON.parse(line);
      whole = isEnd(said);
      if (isEnd(said) && said.sha256 !== hash.digest("hex")) throw broken(file, "was changed after it was taken");
      if (whole) continue;
      hash.update(`${line}\n`);
      yield part.parse(said);
    }
  } catch (error) {
    const why = whyBroken(error);
    throw why === undefined ? error : broken(file, why);
  }
  if (!whole) throw broken(file, "breaks off before its end");
}

const isEnd = (said: unknown): said is { readonly sha256: unknown } =>
  said !== null && typeof said === "object" && "sha256" in said;

async function* linesIn(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const packed = createReadStream(file).on("error", (error) => unpacked.destroy(error));
  packed.pipe(unpacked).setEncoding("utf8");
  let rest = "";
  for await (const chunk of unpacked) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const whyBroken = (error: unknown): string | undefined => {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return "is no backup";
  const code = codeOf(error);
  if (code === "ENOENT") return "is not there";
  if (code === "EISDIR") return "is a folder";
  if (code === "EACCES") return "may not be read by you";
  return code.startsWith("Z_") ? "is no backup, or breaks off" : undefined;
};

/** Reads the whole file once, so that nothing is begun with half of a backup. @throws BackupBroken */
export const checkFile = async (file: string): Promise<Extract<BackupPart, { kind: "head" }>> => {
  let head: Extract<BackupPart, { kind: "head" }> | undefined;
  for await (const one of partsIn(file)) if (one.kind === "head") head ??= one;
  if (!head) throw broken(file, "is no backup");
  return head;
};

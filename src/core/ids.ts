import { createHash, randomBytes, randomInt } from "node:crypto";
import { v7 } from "uuid";

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Id<"organization">;
export type MemberId = Id<"member">;

/** The one place that turns a string from the database or a payload into an id of ours. */
export const asOrganizationId = (id: string): OrganizationId => id as OrganizationId;
export const asMemberId = (id: string): MemberId => id as MemberId;

/** Random bytes of many ids: drawn one by one they cost more than all the rest of an id. */
const BYTES = 16;
const AT_ONCE = 256;
let [drawn, used] = [randomBytes(BYTES * AT_ONCE), 0];
const sixteen = (): Uint8Array => {
  if (used === drawn.length) [drawn, used] = [randomBytes(BYTES * AT_ONCE), 0];
  used += BYTES;
  return drawn.subarray(used - BYTES, used);
};

const LARGEST_PLACE = 2 ** 32 - 1;
let [lastAt, place] = [0, 0];

/** Ids of one process ascend, so that rows of one instant stay in the order in which they were made. */
export const newId = (): string => {
  const random = sixteen();
  const now = Date.now();
  // Within a millisecond they are counted, from anywhere in the lower half; a clock that goes back changes nothing.
  if (now > lastAt || place === LARGEST_PLACE) {
    lastAt = Math.max(now, lastAt + 1);
    place = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  } else place += 1;
  return v7({ msecs: lastAt, seq: place, random });
};

/** Hex digits that nobody can guess, as passwords and tokens are made of. */
export const newSecret = (digits: number): string =>
  randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);

/** Whether a text can be an id of a row: asked for any other, the database fails instead of finding nothing. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** A code a person can read out and type, used once: `K7M2-9QXA` (40 bits). */
export const newCode = (): string => `${letters(4)}-${letters(4)}`;

/** A short reference that an apology shows and the log has too, such as `R-7K2MQ9`. */
export const newReference = (): string => `R-${letters(6)}`;

/** The same parts always give the same id: two processes that do the same thing at once collide on the key. */
export const idFrom = (...parts: readonly string[]): string => {
  const hex = createHash("sha256").update(parts.join("\u0000")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A whole number below `count`, always the same for the same key: a choice that looks like chance and does not change. */
export const steadyChoice = (key: string, count: number): number =>
  Number.parseInt(idFrom("choice", key).slice(0, 8), 16) % count;

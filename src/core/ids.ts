import { createHash, randomInt, randomUUID } from "node:crypto";

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Id<"organization">;
export type MemberId = Id<"member">;

/** The one place that turns a string from the database or a payload into an id of ours. */
export const asOrganizationId = (id: string): OrganizationId => id as OrganizationId;
export const asMemberId = (id: string): MemberId => id as MemberId;

export const newId = (): string => randomUUID();

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

import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Id<"organization">;
export type MemberId = Id<"member">;

/** The one place that turns a string from the database or a payload into an id of ours. */
export const asOrganizationId = (id: string): OrganizationId => id as OrganizationId;
export const asMemberId = (id: string): MemberId => id as MemberId;

export const newId = (): string => randomUUID();

/** Six digits a person can type, for codes that are used once. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** A short reference that an apology shows and the log has too, such as `R-7K2MQ9`. */
export const newReference = (): string => {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return `R-${[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join("")}`;
};

/** The same parts always give the same id: two processes that do the same thing at once collide on the key. */
export const idFrom = (...parts: readonly string[]): string => {
  const hex = createHash("sha256").update(parts.join("\u0000")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

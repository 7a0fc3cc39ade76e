import { createHmac } from "node:crypto";
import type { PlainDate } from "../core/dates.ts";
import { marksOf } from "./marks.ts";
import { nameKey } from "./names.ts";

/** What somebody is known again by. */
export interface Known {
  /** Null where only numbers and addresses are asked about. */
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly mail?: string | null | undefined;
  readonly handle?: string | null | undefined;
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

/** Numbers and addresses, each in one form however it is written. */
export const waysTo = ({ phones, mail, handle }: Omit<Known, "name">, country: string): string[] => [
  ...marksOf({ phones, ...(mail && { mail: plain(mail) }) }, country),
  ...(handle ? [`handle ${plain(handle)}`] : []),
];

/** A name says who it is only together with the customer. @param customers what the customer is called */
export const namesAt = ({ name }: Pick<Known, "name">, customers: readonly string[]): string[] =>
  (name === null ? [] : customers)
    .map(nameKey)
    .flatMap((key) => (key === "" ? [] : `name ${key} ${nameKey(name ?? "") || name}`));

/** With the key of the organization alone, and the very words, it can be told whether it is theirs. */
export const keyedHash = (key: string, words: string): string =>
  createHmac("sha256", key).update(words).digest("base64url");

/** Those who were erased on request, as far as it can be told of somebody who comes in. */
export interface Erasures {
  /** @param customers what the customer they come in with is called */
  dayOf(person: Known, customers: readonly string[]): PlainDate | undefined;
}

import type { Birthday } from "../../domain/when-birthday.ts";

/** How a contact likes to be reached. */
export const CHANNELS = ["call", "visit", "message", "mail"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What one knows of a person at a customer, as a form says it. */
export interface ContactFacts {
  readonly name: string;
  readonly title: string | null;
  readonly department: string | null;
  /** Digits, with a plus for the country. */
  readonly phones: readonly string[];
  readonly mail: string | null;
  readonly handle: string | null;
  readonly birthday: Birthday | null;
  readonly family: string | null;
  readonly likes: string | null;
  readonly taboos: string | null;
  readonly channel: Channel | null;
  readonly hours: string | null;
  readonly publicSector: boolean;
  readonly doNotContact: boolean;
  readonly noContactReason: string | null;
}

/** A person at a customer. */
export interface Contact extends ContactFacts {
  readonly id: string;
  readonly customerId: string;
  readonly searchText: string;
  /** The person asked to go: the name stands for somebody, nothing else is known. */
  readonly erased: boolean;
  readonly version: number;
}

/** A phone number as it is kept: digits, with a plus for the country; undefined when it is none. */
export function phoneOf(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s\-().·]/g, "");
  return /^\+?\d{5,20}$/.test(digits) ? digits : undefined;
}

const MOST_PHONES = 5;

/**
 * "138 0013 8000、021-5555 1234" → each once; undefined when one is none, or there are too many.
 * @param known how many there are: sheets bring more than anybody types, and as many may stay
 */
export function phonesOf(typed: string | undefined, known = 0): string[] | undefined {
  const parts = (typed ?? "").split(/[、,，;；/\n]+/u).filter((part) => part.trim() !== "");
  const phones = parts.map(phoneOf);
  const read = new Set(phones.filter((phone) => phone !== undefined));
  return phones.includes(undefined) || read.size > Math.max(MOST_PHONES, known) ? undefined : [...read];
}

/** A mail address as it is kept; undefined when it is none. */
export function mailOf(typed: string): string | undefined {
  const mail = typed.normalize("NFKC").trim();
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(mail) ? mail : undefined;
}

/** "13800135678" → "138****5678", "+8613800135678" → "+86138****5678"; of a short one the last two digits. */
export function maskedPhone(phone: string): string {
  const [, country = "", digits = ""] = /^(\+(?:86|1|\d{2}))?(\d+)$/.exec(phone) ?? [];
  if (digits.length >= 9) return `${country}${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return `${country}****${digits.slice(-2)}`;
}

/** "wang@x.com" → "w***@x.com". */
export function maskedMail(mail: string): string {
  const at = mail.lastIndexOf("@");
  return `${[...mail][0] ?? ""}***${mail.slice(at)}`;
}

/** Of an account somewhere else only that there is one. */
export const maskedHandle = (handle: string): string => `${[...handle].slice(0, 1).join("")}***`;

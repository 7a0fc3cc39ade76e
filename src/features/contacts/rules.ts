import type { Birthday } from "../../domain/when-birthday.ts";

/** A person at a customer. */
export interface Contact {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly searchText: string;
  readonly title: string | null;
  readonly phones: readonly string[];
  readonly birthday: Birthday | null;
  readonly publicSector: boolean;
  readonly doNotContact: boolean;
  readonly version: number;
}

/** A phone number as it is kept: digits, with a plus for the country; undefined when it is none. */
export function phoneOf(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s\-().·]/g, "");
  return /^\+?\d{5,20}$/.test(digits) ? digits : undefined;
}

import type { PlainDate } from "../core/dates.ts";

/** How far the contract of a deal is. */
export interface Contract {
  readonly signed: boolean;
  /** The day, where it is known. */
  readonly signedOn: PlainDate | null;
  readonly lost: boolean;
  /** Another deal of the same customer that is signed and stands: the customer is no new one. */
  readonly before: { readonly deal: string; readonly signedOn: PlainDate | null } | null;
}

/** Why a contract leaves nothing to win: signed, with this deal or another of the customer, or come to nothing. */
export type Over =
  | { readonly kind: "signed"; readonly on: PlainDate | null }
  | { readonly kind: "signed_before"; readonly deal: string; readonly on: PlainDate | null }
  | { readonly kind: "lost" };

export const overOf = ({ signed, signedOn, lost, before }: Contract): Over | undefined => {
  if (signed) return { kind: "signed", on: signedOn };
  if (before) return { kind: "signed_before", deal: before.deal, on: before.signedOn };
  return lost ? { kind: "lost" } : undefined;
};

import { idFrom, newId, newSecret } from "../../core/ids.ts";

const hexOf = (id: string): string => id.replaceAll("-", "");

/** Hex digits that are always the same for the same name, so that a restarted sandbox knows everyone again. */
const stable = (length: number, ...name: readonly string[]): string =>
  `${hexOf(idFrom(...name))}${hexOf(idFrom("more", ...name))}`.slice(0, length);

/** `ou_`, `on_`, `oc_` and 32 hex digits. */
export const stableId = (prefix: string, ...name: readonly string[]): string =>
  `${prefix}${stable(32, prefix, ...name)}`;

/** Eight hex digits, as a tenant's own user_id; sixteen as a tenant_key. */
export const stableWord = (length: number, ...name: readonly string[]): string => stable(length, "word", ...name);

/** `om_`, `omt_`, `c-` and 32 hex digits. */
export const freshId = (prefix: string): string => `${prefix}${newSecret(32)}`;

/** `img_v3_02ab_8e2f5d88-…`, `file_v3_00ns_…` */
export const freshKey = (prefix: "img_v3_02ab_" | "file_v3_00ns_"): string => `${prefix}${newId()}`;

/** That many digits, as of ids that are numbers. */
export const freshWord = (length: number): string =>
  `7${BigInt(`0x${newSecret(32)}`)
    .toString()
    .slice(1 - length)}`;

/** A long opaque word, for tokens, nonces and log ids. */
export const opaque = (length = 32): string => newSecret(length);

/** 0 ≤ x < 1. */
export const anyFraction = (): number => Number.parseInt(opaque(8), 16) / 2 ** 32;

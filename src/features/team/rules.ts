import { createHash } from "node:crypto";
import type { Role, Scope } from "../../core/scope.ts";

/** These work in a team; the others serve the whole organization. */
export const needsTeam = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === "rep" || role === "clerk" || role === "manager");

export const isAdmin = (scope: Scope): boolean => scope.roles.has("admin");

/** A set-up code as it is kept: what is typed may differ in case and spaces. */
export const codeHash = (code: string): string =>
  createHash("sha256").update(code.normalize("NFKC").replace(/\s/g, "").toLowerCase()).digest("hex");

/** The code in "/setup ABC-123", "setup abc-123", or sent alone; undefined when there is none. */
export const codeIn = (typed: string): string | undefined => {
  const code = typed.replace(/^[/／]?(setup|设置)\s*/i, "").trim();
  return /^[A-Za-z0-9-]{6,64}$/.test(code) ? code : undefined;
};

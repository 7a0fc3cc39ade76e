/** What one look at the installation found; `unknown` is what cannot be told from here. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "wrong" | "unknown";
  readonly says: string;
  /** What to do, or where to look. */
  readonly remedy: string | undefined;
}

export const fine = (check: string, says: string, remedy?: string): Finding => ({ check, state: "ok", says, remedy });
export const wrong = (check: string, says: string, remedy: string): Finding => ({
  check,
  state: "wrong",
  says,
  remedy,
});
export const unknown = (check: string, says: string, remedy?: string): Finding => ({
  check,
  state: "unknown",
  says,
  remedy,
});

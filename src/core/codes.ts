import { createHash } from "node:crypto";

/** A code as it is kept: what is typed may differ in case, width and spaces. */
export const codeHash = (code: string): string =>
  createHash("sha256").update(code.normalize("NFKC").replace(/\s/g, "").toLowerCase()).digest("hex");

import { z } from "zod";
import { PortError } from "../../chat/port.ts";
import { type Finding, unknown, wrong } from "../../core/finding.ts";
import { codeOf } from "./errors.ts";

export const SCOPE_MISSING = 99991672;

/** What a look that failed tells: who is refused has something to put right, who was only unlucky looks again. */
export const failed = (check: string, error: unknown): Finding => {
  if (error instanceof z.ZodError) return unknown(check, "Feishu answered in another way than its documentation says");
  if (!(error instanceof PortError)) throw error;
  if (codeOf(error) === SCOPE_MISSING)
    return wrong(check, "a scope that it needs is missing", error.remedy ?? "See the scopes.");
  if (error.failure === "rate_limited") {
    const seconds = Math.ceil((error.retryAfter ?? 1000) / 1000);
    return unknown(check, "Feishu takes no more calls for the moment", `Run it again in ${seconds} s.`);
  }
  if (error.failure === "unavailable") return unknown(check, error.message, error.remedy ?? "Run it again.");
  return error.remedy ? wrong(check, error.message, error.remedy) : unknown(check, error.message);
};

/** A look that may fail. */
export const looked = (check: string, look: () => Promise<Finding>): Promise<Finding> =>
  look().catch((error: unknown) => failed(check, error));

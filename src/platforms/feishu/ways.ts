import { setTimeout } from "node:timers/promises";
import { PortError } from "../../chat/port.ts";
import { elapsed } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";

/** One way to bring something to Feishu. Asked for once more it uses the same uuid. */
export type Way<T = unknown> = () => Promise<T>;
/** Longer than this nobody waits for an answer; it comes as a message then. */
const LONGEST_WAIT = 30_000;

/**
 * What the first way that works resolves to, one after the other; when none works now, but one will soon, that one after
 * the wait Feishu asks for, unless that is longer than `longest`, in milliseconds. Where hundreds are told at once others
 * may be faster then: it is tried again until that long has passed. @param how `says`: by another way it
 * would stand there twice @throws PortError
 */
export const firstThatWorks = async <T>(
  ways: readonly (Way<T> | false)[],
  log: Log,
  { says = false, longest = LONGEST_WAIT }: { readonly says?: boolean; readonly longest?: number } = {},
): Promise<T> => {
  let failure: unknown;
  let later: { way: Way<T>; wait: number } | undefined;
  for (const way of ways) {
    if (!way) continue;
    try {
      return await way().catch((error: unknown) => onceMore(error, way));
    } catch (error) {
      // Twice it was not told whether it arrived: it may stand there.
      if (says && isUncertain(error)) throw error;
      failure = error;
      const wait = waitOf(error);
      if (wait !== undefined && wait <= longest && !later) later = { way, wait };
      log.info({ err: error }, "One way to answer failed; trying the next");
    }
  }
  if (!later) throw failure;
  return afterWaiting(later, elapsed() + longest);
};

/** @param until when nobody waits for it any more */
const afterWaiting = async <T>(
  { way, wait }: { readonly way: Way<T>; readonly wait: number },
  until: number,
): Promise<T> => {
  await setTimeout(wait);
  try {
    return await way();
  } catch (error) {
    const again = waitOf(error);
    if (again === undefined || elapsed() + again > until) throw error;
    return afterWaiting({ way, wait: again }, until);
  }
};

/** What may have arrived is asked for once more in the same way, with the same uuid: Feishu takes it for the first. */
const onceMore = <T>(error: unknown, way: Way<T>): Promise<T> => {
  if (isUncertain(error)) return way();
  throw error;
};

const isUncertain = (error: unknown): boolean => error instanceof PortError && error.uncertain;

const waitOf = (error: unknown): number | undefined => {
  if (!(error instanceof PortError) || error.failure !== "rate_limited") return undefined;
  return error.retryAfter ?? LONGEST_WAIT;
};

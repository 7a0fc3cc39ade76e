import type { Lease } from "../core/lease.ts";
import type { Arrived, KernelOptions } from "./kernel-options.ts";

/** What may come several times, to any process. */
type Delivered = Pick<Arrived, "id" | "identity">;

/** Without a database nobody can hold the lease: the apology is better said twice than not at all. */
export const leased = async (options: KernelOptions, arrival: Delivered): Promise<Lease> => {
  try {
    return await options.deliveries.lease(arrival.id, arrival.identity);
  } catch (error) {
    if (options.isUnavailable(error)) return "ours";
    throw error;
  }
};

/** Milliseconds, well inside the ten seconds of a lease. */
const HOLD_EVERY = 4_000;

/** Does the work on a leased arrival, however long it takes, without another process taking it over meanwhile. */
export const holding = async <T>(
  { deliveries, log }: KernelOptions,
  { id }: Delivered,
  work: () => Promise<T>,
): Promise<T> => {
  const timer = setInterval(() => {
    deliveries.hold(id).catch((error: unknown) => log.warn({ err: error }, "A delivery could not be held any longer"));
  }, HOLD_EVERY);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** Does once what a platform repeats to any process. False: another process has it, and may end without a word. */
export const doneOnce = async (
  options: KernelOptions,
  arrival: Delivered,
  work: () => Promise<void>,
): Promise<boolean> => {
  const taken = await leased(options, arrival);
  if (taken !== "ours") return taken === "over";
  await holding(options, arrival, work);
  await options.deliveries.answered(arrival.id);
  return true;
};

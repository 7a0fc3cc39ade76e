import { AsyncLocalStorage } from "node:async_hooks";
import { inTime } from "./time-limit.ts";

const underWay = new AsyncLocalStorage<AbortSignal>();

/**
 * What the work resolves to; rejects with `tooLate()` when it takes longer. It is given up then: what it has on its way
 * to a platform is cut, and nothing more goes there for it. The clients of the platforms see to that, by `givenUp`:
 * their SDKs have no way to hand a signal down to a call.
 */
export const orGiveUp = async <T>(milliseconds: number, work: () => Promise<T>, tooLate: () => Error): Promise<T> => {
  if (milliseconds <= 0) throw tooLate();
  const giving = new AbortController();
  try {
    return await inTime(milliseconds, underWay.run(giving.signal, work), tooLate);
  } catch (error) {
    giving.abort(error);
    throw error;
  }
};

/** Aborted when whatever this is done for is given up; undefined where nobody would give it up. */
export const givenUp = (): AbortSignal | undefined => underWay.getStore();

/** Aborted with the signal, and when whatever this is done for is given up. */
export const orGivenUp = (signal: AbortSignal): AbortSignal => {
  const given = givenUp();
  return given ? AbortSignal.any([signal, given]) : signal;
};

import { setTimeout } from "node:timers/promises";
import type { Log } from "../core/log.ts";
import { within } from "../core/time-limit.ts";
import { type ChatPort, type Inbound, PortError } from "./port.ts";

/** Milliseconds between tries: 1 s, 2 s, 4 s … 1 min. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** Milliseconds that stopping waits for a try under way. */
const PATIENCE_AT_STOP = 3_000;

/**
 * A port whose platform need not be there when it is started: one that is busy or out of reach is tried again until it
 * lets the bot in, while the other platforms are served. Only a platform that refuses the bot makes the start fail: the
 * operator alone can mend that.
 */
export const startingSteadily = (port: ChatPort, log: Log): ChatPort => {
  const ending = new AbortController();
  let trouble: PortError | undefined;
  let trying: Promise<void> = Promise.resolve();

  /** @throws what a platform that is only out of reach does not say */
  const start = async (inbound: Inbound): Promise<void> => {
    try {
      await port.start(inbound);
      trouble = undefined;
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      trouble = error;
    }
  };
  const keepTrying = async (inbound: Inbound): Promise<void> => {
    for (let pause = FIRST_PAUSE; trouble; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      await setTimeout(pause, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return;
      await start(inbound).catch((error: unknown) =>
        log.error({ err: error, platform: port.platform }, "A port could not be started"),
      );
      if (trouble) tellTrouble(log, port, trouble);
    }
    if (ending.signal.aborted) await port.stop();
    else log.info({ platform: port.platform }, "The platform lets the bot in");
  };

  return {
    ...port,
    async start(inbound) {
      await start(inbound);
      if (trouble?.failure === "forbidden") throw trouble;
      if (!trouble) return;
      tellTrouble(log, port, trouble);
      trying = keepTrying(inbound);
    },
    async stop() {
      ending.abort();
      await within(PATIENCE_AT_STOP, trying, undefined);
      await port.stop();
    },
    status() {
      if (!trouble) return port.status();
      const why = [trouble.message, trouble.remedy].filter(Boolean).join(". ");
      return { up: false, detail: `${why}; it is tried again` };
    },
  };
};

const tellTrouble = (log: Log, { platform }: ChatPort, trouble: PortError): void =>
  log.warn(
    { err: trouble, platform, remedy: trouble.remedy },
    "A platform does not let the bot in yet; it is tried again",
  );

import type { Feature, PersonIdentity } from "./chat/feature.ts";
import { createKernel, type Kernel } from "./chat/kernel.ts";
import type { KernelOptions } from "./chat/kernel-options.ts";
import { type ChatPort, PortError } from "./chat/port.ts";
import type { Clock } from "./core/clock.ts";
import { eachByItself } from "./core/each.ts";
import { LANGUAGES } from "./core/language.ts";
import type { Log } from "./core/log.ts";
import type { Metrics } from "./core/metrics.ts";
import { askNobody } from "./core/who-is.ts";
import type { Database } from "./data/client.ts";
import { createJobs, type Jobs } from "./jobs/jobs.ts";
import { kernelGround } from "./kernel-ground.ts";
import { createDelivery, type Delivery } from "./notify/deliver.ts";
import { notifyTicks } from "./notify/ticks.ts";

export interface BotOptions {
  readonly database: Database;
  readonly features: readonly Feature[];
  readonly ports: readonly ChatPort[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** One process of the bot: any number of them work side by side on one database. */
export interface Bot {
  readonly kernel: Kernel;
  readonly delivery: Delivery;
  readonly jobs: Jobs;
  /** Takes nothing new, finishes what is under way, sends what is due. */
  stop(): Promise<void>;
}

/** @throws Error that names a form which does not fit a platform; PortError when a platform refuses the bot. */
export const startBot = async (options: BotOptions): Promise<Bot> => {
  const { database, clock, log, metrics } = options;
  const ports = new Map(options.ports.map((port) => [port.platform, port]));
  checkForms(options);
  for (const port of options.ports) metrics.watch(port.platform, () => port.status().up);
  const kernel = createKernel(kernelOptions(options, ports));
  const delivery = createDelivery({ database, ports, clock, log, metrics });
  const jobs = createJobs({
    database,
    jobs: options.features.flatMap((feature) => feature.jobs ?? []),
    ticks: [...options.features.flatMap((feature) => feature.ticks ?? []), ...notifyTicks(options.features)],
    clock,
    log,
    metrics,
    whoIs: (place, addresses) =>
      ports.get(place.platform)?.whoIs(place.workspace, addresses) ?? askNobody(place, addresses),
  });
  const stop = (): Promise<void> =>
    eachByItself([...options.ports.map((port) => () => port.stop()), kernel.drain, jobs.stop, delivery.stop], (end) =>
      end(),
    );
  try {
    await jobs.start();
    delivery.start();
    const started = await Promise.allSettled(options.ports.map((port) => port.start(kernel)));
    const refused = started.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    for (const reason of refused.slice(1))
      log.error({ err: reason, remedy: reason?.remedy }, "Another platform refuses the bot");
    if (refused.length > 0) throw refused[0];
  } catch (error) {
    await stop().catch((failure: unknown) => log.error({ err: failure }, "The bot could not end all it had begun"));
    throw error;
  }
  return { kernel, delivery, jobs, stop };
};

/** A form that cannot fit a platform stops the start, not the first person who opens it. */
const checkForms = ({ features, ports }: BotOptions): void => {
  for (const { form } of features.flatMap((feature) => feature.forms ?? [])) {
    for (const port of ports) for (const language of LANGUAGES) port.check(form, language);
  }
};

const kernelOptions = (options: BotOptions, ports: ReadonlyMap<string, ChatPort>): KernelOptions => {
  const { database, clock, log, metrics, features } = options;
  const portOf = ({ platform }: Pick<PersonIdentity, "platform">): ChatPort => {
    const port = ports.get(platform);
    if (!port) throw new PortError("gone", `This process does not speak to ${platform}.`);
    return port;
  };
  return {
    features,
    log,
    metrics,
    ...kernelGround(database.handle, clock),
    profile: (identity) => portOf(identity).profile(identity),
    placeProblem: (place) => portOf(place).placeProblem(place),
    showHome: (identity, cards) => portOf(identity).showHome(identity, { cards, mention: () => undefined }),
  };
};

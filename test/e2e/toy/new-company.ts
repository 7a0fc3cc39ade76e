import { type Bot, startBot } from "../../../src/bot.ts";
import { MovableClock } from "../../../src/core/clock.ts";
import { createLog } from "../../../src/core/log.ts";
import { createMetrics } from "../../../src/core/metrics.ts";
import { type Database, openDatabase } from "../../../src/data/client.ts";
import { features } from "../../../src/features/index.ts";
import { offerSetupCode } from "../../../src/features/team/public.ts";
import { createDatabase, dropDatabase } from "../../support/database.ts";
import { HANDLES, openNewPlatform, type Platform } from "../../support/new-platform.ts";
import { servePage } from "./house.ts";

export interface NewCompany {
  /** The page, as the person of that handle. */
  pageOf(handle: string): string;
  readonly database: Database;
  readonly setupCode: string;
  stop(): Promise<void>;
}

/** A platform on the day Rapport was installed: people and channels are there, Rapport knows nobody. */
export async function openNewCompany(platform: Platform, at: string): Promise<NewCompany> {
  const [clock, log, metrics] = [new MovableClock(), createLog("fatal"), createMetrics()];
  clock.moveTo(new Date(at));
  const url = await createDatabase();
  const database = openDatabase(url);
  const setupCode = "K7M2-9QXA";
  await offerSetupCode(database.handle, clock, setupCode);
  const { side, port, idOf, stop } = await openNewPlatform(platform, { clock, log });
  const bot: Bot = await startBot({ database, features, ports: [port], clock, log, metrics });
  const people = HANDLES.map((handle) => ({ [platform]: idOf(handle) }));
  const page = await servePage(0, { ...side, clock, people });
  return {
    pageOf: (handle) => `${page.url}/?as=${handle}&in=${platform}`,
    database,
    setupCode,
    stop: async () => {
      await page.stop();
      await bot.stop();
      await stop();
      await database.close();
      await dropDatabase(url);
    },
  };
}

import { pino } from "pino";
import type { Card } from "../../src/chat/card.ts";
import { MovableClock } from "../../src/core/clock.ts";
import type { JobContext } from "../../src/core/job.ts";
import type { Change } from "../../src/core/scope.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import type { Reader } from "../../src/notify/tell.ts";
import { type Company, makeCompany } from "./company.ts";
import type { TestDatabase } from "./database.ts";
import { MemoryPort } from "./memory-port.ts";

export type NotifyHouse = Awaited<ReturnType<ReturnType<typeof notifyHouses>>>;

/** Companies, each on a platform of its own, so that no test delivers another's messages. */
export const notifyHouses = (database: TestDatabase) => {
  let houses = 0;
  return async () => {
    houses += 1;
    const platform = `chat${houses}`;
    const company = await makeCompany(database.handle, { platform, workspace: `W${houses}` });
    const port = new MemoryPort(platform);
    const clock = new MovableClock();
    const log = pino({ level: "silent" });
    const restart = () => createDelivery({ database, ports: new Map([[platform, port]]), clock, log });
    const delivery = restart();
    const scope = systemScope(database.handle, company.organizationId, clock);
    const { organizationId } = company;
    const messages = from(scope).outgoingMessage;
    return {
      database,
      company,
      port,
      clock,
      log,
      delivery,
      /** Of a process that begins anew. */
      restart,
      rows: () => messages.findMany({ where: { organizationId }, orderBy: { seq: "asc" } }),
      /** Whatever waits for a later moment is due now: pauses, leases. */
      timePasses: async (): Promise<void> => {
        await from(scope).$executeRaw`
          UPDATE "OutgoingMessage" SET "nextAt" = to_timestamp(0),
            "awaySince" = "awaySince" - greatest("nextAt" - now(), interval '0')
          WHERE "organizationId" = ${organizationId}::uuid`;
      },
      jobContext: (): JobContext => ({
        scope,
        clock,
        now: clock.now(),
        whoIs: askNobody,
        change: (work) => change(scope, { from: "system" }, work),
      }),
      change: <T>(work: (change: Change) => Promise<T>) => change(scope, { from: "system" }, work),
    };
  };
};

export const card = (title: string): Card => ({ tone: "plain", title, plain: title });
export const inBoth = (en: string, zh: string) => (reader: Reader) => card(reader.language === "zh" ? zh : en);
export const toTeam = (company: Company) => ({ team: company.teamId, channel: "team" }) as const;
export const toApprovals = (company: Company) => ({ team: company.teamId, channel: "approvals" }) as const;
export const toPerson = (company: Company, name: string) => ({ member: company.people[name]!.id });
export const directOf = (company: Company, name: string) => `D-${company.people[name]!.user}`;

import { createServer } from "node:http";
import { MovableClock } from "../../../src/core/clock.ts";
import { createFeishuSandbox } from "../../../src/sandbox/feishu/index.ts";
import { createSlackSandbox, type SlackSandbox } from "../../../src/sandbox/slack/index.ts";
import { createPage } from "../../../src/sandbox/web/index.ts";
import type { OfferedPerson } from "../../../src/sandbox/web/people.ts";
import { startToy } from "./app.ts";
import { startFeishuToy } from "./feishu/app.ts";
import { tenant } from "./feishu/tenant.ts";
import { roles, workspace } from "./workspace.ts";

export interface ToyHouse {
  readonly sandbox: SlackSandbox;
  readonly url: string;
  readonly clock: MovableClock;
  /** Instants the clock was moved to by the page. */
  readonly moves: readonly Date[];
  stopBot(): Promise<void>;
  stop(): Promise<void>;
}

/** The sandbox, a toy bot and the page, on a free port unless one is given. */
export async function openToyHouse({ port = 0 }: { port?: number } = {}): Promise<ToyHouse> {
  const clock = new MovableClock();
  const sandbox = createSlackSandbox({ clock, workspace });
  await sandbox.start();
  const stopBot = await startToy(sandbox);
  const moves: Date[] = [];
  const page = await servePage(port, {
    slack: sandbox,
    clock,
    people: workspace.users.map(({ name }) => ({ slack: sandbox.idOf(name), ...roleOf(name) })),
    onClockMoved: async (to) => {
      clock.moveTo(to);
      moves.push(to);
    },
  });
  return {
    sandbox,
    clock,
    moves,
    url: page.url,
    stopBot,
    stop: async () => {
      await page.stop();
      await stopBot();
      await sandbox.stop();
    },
  };
}

/** Both platforms with a toy bot in each, and the page of both; some people are on one of them only. */
export async function openToyCompany({ port = 0 }: { port?: number } = {}) {
  const clock = new MovableClock();
  const slack = createSlackSandbox({ clock, workspace });
  const feishu = createFeishuSandbox({ clock, tenant, rates: false });
  await Promise.all([slack.start(), feishu.start()]);
  const stopSlack = await startToy(slack);
  const stopFeishu = await startFeishuToy(feishu);
  const inFeishu = new Set(tenant.users.map(({ name }) => name));
  const inSlack = workspace.users.map(({ name }) => name);
  const people: OfferedPerson[] = [
    ...inSlack.map((name) => ({
      slack: slack.idOf(name),
      ...(inFeishu.has(name) ? { feishu: feishu.idOf(name) } : {}),
      ...roleOf(name),
    })),
    { feishu: feishu.idOf("sunqi"), role: { zh: "实习生", en: "Trainee" } },
  ];
  const page = await servePage(port, { slack, feishu, clock, people, onClockMoved: async (to) => clock.moveTo(to) });
  return {
    slack,
    feishu,
    clock,
    url: page.url,
    stop: async () => {
      await page.stop();
      stopFeishu();
      await stopSlack();
      await Promise.all([slack.stop(), feishu.stop()]);
    },
  };
}
export type ToyCompany = Awaited<ReturnType<typeof openToyCompany>>;

const roleOf = (name: string): Pick<OfferedPerson, "role"> => (roles[name] ? { role: roles[name] } : {});

export async function servePage(port: number, options: Parameters<typeof createPage>[0]) {
  const page = await createPage(options);
  const server = createServer((req, res) => {
    if (!page.handle(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      page.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

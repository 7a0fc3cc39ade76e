import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "../../src/app.ts";
import { startBot } from "../../src/bot.ts";
import { type Instant, MovableClock } from "../../src/core/clock.ts";
import type { Log } from "../../src/core/log.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import type { Database } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { createFeishuPort } from "../../src/platforms/feishu/index.ts";
import { createSlackPort } from "../../src/platforms/slack/index.ts";
import { type Play, startPlay } from "../../src/play.ts";

interface Ground {
  readonly database: Database;
  readonly dataFolder: string;
  readonly begins: Instant;
  readonly log: Log;
  readonly patience: number;
}

/** The sandbox and the bot as `npm start` puts them together, but that both platforms push to an address of the bot. */
export const startPushedHouse = async (ground: Ground): Promise<Pick<App, "url" | "sandbox" | "stop">> => {
  const { database, dataFolder, begins, log, patience } = ground;
  const clock = new MovableClock();
  clock.moveTo(begins);
  const play = await startPlay({ database: database.handle, dataFolder, clock, log, patience });
  const { slack, feishu } = play;
  const door = await openDoor(play, { clock, log });
  const bot = await startBot({ database, features, ports: door.ports, clock, log, metrics: createMetrics() });
  slack.useHttp({ commandsUrl: door.slack, eventsUrl: door.slack, interactivityUrl: door.slack });
  feishu.usePush(door.feishu);
  return {
    url: door.url,
    sandbox: {
      slack,
      feishu,
      clock,
      async moveClock(to) {
        clock.moveTo(to);
        await bot.jobs.tickNow();
        await bot.delivery.deliverDue();
      },
    },
    async stop() {
      await bot.stop();
      await door.close();
      await play.stop();
    },
  };
};

/** The bot's address, behind which both ports take what is pushed. */
const openDoor = async ({ slack, feishu }: Play, ground: { readonly clock: MovableClock; readonly log: Log }) => {
  const { botToken, signingSecret, apiUrl } = slack;
  const { appId, appSecret, domain, encryptKey, verificationToken } = feishu;
  const ports = [
    createSlackPort({ mode: "http", botToken, signingSecret, apiUrl, ...ground }),
    createFeishuPort({ mode: "http", appId, appSecret, domain, encryptKey, verificationToken, features, ...ground }),
  ] as const;
  const [slackPort, feishuPort] = ports;
  const server = createServer((request, response) => {
    const port = request.url === "/slack/events" ? slackPort : feishuPort;
    void port.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url, slack: `${url}/slack/events`, feishu: `${url}/feishu/events`, ports, close };
};

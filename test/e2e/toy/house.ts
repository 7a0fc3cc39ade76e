import { createServer } from "node:http";
import { MovableClock } from "../../../src/core/clock.ts";
import { createSlackSandbox, type SlackSandbox } from "../../../src/sandbox/slack/index.ts";
import { createPage } from "../../../src/sandbox/web/index.ts";
import { startToy } from "./app.ts";
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
  const page = await createPage({
    slack: sandbox,
    clock,
    people: workspace.users.map(({ name }) => ({
      slack: sandbox.idOf(name),
      ...(roles[name] ? { role: roles[name] } : {}),
    })),
    onClockMoved: async (to) => {
      clock.moveTo(to);
      moves.push(to);
    },
  });
  const server = createServer((req, res) => {
    if (!page.handle(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    sandbox,
    clock,
    moves,
    url: `http://127.0.0.1:${address.port}`,
    stopBot,
    stop: async () => {
      page.close();
      await stopBot();
      await sandbox.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

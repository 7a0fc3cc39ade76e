import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MovableClock, systemClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { runCommand } from "../support/command.ts";
import { createDatabase, dropDatabase, withDatabase } from "../support/database.ts";

// Each look is a process of its own, and the machine may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const TOKENS = { SLACK_BOT_TOKEN: "xoxb-000000000000-secret", SLACK_APP_TOKEN: "xapp-1-000000000000-secret" };
const SCOPES = manifest(features, "socket").oauth_config?.scopes?.bot ?? [];

const database = withDatabase();
let folder: string;
let sandbox: SlackSandbox | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-doctor-"));
});
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
  await rm(folder, { recursive: true });
});

const slack = async (scopes: readonly string[] = SCOPES): Promise<Record<string, string>> => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = TOKENS;
  const app = { name: "Rapport", botToken, appToken, signingSecret: "0".repeat(32), scopes, commands: [], events: [] };
  sandbox = createSlackSandbox({
    clock: new MovableClock(),
    workspace: {
      team: { id: "T0TRIAL", name: "Trial", domain: "trial" },
      app: { ...app, homeTab: true, messagesTab: true },
      users: [{ name: "emma", realName: "Emma" }],
      channels: [],
    },
  });
  await sandbox.start();
  return { ...TOKENS, SLACK_API_URL: sandbox.apiUrl };
};
const look = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
  runCommand(["doctor", ...args], { RAPPORT_DATA: path.join(folder, "data"), PORT: "0", ...environment }, folder);

describe("doctor slack", () => {
  test("finds an app that is well, and prints no secret", async () => {
    const { code, said } = await look(["slack"], await slack());
    expect(said).toMatch(/ok +credentials +Trial knows the bot as @/);
    expect(said).toMatch(/ok +scopes +all \d+ are granted/);
    expect(said).toMatch(/ok +connection +Slack gives out an address/);
    expect(said).toContain("Nothing is wrong; 1 not known.");
    expect(said).not.toContain("secret");
    expect(code).toBe(0);
  });

  test("finds missing scopes, a wrong bot token and a wrong app token", async () => {
    const environment = await slack(SCOPES.slice(1));
    const scopes = await look(["slack"], environment);
    expect(scopes).toMatchObject({ code: 1, said: expect.stringContaining(`not granted: ${SCOPES[0]}`) });
    const app = await look(["slack"], { ...environment, SLACK_APP_TOKEN: "xapp-1-another-00000" });
    expect(app.said).toMatch(/wrong +connection .*\n +→ Turn on Socket Mode, and copy an app-level token/);
    const bot = await look(["slack"], { ...environment, SLACK_BOT_TOKEN: "xoxb-another-00000" });
    expect(bot).toMatchObject({ code: 1, said: expect.stringMatching(/wrong +credentials .*\n +→ The bot token/) });
  });
});

describe("doctor alone", () => {
  test("says that nothing is configured, and that the database is made at the first start; it makes none", async () => {
    const { code, said } = await look([], {});
    expect(said).toMatch(/ok +platform +none is configured: npm start plays both/);
    expect(said).toMatch(/not known +database +none yet/);
    expect(code).toBe(0);
    expect(await look([], {})).toEqual({ code, said });
  });

  test("looks at what is configured, at the database, and at the calendar of each organization", async () => {
    const data = { id: newId(), name: "宏达", country: "CN", createdAt: systemClock.now() };
    await from({ database: database.handle }).organization.create({ data });
    const { code, said } = await look([], { ...(await slack()), DATABASE_URL: database.url });
    expect(said).toMatch(/^Slack\n/);
    expect(said).not.toContain("Feishu\n");
    expect(said).toMatch(/ok +database +answers, and all migrations are applied/);
    expect(said).toMatch(/(?:ok|not known) +calendar +宏达: .*\d{4}/);
    expect(code).toBe(0);
  });

  test("finds a database that lacks its migrations, and applies none", async () => {
    const url = await createDatabase({ empty: true });
    try {
      for (const _ of ["once", "again"]) {
        const { code, said } = await look([], { DATABASE_URL: url });
        expect(said).toMatch(/wrong +database +\d+ migrations are not applied: .*\n +→ npm run rapport -- migrate/);
        expect(code).toBe(1);
      }
    } finally {
      await dropDatabase(url);
    }
  });

  test("finds a database that does not answer, without telling its password", async () => {
    const { code, said } = await look([], { DATABASE_URL: "postgres://rapport:hidden@127.0.0.1:9/rapport" });
    expect(said).toMatch(/wrong +database +cannot be used\n +→ .*does not answer: .*Start it/);
    expect(said).not.toContain("hidden");
    expect(code).toBe(1);
  });

  test("finds a bot that is not running", async () => {
    const { said } = await look([], { DATABASE_URL: database.url, PORT: "9" });
    expect(said).toMatch(/not known +running bot +nothing answers at http:\/\/127\.0\.0\.1:9\/readyz/);
  });
});

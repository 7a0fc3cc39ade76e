import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { isAlive, processStatus } from "../../src/data/embedded-home.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed } from "../../src/sandbox/slack/install.ts";
import { type StartedProcess, startRapport } from "../support/started.ts";

/** What a process that was started tries to reach beyond this machine is refused, and said. */
const LOOPBACK_ALONE = { NODE_OPTIONS: `--import=${path.resolve("test/support/loopback.mjs")}` };
const SIGNED_OFF = { bug: 70, inTheWay: 75, config: 78 };

// A first start makes a database cluster; the machine may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
let running: StartedProcess[] = [];

beforeEach(async () => {
  // The prefix and the pid let the next run end a server that this one left behind.
  folder = await mkdtemp(path.join(tmpdir(), `rapport-test-${process.pid}-start-`));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const one of running) one.send("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  const said = running.map((one) => one.said()).join();
  running = [];
  const entrances = (await readdir(folder, { recursive: true })).filter((name) => path.basename(name) === "postgres");
  for (const home of await Promise.all(entrances.map((name) => realpath(path.join(folder, name))))) {
    const postmaster = await postmasterOf(home);
    if (processStatus(postmaster).includes("(postgres)")) process.kill(postmaster, "SIGQUIT");
    await rm(home, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
  expect(said).not.toContain("Tests may not reach");
});

const start = (environment: Readonly<Record<string, string>> = {}): StartedProcess => {
  const common = { RAPPORT_DATA: path.join(folder, "data"), PORT: "0", LOG_LEVEL: "error", ...LOOPBACK_ALONE };
  const started = startRapport({ ...common, ...environment }, folder);
  running.push(started);
  return started;
};
/** The sandbox's. As root it is a link to where PostgreSQL's own account may go. */
const demo = () => path.join(folder, "data", "demo", "database", "postgres");
/** 0 when no server is on record there. */
const postmasterOf = async (home = demo()): Promise<number> => {
  const file = path.join(home, "data", "postmaster.pid");
  return Number((await readFile(file, "utf8").catch(() => "0")).split("\n")[0]);
};
const status = async (url: string, at: string) => (await fetch(`${url}${at}`)).status;

test("a process that is started would say whom it tried to reach", async () => {
  const { stderr } = await promisify(execFile)(process.execPath, ["-e", "fetch('http://192.0.2.1').catch(() => 0)"], {
    env: LOOPBACK_ALONE,
  });
  expect(stderr).toBe("Tests may not reach 192.0.2.1\n");
});

describe("a configuration that is not right", () => {
  test("is refused before anything starts: all of it at once, each problem with its remedy", async () => {
    const started = start({
      SLACK_BOT_TOKEN: "xoxp-of-a-person",
      PORT: "99999",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mine",
    });
    expect(await started.ended).toBe(SIGNED_OFF.config);
    expect(started.said().trim().split("\n")).toEqual([
      "The configuration is not right:",
      expect.stringMatching(/SLACK_BOT_TOKEN must begin with xoxb-.*OAuth & Permissions/),
      expect.stringMatching(/DATABASE_URL must look like postgres:/),
      expect.stringMatching(/PORT must be 0 to 65535/),
      expect.stringMatching(/LOG_LEVEL must be fatal, error/),
      expect.stringMatching(/SLACK_BOT_TOKEN is there, but nothing to receive with: add SLACK_APP_TOKEN/),
    ]);
    expect(started.said()).not.toContain("xoxp-of-a-person");
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  test("also when it is right by half", async () => {
    const started = start({ SLACK_APP_TOKEN: "xapp-1-A0000-00000000" });
    expect(await started.ended).toBe(SIGNED_OFF.config);
    expect(started.said()).toContain("SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions");
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  test("also when the data folder is none, or .env cannot be read", async () => {
    await writeFile(path.join(folder, "file"), "");
    const started = start({ RAPPORT_DATA: path.join(folder, "file") });
    expect(await started.ended).toBe(SIGNED_OFF.config);
    expect(started.said()).toMatch(/RAPPORT_DATA cannot be written .* Set it to a folder/);
    await mkdir(path.join(folder, ".env"));
    const again = start();
    expect(await again.ended).toBe(SIGNED_OFF.config);
    expect(again.said()).toContain(".env is there, but cannot be read");
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  test("also when only the database can know: a database that is not there", async () => {
    const started = start({ DATABASE_URL: inject("databaseServer").replace(/[^/]*$/, "not_there") });
    expect(await started.ended).toBe(SIGNED_OFF.config);
    expect(started.said()).toMatch(/DATABASE_URL is refused by the database: .*not_there.* Correct its user/);
  });
});

describe("something in the way", () => {
  test("a database that does not answer is named, with what to do", async () => {
    const started = start({ DATABASE_URL: "postgres://rapport:secret@127.0.0.1:9/rapport" });
    expect(await started.ended).toBe(SIGNED_OFF.inTheWay);
    expect(started.said().trim()).toMatch(/^The database of DATABASE_URL does not answer: .*Start it, or correct/);
    expect(started.said()).not.toContain("secret");
  });

  test("an address that is not of this computer is named", async () => {
    const started = start({ HOST: "192.0.2.1" });
    expect(await started.ended).toBe(SIGNED_OFF.inTheWay);
    expect(started.said().trim()).toMatch(/^HOST 192.0.2.1 is no address of this computer. Leave it out/);
  });

  test("a port that is taken is named, and nothing is left running", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    const port = await new Promise<number>((resolve) => {
      other.once("listening", () => resolve((other.address() as { port: number }).port));
    });
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(SIGNED_OFF.inTheWay);
    other.close();
    expect(started.said().trim()).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is taken.* set PORT to another`));
    expect(await postmasterOf()).toBe(0);
  });
});

test("starts, is ready, keeps a second one off, outlasts kill -9, and ends with all that is its own", async () => {
  const first = start({ LOG_LEVEL: "info" });
  const url = await first.ready();
  // Both apps have all that is asked for, so that whoever looks in for the first time reads of nothing that is amiss.
  await expect.poll(() => first.said()).toContain("The bot's menu is in step");
  expect(first.said()).not.toMatch(/is not told|behind|"level":[4-6]0/);
  const postmaster = await postmasterOf();
  expect(isAlive(postmaster)).toBe(true);
  expect(await status(url, "/readyz")).toBe(200);
  expect(await (await fetch(url)).text()).toContain("Rapport · Sandbox");

  const second = start();
  expect(await second.ended).toBe(SIGNED_OFF.inTheWay);
  expect(second.said().trim()).toMatch(
    new RegExp(`in use by process ${first.pid} .*Stop that one, or set RAPPORT_DATA`),
  );
  expect(await postmasterOf()).toBe(postmaster);
  expect(await status(url, "/readyz")).toBe(200);

  first.send("SIGKILL");
  expect(await first.ended).toBe(null);
  const third = start();
  expect(await status(await third.ready(), "/readyz")).toBe(200);
  const owned = await postmasterOf();

  third.send("SIGINT");
  expect(await third.ended).toBe(0);
  expect(isAlive(owned)).toBe(false);
  expect(await postmasterOf()).toBe(0);
});

describe("a Ctrl-C that is pressed again, as one is at the start through npm,", () => {
  const atOnce = { interval: 2 };
  const ends = async (one: StartedProcess, signals: readonly [NodeJS.Signals, NodeJS.Signals]): Promise<void> => {
    one.sendAll(signals[0]);
    await expect.poll(() => one.said(), atOnce).toContain('"Stopping"');
    one.sendAll(signals[1]);
    expect(await one.ended, one.said()).toBe(0);
  };

  test("ends all in order once more: no database is left behind, and the next start finds it whole", async () => {
    for (const second of ["SIGINT", "SIGTERM"] as const) {
      const one = start({ LOG_LEVEL: "info" });
      await one.ready();
      const postmaster = await postmasterOf();
      expect(isAlive(postmaster)).toBe(true);
      await ends(one, ["SIGINT", second]);
      expect(isAlive(postmaster)).toBe(false);
      expect(await postmasterOf()).toBe(0);
    }
    const next = start();
    expect(await status(await next.ready(), "/readyz")).toBe(200);
    expect(await readFile(path.join(demo(), "server.log"), "utf8")).not.toContain("not properly shut down");
  });

  test("also while the first start still makes its database, and while it fills it", async () => {
    const making = path.join(folder, "data", "demo", "database");
    const one = start({ LOG_LEVEL: "info" });
    const inHome = async () =>
      (await readdir(making, { recursive: true }).catch(() => [])).map((at) => path.basename(at));
    await expect.poll(inHome, atOnce).toContain("postgresql.conf");
    expect(await readdir(making)).toEqual([expect.stringContaining("making")]);
    await ends(one, ["SIGINT", "SIGINT"]);
    expect(await postmasterOf()).toBe(0);
    const other = start({ LOG_LEVEL: "info" });
    await expect.poll(() => postmasterOf(), atOnce).not.toBe(0);
    const postmaster = await postmasterOf();
    await ends(other, ["SIGINT", "SIGINT"]);
    expect(isAlive(postmaster)).toBe(false);
    await start().ready();
  });
});

describe("with tokens of one's own", () => {
  const tokens = { botToken: "xoxb-own-000000000000", appToken: "xapp-1-own-00000000", signingSecret: "0".repeat(32) };
  let slack: SlackSandbox;
  beforeEach(async () => {
    const app = installed(manifest(features, "socket"), tokens);
    const users = [{ id: "U0EMMA", name: "emma", realName: "Emma" }];
    const workspace = { team: { id: "T0OWN", name: "Own", domain: "own" }, app, users, channels: [] };
    slack = createSlackSandbox({ clock: systemClock, workspace });
    await slack.start();
  });
  afterEach(() => slack.stop());

  const runUntilReady = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    const one = start(environment);
    await one.ready();
    one.send("SIGINT");
    expect(await one.ended).toBe(0);
    return one.said();
  };
  const own = (data = path.join(folder, "data")) =>
    runUntilReady({
      RAPPORT_DATA: data,
      SLACK_BOT_TOKEN: tokens.botToken,
      SLACK_APP_TOKEN: tokens.appToken,
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: "info",
    });

  test("the demo is not in its way: the set-up code is given out, also where an earlier version kept the demo", async () => {
    await runUntilReady({});
    expect(await own()).toMatch(/become its admin: \/setup \S+/);
    const [data, old] = [path.join(folder, "data"), path.join(folder, "old")];
    await mkdir(old);
    await chmod(old, 0o755);
    await rename(path.join(data, "demo", "database"), path.join(old, "database"));
    const said = await own(old);
    expect(said).toMatch(/become its admin: \/setup \S+/);
    expect(said).toContain("The database of an earlier sandbox was set aside");
    expect((await readdir(old)).sort()).toEqual(["database", expect.stringMatching(/^old-demo-/)]);
  });

  test("and a signing secret, Slack verifies the address and pushes to it, down to the first admin by a code of one's own", async () => {
    const code = "opens-sesame-0930";
    const one = start({
      RAPPORT_SETUP_CODE: code,
      SLACK_BOT_TOKEN: tokens.botToken,
      SLACK_SIGNING_SECRET: tokens.signingSecret,
      LOG_LEVEL: "info",
      SLACK_API_URL: slack.apiUrl,
    });
    const url = `${await one.ready()}/slack/events`;
    slack.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
    expect(await slack.verifyUrls()).toBe(true);
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
    expect(one.said()).toContain(`become its admin: /setup ${code}\n`);
    const emma = slack.person("emma");
    expect(await emma.command("/setup opens-sesame-0931")).toEqual({ outcome: "answered" });
    await expect.poll(() => emma.last()?.text ?? "").toContain("设置码不对");
    expect(await emma.command(`/setup ${code}`)).toEqual({ outcome: "answered" });
    await expect.poll(() => emma.last()?.text ?? "").toContain("你现在是 Rapport 的管理员");
  });

  test("and an app token, nothing is pushed: there is no such page", async () => {
    const one = start({
      SLACK_BOT_TOKEN: tokens.botToken,
      SLACK_APP_TOKEN: tokens.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    expect((await fetch(`${await one.ready()}/slack/events`, { method: "POST", body: "{}" })).status).toBe(404);
  });
});

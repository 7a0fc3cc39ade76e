import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isAlive, processStatus } from "../../src/data/embedded-home.ts";

/** What test/support/embedded-run.ts prints once it holds the database, or does not. */
interface Said {
  readonly url: string;
  /** Rows in a table that gets one more with every start. */
  readonly kept: number;
  readonly error?: string;
  readonly message: string;
}
interface Bot {
  readonly pid: number;
  readonly said: Said;
  /** Sends the signal and resolves with the exit code, null when it was killed. */
  end(signal: NodeJS.Signals, to?: "group"): Promise<number | null>;
}

const RUN = path.resolve("test/support/embedded-run.ts");
const NOBODY = 65534;
const DAEMON = 1;
const isRoot = process.getuid?.() === 0;
const isOpenToAll = async () => ((await stat(await realpath("."))).mode & 0o005) === 0o005 && (await mayPass("."));

let folder: string;
let bots: ChildProcess[] = [];

beforeEach(async () => {
  // The prefix and the pid let the next run end a server that this one left behind.
  folder = await mkdtemp(path.join(tmpdir(), `rapport-test-${process.pid}-embedded-`));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const bot of bots) bot.kill("SIGKILL");
  bots = [];
  const postmaster = await postmasterPid().catch(() => 0);
  if (processStatus(postmaster).includes("(postgres)")) process.kill(postmaster, "SIGQUIT");
  const home = await realpath(path.join(folder, "postgres")).catch(() => folder);
  await rm(home, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

async function start(how: { args?: string[]; folder?: string } & SpawnOptions = {}): Promise<Bot> {
  const { args = [], folder: where = folder, ...options } = how;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), RUN, where, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  bots.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text);
    });
    child.once("exit", (code) => reject(new Error(`exited with ${code} and said ${text}`)));
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    said: JSON.parse(line),
    end(signal, to) {
      process.kill(to === "group" ? -pid : pid, signal);
      return ended;
    },
  };
}

const inHome = (name: string) => path.join(folder, "postgres", name);
const postmasterPid = async () => Number((await readFile(inHome("data/postmaster.pid"), "utf8")).split("\n")[0]);
const serverLog = () => readFile(inHome("server.log"), "utf8");
const portOf = (said: Said) => Number(new URL(said.url).port);
async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
async function mayPass(folder: string): Promise<boolean> {
  const child = spawn("test", ["-r", path.resolve(folder, "package.json")], { uid: NOBODY, gid: NOBODY, cwd: "/" });
  return (await new Promise((resolve) => child.once("exit", resolve))) === 0;
}

describe("one bot after the other", () => {
  test("finds what the one before left, at the same address, and leaves nothing running", async () => {
    const first = await start();
    const postmaster = await postmasterPid();
    expect(await first.end("SIGTERM")).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    const second = await start();
    expect(second.said).toMatchObject({ kept: 2, url: first.said.url });
  });

  test("takes over the server of one that was killed, and ends it in order", async () => {
    const first = await start();
    const postmaster = await postmasterPid();
    await first.end("SIGKILL");
    expect(isAlive(postmaster)).toBe(true);
    const second = await start();
    expect(second.said).toMatchObject({ kept: 2, url: first.said.url });
    expect(await postmasterPid()).toBe(postmaster);
    expect(await second.end("SIGTERM")).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
  });

  test("starts when bot and server were both killed", async () => {
    const first = await start();
    const postmaster = await postmasterPid();
    await first.end("SIGKILL");
    process.kill(postmaster, "SIGKILL");
    expect((await start()).said).toMatchObject({ kept: 2 });
  });

  test("starts when the server's number belongs to another process by now", async () => {
    await (await start()).end("SIGTERM");
    await writeFile(
      inHome("data/postmaster.pid"),
      `${process.pid}\n${inHome("data")}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );
    if (isRoot) await chown(inHome("data/postmaster.pid"), (await stat(inHome("data"))).uid, -1);
    expect((await start()).said).toMatchObject({ kept: 2 });
  });

  test("takes another port when its own is taken", async () => {
    const first = await start();
    await first.end("SIGTERM");
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(portOf(first.said), "127.0.0.1", resolve));
    onTestFinished(() => void squatter.close());
    const second = await start();
    expect(second.said.kept).toBe(2);
    expect(portOf(second.said)).not.toBe(portOf(first.said));
  });

  test("is not misled by what a first start left that was killed half-way", async () => {
    await mkdir(path.join(folder, "postgres.making-4194304", "data"), { recursive: true });
    expect((await start()).said).toMatchObject({ kept: 1 });
    await expect(stat(path.join(folder, "postgres.making-4194304"))).rejects.toThrow("ENOENT");
  });
});

describe("while a bot runs", () => {
  test("a second one says who is in the way and harms nothing", async () => {
    const first = await start();
    const second = await start();
    expect(second.said.error).toBe("EmbeddedInUse");
    for (const part of [`process ${first.pid}`, `port ${portOf(first.said)}`, "Stop that one, or set RAPPORT_DATA"])
      expect(second.said.message).toContain(part);
    expect(await ask(first.said.url, "SELECT n FROM kept")).toHaveLength(1);
    expect(await first.end("SIGTERM")).toBe(0);
  });

  test("of several that start at once on nothing, one wins and the others say so", async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(all.map(({ said }) => said.error ?? "holds it").sort()).toEqual([
      "EmbeddedInUse",
      "EmbeddedInUse",
      "holds it",
    ]);
    const winner = all.find(({ said }) => !said.error);
    expect(await winner?.end("SIGTERM")).toBe(0);
  });

  test("a command line joins it, and leaves it running", async () => {
    const first = await start();
    const joined = await start({ args: ["join"] });
    expect(joined.said).toMatchObject({ kept: 2, url: first.said.url });
    expect(await joined.end("SIGTERM")).toBe(0);
    expect(await ask(first.said.url, "SELECT n FROM kept")).toHaveLength(2);
  });

  test("a server that dies is brought back at the same address, nothing lost", async () => {
    const bot = await start();
    process.kill(await postmasterPid(), "SIGKILL");
    const rows = () =>
      ask(bot.said.url, "SELECT n FROM kept").then(
        ({ length }) => length,
        () => "gone",
      );
    await expect.poll(rows).toBe(1);
    expect((await start()).said.error).toBe("EmbeddedInUse");
    expect(await bot.end("SIGTERM")).toBe(0);
  });

  test("a Ctrl-C in its terminal ends all of it in order", async () => {
    const bot = await start({ detached: true });
    const postmaster = await postmasterPid();
    expect(await bot.end("SIGINT", "group")).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    await (await start()).end("SIGTERM");
    expect(await serverLog()).not.toContain("not properly shut down");
  });

  test("only those with the password come in, and only from this machine", async () => {
    const bot = await start();
    expect((await stat(inHome("password"))).mode & 0o777).toBe(0o600);
    const wrong = bot.said.url.replace(/:[0-9a-f]{64}@/, ":guess@");
    expect(wrong).not.toBe(bot.said.url);
    await expect(ask(wrong, "SELECT 1")).rejects.toThrow("password authentication failed");
    expect(await ask(bot.said.url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await ask(bot.said.url, "SHOW unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
  });
});

describe("what cannot be started says the remedy", () => {
  test("data of another PostgreSQL", async () => {
    await (await start()).end("SIGTERM");
    await writeFile(inHome("data/PG_VERSION"), "17\n");
    expect((await start()).said.message).toContain("was made by PostgreSQL 17; this is 18");
  });

  test("a link that leads nowhere", async () => {
    await symlink("/nowhere/at/all", path.join(folder, "postgres"));
    expect((await start()).said.message).toContain("Bring its target back, or delete the link");
  });
});

describe.runIf(isRoot)("as root (skipped for others)", () => {
  test("a folder that PostgreSQL's account cannot reach: the data stand elsewhere, behind a link", async () => {
    await chmod(folder, 0o700);
    const deep = path.join(folder, "rapport", ".rapport");
    const first = await start({ folder: deep });
    expect(first.said.kept).toBe(1);
    const home = await readlink(path.join(deep, "postgres"));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    expect(home).toMatch(/^\/var\/lib\/rapport\/[0-9a-f-]{36}$/);
    expect((await lstat(home)).uid).not.toBe(0);
    expect(await first.end("SIGTERM")).toBe(0);
    const second = await start({ folder: deep });
    expect(second.said.kept).toBe(2);
    expect(await second.end("SIGTERM")).toBe(0);
  });

  test("data that a plain user made stay theirs", async ({ skip }) => {
    skip(!(await isOpenToAll()), "the checkout is closed to other users");
    await chown(folder, NOBODY, NOBODY);
    const asNobody = { uid: NOBODY, gid: NOBODY, env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder } };
    expect(await (await start(asNobody)).end("SIGTERM")).toBe(0);
    const asRoot = await start();
    expect(asRoot.said.kept).toBe(2);
    await asRoot.end("SIGKILL");
    const again = await start(asNobody);
    expect(again.said.kept).toBe(3);
    expect(await again.end("SIGTERM")).toBe(0);
    expect((await stat(inHome("data"))).uid).toBe(NOBODY);
  });

  test("data that root made are refused to a plain user, with the remedy", async ({ skip }) => {
    skip(!(await isOpenToAll()), "the checkout is closed to other users");
    await (await start()).end("SIGTERM");
    const refused = await start({
      uid: DAEMON,
      gid: DAEMON,
      env: { PATH: process.env.PATH },
    });
    expect(refused.said.message).toMatch(
      /belongs to another account \(uid \d+\)\. Start as that one or as root, or set RAPPORT_DATA/,
    );
  });
});

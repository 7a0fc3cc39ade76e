import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/core/log.ts";
import { CannotListen, serve } from "../../src/serve.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

let server: OwnServer;
let folder: string;
let app: App;
const log = createLog("silent");
const configOf = (environment: Readonly<Record<string, string>>) => readConfig({ PORT: "0", ...environment }, folder);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-health-"));
  server = await ownServer();
  app = await startApp(configOf({ DATABASE_URL: server.url }), log);
});
afterAll(async () => {
  await app?.stop();
  await server?.remove();
  await rm(folder, { recursive: true });
});

const get = (at: string, init?: RequestInit) => fetch(`${app.url}${at}`, init);
const ready = async () => {
  const response = await get("/readyz");
  return { status: response.status, body: await response.json() };
};
const UP = { up: true, detail: expect.any(String) };
const DOWN = { up: false, detail: expect.any(String) };

test("is alive and ready when the database and the platform are up", async () => {
  const alive = await get("/healthz");
  expect([alive.status, await alive.text()]).toEqual([200, "ok\n"]);
  expect(await ready()).toEqual({ status: 200, body: { ready: true, database: UP, slack: UP, feishu: UP } });
  expect((await get("/readyz")).headers.get("cache-control")).toBe("no-store");
});

test("counts what it does, as Prometheus reads it", async () => {
  const response = await get("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(await response.text()).toMatch(/^# HELP rapport_messages_total .+$/m);
});

test("says so when it cannot count, and goes on", async () => {
  const health = { parts: {}, metrics: () => Promise.reject(new Error("A counter is broken.")) };
  const alone = await serve({ host: "127.0.0.1", port: 0, health, handlers: [], log });
  expect((await fetch(`${alone.url}/metrics`)).status).toBe(500);
  expect((await fetch(`${alone.url}/healthz`)).status).toBe(200);
  await alone.stop();
});

test("has nothing at other addresses, and changes nothing for a POST", async () => {
  expect((await get("/nowhere")).status).toBe(404);
  expect((await get("/healthz", { method: "POST" })).status).toBe(404);
});

test("a port that is taken is named, with what to do", async () => {
  const url = await createDatabase();
  const second = startApp(configOf({ DATABASE_URL: url, PORT: new URL(app.url).port }), log);
  await expect(second).rejects.toThrow(CannotListen);
  await expect(second).rejects.toThrow(/^Port \d+ on 127\.0\.0\.1 is taken .* set PORT to another port\.$/);
  await dropDatabase(url);
  expect((await ready()).status).toBe(200);
});

test("is alive but not ready while the database is away, and ready again when it is back", async () => {
  await server.stop();
  expect(await ready()).toEqual({ status: 503, body: { ready: false, database: DOWN, slack: UP, feishu: UP } });
  expect((await get("/healthz")).status).toBe(200);
  await server.start();
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 60_000 });
});

test("is not ready while a platform is out of reach, and ready again when it is back", async () => {
  const { slack, feishu } = app.sandbox!;
  const says = (body: object) =>
    vi.waitFor(
      async () => expect(await ready()).toEqual({ status: 503, body: { ready: false, database: UP, ...body } }),
      {
        timeout: 60_000,
      },
    );
  slack.faults.refuseSockets = true;
  slack.faults.disconnectAll("drop");
  await says({ slack: DOWN, feishu: UP });
  slack.faults.clear();
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 60_000 });
  feishu.faults.refuseConnections = 1;
  feishu.faults.disconnectAll();
  await says({ slack: UP, feishu: DOWN });
  feishu.faults.clear();
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 60_000 });
}, 120_000);

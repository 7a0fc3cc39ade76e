import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { features } from "../../src/features/index.ts";
import { Api } from "../../src/platforms/feishu/api.ts";
import { Deaf } from "../../src/platforms/feishu/doctor-line.ts";
import { Line } from "../../src/platforms/feishu/line.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";
import { keepPanel } from "../../src/platforms/feishu/panel.ts";
import type { AppSeed, FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import { type Ran, runCommand } from "../support/command.ts";
import { anotherPort, recording, startBot } from "./feishu-bot.ts";
import { startSandbox, TENANT } from "./sandbox-feishu-app.ts";

// Each look is a process of its own, and the machine may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const CONFIGURATION = manifest(features);
const SECRET = "a-secret-that-nobody-may-see";
const SELF = "application:application:self_manage";

let folder: string;
let sandbox: FeishuSandbox;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-doctor-"));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await rm(folder, { recursive: true });
});

const start = async (app: Partial<AppSeed> = {}, without: readonly string[] = []): Promise<void> => {
  const scopes = { tenant: [...CONFIGURATION.scopes.tenant, SELF].filter((scope) => !without.includes(scope)) };
  const seed = installed({ ...CONFIGURATION, scopes }, { secret: SECRET, name: "Rapport" });
  sandbox = await startSandbox({ tenant: { ...TENANT, app: { ...seed, ...app } } });
  ends.push(() => sandbox.stop());
};
const look = (environment: Readonly<Record<string, string>> = {}): Promise<Ran> => {
  const app = { FEISHU_APP_ID: sandbox.appId, FEISHU_APP_SECRET: SECRET, FEISHU_DOMAIN: sandbox.domain };
  return runCommand(["doctor", "feishu", "--lang", "en"], { ...app, ...environment }, folder);
};
/** The line of a check, and the one below it with its remedy. */
const lineOf = ({ said }: Ran, check: string): string => {
  const lines = said.split("\n");
  const at = lines.findIndex((line) => new RegExp(`^ {2}(?:ok|wrong|not known) +${check} `).test(line));
  const [line = "", below = ""] = at < 0 ? [] : lines.slice(at);
  return below.startsWith("             →") ? `${line.trim()}\n${below.trim()}` : line.trim();
};
const fillPanel = async (): Promise<void> => {
  const { appId, appSecret, domain } = sandbox;
  const api = new Api({ appId, appSecret, domain, clock: systemClock, log: pino({ level: "silent" }) });
  await keepPanel(
    api,
    features.flatMap(({ commands = [] }) => commands),
  );
};

describe("an app that is well", () => {
  test("gets ok for every check and 0 for the exit code; nothing is changed, no secret is printed", async () => {
    await start();
    await fillPanel();
    const before = sandbox.calls.length;
    const ran = await look();
    expect(ran.said.split("\n").filter((line) => /^ {2}\S/.test(line))).toEqual([
      expect.stringMatching(/^ {2}ok +configuration +complete, for the long connection$/),
      expect.stringMatching(/^ {2}ok +clock/),
      expect.stringMatching(/^ {2}ok +credentials +http:\S+ knows cli_/),
      expect.stringMatching(/^ {2}ok +bot +Rapport is there and enabled$/),
      expect.stringMatching(/^ {2}ok +scopes +all \d+ are granted$/),
      expect.stringMatching(/^ {2}ok +events +all \d+ are subscribed$/),
      expect.stringMatching(/^ {2}ok +card callback +card.action.trigger is subscribed$/),
      expect.stringMatching(/^ {2}ok +connections +none is open yet$/),
      expect.stringMatching(/^ {2}ok +connection +a long connection opens in \d+ ms$/),
      expect.stringMatching(/^ {2}ok +slash panel +offers all \d+ commands$/),
      expect.stringMatching(/^ {2}ok +menu +all \d+ entries are there$/),
      expect.stringMatching(/^ {2}ok +groups +the bot is in 2: sales, topics$/),
      expect.stringMatching(/^ {2}ok +availability +the app sees 3 people$/),
    ]);
    expect(ran.said).toContain("All is well.");
    expect(ran.code).toBe(0);
    expect(ran.said).not.toContain(SECRET);
    const asked = sandbox.calls.slice(before).map(({ api }) => api);
    expect(asked.filter((api) => !api.startsWith("GET") && !api.includes("tenant_access_token"))).toEqual([]);
    await expect.poll(() => sandbox.connections).toBe(0);
  });

  test("is told what the app's own scopes do not let be seen, and where to look", async () => {
    await start({}, [SELF]);
    const ran = await look();
    expect(lineOf(ran, "events")).toMatch(/^not known.*\n→ Look under .*Event Configuration.*self_manage/);
    expect(lineOf(ran, "card callback")).toMatch(
      /^not known.*\n→ Look under .*Callback Configuration.*200340.*self_manage/,
    );
    expect(lineOf(ran, "slash panel")).toMatch(/^not known.*is empty\n→ The bot fills it at its next start/);
    expect(lineOf(ran, "menu")).toMatch(/^not known.*\n→ Enter what manifests\/feishu.json has under menu/);
    expect(ran).toMatchObject({ code: 0, said: expect.stringContaining("Nothing is wrong; 4 not known.") });
  });
});

describe("a configuration that is not right", () => {
  test("is told before anything is asked", async () => {
    await start();
    const none = await runCommand(["doctor", "feishu", "--lang", "en"], {}, folder);
    expect(lineOf(none, "configuration")).toMatch(/^wrong .*not configured\n→ Set FEISHU_APP_ID and FEISHU_APP_SECRET/);
    const half = await look({ FEISHU_APP_SECRET: "" });
    expect(lineOf(half, "configuration")).toMatch(/^wrong .*FEISHU_APP_SECRET is missing\n→ Copy it from Credentials/);
    expect([none.code, half.code]).toEqual([1, 1]);
    expect(sandbox.calls).toEqual([]);
  });

  test("a ward that is none is refused", async () => {
    const ran = await runCommand(["doctor", "teams", "--lang", "en"], {}, folder);
    expect(ran).toMatchObject({ code: 64, said: expect.stringContaining("doctor looks at feishu or slack") });
  });

  test("with a wrong secret, or the app of another company: where the right one is", async () => {
    await start();
    const secret = await look({ FEISHU_APP_SECRET: "another-secret" });
    expect(lineOf(secret, "credentials")).toMatch(/^wrong .*10014.*\n→ Copy App ID and App Secret .*Lark needs/);
    expect(secret.said).not.toContain("another-secret");
    const id = await look({ FEISHU_APP_ID: "cli_0000000000000000" });
    expect(lineOf(id, "credentials")).toMatch(/^wrong .*10003/);
    expect([secret.code, id.code]).toEqual([1, 1]);
    expect(lineOf(secret, "bot")).toBe("");
  });

  test("with a domain where nobody answers, or somebody else does", async () => {
    await start();
    const nobody = await look({ FEISHU_DOMAIN: "http://127.0.0.1:9" });
    expect(lineOf(nobody, "credentials")).toMatch(/^wrong .*ECONNREFUSED.*\n→ Check the network/);
    const { url } = await serving((_, response) => response.end("<html>hello</html>"));
    const other = await look({ FEISHU_DOMAIN: url });
    expect(lineOf(other, "credentials")).toMatch(/^wrong .*is not Feishu\n→ Correct FEISHU_DOMAIN/);
    expect([nobody.code, other.code]).toEqual([1, 1]);
  });
});

const serving = async (handle: Parameters<typeof createServer>[1]): Promise<{ server: Server; url: string }> => {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

describe("an app that is not right", () => {
  test("without bot ability: how to turn it on, and no more looks", async () => {
    await start();
    sandbox.faults.add({ on: "GET /open-apis/bot/v3/info", do: "error", code: 11205, msg: "app do not have bot" });
    const ran = await look();
    expect(lineOf(ran, "bot")).toMatch(/^wrong .*the app has no bot\n→ Turn it on under Features → Bot/);
    expect(lineOf(ran, "scopes")).toBe("");
    expect(ran.code).toBe(1);
  });

  test("scopes that were not granted: which, and the link that grants them", async () => {
    await start({}, ["im:resource", "im:chat:readonly", "application:app_slash_command:read"]);
    const ran = await look();
    expect(lineOf(ran, "scopes")).toMatch(
      /^wrong .*3 of \d+ not granted: application:app_slash_command:read, im:chat:readonly, im:resource\n→ .*https:\/\/open\.feishu\.cn\/app\/cli_\w+\/auth\?q=application:app_slash_command:read,im:chat:readonly,im:resource&/,
    );
    expect(lineOf(ran, "groups")).toMatch(/^wrong .*scope.*missing\n→ The scope .*im:chat:readonly/);
    expect(ran.code).toBe(1);
  });

  test("a wider scope is as good as the one that is asked for", async () => {
    const { tenant } = CONFIGURATION.scopes;
    await start({ scopes: [...tenant.filter((scope) => !scope.startsWith("im:message:")), "im:message", SELF] });
    expect(lineOf(await look(), "scopes")).toMatch(/^ok/);
  });

  test("events and the card callback that are not subscribed, and what that looks like", async () => {
    await start({ events: ["im.message.receive_v1"], callbacks: [] });
    const ran = await look();
    expect(lineOf(ran, "events")).toMatch(/^wrong .*5 of 6 .*application.bot.menu_v6.*\n→ .*Event Configuration/);
    expect(lineOf(ran, "card callback")).toMatch(/^wrong .*card.action.trigger.*\n→ .*Callback Configuration.*200340/);
    expect(ran.code).toBe(1);
  });

  test("a menu from an earlier version: what is not in it, and what leads nowhere", async () => {
    await start({
      menu: [
        { eventKey: "home", name: "主页" },
        { eventKey: "bygone", name: "从前" },
      ],
    });
    const ran = await look();
    expect(lineOf(ran, "menu")).toMatch(/^wrong .*lacks visit, .*; has bygone, which leads nowhere\n→ Enter what/);
    expect(ran.code).toBe(1);
  });

  test("events that are sent the other way", async () => {
    await start();
    sandbox.usePush("https://bot.example.com/feishu/events");
    const socket = await look();
    expect(lineOf(socket, "events")).toMatch(/^wrong .*pushed to an address.*\n→ .*choose the long connection/);
    sandbox.usePush(null);
    const http = await look({ FEISHU_ENCRYPT_KEY: "k".repeat(32), FEISHU_VERIFICATION_TOKEN: "t".repeat(32) });
    expect(lineOf(http, "card callback")).toMatch(/^wrong .*long connection, while.*\n→ .*choose your address/);
    expect(lineOf(http, "address")).toMatch(/^not known .*\n→ .*\/feishu\/events/);
    expect(lineOf(http, "connection")).toBe("");
    expect([socket.code, http.code]).toEqual([1, 1]);
  });

  test("an app that is there for nobody", async () => {
    await start({ availability: [] });
    const ran = await look();
    expect(lineOf(ran, "availability")).toMatch(/^wrong .*for nobody\n→ Widen the availability/);
    expect(ran.code).toBe(1);
  });
});

describe("on a bad day", () => {
  test.each([
    [514, /^wrong .*\n→ The app id or secret is wrong/],
    [1000040350, /^not known .*\n→ .*stop the copies of Rapport/],
    [1, /^not known .*system busy/],
  ])("a connection that is refused with %s says so", async (code, said) => {
    await start();
    sandbox.faults.refuseConnections = code;
    const ran = await look();
    expect(lineOf(ran, "connection")).toMatch(said);
    expect(ran.code).toBe(code === 514 ? 1 : 0);
  });

  test("calls that are too many are looked at again later, not taken for wrong", async () => {
    await start();
    sandbox.faults.add({ on: "/open-apis/event/v1/connection", do: "http_error", status: 500 });
    sandbox.faults.add({ on: "/open-apis/im/v1/chats", do: "rate_limit", reset: 7 });
    sandbox.faults.add({ on: "/open-apis/application/v6/scopes", do: "http_error", status: 502 });
    const ran = await look();
    expect(lineOf(ran, "groups")).toMatch(/^not known .*no more calls.*\n→ Run it again in 7 s\.$/);
    expect(lineOf(ran, "scopes")).toMatch(/^not known .*502.*\n→ Run it again\.$/);
    expect(lineOf(ran, "connections")).toMatch(
      /^not known .*500.*\n→ Feishu brings each event to one connection .*another database .*stop it/,
    );
    expect(lineOf(ran, "connection")).toMatch(/^ok .*opens in/);
    expect(ran.code).toBe(0);
  });

  test("a clock that goes wrong is noticed by the server's", async () => {
    await start();
    const { url } = await serving(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { "content-type": type = "application/json", authorization = "" } = request.headers;
      const answer = await fetch(`${sandbox.domain}${request.url}`, {
        method: request.method ?? "GET",
        headers: { "content-type": type, authorization },
        ...(request.method !== "GET" && { body: Buffer.concat(chunks) }),
      });
      const date = new Date(Date.now() - 7 * 60_000).toUTCString();
      response.writeHead(answer.status, { "content-type": "application/json", date }).end(await answer.text());
    });
    const ran = await look({ FEISHU_DOMAIN: url });
    expect(lineOf(ran, "clock")).toMatch(/^wrong .*7 min ahead of Feishu\n→ Set it by the network/);
    expect(ran.code).toBe(1);
  });
});

test("an event that finds only the doctor's connection is not lost: it comes again, to the bot", async () => {
  const bot = await startBot({ start: false, sandbox: { retryPace: 0.02 } });
  ends.push(() => bot.close());
  const log = pino({ level: "silent" });
  const { appId, appSecret, domain } = bot.sandbox;
  const line = new Line({ appId, appSecret, domain, log });
  await line.start(new Deaf(log));
  await bot.sandbox.person("emma").say("meant for the bot");
  await expect.poll(() => bot.sandbox.deliveries[0]?.outcome).toBe("failed");
  await line.stop();
  const next = anotherPort(bot);
  await next.start(recording(bot));
  await expect.poll(() => bot.arrivals.map(({ typed }) => typed)).toEqual(["meant for the bot"]);
  await next.stop();
});

test("who presses a button that only the doctor's connection hears is asked to press it once more", async () => {
  const dispatcher = new Deaf(pino({ level: "silent" }));
  const pressed = { schema: "2.0", header: { event_type: "card.action.trigger" }, event: {} };
  expect(await dispatcher.invoke(pressed)).toMatchObject({ toast: { type: "info", i18n: { zh_cn: "请再点一次" } } });
  const said = { schema: "2.0", header: { event_type: "im.message.receive_v1" }, event: {} };
  await expect(dispatcher.invoke(said)).rejects.toThrow("Only the connection is tried.");
});

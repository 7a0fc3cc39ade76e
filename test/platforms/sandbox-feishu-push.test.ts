import { createDecipheriv, createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { adaptDefault } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { dispatcherOf, type Handlers, startSandbox, TENANT } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
let wireClock: MovableClock;
const servers: Server[] = [];

beforeEach(async () => {
  wireClock = new MovableClock();
  sandbox = await startSandbox({ wireClock });
});
afterEach(async () => {
  await sandbox.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const serve = async (server: Server): Promise<string> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu`;
};

interface Request {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An app that keeps what it is sent as it came, and answers that. */
const keeping = async (
  status: number,
  said = "{}",
): Promise<{ readonly url: string; readonly requests: Request[] }> => {
  const requests: Request[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, { "content-type": "application/json" }).end(said);
  });
  return { url: await serve(server), requests };
};

const opened = (body: string, encryptKey: string): Record<string, unknown> => {
  const bytes = Buffer.from((JSON.parse(body) as { encrypt: string }).encrypt, "base64");
  const key = createHash("sha256").update(encryptKey).digest();
  const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString());
};

const say = (text: string) => sandbox.person("liwei").say(text);

describe("a push", () => {
  test("is encrypted, and signed over the bytes of its body", async () => {
    const { url, requests } = await keeping(200);
    sandbox.usePush(url);
    await say("你好");
    const [{ headers, body }] = requests as [Request];
    const stamp = `${headers["x-lark-request-timestamp"]}${headers["x-lark-request-nonce"]}${sandbox.encryptKey}${body}`;
    expect(headers["x-lark-signature"]).toBe(createHash("sha256").update(stamp).digest("hex"));
    expect(opened(body, sandbox.encryptKey)).toMatchObject({
      schema: "2.0",
      header: { event_type: "im.message.receive_v1", token: sandbox.verificationToken, app_id: sandbox.appId },
      event: { message: { content: '{"text":"你好"}' } },
    });
    expect(sandbox.deliveries).toMatchObject([{ via: "push", outcome: "answered" }]);
  });

  test("carries real time, whatever day the tenant plays", async () => {
    const { url, requests } = await keeping(200);
    sandbox.usePush(url);
    wireClock.moveTo(new Date("2026-01-05T01:00:00Z"));
    await say("你好");
    const stamp = Number(requests[0]!.headers["x-lark-request-timestamp"]);
    expect(Math.abs(stamp - Date.parse("2026-01-05T01:00:00Z") / 1000)).toBeLessThan(60);
  });

  test("is taken by Feishu's own dispatcher", async () => {
    const heard: unknown[] = [];
    const handlers: Handlers = {
      "im.message.receive_v1": (data: unknown) => {
        heard.push(data);
        return "ok";
      },
    };
    const server = createServer(adaptDefault("/feishu", dispatcherOf(sandbox, handlers), { autoChallenge: true }));
    sandbox.usePush(await serve(server));
    expect(await sandbox.verifyPush()).toBe(true);
    await say("你好");
    expect(heard).toMatchObject([{ message: { content: '{"text":"你好"}' } }]);
  });

  test("comes again while it is not answered with 200", async () => {
    const { url, requests } = await keeping(500);
    sandbox.usePush(url);
    await say("你好");
    await sandbox.quiet();
    const ids = requests.map(({ body }) => (opened(body, sandbox.encryptKey).header as { event_id: string }).event_id);
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(1);
  });

  test("waits no longer than Feishu", async () => {
    sandbox.usePush(await serve(createServer(() => undefined)));
    await say("你好");
    expect(sandbox.deliveries[0]).toMatchObject({ outcome: "late" });
  });

  test("is open and unsigned in an app without an encrypt key", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ tenant: { ...TENANT, app: { ...TENANT.app, encryptKey: "" } } });
    const { url, requests } = await keeping(200);
    sandbox.usePush(url);
    await say("你好");
    expect(requests[0]!.headers).not.toHaveProperty("x-lark-signature");
    expect(JSON.parse(requests[0]!.body)).toMatchObject({ schema: "2.0" });
  });
});

describe("the challenge", () => {
  test("is encrypted and unsigned, and its word must come back", async () => {
    const { url, requests } = await keeping(200, '{"challenge":"another"}');
    sandbox.usePush(url);
    expect(await sandbox.verifyPush()).toBe(false);
    expect(requests[0]!.headers).not.toHaveProperty("x-lark-signature");
    expect(opened(requests[0]!.body, sandbox.encryptKey)).toMatchObject({
      type: "url_verification",
      token: sandbox.verificationToken,
      challenge: expect.any(String),
    });
  });

  test("fails where nobody listens, and without a URL", async () => {
    expect(await sandbox.verifyPush()).toBe(false);
    sandbox.usePush("http://127.0.0.1:9/feishu");
    expect(await sandbox.verifyPush()).toBe(false);
  });
});

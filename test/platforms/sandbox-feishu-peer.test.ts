import HTTP from "@cordisjs/plugin-http";
import LarkBot from "@satorijs/adapter-lark";
import { Context, Logger, type Session } from "@satorijs/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { startSandbox } from "./sandbox-feishu-app.ts";

/** An independent client with HTTP, protobuf and sockets of its own: what it takes, others than Feishu's SDK take too. */
let sandbox: FeishuSandbox;
let context: Context;
let disconnect: () => void;
const sessions: Session[] = [];

beforeEach(async () => {
  Logger.levels = { base: Logger.SILENT };
  sandbox = await startSandbox();
  sessions.length = 0;
  context = new Context();
  context.plugin(HTTP);
  context.on("message", (session) => void sessions.push(session));
  const fork = context.plugin(LarkBot, {
    platform: "feishu",
    protocol: "ws",
    endpoint: `${sandbox.domain}/open-apis`,
    appId: sandbox.appId,
    appSecret: sandbox.appSecret,
    retryTimes: 0,
    retryInterval: 100,
    retryLazy: 100,
  });
  disconnect = () => fork.dispose();
  await context.start();
  // It listens once it knows who it is.
  await expect.poll(() => context.bots[0]?.user?.name).toBe("Rapport");
});
afterEach(async () => {
  disconnect();
  await sandbox.stop();
});

/** The other client's bot. */
const other = () => {
  const [bot] = context.bots;
  if (!bot) throw new Error("it is not there");
  return bot;
};

test("hears a message in pieces, acknowledges it, and answers in the same conversation", async () => {
  sandbox.faults.add({ to: "im.message.receive_v1", do: "fragment", frames: 5 });
  const liwei = sandbox.person("liwei");
  await liwei.say("今天拜访了王总");
  expect(sessions).toMatchObject([{ content: "今天拜访了王总", userId: sandbox.idOf("liwei") }]);
  expect(sandbox.deliveries).toMatchObject([{ outcome: "answered", attempt: 0 }]);
  await other().sendMessage(sessions[0]!.channelId!, "记下了");
  expect(liwei.last()).toMatchObject({ text: "记下了", by: { isBot: true } });
});

test("reads who is there and what was said", async () => {
  const bot = other();
  const sales = sandbox.idOf("sales");
  await sandbox.person("liwei").say("你好", { in: "sales" });
  expect((await bot.getGuildList()).data.map(({ name }) => name)).toEqual(["sales", "topics"]);
  const members = await bot.getGuildMemberList(sales);
  expect(members.data.map(({ name }) => name)).toEqual(["李伟", "Emma", "外人"]);
  expect((await bot.getMessageList(sales)).data).toMatchObject([{ content: "你好" }]);
  expect(await bot.getUser(sandbox.idOf("liwei"))).toMatchObject({ name: "李伟" });
});

test("is refused as Feishu refuses", async () => {
  const outsider = sandbox.idOf("outsider");
  await expect(other().sendMessage(outsider, "x")).rejects.toMatchObject({
    errors: [{ message: expect.stringContaining("230013") }],
  });
});

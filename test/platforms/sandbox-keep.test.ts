import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { keepSandboxes } from "../../src/sandbox/keep.ts";
import { createSlackSandbox } from "../../src/sandbox/slack/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-keep-"));
});
afterAll(() => rm(folder, { recursive: true }));

const open = async (file: string, log = pino({ level: "silent" })) => {
  const clock = new MovableClock();
  const sandbox = createSlackSandbox({
    clock,
    workspace: {
      team: { name: "Trial", domain: "trial" },
      app: {
        name: "Rapport",
        botToken: "xoxb-1",
        appToken: "xapp-1",
        signingSecret: "s",
        scopes: [],
        commands: [],
        events: [],
      },
      users: [
        { name: "li", realName: "李伟" },
        { name: "emma", realName: "Emma" },
      ],
      channels: [{ name: "team", members: ["li", "emma"] }],
    },
  });
  const feishu = createFeishuSandbox({
    clock,
    tenant: {
      tenant: { name: "Trial" },
      app: { name: "Rapport", secret: "s", scopes: [], events: [], callbacks: [] },
      users: [{ name: "li", realName: "李伟" }],
      chats: [{ name: "team", members: ["li"] }],
    },
  });
  const end = await keepSandboxes({ file, slack: sandbox, feishu, clock, log });
  await sandbox.start();
  await feishu.start();
  return { clock, sandbox, feishu, end: () => end().then(() => Promise.all([sandbox.stop(), feishu.stop()])) };
};

test("what was said, and what time it was, is there after the next start", async () => {
  const file = path.join(folder, "sandbox");
  const first = await open(file);
  first.clock.moveAhead(3 * 86_400_000);
  const question = await first.sandbox.person("li").say("华信怎么样", { in: "#team" });
  await first.sandbox.person("emma").say("going well", { in: "#team", thread: question });
  await first.sandbox.person("li").upload({ name: "a.csv", content: "x,y" }, { in: "#team" });
  await first.feishu.person("li").say("华信来过电话", { in: "team" });
  await first.end();

  const second = await open(file);
  expect(
    second.feishu
      .person("li")
      .messages({ in: "team" })
      .map(({ text }) => text),
  ).toEqual(["华信来过电话"]);
  expect(second.clock.offset).toBe(3 * 86_400_000);
  const li = second.sandbox.person("li");
  expect(li.messages({ in: "#team" }).map(({ text, replies }) => [text, replies])).toEqual([
    ["华信怎么样", 1],
    ["", 0],
  ]);
  expect(li.messages({ in: "#team", thread: question.id }).map(({ text }) => text)).toContain("going well");
  expect(li.last({ in: "#team" })?.files[0]?.content).toBe("x,y");
  const next = await li.say("later", { in: "#team" });
  expect(Number(next.id)).toBeGreaterThan(Number(question.id));
  await second.end();
});

test("who came into a group of Feishu and who left, new groups and leavers are there after the next start", async () => {
  const file = path.join(folder, "groups");
  const first = await open(file);
  const { feishu } = first;
  feishu.addUser({ name: "newcomer", realName: "新人" });
  feishu.addChat({ name: "fees", members: ["li", "newcomer"], withBot: true });
  await feishu.addToChat("newcomer", "team");
  await feishu.addToChat("bot", "team");
  await feishu.removeFromChat("li", "team");
  await feishu.deactivate("newcomer");
  await feishu.person("li").say("新群里说的", { in: "fees" });
  await first.end();

  const second = await open(file);
  const screen = second.feishu.desk.screen(second.feishu.idOf("li"));
  expect(screen.chats.map(({ name }) => name)).toContain("fees");
  expect(screen.chats.map(({ name }) => name)).not.toContain("team");
  const li = second.feishu.person("li");
  expect(li.messages({ in: "fees" }).map(({ text }) => text)).toEqual(["新群里说的"]);
  expect(screen.users.find(({ name }) => name === "newcomer")?.deactivated).toBe(true);
  await second.feishu.addToChat("li", "team");
  await li.say("@Rapport 还在吗", { in: "team" });
  expect(li.messages({ in: "team" }).at(-1)?.text).toBe("@Rapport 还在吗");
  await second.end();
});

test("who came into a channel of Slack and who left is known after the next start", async () => {
  const file = path.join(folder, "channels");
  const first = await open(file);
  await first.sandbox.addUser({ name: "newcomer", realName: "新人" });
  await first.sandbox.addToChannel("newcomer", "team");
  first.sandbox.removeFromChannel("li", "team");
  await first.sandbox.deactivate("emma");
  await first.end();

  const second = await open(file);
  const seen = (who: string) => second.sandbox.desk.screen(second.sandbox.idOf(who));
  expect(seen("newcomer").channels.map(({ name }) => name)).toContain("team");
  expect(second.sandbox.person("newcomer").messages({ in: "#team" })).toEqual([]);
  expect(seen("newcomer").users.find(({ name }) => name === "emma")?.deactivated).toBe(true);
  await expect(async () => second.sandbox.person("li").say("still here", { in: "#team" })).rejects.toThrow();
  await second.end();
});

test("what could not be kept is kept as soon as it can be", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const warnings: string[] = [];
  const place = path.join(folder, "in the way");
  const file = path.join(place, "sandbox");
  const { sandbox, end } = await open(file, pino({ level: "warn" }, { write: (line) => void warnings.push(line) }));
  await writeFile(place, "");
  await sandbox.person("li").say("华信怎么样", { in: "#team" });
  vi.advanceTimersByTime(5_000);
  await expect.poll(() => warnings).toHaveLength(1);
  await rm(place);
  vi.advanceTimersByTime(5_000);
  const kept = () =>
    access(file).then(
      () => true,
      () => false,
    );
  await expect.poll(kept).toBe(true);
  vi.useRealTimers();
  await end();
});

test("a file that cannot be read is left out", async () => {
  const file = path.join(folder, "broken");
  await writeFile(file, "not what was written");
  const sandbox = await open(file);
  expect(sandbox.sandbox.person("li").messages({ in: "#team" })).toEqual([]);
  await sandbox.end();
});

import { pino } from "pino";
import { describe, expect, test } from "vitest";
import type { Feature } from "../../src/chat/feature.ts";
import { anotherPort, CONFIGURATION, recording, startBot, TRIAL } from "./feishu-bot.ts";

const PANEL = "application:app_slash_command:";

describe("of the menu, which only the console can change, the log tells", () => {
  const told = async (scopes: readonly string[], features: readonly Feature[]) => {
    const lines: { msg: string; lacking?: string[]; left?: string[] }[] = [];
    const here = await startBot({ scopes });
    const next = anotherPort(here, {
      features,
      log: pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    });
    await next.start(recording(here));
    const line = () => lines.find(({ msg }) => /menu is/.test(msg));
    await expect.poll(line).toBeDefined();
    await next.stop();
    await here.close();
    return line();
  };
  const SEEING = [...CONFIGURATION.scopes.tenant, "application:application:self_manage"];
  const [trial] = TRIAL;
  const inMenu = (...names: readonly string[]): Feature[] => [
    {
      name: "trial",
      commands: trial?.commands.map((one) => ({ ...one, ...(names.includes(one.name) && { menu: "do" }) })) ?? [],
    },
  ];

  test("that it is in step", async () => {
    expect((await told(SEEING, inMenu("visit")))?.msg).toBe("The bot's menu is in step");
  });
  test("what it lacks, and what leads nowhere, with what to do", async () => {
    expect(await told(SEEING, inMenu("trial"))).toMatchObject({
      lacking: ["trial"],
      left: ["visit"],
      msg: expect.stringContaining("Enter what manifests/feishu.json has under menu"),
    });
  });
  test("that it cannot be seen without a scope that is not asked for", async () => {
    const line = await told(CONFIGURATION.scopes.tenant, TRIAL);
    expect(line?.msg).toContain("is not told without application:application:self_manage");
  });
});

test("two processes that start at once keep the slash panel in step together, and neither complains", async () => {
  const here = await startBot();
  const lines: { msg: string; level: number }[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const told = (said: string) => lines.filter(({ msg }) => msg === said).length;
  // Both have looked at the empty panel before either adds to it; then both find what is to go, and what is to change.
  const about = { en: "Another", zh: "另一个" };
  const [trial] = TRIAL;
  const others = [{ name: "trial", commands: trial!.commands.slice(0, 1).map((one) => ({ ...one, about })) }];
  for (const [round, features] of [TRIAL, others].entries()) {
    const mend = here.sandbox.faults.add({
      on: "POST /open-apis/application/v7/app_slash_commands",
      do: "delay",
      ms: 30,
    });
    const next = [1, 2].map(() => anotherPort(here, { features, log }));
    await Promise.all(next.map((port) => port.start(recording(here))));
    await expect.poll(() => told("The slash panel is in step")).toBe(2 * (round + 1));
    mend();
    await Promise.all(next.map((port) => port.stop()));
  }
  const panel = here.sandbox.calls.findLast(({ api }) => api === "GET /open-apis/application/v7/app_slash_commands");
  expect(panel?.result).toMatchObject({ data: { items: [{ command: "trial" }] } });
  expect(lines.filter(({ level }) => level > 30)).toEqual([]);
  await here.close();
});

test.each([
  ["Feishu does not let us", `${PANEL}write`, /scope [\s\S]*app_slash_command:write[\s\S]*publish a version/],
  ["Feishu is in trouble", "", /tries at each start/],
])(
  "the start goes on when the slash panel cannot be kept: %s, which the log tells with what to do",
  async (_, without, remedy) => {
    const here = await startBot({ scopes: CONFIGURATION.scopes.tenant.filter((scope) => scope !== without) });
    if (!without)
      here.sandbox.faults.add({ on: "/open-apis/application/v7/app_slash_commands", do: "http_error", status: 500 });
    const lines: { msg: string; level: number; remedy?: string }[] = [];
    const next = anotherPort(here, {
      features: TRIAL,
      log: pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    });
    await next.start(recording(here));
    await expect
      .poll(() => lines.find(({ msg }) => msg.startsWith("The slash panel could not be kept in step")))
      .toMatchObject({ level: 40, remedy: expect.stringMatching(remedy) });
    // What comes after it is done all the same.
    await expect.poll(() => lines.some(({ msg }) => /bot's menu is/.test(msg))).toBe(true);
    expect(next.status().up).toBe(true);
    await here.port.stop();
    await here.sandbox.person("emma").say("/visit");
    await expect.poll(() => here.arrivals.map(({ typed }) => typed)).toEqual(["/visit"]);
    await next.stop();
    await here.close();
  },
);

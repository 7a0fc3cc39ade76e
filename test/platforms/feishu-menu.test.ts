import { pino } from "pino";
import { describe, expect, test } from "vitest";
import type { Feature } from "../../src/chat/feature.ts";
import { anotherPort, CONFIGURATION, recording, startBot, TRIAL } from "./feishu-bot.ts";

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

import { expect, test } from "vitest";
import { DEMO_TENANT } from "../../prisma/demo/people.ts";
import { newcomerOn } from "../../prisma/demo/sides.ts";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const MORNING = /^早上好，今天 \d+ 件事/;
const mornings = (who: Person) => who.messages().filter(({ text }) => MORNING.test(text)).length;

/** 孙倩 works in Slack; in Feishu she has an account that nobody knows yet. */
const inSlack = () => house.person("U0SUNQIAN");
const inFeishu = () => house.feishu.person(newcomerOn(DEMO_TENANT).user);

test("the list of 08:30 follows a person who was linked to the platform they prefer, and back", async () => {
  const [here, there] = [inSlack(), inFeishu()];
  await here.command("/link");
  const { text } = await house.reads(here, /你的绑定码/);
  const [code = ""] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text) ?? [];
  await there.say(`绑定 ${code}`);
  await house.reads(there, /绑定/);
  await house.reads(here, /你的账号已绑定：飞书/);

  const prefers = async (who: Person, platform: string) => {
    await (who === here ? who.command("/settings") : who.say("/settings"));
    await house.form(who);
    await who.fill({ 消息发到: platform });
    await who.submit();
  };
  const db = from({ database: house.database.handle });
  const preferred = async () => (await db.member.findFirstOrThrow({ where: { name: "孙倩" } })).prefers;
  const waiting = () => db.outgoingMessage.count({ where: { state: { in: ["pending", "sending"] } } });
  /** The list of one day is over the next morning, and says so: there is one at a time. */
  const comes = async (morning: string, to: Person) => {
    await house.moveClock(`${morning}T08:30:30+08:00`);
    await house.reads(to, MORNING);
    await expect.poll(waiting).toBe(0);
    await expect.poll(() => [here, there].filter((who) => mornings(who) > 0)).toEqual([to]);
    expect(mornings(to)).toBe(1);
  };

  await comes("2026-11-24", here);
  await prefers(here, "飞书");
  await expect.poll(preferred).toBe("feishu");
  await comes("2026-11-25", there);
  await prefers(there, "Slack");
  await expect.poll(preferred).toBe("slack");
  await comes("2026-11-26", here);

  // The language set on one platform is the person's on both.
  await there.say("/settings");
  await house.form(there);
  await there.fill({ 语言: "English" });
  await there.submit();
  await expect.poll(async () => (await db.member.findFirstOrThrow({ where: { name: "孙倩" } })).language).toBe("en");
  await house.moveClock("2026-11-27T08:30:30+08:00");
  await house.reads(here, /^Good morning/);
  await there.say("help");
  await house.reads(there, /What you can say|commands/i);
});

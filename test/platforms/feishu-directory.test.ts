import { afterEach, beforeEach, expect, test } from "vitest";
import { people, place } from "../../src/chat/form.ts";
import { type Bot, form, opening, startBot } from "./feishu-bot.ts";

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  const shown = form({ boss: people({ label: "Boss", max: 1 }), where: place({ label: "Where" }) });
  bot.answer = async (kind, { payload }) => {
    const { values = {} } = kind === "press" ? JSON.parse(payload ?? "{}") : {};
    return opening({ ...shown, values });
  };
});
afterEach(() => bot.close());

/** A group with so many in it that Rapport has not heard of. */
const fill = (many: number): void => {
  const members = Array.from({ length: many }, (_, index) => `colleague${index}`);
  for (const name of members) bot.sandbox.addUser({ name, realName: `同事 ${name.slice(9)}` });
  bot.sandbox.addChat({ name: "everyone", members, withBot: true });
};

test("of many people to pick those are offered who are looked for, and who is picked stays", async () => {
  fill(60);
  const lin = bot.sandbox.person("liwei");
  await lin.say("form");
  const boss = () => lin.form()?.fields[0];
  await bot.sandbox.until(boss);
  expect(boss()?.options).toHaveLength(50);
  await lin.fill({ Boss: "@colleague7" });
  expect((await lin.suggestions("Boss", "同事 41")).map(({ label }) => label)).toEqual(["同事 7", "同事 41"]);
  expect(boss()?.shown).toBe("同事 7");
});

test("of more people and groups than come on one page none is left out", async () => {
  for (let group = 0; group < 105; group++) bot.sandbox.addChat({ name: `group ${group}`, members: [], withBot: true });
  fill(105);
  const lin = bot.sandbox.person("liwei");
  // The lists are long: the first form opens before they are here.
  await lin.say("form");
  await bot.sandbox.until(() => lin.form());
  const pages = () => bot.sandbox.calls.filter(({ api }) => api.endsWith("/:chat_id/members")).length;
  await expect.poll(pages).toBe(109);
  await lin.say("form");
  await bot.sandbox.until(() => lin.form()?.fields[0]?.options?.length === 50);
  expect((await lin.suggestions("Boss", "同事 104")).map(({ label }) => label)).toEqual(["同事 104"]);
  expect((await lin.suggestions("Where", "everyone")).map(({ label }) => label)).toEqual(["everyone"]);
});

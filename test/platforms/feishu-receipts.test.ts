import { afterAll, beforeAll, expect, test } from "vitest";
import { text } from "../../src/chat/form.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { type Bot, card, form, opening, startBot } from "./feishu-bot.ts";

let bot: Bot;
let emma: Person;
beforeAll(async () => {
  bot = await startBot();
  emma = bot.sandbox.person("emma");
});
afterAll(() => bot.close());

const FIELDS = { line: text({ label: "Line", max: 100, optional: true }) };

test.each([
  ["that card", {}],
  ["a new one, when that can no longer be changed", { gone: true }],
])(
  "opened from a card ends in few words: what it came to is on %s",
  async (_, { gone = false }: { gone?: boolean }) => {
    const press = { label: "Do", press: { action: "trial.do", payload: { n: 1 } } };
    const title = gone ? "Old list" : "List";
    bot.answer = async (kind) => {
      if (kind === "press") return opening(form(FIELDS));
      const lines = [{ text: `All of ${title}` }];
      if (kind === "submit") return { shown: { kind: "replace", card: card(`${title} changed`, { lines }) } };
      return { shown: { kind: "card", card: card(title, { buttons: [press] }), to: "you" } };
    };
    await emma.say("list");
    const reads = (text: string) => emma.messages().filter((one) => one.by.isBot && one.text.includes(text));
    const list = await bot.sandbox.until(() => reads(title).at(-1));
    await emma.press(list, "Do");
    await bot.sandbox.until(() => emma.form());
    if (gone)
      for (const on of ["PATCH /open-apis/im/v1/messages/:message_id", "POST /open-apis/interactive/v1/card/update"])
        bot.sandbox.faults.add({ on, do: "error", code: 230031 });
    await emma.submit();
    const [shown, ...more] = await bot.sandbox.until(() =>
      reads(`All of ${title}`).length > 0 ? reads(`All of ${title}`) : undefined,
    );
    expect(more).toEqual([]);
    expect(shown?.id === list.id).toBe(!gone);
    expect(reads(`${title} changed`).map(({ text }) => text.includes("The card you came from"))).toContain(true);
  },
);

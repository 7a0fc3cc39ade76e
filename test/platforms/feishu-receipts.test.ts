import { expect, test } from "vitest";
import { text } from "../../src/chat/form.ts";
import { card, form, opening } from "./feishu-bot.ts";
import { withFormSeat } from "./feishu-seat.ts";

const seat = withFormSeat();
const FIELDS = { line: text({ label: "Line", max: 100, optional: true }) };

test.each([
  ["that card", {}],
  ["a new one, when that can no longer be changed", { gone: true }],
])(
  "opened from a card ends in few words: what it came to is on %s",
  async (_, { gone = false }: { gone?: boolean }) => {
    const press = { label: "Do", press: { action: "trial.do", payload: { n: 1 } } };
    const title = gone ? "Old list" : "List";
    seat.bot.answer = async (kind) => {
      if (kind === "press") return opening(form(FIELDS));
      const lines = [{ text: `All of ${title}` }];
      if (kind === "submit") return { shown: { kind: "replace", card: card(`${title} changed`, { lines }) } };
      return { shown: { kind: "card", card: card(title, { buttons: [press] }), to: "you" } };
    };
    await seat.emma.say("list");
    const reads = (text: string) => seat.emma.messages().filter((one) => one.by.isBot && one.text.includes(text));
    const list = await seat.bot.sandbox.until(() => reads(title).at(-1));
    await seat.emma.press(list, "Do");
    await seat.bot.sandbox.until(() => seat.emma.form());
    if (gone)
      for (const on of ["PATCH /open-apis/im/v1/messages/:message_id", "POST /open-apis/interactive/v1/card/update"])
        seat.bot.sandbox.faults.add({ on, do: "error", code: 230031 });
    await seat.emma.submit();
    const [shown, ...more] = await seat.bot.sandbox.until(() =>
      reads(`All of ${title}`).length > 0 ? reads(`All of ${title}`) : undefined,
    );
    expect(more).toEqual([]);
    expect(shown?.id === list.id).toBe(!gone);
    expect(reads(`${title} changed`).map(({ text }) => text.includes("The card you came from"))).toContain(true);
  },
);

import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ShownForm } from "../../src/chat/port.ts";
import type { Form, Person } from "../../src/sandbox/driver.ts";
import { type Arrived, type Bot, card, opening, startBot } from "./feishu-bot.ts";

/** Somebody in front of a bot of this test file's own, which gives out the forms that a test hands it. */
export interface FormSeat {
  readonly bot: Bot;
  readonly emma: Person;
  /** Has the bot answer words with that form, and says some. */
  asks(shown: ShownForm, where?: { readonly in?: string }): Promise<void>;
  /** The same, until the form is there. */
  opens(shown: ShownForm, where?: { readonly in?: string }): Promise<Form>;
  submits(): readonly Arrived[];
}

export const withFormSeat = (): FormSeat => {
  let bot: Bot;
  let emma: Person;
  beforeAll(async () => {
    bot = await startBot();
    emma = bot.sandbox.person("emma");
  });
  afterAll(() => bot.close());
  beforeEach(async () => {
    bot.sandbox.faults.clear();
    bot.sandbox.desk.emptyFields = "as documented";
    bot.found = () => [];
    if (emma.form()) await emma.close({ all: true });
    bot.arrivals.length = 0;
  });
  /** A file is answered with nothing, a submit with a card; a step as the reopen button is. */
  const asks: FormSeat["asks"] = async (shown, where = {}) => {
    bot.answer = async (kind, { payload, typed }) => {
      if (kind === "submit") return { shown: { kind: "card", card: card("Saved"), to: "you" } };
      if (kind === "say") return typed === "" ? {} : opening(shown);
      const { values = {} } = JSON.parse(payload ?? "{}");
      return opening({ ...shown, values });
    };
    await emma.say(where.in === undefined ? "form" : "@Rapport form", where);
  };
  return {
    get bot() {
      return bot;
    },
    get emma() {
      return emma;
    },
    asks,
    async opens(shown, where) {
      await asks(shown, where);
      return bot.sandbox.until(() => emma.form());
    },
    submits: () => bot.arrivals.filter(({ kind }) => kind === "submit"),
  };
};

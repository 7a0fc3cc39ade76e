import type { Client } from "@larksuiteoapi/node-sdk";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { clientOf, connect, sendCard, startSandbox, TENANT } from "./sandbox-feishu-app.ts";

/** What the bot was told, flat as the SDK hands it on. */
export interface Heard {
  readonly event_key?: string;
  readonly message?: { message_id: string; chat_id: string; content: string; root_id?: string; mentions?: object[] };
  readonly last_message_id?: string;
  readonly operator?: { open_id: string };
  readonly action?: Record<string, unknown>;
  readonly context?: { open_message_id: string; open_chat_id: string };
}

/** People in front of the sandbox, and a bot of a few lines behind it, connected by Feishu's own SDK. */
export interface Seat {
  readonly sandbox: FeishuSandbox;
  readonly client: Client;
  readonly clock: MovableClock;
  readonly heard: Heard[];
  /** What a press is answered; `{}` again before every test. */
  reply: (use: Heard) => object | Promise<object>;
  /** What the bot does when it hears something else. */
  onEvent: (event: Heard) => unknown;
  readonly li: Person;
  /** A card with these elements in Li's conversation with the bot. */
  post(...elements: object[]): Promise<Message>;
}

const HOME_MENU = { eventKey: "rapport.home", name: "首页" };

export const withSeat = (): Seat => {
  const clock = new MovableClock();
  const heard: Heard[] = [];
  let sandbox: FeishuSandbox | undefined;
  let client: Client | undefined;
  let stop: (() => void) | undefined;
  const there = <T>(value: T | undefined): T => {
    if (!value) throw new Error("withSeat() is ready inside a test.");
    return value;
  };
  const seat: Seat = {
    clock,
    heard,
    reply: () => ({}),
    onEvent: () => undefined,
    get sandbox() {
      return there(sandbox);
    },
    get client() {
      return there(client);
    },
    get li() {
      return there(sandbox).person("liwei");
    },
    async post(...elements) {
      const id = await sendCard(seat.client, seat.sandbox.idOf("liwei"), card(elements));
      return there(seat.li.messages().find((message) => message.id === id));
    },
  };
  const hear = async (event: Heard) => {
    heard.push(event);
    await seat.onEvent(event);
  };
  beforeAll(async () => {
    const tenant = { ...TENANT, app: { ...TENANT.app, menu: [{ eventKey: "visit", name: "记拜访" }, HOME_MENU] } };
    sandbox = await startSandbox({ rates: false, clock, tenant });
    client = clientOf(sandbox);
    ({ stop } = await connect(sandbox, {
      "im.message.receive_v1": hear,
      "im.message.recalled_v1": hear,
      "im.chat.access_event.bot_p2p_chat_entered_v1": hear,
      "application.bot.menu_v6": hear,
      "card.action.trigger": (use: Heard) => {
        heard.push(use);
        return seat.reply(use);
      },
    }));
  });
  afterAll(async () => {
    stop?.();
    await sandbox?.stop();
  });
  beforeEach(() => {
    heard.length = 0;
    seat.reply = () => ({});
    seat.onEvent = () => undefined;
  });
  return seat;
};

export const plain = (content: string) => ({ tag: "plain_text", content });
export const md = (content: string) => ({ tag: "markdown", content });
export const card = (elements: object[], more: object = {}) => ({ schema: "2.0", body: { elements }, ...more });
export const raw = (elements: object[], more: object = {}) => ({
  card: { type: "raw", data: card(elements, more) },
});
export const button = (label: string, value: object = {}, more: object = {}) => ({
  tag: "button",
  text: plain(label),
  behaviors: [{ type: "callback", value }],
  ...more,
});
export const row = (...elements: object[]) => ({
  tag: "column_set",
  columns: elements.map((element) => ({ tag: "column", elements: [element] })),
});
export const option = (value: string, label = value) => ({ text: plain(label), value });
export const input = (name: string, more: object = {}) => ({ tag: "input", name, ...more });
export const select = (name: string, values: readonly string[], more: object = {}) => ({
  tag: "select_static",
  name,
  options: values.map((value) => option(value)),
  ...more,
});
const submit = button("保存", { a: "save" }, { name: "save", type: "primary_filled", form_action_type: "submit" });
export const form = (...elements: object[]) => ({ tag: "form", name: "f", elements: [...elements, row(submit)] });
export const titled = { header: { title: plain("记拜访") } };

/** Forms in front of Li, who begins every test with none. */
export const formsOf = (seat: Seat) => {
  beforeEach(async () => {
    if (seat.li.form()) await seat.li.close({ all: true });
    seat.heard.length = 0;
  });
  return {
    open: async (...elements: object[]) => {
      await sendCard(seat.client, seat.li.id, card([form(...elements)], titled));
      const opened = seat.li.form();
      if (!opened) throw new Error("that was no form");
      return opened;
    },
    field: (label: string) => seat.li.form()?.fields.find((one) => one.label === label),
    sent: (index = -1) => seat.heard.at(index)?.action?.form_value,
  };
};

/** What a submit held in that field. */
export const valueIn = ({ action }: Heard, name: string) =>
  (action?.form_value as Record<string, string> | undefined)?.[name];

import { afterEach, beforeEach, expect, test } from "vitest";
import { PortError, type SentMessage } from "../../src/chat/port.ts";
import { type Bot, card, startBot } from "./feishu-bot.ts";

const PATCH = "PATCH /open-apis/im/v1/messages/:message_id";
const NOBODY = () => undefined;

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

const post = (key = "k"): Promise<SentMessage> =>
  bot.port.post(
    { workspace: bot.sandbox.tenantKey, place: bot.sandbox.idOf("team") },
    { card: card("Posted"), key, mention: NOBODY },
  );

test.each([
  [230013, "forbidden"],
  [230029, "forbidden"],
  [230053, "forbidden"],
  [230011, "gone"],
  [230110, "gone"],
  [200000, "gone"],
  [232009, "gone"],
])(
  "a card that cannot be changed for %s is %s: where its reader alone is out of reach it still stands",
  async (code, failure) => {
    const sent = await post();
    bot.sandbox.faults.add({ on: PATCH, do: "error", code, times: 1 });
    const refused = await bot.port.edit(sent, { card: card("New"), mention: NOBODY }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PortError);
    expect(refused).toMatchObject({ failure, uncertain: false });
  },
);

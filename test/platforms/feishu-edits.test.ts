import { afterEach, beforeEach, expect, test } from "vitest";
import { type Mention, PortError, type SentMessage } from "../../src/chat/port.ts";
import { asMemberId, newId } from "../../src/core/ids.ts";
import { type Bot, card, startBot } from "./feishu-bot.ts";

const PATCH = "PATCH /open-apis/im/v1/messages/:message_id";
const NOBODY = () => undefined;

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

const post = (said = card("Posted"), mention: Mention = NOBODY): Promise<SentMessage> =>
  bot.port.post(
    { workspace: bot.sandbox.tenantKey, place: bot.sandbox.idOf("team") },
    { card: said, key: "k", mention },
  );

test.each([
  [230013, "forbidden"],
  [230029, "gone"],
  [99992351, "gone"],
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

test("a card that mentions somebody whom Feishu does not know any more comes with their name", async () => {
  const who = asMemberId(newId());
  const mention: Mention = (member) => (member === who ? `ou_${"0".repeat(32)}` : undefined);
  const about = (verb: string) => card("Decided", { text: [[verb, { person: who, name: "李伟" }]] });
  const sent = await post(about("Approved by "), mention);
  const emma = bot.sandbox.person("emma");
  const look = () => emma.messages({ in: "team" }).map(({ text }) => text);
  expect(look()).toEqual([expect.stringContaining("Approved by 李伟")]);
  await bot.port.edit(sent, { card: about("Rejected by "), mention });
  expect(look()).toEqual([expect.stringContaining("Rejected by 李伟")]);
});

test("two files of one name within the hour are two: the second is not taken for the first", async () => {
  const target = { workspace: bot.sandbox.tenantKey, place: bot.sandbox.idOf("team") };
  const file = { name: "客户 2026-11-26.xlsx", bytes: Uint8Array.from([1, 2, 3]) };
  const since = bot.clock.now();
  await bot.port.sendFile(target, { ...file, key: "first" });
  expect(await bot.port.hasFile(target, file, since)).toBe(false);
  for (let times = 0; times < 2; times += 1) await bot.port.sendFile(target, { ...file, key: "second" });
  const emma = bot.sandbox.person("emma");
  expect(emma.messages({ in: "team" }).flatMap(({ files }) => files)).toHaveLength(2);
});

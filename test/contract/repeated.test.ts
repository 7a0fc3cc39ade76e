import { afterEach, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { feishuPlatform } from "./feishu.ts";
import { withStage } from "./stage.ts";

const WORDS = "im.message.receive_v1";
/** Milliseconds: a bot has started anew by then. */
const LATER = 3_000;

const platform = feishuPlatform("socket");
const stage = withStage(() => platform);
afterEach(() => platform.trouble.clear());

/** Says it; that it was heard is lost, and Feishu brings it again when another process is there and no lease holds. */
const saidTwice = async (text: string): Promise<void> => {
  const { sandbox } = platform;
  const { length: before } = sandbox.deliveries;
  sandbox.faults.add({ to: WORDS, do: "lose_answer", times: 1 });
  const stop = sandbox.faults.add({ to: WORDS, do: "delay", ms: LATER });
  await platform.person("emma").say(text);
  await stage.restart();
  await from({ database: stage.database.handle }).delivery.updateMany({ data: { leasedUntil: new Date(0) } });
  await expect
    .poll(() => sandbox.deliveries.slice(before).map(({ outcome }) => outcome), { timeout: 10_000 })
    .toEqual(["late", "answered"]);
  stop();
};

test.each([
  ["an answer", "trial show looked up", "looked up"],
  ["a form", "trial small good", "One line"],
])(
  "%s that changed nothing is not given again by another process, to which the words come again",
  async (_, text, shown) => {
    const emma = platform.person("emma");
    await saidTwice(text);
    await platform.quiet();
    expect(emma.messages().filter((one) => one.by.isBot && one.text.includes(shown))).toHaveLength(1);
  },
);

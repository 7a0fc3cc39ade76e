import { afterEach, expect, test } from "vitest";
import type { Inbound } from "../../src/chat/port.ts";
import type { FeishuPort } from "../../src/platforms/feishu/index.ts";
import { anotherPort, type Bot, card, recording, startBot } from "./feishu-bot.ts";

const nobody = () => undefined;
let bot: Bot | undefined;
let other: FeishuPort | undefined;
afterEach(async () => {
  await other?.stop();
  await bot?.close();
});

/** What is brought when an answer counts as given: everything a port says of itself is in `settled`. */
test.each(["socket", "http"] as const)(
  "a card that is being pressed cannot be changed by another process for now; what it brings once the answer is given comes last, by %s",
  async (mode) => {
    bot = await startBot({ mode, start: false });
    other = anotherPort(bot);
    const { sandbox, port } = bot;
    const emma = sandbox.person("emma");
    const seen: unknown[] = [];
    const look = () => emma.messages({ in: "team" }).at(-1)?.text ?? "";
    const newest = { card: card("Signed twice"), mention: nobody };
    const inbound: Inbound = {
      ...recording(bot),
      press: async () => {
        seen.push(await other?.edit(standing, newest).catch((error: unknown) => error), look());
        return {
          shown: { kind: "replace", card: card("Signed once") },
          settled: async () => {
            await sandbox.until(() => look() === "Signed once");
            seen.push(look());
            await other?.edit(standing, newest);
          },
          missed: () => Promise.reject(new Error("nothing is missed here")),
        };
      },
    };
    await port.start(inbound);
    const offered = card("Not signed", { buttons: [{ label: "Sign", press: { action: "trial.sign", payload: 1 } }] });
    const target = { workspace: sandbox.tenantKey, place: sandbox.idOf("team") };
    const standing = await port.post(target, { card: offered, key: "k", mention: nobody });
    await emma.press(emma.messages({ in: "team" }).at(-1)!, "Sign");
    await sandbox.until(() => seen.length === 3 && look() === "Signed twice");
    const pressed = { failure: "rate_limited", retryAfter: 1000, uncertain: false };
    expect(seen).toEqual([expect.objectContaining(pressed), expect.stringContaining("Not signed"), "Signed once"]);
  },
);

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
  "an answer that comes after another process changed the card shows the older face; what is brought once it is given comes last, by %s",
  async (mode) => {
    bot = await startBot({ mode, start: false });
    other = anotherPort(bot);
    const { sandbox, port } = bot;
    const emma = sandbox.person("emma");
    const seen: string[] = [];
    const look = () => emma.messages({ in: "team" }).at(-1)?.text ?? "";
    const newest = { card: card("Signed twice"), mention: nobody };
    const inbound: Inbound = {
      ...recording(bot),
      press: async () => {
        await other?.edit(standing, newest);
        seen.push(look());
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
    await sandbox.until(() => seen.length === 2 && look() === "Signed twice");
    expect(seen).toEqual(["Signed twice", "Signed once"]);
  },
);

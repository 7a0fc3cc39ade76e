import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { startBot } from "../../src/bot.ts";
import { defineAction } from "../../src/chat/card.ts";
import { defineFeature, onPress } from "../../src/chat/feature.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { withConversation } from "../support/conversation.ts";
import { MemoryPort } from "../support/memory-port.ts";

let built = 0;
const mark = defineAction("board.mark", z.object({}));
const board = defineFeature({
  name: "board",
  actions: [onPress(mark, async () => ({ show: { tone: "done", title: "Marked", plain: "Marked" } }))],
  home: [
    {
      order: 1,
      async build() {
        built += 1;
        return [];
      },
    },
  ],
});
const house = withConversation({ features: [board], at: "2026-11-23T09:00:00+08:00" });

test("a Home that is being drawn anew is waited for", async () => {
  const { platform, workspace, people } = house.company;
  const identity = { platform, workspace, user: people.李伟!.user };
  const place = { platform, workspace, place: "D1", kind: "direct", home: true } as const;
  const press = { id: "press:1", identity, place, receivedAt: house.clock.now() };
  await house.kernel.press({ ...press, action: mark.name, payload: "{}" });
  await house.kernel.drain();
  expect(built).toBe(1);
});

test("a platform that does not end in order keeps nothing else from ending", async () => {
  const ended: string[] = [];
  class Stubborn extends MemoryPort {
    override async stop() {
      throw new Error("The line is stuck.");
    }
  }
  class Orderly extends MemoryPort {
    override async stop() {
      ended.push(this.platform);
    }
  }
  const bot = await startBot({
    database: house.database,
    features: [],
    ports: [new Stubborn("one"), new Orderly("two")],
    clock: house.clock,
    log: pino({ level: "silent" }),
    metrics: createMetrics(),
  });
  await expect(bot.stop()).rejects.toThrow("The line is stuck.");
  expect(ended).toEqual(["two"]);
});

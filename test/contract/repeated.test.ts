import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { asOrganizationId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { contextOf } from "../../src/jobs/context.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { unansweredTick } from "../../src/notify/unanswered.ts";
import { feishuPlatform } from "./feishu.ts";
import { withStage } from "./stage.ts";

const WORDS = "im.message.receive_v1";
const SEND = "POST /open-apis/im/v1/messages";
/** Milliseconds: a bot has mostly started anew by then; else Feishu finds nobody, and brings them once more. */
const LATER = 3_000;

const platform = feishuPlatform("socket");
const stage = withStage(() => platform);
const sql = (text: string) => from({ database: stage.database.handle }).$executeRawUnsafe(text);
afterEach(() => platform.trouble.clear());

/** Feishu has them brought again when another process is there, and no lease holds. */
const broughtAgain = async (text: string, first: "late" | "failed"): Promise<void> => {
  const { sandbox } = platform;
  const { length: before } = sandbox.deliveries;
  const outcomes = () => sandbox.deliveries.slice(before).map(({ outcome }) => outcome);
  const stop = sandbox.faults.add({ to: WORDS, do: "delay", ms: LATER });
  await platform.person("emma").say(text);
  await stage.restart();
  await sql(`UPDATE "Delivery" SET "leasedUntil" = now() - interval '1 second'`);
  await expect.poll(() => outcomes().at(-1)).toBe("answered");
  expect(outcomes()[0]).toBe(first);
  stop();
  await platform.quiet();
};
/** Its acknowledgement is lost, though the words were answered. */
const heardTwice = (text: string): Promise<void> => {
  platform.sandbox.faults.add({ to: WORDS, do: "lose_answer", times: 1 });
  return broughtAgain(text, "late");
};
const read = (shown: string) =>
  platform
    .person("emma")
    .messages()
    .filter((one) => one.by.isBot && one.text.includes(shown));

test.each([
  ["an answer", "trial show looked up", "looked up"],
  ["a form", "trial small good", "One line"],
])(
  "%s that changed nothing is not given again by another process, to which the words come again",
  async (_, text, shown) => {
    await heardTwice(text);
    expect(read(shown)).toHaveLength(1);
  },
);

describe("an answer that stands and is not known to", () => {
  /** As if the process had been killed once it had said it. */
  const unmarked = async (work: () => Promise<void>): Promise<void> => {
    await sql(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`);
    await sql(
      `CREATE TRIGGER forget BEFORE UPDATE OF "answeredAt" ON "Delivery" FOR EACH ROW EXECUTE FUNCTION forget()`,
    );
    try {
      await work();
    } finally {
      await sql("DROP FUNCTION forget CASCADE");
    }
  };

  test("is one message with the same said again, with what stands below it", async () => {
    const { audited } = stage;
    const before = await audited();
    await unmarked(() => heardTwice("trial change"));
    expect(
      platform.sandbox.calls.filter(
        ({ api, body }) => api === SEND && JSON.stringify(body).includes("Changed by words"),
      ),
    ).toHaveLength(2);
    const [answer, ...more] = read("Changed by words");
    expect(more).toEqual([]);
    expect(
      platform
        .person("emma")
        .messages({ thread: answer! })
        .filter(({ text }) => text.includes("Below the change")),
    ).toHaveLength(1);
    expect(await audited()).toBe(before + 1);
  });

  test("is not said once more by the message that would tell it", async () => {
    const { database, clock } = stage;
    const emma = platform.person("emma");
    await emma.say("trial card");
    await unmarked(async () => {
      await emma.press(emma.last()!, "Tell");
      await stage.restart();
    });
    expect(read("Told you")).toHaveLength(1);
    await sql(`UPDATE "Delivery" SET "doneAt" = now() - interval '1 minute' WHERE "answeredAt" IS NULL`);
    const { id } = await from({ database: database.handle }).organization.findFirstOrThrow();
    await unansweredTick.run(contextOf({ database: database.handle, clock }, asOrganizationId(id)));
    const ports = new Map([[platform.name, stage.port]]);
    await createDelivery({ database, ports, clock, log: pino({ level: "silent" }) }).deliverDue();
    const told = await from({ database: database.handle }).outgoingMessage.findMany({
      where: { key: { startsWith: "feishu:press:" } },
    });
    expect(told).toMatchObject([{ state: "sent", card: { title: "Told you" } }]);
    expect(read("Told you")).toHaveLength(1);
  });

  test("lost twice on its way it is, too", async () => {
    platform.sandbox.faults.add({ on: SEND, do: "lose_response", times: 2 });
    await broughtAgain("trial show lost twice", "failed");
    expect(read("lost twice")).toHaveLength(1);
  });
});

import { describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import type { Answer } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import { buttonOf, cardText } from "../support/conversation.ts";
import type { StandingMessage } from "../support/memory-port.ts";
import { withPapers } from "../support/papers.ts";

/*
 * A press is answered by the process it came to, while any other may bring the same card a newer face meanwhile: the
 * answer comes last then, and with it the older face.
 */
const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house } = papers;
const WHERE = "C-approvals";

const standing = async (name: string): Promise<{ fee: string; message: StandingMessage }> => {
  const fee = await papers.sendFee(await papers.makeProspect(name));
  await house.delivers();
  const message = house.messagesAt(WHERE).find(({ key }) => key.startsWith(`fee:${fee}:card@`));
  if (!message) throw new Error("There is no card in the channel.");
  return { fee, message };
};
/** Pressed as the card looks at first; not answered on the platform yet. */
const press = ({ platform, workspace, place, message, faces }: StandingMessage, name: string): Promise<Answer> => {
  const { action, payload } = buttonOf(faces[0]!, "同意").press;
  return house.kernel.press({
    id: `test:${newId()}`,
    identity: { platform, workspace, user: house.company.people[name]?.user ?? name },
    place: { platform, workspace, place, message, kind: "group" },
    receivedAt: house.clock.now(),
    action,
    payload: JSON.stringify(payload),
  });
};
const arrives = async (message: StandingMessage, { shown, settled }: Answer): Promise<void> => {
  if (shown?.kind !== "replace") throw new Error(`The card stays as it is: ${JSON.stringify(shown)}`);
  message.faces.push(shown.card);
  await settled();
  await house.delivers();
};
const reads = ({ faces }: StandingMessage): string => cardText(faces.at(-1)!);
const LIST: Card = { tone: "plain", title: "What waits", plain: "What waits" };
const says = (name: string, fee: string) => house.person(name).types("同意", { about: `fee:${fee}` });
const edits = (): number => house.ports.get("slack")!.calls.filter((call) => call === `edit ${WHERE}`).length;

test("a signature whose answer comes after the next one was shown: the card ends with the next one", async () => {
  const { fee, message } = await standing("迟到一号");
  const slow = await press(message, "赵敏");
  await says("王芳", fee);
  await house.delivers();
  expect(reads(message)).toContain("等财务审批");
  await arrives(message, slow);
  expect(message.faces.at(-2)?.title).toContain("等经理审批");
  expect(reads(message)).toContain("等财务审批");
});

test("a stale press that is answered late neither brings an old state back", async () => {
  const { fee, message } = await standing("迟到二号");
  await says("赵敏", fee);
  await house.delivers();
  const slow = await press(message, "赵敏");
  await says("王芳", fee);
  await house.delivers();
  await arrives(message, slow);
  expect(message.faces.at(-2)?.title).toContain("等经理审批");
  expect(reads(message)).toContain("等财务审批");
});

test("answered in its turn a card is brought nothing more than its one change", async () => {
  const { message } = await standing("准时");
  const before = edits();
  await arrives(message, await press(message, "赵敏"));
  expect(reads(message)).toContain("等经理审批");
  expect(edits()).toBe(before + 1);
  await arrives(message, await press(message, "赵敏"));
  expect(edits()).toBe(before + 1);
});

test("a card turned into what only the answer says stays so, though it was changed a moment before", async () => {
  const { fee, message } = await standing("刚改过");
  await says("赵敏", fee);
  await house.delivers();
  const { shown, settled } = await press(message, "赵敏");
  if (shown?.kind !== "replace") throw new Error("The card stays as it is.");
  const { platform, workspace, place, message: id } = message;
  await settled();
  const ground = kernelGround(house.database.handle, house.clock);
  const before = edits();
  await ground.bringNewestFace({ platform, workspace, place, message: id }, { card: LIST, took: 0 });
  await house.delivers();
  expect(edits()).toBe(before);
});

test("a change that is not committed yet when the newest face is brought once more is shown last", async () => {
  const { fee, message } = await standing("同时");
  const { shown, settled } = await press(message, "赵敏");
  await says("王芳", fee);
  await house.delivers();
  if (shown?.kind !== "replace") throw new Error("The card stays as it is.");
  message.faces.push(shown.card);
  const client = await house.database.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO "OutgoingMessage" (id, "organizationId", key, kind, "refId", platform, workspace, lane, card, "nextAt")
       SELECT gen_random_uuid(), m."organizationId", 'edit:' || gen_random_uuid(), 'edit', m."refId", m.platform,
         m.workspace, m.lane, $1::jsonb, to_timestamp(0)
       FROM "OutgoingMessage" m JOIN "MessageRef" r ON r.id = m."refId" WHERE r.message = $2 AND m.kind = 'edit'
       ORDER BY m.seq DESC LIMIT 1`,
      [JSON.stringify(LIST), message.message],
    );
    await settled();
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  await house.delivers();
  expect(reads(message)).toContain("What waits");
});

describe("a face under way when the newest is brought once more", () => {
  /** 王芳 has signed after 赵敏, and that face is on its way when the answer to 赵敏 arrives. */
  const underWay = async (name: string) => {
    const { fee, message } = await standing(name);
    const { shown, settled } = await press(message, "赵敏");
    await says("王芳", fee);
    const port = house.ports.get("slack")!;
    const before = edits();
    const land = port.holds(WHERE, "edit");
    const delivered = house.delivers();
    await expect.poll(edits).toBe(before + 1);
    if (shown?.kind !== "replace") throw new Error("The card stays as it is.");
    message.faces.push(shown.card);
    await settled();
    // Whatever else is sent gets through.
    port.holds(WHERE, "edit")();
    const sent = () => edits() - before;
    const lands = async () => {
      land();
      await delivered;
    };
    return { fee, message, sent, lands };
  };

  test("is neither overtaken nor the last", async () => {
    const { fee, message, sent, lands } = await underWay("途中");
    await says("陈静", fee);
    await house.delivers();
    expect(sent()).toBe(1);
    await lands();
    await house.delivers();
    const [once, again, last] = message.faces.slice(-3).map(cardText);
    expect(once).toContain("等财务审批");
    expect(again).toBe(once);
    expect(last).toContain("已批准");
  });

  test("is brought once by whoever takes it over", async () => {
    const { message, sent, lands } = await underWay("接手");
    await from({ database: house.database.handle }).outgoingMessage.updateMany({
      where: { state: "sending", kind: "edit" },
      data: { nextAt: new Date(0) },
    });
    await house.delivers();
    expect(sent()).toBe(2);
    expect(reads(message)).toContain("等财务审批");
    await lands();
    await house.delivers();
    expect(sent()).toBe(2);
  });
});

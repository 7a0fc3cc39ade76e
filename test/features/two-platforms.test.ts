import { beforeAll, expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { revise, tell } from "../../src/notify/tell.ts";
import { cardText, SECOND } from "../support/conversation.ts";
import { card } from "../support/notify-house.ts";
import { withPapers } from "../support/papers.ts";
import { onlyOnSecond, onSecondPlatform } from "../support/second-platform.ts";

const papers = withPapers("2026-11-23T09:00:00+08:00");
const { house } = papers;
const db = () => from({ database: house.database.handle });

/** 王芳 is on both platforms, 赵敏 on the second alone, 陈静 on the first alone; the team has channels on both. */
beforeAll(async () => {
  await onSecondPlatform(house, ["王芳", "赵敏"]);
  await onlyOnSecond(house, ["赵敏"]);
});

const newest = (place: string) =>
  house
    .messagesAt(place)
    .filter(({ thread }) => thread === undefined)
    .at(-1)!;
const standing = (place: string) => cardText(newest(place).faces.at(-1)!);
const linesUnder = (place: string) => {
  const { message } = newest(place);
  return house
    .messagesAt(place)
    .filter(({ thread }) => thread === message)
    .map(({ faces }) => faces.at(-1)!.title);
};
let prospects = 0;
const fileFee = async (): Promise<string> => {
  prospects += 1;
  const fee = await papers.sendFee(await papers.makeProspect(`远东${prospects}`));
  await house.delivers();
  return fee;
};
const BOTH = ["C-approvals", "oc-approvals"];

test("a paper stands in the approvals channel of each platform, with the same lines in both threads", async () => {
  await fileFee();
  for (const place of BOTH) {
    expect(standing(place)).toContain("等内勤审批");
    expect(linesUnder(place)).toHaveLength(1);
  }
  expect(linesUnder("oc-approvals")).toEqual(linesUnder("C-approvals"));
});

test("who is next is mentioned where they have an account, and named elsewhere", async () => {
  await fileFee();
  const line = (place: string) => house.messagesAt(place).findLast(({ thread }) => thread === newest(place).message);
  expect(line("oc-approvals")?.mentions).toEqual(["ou_赵敏"]);
  expect(line("C-approvals")?.mentions).toEqual(["赵敏"]);
});

test("a decision on one platform brings the cards on both up to date, once", async () => {
  const fee = await fileFee();
  const clerk = house.person("赵敏", SECOND);
  await clerk.presses("同意", { on: newest("oc-approvals").faces.at(-1)!, in: "oc-approvals" });
  await house.delivers();
  for (const place of BOTH) {
    expect(standing(place)).toContain("等经理审批");
    expect(linesUnder(place)).toHaveLength(2);
  }
  const manager = house.person("王芳");
  const old = newest("C-approvals").faces.at(-1)!;
  await manager.presses("同意", { on: old, in: "C-approvals" });
  await house.person("王芳", SECOND).presses("同意", { on: old, in: "oc-approvals" });
  expect(house.person("王芳", SECOND).shown).toMatchObject({ kind: "replace", say: { tone: "stopped" } });
  await house.delivers();
  for (const place of BOTH) expect(standing(place)).toContain("等财务审批");
  const approval = await papers.approvalOf(fee);
  expect(approval.steps.map(({ decidedById }) => decidedById)).toEqual([
    house.company.people.赵敏!.id,
    house.company.people.王芳!.id,
    null,
  ]);
  expect(approval.events.map(({ what, from: where }) => [what, where])).toEqual([
    ["sent", "slack"],
    ["approved", "feishu"],
    ["approved", "slack"],
  ]);
});

test("words in either thread decide", async () => {
  await fileFee();
  await house.person("赵敏", SECOND).types("同意", { under: newest("oc-approvals") });
  await house.delivers();
  expect(standing("C-approvals")).toContain("等经理审批");
  await house.person("王芳").types("驳回 超预算", { under: newest("C-approvals") });
  await house.delivers();
  for (const place of BOTH) expect(standing(place)).toContain("已驳回");
});

test("someone decides at once on both platforms: one decision counts, both cards tell it", async () => {
  const fee = await fileFee();
  await house.person("赵敏", SECOND).types("同意", { under: newest("oc-approvals") });
  await house.delivers();
  const sides = [
    house.person("王芳").types("同意", { under: newest("C-approvals") }),
    house.person("王芳", SECOND).types("驳回 不行", { under: newest("oc-approvals") }),
  ];
  await Promise.all(sides);
  await house.delivers();
  const { steps, events } = await papers.approvalOf(fee);
  expect(steps[1]?.decidedById).toBe(house.company.people.王芳!.id);
  expect(events).toHaveLength(3);
  expect(standing("oc-approvals")).toBe(standing("C-approvals"));
});

test("who is next and is where no channel is gets the card directly", async () => {
  const { teamId } = house.company;
  const where = { teamId_platform: { teamId, platform: "feishu" } };
  const kept = await db().teamChannel.delete({ where });
  await fileFee();
  const clerk = house.person("赵敏", SECOND);
  expect(clerk.inbox.at(-1)?.title).toContain("等内勤审批");
  await clerk.presses("同意", { on: clerk.inbox.at(-1)! });
  await house.delivers();
  expect(standing("C-approvals")).toContain("等经理审批");
  expect(house.person("王芳").inbox.filter(({ title }) => title.includes("等经理审批"))).toEqual([]);
  await db().teamChannel.create({ data: kept });
});

test("a card too old on one platform is issued anew there; the old one's thread and buttons still decide", async () => {
  const fee = await fileFee();
  const old = newest("oc-approvals");
  const face = old.faces.at(-1)!;
  house.ports.get("feishu")!.ages("oc-approvals");
  await house.person("赵敏", SECOND).types("同意", { under: old });
  await house.delivers();
  expect(newest("oc-approvals").message).not.toBe(old.message);
  for (const place of BOTH) expect(standing(place)).toContain("等经理审批");
  await house.person("王芳", SECOND).presses("同意", { on: face, in: "oc-approvals" });
  expect(house.person("王芳", SECOND).card.title).toContain("等经理审批");
  expect((await papers.approvalOf(fee)).step).toBe(1);
  await house.person("王芳", SECOND).types("同意", { under: old });
  await house.delivers();
  expect((await papers.approvalOf(fee)).step).toBe(2);
  for (const place of BOTH) expect(standing(place)).toContain("等财务审批");
});

/** Where 王芳 gets what she is told now, whoever changed something and wherever. */
const toldWhere = async (): Promise<string[]> => {
  const inboxes = () => [house.person("王芳"), house.person("王芳", SECOND)].map(({ inbox }) => inbox.length);
  const before = inboxes();
  const told = { key: newId(), to: { member: house.company.people.王芳!.id }, card: () => card("消息") };
  await house.jobContext().change((change) => tell(change, told));
  await house.delivers();
  const after = inboxes();
  return ["slack", "feishu"].filter((_, index) => after[index]! > before[index]!);
};
const prefer = (prefers: string | null) =>
  db().member.update({ where: { id: house.company.people.王芳!.id }, data: { prefers } });

test("messages go where the person was first known, or prefers", async () => {
  expect(await toldWhere()).toEqual(["slack"]);
  await prefer("feishu");
  expect(await toldWhere()).toEqual(["feishu"]);
});

test("messages to an account that is gone go to the person's other one, until someone acts from it again", async () => {
  await prefer("feishu");
  house.ports.get("feishu")!.fails("post", { before: new PortError("gone", "no such user") }, { place: "D-ou_王芳" });
  expect(await toldWhere()).toEqual(["slack"]);
  expect(await toldWhere()).toEqual(["slack"]);
  await fileFee();
  await house.person("赵敏", SECOND).types("同意", { under: newest("oc-approvals") });
  await house.person("王芳", SECOND).types("同意", { under: newest("oc-approvals") });
  expect(await toldWhere()).toEqual(["feishu"]);
});

test("however long it waited for the first platform, it is given all the time a new one has on the other", async () => {
  await prefer("feishu");
  const unavailable = { before: new PortError("unavailable", "503") };
  house.ports.get("feishu")!.fails("post", unavailable, { place: "D-ou_王芳" });
  expect(await toldWhere()).toEqual([]);
  await db().outgoingMessage.updateMany({
    where: { awaySince: { not: null } },
    data: { awaySince: new Date(Date.now() - 25 * 3_600_000), nextAt: new Date(0) },
  });
  house.ports.get("feishu")!.fails("post", { before: new PortError("gone", "no such user") }, { place: "D-ou_王芳" });
  house.ports.get("slack")!.fails("post", unavailable);
  const { length } = house.person("王芳").inbox;
  await house.delivers();
  await db().outgoingMessage.updateMany({ where: { awaySince: { not: null } }, data: { nextAt: new Date(0) } });
  await house.delivers();
  expect(house.person("王芳").inbox).toHaveLength(length + 1);
});

test("a card that was to be kept up to date is so where it went instead", async () => {
  await prefer("feishu");
  const gone = { before: new PortError("gone", "no such user") };
  house.ports.get("feishu")!.fails("post", gone, { place: "D-ou_王芳" });
  const { id } = house.company.people.王芳!;
  const { change } = house.jobContext();
  await change((inside) => tell(inside, { key: newId(), to: { member: id }, about: "fee:x", card: () => card("一") }));
  await house.delivers();
  await change((inside) => revise(inside, "fee:x", () => card("二")));
  await house.delivers();
  expect(house.person("王芳").inbox.at(-1)?.title).toBe("二");
});

test("when every account is gone the admin is told", async () => {
  for (const port of house.ports.values())
    port.fails(
      "post",
      { before: new PortError("gone", "no such user") },
      { place: `D-${port.platform === "slack" ? house.company.people.王芳!.user : "ou_王芳"}` },
    );
  expect(await toldWhere()).toEqual([]);
  await house.delivers();
  expect(house.person("林涛").inbox.at(-1)?.title).toBe("发给王芳的消息送不到");
});

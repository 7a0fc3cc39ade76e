import { beforeEach, describe, expect, test } from "vitest";
import { customers } from "../../src/features/customers/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { people } from "../../src/features/people/index.ts";
import { cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [customers, handover, people]);
const { house, db, unchanged } = papers;
const person = (name: string) => house.person(name);
const idOf = (name: string) => house.company.people[name]!.id;
const approve = async (name: string, id: string) => {
  const { version } = await papers.approvalOf(id);
  await person(name).presses(
    { action: "approvals.approve", payload: { subject: "fee", id, version } },
    { in: "C-approvals" },
  );
};

describe("a customer goes to whoever has signed its fee", () => {
  let round = 0;
  let prospect: Prospect;
  let id: string;
  let number: string;
  const takes = () => person("王芳").fills({ to: { choose: `${idOf("王芳")}:${house.company.teamId}` } });
  beforeEach(async () => {
    round += 1;
    prospect = await papers.makeProspect(`签过${round}`);
    id = await papers.sendFee(prospect);
    for (const name of ["赵敏", "王芳"]) await approve(name, id);
    ({ number } = await db().fee.findUniqueOrThrow({ where: { id } }));
    await person("王芳").presses({ action: "handover.begin", payload: { customerId: prospect.customerId } });
  });

  test("the form names the fee before anything happens, and asks again; the done card names it", async () => {
    await unchanged(() => takes().submits());
    expect(JSON.stringify(person("王芳").form)).toContain(`移交后这些单子作废：${number} · 签过${round}`);
    await person("王芳").submits();
    expect(await papers.approvalOf(id)).toMatchObject({ state: "invalid" });
    expect(cardText(person("王芳").card)).toContain(`接手的人签过，已作废：${number} · 签过${round}`);
  });

  test("somebody else is chosen then, and the fee goes along", async () => {
    await takes().submits();
    await person("王芳")
      .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
      .submits();
    expect(person("王芳").card.tone).toBe("done");
    expect(cardText(person("王芳").card)).not.toContain("已作废");
    expect(await papers.approvalOf(id)).toMatchObject({ state: "waiting", requesterId: idOf("Emma"), step: 2 });
  });

  test("undone, it waits again where it stood, with its signatures, and goes on", async () => {
    const before = await papers.approvalOf(id);
    await takes().submits();
    await person("王芳").submits();
    const at = house.clock.now();
    house.clock.freezeAt(new Date(at.getTime() + 60_000));
    await person("王芳").presses("撤销");
    house.clock.freezeAt(at);
    expect(person("王芳").card.title).toBe("已从 王芳 撤回：1 家");
    const after = await papers.approvalOf(id);
    expect(after).toMatchObject({ state: "waiting", step: 2, requesterId: idOf("李伟"), closedAt: null });
    expect(after.steps).toEqual(before.steps);
    expect((await papers.thread(id)).at(-1)).toContain("移交已撤销，单子回到 李伟 手上");
    expect((await papers.sentTo("李伟")).map(cardText).join("\n")).toContain(
      `又回到你手上 · 特殊费用 ¥800 · 签过${round}`,
    );
    expect((await papers.channelCard(id)).title).not.toContain("作废");
    await approve("陈静", id);
    expect(await papers.approvalOf(id)).toMatchObject({ state: "approved" });
  });

  test("undone, one that was invalid for another reason stays so", async () => {
    const other = await papers.makeProspect(`另一${round}`);
    const otherFee = await papers.sendFee(other);
    await papers.sign(other, "2026-11-19");
    await papers.tick();
    expect(await papers.approvalOf(otherFee)).toMatchObject({ state: "invalid" });
    const was = await papers.approvalOf(otherFee);
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 1000));
    await person("王芳").presses({ action: "handover.begin", payload: { customerId: other.customerId } });
    await takes().submits();
    await person("王芳").presses("撤销");
    expect(person("王芳").card.tone).toBe("past");
    expect(await papers.approvalOf(otherFee)).toEqual(was);
  });
});

import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Stage } from "../../src/domain/stages.ts";
import { board } from "../../src/features/board/index.ts";
import { deals } from "../../src/features/deals/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { summary } from "../../src/features/summary/index.ts";
import { withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [board, pipeline, deals, summary], at: "2026-11-25T09:00:00+08:00" });
const { db, makeDeal, movesOf, theDeal } = dealsOf(house);
const [wang, li] = [() => house.person("王芳"), () => house.person("李伟")];

const atNinety = {
  stage: "p90",
  firstMeetingOn: day("2026-10-01"),
  contractSignedOn: day("2026-10-30"),
  papersSigned: true,
  moneyConfirmedAt: new Date("2026-11-10T02:00:00Z"),
  amountMinor: 5_000_000n,
} as const;

const moved = async (dealId: string, [from, to]: readonly [Stage, Stage], at: string): Promise<void> => {
  const { organizationId, teamId } = house.company;
  const row = { id: newId(), organizationId, dealId, teamId, cause: "person", movedOn: day(at.slice(0, 10)) } as const;
  await db().dealMove.create({ data: { ...row, from, to, at: new Date(at) } });
};
/** What the team's head line, the rep's line and its ratio say of a week. */
const readsWeek = async (): Promise<{ head: string; rep: string; ratio: string }> => {
  await wang().types("/summary");
  const [card, head] = [wang().card, /成交 .+?(?= · )/.exec(wang().reads)?.[0] ?? ""];
  const lineOf = async (part: string) => {
    await wang().presses(part, { on: card });
    return wang()
      .reads.split("\n")
      .find((line) => line.startsWith("李伟")) as string;
  };
  return { head, rep: await lineOf("按人"), ratio: await lineOf("近 12 周比例") };
};

test("won in a week is what moved to won in it, whenever it was accepted; team, rep and ratio say the same", async () => {
  const id = await makeDeal("补登的单", atNinety);
  await li().presses({ action: "pipeline.move", payload: { id, to: "won" } });
  await li().fills({ acceptedOn: "2026-11-12", booked: true }).submits();
  expect(li().card.title).toBe("补登的单：90% → 成交");
  expect(await theDeal(id)).toMatchObject({ stage: "won", closedOn: day("2026-11-12") });
  expect((await movesOf(id)).at(-1)).toMatchObject({ to: "won", movedOn: day("2026-11-25") });
  expect(await readsWeek()).toEqual({
    head: "成交 1 单 ¥5万",
    rep: "李伟 | 0 | 0 | 0 | 0 | 1 | – | ¥5万",
    ratio: "李伟 | 0 | 0 | 0 | 1 | 0:0:1",
  });
});

test("what moved back from won is won no longer, and a deal that moved there twice is won once, the second time", async () => {
  const back = await makeDeal("退回的单", atNinety);
  await moved(back, ["p90", "won"], "2026-11-24T02:00:00Z");
  await moved(back, ["won", "p90"], "2026-11-24T03:00:00Z");
  const twice = await makeDeal("两次的单", { ...atNinety, stage: "won", closedOn: day("2026-11-24") });
  await moved(twice, ["p90", "won"], "2026-11-10T02:00:00Z");
  await moved(twice, ["won", "p90"], "2026-11-11T02:00:00Z");
  await moved(twice, ["p90", "won"], "2026-11-24T02:00:00Z");
  expect(await readsWeek()).toEqual({
    head: "成交 2 单 ¥10万（2 周平均 0 单）",
    rep: "李伟 | 0 | 0 | 0 | 1 | 2 | – | ¥10万",
    ratio: "李伟 | 0 | 0 | 0 | 2 | 0:0:1",
  });
});

test("the month counts as its weeks do: the forecast and the board's column have what moved in it, not what was accepted in it", async () => {
  const accepted = await makeDeal("十一月验收的单", { ...atNinety, stage: "won", closedOn: day("2026-11-02") });
  await moved(accepted, ["p90", "won"], "2026-10-31T02:00:00Z");
  const id = await makeDeal("十月验收的单", atNinety);
  await li().presses({ action: "pipeline.move", payload: { id, to: "won" } });
  await li().fills({ acceptedOn: "2026-10-30", booked: true }).submits();
  await wang().types("/summary");
  expect(wang().reads).toContain("成交 3 单 ¥15万");
  // With what went back to 90 %, at its weight.
  expect(wang().reads).toContain("预测: 本月 ¥19.5万");
  await li().types("/board");
  expect(li().reads).toContain("本月成交 3 (¥15万)");
  await li().presses({ action: "board.column", payload: { of: "mine", column: "won" } });
  expect(li().reads).toContain("十月验收的单");
  expect(li().reads).not.toContain("十一月验收的单");
});

test("the card of a win says how many first meetings one takes by the team's own ratio, as its Friday summary does", async () => {
  house.clock.freezeAt(new Date("2027-06-09T09:00:00+08:00"));
  const win = async (name: string): Promise<string> => {
    const id = await makeDeal(name, atNinety);
    await li().presses({ action: "pipeline.move", payload: { id, to: "won" } });
    await li().fills({ booked: true }).submits();
    return li().reads;
  };
  expect(await win("还没有比例")).toContain("再约见 5 位新客户");
  for (let count = 1; count <= 5; count += 1) {
    const id = await makeDeal(`赢过的${count}`, { ...atNinety, stage: "won", closedOn: day("2027-06-01") });
    await moved(id, ["opportunity", "first_meeting"], "2027-05-10T02:00:00Z");
    await moved(id, ["p90", "won"], "2027-06-01T02:00:00Z");
    const other = await makeDeal(`约过的${count}`, {});
    await moved(other, ["opportunity", "first_meeting"], "2027-05-11T02:00:00Z");
  }
  expect(await win("有了比例")).toContain("再约见 2 位新客户");
});

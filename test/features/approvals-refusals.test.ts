import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { buttonOf, cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house } = papers;
let prospect: Prospect;
let fee: string;
let count = 0;

const person = (name: string) => house.person(name);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
/** Presses a button of the card in the channel as it stands now. */
const presses = async (name: string, label: string, on?: Card) =>
  person(name).presses(label, { on: on ?? (await papers.channelCard(fee)), in: "C-approvals" });
const says = (name: string, text: string) => person(name).types(text, { about: `fee:${fee}` });
/** What is said besides the card that comes up to date. */
const answer = (name: string): string => {
  const { shown } = person(name);
  const card = shown?.kind === "replace" ? shown.say : person(name).card;
  return card ? `${card.plain}\n${cardText(card)}` : "";
};
const { unchanged } = papers;

beforeEach(async () => {
  at("11-20T09:12");
  count += 1;
  prospect = await papers.makeProspect(`宏达${count}号厂`);
  fee = await papers.sendFee(prospect);
});

describe("refused in words, and nothing changes", () => {
  test("one's own request", async () => {
    await unchanged(() => presses("李伟", "同意"));
    expect(answer("李伟")).toContain("没有批准：这是你自己的申请");
    await unchanged(() => says("李伟", "同意"));
    expect(answer("李伟")).toContain("没有批准：这是你自己的申请");
    await unchanged(() => presses("李伟", "驳回"));
    expect(answer("李伟")).toContain("没有驳回：这是你自己的申请");
  });
  test("the wrong role", async () => {
    await unchanged(() => presses("王芳", "同意"));
    expect(answer("王芳")).toContain("这一步由内勤审批。你可以在这里留言。");
    await unchanged(() => presses("Emma", "驳回"));
    expect(answer("Emma")).toContain("this step is for the clerk.");
  });
  test("another team's clerk", async () => {
    await unchanged(() => presses("钱进", "同意"));
    expect(answer("钱进")).toContain("这一步由申请人本组的内勤审批");
  });
  test("an old card, which comes up to date", async () => {
    const old = await papers.channelCard(fee);
    await presses("赵敏", "同意");
    at("11-20T09:22");
    await unchanged(() => presses("王芳", "同意", old));
    expect(answer("王芳")).toContain("这一步 10 分钟前已由内勤 赵敏 签了，现在等经理审批。");
    expect(person("王芳").card.title).toContain("等经理审批");
    await presses("王芳", "同意");
    await presses("陈静", "同意");
    at("11-20T09:32");
    await unchanged(() => presses("赵敏", "驳回", old));
    expect(answer("赵敏")).toContain("这张单子 10 分钟前已经批准了。");
    expect(person("赵敏").card.title).toContain("已批准");
  });
  test("a second press", async () => {
    const card = await papers.channelCard(fee);
    await presses("赵敏", "同意", card);
    await unchanged(() => presses("赵敏", "同意", card));
    expect(answer("赵敏")).toContain("这一步刚刚已由内勤 赵敏 签了");
  });
  test("a form filled in for a step that is over", async () => {
    await presses("赵敏", "驳回");
    await papers.makeMember(`吴敏${count}`, ["clerk"]);
    await house.person(`吴敏${count}`).types("同意", { about: `fee:${fee}` });
    person("赵敏").fills({ reason: "太贵" });
    await unchanged(() => person("赵敏").submits());
    expect(answer("赵敏")).toContain(`已由内勤 吴敏${count} 签了`);
  });
  test("two steps by one person", async () => {
    await papers.makeMember(`郑双${count}`, ["clerk", "manager"]);
    await house.person(`郑双${count}`).types("同意", { about: `fee:${fee}` });
    expect((await papers.approvalOf(fee)).step).toBe(1);
    await unchanged(() => house.person(`郑双${count}`).types("同意", { about: `fee:${fee}` }));
    expect(house.person(`郑双${count}`).reads).toContain("你已经签过内勤这一步，一个人不能签两步");
  });
  test("a member who was removed", async () => {
    const id = await papers.makeMember(`离职${count}`, ["clerk"]);
    await papers.db().member.update({ where: { id }, data: { closedAt: house.clock.now() } });
    await unchanged(async () => house.person(`离职${count}`).presses("同意", { on: await papers.channelCard(fee) }));
  });
  test("urging and withdrawing are the requester's", async () => {
    await unchanged(() => presses("Emma", "撤回"));
    await unchanged(() => presses("赵敏", "催办"));
    expect(answer("赵敏")).toContain("只有申请人可以催办或撤回");
  });
  test("urging twice within four hours", async () => {
    await presses("李伟", "催办");
    expect((await papers.thread(fee)).at(-1)).toContain("李伟 催办了");
    expect((await papers.sentTo("赵敏")).at(-1)?.tags).toEqual(["李伟 催办了"]);
    at("11-20T13:11");
    await unchanged(() => presses("李伟", "催办"));
    expect(answer("李伟")).toContain("没有再催：4 小时内催一次就好。11月20日 13:12 之后可以再催。");
    at("11-20T13:12");
    await presses("李伟", "催办");
    expect((await papers.approvalOf(fee)).events.filter(({ what }) => what === "urged")).toHaveLength(2);
  });
  test("a paper that is not there", async () => {
    const press = buttonOf(await papers.channelCard(fee), "同意").press;
    const payload = { ...(press.payload as object), id: "00000000-0000-4000-8000-000000000000" };
    await person("赵敏").presses({ ...press, payload });
    expect(answer("赵敏")).toContain("没有处理：这里没有需要你审批的这张单子。");
  });
});

describe("a contract signed meanwhile", () => {
  test("whoever decides is told, and the paper is invalid", async () => {
    await presses("赵敏", "同意");
    await papers.sign(prospect, "2026-11-20");
    await presses("王芳", "同意");
    expect(answer("王芳")).toContain("没有审批：");
    expect(answer("王芳")).toContain("签后不能再用新客户费用");
    const { state, steps, events } = await papers.approvalOf(fee);
    expect(state).toBe("invalid");
    expect(steps[1]?.decidedAt).toBeNull();
    expect(events.at(-1)).toMatchObject({ what: "invalid" });
    expect(cardText(await papers.channelCard(fee))).toContain("已作废");
    expect((await papers.sentTo("李伟")).at(-1)?.title).toContain("已作废 · ");
    await unchanged(() => says("王芳", "同意"));
  });
  test("the tick finds it without anyone pressing, once", async () => {
    await papers.sign(prospect, "2026-11-20");
    await papers.tick();
    expect((await papers.approvalOf(fee)).state).toBe("invalid");
    expect((await papers.thread(fee)).at(-1)).toContain("已作废");
    await unchanged(() => papers.tick());
  });
});

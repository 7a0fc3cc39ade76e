import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { buttonOf, buttonsOf, cardText } from "../support/conversation.ts";
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
  person(name).presses(label, { on: on ?? (await papers.channelCard(fee)) });
const says = (name: string, text: string) => person(name).types(text, { about: `fee:${fee}` });
const labels = (card: Card) => buttonsOf(card).map(({ label }) => label);
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

describe("the way of a paper", () => {
  test("three people sign, and everyone sees it", async () => {
    const sent = await papers.channelCard(fee);
    expect(sent.title).toBe("等内勤审批 · 特殊费用");
    expect(await papers.opened(fee)).toContain(`等内勤审批 · 特殊费用 ¥800 · 宏达${count}号厂`);
    expect(sent).toMatchObject({ tone: "waiting" });
    expect(sent.timeline?.map(({ state }) => state)).toEqual(["now", "ahead", "ahead"]);
    expect(buttonOf(sent, "同意").confirm?.title).toBe("同意这张单子？");

    at("11-20T10:05");
    await presses("赵敏", "同意");
    expect(person("赵敏").reads).toContain("done: 内勤 赵敏 11月20日 10:05");
    expect(person("赵敏").card.title).toContain("等经理审批");
    expect(await papers.channelCard(fee)).toMatchObject({ timeline: [{ state: "done" }, { state: "now" }, {}] });

    await presses("王芳", "同意");
    await presses("陈静", "同意");
    const done = await papers.channelCard(fee);
    expect(done).toMatchObject({ tone: "done", title: "已批准 · 特殊费用" });
    expect(cardText(done)).not.toMatch(/宏达|¥/);
    expect(await papers.opened(fee)).toContain("回款到账后按比例兑付：现在可兑付 ¥0 / ¥800（已回款 0%）。");
    expect(labels(done)).toEqual(["详情", "审批记录"]);

    const { state, steps, events } = await papers.approvalOf(fee);
    const { 赵敏, 王芳, 陈静 } = house.company.people;
    expect(state).toBe("approved");
    expect(steps.map(({ role, decidedById }) => [role, decidedById])).toEqual([
      ["clerk", 赵敏!.id],
      ["manager", 王芳!.id],
      ["finance", 陈静!.id],
    ]);
    expect(events.map(({ what, from }) => `${what} ${from}`)).toEqual([
      "sent slack",
      "approved slack",
      "approved slack",
      "approved slack",
    ]);
  });

  test("each step is a line in the thread that mentions only who is next", async () => {
    await presses("赵敏", "同意");
    expect(await papers.thread(fee)).toEqual([
      "李伟 提交了申请\n下一步：内勤 赵敏\n在这里回复也算数：“@Rapport 同意”，或“@Rapport 驳回”加上原因。",
      "内勤 赵敏 已同意\n下一步：经理 王芳",
    ]);
    const [, line] = await papers.threadCards(fee);
    const people = line?.text
      ?.flatMap((rich) => (typeof rich === "string" ? [] : rich))
      .filter((part) => typeof part === "object" && "person" in part);
    expect(people).toEqual([{ person: house.company.people.王芳!.id, name: "王芳" }]);
  });

  test("the requester is told after each step in the direct chat", async () => {
    await presses("赵敏", "同意");
    await presses("王芳", "同意");
    await presses("陈静", "同意");
    const told = (await papers.sentTo("李伟")).slice(-3).map(({ title }) => title);
    const heading = `特殊费用 ¥800 · 宏达${count}号厂`;
    expect(told).toEqual([
      `内勤 赵敏 已同意 · ${heading}`,
      `经理 王芳 已同意 · ${heading}`,
      `财务 陈静 已同意，签字齐了 · ${heading}`,
    ]);
  });

  test("rejected with a reason, by form", async () => {
    await presses("赵敏", "同意");
    await presses("王芳", "驳回");
    person("王芳").fills({ reason: "超过本季度预算" });
    await person("王芳").submits();
    expect(await papers.channelCard(fee)).toMatchObject({ tone: "stopped" });
    expect(cardText(await papers.channelCard(fee))).not.toContain("超过本季度预算");
    expect(await papers.opened(fee)).toContain("驳回原因：超过本季度预算");
    expect((await papers.thread(fee)).at(-1)).toBe("王芳 已驳回，原因点“详情”看\n申请人已收到通知，可修改后再提交。");
    const told = (await papers.sentTo("李伟")).at(-1)!;
    expect(told.title).toMatch(/^已驳回 · 特殊费用/);
    expect(told.text).toEqual(["驳回原因：超过本季度预算"]);
    await person("李伟").presses("改一改再提交", { on: told });
    expect(person("李伟").form.values).toMatchObject({ what: { text: "茶礼" }, amount: { text: "800" } });
  });

  test("withdrawn by the requester; then nobody can decide it", async () => {
    await presses("李伟", "撤回");
    expect(await papers.channelCard(fee)).toMatchObject({ tone: "past", title: expect.stringContaining("已撤回") });
    expect((await papers.thread(fee)).at(-1)).toBe("李伟 撤回了申请");
    await unchanged(() => says("赵敏", "同意"));
    expect(answer("赵敏")).toContain("这张单子刚刚已经撤回了。");
  });

  test("the history tells who, what, when, from where and why", async () => {
    at("11-20T10:05");
    await presses("赵敏", "同意");
    at("11-20T10:30");
    await says("王芳", "驳回 太贵");
    await presses("王芳", "审批记录");
    const { number } = await papers.db().fee.findUniqueOrThrow({ where: { id: fee } });
    expect(person("王芳").reads).toBe(
      [
        `${number} 的审批记录`,
        "11月20日 09:12 · 李伟 提交申请 · Slack",
        "11月20日 10:05 · 赵敏 同意 · Slack",
        "11月20日 10:30 · 王芳 驳回 · Slack",
        "太贵",
      ].join("\n"),
    );
  });
});

describe("words in the thread decide too", () => {
  test("同意 and reject", async () => {
    await says("赵敏", "同意");
    expect(person("赵敏").reads).toBe("已记下你的同意\n下一步：经理 王芳");
    await says("王芳", "Reject: over budget");
    expect((await papers.approvalOf(fee)).state).toBe("rejected");
    expect((await papers.thread(fee)).at(-1)).toContain("王芳 已驳回");
  });
  test("a rejection without a reason is asked for one", async () => {
    await unchanged(() => says("赵敏", "驳回"));
    expect(answer("赵敏")).toContain("没有驳回：还没有写原因。");
    await person("赵敏").presses("写原因");
    person("赵敏").fills({ reason: "金额不对" });
    await person("赵敏").submits();
    expect((await papers.approvalOf(fee)).steps[0]?.reason).toBe("金额不对");
  });
  test("someone who may not is told so, and nobody else sees it", async () => {
    await presses("赵敏", "同意");
    await unchanged(() => says("陈静", "同意"));
    expect(answer("陈静")).toContain("这一步由经理审批。你可以在这里留言。");
    expect(person("陈静").shown).toMatchObject({ to: "you" });
  });
  test("plain talk gets no answer", async () => {
    await unchanged(() => says("赵敏", "这家我们去年去过"));
    expect(person("赵敏").shown).toBeUndefined();
    await unchanged(() => says("Emma", "👍"));
    expect(person("Emma").shown).toBeUndefined();
  });
  test("a thumb is asked about", async () => {
    await unchanged(() => says("赵敏", "👍"));
    await person("赵敏").presses("同意");
    expect((await papers.approvalOf(fee)).step).toBe(1);
  });
  test("too long a reason", async () => {
    await unchanged(() => says("赵敏", `驳回 ${"长".repeat(501)}`));
    expect(answer("赵敏")).toContain("原因有 501 个字，最多 500 个");
  });
});

describe("Home and the list", () => {
  test("what waits for my decision, and my own papers", async () => {
    const [waiting] = await person("赵敏").home();
    expect(waiting?.title).toMatch(/^\d+ 张单子等你审批$/);
    const mine = (await person("李伟").home()).at(-1);
    expect(mine?.title).toMatch(/^你有 \d+ 张单子在审批$/);
    expect((await person("Emma").home()).map(({ title }) => title)).toEqual([]);
  });
  test("pressed in the list, the list is shown again", async () => {
    await person("王芳").commands("approvals");
    expect(person("王芳").card.title).not.toContain(`宏达${count}号厂`);
    await says("赵敏", "同意");
    await person("王芳").types("审批");
    const listed = person("王芳").card.lines?.length ?? 0;
    expect(listed).toBeGreaterThan(0);
    const total = Number(/\d+/.exec(person("王芳").card.title)?.[0]);
    await person("王芳").presses("同意");
    const left = person("王芳").card.title;
    expect(left).toBe(total === 1 ? "没有等你审批的单子" : `${total - 1} 张单子等你审批`);
    expect(answer("王芳")).toContain("已记下你的同意");
  });
});

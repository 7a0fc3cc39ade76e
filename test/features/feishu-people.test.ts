import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { feishuFees, GROUP } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const fees = feishuFees(house);
const { on, card } = fees;
const db = () => from({ database: house.database.handle });
const everything = (who: Person) => [...who.messages({ in: GROUP }), ...who.messages()];

/** What the admin reads on either platform. */
const adminReads = (what: RegExp) =>
  expect
    .poll(
      () => [...on("lintao").messages(), ...house.person("U0LINTAO").messages()].some(({ text }) => what.test(text)),
      { timeout: 60_000 },
    )
    .toBe(true);

describe("a paper in the approvals group", () => {
  test("is not decided by somebody Rapport does not know, by button nor by words", async () => {
    await fees.file("茶礼一");
    await house.feishu.addToChat("mia", GROUP);
    const mia = on("mia");
    const shown = await card(mia, "茶礼一");
    expect(await mia.press(shown, "同意")).toEqual({ outcome: "answered" });
    expect((await house.reads(mia, /已经请 林涛 把你加进来/, { in: GROUP })).onlyYou).toBe(true);
    await mia.say("@Rapport 同意", { in: GROUP, thread: shown });
    await house.reads(mia, /已经请过 林涛/, { in: GROUP });
    expect(await fees.eventsOf("茶礼一")).toEqual(["sent"]);
    expect((await card(mia, "茶礼一")).text).toContain("等内勤审批");
  });

  test("is not decided by somebody of another company, who is told that it is not theirs", async () => {
    await fees.file("茶礼二");
    house.feishu.addUser({ name: "outsider", realName: "外人", tenantKey: "736588c9260f175d" });
    await house.feishu.addToChat("outsider", GROUP);
    const outsider = on("outsider");
    const shown = await card(outsider, "茶礼二");
    expect(await outsider.press(shown, "同意")).toEqual({ outcome: "answered" });
    expect((await house.reads(outsider, /只为本群所属公司的人服务/, { in: GROUP })).onlyYou).toBe(true);
    for (const line of ["@Rapport 同意", "@Rapport /board", "@Rapport /customer 华信"]) {
      const before = everything(outsider).length;
      await outsider.say(line, line.includes("同意") ? { in: GROUP, thread: shown } : { in: GROUP });
      await house.feishu.until(() => everything(outsider).length > before, { what: `an answer to ${line}` });
    }
    const told = everything(outsider).filter(({ onlyYou }) => onlyYou);
    expect(told.every(({ text }) => /只为本群所属公司的人服务/.test(text))).toBe(true);
    expect(await fees.eventsOf("茶礼二")).toEqual(["sent"]);
    expect(await db().joinRequest.count({ where: { name: "外人" } })).toBe(0);
  });

  test("is decided by English words in the thread as by Chinese ones, when the bot is mentioned", async () => {
    await fees.file("茶礼三");
    const zhao = on("zhaomin");
    const shown = await card(zhao, "茶礼三");
    await zhao.say("reject too dear", { in: GROUP, thread: shown });
    await house.feishu.quiet();
    expect(await fees.eventsOf("茶礼三")).toEqual(["sent"]);
    await zhao.say("@Rapport reject too dear", { in: GROUP, thread: shown });
    // Why is for who may see the paper, and kept with the signature: in the group there may be others.
    expect((await card(zhao, "茶礼三", /已驳回/)).text).not.toContain("too dear");
    const { id, state } = await fees.approvalOf("茶礼三");
    expect(state).toBe("rejected");
    const step = await db().approvalStep.findFirstOrThrow({ where: { approvalId: id, approved: false } });
    expect(step.reason).toBe("too dear");
  });

  test("that the bot was taken out of: the admin is told; back in, it goes on there", async () => {
    await fees.file("茶礼四");
    const [zhao, wang] = [on("zhaomin"), on("wangfang")];
    const shown = await card(zhao, "茶礼四");
    await house.feishu.removeFromChat("bot", GROUP);
    await house.person("U0ZHAOMIN").press(await fees.cardInSlack("茶礼四"), "同意");
    await adminReads(/发到华东一组频道的消息送不到[\s\S]*请进会话/);
    await house.feishu.addToChat("bot", GROUP);
    await wang.say("@Rapport 同意", { in: GROUP, thread: shown });
    await card(wang, "茶礼四", /等财务审批/);
    expect((await fees.approvalOf("茶礼四")).step).toBe(2);
  });

  test("that was dissolved: the paper goes on in Slack, and the admin is told the next day", async () => {
    await house.feishu.dissolve(GROUP);
    await house.moveClock("2026-11-24T09:30:00+08:00");
    await fees.file("茶礼五");
    await adminReads(/发到华东一组频道的消息送不到[\s\S]*(不在了|解散|找不到|不存在)/);
    await house.person("U0ZHAOMIN").press(await fees.cardInSlack("茶礼五"), "同意");
    await fees.cardInSlack("茶礼五", /等经理审批/);
    await fees.settled();
    expect(await fees.eventsOf("茶礼五")).toEqual(["sent", "approved"]);
  });

  test("that waits for a clerk who left Feishu for good: the admin is told, and the leaver signs nothing", async () => {
    await fees.file("茶礼六");
    const shown = await fees.cardInSlack("茶礼六");
    await house.feishu.deactivate("zhaomin");
    const closed = async () => (await db().member.findFirstOrThrow({ where: { name: "赵敏" } })).closedAt;
    await expect.poll(closed).not.toBeNull();
    await house.person("U0ZHAOMIN").press(shown, "同意");
    await house.slack.until(
      () =>
        house
          .person("U0ZHAOMIN")
          .messages({ in: "C0EASTFEES" })
          .some(({ text }) => /你的账号已停用/.test(text)),
      { what: "the refusal", within: 60_000 },
    );
    // Who may sign is looked at every minute.
    await house.moveClock("2026-11-24T11:00:00+08:00");
    await adminReads(/没有人可以签内勤/);
    expect(await fees.eventsOf("茶礼六")).not.toContain("approved");
  });
});

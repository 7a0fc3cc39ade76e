import { beforeEach, describe, expect, test } from "vitest";
import { absence } from "../../src/features/absence/index.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { people } from "../../src/features/people/index.ts";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { withPapers } from "../support/papers.ts";

const feature = absence([feePaper]);
const papers = withPapers("2026-11-20T09:12:00+08:00", [feature, people]);
const { house, db } = papers;
let fee: string;
let count = 0;

const person = (name: string) => house.person(name);
const idOf = (name: string): string => house.company.people[name]!.id;
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const tick = async () => {
  for (const each of feature.ticks ?? []) await each.run(house.jobContext());
};
const presses = async (name: string, label: string) =>
  person(name).presses(label, { on: await papers.channelCard(fee), in: "C-approvals" });
const says = (name: string, text: string) => person(name).types(text, { about: `fee:${fee}` });
const titles = async (name: string) => (await papers.sentTo(name)).map(({ title }) => title);
/** Whoever asks is away (or has somebody else be) on those days. */
const goes = async (name: string, days: { from?: string; until: string; standIn: string }, whom = "") => {
  await person(name).commands("absence", whom);
  const { shown } = person(name);
  if (shown?.kind === "card") await person(name).presses("登记请假");
  person(name).fills({
    ...(days.from !== undefined && { from: days.from }),
    until: days.until,
    standIn: { choose: idOf(days.standIn) },
  });
  return person(name).submits();
};
const errors = (name: string) => {
  const { shown } = person(name);
  return shown?.kind === "fix" ? shown.form.errors : undefined;
};

beforeEach(async () => {
  await db().absence.deleteMany();
  at("11-20T09:12");
  count += 1;
  fee = await papers.sendFee(await papers.makeProspect(`宏达${count}号厂`));
});

describe("a clerk is away and a colleague stands in", () => {
  test("who stands in is asked, signs with the button, and everywhere it says for whom", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    expect(person("赵敏").reads).toMatch(
      /^已登记，已通知 Emma\n周五 11月20日 至 周一 11月23日 · Emma 代理\n统计现在和以后的请假/,
    );
    expect((await papers.sentTo("Emma")).at(-1)).toMatchObject({
      tone: "waiting",
      title: "You stand in for 赵敏 from now on, Fri 20 Nov – Mon 23 Nov",
    });
    await person("Emma").presses("What waits for me", { on: (await papers.sentTo("Emma")).at(-1)! });
    expect(person("Emma").card.title).toMatch(/wait.? for your decision/);

    await presses("Emma", "同意");
    const done = await papers.channelCard(fee);
    expect(cardText(done)).toContain("done: 内勤 Emma 代 赵敏 11月20日 09:12");
    expect((await papers.thread(fee)).at(-1)).toBe("内勤 Emma 代 赵敏 已同意\n下一步：经理 王芳");
    const { steps, events } = await papers.approvalOf(fee);
    expect(steps[0]).toMatchObject({ decidedById: idOf("Emma"), forId: idOf("赵敏"), approved: true });
    expect(events.at(-1)).toMatchObject({ what: "approved", memberId: idOf("Emma"), forId: idOf("赵敏") });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { subject: `fee:${fee}`, what: "approval.signed" } });
    expect(JSON.stringify(entry.after)).toContain(`"for":"${idOf("赵敏")}"`);

    await person("李伟").presses({ action: "approvals.history", payload: { subject: "fee", id: fee } });
    expect(person("李伟").reads).toContain("Emma 代 赵敏 同意");
  });

  test("words in the thread decide too, and a rejection says the same", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    await says("Emma", "reject no receipt");
    expect((await papers.thread(fee)).at(-1)).toContain("Emma 代 赵敏 已驳回");
    expect((await papers.approvalOf(fee)).steps[0]).toMatchObject({ approved: false, forId: idOf("赵敏") });
  });

  test("new papers ask both by name; the absent one may sign all the same", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    fee = await papers.sendFee(await papers.makeProspect(`东方${count}号厂`));
    expect((await papers.thread(fee)).at(-1)).toBe(
      "李伟 提交了申请\n下一步：内勤 Emma（代 赵敏） 赵敏\n在这里回复也算数：“@Rapport 同意”，或“@Rapport 驳回”加上原因。",
    );
    expect((await papers.sentTo("Emma")).at(-1)).toMatchObject({ tone: "waiting", tags: ["For 赵敏"] });
    await presses("赵敏", "同意");
    expect((await papers.approvalOf(fee)).steps[0]).toMatchObject({ decidedById: idOf("赵敏"), forId: null });
  });

  test("not before the first day, nor after the last; then who is back reads what was signed", async () => {
    await goes("赵敏", { from: "2026-11-21", until: "2026-11-23", standIn: "Emma" });
    await papers.unchanged(() => presses("Emma", "同意"));
    expect(person("Emma").card.plain).toContain("this step is for the clerk");
    await tick();
    expect(await titles("Emma")).not.toContainEqual(expect.stringContaining("from now on, Sat"));

    at("11-21T00:00");
    await tick();
    await tick();
    expect((await titles("Emma")).filter((title) => title.includes("from now on, Sat"))).toHaveLength(1);
    expect((await papers.sentTo("赵敏")).at(-1)?.title).toBe("你 周六 11月21日 至 周一 11月23日 请假，Emma 代理");
    await presses("Emma", "同意");

    at("11-24T00:00");
    fee = await papers.sendFee(await papers.makeProspect(`华信${count}号厂`));
    await papers.unchanged(() => says("Emma", "approve"));
    await tick();
    await tick();
    const back = (await papers.sentTo("赵敏")).filter(({ title }) => title === "欢迎回来");
    expect(back).toHaveLength(1);
    expect(cardText(back[0]!)).toMatch(
      /以你的名义签了 1 张\n同意 · 特殊费用 ¥800 · 宏达\d+号厂\nFE-2026-\d+ · Emma 11月21日 00:00/,
    );
    expect((await titles("Emma")).at(-1)).toBe("You no longer stand in for 赵敏");
    expect(buttonsOf(back[0]!).map(({ label }) => label)).toEqual(["详情"]);
  });

  test("back earlier ends it at once", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    at("11-20T10:00");
    await person("赵敏").commands("absence");
    await person("赵敏").presses("已经回来");
    expect(person("赵敏").card.title).toBe("已回来，代理结束");
    await papers.unchanged(() => presses("Emma", "同意"));
    const { endsAt } = await db().absence.findFirstOrThrow();
    expect(endsAt).toEqual(new Date("2026-11-20T10:00:00+08:00"));
  });
});

describe("each step is another person's", () => {
  test("not their own request, nor that of whom they stand in for", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    await db().approval.updateMany({ where: { subjectId: fee }, data: { requesterId: idOf("Emma") } });
    await papers.unchanged(() => presses("Emma", "同意"));
    expect(person("Emma").card.plain).toContain("your own request");
    for (const hers of [{ requesterId: idOf("赵敏") }, { requesterId: idOf("李伟"), askerId: idOf("赵敏") }]) {
      await db().approval.updateMany({ where: { subjectId: fee }, data: hers });
      await papers.unchanged(() => presses("Emma", "同意"));
      expect(person("Emma").card.plain).toContain("stand in for whoever asked for it");
      await person("Emma").commands("approvals");
      expect(JSON.stringify(person("Emma").card)).not.toContain(fee);
    }
  });

  test("whoever signed for somebody signs no later step, nor does that one", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "王芳" });
    await presses("王芳", "同意");
    expect((await papers.approvalOf(fee)).steps[0]).toMatchObject({ forId: idOf("赵敏") });
    await papers.unchanged(() => presses("王芳", "同意"));
    expect(person("王芳").card.plain).toContain("你已经签过内勤这一步");
    await db().member.update({ where: { id: idOf("赵敏") }, data: { roles: ["clerk", "manager"] } });
    await papers.unchanged(() => presses("赵敏", "同意"));
    expect(person("赵敏").card.plain).toContain("你已经签过内勤这一步");
    await db().member.update({ where: { id: idOf("赵敏") }, data: { roles: ["clerk"] } });
  });
});

describe("what cannot be arranged is said at the field, and nothing is written", () => {
  const nothing = async (work: () => Promise<unknown>) => {
    const before = await Promise.all([db().absence.findMany(), db().auditEntry.count(), db().outgoingMessage.count()]);
    await work();
    expect(await Promise.all([db().absence.findMany(), db().auditEntry.count(), db().outgoingMessage.count()])).toEqual(
      before,
    );
  };

  test.each([
    [
      "the last day before the first",
      { from: "2026-11-24", until: "2026-11-23", standIn: "Emma" },
      { until: /早于第一天/ },
    ],
    ["a day that is past", { from: "2026-11-19", until: "2026-11-23", standIn: "Emma" }, { from: /已经过去/ }],
    ["more than a year", { from: "2026-11-20", until: "2027-12-23", standIn: "Emma" }, { until: /超过 366 天/ }],
    ["themselves", { until: "2026-11-23", standIn: "赵敏" }, { standIn: /不能自己代理自己/ }],
    ["another kind of work", { until: "2026-11-23", standIn: "陈静" }, { standIn: /角色不合适/ }],
    ["another segment", { until: "2026-11-23", standIn: "孙丽" }, { standIn: /别的板块/ }],
  ])("%s", async (_, days, expected) => {
    await nothing(() => goes("赵敏", days));
    const [[field, said]] = Object.entries(expected) as [[string, RegExp]];
    expect(errors("赵敏")?.[field]).toMatch(said);
  });

  test("twice at once, a stand-in who is away, and one who is needed", async () => {
    await goes("赵敏", { from: "2026-11-24", until: "2026-11-26", standIn: "Emma" });
    await nothing(() => goes("赵敏", { from: "2026-11-26", until: "2026-11-27", standIn: "李伟" }));
    expect(errors("赵敏")).toEqual({ from: expect.stringContaining("已经登记了请假") });
    await nothing(() => goes("王芳", { from: "2026-11-23", until: "2026-11-24", standIn: "李伟" }, "Emma"));
    expect(errors("王芳")).toEqual({ from: expect.stringMatching(/Emma .* 要代理 赵敏。请先给 赵敏 换一位/) });
    await nothing(() => goes("王芳", { from: "2026-11-20", until: "2026-11-24", standIn: "赵敏" }, "李伟"));
    expect(errors("王芳")).toEqual({ standIn: expect.stringContaining("自己也不在") });
    await goes("王芳", { from: "2026-11-20", until: "2026-11-23", standIn: "赵敏" }, "李伟");
    expect(person("王芳").reads).toContain("周五 11月20日 至 周一 11月23日 · 赵敏 代理");
  });

  test("the list of stand-ins holds those who fit, and only for whoever may arrange it", async () => {
    await person("赵敏").commands("absence");
    const found = await person("赵敏").searches("standIn", "");
    expect(found.map(({ label }) => label).sort()).toEqual(["Emma", "李伟", "王芳"].sort());
    for (const typed of ["伟", "liwei", "lw", "wei"])
      expect(await person("赵敏").searches("standIn", typed), typed).toMatchObject([{ label: "李伟" }]);
    expect(await person("赵敏").searches("standIn", "sunli")).toEqual([]);
    const { params } = person("赵敏").form;
    await person("孙丽").commands("absence");
    Object.assign(person("孙丽").form, { params });
    expect(await person("孙丽").searches("standIn", "")).toEqual([]);
  });
});

describe("who arranges it", () => {
  test("the manager for their reps and clerks; a rep for nobody else, as if there were no such colleague", async () => {
    await goes("王芳", { until: "2026-11-23", standIn: "Emma" }, "李伟");
    expect((await papers.sentTo("李伟")).at(-1)).toMatchObject({
      title: "你 周五 11月20日 至 周一 11月23日 请假，Emma 代理",
      text: [expect.stringContaining("由 王芳 登记"), expect.anything()],
    });
    for (const name of ["李伟", "没有这个人"]) {
      await person("Emma").commands("absence", name);
      expect(person("Emma").card.plain).toContain("no such colleague");
    }
    await person("王芳").commands("absence", "陈静");
    expect(person("王芳").card.plain).toContain("没有你能安排的");
    await person("林涛").commands("absence", "陈静");
    expect(person("林涛").form.content.intro?.[0]).toContain("陈静");
    await person("林涛").commands("absence");
    expect(person("林涛").card.plain).toContain("没有登记");
  });

  test("two at once change it once", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    await person("王芳").commands("absence", "赵敏");
    await person("王芳").presses("修改");
    await person("赵敏").commands("absence");
    await person("赵敏").presses("修改");
    await person("赵敏").fills({ until: "2026-11-24" }).submits();
    await person("王芳").fills({ until: "2026-11-25" }).submits();
    expect(person("王芳").card.plain).toContain("刚才有人先改了");
    const { endsAt } = await db().absence.findFirstOrThrow();
    expect(endsAt).toEqual(new Date("2026-11-25T00:00:00+08:00"));
  });

  test("entered twice at the same moment it stands once; both sign at the same moment, and the first counts", async () => {
    const names = ["赵敏", "王芳"] as const;
    for (const name of names) await person(name).commands("absence", name === "王芳" ? "赵敏" : "");
    const values = { until: "2026-11-23", standIn: { choose: idOf("Emma") } };
    await Promise.all(names.map((name) => person(name).fills(values).submits()));
    expect(await db().absence.count()).toBe(1);
    expect(names.map((name) => person(name).shown?.kind).sort()).toEqual(["card", "fix"]);

    const card = await papers.channelCard(fee);
    await Promise.all(["赵敏", "Emma"].map((name) => person(name).presses("同意", { on: card, in: "C-approvals" })));
    const { step, events } = await papers.approvalOf(fee);
    expect([step, events.map(({ what }) => what)]).toEqual([1, ["sent", "approved"]]);
  });

  test("who stands in leaves: whoever is away and their manager hear that nobody does", async () => {
    const newcomer = await papers.makeMember("周杰", ["clerk"]);
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    await db().absence.updateMany({ data: { standInId: newcomer } });
    await person("林涛").commands("people", "周杰");
    await person("林涛").presses("停用账号");
    expect((await papers.sentTo("赵敏")).at(-1)?.title).toBe("周杰 不能再代理 赵敏 了");
    expect((await papers.sentTo("王芳")).at(-1)?.title).toBe("周杰 不能再代理 赵敏 了");
    await person("赵敏").commands("absence");
    expect(person("赵敏").reads).toContain("现在没有人代理");
  });

  test("whoever is away leaves for good: the stand-in hears that it is over", async () => {
    const newcomer = await papers.makeMember("吴静", ["clerk"]);
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    await db().absence.updateMany({ data: { memberId: newcomer } });
    await person("林涛").commands("people", "吴静");
    await person("林涛").presses("停用账号");
    expect((await papers.sentTo("Emma")).at(-1)?.title).toBe("You no longer stand in for 吴静");
  });

  test("Home tells who is away, and the card of a person too", async () => {
    await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
    const home = (cards: readonly { title: string }[]) => cards.find(({ title }) => /^(Away|请假)$/.test(title));
    expect(cardText(home(await person("Emma").home()) as never)).toContain(
      "赵敏: Fri 20 Nov – Mon 23 Nov · you stand in",
    );
    expect(cardText(home(await person("李伟").home()) as never)).toContain(
      "赵敏：周五 11月20日 至 周一 11月23日 · Emma 代理",
    );
    expect(home(await person("孙丽").home())).toBeUndefined();
    await person("林涛").commands("people", "赵敏");
    expect(person("林涛").reads).toContain("请假到 周一 11月23日，Emma 代理");
    await person("林涛").presses("请假代理");
    expect(person("林涛").card.title).toBe("赵敏 的请假和代理");
  });
});

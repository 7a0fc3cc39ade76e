import { describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { organizationOf } from "../../src/data/organization.ts";
import { figures } from "../../src/features/figures/index.ts";
import { reasonsFor } from "../../src/features/occasions/public.ts";
import { settings } from "../../src/features/settings/index.ts";
import { setup } from "../../src/features/setup/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [settings, figures, setup], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");
/** The admin of the segment of 华东一组, and nobody's admin elsewhere. */
const head = async () => {
  const { id } = house.company.people.王芳!;
  await db().member.update({ where: { id }, data: { roles: ["manager", "segment_admin"] } });
  return house.person("王芳");
};
const stored = async () => {
  const { organizationId, segmentId, otherSegmentId } = house.company;
  const { settings: company } = await db().organization.findUniqueOrThrow({ where: { id: organizationId } });
  const segments = await db().segment.findMany({ where: { organizationId } });
  const of = (id: string) => segments.find((each) => each.id === id)?.settings;
  return { company, own: of(segmentId), other: of(otherSegmentId) };
};
const change = (group: string, segment?: string) => ({
  action: "figures.change",
  payload: { group, ...(segment && { segment }) },
});

describe("the organization's figures", () => {
  test("an admin comes to them from the settings, changes some, and takes the change back", async () => {
    const lin = admin();
    await lin.types("/settings");
    await lin.presses("公司参数");
    expect(lin.reads).toContain("商机推进 · 默认");
    await lin.presses(change("pipeline"));
    expect(lin.form.values).toMatchObject({ salesCycleDays: { text: "28" }, cycleWins: { text: "20" } });
    expect(lin.form.content.fields.salesCycleDays?.hint).toBe("不填：28。");
    await lin.fills({ salesCycleDays: "35", warnWorkingDays: "" }).submits();
    expect(lin.reads).toBe("已保存，马上生效\n销售周期（天） 28 → 35");
    expect((await stored()).company).toEqual({ salesCycleDays: 35 });
    await lin.presses("公司参数");
    expect(lin.reads).toContain("商机推进\n销售周期（天） 35");
    await lin.presses("修改记录");
    expect(lin.reads).toContain("销售周期（天） 28 → 35\n林涛 · 11月23日 09:00");
    await lin.presses("撤销");
    expect(lin.reads).toBe("已撤销，恢复成原来的\n销售周期（天） 35 → 28");
    expect((await stored()).company).toEqual({});
  });

  test.each([
    ["pipeline", { salesCycleDays: "0" }, "salesCycleDays"],
    ["pipeline", { cycleWinsAtLeast: "21" }, "cycleWinsAtLeast"],
    ["care", { birthdayDays: "7, 99" }, "birthdayDays"],
    ["care", { reminderTime: "25:00" }, "reminderTime"],
    ["fees", { fees_singleItemCap: "5000.01" }, "fees_singleItemCap"],
    ["approvals", { approvals_escalateHours: "4" }, "approvals_escalateHours"],
    ["hours", { hours_pauseFrom: "08:00" }, "hours_to"],
    ["summary", { summary_time: "五点" }, "summary_time"],
  ])("%s %j is a mistake at its field, and nothing changes", async (group, typed, field) => {
    const before = await stored();
    const lin = admin();
    await lin.presses(change(group));
    await lin.fills(typed).submits();
    expect(lin.form.errors[field]).toBeTruthy();
    expect(await stored()).toEqual(before);
  });

  test("amounts, times, days ahead and none are read as people write them", async () => {
    const lin = admin();
    await lin.presses(change("fees"));
    await lin.fills({ fees_executiveLimit: "¥2,500.50", fees_cashAllowed: true }).submits();
    expect(lin.reads).toContain("超过多少由管理层审批 ¥3,000 → ¥2,500.50\n允许现金和类似形式 否 → 是");
    await lin.presses(change("care"));
    await lin.fills({ birthdayDays: "３、14、3", reminderTime: "8:15" }).submits();
    await lin.presses(change("cadence"));
    await lin.fills({ cadence_high_visit: "0", cadence_low_visit: "90" }).submits();
    await lin.presses(change("summary"));
    await lin.fills({ summary_weekday: { choose: "4" } }).submits();
    expect(lin.reads).toContain("哪一天 周五 → 周四");
    expect((await stored()).company).toEqual({
      fees: { executiveLimit: "250050", cashAllowed: true },
      birthdayDays: [14, 3],
      reminderTime: "08:15",
      cadence: { high: { visit: null }, low: { visit: 90 } },
      summary: { weekday: 4 },
    });
    const { settings: company } = await organizationOf(house.jobContext().scope);
    expect(company).toMatchObject({ fees: { cashAllowed: true }, summary: { weekday: 4, time: "17:00" } });
  });

  test("two admins at once: the second is told at the field, nothing is written over unseen", async () => {
    const [lin, other] = [admin(), house.person("周明")];
    const { id } = house.company.people.周明!;
    await db().member.update({ where: { id }, data: { roles: ["executive", "admin"] } });
    await lin.presses(change("pipeline"));
    await other.presses(change("pipeline"));
    await other.fills({ meetingsPerWin: "6", cycleWins: "30" }).submits();
    await lin.fills({ meetingsPerWin: "8", salesCycleDays: "40" }).submits();
    expect(lin.form.errors).toEqual({ meetingsPerWin: "刚才已经有人改成 6。再保存一次就按你的改。" });
    expect((await stored()).company).toMatchObject({ meetingsPerWin: 6, cycleWins: 30 });
    expect((await stored()).company).not.toHaveProperty("salesCycleDays");
    await lin.submits();
    expect((await stored()).company).toMatchObject({ meetingsPerWin: 8, cycleWins: 30, salesCycleDays: 40 });
  });

  test("a change that something newer stands on is not taken back, in words", async () => {
    const [lin, other] = [admin(), house.person("周明")];
    await lin.presses({ action: "figures.history", payload: {} });
    const lines = lin.card.lines ?? [];
    const six = lines.find(({ text }) => JSON.stringify(text).includes("5 → 6"))?.buttons?.[0]?.press;
    await other.presses(six!);
    expect(other.reads).toContain("“几次约见成交一单”后来又改成了 8。请先撤销那一次");
    expect((await stored()).company).toMatchObject({ meetingsPerWin: 8 });
    const eight = lines.find(({ text }) => JSON.stringify(text).includes("6 → 8"))?.buttons?.[0]?.press;
    await lin.presses(eight!);
    await lin.presses(eight!);
    expect(lin.reads).toContain("和这次修改之前一样");
    expect((await stored()).company).toMatchObject({ meetingsPerWin: 6 });
  });
});

describe("what the company is", () => {
  const facts = () =>
    db().organization.findUniqueOrThrow({
      where: { id: house.company.organizationId },
      select: { name: true, zone: true, currency: true, country: true },
    });

  test("stands with its figures, and each change is in their history and taken back there", async () => {
    const lin = admin();
    const before = await facts();
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await lin.submits();
    await lin.types("参数");
    expect(lin.reads).toContain("公司信息\n华信工业 · 中国 · 人民币 · CNY · 北京 / 上海 · 中文");
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await lin.fills({ name: "华信集团", zone: { choose: "Asia/Urumqi" } }).submits();
    expect(lin.reads).toContain("已保存，马上生效\n名称 华信工业 → 华信集团\n时区 北京 / 上海 → Urumqi");
    await lin.presses("修改记录");
    expect(lin.reads).toContain("名称 华信工业 → 华信集团 · 时区 北京 / 上海 → Urumqi\n林涛 · 11月23日 07:00");
    expect(lin.reads).toContain("核对了公司信息，没有变化");
    await lin.presses("撤销");
    expect(lin.reads).toContain("已撤销，恢复成原来的\n名称 华信集团 → 华信工业\n时区 Urumqi → 北京 / 上海");
    expect(await facts()).toEqual(before);
  });

  test("what was changed again since, and a currency with amounts in it, stay as they are", async () => {
    const lin = admin();
    const rename = async (values: Parameters<typeof lin.fills>[0]) => {
      await lin.presses({ action: "setup.editCompany", payload: {} });
      await lin.fills(values).submits();
      return lin.card.buttons?.find(({ label }) => label === "撤销")?.press;
    };
    const first = await rename({ name: "华信一" });
    await rename({ name: "华信二" });
    await lin.presses(first!);
    expect(lin.reads).toContain("“名称”后来又改成了 华信二");
    // An amount among the figures, which the tests above have set, keeps the currency too.
    await db().organization.updateMany({ data: { settings: {} } });
    const money = await rename({ currency: { choose: "USD" } });
    const { organizationId, segmentId, teamId, people } = house.company;
    const at = house.clock.now();
    const owned = { organizationId, segmentId, teamId, ownerId: people.李伟!.id, name: "换装", currency: "USD" };
    await db().deal.create({
      data: { id: newId(), ...owned, amountMinor: 1n, lastForwardOn: at, createdAt: at, updatedAt: at },
    });
    await lin.presses(money!);
    expect(lin.reads).toContain("现在的币种已经有金额");
    expect(await facts()).toMatchObject({ name: "华信二", currency: "USD" });
    await db().deal.deleteMany({});
    await db().organization.updateMany({ data: { name: "华信工业", currency: "CNY" } });
  });

  test("a segment's admin sees and takes back none of it", async () => {
    const wang = await head();
    const before = await facts();
    const entry = await db().auditEntry.findFirstOrThrow({ where: { what: "organization.changed" } });
    for (const segment of [undefined, house.company.segmentId]) {
      await wang.presses({ action: "figures.undo", payload: { id: entry.id, ...(segment && { segment }) } });
      expect(wang.reads).toMatch(/没有打开|没有这条修改/);
    }
    expect(await facts()).toEqual(before);
  });
});

describe("a segment's figures", () => {
  test("its admin sees and changes those that may be its own, over the organization's", async () => {
    const wang = await head();
    const { segmentId, teamId, otherTeamId } = house.company;
    await wang.types("参数");
    expect(wang.card.title).toBe("工业的参数");
    expect(wang.card.lines?.map(({ text }) => JSON.stringify(text))).toHaveLength(9);
    await wang.presses(change("pipeline", segmentId));
    expect(Object.keys(wang.form.content.fields)).toEqual(["salesCycleDays"]);
    await wang.fills({ salesCycleDays: "60" }).submits();
    expect((await stored()).own).toEqual({ salesCycleDays: 60 });
    const { settingsFor } = await organizationOf(house.jobContext().scope);
    expect(settingsFor(teamId).salesCycleDays).toBe(60);
    expect(settingsFor(otherTeamId).salesCycleDays).not.toBe(60);
    await wang.presses({ action: "figures.change", payload: { group: "pipeline", segment: segmentId } });
    await wang.fills({ salesCycleDays: "" }).submits();
    expect((await stored()).own).toEqual({});
  });

  test("taken back, a figure that followed the organization's follows it again; one of its own is what it was", async () => {
    const wang = await head();
    const set = (days: string) =>
      wang
        .presses(change("pipeline", house.company.segmentId))
        .then(() => wang.fills({ salesCycleDays: days }).submits());
    await set("11");
    await wang.presses("撤销");
    expect((await stored()).own).toEqual({});
    for (const days of ["11", "12"]) await set(days);
    await wang.presses("撤销");
    expect((await stored()).own).toEqual({ salesCycleDays: 11 });
    await set("");
  });

  test("another segment's and the organization's are refused to it as if they were not there, and all are to a rep", async () => {
    const wang = await head();
    const before = await stored();
    const nowhere = "00000000-0000-4000-8000-000000000000";
    const answers: string[] = [];
    for (const segment of [house.company.otherSegmentId, nowhere]) {
      await wang.presses(change("pipeline", segment));
      answers.push(wang.reads);
    }
    expect(answers[0]).toBe(answers[1]);
    for (const press of [change("pipeline"), { action: "figures.history", payload: {} }]) {
      await wang.presses(press);
      expect(wang.card.tone).toBe("stopped");
    }
    await wang.presses(change("pipeline", house.company.segmentId));
    const { formId, params, values } = wang.form;
    const elsewhere = JSON.stringify({ ...JSON.parse(params), segment: house.company.otherSegmentId });
    wang.shown = { kind: "form", form: { ...wang.form, formId, params: elsewhere, values } };
    await wang.fills({ salesCycleDays: "99" }).submits();
    expect(wang.card.tone).toBe("stopped");
    const li = house.person("李伟");
    await li.types("/figures");
    expect(li.reads).toContain("请找管理员");
    await li.presses(change("pipeline", house.company.segmentId));
    expect(li.card.tone).toBe("stopped");
    expect(await stored()).toEqual(before);
  });

  test("a change of the organization's that would not fit a segment's names the segment", async () => {
    const { segmentId } = house.company;
    await db().segment.update({ where: { id: segmentId }, data: { settings: { approvals: { escalateHours: 8 } } } });
    const lin = admin();
    await lin.presses(change("approvals"));
    await lin.fills({ approvals_remindHours: "10" }).submits();
    expect(lin.form.errors.approvals_escalateHours).toContain("和工业的参数对不上");
    // Once it is closed nobody can change its figures, and they stand in nobody's way.
    await db().segment.update({ where: { id: segmentId }, data: { closedAt: house.clock.now() } });
    await lin.submits();
    expect(lin.card.tone).toBe("done");
    await db().segment.update({ where: { id: segmentId }, data: { settings: {}, closedAt: null } });
    await db().organization.updateMany({ data: { settings: {} } });
  });

  test("reminders keep to the figures of the customer's segment", async () => {
    const { segmentId, otherSegmentId, people } = house.company;
    await db().organization.updateMany({ data: { settings: {} } });
    const today = plainDate("2026-11-23");
    const lastContactOn = new Date("2026-10-20T00:00:00Z");
    for (const [owner, segment] of [
      ["李伟", segmentId],
      ["孙丽", otherSegmentId],
    ] as const) {
      const customer = await makeCustomer(house, `${owner}的客户`, { owner });
      const data = {
        quadrant: "high",
        lastContactOn,
        lastVisitOn: new Date("2026-11-20T00:00:00Z"),
        segmentId: segment,
      } as const;
      await db().customer.update({ where: { id: customer }, data });
      const contact = await makeContact(house, customer, { name: "王总" });
      const birthday = { birthdayCalendar: "solar", birthMonth: 12, birthDay: 7 } as const;
      await db().contact.update({ where: { id: contact }, data: birthday });
    }
    const members = [people.李伟!.id, people.孙丽!.id];
    const kinds = async () => {
      const reasons = await reasonsFor(house.jobContext().scope, { members, today });
      return reasons.map(({ kind, memberId }) => `${kind} ${memberId === members[0] ? "李伟" : "孙丽"}`).sort();
    };
    expect(await kinds()).toEqual(["periodic_call 孙丽", "periodic_call 李伟"]);
    const own = { birthdayDays: [14], cadence: { high: { call: 60 } } };
    await db().segment.update({ where: { id: segmentId }, data: { settings: own } });
    expect(await kinds()).toEqual(["birthday 李伟", "periodic_call 孙丽"]);
    await db().segment.update({ where: { id: segmentId }, data: { settings: {} } });
  });
});

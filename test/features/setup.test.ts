import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { figures } from "../../src/features/figures/index.ts";
import { holidays } from "../../src/features/holidays/index.ts";
import { segmentForm } from "../../src/features/setup/forms.ts";
import { setup } from "../../src/features/setup/index.ts";
import { team } from "../../src/features/team/index.ts";
import { cardText, SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features: [setup, team, figures, holidays], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const company = () => db().organization.findUniqueOrThrow({ where: { id: house.company.organizationId } });

describe("the set-up", () => {
  test("says what is done, what is missing, and what waits for it; Home shows it until it is put away", async () => {
    const lin = house.person("林涛");
    await lin.types("/setup");
    expect(lin.reads.split("\n").slice(0, 7)).toEqual([
      "设置：已完成 4/6",
      "✓ 每日提醒：可以用了",
      "○ 客情费审批：还缺华南组的签字人（一张单子一人只签一步，自己的不能签）",
      "✓ 周五汇总：可以用了",
      "○ 跨板块移交：还缺市场统筹",
      "○ 公司信息",
      "名称、日历、币种、时区、工作时间",
    ]);
    const [hint] = await lin.home();
    expect(cardText(hint!)).toContain("设置：已完成 4/6");
    expect(await house.person("李伟").home()).toEqual([]);
    await lin.presses("继续设置", { on: hint!, home: true });
    expect(lin.card.title).toContain("设置");
    await lin.presses("收起", { on: hint!, home: true });
    expect(await lin.home()).toEqual([]);
    await lin.types("/setup");
    expect(lin.card.title).toContain("设置");
  });

  test("a name that is still the platform's id of the workspace is asked for, and the next step stands out", async () => {
    const { name } = await company();
    const where = { id: house.company.organizationId };
    await db().organization.update({ where, data: { name: house.company.workspace } });
    const lin = house.person("林涛");
    await lin.types("/setup");
    const looks = lin.card.lines?.map(({ buttons }) => buttons?.map(({ look }) => look ?? null));
    expect(looks?.slice(0, 3)).toEqual([["primary", null], [null], [null]]);
    await lin.presses("填写");
    expect(lin.form.values).not.toHaveProperty("name");
    expect(lin.form.values).toMatchObject({ country: { choices: [{ value: "CN" }] } });
    await db().organization.update({ where, data: { name } });
  });

  test("the company's facts are looked over; a choice that is none is a mistake at its field", async () => {
    const lin = house.person("林涛");
    await lin.types("/setup");
    await lin.presses("填写");
    expect(lin.form.values).toMatchObject({ name: { text: "华信工业" }, country: { choices: [{ value: "CN" }] } });
    expect(await lin.searches("country", "新加坡")).toMatchObject([{ value: "SG" }]);
    expect(await lin.searches("currency", "港")).toMatchObject([{ value: "HKD" }]);
    await lin.fills({ country: { choose: "XX" } }).submits();
    expect(lin.form.errors.country).toBe("请从列表里选一个。");
    await lin.fills({ country: { choose: "CN" }, zone: { choose: "Moon/Base" } }).submits();
    expect(lin.form.errors.zone).toContain("没有这个时区");
    expect(await company()).toMatchObject({ confirmedAt: null, version: 1 });
    await lin.fills({ name: "华信工业集团", zone: { choose: "Asia/Shanghai" } }).submits();
    expect(lin.reads).toContain("✓ 公司信息");
    expect(await company()).toMatchObject({ name: "华信工业集团", confirmedAt: house.clock.now(), version: 2 });
    expect(await db().auditEntry.findFirst({ where: { what: "organization.changed" } })).toMatchObject({
      before: { name: "华信工业" },
      after: { name: "华信工业集团" },
    });
  });

  test("the currency stays as long as any amount is kept in it, whatever it is of", async () => {
    const lin = house.person("林涛");
    const { organizationId, segmentId, teamId, people } = house.company;
    const [where, at] = [{ organizationId }, house.clock.now()];
    const [id, customerId] = ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"];
    const owned = { id: customerId, ...where, segmentId, teamId, ownerId: people.李伟!.id, createdAt: at };
    const named = { name: "宏达机电", nameKey: "宏达机电", searchText: "宏达机电", kind: "company" } as const;
    await db().customer.create({ data: { ...owned, ...named } });
    const product = { id, ...where, name: "轴承", nameKey: "轴承", currency: "CNY", createdAt: at };
    const sale = { id, ...where, customerId, product: "轴承", quantityMilli: 1000n, netMinor: 1n, currency: "CNY" };
    const figure = { fees: { singleItemCap: "5" } };
    const amounts: readonly (readonly [() => PromiseLike<unknown>, () => PromiseLike<unknown>])[] = [
      [
        () => db().product.create({ data: { ...product, priceMinor: 1n } }),
        () => db().product.deleteMany({ where: { id } }),
      ],
      [
        () => db().salesLine.create({ data: { ...sale, soldOn: at, onceKey: id, createdAt: at } }),
        () => db().salesLine.deleteMany({ where: { id } }),
      ],
      [
        () => db().customer.updateMany({ where, data: { yearlyMinor: 1n, yearlyCurrency: "CNY" } }),
        () => db().customer.updateMany({ where, data: { yearlyMinor: null, yearlyCurrency: null } }),
      ],
      [
        () => db().goal.create({ data: { ...where, teamId, month: at, amountMinor: 1n, currency: "CNY" } }),
        () => db().goal.deleteMany({ where }),
      ],
      [
        () => db().organization.updateMany({ data: { settings: figure } }),
        () => db().organization.updateMany({ data: { settings: {} } }),
      ],
      [
        () => db().segment.updateMany({ where: { id: segmentId }, data: { settings: figure } }),
        () => db().segment.updateMany({ where: { id: segmentId }, data: { settings: {} } }),
      ],
    ];
    await lin.types("/setup");
    for (const [keep, drop] of amounts) {
      await keep();
      await lin.presses({ action: "setup.editCompany", payload: {} });
      await lin.fills({ currency: { choose: "USD" } }).submits();
      expect(lin.form.errors.currency, String(keep)).toContain("不能再改");
      expect(await company()).toMatchObject({ currency: "CNY" });
      await drop();
    }
    const others = { settings: { birthdayDays: [5] } };
    await db().segment.updateMany({ where: { id: segmentId }, data: others });
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await lin.fills({ currency: { choose: "USD" } }).submits();
    expect(await company()).toMatchObject({ currency: "USD" });
    await db().segment.updateMany({ where: { id: segmentId }, data: { settings: {} } });
    await db().customer.deleteMany({ where });
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await lin.fills({ currency: { choose: "CNY" } }).submits();
  });

  test("a form that somebody else was faster than is refused, and the currency stays once amounts are kept", async () => {
    const lin = house.person("林涛");
    await lin.types("/setup");
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await db().organization.updateMany({ data: { version: { increment: 1 } } });
    await lin.fills({ name: "别的" }).submits();
    expect(lin.reads).toContain("刚才有人改过公司信息");
    const { organizationId, segmentId, teamId, people } = house.company;
    const at = house.clock.now();
    const owned = { organizationId, segmentId, teamId, ownerId: people.李伟!.id, name: "换装", currency: "CNY" };
    const id = "11111111-1111-4111-8111-111111111111";
    await db().deal.create({
      data: { id, ...owned, amountMinor: 1n, lastForwardOn: at, createdAt: at, updatedAt: at },
    });
    await lin.presses({ action: "setup.editCompany", payload: {} });
    await lin.fills({ currency: { choose: "USD" } }).submits();
    expect(lin.form.errors.currency).toContain("不能再改");
    expect(await company()).toMatchObject({ name: "华信工业集团", currency: "CNY" });
  });

  test("segments are made and renamed; a name stands once", async () => {
    const lin = house.person("林涛");
    await lin.types("/setup");
    await lin.presses("板块");
    expect(lin.reads).toBe(
      "板块 · 2 个\n医疗 · 1 个团队\n工业 · 1 个团队\n统计在用的板块和其中在用的团队。截至 11月23日 09:00。",
    );
    await lin.presses("新板块");
    await lin.fills({ name: "工业" }).submits();
    expect(lin.form.errors.name).toBe("已经有叫这个名字的板块了。");
    await lin.fills({ name: "能源" }).submits();
    expect(lin.reads).toContain("板块 · 3 个");
    const { id } = await db().segment.findFirstOrThrow({ where: { name: "能源" } });
    await lin.presses({ action: "setup.editSegment", payload: { id } });
    await lin.fills({ name: "新能源" }).submits();
    expect(await db().segment.findFirst({ where: { id } })).toMatchObject({ name: "新能源" });
  });

  test("of two who rename one segment the second is told of the first, and a form from before says so", async () => {
    const lin = house.person("林涛");
    const { id } = await db().segment.findFirstOrThrow({ where: { name: "新能源" } });
    const named = async () => (await db().segment.findFirstOrThrow({ where: { id } })).name;
    await lin.presses({ action: "setup.editSegment", payload: { id } });
    await db().segment.update({ where: { id }, data: { name: "绿色能源" } });
    const before = await db().auditEntry.count();
    await lin.fills({ name: "能源" }).submits();
    expect(lin.reads).toContain("刚才有人给这个板块改了名");
    expect([await named(), await db().auditEntry.count()]).toEqual(["绿色能源", before]);
    await lin.presses({ action: "setup.editSegment", payload: { id } });
    await lin.fills({ name: "新能源" }).submits();
    expect(await named()).toBe("新能源");
    expect(segmentForm.params.safeParse({ id }).success).toBe(false);
  });

  test("a team without a channel and one without people are named, with the button that leads there", async () => {
    const { organizationId } = house.company;
    const segment = await db().segment.findFirstOrThrow({ where: { name: "新能源" } });
    const id = "22222222-2222-4222-8222-222222222222";
    await db().team.create({ data: { id, organizationId, segmentId: segment.id, name: "华北组" } });
    await onSecondPlatform(house, ["林涛"]);
    const lin = house.person("林涛", SECOND);
    await lin.types("/setup");
    expect(lin.reads).toContain(
      "○ 客情费审批：还缺华北组的销售内勤、华北组的销售经理、华南组的签字人（一张单子一人只签一步，自己的不能签）、华北组的审批频道",
    );
    expect(lin.reads).toContain("○ 周五汇总：还缺华北组的频道");
    await lin.presses("华北组的频道");
    await lin.fills({ channel: { place: "oc-north" } }).submits();
    await lin.presses("继续设置");
    expect(lin.reads).toContain("✓ 周五汇总：可以用了");
  });

  test("others are not offered it, may not, and change nothing", async () => {
    const before = [await company(), await db().segment.count()];
    for (const name of ["王芳", "李伟"]) {
      const person = house.person(name);
      await person.types("/setup CODE-1234");
      expect(person.reads).toContain("已经设置好了");
      for (const action of [
        "setup.goOn",
        "setup.editCompany",
        "setup.showSegments",
        "setup.editSegment",
        "setup.hide",
      ]) {
        await person.presses({ action, payload: action === "setup.hide" ? { version: 2 } : {} });
        expect(person.reads).toContain("只有系统管理员能设置");
      }
    }
    expect([await company(), await db().segment.count()]).toEqual(before);
  });
});

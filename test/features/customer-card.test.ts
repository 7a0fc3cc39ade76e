import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { activities } from "../../src/features/activities/index.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { facts } from "../../src/features/facts/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { sharing } from "../../src/features/sharing/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({
  features: [visits, activities, customers, contacts, facts, sharing, chronicle, pipeline],
  at: "2026-11-25T15:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const ids: Record<string, string> = {};
const audits = (subject: string) =>
  db().auditEntry.findMany({ where: { subject }, orderBy: [{ at: "asc" }, { id: "asc" }] });
const customer = (id: string) => db().customer.findUniqueOrThrow({ where: { id } });
const labels = (card: Parameters<typeof buttonsOf>[0]) => buttonsOf(card).map(({ label }) => label);

beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"], city: "上海" });
  ids.other = await makeCustomer(house, "长城锅炉", { owner: "Emma" });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "总经理" });
});

describe("facts", () => {
  test("a warning needs its reason, stands first on the card, and its history says who and since when", async () => {
    const li = house.person("李伟");
    await li.types("/customer 宏达");
    await li.presses("类别和标记");
    const before = await customer(ids.hongda!);
    await li.fills({ flags: { choose: ["important", "warning"] } }).submits();
    expect(li.form.errors).toEqual({ warningReason: "请写明原因：没有原因的警示帮不到人。" });
    await li.fills({ flags: { choose: [] }, warningReason: "欠款" }).submits();
    expect(li.form.errors).toEqual({ warningReason: "写了警示原因，却没有选“警示”。请选上，或清空这一栏。" });
    expect(await customer(ids.hongda!)).toEqual(before);
    await li
      .fills({
        lifecycleClass: { choose: "intent" },
        flags: { choose: ["important", "warning"] },
        warningReason: "两笔货款逾期",
      })
      .submits();
    expect(li.card).toMatchObject({ tone: "stopped", tags: ["警示", "重要"], text: ["警示：两笔货款逾期"] });
    expect(li.reads).toContain("类别: 意向客户");
    house.clock.freezeAt(new Date("2026-12-01T10:00:00+08:00"));
    await li.presses("更多…");
    await li.presses("变更记录");
    expect(li.reads.split("\n")).toEqual([
      "变更记录：宏达机电有限公司",
      ...["警示", "重要"],
      "类别: 意向客户，周三 11月25日 起",
      "标记: 警示、重要，周三 11月25日 起",
      "标记 空 → 警示、重要 · 周三 11月25日 · 李伟",
      "警示原因 空 → 两笔货款逾期 · 周三 11月25日 · 李伟",
      "类别 潜在客户 → 意向客户 · 周三 11月25日 · 李伟",
    ]);
    house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00"));
  });

  test("what seldom changes is behind one button, for whoever sees the customer", async () => {
    await db().customer.update({
      where: { id: ids.other! },
      data: { address: "长江路 8 号", region: "江苏", city: "南京" },
    });
    const emma = house.person("Emma");
    await emma.types("/customer 长城");
    await emma.presses("More…");
    expect(emma.reads).toContain("Region: 江苏 南京");
    expect(emma.reads).toContain("Address: 长江路 8 号");
  });

  test("stable facts by form: what did not change is not in the history, and who was slower is told", async () => {
    const [li, wang] = [house.person("李伟"), house.person("王芳")];
    await li.types("/customer 宏达");
    await wang.types("/customer 宏达");
    await li.presses("编辑");
    await wang.presses("编辑");
    expect(li.form.values).toMatchObject({ name: { text: "宏达机电有限公司" }, city: { text: "上海" } });
    await li
      .fills({ shortNames: "宏达、宏达机电", city: "苏州", address: "工业园 8 号", firstContactOn: "2027-01-01" })
      .submits();
    expect(li.form.errors).toEqual({ firstContactOn: "这一天还没到，请选今天或以前。" });
    await li.fills({ firstContactOn: "2019-03-01" }).submits();
    expect(li.reads).toContain("苏州");
    const entry = (await audits(`customer:${ids.hongda}`)).find(({ what }) => what === "customer.changed");
    expect(entry).toMatchObject({
      what: "customer.changed",
      before: { shortNames: ["宏达"], city: "上海", address: null, firstContactOn: null },
      after: { shortNames: ["宏达", "宏达机电"], city: "苏州", address: "工业园 8 号", firstContactOn: "2019-03-01" },
    });
    await wang.fills({ city: "无锡" }).submits();
    expect(wang.reads).toContain("你填表的时候，有人改过这家客户");
    expect((await customer(ids.hongda!)).city).toBe("苏州");
  });

  test("a new name finds it; a name that is taken does not stick", async () => {
    const wang = house.person("王芳");
    await wang.types("/customer 长城锅炉");
    await wang.presses("编辑");
    await wang.fills({ name: "宏达机电股份有限公司" }).submits();
    expect(wang.form.errors.name).toMatch(/^没有保存：宏达机电有限公司 已经建过档，负责人 李伟。请打开那一家/);
    await wang.fills({ name: "长城热能" }).submits();
    expect(wang.card.title).toBe("长城热能");
    await wang.types("/customer ccrn");
    expect(wang.card.title).toBe("长城热能");
  });

  test("a sad event lets a customer rest, and reminders go on when the day is taken out", async () => {
    const li = house.person("李伟");
    await li.types("/customer 宏达");
    await li.presses("更多…");
    await li.presses("暂停打扰");
    expect(li.form.values.restUntil).toEqual({ text: "2026-12-09" });
    await li.fills({ restUntil: "2027-11-30" }).submits();
    expect(li.form.errors.restUntil).toContain("180");
    await li.fills({ restUntil: "2026-12-09", restReason: "王总父亲去世" }).submits();
    expect(li.reads).toContain("暂停打扰到 周三 12月9日：王总父亲去世");
    await li.presses("更多…");
    await li.presses("暂停打扰");
    await li.fills({ restUntil: "" }).submits();
    expect(li.reads).not.toContain("暂停打扰到");
    expect(await customer(ids.hongda!)).toMatchObject({ restUntil: null, restReason: null });
    await db().organization.updateMany({ data: { settings: { restDays: 7 } } });
    await li.presses({ action: "facts.rest", payload: { id: ids.hongda } });
    expect(li.form.values.restUntil).toEqual({ text: "2026-12-02" });
  });
});

describe("sharing", () => {
  test("a colleague sees it until it is taken back, works with it, and changes nothing of it", async () => {
    const [li, emma] = [house.person("李伟"), house.person("Emma")];
    await emma.types("/customer 宏达");
    expect(emma.card.title).toContain("No customer");
    await li.types("/customer 宏达");
    await li.presses("共享");
    expect((await li.searches("colleagues", "")).map(({ label }) => label)).toEqual(["Emma", "王芳", "赵敏"]);
    await li.fills({ colleagues: { choose: house.company.people.Emma!.id } }).submits();
    expect(li.card.title).toBe("宏达机电有限公司");
    await house.delivers();
    await emma.presses("Open the customer", { on: emma.inbox.at(-1)! });
    expect(emma.card.title).toBe("宏达机电有限公司");
    expect(labels(emma.card)).not.toEqual(expect.arrayContaining(["Edit"]));
    expect(labels(emma.card)).toEqual(expect.arrayContaining(["Add a contact", "Log a visit"]));
    for (const action of ["facts.edit", "facts.standing", "facts.rest"]) {
      await emma.presses({ action, payload: { id: ids.hongda } });
      expect(emma.reads).toContain("This customer is shared with you, and 李伟 looks after it");
    }
    await emma.presses({ action: "sharing.begin", payload: { id: ids.hongda } });
    expect(emma.reads).toContain("Not shared");
    await li.presses("共享");
    await li.fills({ colleagues: { choose: [] } }).submits();
    await house.delivers();
    expect(emma.inbox.at(-1)?.title).toBe("李伟 no longer shares 宏达机电有限公司 with you");
    await emma.types("/customer 宏达");
    expect(emma.card.title).toContain("No customer");
    const entries = (await audits(`customer:${ids.hongda}`)).map(({ what }) => what);
    expect(entries).toEqual(expect.arrayContaining(["customer.shared", "customer.unshared"]));
  });

  test("somebody of another segment cannot be chosen, whatever is sent", async () => {
    const li = house.person("李伟");
    await li.types("/customer 宏达");
    await li.presses("共享");
    expect(await li.searches("colleagues", "孙丽")).toEqual([]);
    await li.fills({ colleagues: { choose: house.company.people.孙丽!.id } }).submits();
    expect(li.form.errors).toEqual({ colleagues: "有同事已经不在这个板块了，请重新选。" });
    expect(await db().customerShare.count({ where: { customerId: ids.hongda! } })).toBe(0);
  });
});

describe("contacts", () => {
  const edits = {
    department: "总经办",
    phones: "138 0013 5678、+86 21-5555-1234",
    mail: "wang@hongda.example",
    handle: "微信 wjg1968",
    birthday: "农历八月",
    likes: "普洱",
    taboos: "不喝酒",
    family: "女儿在读高中",
    hours: "下午",
    channel: { choose: "call" },
  };

  test("all that is known of a person, whole in the direct chat and masked in a group", async () => {
    const li = house.person("李伟");
    await li.types("/contact 王建国");
    await li.presses("编辑");
    await li.fills({ ...edits, phones: "138", mail: "wang@" }).submits();
    expect(Object.keys(li.form.errors)).toEqual(["phones", "mail"]);
    await li.fills(edits).submits();
    expect(li.reads.split("\n")).toEqual([
      "已保存：王建国 总经理",
      "警示",
      "重要",
      "忌讳：不喝酒",
      "客户: 宏达机电有限公司 · 总经办",
      "电话: 13800135678 · +862155551234",
      "邮箱和微信: wang@hongda.example · 微信 wjg1968",
      "生日: 农历八月（哪天不详）",
      "联系习惯: 电话 · 下午",
      "个人情况: 喜好 普洱 · 家庭 女儿在读高中",
    ]);
    await li.presses({ action: "contacts.open", payload: { id: ids.wang } }, { in: "C-team" });
    expect(li.reads).toContain("电话: 138****5678 · +86215****1234");
    expect(li.reads).toContain("邮箱和微信: w***@hongda.example · 微***");
    await li.presses({ action: "contacts.list", payload: { customerId: ids.hongda } }, { in: "C-team" });
    expect(li.reads).toContain("138****5678");
    await li.presses({ action: "contacts.edit", payload: { id: ids.wang } }, { in: "C-team" });
    expect(li.reads).toContain("没有在群里打开");
    await li.presses({ action: "chronicle.facts", payload: { of: "contact", id: ids.wang } }, { in: "C-team" });
    expect(li.reads).not.toContain("5678");
    await li.presses({ action: "chronicle.facts", payload: { of: "contact", id: ids.wang } });
    expect(li.reads).toContain("电话 空 → 13800135678、+862155551234 · 周三 11月25日 · 李伟");
  });

  test("who wants no contact is marked, with the reason, and whoever was slower is told", async () => {
    const [li, wang] = [house.person("李伟"), house.person("王芳")];
    await li.types("/contact 王建国");
    await li.presses("编辑");
    await wang.types("/contact wangjianguo");
    await wang.presses("编辑");
    await li.fills({ noContactReason: "本人要求" }).submits();
    expect(li.form.errors).toHaveProperty("noContactReason");
    await li.fills({ doNotContact: true }).submits();
    expect(li.card).toMatchObject({ tone: "stopped", tags: ["警示", "重要", "勿扰"] });
    expect(li.reads).toContain("勿扰：本人要求。客情提醒不会提到这位联系人。");
    await wang.fills({ likes: "龙井" }).submits();
    expect(wang.reads).toContain("有人改过这位联系人");
    expect(await db().contact.findUnique({ where: { id: ids.wang! } })).toMatchObject({
      likes: "普洱",
      noContactReason: "本人要求",
    });
  });

  test("one of several of a name is chosen; nobody is told how to add one", async () => {
    const wang = house.person("王芳");
    await makeContact(house, ids.other!, { name: "王建国" });
    await wang.types("/contact 王建国");
    expect(wang.card.lines).toHaveLength(2);
    await wang.types("/contact 0013 5678");
    expect(wang.card.title).toBe("王建国 总经理");
    const beyond = house.person("孙丽");
    await beyond.types("/contact 5678");
    expect(beyond.reads).toContain("没有叫“5678”的联系人");
    await wang.types("/contact 诸葛亮");
    expect(wang.reads).toContain("没有叫“诸葛亮”的联系人");
  });
});

test("activities and facts have pages that lose and repeat nothing", async () => {
  const li = house.person("李伟");
  const id = await makeCustomer(house, "分页机械", { owner: "李伟" });
  const { organizationId, people } = house.company;
  for (let n = 1; n <= 23; n += 1) {
    await db().activity.create({
      data: {
        id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
        organizationId,
        customerId: id,
        memberId: people.李伟!.id,
        kind: "call",
        happenedOn: new Date(Date.UTC(2026, 9, 1 + Math.floor(n / 2))),
        said: `第${n}次`,
        createdAt: new Date(Date.UTC(2026, 9, 1)),
      },
    });
    await db().auditEntry.create({
      data: {
        id: `00000000-0000-4000-9000-${String(n).padStart(12, "0")}`,
        organizationId,
        memberId: people.李伟!.id,
        from: "slack",
        what: n % 2 ? "customer.changed" : "customer.classed",
        subject: `customer:${id}`,
        before: {},
        after: { city: `城${n}` },
        at: new Date(Date.UTC(2026, 9, 1 + Math.floor(n / 3))),
      },
    });
  }
  const readAll = async (...through: string[]): Promise<string[]> => {
    await li.types("/customer 分页机械");
    for (const each of through) await li.presses(each);
    const seen: string[] = [];
    for (;;) {
      seen.push(...[...li.reads.matchAll(/第\d+次|城\d+/gu)].map(([text]) => text));
      if (!labels(li.card).includes("更早")) return seen;
      await li.presses("更早");
    }
  };
  expect(await readAll("全部行动")).toEqual(Array.from({ length: 23 }, (_, n) => `第${23 - n}次`));
  expect(await readAll("更多…", "变更记录")).toEqual(Array.from({ length: 23 }, (_, n) => `城${23 - n}`));
});

import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { activities } from "../../src/features/activities/index.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { facts } from "../../src/features/facts/index.ts";
import { customerInLine, findCustomers } from "../../src/features/finding/public.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({
  features: [visits, activities, customers, contacts, facts, pipeline],
  at: "2026-11-25T15:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const ids: Record<string, string> = {};

/** Everything these conversations write, to see that a refusal wrote nothing. */
const written = async () => ({
  customers: await db().customer.findMany({ orderBy: { id: "asc" } }),
  contacts: await db().contact.findMany({ orderBy: { id: "asc" } }),
  audits: await db().auditEntry.count(),
});

beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电有限公司", {
    owner: "李伟",
    shortNames: ["宏达"],
    city: "上海",
    lastContactOn: "2026-11-06",
    flags: ["vip", "warning"],
  });
  ids.chang = await makeCustomer(house, "重庆长安", { owner: "李伟", city: "重庆" });
  ids.shanghai = await makeCustomer(house, "上海华信科技", {
    owner: "李伟",
    city: "上海",
    lastContactOn: "2026-11-20",
  });
  ids.trade = await makeCustomer(house, "华信贸易", { owner: "Emma", city: "苏州" });
  ids.hidden = await makeCustomer(house, "东方电气有限公司", { owner: "孙丽" });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "总经理" });
});

test("the card shows flags first, then who, when and what", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 王总谈了续约 下周三再访");
  await li.types("/customer 宏达");
  expect(li.reads).toBe(
    [
      "宏达机电有限公司",
      "警示",
      "VIP",
      "负责人: 李伟",
      "类别: 潜在客户 · 价值还没算出 · 上海",
      "上次联系: 周三 11月25日 拜访",
      "下次联系: 再访 · 周三 12月2日",
      "在谈商机: 没有",
      "联系人: 王建国 总经理",
      "周三 11月25日 · 拜访 谈了续约",
    ].join("\n"),
  );
  await li.presses("记一次拜访");
  expect(li.form.values.customer).toMatchObject({ choices: [{ value: ids.hongda }] });
});

test.each(["宏达", "宏达机电", "宏达机电股份有限公司", "hongda", "hd", "HDJD", "ｈｄ", "机电"])(
  "“%s” finds it",
  async (typed) => {
    const li = house.person("李伟");
    await li.types(`/customer ${typed}`);
    expect(li.card.title).toBe("宏达机电有限公司");
  },
);

test.each(["重庆", "chongqing", "zhongqing", "cqca", "changan"])("“%s” finds 重庆长安", async (typed) => {
  const li = house.person("李伟");
  await li.types(`/客户 ${typed}`);
  expect(li.card.title).toBe("重庆长安");
});

test("several are a choice; sight decides who is among them", async () => {
  const [wang, li] = [house.person("王芳"), house.person("李伟")];
  await wang.types("/customer 华信");
  expect(wang.card.title).toBe("哪一家华信？");
  expect(buttonsOf(wang.card).map(({ label }) => label)).toEqual([
    "华信贸易 · 苏州 · 还没联系过",
    "上海华信科技 · 上海 · 11月20日",
    "新建 华信",
  ]);
  await wang.presses("华信贸易 · 苏州 · 还没联系过");
  expect(wang.card.title).toBe("华信贸易");
  await li.types("/customer 华信");
  expect(li.card.title).toBe("上海华信科技");
});

test("a phone number of a contact finds its customer", async () => {
  const li = house.person("李伟");
  await db().contact.update({ where: { id: ids.wang! }, data: { phones: ["13800138000"] } });
  await li.types("/customer 138 0013 8000");
  expect(li.card.title).toBe("宏达机电有限公司");
});

test("a line's first word that is only a part of one name means it", async () => {
  const li = house.person("李伟");
  await li.types("/visit 华信 谈了年框");
  expect(li.card.title).toBe("已记录：拜访 上海华信科技");
});

test("what is out of sight looks like what does not exist", async () => {
  const li = house.person("李伟");
  const lines = ["/customer 西方锅炉", "/customer xfgl", "/visit 西方锅炉 谈了价格"];
  const answers = async () => {
    const seen: string[] = [];
    for (const line of lines) {
      await li.types(line);
      seen.push(JSON.stringify(li.shown));
    }
    return seen;
  };
  const before = await answers();
  await makeCustomer(house, "西方锅炉有限公司", { owner: "孙丽", shortNames: ["西方锅炉"] });
  expect(await answers()).toEqual(before);
  for (const action of ["customers.open", "contacts.begin"]) {
    const refusals: string[] = [];
    for (const id of [ids.hidden, newId()]) {
      await li.presses({ action, payload: { id, customerId: id } });
      refusals.push(li.reads);
    }
    expect(refusals[0]).toBe(refusals[1]);
  }
  await li.types("/customer 新建 某某");
  expect(await li.searches("name", "东方")).toEqual([]);
});

test("a new customer belongs to who makes it, and shows its card", async () => {
  const li = house.person("李伟");
  await li.types("/customer 新建 南方 泵业有限公司");
  expect(li.form.values.name).toEqual({ text: "南方 泵业有限公司" });
  await li
    .fills({
      shortName: "南方",
      kind: { choose: "state_owned" },
      city: "广州",
      contactName: "何勇",
      contactTitle: "处长",
    })
    .submits();
  expect(li.card).toMatchObject({ tone: "done", title: "已建档：南方 泵业有限公司" });
  const made = await db().customer.findFirstOrThrow({ where: { nameKey: "南方泵业" }, include: { contacts: true } });
  expect(made).toMatchObject({
    ownerId: house.company.people.李伟!.id,
    teamId: house.company.teamId,
    segmentId: house.company.segmentId,
    kind: "state_owned",
    contacts: [{ name: "何勇", title: "处长" }],
  });
  expect(await db().auditEntry.count({ where: { subject: `customer:${made.id}`, what: "customer.created" } })).toBe(1);
  await li.types("/customer nf");
  expect(li.card.title).toBe("南方 泵业有限公司");
});

test("one that is there in another spelling is not made again; who may see it is told whose it is", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types("/customer 新建 宏达机电（股份有限公司）");
  await li.submits();
  expect(li.form.errors.name).toBe(
    "还没新建：看起来就是 宏达机电有限公司，负责人 李伟。用“/customer 客户名”打开它；确实是另一家，就再点一次“建档”。",
  );
  await li.fills({ name: "🎉🎉" }).submits();
  expect(li.form.errors.name).toBe("名称里至少要有一个字或数字。");
  await li.fills({ name: "长".repeat(81) }).submits();
  expect(li.form.errors.name).toContain("80");
  expect(await written()).toEqual(before);
});

test("one of the same name out of sight does not show: the new one is made like any other", async () => {
  const li = house.person("李伟");
  const hidden = await makeCustomer(house, "西部矿业", { owner: "Emma" });
  await li.types("/customer 新建 西部矿业有限公司");
  await li.submits();
  expect(li.card.title).toBe("已建档：西部矿业有限公司");
  const both = await db().customer.findMany({ where: { nameKey: { startsWith: "西部矿业" } } });
  expect(both).toHaveLength(2);
  expect(await db().auditEntry.findFirst({ where: { what: "customer.doubled" } })).toMatchObject({
    after: { like: hidden },
  });
  // Said again, it is their own that is there.
  await li.types("/customer 新建 西部矿业");
  await li.submits();
  expect(li.form.errors.name).toContain("看起来就是 西部矿业有限公司，负责人 李伟");
});

test("who is in no team is told what to do", async () => {
  const lin = house.person("林涛");
  const before = await written();
  await lin.types("/customer 新建 某某公司");
  await lin.submits();
  expect(lin.reads).toContain("请管理员先把你加入团队");
  expect(await written()).toEqual(before);
});

test("two who make the same customer at once make one", async () => {
  const li = house.person("李伟");
  await li.types("/customer 新建 同时建的公司");
  const form = li.form;
  const submit = () =>
    house.kernel.submit({
      id: `test:${newId()}`,
      identity: { platform: house.company.platform, workspace: house.company.workspace, user: "U1" },
      place: { platform: house.company.platform, workspace: house.company.workspace, place: "D", kind: "direct" },
      receivedAt: house.clock.now(),
      formId: form.formId,
      params: form.params,
      values: form.values,
    });
  const answers = await Promise.all([submit(), submit()]);
  expect(answers.map(({ shown }) => shown?.kind).sort()).toEqual(["card", "form"]);
  expect(await db().customer.count({ where: { name: "同时建的公司" } })).toBe(1);
});

test("a contact with phone and lunar birthday", async () => {
  const li = house.person("李伟");
  await li.types("/customer 宏达");
  await li.presses("更多…");
  await li.presses("添加联系人");
  const before = await written();
  await li.fills({ name: "王建国", phone: "abc", birthday: "2月30日" }).submits();
  expect(li.form.errors).toEqual({
    phone: "电话是 5 到 20 位数字，例如 138 0013 8000 或 +86 21 5555 1234。",
    birthday: "没有这一天，或者还没到。请核对。",
  });
  await li.fills({ phone: "", birthday: "" }).submits();
  expect(li.form.errors).toEqual({
    name: "还没添加：这家客户已经有一位 王建国。确实是同名的另一个人，就再点一次“添加”。",
  });
  expect(await written()).toEqual(before);
  await li
    .fills({ name: "李 工", title: "工程师", phone: "+86 138-0013-8001", birthday: "农历八月十五", publicSector: true })
    .submits();
  expect(li.reads).toContain("生日: 农历八月十五");
  expect(await db().contact.findFirst({ where: { name: "李 工" } })).toMatchObject({
    customerId: ids.hongda,
    phones: ["+8613800138001"],
    birthdayCalendar: "lunar",
    birthMonth: 8,
    birthDay: 15,
    birthYear: null,
    publicSector: true,
  });
});

test.each(["<!channel>", "<@U1>", "🎉", "\u202eabc", '\'; DROP TABLE "Customer"; --', "%", "_"])(
  "/customer with %s is answered and changes nothing",
  async (typed) => {
    const li = house.person("李伟");
    const before = await written();
    await li.types(`/customer ${typed}`);
    expect(li.shown?.kind).toMatch(/card|form/);
    expect(await written()).toEqual(before);
  },
);

test("ten thousand characters are too long for a name", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types(`/customer ${"a".repeat(10_000)}`);
  expect(li.form.errors).toEqual({ name: "客户名最多 80 个字，现在有 10000 个。" });
  expect(await written()).toEqual(before);
});

test("among eight thousand customers the right ones are found at once", async () => {
  const { organizationId, segmentId, teamId, people } = house.company;
  const surnames = [..."东西南北中华宏达远大新安康明光盛"];
  await db().$executeRawUnsafe(
    `INSERT INTO "Customer" (id, "organizationId", "segmentId", "teamId", "ownerId", name, "shortNames", "nameKey", "searchText", "flags", "createdAt")
     SELECT gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, NULL, n, '{}', n, ' ' || n || ' gongchang' || i || ' gc' || i, '{}', now()
     FROM generate_series(1, 8000) i, LATERAL (SELECT ($4::text[])[1 + i % 16] || '字第' || i || '号工厂' AS n) names`,
    organizationId,
    segmentId,
    teamId,
    surnames,
  );
  await db().$executeRawUnsafe('ANALYZE "Customer"');
  const scope = { ...house.jobContext().scope, memberId: people.周明!.id, roles: new Set(["executive"] as const) };
  const names = async (typed: string) => (await findCustomers(scope, typed, { limit: 3 })).map(({ name }) => name);
  expect((await names("hdjd"))[0]).toBe("宏达机电有限公司");
  expect(await names("第7999号")).toEqual(["盛字第7999号工厂"]);
  const found = await customerInLine(scope, "宏达 谈了价格");
  expect(found).toMatchObject({ kind: "one", customer: { name: "宏达机电有限公司" }, rest: "谈了价格" });
});

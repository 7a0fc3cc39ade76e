import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { alikeAmong, combine, dropped } from "../../src/features/joining/rules.ts";
import { birthdayKeys } from "../../src/features/occasions/public.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

describe("who looks like one", () => {
  const person = (id: string, name: string, phones: string[] = [], mail: string | null = null) => ({
    ...{ id, name, phones, mail },
  });
  const cases: readonly (readonly [string, ReturnType<typeof person>[], string[]])[] = [
    ["nobody", [person("1", "王建国"), person("2", "李志强")], []],
    ["the same name, written otherwise", [person("1", "王建国"), person("2", "王 建國")], ["1 2 name"]],
    [
      "a number with and without the country",
      [person("1", "甲", ["+8613800135678"]), person("2", "乙", ["13800135678"])],
      ["1 2 phone"],
    ],
    ["the same mail", [person("1", "甲", [], "A@x.com"), person("2", "乙", [], "a@x.com")], ["1 2 mail"]],
    [
      "both",
      [person("1", "甲", ["5551234567"], "a@x.com"), person("2", "乙", ["5551234567"], "a@x.com")],
      ["1 2 phone mail"],
    ],
    [
      "a switchboard",
      [person("1", "甲", ["02155551234"]), person("2", "乙", ["02155551234"]), person("3", "丙", ["02155551234"])],
      [],
    ],
    ["an extension", [person("1", "甲", ["12345"]), person("2", "乙", ["12345"])], []],
  ];
  test.each(cases)("%s", (_, people, pairs) => {
    const found = alikeAmong(people, "CN").map(({ one, other, likenesses }) =>
      [one.id, other.id, ...likenesses].join(" "),
    );
    expect(found).toEqual(pairs);
  });

  test("what is known of either is on the one that stays, or said to be left out", () => {
    const fact = fc.option(fc.constantFrom("a", "b", "c"));
    const row = fc.record({
      name: fc.constantFrom("甲", "乙"),
      ...{ title: fact, mail: fact, handle: fact, likes: fact, taboos: fact, family: fact },
      phones: fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5", "6"), { maxLength: 5 }),
      doNotContact: fc.boolean(),
      publicSector: fc.boolean(),
    });
    fc.assert(
      fc.property(row, row, (kept, gone) => {
        const after: Record<string, unknown> = { ...kept, ...combine(kept, gone) };
        const lost = dropped(kept, gone);
        for (const [column, value] of Object.entries(gone)) {
          const both = column === "phones" ? String([kept.phones, after.phones]) : String(after[column]);
          const said = [value].flat().filter((one) => one !== null && one !== false);
          const held = said.every((one) => both.includes(String(one)));
          expect(held || lost.includes(column), column).toBe(true);
        }
        expect(after.doNotContact).toBe(kept.doNotContact || gone.doNotContact);
      }),
    );
  });
});

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeDeal } = dealsOf(house);
beforeEach(() => house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00")));

/** All that could have changed, in the order of ids. */
const everything = async () => ({
  contacts: await db().contact.findMany({ orderBy: { id: "asc" }, omit: { version: true } }),
  met: await db().activityContact.findMany({ orderBy: [{ activityId: "asc" }, { contactId: "asc" }] }),
  steps: await db().nextStep.findMany({ orderBy: { id: "asc" } }),
  care: await db().careItem.findMany({ orderBy: { id: "asc" }, select: { id: true, contactId: true, onceKey: true } }),
  maps: await db().influence.findMany({ orderBy: [{ dealId: "asc" }, { contactId: "asc" }] }),
});
let count = 0;
/** 王建国 twice at one customer: the second met in a visit, promised something, with what the first lacks. */
const twins = async () => {
  count += 1;
  const name = `宏达${count}号`;
  const customer = await makeCustomer(house, name, { owner: "李伟" });
  const kept = await makeContact(house, customer, { name: `王建国${count}`, title: "总经理" });
  const gone = await makeContact(house, customer, { name: `汪董${count}` });
  const phones = [`1380000${2000 + count}`];
  await db().contact.update({ where: { id: kept }, data: { phones, taboos: "不喝酒" } });
  await db().contact.update({ where: { id: gone }, data: { phones, taboos: "不谈房子", mail: "w@x.example" } });
  const li = house.person("李伟");
  await li.types(`/visit ${name} 汪董${count}谈了续约 下周三再访`);
  expect(li.card.tone).toBe("done");
  return { name, customer, kept, gone };
};
const compare = ({ kept, gone }: { readonly kept: string; readonly gone: string }) => ({
  action: "joining.compare",
  payload: { keep: kept, gone },
});

test("a birthday that came with the merge takes its reminder back with it", async () => {
  const pair = await twins();
  const li = house.person("李伟");
  const on = { birthdayCalendar: "solar", birthMonth: 11, birthDay: 28 } as const;
  await db().contact.update({ where: { id: pair.gone }, data: on });
  await li.presses(compare(pair));
  await li.presses("合并");
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销合并")!.press;
  house.clock.freezeAt(new Date("2026-11-25T15:30:00+08:00"));
  for (const tick of reminderTicks) await tick.run(house.jobContext());
  const birthdays = () => db().careItem.findMany({ where: { customerId: pair.customer, kind: "birthday" } });
  const [asked] = await birthdays();
  expect(asked).toMatchObject({ contactId: pair.kept, state: "open" });
  await li.presses(undo);
  expect(li.card.title).toContain("已恢复成两位");
  expect(await db().contact.findUnique({ where: { id: pair.kept } })).toMatchObject({ birthdayCalendar: null });
  expect(await birthdays()).toMatchObject([
    { id: asked!.id, contactId: pair.gone, state: "open", onceKey: asked!.onceKey.replace(pair.kept, pair.gone) },
  ]);
  await db().careItem.deleteMany();
});

test("told of on entry, offered on the card and in the list, merged with everything, and two again", async () => {
  const pair = await twins();
  const li = house.person("李伟");
  await li.presses({ action: "contacts.begin", payload: { customerId: pair.customer } });
  await li.fills({ name: "王总", phone: `1380000${2000 + count}` }).submits();
  expect(li.form.errors.phone).toContain(`王建国${count} 就是这个号码`);
  const { organizationId } = house.company;
  const memberId = house.company.people.李伟!.id;
  const birthday = { customerId: pair.customer, contactId: pair.gone, memberId, dueOn: plainDate("2026-12-01") };
  await db().careItem.create({
    data: {
      ...{ id: newId(), organizationId, ...birthday, kind: "birthday", state: "not_needed", reason: "寄过了" },
      ...{ dueOn: new Date("2026-12-01"), showOn: new Date("2026-11-24"), createdAt: house.clock.now() },
      onceKey: birthdayKeys(birthday, [7])[0]!,
    },
  });
  const before = await everything();

  await li.presses({ action: "contacts.open", payload: { id: pair.gone } });
  expect(li.reads).toContain(`可能和 王建国${count} 是同一位：电话相同。`);
  await li.presses({ action: "contacts.list", payload: { customerId: pair.customer } });
  await li.presses("可能重复 1 对");
  await li.presses(compare(pair));
  expect(li.reads).toBe(
    [
      `把 汪董${count} 并入 王建国${count}？`,
      `保留: 王建国${count} 总经理`,
      `并入: 汪董${count}`,
      "补上: 忌讳、邮箱",
      "不采用: 姓名",
      "一起移过去: 1 条行动、1 个下一步、1 条客情提醒",
    ].join("\n"),
  );
  expect(await everything()).toEqual(before);
  await li.presses("合并");
  expect(li.card.title).toBe(`已合并：汪董${count} 并入 王建国${count}`);
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销合并")!.press;
  expect(await db().contact.findMany({ where: { customerId: pair.customer } })).toMatchObject([
    { id: pair.kept, taboos: "不喝酒；不谈房子", mail: "w@x.example" },
  ]);
  expect(await db().activityContact.count({ where: { contactId: pair.kept } })).toBe(1);
  // What was not needed for the birthday of the one is not asked again of the other.
  expect((await everything()).care).toMatchObject([
    { onceKey: birthdayKeys({ ...birthday, contactId: pair.kept }, [7])[0] },
  ]);
  // A button from before the merge leads on.
  await li.presses({ action: "contacts.open", payload: { id: pair.gone } });
  expect(li.card.title).toBe(`王建国${count} 总经理`);
  await li.presses({ action: "chronicle.facts", payload: { of: "contact", id: pair.kept } });
  expect(li.reads).toContain(`合并了 汪董${count}`);
  await li.presses(undo);
  expect(li.card.title).toBe(`已恢复成两位：汪董${count} 和 王建国${count}`);
  expect(await everything()).toEqual(before);
  await li.presses(undo);
  expect(li.reads).toContain("不用再撤销");
});

test("refused, and nothing changes: itself, another customer's, out of sight, an old look, twice, in one gift register", async () => {
  const [pair, other] = [await twins(), await twins()];
  const [li, sun] = [house.person("李伟"), house.person("孙丽")];
  await li.presses(compare(pair));
  const old = buttonsOf(li.card).find(({ label }) => label === "合并")!.press;
  const before = await everything();
  await li.presses(compare({ kept: pair.kept, gone: pair.kept }));
  expect(li.reads).toContain("同一位联系人");
  await li.presses(compare({ kept: pair.kept, gone: other.gone }));
  expect(li.reads).toContain("不是同一家客户的联系人");
  await sun.presses(compare(pair));
  expect(sun.reads).toContain("已经不在你能看到的联系人里");
  expect(await everything()).toEqual(before);
  await db().contact.update({ where: { id: pair.kept }, data: { version: { increment: 1 } } });
  await li.presses(old);
  expect(li.card.text).toEqual(["这期间资料有改动，没有合并。下面是现在的样子。"]);
  const sides = [house.person("李伟"), house.person("王芳")];
  await Promise.all(sides.map((side) => side.presses(compare(other))));
  await Promise.all(sides.map((side) => side.presses("合并")));
  expect(sides.map(({ card }) => card.tone).sort()).toEqual(["done", "stopped"]);
  expect(await db().merge.count({ where: { subject: "contact", keptId: other.kept } })).toBe(1);
  const both = await twins();
  const { organizationId, teamId } = house.company;
  const fee = { id: newId(), organizationId, teamId, customerId: both.customer, createdAt: house.clock.now() };
  const dealId = await makeDeal("宏达首批", { customerId: both.customer });
  const what = { number: "FE-2026-0001", purpose: "new_customer", what: "茶礼", currency: "CNY" } as const;
  const requesterId = house.company.people.李伟!.id;
  await db().fee.create({ data: { ...fee, ...what, dealId, requesterId, amountMinor: 2n } });
  for (const contactId of [both.kept, both.gone])
    await db().feeRecipient.create({ data: { feeId: fee.id, contactId, organizationId, amountMinor: 1n } });
  await li.presses(compare(both));
  expect(li.reads).toContain("收礼登记不能改");
});

test("what newer stands on a merge keeps it; a day over it stays", async () => {
  const li = house.person("李伟");
  const merged = async () => {
    const pair = await twins();
    await li.presses(compare(pair));
    await li.presses("合并");
    return { ...pair, undo: buttonsOf(li.card).find(({ label }) => label === "撤销合并")!.press };
  };
  const edited = await merged();
  await db().contact.update({ where: { id: edited.kept }, data: { mail: "new@x.example" } });
  await li.presses(edited.undo);
  expect(li.reads).toContain("之后又改过");
  const late = await merged();
  house.clock.freezeAt(new Date("2026-11-26T15:01:00+08:00"));
  await li.presses(late.undo);
  expect(li.reads).toContain("已经过了可以撤销");
  expect(await db().contact.count({ where: { customerId: late.customer } })).toBe(1);
});

test("a complaint and an answer follow to the one that stays, and come back; what was done meanwhile is kept", async () => {
  const pair = await twins();
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  await li.types(`/complaint ${pair.name} 汪董${count}说轴承异响`);
  await li.types(`/satisfaction ${pair.name} 汪董${count}`);
  await li.fills({ item0: { choose: "1" } }).submits();
  const whose = async () => ({
    cases: await db().serviceCase.findMany({ where: { customerId: pair.customer }, select: { contactId: true } }),
    answers: await db().surveyAnswer.findMany({ where: { customerId: pair.customer }, select: { contactId: true } }),
  });
  const all = (contactId: string) => ({ cases: [{ contactId }, { contactId }], answers: [{ contactId }] });
  expect(await whose()).toEqual(all(pair.gone));
  await wang.presses(compare(pair));
  await wang.presses("合并");
  const undo = buttonsOf(wang.card).find(({ label }) => label === "撤销合并")!.press;
  expect(await whose()).toEqual(all(pair.kept));
  const { id } = await db().serviceCase.findFirstOrThrow({ where: { customerId: pair.customer, answerId: null } });
  await li.presses({ action: "cases.show", payload: { id } });
  expect(li.card.title).toContain(`王建国${count}`);
  await li.presses("已解决");
  await li.fills({ note: "换了轴承" }).submits();
  await wang.presses(undo);
  expect(wang.card.title).toContain("已恢复成两位");
  expect(await whose()).toEqual(all(pair.gone));
  await li.presses({ action: "cases.show", payload: { id } });
  expect(li.card.title).toContain(`汪董${count}`);
  expect(li.reads).toContain("换了轴承");
});

test("told apart, they are not offered again", async () => {
  const pair = await twins();
  const li = house.person("李伟");
  await li.presses({ action: "joining.apart", payload: { one: pair.gone, other: pair.kept } });
  expect(li.card.title).toContain("是两位");
  await li.presses({ action: "contacts.list", payload: { customerId: pair.customer } });
  expect(buttonsOf(li.card).map(({ label }) => label)).not.toContain("可能重复 1 对");
});

test("whoever asks to be erased goes also from what merges kept, and does not come back", async () => {
  const pair = await twins();
  const wang = house.person("王芳");
  await wang.presses(compare(pair));
  await wang.presses("合并");
  const undo = buttonsOf(wang.card).find(({ label }) => label === "撤销合并")!.press;
  await wang.presses({ action: "personalData.begin", payload: { id: pair.kept } });
  await wang.fills({ name: `王建国${count}`, why: "来信" }).submits();
  expect(wang.card.title).toContain("已抹除");
  const kept = JSON.stringify([
    await db().merge.findMany({ where: { keptId: pair.kept } }),
    await db().activity.findMany({ where: { customerId: pair.customer } }),
    await db().auditEntry.findMany({ where: { subject: { in: [pair.kept, pair.gone].map((id) => `contact:${id}`) } } }),
  ]);
  for (const trace of [`汪董${count}`, `王建国${count}`, "w@x.example", "不谈房子", `1380000${2000 + count}`])
    expect(kept.includes(trace), trace).toBe(false);
  await wang.presses(undo);
  expect(wang.reads).toContain("没有撤销");
  expect(await db().contact.count({ where: { id: pair.gone } })).toBe(0);
});

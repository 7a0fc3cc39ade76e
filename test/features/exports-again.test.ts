import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exports } from "../../src/features/exports/index.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({
  features: [exports, importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const files = () => house.ports.get("slack")?.files ?? [];

/** The sheet somebody gets of a list. */
const sheetOf = async (who: string, list: string): Promise<Buffer> => {
  await house.person(who).types(list);
  for (const { id } of await db().export.findMany({ where: { onceKey: { not: null } } }))
    await exportJob.run(house.jobContext(), { id });
  await house.delivers();
  return Buffer.from(files().at(-1)?.bytes ?? []);
};
/** What becomes of its rows when it is dropped as it came. */
const droppedAgain = async (who: string, bytes: Buffer) => {
  const person = house.person(who);
  await person.drops([given("导出.xlsx", bytes)]);
  const kinds = person.card.lines?.map((line) => line.buttons?.[0]?.label);
  await person.presses(person.card.lines![0]!.buttons![0]!.press);
  await person.submits();
  await importsGoOn(house);
  const { id } = await db().import.findFirstOrThrow({ where: { state: "planned" }, orderBy: { createdAt: "desc" } });
  const rows = await db().importRow.findMany({ where: { importId: id }, orderBy: { row: "asc" } });
  await db().importRow.deleteMany({ where: { importId: id } });
  await db().import.delete({ where: { id } });
  return {
    kinds,
    rows: rows.map(({ verdict, why }) => [verdict, ...(why as { code: string }[]).map(({ code }) => code)]),
  };
};

const CHANNELS = ["call", "visit", "message", "mail"] as const;
const BORN = [
  { calendar: "lunar", year: 1985, month: 8, day: 15, leap: false },
  { calendar: "lunar", year: null, month: 6, day: 3, leap: true },
  { calendar: "lunar", year: null, month: 12, day: null, leap: false },
  { calendar: "solar", year: 1985, month: 8, day: null, leap: false },
  { calendar: "solar", year: null, month: 8, day: 15, leap: false },
  { calendar: "solar", year: 1968, month: 2, day: 29, leap: false },
] as const;

test.each([
  ["李伟", "导出 客户", "导出 联系人", "导出 商机"],
  ["Emma", "/export customers", "/export contacts", "/export deals"],
])("what %s gets as a sheet and drops again changes nothing", async (who, customers, contacts, deals) => {
  const { people, organizationId } = house.company;
  const owner = people[who]!.id;
  const customer = await makeCustomer(house, `=${who}机电有限公司`, {
    ...{ owner: who, city: "上海", flags: ["warning", "vip"], shortNames: ["甲", "乙"], lastContactOn: "2026-11-06" },
  });
  const { teamId, segmentId } = await db().customer.update({
    where: { id: customer },
    data: { warningReason: "欠款", firstContactOn: new Date("2024-07-08"), industry: "机械", lifecycleClass: "signed" },
  });
  for (const [at, { calendar, year, month, day, leap }] of BORN.entries()) {
    const id = await makeContact(house, customer, { name: `联系人${at}` });
    const born = { birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: leap };
    const said = {
      likes: "普洱",
      taboos: "无辣不欢",
      family: "两个孩子",
      publicSector: at === 0,
      doNotContact: at === 1,
    };
    const phones = [`1380013800${at}`, "021-66668888"];
    await db().contact.update({
      where: { id },
      data: { ...born, ...said, phones, channel: CHANNELS[at % 4]!, hours: "上午" },
    });
  }
  const deal = { organizationId, customerId: customer, ownerId: owner, teamId, segmentId, currency: "CNY" } as const;
  const at = house.clock.now();
  for (const [place, stage] of (["p25", "won", "lost", "first_meeting"] as const).entries())
    await db().deal.create({
      data: {
        ...{ ...deal, id: newId(), name: `${who}的单${place}`, stage, amountMinor: 120_050n, product: "阀门" },
        ...{ lastForwardOn: at, updatedAt: at, createdAt: at, expectedOn: new Date("2026-12-31") },
        closedOn: stage === "won" || stage === "lost" ? new Date("2026-11-20") : null,
      },
    });
  const before = JSON.stringify(
    [await db().customer.findMany(), await db().contact.findMany()],
    (_, value) => `${value}`,
  );
  for (const [list, count] of [
    [customers, 1],
    [contacts, BORN.length],
    [deals, 4],
  ] as const) {
    const { rows } = await droppedAgain(who, await sheetOf(who, list));
    expect(rows, list).toEqual(Array.from({ length: count }, () => ["skip", "there"]));
  }
  expect(
    JSON.stringify([await db().customer.findMany(), await db().contact.findMany()], (_, value) => `${value}`),
  ).toBe(before);
});

test("the page that says what a sheet counts does not seem to hold any of it", async () => {
  const { kinds } = await droppedAgain("李伟", await sheetOf("李伟", "导出 客户"));
  expect(kinds?.filter((label) => label === "确认各列")).toHaveLength(1);
});

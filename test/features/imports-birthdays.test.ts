import { expect, test } from "vitest";
import { plainDate, zone } from "../../src/core/dates.ts";
import { LANGUAGES } from "../../src/core/language.ts";
import { readContacts } from "../../src/features/listings/store.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
/** "王总 lunar 1968-8-15" */
const born = async () => {
  const rows = await house.db.contact.findMany({ where: { organizationId: house.organizationId } });
  const said = rows.map(({ name, birthdayCalendar, birthYear, birthMonth, birthDay }) =>
    [name, birthdayCalendar, [birthYear, birthMonth, birthDay].filter((part) => part !== null).join("-")].join(" "),
  );
  return said.toSorted();
};
const people = (head: string, ...cells: string[]) =>
  csv(`客户,负责人,联系人,${head}`, ...cells.map((cell, n) => `宏达,Ann,王${"甲乙丙丁戊己庚"[n]},${cell}`));
const takenIn = async (sheet: Buffer) => {
  const id = await house.planned("Mo", sheet);
  const report = await house.report(id);
  await house.apply("Mo", id);
  return report;
};

test.each(["农历生日", "生日（农历）", "出生日期(阴历)", "Lunar birthday", "Birthday (lunar)"])(
  "birthdays below the heading %s are lunar ones",
  async (heading) => {
    const cells = ["1968-8-15", "八月十五", "1968-02-30", "农历1968年8月15日", "8-15", "公历1968-10-06"];
    const report = await takenIn(people(heading, ...cells));
    expect(report.filter((line) => line.includes("birthday"))).toEqual([]);
    expect(await born()).toEqual(
      [
        ...["王甲 lunar 1968-8-15", "王乙 lunar 8-15", "王丙 lunar 1968-2-30", "王丁 lunar 1968-8-15"],
        ...["王戊 lunar 8-15", "王己 solar 1968-10-6"],
      ].toSorted(),
    );
  },
);

test.each([
  ["公历生日,农历生日", "1968-10-06,1968-8-15"],
  ["农历生日,公历生日", "1968-8-15,1968-10-06"],
])(
  "of both side by side (%s) the lunar one is kept, and the row says so; where one is empty, the other",
  async (head, both) => {
    const [first, other] = both.split(",");
    const report = await takenIn(people(head, both, `${first},`, `,${other}`));
    expect(report[0]).toBe("2 make 宏达 · 王甲: the lunar birthday is kept, and 1968-10-06 is left out");
    expect(report.slice(1).some((line) => line.includes("lunar"))).toBe(false);
    const kept = new Set(await born());
    expect(kept).toContain("王甲 lunar 1968-8-15");
    expect([...kept].filter((each) => each.includes("solar"))).toHaveLength(1);
    expect([...kept].filter((each) => each.includes("lunar"))).toHaveLength(2);
  },
);

test("a cell that names its calendar behind the date or inside it is read by that", async () => {
  const cells = ["1968-08-15（农历）", "1968年农历八月十五", "8月15日(农历)", "1968-10-06（公历）"];
  expect((await takenIn(people("生日", ...cells))).filter((line) => line.includes("birthday"))).toEqual([]);
  const lunar = ["王甲 lunar 1968-8-15", "王乙 lunar 1968-8-15", "王丙 lunar 8-15"];
  expect(await born()).toEqual([...lunar, "王丁 solar 1968-10-6"].toSorted());
});

test.each([
  ["历法", "农历", "公历", "阳历", "阴历"],
  ["生日类型", "阴历生日", "公历生日", "新", "农"],
  ["公历/农历", "農曆", "公曆", "陽曆", "陰曆"],
  ["是否农历？", "是", "否", "", "√"],
  ["是否公历", "否", "是", "是", "否"],
  ["Calendar", "Lunar", "Solar", "Gregorian", "Chinese calendar"],
])("a column beside the birthday says its calendar: %s", async (head, ...said) => {
  const days = ["1968-8-15", "1968-10-06", "10-06", "1968-02-30"];
  const report = await takenIn(people(`生日,${head}`, ...days.map((day, n) => `${day},${said[n]}`)));
  expect(report.slice(1)).toEqual(
    ["3", "4", "5"].map((row, n) => expect.stringContaining(`${row} make 宏达 · 王${"乙丙丁"[n]}`)),
  );
  expect(report.filter((line) => /calendar|birthday/.test(line))).toEqual([]);
  const kept = ["王甲 lunar 1968-8-15", "王乙 solar 1968-10-6", "王丙 solar 10-6", "王丁 lunar 1968-2-30"];
  expect(await born()).toEqual(kept.toSorted());
});

test("a birthday whose calendar nobody can tell is left out, and the row says so; a cell that names its own needs none", async () => {
  const report = await takenIn(people("生日,历法", "1968-8-15,回历", "农历八月十五,公历", ",回历", "8-15,不详"));
  expect(report[0]).toContain('calendar of the birthday "回历" is not known: the birthday is left out');
  expect(report.slice(1).filter((line) => line.includes("calendar"))).toEqual([]);
  expect(await born()).toEqual(["王甲  ", "王乙 lunar 8-15", "王丙  ", "王丁 solar 8-15"].toSorted());
});

test("a heading that names both calendars tells none: each cell by itself", async () => {
  await takenIn(people("生日（公历/农历）", "1968-10-06", "农历八月十五"));
  expect(await born()).toEqual(["王甲 solar 1968-10-6", "王乙 lunar 8-15"].toSorted());
});

test("a birthday known in part becomes whole; one that differs stays, and the row says so; undone, it is as before", async () => {
  await takenIn(people("生日", "8-15", "1968年8月", "农历八月", "8-15", "2-29"));
  const before = await born();
  const differing = "birthday stays as it is, not";
  const sheet = people("生日", "1968-08-15", "1968-08-15", "农历1968-8-15", "1968-09-15", "1969年2月");
  const id = await house.planned("Mo", sheet);
  const report = await house.report(id);
  expect(report.slice(0, 3).every((line) => line.includes("merge") && line.includes("birthday added"))).toBe(true);
  expect(report[3]).toBe(
    `5 skip 宏达 · 王丁: ${differing} "15 Sep 1968": change it by hand if the sheet is right; there already`,
  );
  expect((await house.report(id, "zh"))[3]).toContain("生日保持原样，没有改成“1968年9月15日”");
  expect(report[4]).toContain(`${differing} "Feb 1969`);
  await house.apply("Mo", id);
  const whole = ["王甲 solar 1968-8-15", "王乙 solar 1968-8-15", "王丙 lunar 1968-8-15"];
  expect(await born()).toEqual([...whole, "王丁 solar 8-15", "王戊 solar 2-29"].toSorted());
  const { id: contact } = await house.db.contact.findFirstOrThrow({
    where: { organizationId: house.organizationId, name: "王甲" },
  });
  const entry = await house.db.auditEntry.findFirstOrThrow({
    where: { what: "contact.filled", subject: `contact:${contact}` },
  });
  expect([entry.before, entry.after]).toMatchObject([
    { birthYear: null, birthDay: 15 },
    { birthYear: 1968, birthDay: 15 },
  ]);
  expect((await takenIn(sheet)).filter((line) => line.includes("merge"))).toEqual([]);
  await house.undo("Mo", id);
  expect(await born()).toEqual(before);
});

test.each(LANGUAGES)("an export of contacts brings every birthday back (%s)", async (language) => {
  await takenIn(
    people("生日", "1968-08-15", "8-15", "农历1968年8月15日", "农历闰六月初三", "1968年8月", "农历八月", "8月"),
  );
  const before = await born();
  const wanted = { language, zone: zone("Asia/Shanghai"), day: plainDate("2026-11-23"), after: undefined };
  const { rows } = await readContacts(house.as("Ann"), wanted);
  const where = { organizationId: house.organizationId };
  await house.db.contact.deleteMany({ where });
  await takenIn(csv("客户,联系人,生日", ...rows.map(({ contact, birthday }) => `宏达,${contact},"${birthday}"`)));
  expect(await born()).toEqual(before);
});

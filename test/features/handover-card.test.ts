import { expect, test } from "vitest";
import { type PlainDate, zone } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { portraitCard } from "../../src/features/handover/cards.ts";
import { birthdaysWithin } from "../../src/features/handover/rules.ts";

const today = "2026-11-25" as PlainDate;
/** Sixty days on: in the lunar calendar 腊月十七. */
const until = "2027-01-24" as PlainDate;
const born = (calendar: "solar" | "lunar", month: number, day: number | null) => ({
  ...{ name: `${calendar} ${month}-${day}`, doNotContact: false },
  birthday: { calendar, year: null, month, day, leap: false },
});

test("birthdays of the next sixty days, the last of them too, by either calendar, and none behind them", () => {
  const people = [born("solar", 1, 24), born("solar", 1, 25), born("solar", 11, 24), born("solar", 11, 25)];
  const lunar = [born("lunar", 12, 17), born("lunar", 12, 18), born("lunar", 12, 1)];
  const shy = { ...born("solar", 12, 1), doNotContact: true };
  const found = birthdaysWithin([...people, ...lunar, shy], { from: today, to: until });
  expect(found.map(({ name, on }) => [name, on])).toEqual([
    ["solar 11-25", "2026-11-25"],
    ["lunar 12-1", "2027-01-08"],
    ["solar 1-24", "2027-01-24"],
    ["lunar 12-17", "2027-01-24"],
  ]);
});

test("the handover card shows them, and the map of the deal that moved last with what it warns of", () => {
  const deal = { id: newId(), name: "换线二期", stage: "p50" as const, customerFlags: [] };
  const stands = { dealId: deal.id, contactId: newId(), title: null, version: 1 };
  const king = { ...stands, name: "王建国", role: "decider" as const, attitude: "neutral" as const, influence: 5 };
  const empty = { deal: { ...deal, name: "没人的" }, people: [], warnings: [], cycleDays: 28 };
  const portrait = {
    ...{ customer: { id: newId(), name: "长城锅炉", flags: [] }, owners: [], activities: [], steps: [], deals: [] },
    ...{ fees: [], contacts: [], tasks: [], note: null, birthdayDays: 60 },
    open: { cases: [], office: {} as never },
    birthdays: birthdaysWithin([born("lunar", 12, 17), born("solar", 1, 25)], { from: today, to: until }),
    maps: [empty, { deal, people: [king], warnings: ["noBacking" as const], cycleDays: 28 }],
  };
  const view = { language: "zh" as const, zone: zone("Asia/Shanghai"), today, now: new Date("2026-11-25T07:00:00Z") };
  const card = portraitCard(portrait, "李伟", view);
  const birthdays = card.facts?.find(({ label }) => label === "60 天内生日")?.value;
  expect(birthdays).toMatch(/^lunar 12-17 .*1月24日$/);
  expect(card.table?.columns[0]?.label).toBe("换线二期");
  expect(card.table?.rows.flat().join()).toContain("王建国 D=");
  expect(card.text).toEqual([expect.stringContaining("换线二期：批准和决策的人里还没有支持者")]);
});

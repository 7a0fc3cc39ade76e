import { describe, expect, test } from "vitest";
import type { Role } from "../../src/core/scope.ts";
import { findCountries, findCurrencies } from "../../src/features/company/rules.ts";
import { isComplete, type Missing, progressOf, type SetUp, type TeamSetUp } from "../../src/features/setup/rules.ts";

/** Roles that people have, all of whom are reached. */
const held = (...roles: Role[]) => ({ roles: new Set(roles), reached: new Set(roles) });
/** As many people, each with these roles. */
const hands = (...people: Role[][]) => people.map((roles) => new Set(roles));
const EACH = hands(["rep"], ["clerk"], ["manager"], ["finance"], ["executive"], ["compliance"]);
const team = (name: string, more: Partial<TeamSetUp> = {}): TeamSetUp => ({
  id: name,
  name,
  hasChannel: true,
  hasApprovals: true,
  hands: EACH,
  ...held("rep", "clerk", "manager"),
  ...more,
});
const whole: SetUp = {
  confirmed: true,
  segments: 1,
  teams: [team("East")],
  ...held("admin", "rep", "clerk", "manager", "finance", "executive", "compliance"),
  people: 7,
  unknownYears: [],
};
const say = (missing: readonly Missing[]) =>
  missing.map((each) =>
    Object.values(each)
      .filter((part) => part !== undefined)
      .join(" "),
  );

describe("the set-up", () => {
  test("of a whole company is complete, and everything works", () => {
    const progress = progressOf(whole);
    expect(isComplete(progress)).toBe(true);
    expect(Object.values(progress.missing).flat()).toEqual([]);
  });

  test("of the first admin alone has holidays, and waits for the rest", () => {
    const first = { ...whole, confirmed: false, segments: 0, teams: [], ...held("admin"), people: 1 };
    const { done, missing } = progressOf(first);
    expect(Object.entries(done).flatMap(([step, is]) => (is ? step : []))).toEqual(["holidays"]);
    expect(say(missing.reminders)).toEqual(["teams", "role rep"]);
    expect(say(missing.fees)).toEqual(["teams", "role finance", "role executive", "role compliance"]);
    expect(say(missing.summary)).toEqual(["teams"]);
  });

  test.each<[string, Partial<SetUp>, keyof ReturnType<typeof progressOf>["done"], string[], string[], string[]]>([
    [
      "a team without a clerk",
      { teams: [team("East"), team("West", held("manager"))] },
      "people",
      [],
      ["role clerk West"],
      [],
    ],
    ["nobody in finance", held("rep", "executive", "compliance"), "people", [], ["role finance"], []],
    [
      "a clerk whom no message reaches",
      { teams: [team("East", { reached: new Set<Role>(["rep", "manager"]) })] },
      "people",
      [],
      ["account clerk East"],
      [],
    ],
    [
      "nobody who decides what the policy flags",
      held("rep", "finance", "executive"),
      "people",
      [],
      ["role compliance"],
      [],
    ],
    [
      "nobody who approves above the limits",
      held("rep", "finance", "compliance"),
      "people",
      [],
      ["role executive"],
      [],
    ],
    [
      "reps whom no message reaches",
      { reached: new Set<Role>(["finance", "executive", "compliance"]) },
      "people",
      ["account rep"],
      [],
      [],
    ],
    ["no rep", held("finance", "executive", "compliance"), "people", ["role rep"], [], []],
    [
      "a team without a channel",
      { teams: [team("East", { hasChannel: false, hasApprovals: false })] },
      "channels",
      [],
      ["approvals East"],
      ["channel East"],
    ],
    [
      "a team whose papers alone have a place",
      { teams: [team("East", { hasChannel: false })] },
      "channels",
      [],
      [],
      ["channel East"],
    ],
    [
      "one person with every role of a team",
      {
        teams: [
          team("East", { hands: hands(["rep", "clerk", "manager"], ["finance"], ["executive"], ["compliance"]) }),
        ],
      },
      "people",
      [],
      ["others East"],
      [],
    ],
    ["two segments and nobody who moves customers between them", { segments: 2 }, "people", [], [], []],
    ["a year not known", { unknownYears: [2027] }, "holidays", ["holidays 2027"], [], []],
    ["a company nobody looked over", { confirmed: false }, "company", [], [], []],
  ])("%s", (_, more, step, reminders, fees, summary) => {
    const progress = progressOf({ ...whole, ...more });
    const { done, missing } = progress;
    expect(isComplete(progress)).toBe(false);
    expect(Object.entries(done).flatMap(([name, is]) => (is ? [] : name))).toEqual([step]);
    expect([say(missing.reminders), say(missing.fees), say(missing.summary)]).toEqual([reminders, fees, summary]);
  });
});

test.each<[string, Role[][], boolean]>([
  ["everybody for one thing", [["rep"], ["clerk"], ["manager"], ["finance"], ["executive"], ["compliance"]], true],
  ["nobody who sells", [["clerk", "manager", "finance", "executive", "compliance"]], true],
  ["one person alone", [["rep", "clerk", "manager", "finance", "executive", "compliance"]], false],
  ["a manager alone sells", [["clerk"], ["rep", "manager"], ["finance"], ["executive"], ["compliance"]], false],
  ["a rep beside that one", [["rep"], ["clerk"], ["rep", "manager"], ["finance"], ["executive"], ["compliance"]], true],
  ["another manager", [["rep", "manager"], ["manager"], ["clerk"], ["finance"], ["executive"], ["compliance"]], true],
  [
    "an executive who is compliance too",
    [["rep"], ["clerk"], ["manager"], ["finance"], ["executive", "compliance"]],
    false,
  ],
  ["a clerk who is finance too", [["rep"], ["clerk", "finance"], ["manager"], ["executive"], ["compliance"]], false],
  [
    "two who can be either",
    [["rep"], ["clerk", "finance"], ["clerk", "finance"], ["manager"], ["executive"], ["compliance"]],
    true,
  ],
])("a fee finds somebody else for each step than whose it is, and than the others: %s", (_, people, finds) => {
  const { missing } = progressOf({ ...whole, teams: [team("East", { hands: hands(...people) })] });
  expect(say(missing.fees)).toEqual(finds ? [] : ["others East"]);
});

test("where there are two segments, a coordinator is missing until there is one", () => {
  expect(say(progressOf({ ...whole, segments: 2 }).missing.moves)).toEqual(["role coordinator"]);
  const led = { ...whole, segments: 2, ...held(...whole.roles, "coordinator") };
  expect(isComplete(progressOf(led))).toBe(true);
});

test.each([
  ["", "zh", "CN"],
  ["德国", "zh", "DE"],
  ["germ", "en", "DE"],
  ["jp", "en", "JP"],
])("a country is found by %s in %s: %s", (typed, language, code) => {
  expect(findCountries(typed, language)[0]?.value).toBe(code);
});
test.each([
  ["", "zh", "CNY"],
  ["美元", "zh", "USD"],
  ["yen", "en", "JPY"],
])("a currency is found by %s in %s: %s", (typed, language, code) => {
  expect(findCurrencies(typed, language)[0]?.value).toBe(code);
});

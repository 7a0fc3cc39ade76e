import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { personAtStart } from "../../src/features/assignees/rules.ts";
import { isOverdue, readTaskLine } from "../../src/features/tasks/rules.ts";

/** A Monday. */
const today = plainDate("2026-11-23");
const people = [
  { id: asMemberId("e"), name: "Emma", users: ["U01"] },
  { id: asMemberId("s"), name: "Emma Schmidt", users: [] },
  { id: asMemberId("l"), name: "李伟", users: [] },
  { id: asMemberId("g"), name: "李伟国", users: [] },
];

test.each([
  ["@Emma 宏达 周五前回电话", ["e"], "宏达 周五前回电话"],
  ["emma schmidt, send it", ["s"], "send it"],
  ["@U01 send it", ["e"], "send it"],
  ["Emmanuel send it", [], "send it"],
  ["@李伟 回电话", ["l"], "回电话"],
  ["李伟国回电话", ["g"], "回电话"],
  ["liwei 回电话", ["l"], "回电话"],
  ["schmidt 回电话", ["s"], "回电话"],
  ["查无此人 回电话", [], "回电话"],
])("%s is for %j", (line, ids, rest) => {
  const found = personAtStart(line, people);
  expect(found.people.map(({ id }) => id)).toEqual(ids);
  expect(found.rest).toBe(rest);
});

test.each([
  ["周五前给王总回电话", "给王总回电话", "2026-11-27"],
  ["给王总回电话，周五之前", "给王总回电话", "2026-11-27"],
  ["ring Mr Wang back by Friday", "ring Mr Wang back", "2026-11-27"],
  ["明天寄样品", "寄样品", "2026-11-24"],
  ["寄样品", "寄样品", undefined],
  ["by 30 Feb send it", "send it", null],
])("%s: %s, by %s", (line, what, by) => {
  expect(readTaskLine(line, today)).toEqual({ what, by });
});

test("overdue is what is open after its day", () => {
  const yesterday = plainDate("2026-11-22");
  expect(isOverdue({ state: "open", dueOn: yesterday }, today)).toBe(true);
  expect(isOverdue({ state: "open", dueOn: today }, today)).toBe(false);
  expect(isOverdue({ state: "done", dueOn: yesterday }, today)).toBe(false);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Instant } from "../../src/core/clock.ts";
import { zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { calendarOf } from "../../src/domain/calendar.ts";
import { afterWorkingHours, workingHours } from "../../src/domain/office.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import {
  type Approval,
  decide,
  decidersOf,
  invalidate,
  levelsAbove,
  type Person,
  passTo,
  problemOf,
  readWords,
  roleNext,
  urgeProblem,
  waitingSince,
  withdraw,
} from "../../src/features/approvals/rules.ts";

const at = (minutes: number): Instant => new Date(Date.UTC(2026, 10, 20, 1, minutes));
const person = (id: string, roles: Role[], more: Partial<Person> = {}): Person => ({
  id: asMemberId(id),
  roles: new Set(roles),
  teamIds: ["east"],
  standsFor: [],
  open: true,
  ...more,
});
const paper = (chain: readonly Role[] = ["clerk", "manager", "finance"]): Approval => ({
  id: "a",
  subject: "fee",
  subjectId: "f",
  teamId: "east",
  askerId: asMemberId("li"),
  requesterId: asMemberId("li"),
  state: "waiting",
  step: 0,
  version: 1,
  createdAt: at(0),
  closedAt: null,
  steps: chain.map((role) => ({ role, decision: null })),
});
const [li, zhao, wang, chen] = [
  person("li", ["rep", "clerk", "manager", "finance"]),
  person("zhao", ["clerk"]),
  person("wang", ["manager", "clerk"]),
  person("chen", ["finance"], { teamIds: [] }),
];
const signedBy = (approval: Approval, ...people: Person[]): Approval =>
  people.reduce((now, who) => {
    const verdict = decide(now, who, { approved: true, at: at(1) });
    if ("problem" in verdict) throw new Error(verdict.problem.kind);
    return verdict.approval;
  }, approval);
const problem = (approval: Approval, who: Person) => problemOf(approval, who)?.kind;

describe("who may decide", () => {
  test("the role of the step, in the requester's team where the role belongs to teams", () => {
    expect(problem(paper(), zhao)).toBeUndefined();
    expect(problem(paper(), chen)).toBe("role");
    expect(problem(paper(), person("qian", ["clerk"], { teamIds: ["south"] }))).toBe("team");
    expect(problem(signedBy(paper(), zhao, wang), chen)).toBeUndefined();
  });
  test("never the requester, whatever they are", () => expect(problem(paper(), li)).toBe("own"));
  test("nor who asked for it, whoever has it by now; neither by another's hand", () => {
    const passed = { ...paper(["manager"]), askerId: asMemberId("wang"), requesterId: asMemberId("emma") };
    const away = (name: string) => ({ ...person(name, ["manager"]), memberId: asMemberId(name), name });
    const stands = (name: string) => person("qian", ["rep"], { standsFor: [away(name)] });
    const table = [
      [wang, "asked"],
      [person("emma", ["manager"]), "own"],
      [stands("wang"), "own_for"],
      [stands("emma"), "own_for"],
      [stands("sun"), undefined],
      [person("sun", ["manager"]), undefined],
    ] as const;
    for (const [who, why] of table) expect([who.id, problem(passed, who)]).toEqual([who.id, why]);
    expect(decidersOf(passed, [wang, stands("wang"), person("emma", ["manager"])])).toEqual([]);
  });
  test("nobody whose account is closed", () =>
    expect(problem(paper(), person("zhao", ["clerk"], { open: false }))).toBe("account"));
  test("a manager who is clerk too signs one of the two", () => {
    const second = signedBy(paper(), wang);
    expect(problemOf(second, wang)).toEqual({ kind: "twice", role: "clerk" });
    expect(decidersOf(second, [li, zhao, wang, chen])).toEqual([]);
    expect(decidersOf(second, [wang, person("sun", ["manager"])]).map(({ id }) => id)).toEqual(["sun"]);
  });
});

describe("deciding", () => {
  test("three signatures approve", () => {
    const approved = signedBy(paper(), zhao, wang, chen);
    expect(approved).toMatchObject({ state: "approved", version: 4, closedAt: at(1) });
    expect(problem(approved, chen)).toBe("closed");
    expect(roleNext(approved)).toBeUndefined();
  });
  test("a rejection needs its reason and ends it", () => {
    expect(decide(paper(), zhao, { approved: false, reason: "  ", at: at(1) })).toEqual({
      problem: { kind: "reason" },
    });
    const verdict = decide(paper(), zhao, { approved: false, reason: " 太贵 ", at: at(1) });
    expect(verdict).toMatchObject({
      approval: { state: "rejected", steps: [{ decision: { reason: "太贵" } }, {}, {}] },
    });
  });
  test("only the requester withdraws, and only while it waits", () => {
    expect(withdraw(paper(), zhao, at(1))).toEqual({ problem: { kind: "not_requester" } });
    expect(withdraw(paper(), li, at(1))).toMatchObject({ approval: { state: "withdrawn", version: 2 } });
    expect(withdraw(signedBy(paper(), zhao, wang, chen), li, at(1))).toEqual({ problem: { kind: "closed" } });
  });
  test("what is decided cannot become invalid", () =>
    expect(invalidate(signedBy(paper(), zhao, wang, chen), at(2))).toEqual({ problem: { kind: "closed" } }));
  test("urging has a pause", () => {
    const urging = { at: at(240), hours: 4 };
    expect(urgeProblem(paper(), li, { ...urging, last: undefined })).toBeUndefined();
    expect(urgeProblem(paper(), li, { ...urging, last: at(1) })).toEqual({ kind: "urged", again: at(241) });
    expect(urgeProblem(paper(), li, { ...urging, last: at(0) })).toBeUndefined();
    expect(urgeProblem(paper(), zhao, { ...urging, last: undefined })).toEqual({ kind: "not_requester" });
  });
});

describe("handed on with its customer", () => {
  const passed = (approval: Approval, to: string) => {
    const verdict = passTo(approval, asMemberId(to));
    return "problem" in verdict ? verdict.problem.kind : verdict.approval;
  };
  const rejected = decide(paper(), zhao, { approved: false, reason: "贵", at: at(1) }) as { approval: Approval };
  test("while it waits, and once it is approved, for its money is still to come", () => {
    for (const approval of [paper(), signedBy(paper(), zhao), signedBy(paper(), zhao, wang, chen)])
      expect(passed(approval, "emma")).toEqual({
        ...approval,
        requesterId: "emma",
        version: approval.version + 1,
      });
    expect(passed(rejected.approval, "emma")).toBe("closed");
  });
  test("while it waits not to who has signed it, and back to who asked for it", () => {
    expect(passed(signedBy(paper(), zhao), "zhao")).toBe("twice");
    expect(passed(signedBy(paper(), zhao, wang, chen), "zhao")).toMatchObject({ requesterId: "zhao", askerId: "li" });
    const hers = passed(paper(), "emma") as Approval;
    expect(passed(hers, "li")).toMatchObject({ askerId: "li", requesterId: "li", version: 3 });
  });
});

interface Attempt {
  readonly who: Person;
  readonly what: string;
  readonly reason: string;
  /** How many states ago the card was drawn that they look at. */
  readonly behind: number;
}

const tried = (seen: Approval, { who, what, reason }: Attempt, when: Instant) => {
  if (what === "withdraw") return withdraw(seen, who, when);
  if (what === "invalidate") return invalidate(seen, when);
  return decide(seen, who, { approved: what === "approve", reason, at: when });
};

/** The states an approval goes through; like the store, a change is kept only on the version that was read. */
const play = (chain: readonly Role[], attempts: readonly Attempt[]): Approval[] => {
  const history = [paper(chain)];
  for (const [index, attempt] of attempts.entries()) {
    const seen = history.at(-1 - Math.min(attempt.behind, history.length - 1)) as Approval;
    const verdict = tried(seen, attempt, at(index + 1));
    if ("approval" in verdict && seen.version === history.at(-1)?.version) history.push(verdict.approval);
  }
  return history;
};

const mustHold = (state: Approval, index: number, history: readonly Approval[]) => {
  const signed = state.steps.flatMap(({ decision }) => decision?.by ?? []);
  // In whose name somebody signs has signed as well.
  const hands = [...signed, ...state.steps.flatMap(({ decision }) => decision?.for ?? [])];
  expect(new Set(hands).size).toBe(hands.length);
  expect(hands).not.toContain("li");
  expect(state.steps.slice(signed.length).every(({ decision }) => decision === null)).toBe(true);
  expect(state.version).toBe(index + 1);
  if (state.state === "approved") expect(state.steps.every(({ decision }) => decision?.approved === true)).toBe(true);
  if (state.state === "rejected") expect(state.steps[state.step]?.decision?.reason).toBeTruthy();
  if (state.state !== "waiting") expect(index).toBe(history.length - 1);
};

describe("whatever people try, in any order, on the card as it is or as it was", () => {
  const id = fc.constantFrom("li", "p1", "p2", "p3", "p4", "p5").map(asMemberId);
  const roles = fc
    .uniqueArray(fc.constantFrom<Role>("rep", "clerk", "manager", "finance", "compliance", "executive"))
    .map((list) => new Set(list));
  const teamIds = fc.constantFrom(["east"], ["east"], ["south"], []);
  const away = fc.array(fc.record({ memberId: id, name: fc.constant("x"), roles, teamIds }), { maxLength: 2 });
  const someone = fc
    .record({
      id,
      roles,
      teamIds,
      away,
      open: fc.constantFrom(true, true, true, false),
    })
    .map(({ away, ...who }): Person => ({ ...who, standsFor: away.filter(({ memberId }) => memberId !== who.id) }));
  const chain = fc.shuffledSubarray<Role>(["clerk", "manager", "finance", "compliance", "executive"], { minLength: 1 });
  const attempt = fc.record({
    who: someone,
    what: fc.constantFrom(...Array.from({ length: 12 }, () => "approve"), "reject", "reject", "withdraw", "invalidate"),
    reason: fc.constantFrom("", " ", "太贵"),
    behind: fc.constantFrom(0, 0, 1, 2),
  });

  test("signatures stand in order, by different people, none missing, and the first counts", () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(chain, fc.array(attempt, { maxLength: 60 }), (roles, attempts) => {
        const history = play(roles, attempts);
        history.forEach(mustHold);
        const end = history.at(-1)?.state ?? "";
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }),
      { numRuns: 800, seed: 20261120 },
    );
    // The property says something about every end there is.
    for (const end of ["waiting", "approved", "rejected", "withdrawn", "invalid"])
      expect(ends.get(end), end).toBeGreaterThan(10);
  });
});

describe("words in a thread", () => {
  test.each(["同意", "同意。", " 批准！", "ok", "OK.", "Approve", "approved", "通过", "ＯＫ"])("%s approves", (typed) =>
    expect(readWords(typed)).toEqual({ approved: true }),
  );
  test.each([
    ["驳回 超过本季度预算", "超过本季度预算"],
    ["驳回：价格太高", "价格太高"],
    ["驳回价格太高", "价格太高"],
    ["不同意，先谈下来再说", "先谈下来再说"],
    ["reject too high", "too high"],
    ["Reject: over budget", "over budget"],
    ["驳回", ""],
    ["reject", ""],
  ])("%s rejects", (typed, reason) => expect(readWords(typed)).toEqual({ approved: false, reason }));
  test.each([
    "同意吗？",
    "ok?",
    "ok, I'll look at it tomorrow",
    "我同意王总的看法",
    "不同意他们的条件就没法谈",
    "rejected by their board last year",
    "预算够吗",
    "",
  ])("%s is talk", (typed) => expect(readWords(typed)).toBeUndefined());
  test.each(["👍", "👍🏽", ":+1:", ":thumbsup::skin-tone-3:"])("%s asks back", (typed) =>
    expect(readWords(typed)).toBe("thumb"),
  );
});

describe("how long a step has waited", () => {
  const office = { calendar: calendarOf("CN"), zone: zone("Asia/Shanghai"), hours: settingsOf({}).hours };
  const hours = (from: string, to: string) =>
    workingHours(office, new Date(`2026-${from}+08:00`), new Date(`2026-${to}+08:00`));

  test.each([
    ["11-20T09:12", "11-20T10:12", 1],
    ["11-20T11:30", "11-20T13:30", 1],
    ["11-20T17:00", "11-23T10:00", 2],
    ["11-20T20:00", "11-21T20:00", 0],
    ["11-20T09:00", "11-24T18:00", 24],
    // The National Day week is off.
    ["09-30T17:00", "10-08T10:00", 2],
  ])("from %s to %s it is %d hours", (from, to, expected) => expect(hours(from, to)).toBeCloseTo(expected));

  test.each([
    ["11-20T09:12", 4, "11-20T14:12"],
    ["11-20T09:00", 16, "11-23T18:00"],
    ["11-20T19:00", 16, "11-24T18:00"],
    ["11-21T10:00", 1, "11-23T10:00"],
    // The National Day week is off.
    ["09-30T17:00", 2, "10-08T10:00"],
  ])("from %s on %d hours are over at %s", (from, count, to) => {
    const over = afterWorkingHours(office, new Date(`2026-${from}+08:00`), count);
    expect(over).toEqual(new Date(`2026-${to}+08:00`));
    expect(workingHours(office, new Date(`2026-${from}+08:00`), over)).toBeCloseTo(count);
  });

  test("an office keeps its own hours", () => {
    const late = { ...office, hours: { from: "10:00", pauseFrom: "13:00", pauseTo: "14:00", to: "19:00" } };
    expect(afterWorkingHours(late, new Date("2026-11-20T09:00+08:00"), 4)).toEqual(new Date("2026-11-20T15:00+08:00"));
  });
  test("it counts from the last signature", () => expect(waitingSince(signedBy(paper(), zhao))).toEqual(at(1)));
  test("the levels above, the nearest first", () => {
    expect(levelsAbove("clerk")).toEqual(["manager", "executive", "admin"]);
    expect(levelsAbove("manager")).toEqual(["executive", "admin"]);
    expect(levelsAbove("finance")).toEqual(["executive", "admin"]);
  });
});

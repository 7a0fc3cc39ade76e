import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate, zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { ROLES, type Role } from "../../src/core/scope.ts";
import { passesOn, standingIn, unfitAs } from "../../src/domain/standing-in.ts";
import {
  type Absence,
  type Colleague,
  clashOf,
  daysOf,
  daysProblem,
  mayArrange,
  spanOf,
} from "../../src/features/absence/rules.ts";

const someone = (id: string, roles: Role[], teams: string[] = ["east"]): Colleague => ({
  id: asMemberId(id),
  name: id,
  zone: zone("Asia/Shanghai"),
  open: true,
  here: true,
  roles,
  teams: teams.map((team) => ({ id: team, segmentId: team === "south" ? "medical" : "industry" })),
});
const asAway = ({ id, ...away }: Colleague) => ({ ...away, memberId: id });

describe("who fits to stand in", () => {
  test.each<[Role, Role[]]>([
    ["rep", ["rep", "clerk", "manager"]],
    ["clerk", ["rep", "clerk", "manager"]],
    ["manager", ["manager", "executive"]],
    ["finance", ["finance", "executive"]],
    ["compliance", ["executive", "compliance"]],
    ["executive", ["executive"]],
    ["coordinator", []],
    ["segment_admin", []],
    ["admin", []],
  ])("for a %s: %s", (role, fitting) => {
    const away = asAway(someone("wang", [role]));
    const fits = ROLES.filter((one) => unfitAs({ roles: [one], segmentIds: ["industry"] }, away) === undefined);
    expect(fits.sort()).toEqual([...fitting].sort());
  });
  test("everything that passes on is covered, and the keys of the house never pass on", () => {
    const away = asAway(someone("wang", ["rep", "manager", "admin"]));
    expect(unfitAs({ roles: ["rep"], segmentIds: ["industry"] }, away)).toBe("role");
    expect([...(standingIn({ roles: ["rep"], segmentIds: ["industry"] }, away)?.roles ?? [])]).toEqual(["rep"]);
    expect(unfitAs({ roles: ["manager"], segmentIds: ["industry"] }, away)).toBeUndefined();
    expect(standingIn({ roles: ["admin", "manager"], segmentIds: ["industry"] }, away)?.roles.has("admin")).toBe(false);
  });
  test("work in a team stays in the segments of the stand-in, but for an executive", () => {
    const away = asAway(someone("wang", ["manager"], ["east", "south"]));
    expect(standingIn({ roles: ["manager"], segmentIds: ["industry"] }, away)?.teamIds).toEqual(["east"]);
    expect(standingIn({ roles: ["executive"], segmentIds: [] }, away)?.teamIds).toEqual(["east", "south"]);
    expect(unfitAs({ roles: ["manager"], segmentIds: ["retail"] }, away)).toBe("segment");
  });
  test("whoever takes something over takes only what the absent one has", () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 });
    fc.assert(
      fc.property(roles, roles, fc.subarray(["industry", "medical"]), (their, own, segmentIds) => {
        const away = asAway(someone("wang", their, ["east", "south"]));
        const taken = standingIn({ roles: own, segmentIds }, away);
        for (const role of taken?.roles ?? []) expect(their.includes(role) && passesOn(role)).toBe(true);
        for (const team of taken?.teamIds ?? [])
          expect(own.includes("executive") || segmentIds.includes(team === "south" ? "medical" : "industry")).toBe(
            true,
          );
      }),
    );
  });
});

describe("days", () => {
  const day = plainDate;
  test.each([
    ["Asia/Shanghai", "2026-11-19T16:00:00.000Z", "2026-11-23T16:00:00.000Z"],
    ["Europe/London", "2026-11-20T00:00:00.000Z", "2026-11-24T00:00:00.000Z"],
    ["America/Los_Angeles", "2026-11-20T08:00:00.000Z", "2026-11-24T08:00:00.000Z"],
  ])("are whole days in %s", (where, startsAt, endsAt) => {
    const days = { from: day("2026-11-20"), until: day("2026-11-23") };
    const span = spanOf(days, zone(where));
    expect([span.startsAt.toISOString(), span.endsAt.toISOString()]).toEqual([startsAt, endsAt]);
    expect(daysOf({ away: { ...someone("wang", ["rep"]), zone: zone(where) }, ...span })).toEqual(days);
  });
  test.each([
    ["2026-11-20", "2026-11-20", undefined],
    ["2026-11-20", "2026-11-19", "backwards"],
    ["2026-11-19", "2026-11-21", "past"],
    ["2026-11-20", "2027-11-20", undefined],
    ["2026-11-20", "2027-11-21", "tooLong"],
    ["2027-12-01", "2027-12-02", "tooFar"],
  ])("from %s to %s: %s", (from, until, problem) =>
    expect(daysProblem({ from: day(from), until: day(until) }, { today: day("2026-11-20"), known: undefined })).toBe(
      problem,
    ),
  );
  test("what has begun keeps its first day, and ends today or later", () => {
    const at = { today: day("2026-11-20"), known: day("2026-11-16") };
    expect(daysProblem({ from: at.known, until: day("2026-11-20") }, at)).toBeUndefined();
    expect(daysProblem({ from: at.known, until: day("2026-11-19") }, at)).toBe("past");
    expect(daysProblem({ from: day("2026-11-17"), until: day("2026-11-20") }, at)).toBe("past");
  });

  test("whatever is arranged one after the other, nobody is away twice at once and whoever stands in is there", () => {
    const names = ["a", "b", "c", "d"] as const;
    const wish = fc.record({
      away: fc.constantFrom(...names),
      standIn: fc.constantFrom(...names),
      from: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
        const kept: Absence[] = [];
        for (const [index, { away, standIn, from, days }] of wishes.entries()) {
          if (away === standIn) continue;
          const span = { startsAt: new Date(from), endsAt: new Date(from + days) };
          const planned = { ...span, id: undefined, memberId: asMemberId(away), standInId: asMemberId(standIn) };
          if (clashOf(planned, kept)) continue;
          const [gone, there] = [someone(away, ["rep"]), someone(standIn, ["rep"])];
          kept.push({ id: String(index), away: gone, standIn: there, ...span, version: 1 });
        }
        for (let moment = 0; moment < 30; moment += 1) {
          const now = kept.filter(({ startsAt, endsAt }) => startsAt.getTime() <= moment && moment < endsAt.getTime());
          const gone = now.map(({ away }) => away.id);
          expect(new Set(gone).size).toBe(gone.length);
          expect(now.filter(({ standIn }) => gone.includes(standIn.id))).toEqual([]);
        }
      }),
    );
  });
});

describe("who arranges it", () => {
  const asker = (roles: Role[], more: object = {}) => ({
    memberId: asMemberId("asker"),
    roles: new Set(roles),
    teamIds: ["east"],
    segmentIds: ["industry"],
    ...more,
  });
  test.each<[string, Role[], Colleague, boolean]>([
    ["themselves", ["rep"], someone("asker", ["rep"]), true],
    ["a colleague", ["rep"], someone("li", ["rep"]), false],
    ["the clerk", ["clerk"], someone("li", ["rep"]), false],
    ["the manager", ["manager"], someone("li", ["rep"]), true],
    ["the manager of another team", ["manager"], someone("li", ["rep"], ["west"]), false],
    ["a manager for a manager", ["manager"], someone("li", ["manager"]), false],
    ["a manager for finance", ["manager"], someone("li", ["finance"]), false],
    ["the segment's admin", ["segment_admin"], someone("li", ["manager"]), true],
    ["another segment's admin", ["segment_admin"], someone("li", ["rep"], ["south"]), false],
    ["an admin", ["admin"], someone("li", ["executive"], []), true],
  ])("%s", (_, roles, whom, may) => expect(mayArrange(asker(roles), whom)).toBe(may));
});

import { beforeAll, expect, test } from "vitest";
import type { Role, Scope } from "../../src/core/scope.ts";
import { finding } from "../../src/features/finding/index.ts";
import { findCustomers, peopleNamed } from "../../src/features/finding/public.ts";
import { withConversation } from "../support/conversation.ts";
import { listenToStatements } from "../support/statements.ts";

/** Customers of two people by the thousand, each last in touch on one of two days, or never. */
const house = withConversation({ features: [finding], at: "2026-11-25T15:00:00+08:00" });
const COUNT = 2_000;

const scopeOf = (name: string, role: Role): Scope => ({
  ...house.jobContext().scope,
  memberId: house.company.people[name]!.id,
  roles: new Set([role]),
  teamIds: [house.company.teamId],
  segmentIds: [house.company.segmentId],
});
const EYES = [
  ["their owner", "李伟", "rep", "ownerId_"],
  ["the team's manager", "王芳", "manager", "teamId_"],
  ["the segment's head", "王芳", "segment_admin", "segmentId_"],
  ["an executive", "周明", "executive", ""],
] as const satisfies readonly (readonly [string, string, Role, string])[];

let inOrder: readonly { readonly id: string; readonly teamId: string }[];
const inSight = (role: Role): string[] =>
  inOrder.flatMap(({ id, teamId }) => (role === "executive" || teamId === house.company.teamId ? id : []));
beforeAll(async () => {
  const { organizationId, segmentId, teamId, otherSegmentId, otherTeamId, people } = house.company;
  const { pool } = house.database;
  for (const [ownerId, team, segment] of [
    [people.李伟!.id, teamId, segmentId],
    [people.孙丽!.id, otherTeamId, otherSegmentId],
  ])
    await pool.query(
      `INSERT INTO "Customer" (id, "organizationId", "segmentId", "teamId", "ownerId", name, "nameKey", "searchText", "lastContactOn", "createdAt")
       SELECT gen_random_uuid(), $1, $2, $3, $4, '客户' || n, '客户' || n, ' 客户' || n,
         CASE n % 3 WHEN 0 THEN NULL ELSE date '2026-11-02' - n % 3 END, now()
       FROM generate_series(1, $5::int) n`,
      [organizationId, segment, team, ownerId, COUNT],
    );
  await pool.query(`ANALYZE "Customer"`);
  const { rows } = await pool.query<(typeof inOrder)[number]>(
    `SELECT id, "teamId" FROM "Customer" ORDER BY "lastContactOn" DESC NULLS LAST, id`,
  );
  inOrder = rows;
});

test.each(EYES)("of those last in touch on the same day the same ones come first, for %s", async (_, name, role) => {
  const scope = scopeOf(name, role);
  for (const limit of [1, 20, 50]) {
    const found = await findCustomers(scope, "", { limit });
    expect(found.map(({ id }) => id)).toEqual(inSight(role).slice(0, limit));
  }
  expect((await peopleNamed(scope, "", { limit: 20 })).customerIds).toEqual(inSight(role).slice(0, 20));
});

test.each(EYES)("an index has them in that order, for %s", async (_, name, role, index) => {
  const heard = listenToStatements();
  await peopleNamed(scopeOf(name, role), "", { limit: 20 });
  const sql = heard().find((text) => text.includes("UNION"));
  const { rows } = await house.database.pool.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${sql}`);
  const plan = rows.map((row) => row["QUERY PLAN"]);
  const lines = plan.filter((line) => line.includes(`using "Customer_organizationId_${index}lastContactOn_id_idx"`));
  expect(lines).toHaveLength(2);
  // Put in order below a limit are but those that a person was given a share of.
  const sorts = plan.filter((line) => line.includes('Sort Key: c."lastContactOn"'));
  const shared = plan.filter((line) => line.includes('"CustomerShare"'));
  expect(sorts.length).toBeLessThanOrEqual(shared.length);
});

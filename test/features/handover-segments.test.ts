import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { day } from "../support/care-house.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, promised, fee, unchanged, makeDeal } = company;

describe("into another segment", () => {
  const coordinator = async (name = "统筹") => {
    const id = await rep(name);
    await db().member.update({ where: { id }, data: { roles: ["coordinator"] } });
    return house.person(name);
  };

  test("a coordinator moves a customer with all its deals; the old segment no longer sees it", async () => {
    const lead = await coordinator();
    const id = await customer("迁徙", idOf("李伟"));
    const ended = await makeDeal("迁徙旧单", { customerId: id, stage: "won" });
    await customer("迁徙", idOf("孙丽"), {
      segmentId: house.company.otherSegmentId,
      teamId: house.company.otherTeamId,
    });
    await db().customerShare.create({
      data: { customerId: id, memberId: idOf("Emma"), organizationId: house.company.organizationId },
    });
    await lead.presses({ action: "handover.begin", payload: { customerId: id } });
    await lead.fills({ to: { choose: `${idOf("孙丽")}:${house.company.otherTeamId}` } }).submits();
    expect(lead.reads).toContain("现在属于 医疗 板块");
    const { otherSegmentId: segmentId, otherTeamId: teamId } = house.company;
    expect(await customerOf(id)).toMatchObject({ ownerId: idOf("孙丽"), segmentId, teamId });
    expect(await db().deal.findUniqueOrThrow({ where: { id: ended } })).toMatchObject({ segmentId, teamId });
    for (const name of ["李伟", "Emma", "王芳"]) {
      await house.person(name).types("/customer 迁徙");
      expect(house.person(name).reads).not.toContain("孙丽");
    }
    expect(await db().auditEntry.count({ where: { what: "customer.movedSegment", subject: `customer:${id}` } })).toBe(
      1,
    );
  });

  test("an admin moves what another role of theirs sees; for the role alone there is no customer, and who may is said", async () => {
    const id = await customer("管理员移交", idOf("李伟"));
    const admin = house.person("林涛");
    const begin = { action: "handover.begin", payload: { customerId: id } };
    await unchanged(async () => {
      await admin.presses(begin);
      const there = admin.reads;
      expect(there).toContain("请在 /people 里把市场统筹这个角色给自己或别人");
      for (const name of ["管理员移交", "没有这一家"]) {
        await admin.types(`/handover ${name}`);
        expect(admin.reads).toBe(there);
      }
    });
    await db().member.update({ where: { id: idOf("林涛") }, data: { roles: ["admin", "executive"] } });
    await admin.presses(begin);
    await admin.fills({ to: { choose: `${idOf("孙丽")}:${house.company.otherTeamId}` } }).submits();
    expect(await customerOf(id)).toMatchObject({ teamId: house.company.otherTeamId });
    await db().member.update({ where: { id: idOf("林涛") }, data: { roles: ["admin"] } });
  });

  test("taken back, everything is again whose it was, in the segment where it was, and shared as before", async () => {
    const { organizationId, otherTeamId } = house.company;
    const lead = await coordinator("统筹二号");
    const id = await customer("往返", idOf("李伟"));
    const another = newId();
    const { segmentId, teamId } = house.company;
    await db().team.create({ data: { id: another, organizationId, segmentId, name: "华东二组" } });
    for (const [name, stage, owner, team] of [
      ["往返旧单", "won", "李伟", teamId],
      ["往返二组旧单", "lost", "Emma", another],
      ["往返新单", "p25", "李伟", teamId],
      ["往返二组单", "p25", "李伟", another],
      ["往返同事单", "p50", "Emma", teamId],
    ] as const)
      await makeDeal(name, { customerId: id, stage, ownerId: idOf(owner), teamId: team });
    await promised(id, idOf("Emma"));
    await db().customerShare.create({ data: { customerId: id, memberId: idOf("Emma"), organizationId } });
    const standing = async () => ({
      customer: await db().customer.findUniqueOrThrow({ where: { id }, omit: { version: true } }),
      deals: await db().deal.findMany({ where: { customerId: id }, omit: { version: true }, orderBy: { id: "asc" } }),
      steps: await db().nextStep.findMany({ where: { customerId: id, state: "open" }, omit: { version: true } }),
      shares: await db().customerShare.findMany({ where: { customerId: id } }),
    });
    const before = await standing();
    await lead.presses({ action: "handover.begin", payload: { customerId: id } });
    await lead.fills({ to: { choose: `${idOf("孙丽")}:${otherTeamId}` } }).submits();
    expect((await standing()).shares).toEqual([]);
    await lead.presses("撤销");
    expect(lead.card.title).toBe("已从 孙丽 撤回：1 家");
    expect(await standing()).toEqual(before);
  });

  test("is not taken back by who moves customers no more, between segments or within one", async () => {
    const { otherTeamId, teamId } = house.company;
    const id = await rep("前统筹");
    const acts = (roles: Role[]) => db().member.update({ where: { id }, data: { roles } });
    const lead = house.person("前统筹");
    const [moved, given] = [await customer("移走", idOf("李伟")), await customer("转手", idOf("李伟"))];
    const hands = async (customerId: string, to: string) => {
      await lead.presses({ action: "handover.begin", payload: { customerId } });
      await lead.fills({ to: { choose: to } }).submits();
      return lead.card;
    };
    await acts(["coordinator"]);
    const far = await hands(moved, `${idOf("孙丽")}:${otherTeamId}`);
    await acts(["manager"]);
    const near = await hands(given, `${idOf("Emma")}:${teamId}`);
    await unchanged(async () => {
      await lead.presses("撤销", { on: far });
      expect(lead.reads).toContain("跨板块的找市场统筹");
      await acts(["rep"]);
      await lead.presses("撤销", { on: near });
      expect(lead.reads).toContain("你现在的角色不能再移动这些客户");
    });
    await acts(["coordinator"]);
    for (const card of [far, near]) await lead.presses("撤销", { on: card });
    expect(await customerOf(moved)).toMatchObject({ ownerId: idOf("李伟"), segmentId: house.company.segmentId });
    expect(await customerOf(given)).toMatchObject({ ownerId: idOf("李伟") });
  });

  test("not while a fee is under way there, and by nobody else", async () => {
    const id = await customer("在途", idOf("李伟"));
    const { teamId, otherTeamId } = house.company;
    const dealId = await makeDeal("在途首单", { customerId: id, stage: "p25" });
    const feeId = await fee(id, dealId, idOf("李伟"));
    const lead = house.person("统筹");
    await unchanged(async () => {
      await lead.presses({ action: "handover.begin", payload: { customerId: id } });
      await lead.fills({ to: { choose: `${idOf("孙丽")}:${otherTeamId}` } }).submits();
      expect(lead.form.errors).toEqual({ to: "在途 在原板块还有在途的费用单。先等它批完或撤回。" });
    });
    const li = house.person("李伟");
    await li.types("/handover 在途");
    await li.fills({ to: { choose: `${idOf("Emma")}:${teamId}` } }).submits();
    const paper = await db().approval.findFirstOrThrow({ where: { subjectId: feeId }, include: { events: true } });
    expect(paper).toMatchObject({ requesterId: idOf("Emma"), events: [{ what: "passedOn" }] });
    const homeOf = async (name: string) => (await house.person(name).home()).map(cardText).join("\n");
    expect(await homeOf("Emma")).toContain("· 在途");
    expect(await homeOf("李伟")).not.toContain("· 在途");
    await li.presses("撤销");
    expect((await db().approval.findFirstOrThrow({ where: { subjectId: feeId } })).requesterId).toBe(idOf("李伟"));
  });
});

describe("when everybody who left is handed over", () => {
  /** Open things that belong to somebody whose account is closed. */
  const pointing = () =>
    house.database.pool.query(`
      SELECT 'customer' AS what FROM "Customer" c JOIN "Member" m ON m.id = c."ownerId" WHERE m."closedAt" IS NOT NULL
      UNION ALL SELECT 'orphan' FROM "Customer" WHERE "ownerId" IS NULL
      UNION ALL SELECT 'deal' FROM "Deal" d JOIN "Member" m ON m.id = d."ownerId"
        WHERE m."closedAt" IS NOT NULL AND d.stage NOT IN ('won', 'lost')
      UNION ALL SELECT 'step' FROM "NextStep" s JOIN "Member" m ON m.id = s."memberId"
        WHERE m."closedAt" IS NOT NULL AND s.state = 'open'
      UNION ALL SELECT 'care' FROM "CareItem" i JOIN "Member" m ON m.id = i."memberId"
        WHERE m."closedAt" IS NOT NULL AND i.state IN ('open', 'later')
      UNION ALL SELECT 'paper' FROM "Approval" a JOIN "Member" m ON m.id = a."requesterId"
        WHERE m."closedAt" IS NOT NULL AND a.state IN ('waiting', 'approved')
      UNION ALL SELECT 'fee' FROM "Fee" f JOIN "Member" m ON m.id = f."requesterId"
        JOIN "Approval" a ON a."subjectId" = f.id AND a.subject = 'fee'
        WHERE a."requesterId" <> m.id OR m."closedAt" IS NOT NULL AND a.state IN ('waiting', 'approved')
      UNION ALL SELECT 'task' FROM "Task" t JOIN "Member" m ON m.id IN (t."assigneeId", t."giverId")
        WHERE m."closedAt" IS NOT NULL AND t.state = 'open'`);

  const careItem = (customerId: string, memberId: string, name: string) =>
    db().careItem.create({
      data: {
        id: newId(),
        organizationId: house.company.organizationId,
        memberId,
        customerId,
        kind: "periodic_call",
        dueOn: day("2026-11-23"),
        showOn: day("2026-11-23"),
        onceKey: `periodic_call:${customerId}:${name}:1:${memberId}`,
        createdAt: house.clock.now(),
      },
    });

  const task = (customerId: string, people: { readonly giverId: string; readonly assigneeId: string }) =>
    db().task.create({
      data: {
        ...{ ...people, id: newId(), organizationId: house.company.organizationId, customerId },
        ...{ what: "送样品", dueOn: day("2026-11-30"), createdAt: house.clock.now() },
      },
    });

  interface Plan {
    readonly owner: number;
    readonly other: number;
    readonly alone: boolean;
    /** Whether its fee is approved already. */
    readonly approved: boolean;
    readonly handed: "never" | "kept" | "undone";
  }
  const wang = () => house.person("王芳");
  const toEmma = () => ({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } });
  let round = 0;
  /** Customers with all that may be open, some of them handed over. @returns whose they were, and what is to be taken back */
  const sells = async (plan: readonly Plan[]): Promise<{ reps: string[]; undone: Card[] }> => {
    round += 1;
    const reps = await Promise.all([0, 1, 2, 3].map((index) => rep(`代表${round}-${index}`)));
    const undone: Card[] = [];
    for (const [index, { owner, other, alone, approved, handed }] of plan.entries()) {
      const id = await customer(`生成${round}-${index}`, reps[owner]!);
      const dealId = await makeDeal(`单${round}-${index}`, { customerId: alone ? null : id, ownerId: reps[other]! });
      await makeDeal(`旧${round}-${index}`, { customerId: id, ownerId: reps[owner]!, stage: "lost" });
      await promised(id, reps[other]!);
      for (const member of new Set([reps[owner]!, reps[other]!])) await careItem(id, member, "2026-11-01");
      const subjectId = await fee(id, dealId, reps[other]!);
      if (approved)
        await db().approval.updateMany({
          where: { subjectId },
          data: { state: "approved", closedAt: house.clock.now() },
        });
      await task(id, { giverId: reps[owner]!, assigneeId: reps[other]! });
      if (handed === "never") continue;
      await wang().presses({ action: "handover.begin", payload: { customerId: id } });
      await wang().fills(toEmma()).submits();
      if (handed === "undone") undone.push(wang().card);
    }
    return { reps, undone };
  };
  const comesBack = async (id: string) => {
    const { version } = await db().member.findUniqueOrThrow({ where: { id } });
    await house.person("林涛").presses({ action: "people.open", payload: { id, version } });
  };
  const some = fc.nat(3);
  const plans = fc.array(
    fc.record({
      ...{ owner: some, other: some, alone: fc.boolean(), approved: fc.boolean() },
      handed: fc.constantFrom("never" as const, "kept" as const, "undone" as const),
    }),
    { minLength: 3, maxLength: 8 },
  );

  test("nothing points to nobody, in whatever order they went and came back, and what of them was taken back", async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
        fc.boolean(),
        async (plan, leavers, returns) => {
          const { reps, undone } = await sells(plan);
          for (const leaver of leavers) await close(reps[leaver]!);
          if (returns) await comesBack(reps[leavers[0]!]!);
          for (const card of undone) {
            await wang().presses("撤销", { on: card });
            expect(wang().card.title).toBe("已从 Emma 撤回：1 家");
          }
          expect((await pointing()).rows.filter(({ what }) => what === "customer")).toEqual([]);
          await wang().presses({ action: "handover.pick", payload: { teamId: house.company.teamId } });
          await wang()
            .fills({ all: true, ...toEmma() })
            .submits();
          expect((await pointing()).rows).toEqual([]);
        },
      ),
      { numRuns: 6 },
    );
  });
});

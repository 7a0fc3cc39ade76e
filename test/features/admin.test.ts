import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { admin, WhoError } from "../../src/cli/admin.ts";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { people } from "../../src/features/people/index.ts";
import { team } from "../../src/features/team/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [people, team], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const memberOf = (name: string) => db().member.findUniqueOrThrow({ where: { id: idOf(name) } });
const set = (name: string, data: { roles?: Role[]; closedAt?: Date | null; name?: string }) =>
  db().member.update({ where: { id: idOf(name) }, data });

let printed: string[] = [];
const run = (who?: string) => admin(house.jobContext().scope, { who, print: (line) => void printed.push(line) });
beforeEach(() => {
  printed = [];
});
afterEach(async () => {
  await set("林涛", { roles: ["admin"], closedAt: null });
  await set("周明", { roles: ["executive"], closedAt: null });
});

describe("the command line", () => {
  test("lists the people, admins first, with roles, teams and closed accounts", async () => {
    await set("孙丽", { closedAt: new Date("2026-11-01T00:00:00Z") });
    await run();
    expect(printed).toHaveLength(10);
    expect(printed[0]).toMatch(new RegExp(`^${idOf("林涛")}  林涛.*  admin$`));
    expect(printed.find((line) => line.includes("李伟"))).toMatch(/ {2}rep {2}华东一组$/);
    expect(printed.find((line) => line.includes("孙丽"))).toMatch(/ {2}closed$/);
    await set("孙丽", { closedAt: null });
  });

  test("makes someone an admin where nobody is one, which is audited and told", async () => {
    await set("林涛", { closedAt: new Date("2026-11-20T00:00:00Z") });
    await run();
    expect(printed.at(-1)).toContain("Nobody is an admin");
    await run("周明");
    expect(printed.at(-1)).toBe("周明 is an admin now.");
    expect(await memberOf("周明")).toMatchObject({ roles: ["executive", "admin"] });
    expect(await db().auditEntry.findFirst({ where: { what: "member.madeAdmin" } })).toMatchObject({
      from: "operator",
      memberId: null,
      subject: `member:${idOf("周明")}`,
      before: { roles: ["executive"], closed: false },
    });
    await house.delivers();
    expect(house.person("周明").inbox.map(({ title }) => title)).toEqual(["你现在是 Rapport 的管理员"]);
    await house.person("周明").types("/people");
    expect(house.person("周明").card.title).toContain("同事");
  });

  test("opens a closed account again", async () => {
    await set("林涛", { closedAt: new Date("2026-11-20T00:00:00Z") });
    await run(idOf("林涛"));
    expect(printed).toEqual(["林涛 is an admin now; the account was closed and is open again."]);
    expect(await memberOf("林涛")).toMatchObject({ roles: ["admin"], closedAt: null });
  });

  test("does not open the account of somebody whose team was closed, and says which and what to do", async () => {
    const { organizationId, otherTeamId: teamId } = house.company;
    const id = idOf("孙丽");
    await set("孙丽", { closedAt: new Date("2026-11-20T00:00:00Z") });
    await db().teamMember.deleteMany({ where: { memberId: id } });
    const none = {
      joined: [],
      customers: [],
      deals: [],
      fees: [],
      approvals: [],
      handovers: [],
      handed: [],
      merges: [],
    };
    await db().teamClosing.create({
      data: {
        ...{ id: newId(), organizationId, teamId, name: "华南组", members: [id], ...none },
        ...{ byId: idOf("林涛"), at: house.clock.now() },
      },
    });
    const before = [await memberOf("孙丽"), await db().auditEntry.count(), await db().outgoingMessage.count()];
    await expect(run("孙丽")).rejects.toThrow(
      "Nothing was changed: the team of 孙丽, 华南组, was closed. Make somebody else an admin, who chooses a team for them on /people and opens the account again.",
    );
    expect([await memberOf("孙丽"), await db().auditEntry.count(), await db().outgoingMessage.count()]).toEqual(before);
    await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
    await run("孙丽");
    expect(printed).toEqual(["孙丽 is an admin now; the account was closed and is open again."]);
    await set("孙丽", { roles: ["rep"] });
  });

  test("changes nothing for someone who is one, for nobody, and for several of a name", async () => {
    const before = await db().auditEntry.count();
    await run("林涛");
    expect(printed).toEqual(["Nothing was changed: 林涛 is an admin already."]);
    await expect(run("谁")).rejects.toThrow(WhoError);
    await set("赵敏", { name: "王芳" });
    await expect(run("王芳")).rejects.toThrow(new RegExp(`${idOf("王芳")}[\\s\\S]*|${idOf("赵敏")}`));
    await set("赵敏", { name: "赵敏" });
    expect(await db().auditEntry.count()).toBe(before);
  });
});

describe("the last admin", () => {
  test("cannot be given other roles by the form", async () => {
    const { user } = house.company.people.林涛!;
    const lin = house.person("林涛");
    await lin.types("/people");
    await lin.presses("加人");
    await lin.fills({ people: { people: [user] }, roles: { choose: ["finance"] } }).submits();
    expect(lin.form.errors.people).toContain("已经在用了");
    expect(await memberOf("林涛")).toMatchObject({ roles: ["admin"], closedAt: null });
  });

  test("cannot close their own account, and another admin cannot close the one who is left", async () => {
    const lin = house.person("林涛");
    await lin.types("/people");
    await lin.presses({ action: "people.close", payload: { id: idOf("林涛"), version: 1 } });
    expect(lin.reads).toContain("没有停用");
    expect(await memberOf("林涛")).toMatchObject({ closedAt: null });
  });

  test("of two admins who close each other at once, one is left", async () => {
    await set("周明", { roles: ["admin"] });
    const [lin, zhou] = [house.person("林涛"), house.person("周明")];
    const closing = async (name: string) => {
      const { version } = await memberOf(name);
      return { action: "people.close", payload: { id: idOf(name), version } };
    };
    const [zhouGoes, linGoes] = [await closing("周明"), await closing("林涛")];
    await Promise.all([lin.presses(zhouGoes), zhou.presses(linGoes)]);
    const open = await db().member.count({ where: { roles: { has: "admin" }, closedAt: null } });
    expect(open).toBe(1);
  });
});

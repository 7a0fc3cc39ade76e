import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { SECOND, secondUser, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

/** A company at work on Slack has come to a second platform, where the admin of one segment picks people of the other. */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const head = () => house.person("王芳", SECOND);
/** Everything that a refusal must leave as it is. */
const state = async () => ({
  members: await db().member.findMany({ orderBy: { id: "asc" }, include: { teams: true } }),
  identities: await db().identity.findMany({ orderBy: { user: "asc" } }),
  requests: await db().joinRequest.findMany({ orderBy: { id: "asc" } }),
});
const pick = async (user: string) => {
  await head().presses({ action: "team.addPeople", payload: {} });
  head().fills({ people: { people: [user] }, roles: { choose: ["rep"] } });
  await head()
    .fills({ teams: { choose: [house.company.teamId] } })
    .submits();
};
const ONLY_ADMIN = (name: string) => ({ people: `${name} 只能由系统管理员来加，请找系统管理员。` });

beforeAll(async () => {
  await onSecondPlatform(house, ["林涛", "王芳"]);
  await db().member.update({ where: { id: idOf("王芳") }, data: { roles: ["manager", "segment_admin"] } });
  await db().member.update({ where: { id: idOf("孙丽") }, data: { mail: "sun@example.com" } });
});

describe("somebody of another segment, on another platform", () => {
  test.each([
    ["by the mail that the platform tells", "ou_sun", { name: "Sun Li", mail: "Sun@example.com" }],
    ["by the name, where the platform tells no mail", "ou_sun2", { name: "孙丽" }],
  ])("is made no second time %s: an admin adds them, and nothing tells why", async (_, user, profile) => {
    house.tells(user, profile);
    const before = await state();
    await pick(user);
    expect(head().form.errors).toEqual(ONLY_ADMIN(profile.name));
    expect(await state()).toEqual(before);
    // Whoever has an account here beyond the segment reads the same.
    house.tells(house.company.people.林涛!.user, { name: "林涛" });
    await house.person("王芳").presses({ action: "team.addPeople", payload: {} });
    const here = house.person("王芳").fills({ people: { people: [house.company.people.林涛!.user] } });
    await here.fills({ roles: { choose: ["rep"] }, teams: { choose: [house.company.teamId] } }).submits();
    expect(here.form.errors).toEqual(ONLY_ADMIN("林涛"));
    expect(await state()).toEqual(before);
  });

  test("nor while they only stand on a list", async () => {
    const admin = house.person("林涛");
    await admin.presses({ action: "roster.begin", payload: {} });
    await admin.fills({ list: "何七, he@example.com, 华南组, rep" }).submits();
    await admin.presses(admin.card.buttons![0]!.press);
    house.tells("ou_he", { name: "He", mail: "he@example.com" });
    const before = await state();
    await pick("ou_he");
    expect(head().form.errors).toEqual(ONLY_ADMIN("He"));
    expect(await state()).toEqual(before);
  });

  test("nor when they ask themselves, and the admins are late", async () => {
    house.tells(secondUser("sunli"), { name: "Sun Li", mail: "sun@example.com" });
    await house.person("sunli", SECOND).types("hello");
    const { id, version } = await db().joinRequest.update({
      where: { platform_workspace_user: { ...SECOND, user: secondUser("sunli") } },
      data: { passedOnAt: house.clock.now() },
    });
    const before = await state();
    const refusal = "Sun Li 只能由系统管理员来加，请找系统管理员";
    await head().presses({ action: "team.letIn", payload: { id, version } });
    expect(head().reads).toContain(refusal);
    expect(await state()).toEqual(before);
    // Also where they came to be known while the form was open.
    const mailed = (mail: string) => db().member.update({ where: { id: idOf("孙丽") }, data: { mail } });
    await mailed("another@example.com");
    await head().presses({ action: "team.letIn", payload: { id, version } });
    await mailed("sun@example.com");
    await head()
      .fills({ roles: { choose: ["rep"] }, teams: { choose: [house.company.teamId] } })
      .submits();
    expect(head().reads).toContain(refusal);
    expect(await state()).toEqual(before);
    const admin = house.person("林涛");
    await admin.presses({ action: "team.letIn", payload: { id, version } });
    await admin.submits();
    const [only, ...twice] = await db().member.findMany({
      where: { mail: "sun@example.com" },
      include: { identities: true },
    });
    expect([only?.name, only?.identities.length, twice]).toEqual(["孙丽", 2, []]);
  });

  test("a namesake whom two mails tell apart is somebody new", async () => {
    await db().member.update({ where: { id: idOf("Emma") }, data: { mail: "emma@example.com" } });
    await db().teamMember.updateMany({
      where: { memberId: idOf("Emma") },
      data: { teamId: house.company.otherTeamId },
    });
    house.tells("ou_emma2", { name: "Emma", mail: "another@example.com" });
    await pick("ou_emma2");
    expect(head().card.title).toBe("已加入：Emma · 销售代表");
    expect(await db().member.count({ where: { name: "Emma" } })).toBe(2);
  });
});

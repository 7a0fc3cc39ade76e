import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";

/** An admin picks people of the platform by hand, and somebody of that name stands on a list. */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");
const paste = async (list: string) => {
  await admin().presses({ action: "roster.begin", payload: {} });
  await admin().fills({ list }).submits();
  await admin().presses(admin().card.buttons![0]!.press);
};
/** Everything that a refusal must leave as it is. */
const state = async () => ({
  members: await db().member.findMany({ orderBy: { id: "asc" }, include: { teams: true } }),
  identities: await db().identity.findMany({ orderBy: { user: "asc" } }),
});
const pick = async (users: string[]) => {
  await admin().presses({ action: "team.addPeople", payload: {} });
  admin().fills({ people: { people: users }, roles: { choose: ["rep"] } });
  await admin()
    .fills({ teams: { choose: [house.company.teamId] } })
    .submits();
};
const called = (name: string) =>
  db().member.findMany({
    where: { name },
    include: { identities: true, teams: true },
    orderBy: { createdAt: "asc" },
  });

test("nobody is made a second time unasked; ticked it is they, in the teams of the list too", async () => {
  await paste("何七\the@example.com\t华南组\t销售");
  house.tells("U-he", { name: "何七" });
  const before = await state();
  await pick(["U-he", "U-other"]);
  expect(admin().form.errors).toEqual({ same: "名单里或别的平台上已有 何七。是同一个人吗？" });
  expect(admin().form.values).toMatchObject({
    people: { ids: ["U-he", "U-other"] },
    same: { choices: [{ label: "何七", detail: "he@example.com" }] },
    teams: { choices: [{ label: "华东一组" }] },
  });
  expect(await state()).toEqual(before);
  await admin().submits();
  expect(admin().card.title).toBe("已加入：何七、Someone · 销售代表");
  expect(await called("何七")).toMatchObject([{ identities: [{ user: "U-he" }], mail: "he@example.com" }]);
  expect((await called("何七"))[0]!.teams).toHaveLength(2);
});

test("whoever is taken out of the picker again is not asked about any more", async () => {
  await paste("许五\txu@example.com\t华南组\t销售\n卫六\twei6@example.com\t华南组\t销售");
  house.tells("U-xu", { name: "许五" });
  house.tells("U-wei6", { name: "卫六" });
  await pick(["U-xu", "U-wei6"]);
  await admin()
    .fills({ people: { people: ["U-wei6"] } })
    .submits();
  expect(admin().card.title).toBe("已加入：卫六 · 销售代表");
  expect(await called("许五")).toMatchObject([{ identities: [] }]);
  expect(await called("卫六")).toMatchObject([{ identities: [{ user: "U-wei6" }] }]);
});

test("unticked they are a namesake, and the one of the list still awaited", async () => {
  await paste("吕八\tlv@example.com\t华南组\t销售");
  house.tells("U-lv", { name: "吕八" });
  await pick(["U-lv"]);
  await admin()
    .fills({ same: { choose: [] } })
    .submits();
  expect(admin().card.tone).toBe("done");
  expect(await called("吕八")).toMatchObject([{ identities: [] }, { identities: [{ user: "U-lv" }], mail: null }]);
});

test("of several on the list one at most is the same; who has an account meanwhile is none of them", async () => {
  await paste("施九\tshi1@example.com\t华南组\t销售\n施九\tshi2@example.com\t华东一组\t销售");
  const [first, second] = await called("施九");
  house.tells("U-shi", { name: "施九" });
  await pick(["U-shi"]);
  expect(admin().form.values.same).toEqual({ choices: [] });
  const before = await state();
  await admin()
    .fills({ same: { choose: [first!.id, second!.id] } })
    .submits();
  expect(admin().form.errors).toEqual({ same: "施九 最多勾选一位，一个账号只能是一个人。" });
  expect(await state()).toEqual(before);
  const form = admin().shown;
  await admin().presses({ action: "accounts.linkMember", payload: { id: first!.id } });
  house.tells("U-shi1", { name: "施九" });
  await admin()
    .fills({ person: { people: ["U-shi1"] } })
    .submits();
  admin().shown = form;
  const one = await state();
  await admin()
    .fills({ same: { choose: [first!.id] } })
    .submits();
  expect(admin().form.errors.same).toBe("勾选的人里有一位已经有账号了，请取消勾选。");
  expect(await state()).toEqual(one);
  await admin()
    .fills({ same: { choose: [second!.id] } })
    .submits();
  expect(await called("施九")).toMatchObject([
    { identities: [{ user: "U-shi1" }] },
    { identities: [{ user: "U-shi" }] },
  ]);
});

test("two of one name are added one after the other, and nothing changes", async () => {
  await paste("孔十\tkong@example.com\t华南组\t销售");
  house.tells("U-kong1", { name: "孔十" });
  house.tells("U-kong2", { name: "孔十" });
  const before = await state();
  await pick(["U-kong1", "U-kong2"]);
  expect(admin().form.errors.people).toContain("请一位一位地加");
  expect(await state()).toEqual(before);
});

test("without roles or a team whoever stands on a list is what the list says", async () => {
  await paste("曹一\tcao@example.com\t华南组\t销售");
  house.tells("U-cao", { name: "Cao", mail: "cao@example.com" });
  await admin().presses({ action: "team.addPeople", payload: {} });
  await admin()
    .fills({ people: { people: ["U-cao"] } })
    .submits();
  expect(admin().card.title).toBe("已加入：Cao");
  expect(await called("曹一")).toMatchObject([
    { roles: ["rep"], teams: [{ teamId: house.company.otherTeamId }], identities: [{ user: "U-cao" }] },
  ]);
});

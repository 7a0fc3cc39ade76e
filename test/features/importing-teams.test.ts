import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({
  features: [importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const given = (name: string, text: string | Buffer) => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return { name, size: bytes.length, read: async () => bytes };
};
/** What is under way goes on to its end, and its card is brought. */
const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying", "undoing"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};

test("who works in several teams is asked once which of them a sheet without that column is for", async () => {
  const { organizationId, people, segmentId } = house.company;
  const li = house.person("李伟");
  const sheet = "客户名称,城市\n远东电气,上海\n";
  await li.drops([given("客户.csv", sheet)]);
  await li.presses("确认各列");
  expect(JSON.stringify(li.shown)).not.toContain("归哪个");
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name: "华东二组" } });
  await db().teamMember.create({ data: { teamId: id, memberId: people.李伟!.id, organizationId } });
  await li.drops([given("客户.csv", sheet)]);
  await li.presses("确认各列");
  await li.submits();
  expect(li.form.errors.inTeam).toBe("负责人在几个团队里，请选一个。");
  expect((await li.searches("inTeam", "二组")).map(({ label }) => label)).toEqual(["华东二组"]);
  await li.fills({ inTeam: { choose: id } }).submits();
  await goesOn();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/新增: 1/);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  expect(await db().customer.findFirst({ where: { name: "远东电气" } })).toMatchObject({ teamId: id });
  await db().teamMember.deleteMany({ where: { teamId: id } });
});

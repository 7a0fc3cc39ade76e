import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

/** 王建国 at two customers of the team, and at one that the reader does not see; a colleague with the switchboard. */
const known = async () => {
  const phones = ["13800135678", "02155551234"];
  const at = async (customer: string, name: string, data: object) => {
    const customerId = await makeCustomer(house, customer, { owner: customer === "别部精工" ? "孙丽" : "李伟" });
    const id = await makeContact(house, customerId, { name });
    await db().contact.update({ where: { id }, data });
    return { id, customerId };
  };
  const hongda = await at("宏达机电", "王建国", { phones, mail: "wang@hongda.example" });
  const yunfan = await at("云帆科技", "王建国", { phones: ["+8613800135678"] });
  await at("别部精工", "王建国", { phones });
  await at("前台公司", "刘工", { phones: ["02155551234"] });
  return { hongda, yunfan };
};

test("whoever is a contact at two customers: card, file and form of erasing name the other card, as far as it is seen, and it opens", async () => {
  const { hongda, yunfan } = await known();
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.show", payload: { id: hongda.id } });
  expect(wang.card.facts).toContainEqual({ label: "电话或邮箱相同的名片", value: "王建国 · 云帆科技" });
  expect(buttonOf(wang.card, "王建国 · 云帆科技").press).toMatchObject({ payload: { id: yunfan.id } });
  await wang.presses({ action: "personalData.export", payload: { id: hongda.id } });
  const { bytes } = await db().storedFile.findFirstOrThrow();
  expect(Buffer.from(bytes).toString()).toContain("== 电话或邮箱相同的名片 ==\r\n王建国 · 云帆科技\r\n");

  await wang.presses({ action: "personalData.begin", payload: { id: hongda.id } });
  expect(JSON.stringify(wang.form)).toContain("这次不会一起抹除：王建国 · 云帆科技。");
  await wang.fills({ name: "王建国", why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  expect(wang.card.facts).toContainEqual({ label: "电话或邮箱相同的名片", value: "云帆科技" });
  expect(cardText(wang.card)).not.toContain("王建国");
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await db().contact.findUnique({ where: { id: yunfan.id } })).toMatchObject({ name: "王建国", erasedAt: null });

  // By the number that their other card has too, no sheet brings them back; the switchboard brings a colleague.
  const sheet = "客户,联系人,电话\n宏达机电,王先生,13800135678\n宏达机电,吴总,021-55551234";
  const li = house.person("李伟");
  await li.drops([{ name: "客户.csv", size: 1, read: async () => Buffer.from(sheet) }]);
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await importsGoOn(house);
  const people = await db().contact.findMany({
    where: { customerId: hongda.customerId },
    orderBy: { createdAt: "asc" },
  });
  expect(people.map(({ name }) => name)).toEqual(["已抹除的联系人", "吴总"]);

  await wang.presses("云帆科技");
  expect(wang.reads).toContain("王建国");
});

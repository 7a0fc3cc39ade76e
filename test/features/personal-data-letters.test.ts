import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { WRITTEN_KEYS } from "../../src/domain/written-rows.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { SOURCES } from "../../src/features/written/public.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const by = "已抹除的联系人";

const erases = async (id: string, name: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
};
const scrubs = async () => {
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await db().scrubbing.count()).toBe(0);
};
const said = async (customerId: string) =>
  (await db().activity.findMany({ where: { customerId }, orderBy: { id: "asc" } })).map((activity) => activity.said);

test("what only begins, ends or goes on like their account or number is somebody else's, and stays", async () => {
  const hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  const others = await makeCustomer(house, "华信精密", { owner: "李伟" });
  const gone = await makeContact(house, hongda, { name: "林涛" });
  await db().contact.update({ where: { id: gone }, data: { phones: ["5551234"], handle: "lin" } });
  const li = house.person("李伟");
  const kept = ["Linda 要 online 演示，berlin@x.example", "样品 13815551234", "lin 是一种树", "编号 AB5551234C"];
  for (const each of kept) await li.types(`/visit 华信精密 ${each}`);
  await li.types("/visit 华信精密 林涛的微信 lin，Linda 也在");
  await li.types("/visit 华信精密 前台QQ5551234");
  await li.types("/visit 宏达 Linda 在 online 会上给了 13815551234");
  const { organizationId } = house.company;
  const after = {
    id: "00000000-0000-4000-8000-555123400000",
    amountMinor: "5551234",
    stage: "lin",
    note: "宏达的林涛",
  };
  const entry = await db().auditEntry.create({
    data: {
      ...{ id: newId(), organizationId, from: "slack", what: "deal.changed", subject: `deal:${newId()}` },
      ...{ after, at: house.clock.now() },
    },
  });
  await erases(gone, "林涛");
  await scrubs();
  expect(await said(others)).toEqual([...kept, `${by}的微信 ${by}，Linda 也在`, `前台QQ${by}`]);
  expect(await said(hongda)).toEqual(["Linda 在 online 会上给了 13815551234"]);
  expect(await db().auditEntry.findUnique({ where: { id: entry.id } })).toMatchObject({
    after: { ...after, note: `宏达的${by}` },
  });
});

test("every column people write in is mended in the log and in rows that were kept", () => {
  expect(SOURCES.flatMap(({ columns }) => columns).filter((column) => !WRITTEN_KEYS.has(column))).toEqual([]);
});

test("what somebody corrects while the letters are gone through stays corrected", async () => {
  const hongda = await makeCustomer(house, "东方机电有限公司", { owner: "李伟", shortNames: ["东方"] });
  const others = await makeCustomer(house, "远大精密", { owner: "李伟" });
  const gone = await makeContact(house, hongda, { name: "陈志远" });
  await house.person("李伟").types("/visit 远大精密 东方的陈志远谈了样品");
  await erases(gone, "陈志远");
  const [visit] = await db().activity.findMany({ where: { customerId: others } });
  const client = await house.database.pool.connect();
  let scrubbed: Promise<void> | undefined;
  try {
    await client.query("BEGIN");
    await client.query(`UPDATE "Activity" SET said = $2, version = version + 1 WHERE id = $1`, [
      visit!.id,
      "东方的陈志远谈了价格",
    ]);
    scrubbed = scrubs();
    await expect
      .poll(async () => {
        const { rowCount } = await house.database.pool.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rowCount;
      })
      .toBe(1);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  await scrubbed;
  expect(await said(others)).toEqual([`东方的${by}谈了价格`]);
});

test("a number goes however its country is written or left out", async () => {
  const customer = await makeCustomer(house, "长城锅炉", { owner: "李伟" });
  const others = await makeCustomer(house, "天和仪器", { owner: "李伟" });
  const gone = await makeContact(house, customer, { name: "周晓梅" });
  await db().contact.update({ where: { id: gone }, data: { phones: ["+8613700137000", "02155550000"] } });
  const li = house.person("李伟");
  for (const each of ["137 0013 7000", "+86 137-0013-7000", "008613700137000", "021-5555 0000", "+86 21 5555 0000"])
    await li.types(`/visit 天和仪器 回电 ${each} 找采购`);
  await erases(gone, "周晓梅");
  await scrubs();
  expect(new Set(await said(others))).toEqual(new Set([`回电 ${by} 找采购`]));
});

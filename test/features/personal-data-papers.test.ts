import { beforeAll, expect, test } from "vitest";
import { contacts } from "../../src/features/contacts/index.ts";
import { personalData } from "../../src/features/personal-data/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { makeContact } from "../support/customers.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [contacts, personalData]);
const { house, db } = papers;
let prospect: Prospect;
let fee: string;
let other: string;

const erases = async (id: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name: "王建国", why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
};
const entries = async () => JSON.stringify(await db().auditEntry.findMany());

beforeAll(async () => {
  prospect = await papers.makeProspect("宏达机电", { contacts: [{ name: "王建国" }] });
  fee = await papers.sendFee(prospect);
  await house.person("赵敏").presses("驳回", { on: await papers.channelCard(fee) });
  await house.person("赵敏").fills({ reason: "王建国上周已收过茶礼" }).submits();
  other = await makeContact(house, prospect.customerId, { name: "李志强" });
  const li = house.person("李伟");
  await li.types("/contact 李志强");
  await li.presses("编辑");
  await li.fills({ family: "王建国的同学" }).submits();
});

test("erased, a person is named neither by why a paper was rejected nor by what was noted of a colleague", async () => {
  expect(await papers.opened(fee)).toContain("驳回原因：王建国上周已收过茶礼");
  expect(await entries()).toContain("王建国的同学");
  const before = await papers.approvalOf(fee);
  await erases(prospect.contacts.王建国!);
  const after = await papers.approvalOf(fee);
  const reason = "已抹除的联系人上周已收过茶礼";
  const [signed, ...rest] = before.steps;
  expect(after.steps).toEqual([{ ...signed, reason }, ...rest]);
  expect(await papers.opened(fee)).toContain(`驳回原因：${reason}`);
  expect(await db().contact.findUniqueOrThrow({ where: { id: other } })).toMatchObject({
    family: "已抹除的联系人的同学",
  });
  const changed = await db().auditEntry.findMany({ where: { subject: `contact:${other}`, what: "contact.changed" } });
  expect(changed.map((entry) => entry.after)).toEqual([expect.objectContaining({ family: "已抹除的联系人的同学" })]);
  expect(await entries()).not.toContain("王建国");
});

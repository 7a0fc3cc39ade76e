import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T10:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const ids: Record<string, string> = {};
const li = () => house.person("李伟");
const wang = () => house.person("王芳");

beforeAll(async () => {
  ids.customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  ids.wang = await makeContact(house, ids.customer, { name: "王建国", title: "总经理" });
  ids.other = await makeContact(house, ids.customer, { name: "李志强", title: "工程师" });
  await db().contact.update({ where: { id: ids.wang }, data: { phones: ["13800135678"] } });
  await li().types("/complaint 宏达机电 王总说轴承异响");
  await li().presses("已解决");
  await li().fills({ note: "换了轴承，王建国签收" }).submits();
  await li().types("/complaint 宏达机电 李志强说少发一箱");
  await li().types("/satisfaction 宏达机电 王总");
  const marks = { item0: { choose: "5" }, item1: { choose: "3" }, recommend: { choose: "9" } };
  await li()
    .fills({ ...marks, said: "王建国说比以前快" })
    .submits();
  await wang().types("/task @李伟 宏达机电 周五前给王总送样品");
  await wang().types("/task @李伟 周五前给王建国回电话 138-0013-5678");
  await wang().types("/task @李伟 周五前给王总订花");
  await house.delivers();
  for (const each of await db().task.findMany({ where: { what: { contains: "回电话" } } })) {
    await li().presses({ action: "tasks.later", payload: { id: each.id, v: each.version } });
    await li().fills({ on: "2026-12-01", why: "王建国出差" }).submits();
  }
});

const shows = async (who: ReturnType<typeof li>) => {
  await who.presses({ action: "personalData.show", payload: { id: ids.wang } });
  return who.reads.split("\n");
};

test("complaints, answers and tasks are among what is held, and in the file; tasks to who gave or was given them", async () => {
  expect(await shows(li())).toEqual(
    expect.arrayContaining([
      "咨询和投诉: 记过 1 条",
      "满意度答卷: 填过 1 份答卷",
      "提到名字的任务: 2 件（只算你交办的和交给你的）",
    ]),
  );
  expect(await shows(house.person("周明"))).toContainEqual(expect.stringMatching(/^这些地方没有：.*提到名字的任务/));
  await db().task.updateMany({
    where: { customerId: ids.customer! },
    data: { giverId: house.company.people.周明!.id },
  });
  expect(await shows(wang())).toContain("提到名字的任务: 1 件（只算你交办的和交给你的）");
  await li().presses({ action: "personalData.export", payload: { id: ids.wang } });
  const [file] = await db().storedFile.findMany();
  const text = Buffer.from(file!.bytes).toString();
  for (const part of [
    "投诉 · 王总说轴承异响 · 解决：换了轴承，王建国签收",
    "满意度 78/100 · 推荐意愿 9/10 · 产品质量 5/5 · 交付及时 3/5 · 王建国说比以前快",
    "给王总送样品",
    "给王建国回电话 138-0013-5678 · 王建国出差",
  ])
    expect(text).toContain(part);
  for (const part of ["少发一箱", "订花"]) expect(text).not.toContain(part);
  const looks = await db().auditEntry.findMany({ where: { subject: `contact:${ids.wang}` }, orderBy: { at: "asc" } });
  expect(looks.map(({ what }) => what)).toEqual([
    "contact.shown",
    "contact.shown",
    "contact.shown",
    "contact.exported",
  ]);
  await db().storedFile.deleteMany();
});

test("erased, the complaints, answers and tasks stay without the person, whoever else is called so", async () => {
  const books = async () => ({
    cases: await db().serviceCase.findMany({ omit: { said: true, version: true }, orderBy: { id: "asc" } }),
    clocks: await db().caseClock.findMany({ omit: { note: true }, orderBy: { id: "asc" } }),
    answers: await db().surveyAnswer.findMany({ omit: { said: true, version: true }, orderBy: { id: "asc" } }),
    tasks: await db().task.findMany({ omit: { what: true, answer: true, version: true }, orderBy: { id: "asc" } }),
    entries: await db().auditEntry.count({ where: { what: { not: "contact.erased" } } }),
  });
  await wang().presses({ action: "personalData.begin", payload: { id: ids.wang } });
  const before = await books();
  await wang().fills({ name: "王建国", why: "来信要求" }).submits();
  expect(wang().card.tone).toBe("done");
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await books()).toEqual(before);
  const words = async () => [
    ...(await db().serviceCase.findMany()).map(({ said }) => said),
    ...(await db().caseClock.findMany({ where: { note: { not: null } } })).map(({ note }) => note),
    ...(await db().surveyAnswer.findMany()).map(({ said }) => said),
    ...(await db().task.findMany()).flatMap(({ what, answer }) => [what, ...(answer === null ? [] : [answer])]),
  ];
  expect((await words()).sort()).toEqual(
    [
      "已抹除的联系人说轴承异响",
      "李志强说少发一箱",
      "换了轴承，已抹除的联系人签收",
      "已抹除的联系人说比以前快",
      "给已抹除的联系人送样品",
      "给已抹除的联系人回电话 已抹除的联系人",
      "已抹除的联系人出差",
      // Without a customer 王总 may be anybody.
      "给王总订花",
    ].sort(),
  );
  const log = JSON.stringify(await db().auditEntry.findMany());
  for (const trace of ["王建国", "138-0013-5678", "王总说轴承异响"]) expect(log.includes(trace), trace).toBe(false);
  const erased = await db().auditEntry.findFirstOrThrow({ where: { what: "contact.erased" } });
  expect(erased).toMatchObject({ subject: `customer:${ids.customer}`, after: { contactId: ids.wang } });
  const [complaint] = await db().serviceCase.findMany({ where: { contactId: ids.wang! } });
  await li().presses({ action: "cases.show", payload: { id: complaint!.id } });
  expect(li().reads).toContain("已抹除的联系人说轴承异响");
  expect(li().reads).not.toContain("王建国");
});

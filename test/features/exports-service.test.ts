import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exports } from "../../src/features/exports/index.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [exports], at: "2026-11-26T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const files = () => house.ports.get("slack")?.files ?? [];

/** Asks for a list in words; the first sheet of what came, line by line. */
const told = async (who: string, list: string): Promise<(string | undefined)[][]> => {
  const before = files().length;
  await house.person(who).types(`导出 ${list}`);
  for (const { id } of await db().export.findMany({ where: { onceKey: { not: null } } }))
    await exportJob.run(house.jobContext(), { id });
  await house.delivers();
  return files()
    .slice(before)
    .flatMap(({ bytes }) => {
      const book = XLSX.read(bytes);
      for (const cell of Object.values(book.Sheets[book.SheetNames[0]!]!)) expect(Object(cell).f).toBeUndefined();
      return XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false });
    });
};

test("cases, answers and tasks are lists too: of customers in sight, and of tasks one gave or has", async () => {
  const { organizationId, people } = house.company;
  const [mine, theirs] = [
    await makeCustomer(house, "天枢", { owner: "李伟" }),
    await makeCustomer(house, "瑶光", { owner: "孙丽" }),
  ];
  const contactId = await makeContact(house, mine, { name: "王建国" });
  const at = new Date("2026-11-20T02:00:00Z");
  const idOf = (name: string) => people[name]!.id;
  for (const customerId of [mine, theirs]) {
    const common = { organizationId, customerId, contactId: customerId === mine ? contactId : null };
    for (const [kind, dueAt, undoneAt] of [
      ["complaint", new Date("2026-11-24T02:00:00Z"), null],
      ["inquiry", null, null],
      ["inquiry", null, at],
    ] as const) {
      const id = newId();
      const opened = { ...common, id, kind, said: kind === "complaint" ? "=HYPERLINK(1)" : "问交期", openedAt: at };
      await db().serviceCase.create({ data: { ...opened, openedById: idOf("李伟"), dueAt, undoneAt } });
      const clock = { id: newId(), organizationId, caseId: id, dueAt: at };
      const met = { metAt: new Date("2026-11-21T02:00:00Z"), metById: idOf("李伟"), note: "下周发货" };
      await db().caseClock.create({
        data: kind === "complaint" ? { ...clock, duty: "solve" } : { ...clock, ...met, duty: "answer" },
      });
    }
    await db().surveyAnswer.create({
      data: {
        ...{ ...common, id: newId(), memberId: idOf("李伟"), answeredOn: at, csi: 80, recommend: 9, said: "不错" },
        items: [{ id: "q", name: { en: "Quality", zh: "质量" }, scale: "five", weight: 1, mark: 4 }],
        ...{ low: false, createdAt: at },
      },
    });
  }
  const gave = { organizationId, giverId: idOf("王芳"), dueOn: new Date("2026-11-27"), createdAt: at };
  await db().task.create({
    data: { ...gave, id: newId(), assigneeId: idOf("李伟"), customerId: mine, what: "回电话" },
  });
  await db().task.create({
    data: { ...gave, id: newId(), assigneeId: idOf("Emma"), customerId: mine, what: "寄样品" },
  });
  expect(await told("李伟", "服务单")).toEqual([
    ["日期", "类型", "客户名称", "联系人", "内容", "负责人", "记录人", "状态", "到期日", "办理情况", "结束日期"],
    ["2026-11-20", "投诉", "天枢", "王建国", "=HYPERLINK(1)", "李伟", "李伟", "超时", "2026-11-24"],
    [
      "2026-11-20",
      "咨询",
      "天枢",
      "王建国",
      "问交期",
      "李伟",
      "李伟",
      "已结",
      undefined,
      "答复：下周发货",
      "2026-11-21",
    ],
  ]);
  expect(await told("李伟", "满意度")).toEqual([
    ["日期", "客户名称", "联系人", "满意度（满分 100）", "推荐意愿（满分 10）", "各项评分", "内容", "记录人"],
    ["2026-11-20", "天枢", "王建国", "80", "9", "质量 4/5", "不错", "李伟"],
  ]);
  expect(await told("李伟", "任务")).toEqual([
    ["到期日", "内容", "客户名称", "交办人", "谁的", "状态", "回话", "结束日期"],
    ["2026-11-27", "回电话", "天枢", "王芳", "李伟", "待办"],
  ]);
  const [, ...emma] = await told("Emma", "tasks");
  expect(emma).toEqual([["2026-11-27", "寄样品", undefined, "王芳", "Emma", "Open"]]);
  expect(
    (await told("王芳", "任务"))
      .slice(1)
      .map(([, what]) => what)
      .toSorted(),
  ).toEqual(["回电话", "寄样品"]);
  for (const list of ["cases", "answers", "tasks"]) expect(await told("陈静", list)).toEqual([]);
  const [, ...far] = await told("孙丽", "cases");
  expect(far.map(([, , customer]) => customer)).toEqual(["瑶光", "瑶光"]);
  expect(
    await db().auditEntry.count({ where: { what: "list.exported", after: { path: ["list"], equals: "cases" } } }),
  ).toBe(2);
});

import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exports } from "../../src/features/exports/index.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { figures } from "../../src/features/figures/index.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { people } from "../../src/features/people/index.ts";
import { personalData } from "../../src/features/personal-data/index.ts";
import { settings } from "../../src/features/settings/index.ts";
import { setup } from "../../src/features/setup/index.ts";
import { makeCompany } from "../support/company.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";
import { listenToStatements } from "../support/statements.ts";

const features = [exports, figures, importing, imports([importListener]), people, personalData, settings, setup];
const house = withConversation({ features, at: "2026-11-26T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;

const writes = async () => {
  for (const { id } of await db().export.findMany({ where: { onceKey: { not: null } } }))
    await exportJob.run(house.jobContext(), { id });
  await house.delivers();
};
/** The sheet that comes, by its rows. */
const asks = async (who: string, list: string): Promise<string[][]> => {
  const files = () => house.ports.get("slack")?.files ?? [];
  const before = files().length;
  await house.person(who).types(`/export ${list}`);
  await writes();
  return files()
    .slice(before)
    .flatMap(({ bytes }) => {
      const sheet = Object.values(XLSX.read(bytes).Sheets)[0]!;
      return XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: "" });
    });
};

interface Entry {
  readonly what: string;
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
  readonly by?: string | null;
  readonly from?: string;
  readonly organizationId?: string;
}
const keeps = ({ by = idOf("林涛"), ...entry }: Entry) =>
  db().auditEntry.create({
    data: {
      ...{ id: newId(), organizationId: house.company.organizationId, memberId: by, from: "slack" },
      ...{ at: house.clock.now(), ...entry },
    },
  });

test("what was done in chat with people, segments, figures and lists is read as it was done", async () => {
  const lin = house.person("林涛");
  await makeCustomer(house, "宏达机电", { owner: "李伟" });
  await asks("李伟", "客户");
  await lin.presses({ action: "setup.editSegment", payload: {} });
  await lin.fills({ name: "能源" }).submits();
  await lin.presses({ action: "figures.change", payload: { group: "pipeline", segment: house.company.segmentId } });
  await lin.fills({ salesCycleDays: "35" }).submits();
  await lin.presses({ action: "people.close", payload: { id: idOf("何清"), version: 1 } });
  await lin.presses({ action: "setup.editCompany", payload: {} });
  await lin.fills({ name: "华信集团" }).submits();
  const at = "2026-11-26 09:00";
  expect(await asks("林涛", "审计日志")).toEqual([
    ["时间", "记录人", "途径", "操作", "对象", "之前", "之后"],
    [at, "李伟", "Slack", "导出清单", "李伟", "", "清单：客户"],
    [at, "林涛", "Slack", "新建板块", "能源", "", "名字：能源"],
    [at, "林涛", "Slack", "修改参数", "工业", "销售周期（天）：28", "销售周期（天）：35"],
    [at, "林涛", "Slack", "停用账号", "何清", "账号：在用", "账号：已停用"],
    [at, "林涛", "Slack", "修改公司信息", "公司", "名称：华信工业", "名称：华信集团"],
  ]);
});

test("each kind says its facts, not how many customers there are, and those of no customer", async () => {
  const { organizationId, teamId, otherTeamId } = house.company;
  const [join, account] = [newId(), newId()];
  const at = house.clock.now();
  const asking = {
    platform: "slack",
    workspace: "T1",
    user: "U77",
    name: "新人",
    language: "zh",
    zone: "Asia/Shanghai",
  };
  await db().joinRequest.create({ data: { ...asking, language: "zh", id: join, organizationId, createdAt: at } });
  const request = { memberId: idOf("Emma"), requesterId: idOf("王芳"), what: "close", words: "离职" } as const;
  await db().accountRequest.create({ data: { ...request, id: account, organizationId, createdAt: at } });
  const known = (await asks("林涛", "log")).length;
  const [li, emma] = [idOf("李伟"), idOf("Emma")];
  await keeps({ what: "join.asked", subject: `join:${join}`, by: null, after: { name: "新人", mail: "x@hx.cn" } });
  await keeps({ what: "account.asked", subject: `account:${account}`, after: { memberId: emma, what: "close" } });
  await keeps({
    ...{ what: "member.changed", subject: `member:${li}` },
    before: { name: "李伟", roles: ["rep"], mail: null, teams: ["华东一组"] },
    after: { name: "李伟", roles: ["rep", "manager"], mail: "li@hx.cn", teams: ["华东一组", "华南组"] },
  });
  await keeps({
    ...{ what: "team.closed", subject: `team:${teamId}`, from: "feishu" },
    before: { name: "华东一组", members: [li, emma], customers: ["c1", "c2"], deals: ["d1"] },
    after: { name: "华东一组（停用）", into: otherTeamId },
  });
  const away = { away: "李伟", standIn: "Emma", startsAt: "2026-11-29T16:00:00.000Z" };
  await keeps({ what: "absence.set", subject: `member:${li}`, after: away });
  const goal = { minor: "120000000", currency: "CNY" };
  const [before, after] = [{ "2026-12-01": null }, { "2026-12-01": goal }];
  await keeps({ what: "goals.changed", subject: `goals:${teamId}`, before, after });
  await keeps({ what: "member.madeAdmin", subject: `member:${li}`, by: null, from: "operator", after: { roles: [] } });
  await keeps({ what: "customer.created", subject: `customer:${newId()}`, after: { name: "秘密客户" } });
  await keeps({ what: "import.read", subject: `import:${newId()}`, after: { file: "秘密客户.xlsx" } });
  const other = (await makeCompany(house.database.handle, { workspace: "T9" })).organizationId;
  await keeps({ what: "segment.made", subject: `segment:${newId()}`, after: { name: "外人" }, organizationId: other });

  const rows = (await asks("林涛", "log")).slice(known + 1).map((row) => row.slice(1));
  expect(rows).toEqual([
    ["新人", "Slack", "申请加入", "新人", "", "名字：新人；邮箱：x@hx.cn"],
    ["林涛", "Slack", "提出账号申请", "Emma", "", "属于：Emma；申请：停用"],
    [
      ...["林涛", "Slack", "修改人员", "李伟", "角色：销售代表；团队：华东一组；邮箱：无"],
      "角色：销售代表、销售经理；团队：华东一组、华南组；邮箱：li@hx.cn",
    ],
    [
      ...["林涛", "飞书", "关闭团队", "华东一组", "名字：华东一组；人员：李伟、Emma"],
      "名字：华东一组（停用）；并入：华南组",
    ],
    ["林涛", "Slack", "登记请假", "李伟", "", "代理人：Emma；从：2026-11-30 00:00"],
    ["林涛", "Slack", "修改目标", "华东一组", "2026年12月：无", "2026年12月：¥1,200,000"],
    ["运维", "命令行", "设为系统管理员", "李伟", "", "角色：无"],
  ]);
});

test("what came in by a sheet and went out again, was merged and was erased is told; of which customer and file, to who sees them", async () => {
  const id = await makeCustomer(house, "江南锅炉", { owner: "李伟" });
  const contact = await makeContact(house, id, { name: "陈志远" });
  const known = (await asks("林涛", "log")).length;
  const li = house.person("李伟");
  await li.drops([given("重点客户.csv", "客户名称,城市\n秘密机电,上海\n,北京\n")]);
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await importsGoOn(house);
  await li.presses(buttonOf(li.inbox.at(-1)!, "撤销").press);
  await importsGoOn(house);
  const gone = newId();
  const merged = { what: "customer.merged", subject: `customer:${id}`, before: { city: null }, by: idOf("李伟") };
  await keeps({ ...merged, after: { city: "上海", gone, name: "江南老厂" } });
  await keeps({ what: "import.takes_erased", subject: `import:${newId()}`, by: null, from: "operator" });
  await keeps({ what: "import.moved", subject: `import:${newId()}`, after: { state: "planned" } });
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id: contact } });
  await wang.fills({ name: "陈志远", why: "来信要求" }).submits();

  const told = async () => (await asks("林涛", "log")).slice(known + 1).map((row) => row.slice(1));
  const counts = "内容：客户；新增：1；并入已有：0；跳过：0；不导入：1";
  const { hash } = await db().import.findFirstOrThrow();
  const file = `文件 ${hash.slice(0, 12)}（SHA-256）`;
  const [whose, erased] = ["你看不到的客户", /^改写的文字：\d+；改写的日志：\d+$/];
  expect(await told()).toEqual([
    ["李伟", "Slack", "导入", file, "", counts],
    ["李伟", "Slack", "撤销导入", file, "", counts],
    ["李伟", "Slack", "合并客户", whose, "", ""],
    ["运维", "命令行", "重新录入抹除过的联系人", "", "", ""],
    ["王芳", "Slack", "抹除个人信息", whose, "", expect.stringMatching(erased)],
  ]);
  await db().member.update({ where: { id: idOf("林涛") }, data: { roles: ["admin", "executive"] } });
  const seen = await told();
  expect(seen.slice(0, 3).map(([, , , whom, , after]) => [whom, after])).toEqual([
    ["重点客户.csv", counts],
    ["重点客户.csv", counts],
    ["江南锅炉", "并入的：江南老厂"],
  ]);
  expect(seen[4]?.[3]).toBe("江南锅炉");
  await db().member.update({ where: { id: idOf("林涛") }, data: { roles: ["admin"] } });
});

test("it is read in English too, by admins alone, and by as many statements however long it is", async () => {
  await db().member.update({ where: { id: idOf("林涛") }, data: { language: "en" } });
  const [head, first] = await asks("林涛", "audit log");
  expect(head).toEqual(["At", "By", "From where", "What was done", "Whom or what", "Before", "After"]);
  expect(first?.slice(1)).toEqual(["李伟", "Slack", "List exported", "李伟", "", "list: Customers"]);
  const sent = async () => {
    await house.person("林涛").types("/export log");
    const heard = listenToStatements();
    await writes();
    return heard();
  };
  const few = await sent();
  for (let count = 0; count < 50; count += 1)
    await keeps({ what: "setup.hidden", subject: `organization:${idOf("林涛")}` });
  const many = await sent();
  expect(many.length, many.join("\n")).toBe(few.length);
  // Three of them ask whether anybody was erased while it was written.
  expect(few.length, few.join("\n")).toBeLessThanOrEqual(33);
  await db().member.update({ where: { id: idOf("王芳") }, data: { roles: ["manager", "segment_admin"] } });
  for (const who of ["李伟", "王芳", "周明", "陈静"]) expect(await asks(who, "审计日志"), who).toEqual([]);
});

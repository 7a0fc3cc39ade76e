import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importing } from "../../src/features/importing/index.ts";
import { reportJob } from "../../src/features/importing/jobs.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { partsOf, workbook, zipOf } from "../sheets/files.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({
  features: [importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const goesOn = () => importsGoOn(house);

const reportsAsked = async () =>
  (
    await house.database.pool.query(
      `SELECT data -> 'payload' AS payload FROM pgboss.job WHERE data ->> 'job' = 'importing.report'`,
    )
  ).rows.map(({ payload }) => payload);

const SHEET = "客户名称,城市,电话\n宏达机电,上海,13812345678\n,北京,13800000000\n华信科技,苏州,\n";

test("a dropped sheet is recognized, confirmed, checked, taken in and undone, each step on its one card", async () => {
  const li = house.person("李伟");
  await li.drops([given("客户.csv", SHEET)]);
  expect(li.reads).toContain("客户.csv");
  expect(await db().customer.count()).toBe(0);
  await li.presses("确认各列");
  await li.submits();
  expect(li.card.title).toBe("各列已确认：客户.csv");
  await goesOn();
  const checked = li.inbox.at(-1);
  expect(checked?.title).toBe("检查好了：客户.csv");
  expect(cardText(checked!)).toMatch(/新增: 2[\s\S]*不导入: 1[\s\S]*第 3 行/);
  expect(await db().customer.count()).toBe(0);
  await li.presses(buttonOf(checked!, "导入").press);
  await goesOn();
  expect(li.inbox.at(-1)).toMatchObject({ title: "已导入：客户.csv", footer: "11月27日 09:00 前可以撤销。" });
  expect((await db().customer.findMany({ select: { name: true } })).map(({ name }) => name).toSorted()).toEqual([
    "华信科技",
    "宏达机电",
  ]);
  const report = buttonOf(li.inbox.at(-1)!, "逐行表格").press;
  for (const _ of ["pressed", "and again"]) await li.presses(report);
  expect(li.reads).toContain("稍后发到你的私聊");
  const asked = await reportsAsked();
  expect(asked).toHaveLength(1);
  for (const _ of ["written", "and after a restart"]) await reportJob.run(house.jobContext(), asked[0]);
  await house.delivers();
  expect(house.ports.get("slack")?.files.map(({ name }) => name)).toEqual(["客户.csv 逐行结果.xlsx"]);
  await li.presses(buttonOf(li.inbox.at(-1)!, "撤销").press);
  await goesOn();
  expect(li.inbox.at(-1)?.title).toBe("已撤销：客户.csv");
  expect(await db().customer.count()).toBe(0);
});

test("a second file waits until the first is over; what is under way is cancelled; a needed column is asked for", async () => {
  const li = house.person("李伟");
  await li.drops([given("a.csv", SHEET)]);
  await li.presses("确认各列");
  await li.fills({ customer: { choose: [] } }).submits();
  expect(li.form.errors).toEqual({ customer: "这一列必须有。" });
  await li.drops([given("a.csv", SHEET)]);
  await li.presses("确认各列");
  await li.submits();
  await house.delivers();
  const card = li.inbox.at(-1);
  await li.drops([given("b.csv", SHEET)]);
  expect(li.reads).toContain("还有一个导入正在进行");
  await li.presses(buttonOf(card!, "取消").press);
  await goesOn();
  expect(li.inbox.at(-1)?.title).toBe("停下了：a.csv");
  expect(await db().customer.count()).toBe(0);
});

test("one that waits for another says so; one that halted asks what to do; a sheet that fails for good is told of", async () => {
  const li = house.person("李伟");
  await li.drops([given("a.csv", SHEET)]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  const { id } = await db().import.findFirstOrThrow({ where: { state: "planned" } });
  await house.database.pool.query(
    `INSERT INTO "Import" (id, "organizationId", file, hash, looks, state, worker, "beatAt", "createdAt")
     SELECT gen_random_uuid(), "organizationId", 'b.csv', '', '[]', 'applying', id, now(), now() FROM "Import" WHERE id = $1`,
    [id],
  );
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  expect(li.reads).toContain("正在等另一个导入做完");
  expect(li.reads).not.toContain("b.csv");
  await db().import.deleteMany({ where: { file: "b.csv" } });
  await house.database.pool.query(`UPDATE "Import" SET tries = 6, done = 1, total = 3 WHERE id = $1`, [id]);
  await goesOn();
  const halted = li.inbox.at(-1)!;
  expect(cardText(halted)).toMatch(/停在半路[\s\S]*试了六次[\s\S]*3 行中的 1 行/);
  await li.presses(buttonOf(halted, "继续").press);
  await goesOn();
  expect(li.inbox.map(({ title }) => title).filter((title) => title === "已导入：a.csv")).toHaveLength(2);
  await li.presses(buttonOf(li.inbox.at(-1)!, "逐行表格").press);
  await reportJob.gaveUp?.(house.jobContext(), (await reportsAsked()).at(-1));
  await house.delivers();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/表格没有生成[\s\S]*再点一次/);
});

test("what is no sheet is refused in words, and nothing is kept", async () => {
  const li = house.person("李伟");
  const before = await db().import.count();
  await li.drops([given("x.xlsx", "<html><table></table></html>")]);
  expect(li.reads).toContain("网页");
  await li.drops([{ name: "y.xlsx", size: 200_000_000, read: async () => undefined }]);
  expect(li.reads).toContain("50 MB");
  await house.person("何清").drops([given("c.csv", SHEET)]);
  expect(await db().import.count()).toBe(before);
});

test("what keeps most rows out comes first, once; headings that stay out are named", async () => {
  const li = house.person("李伟");
  const bad = Array.from({ length: 9 }, (_, n) => `客户${n},李某,2024-01-0${n + 1},`);
  const rows = [",,2024-01-01,", "坏日子,,2099-01-01,", ...bad, "好客户,,2024-02-02,备"];
  await li.drops([given("台账.csv", ["客户名称,负责人,首次接触日期,年采购额", ...rows].join("\n"))]);
  expect(li.reads).toContain("不导入：年采购额");
  await li.presses("确认各列");
  expect(JSON.stringify(li.form)).toContain("空着表示文件里没有这一项");
  expect(JSON.stringify(li.form)).not.toContain("忌讳");
  await li.submits();
  await goesOn();
  const said = cardText(li.inbox.at(-1)!);
  expect(said).toMatch(
    /不导入: 11[\s\S]*第 4 行等 9 行 · 不导入 · 客户0\n[^\n]*李某[^\n]*\n第 2 行 · 不导入\n[\s\S]*第 3 行/,
  );
});

test("a column that was chosen by hand is read in the order that was chosen, or that its own days tell", async () => {
  const li = house.person("李伟");
  const rows = (...days: string[]) => days.map((day, at) => `宏达机电,谈第 ${at} 次,${day}`).join("\n");
  const days = async (choose: readonly string[], ...said: string[]) => {
    const name = `行动 ${said.join(" ")} ${choose.join()}.csv`;
    await li.drops([given(name, `客户,内容,见于\n${rows(...said)}\n`)]);
    const { id } = await db().import.findFirstOrThrow({ where: { file: name } });
    await li.presses({ action: "importing.ask", payload: { id, sheet: 0, kind: "activities" } });
    await li.fills({ happenedOn: { choose: "2" }, dayOrder: { choose } }).submits();
    await goesOn();
    const read = await db().importRow.findMany({ where: { importId: id }, orderBy: { row: "asc" } });
    return read.map(({ values }) => (values as { activity?: { happenedOn: string } }).activity?.happenedOn);
  };
  expect(await days(["day"], "4/1/2026", "5/1/2026")).toEqual(["2026-01-04", "2026-01-05"]);
  expect(await days(["month"], "4/1/2026", "5/1/2026")).toEqual(["2026-04-01", "2026-05-01"]);
  expect(await days([], "4/1/2026", "13/1/2026")).toEqual(["2026-01-04", "2026-01-13"]);
  expect(await days([], "24-7-8", "24-07-09")).toEqual(["2024-07-08", "2024-07-09"]);
  expect(await days(["year"], "24-07-08", "25-07-09")).toEqual(["2024-07-08", "2025-07-09"]);
  expect(await days([], "24-07-08", "25-07-09")).toEqual([]);
  expect(li.form.errors).toEqual({ dayOrder: "文件里的日期有不止一种读法，请选哪个在前。" });
});

test("sheets beyond those that a card takes are counted, in one file or in several of one message", async () => {
  const li = house.person("李伟");
  const months = (count: number) =>
    workbook(
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at + 1}月`, [["客户"], ["宏达"]]])),
      "xlsx",
    );
  await li.drops([given("a.xlsx", months(8))]);
  expect(li.card.footer).toBeUndefined();
  await li.drops([given("a.xlsx", months(7)), given("b.xlsx", months(4))]);
  expect(li.card.lines).toHaveLength(8);
  expect(li.card.footer).toBe("另外还有 3 张表，导入其中一张后接着来。");
  await li.drops(Array.from({ length: 10 }, (_, at) => given(`${at}.csv`, SHEET)));
  expect(li.card.footer).toBe("另外还有 2 张表，导入其中一张后接着来。");
});

test("each sheet of a workbook goes in, one after the other, and the file is not sent again", async () => {
  const li = house.person("王芳");
  const book = {
    客户: [["客户名称"], ["宏达"]],
    联系人: [
      ["客户", "姓名"],
      ["宏达", "王建国"],
    ],
    说明: [["请勿修改"]],
  };
  await li.drops([given("别的.csv", SHEET)]);
  house.clock.freezeAt(new Date("2026-11-26T09:01:00+08:00"));
  await li.drops([given("全部.xlsx", workbook(book, "xlsx"))]);
  expect(li.card.lines).toHaveLength(3);
  for (const left of [2, 0]) {
    await li.presses(li.card.lines![0]!.buttons![0]!.press);
    await li.submits();
    expect(li.card.title).toBe("各列已确认：全部.xlsx");
    expect(li.card.text ?? []).toHaveLength(left > 0 ? 1 : 0);
    await goesOn();
    await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
    await goesOn();
    const buttons = li.inbox.at(-1)!.buttons!.map(({ label }) => label);
    if (left === 0) expect(buttons).not.toContain("其余的表");
    else {
      await li.presses(buttonOf(li.inbox.at(-1)!, "其余的表").press);
      expect(li.card.lines).toHaveLength(left);
      expect(cardText(li.card)).not.toContain("别的.csv");
    }
  }
  const where = { customer: { name: "宏达" } };
  expect(await db().contact.findMany({ where, select: { name: true, customer: { select: { name: true } } } })).toEqual([
    { name: "王建国", customer: { name: "宏达" } },
  ]);
});

test("of several files those that can be read are shown, and each other says why", async () => {
  const li = house.person("王芳");
  await li.drops([given("客户.csv", SHEET), given("报价.pdf", "%PDF-1.7")]);
  expect(li.card.lines).toHaveLength(1);
  expect(cardText(li.card)).toMatch(/报价\.pdf · 文件没有读取：/);
  const before = await db().import.count();
  await li.drops([given("合同.xlsx", "%PDF-1.7"), given("报价.xlsx", "%PDF-1.7")]);
  expect(li.reads).toMatch(/没有一个文件能读[\s\S]*合同\.xlsx · 文件没有读取：[\s\S]*报价\.xlsx · 文件没有读取：/);
  expect(await db().import.count()).toBe(before);
});

test("a sheet that is not theirs to bring in has no button, and says whose it is", async () => {
  const li = house.person("李伟");
  await li.drops([given("销售.csv", "客户,产品,数量,净额,日期\n宏达,A,10,1200,2026-10-01")]);
  expect(li.card.lines![0]!.buttons).toBeUndefined();
  expect(li.reads).toContain("销售明细由财务导入");
});

test("formulas are counted, and a row is refused that needs one whose result the file does not hold", async () => {
  const li = house.person("李伟");
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const [known, unknown] = [`<c t="str"><f>A1</f><v>上海</v></c>`, "<c><f>A1</f></c>"];
  const rows = [
    `<row>${["客户名称", "城市", "甲"].map(cell).join("")}</row>`,
    `<row>${cell("天工机电")}${known}${unknown}</row>`,
    `<row>${cell("天云科技")}${unknown}${cell("乙")}</row>`,
  ];
  await li.drops([given("公式.xlsx", zipOf(partsOf(rows.join(""))))]);
  const counts = "公式 1 个，按上次算出的结果读。";
  const refused = "没有结果的公式 2 个：用到它们的行不导入，请用表格软件打开保存后再发。";
  expect(li.reads).toContain(`${counts}${refused}`);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  const checked = cardText(li.inbox.at(-1)!);
  expect(checked).toMatch(/检查好了：公式.xlsx[\s\S]*新增: 1[\s\S]*不导入: 1/);
  expect(checked).toContain("城市是公式，文件里没有算出的结果：请打开文件保存后再发，或直接填值");
  for (const said of [counts, refused]) expect(checked).toContain(said);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  const named = { name: { in: ["天工机电", "天云科技"] } };
  expect(await db().customer.findMany({ where: named, select: { name: true, city: true } })).toEqual([
    { name: "天工机电", city: "上海" },
  ]);
});

test("what the amounts are taken for is said before and after the rows are checked; a unit nobody knows is asked for", async () => {
  const li = house.person("李伟");
  const deals = (heading: string) =>
    ["客户名称,商机,阶段,负责人", "宏达机电,续约,50%,"].map((line, at) => `${line},${at === 0 ? heading : "12"}`);
  await li.drops([given("单位.csv", deals("合同金额（万元）").join("\n"))]);
  expect(li.reads).toContain("金额：1 就是 10,000");
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/检查好了：单位.csv[\s\S]*金额：1 就是 10,000/);

  await li.drops([given("不明.csv", deals("金额（M）").join("\n"))]);
  expect(li.reads).toContain("金额：是千还是百万？");
  await li.presses("确认各列");
  await li.submits();
  expect(li.form.errors).toEqual({ unit: "表头可能是千，也可能是百万，请选好单位。" });
  await li.fills({ unit: { choose: ["6"] } }).submits();
  await goesOn();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/检查好了：不明.csv[\s\S]*金额：1 就是 1,000,000/);

  const before = await db().import.count({ where: { state: { not: "read" } } });
  await li.drops([given("美元.csv", deals("Amount (USD)").join("\n"))]);
  await li.presses("确认各列");
  await li.submits();
  expect(li.reads).toContain("金额是 USD，公司记账用 CNY");
  expect(await db().import.count({ where: { state: { not: "read" } } })).toBe(before);
});

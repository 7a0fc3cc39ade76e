import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { attacksOn, clear, pick, t } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const { submit, type } = attacksOn(house);
const { makeDeal, theDeal } = dealsOf(house);
const db = () => from({ database: house.database.handle });
let customer: string;
let contact: string;
const criteria = Object.fromEntries(
  ["rightPerson", "fittingProposal", "soundBudget", "rightTime", "nextStep"].map((key) => [
    key,
    { holds: true, evidence: "王总拍板" },
  ]),
);

beforeAll(async () => {
  customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  contact = await makeContact(house, customer, { name: "李工" });
});

const WRONG: Readonly<Record<string, RegExp>> = {
  "-1": /负|小于/,
  "−800": /负|小于/,
  "(800)": /负|小于/,
  "1.005": /小数|位/,
  "0.001": /小数|位/,
  "1000000000001": /大/,
  [`${"9".repeat(200)}`]: /大/,
  $800: /CNY|人民币|币/,
  "€1.2万": /CNY|人民币|币/,
  "USD 5": /CNY|人民币|币/,
  "1,20": /金额|数/,
  "1e9": /金额|数/,
  "0x10": /金额|数/,
  "１２，３": /金额|数/,
  abc: /金额|数/,
  "": /必填|填/,
};

describe("amounts", () => {
  test.each(Object.entries(WRONG))("%s is said to be wrong wherever an amount is asked for", async (typed, why) => {
    const deal = await makeDeal("首单", { customerId: customer, stage: "p25" });
    const paid = await makeDeal("收款", { customerId: customer, stage: "p90", papersSigned: true });
    const ready = await makeDeal("签约", { customerId: customer, stage: "p50", criteria });
    const about = (id: string, stage: string) => ({ id, name: "x", from: stage, currency: "CNY" });
    const fee = { deal: pick(deal), what: t("茶"), recipients: pick(contact) };
    const answers = clear(
      await submit("李伟", "fees.ask", { currency: "CNY" }, { ...fee, amount: t(typed) }),
      await submit("李伟", "pipeline.papers", about(ready, "p50"), {
        amount: t(typed),
        contractSignedOn: t("2026-11-20"),
      }),
      await submit(
        "陈静",
        "receipts.confirm",
        { id: paid, name: "x", currency: "CNY", collected: "0" },
        { amount: t(typed), receivedOn: t("2026-11-20"), due: pick("all") },
      ),
    );
    if (typed !== "") {
      const values = { customer: pick(customer), name: t("新单"), reason: t("急"), amount: t(typed) };
      answers.push(...clear(await submit("李伟", "deals.new", { currency: "CNY" }, values)));
    }
    for (const answer of answers) {
      expect(answer).toContain('"kind":"fix"');
      expect(JSON.parse(answer).form.errors.amount).toMatch(why);
    }
    expect(await db().collection.count()).toBe(0);
    expect(await db().fee.count()).toBe(0);
    expect(await db().deal.count({ where: { name: "新单" } })).toBe(0);
    expect((await theDeal(ready)).stage).toBe("p50");
  });

  test("nothing is no amount of a fee, a contract or a receipt", async () => {
    const deal = await makeDeal("首单", { customerId: customer, stage: "p25" });
    const paid = await makeDeal("收款", { customerId: customer, stage: "p90", papersSigned: true });
    const ready = await makeDeal("签约", {
      customerId: customer,
      stage: "p50",
      criteria,
      expectedOn: new Date("2026-11-30"),
      firstMeetingOn: new Date("2026-11-10"),
    });
    const fee = { deal: pick(deal), what: t("茶"), recipients: pick(contact) };
    const about = { id: ready, name: "x", from: "p50", currency: "CNY" };
    for (const zero of ["0", "0.00", "０", "0万"]) {
      const answers = clear(
        await submit("李伟", "fees.ask", { currency: "CNY" }, { ...fee, amount: t(zero) }),
        await submit("李伟", "pipeline.papers", about, { amount: t(zero), contractSignedOn: t("2026-11-20") }),
        await submit(
          "陈静",
          "receipts.confirm",
          { id: paid, name: "x", currency: "CNY", collected: "0" },
          { amount: t(zero), receivedOn: t("2026-11-20"), due: pick("all") },
        ),
      );
      for (const answer of answers) expect(answer).toContain('"kind":"fix"');
    }
    expect((await theDeal(ready)).stage).toBe("p50");
    expect(await db().collection.count()).toBe(0);
  });

  test("typed behind /fee, a wrong amount is never taken for another", async () => {
    await makeDeal("独单", { customerId: await makeCustomer(house, "松柏机床", { owner: "李伟" }), stage: "p25" });
    for (const typed of ["-800", "$800", "800.005", "1,20", "9".repeat(40), "8e2", "0x320", "−800"]) {
      const shown = await type("李伟", "fee", `松柏机床 ${typed} 茶礼`);
      clear(shown);
      const amount = shown?.kind === "form" ? JSON.stringify(shown.form.values.amount ?? "none") : "";
      expect(`${typed}: ${amount}`).toBe(`${typed}: "none"`);
    }
  });

  test("the largest and the smallest amount are kept exactly", async () => {
    for (const [typed, minor] of [
      ["1000000000000", 100_000_000_000_000n],
      ["0.01", 1n],
      ["１２３４．５", 123_450n],
    ] as const) {
      const values = { customer: pick(customer), name: t(`单${typed}`), reason: t("急"), amount: t(typed) };
      clear(await submit("李伟", "deals.new", { currency: "CNY" }, values));
      expect((await db().deal.findFirstOrThrow({ where: { name: `单${typed}`.normalize("NFC") } })).amountMinor).toBe(
        minor,
      );
    }
    clear(await type("李伟", "board", ""), await type("王芳", "board", ""), await type("王芳", "summary", ""));
  });
});

describe("days", () => {
  const IMPOSSIBLE = [
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "0000-00-00",
    "26-1-1",
    "2026-11-31",
    "明天",
    "99999-01-01",
    "-000001-01-01",
  ];
  test.each(IMPOSSIBLE)("%s is no day in any form", async (typed) => {
    for (const { form } of features.flatMap((feature) => feature.forms ?? [])) {
      const fields = Object.entries(form.build("zh", form.sample).fields as Record<string, { kind: string }>);
      for (const [name, { kind }] of fields) {
        if (kind !== "date") continue;
        const answer = clear(await submit("李伟", form.id, form.sample as object, { [name]: t(typed) }))[0];
        expect(JSON.parse(answer ?? "").form.errors[name]).toMatch(/没有这一天/);
      }
    }
  });

  test("29 February is a day in a leap year only", async () => {
    house.clock.freezeAt(new Date("2028-02-29T09:00:00+08:00"));
    const values = { customer: pick(customer), kind: pick("visit"), said: t("闰日") };
    clear(await submit("李伟", "activities.log", {}, { ...values, happenedOn: t("2028-02-29") }));
    const kept = await db().activity.findFirstOrThrow({ where: { said: "闰日" } });
    expect(kept.happenedOn.toISOString()).toContain("2028-02-29");
    clear(await type("李伟", "visit", "宏达机电 又谈了闰日 2月29日再访"), await type("李伟", "care", ""));
    clear(await type("李伟", "board", ""), await type("王芳", "summary", ""));
    const birthday = { name: t("闰二月"), birthday: t("2月29日") };
    clear(await submit("李伟", "contacts.new", { customerId: customer, customerName: "宏达" }, birthday));
    house.clock.freezeAt(new Date("2027-02-28T09:00:00+08:00"));
    clear(await type("李伟", "visit", "宏达机电 再谈 2月29日再访"), await type("李伟", "care", ""));
    house.clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
  });

  const FAR = ["9999-12-31", "0001-01-01", "1900-01-01", "2126-01-01"];
  test.each(FAR)("%s is too far away to be meant", async (typed) => {
    const other = await makeDeal("另单", { customerId: customer, stage: "p25" });
    const id = await makeDeal("远单", { customerId: customer, stage: "opportunity" });
    const half = await makeDeal("半单", {
      customerId: customer,
      stage: "p50",
      criteria,
      expectedOn: new Date("2026-11-30"),
      firstMeetingOn: new Date("2026-11-10"),
    });
    const paid = await makeDeal("收款", { customerId: customer, stage: "p90", papersSigned: true });
    const about = (deal: string, from: string) => ({ id: deal, name: "x", from, currency: "CNY" });
    const visit = { customer: pick(customer), kind: pick("visit"), said: t("远") };
    const answers = clear(
      await submit("李伟", "activities.log", {}, { ...visit, happenedOn: t(typed) }),
      await submit("李伟", "activities.log", {}, { ...visit, happenedOn: t("2026-11-23"), nextOn: t(typed) }),
      await submit(
        "李伟",
        "deals.new",
        { currency: "CNY" },
        { customer: pick(customer), name: t("远单二"), reason: t("急"), expectedOn: t(typed) },
      ),
      await submit("李伟", "pipeline.meeting", about(id, "opportunity"), {
        firstMeetingOn: t(typed),
        firstMeetingAt: t("厂里"),
      }),
      await submit("李伟", "pipeline.held", about(id, "opportunity"), {
        firstMeetingOn: t(typed),
        agreed: { checked: true },
      }),
      await submit("李伟", "pipeline.criteria", about(other, "p25"), { firstMeetingOn: t(typed) }),
      await submit("李伟", "pipeline.criteria", about(other, "p25"), { expectedOn: t(typed) }),
      await submit("李伟", "pipeline.papers", about(half, "p50"), { contractSignedOn: t(typed), amount: t("1") }),
      await submit(
        "陈静",
        "receipts.confirm",
        { id: paid, name: "x", currency: "CNY", collected: "0" },
        { amount: t("1"), receivedOn: t(typed), due: pick("all") },
      ),
      await submit("王芳", "fallback.hold", { id: half, name: "x" }, { until: t(typed), why: t("等") }),
    );
    const taken = answers.filter((answer) => !answer.includes('"kind":"fix"')).map((answer) => answer.slice(0, 160));
    expect(taken).toEqual([]);
    const visited = await type("李伟", "visit", `宏达机电 谈了包装 ${typed}再访`);
    expect(clear(visited)[0]).toContain('"nextOn":"');
  });
});

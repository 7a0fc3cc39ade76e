import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { attacksOn, clear, pick, shownOf, t, textOf, twice } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const { makeDeal, theDeal, movesOf } = dealsOf(house);
const db = () => from({ database: house.database.handle });

const { arrival, submit, press, type } = attacksOn(house);

let count = 0;
let customer: string;
const name = () => {
  count += 1;
  return `双击${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"[count]}厂`;
};

beforeAll(async () => {
  customer = await makeCustomer(house, "松柏机床", { owner: "李伟" });
});

describe("the same at once", () => {
  test("a visit in one line", async () => {
    const own = name();
    const customerId = await makeCustomer(house, own, { owner: "李伟" });
    const answers = await twice(() => type("李伟", "visit", `${own} 谈了价格 明天再访`));
    expect(answers.filter((answer) => answer.includes("已记录"))).not.toHaveLength(0);
    expect(await db().activity.count({ where: { customerId } })).toBe(1);
    expect(await db().nextStep.count({ where: { customerId } })).toBe(1);
  });

  test("one delivery that comes twice", async () => {
    const own = name();
    const customerId = await makeCustomer(house, own, { owner: "李伟" });
    const one = { ...arrival("李伟"), name: "visit", typed: `${own} 谈了交期` };
    const answers = await Promise.all([house.kernel.command(one), house.kernel.command(one)]);
    clear(...(await Promise.all(answers.map(shownOf))));
    await Promise.all(answers.map(({ settled }) => settled()));
    expect(await db().activity.count({ where: { customerId } })).toBe(1);
  });

  test("an undo", async () => {
    const own = name();
    const customerId = await makeCustomer(house, own, { owner: "李伟" });
    await type("李伟", "visit", `${own} 谈了质量`);
    const { id } = await db().activity.findFirstOrThrow({ where: { customerId } });
    for (const answer of await twice(() => press("李伟", "activities.undo", { id })))
      expect(answer).toContain("已撤销");
    expect(await db().auditEntry.count({ where: { subject: `customer:${customerId}`, what: "activity.undone" } })).toBe(
      1,
    );
  });

  test("an edit that moves the visit to another customer, and an undo", async () => {
    for (let round = 0; round < 4; round += 1) {
      const [here, there] = [name(), name()];
      const [a, b] = [
        await makeCustomer(house, here, { owner: "李伟" }),
        await makeCustomer(house, there, { owner: "李伟" }),
      ];
      await type("李伟", "visit", `${here} 谈了包装`);
      const { id, version } = await db().activity.findFirstOrThrow({ where: { customerId: a } });
      const values = { customer: pick(b), kind: pick("visit"), happenedOn: t("2026-11-23"), said: t("谈了包装") };
      clear(
        ...(await Promise.all([
          submit("李伟", "activities.edit", { id, version }, values),
          press("李伟", "activities.undo", { id }),
        ])),
      );
      const { undoneAt, customerId } = await db().activity.findUniqueOrThrow({ where: { id } });
      const days = async (where: string) =>
        (await db().customer.findUniqueOrThrow({ where: { id: where } })).lastContactOn;
      expect(await days(a === customerId ? b : a)).toBeNull();
      if (undoneAt) expect(await days(customerId)).toBeNull();
      else expect(await days(customerId)).not.toBeNull();
    }
  });

  test("a stage, moved in two directions", async () => {
    const id = await makeDeal(name(), { stage: "p25", customerId: customer });
    const about = { id, name: "x", from: "p25", currency: "CNY" };
    const answers = clear(
      ...(await Promise.all([
        submit("李伟", "pipeline.back", { ...about, to: "opportunity" }, { why: t("改期") }),
        submit("王芳", "pipeline.lost", about, { reason: pick("price") }),
      ])),
    );
    expect(await movesOf(id)).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes("stopped"))).toHaveLength(1);
    expect((await movesOf(id))[0]?.to).toBe((await theDeal(id)).stage);
  });

  test("a receipt", async () => {
    const id = await makeDeal(name(), { stage: "p90", customerId: customer, papersSigned: true, amountMinor: 100n });
    const values = { amount: t("1"), receivedOn: t("2026-11-20"), due: pick("all") };
    const params = { id, name: "x", currency: "CNY", collected: "0" };
    const answers = await twice(() => submit("陈静", "receipts.confirm", params, values));
    expect(answers.filter((answer) => answer.includes("stopped"))).toHaveLength(1);
    expect(await db().collection.count({ where: { dealId: id } })).toBe(1);
  });

  test("a receipt confirmed and refused", async () => {
    const id = await makeDeal(name(), { stage: "p90", customerId: customer, papersSigned: true, amountMinor: 100n });
    const params = { id, name: "x", currency: "CNY", collected: "0" };
    clear(
      ...(await Promise.all([
        submit("陈静", "receipts.confirm", params, { amount: t("1"), receivedOn: t("2026-11-20"), due: pick("all") }),
        submit("陈静", "receipts.refuse", params, { reason: t("没到") }),
      ])),
    );
    const confirmed = (await theDeal(id)).moneyConfirmedAt !== null;
    expect(await db().collection.count({ where: { dealId: id } })).toBe(confirmed ? 1 : 0);
    expect(await movesOf(id)).toHaveLength(1);
  });

  test("a new customer, a new contact, a new deal", async () => {
    const own = name();
    await twice(() => submit("李伟", "customers.new", {}, { name: t(own), kind: pick("company") }));
    const made = await db().customer.findMany({ where: { name: own } });
    expect(made).toHaveLength(1);
    const customerId = made[0]!.id;
    await twice(() => submit("李伟", "contacts.new", { customerId, customerName: own }, { name: t("李工") }));
    expect(await db().contact.count({ where: { customerId } })).toBe(1);
    await twice(() =>
      submit(
        "李伟",
        "deals.new",
        { currency: "CNY" },
        { customer: pick(customerId), name: t("首单"), reason: t("急") },
      ),
    );
    expect(await db().deal.count({ where: { customerId } })).toBe(1);
  });

  test("a fee that is sent", async () => {
    const own = name();
    const customerId = await makeCustomer(house, own, { owner: "李伟" });
    const contact = await makeContact(house, customerId, { name: "李工" });
    const deal = await makeDeal("首单", { stage: "p25", customerId });
    const values = {
      deal: pick(deal),
      what: t("茶礼"),
      amount: t("100"),
      recipients: pick(contact),
    };
    const checked = await submit("李伟", "fees.ask", { currency: "CNY" }, values);
    if (checked?.kind !== "form") throw new Error(textOf(checked));
    await twice(() => submit("李伟", "fees.send", JSON.parse(checked.form.params), {}));
    expect(await db().fee.count({ where: { customerId } })).toBe(1);
    const fee = await db().fee.findFirstOrThrow({ where: { customerId } });
    clear(
      ...(await Promise.all([
        press("赵敏", "approvals.approve", { subject: "fee", id: fee.id, version: 1 }),
        press("李伟", "approvals.withdraw", { subject: "fee", id: fee.id }),
        submit(
          "李伟",
          "pipeline.lost",
          { id: deal, name: "x", from: "p25", currency: "CNY" },
          { reason: pick("price") },
        ),
      ])),
    );
    const approval = await db().approval.findFirstOrThrow({ where: { subjectId: fee.id }, include: { steps: true } });
    const signed = approval.steps.filter(({ decidedAt }) => decidedAt !== null).length;
    expect(["waiting", "withdrawn", "invalid"]).toContain(approval.state);
    expect(approval.step).toBe(signed);
  });
});

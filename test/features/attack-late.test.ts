import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { attacksOn, clear, pick, shownOf, t, twice } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const { makeDeal, theDeal } = dealsOf(house);
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

describe("people, at once", () => {
  test("one person added twice", async () => {
    const values = { people: { ids: ["U-twice"] }, roles: pick("finance") };
    await twice(() => submit("林涛", "team.add", {}, values));
    expect(await db().identity.count({ where: { user: "U-twice" } })).toBe(1);
  });

  test("one who asks twice is let in once", async () => {
    await twice(() => type("U-stranger", "visit", "hello"));
    const [request, ...more] = await db().joinRequest.findMany({ where: { user: "U-stranger" } });
    expect(more).toEqual([]);
    const asked = await db().outgoingMessage.findMany({ where: { key: { startsWith: `join:${request!.id}:` } } });
    expect(asked).toHaveLength(1);
    const params = { id: request!.id, version: request!.version, name: "x" };
    const answers = await twice(() => submit("林涛", "team.letIn", params, { roles: pick("finance") }));
    expect(answers.filter((answer) => answer.includes("已经处理过了"))).toHaveLength(1);
    expect(await db().identity.count({ where: { user: "U-stranger" } })).toBe(1);
  });

  test("a team, and its name taken", async () => {
    const segment = pick((await db().segment.findFirstOrThrow()).id);
    const answers = await twice(() => submit("林涛", "team.team", {}, { name: t("西南组"), segment }));
    expect(answers.filter((answer) => answer.includes("已经有叫这个名字的团队"))).toHaveLength(1);
    const { id, version } = await db().team.findFirstOrThrow({ where: { name: "西南组" } });
    const typed = { segment, zone: pick("Asia/Shanghai"), language: pick("zh") };
    const renamed = await submit("林涛", "team.team", { seen: { id, version } }, { ...typed, name: t("华东一组") });
    expect(clear(renamed)[0]).toContain("已经有叫这个名字的团队");
    expect(await db().team.count({ where: { name: "西南组" } })).toBe(1);
  });

  test("two admins who close each other: one stays; the last keeps the role", async () => {
    const second = newId();
    const { organizationId, platform, workspace, people } = house.company;
    await db().member.create({
      data: {
        id: second,
        organizationId,
        name: "副管",
        roles: ["admin"],
        language: "zh",
        createdAt: house.clock.now(),
      },
    });
    await db().identity.create({ data: { platform, workspace, user: "U-second", organizationId, memberId: second } });
    const { version } = await db().member.findUniqueOrThrow({ where: { id: people.林涛!.id } });
    clear(
      ...(await Promise.all([
        press("林涛", "people.close", { id: second, version: 1 }),
        press("U-second", "people.close", { id: people.林涛!.id, version }),
      ])),
    );
    const open = await db().member.findMany({ where: { roles: { has: "admin" }, closedAt: null } });
    expect(open).toHaveLength(1);
    const last = open[0]!.id === second ? "U-second" : "林涛";
    const user = last === "林涛" ? people.林涛!.user : last;
    const answer = await submit(last, "team.add", {}, { people: { ids: [user] }, roles: pick("finance") });
    expect(clear(answer)[0]).toContain("已经在用");
    expect(await db().member.count({ where: { roles: { has: "admin" }, closedAt: null } })).toBe(1);
    await db().member.update({ where: { id: people.林涛!.id }, data: { closedAt: null } });
  });
});

describe("too late", () => {
  test("what the form was about has changed in forty minutes", async () => {
    const own = name();
    const customerId = await makeCustomer(house, own, { owner: "李伟" });
    await type("李伟", "visit", `${own} 谈了付款`);
    const { id, version } = await db().activity.findFirstOrThrow({ where: { customerId } });
    await press("李伟", "activities.undo", { id });
    const deal = await makeDeal("晚到", { stage: "opportunity", customerId });
    const values = { customer: pick(customerId), kind: pick("visit"), happenedOn: t("2026-11-23"), said: t("改") };
    expect(clear(await submit("李伟", "activities.edit", { id, version }, values))[0]).toContain("已经撤销");
    const about = { id: deal, name: "x", from: "p25", currency: "CNY" };
    expect(clear(await submit("李伟", "pipeline.lost", about, { reason: pick("price") }))[0]).toContain("stopped");
    expect((await theDeal(deal)).stage).toBe("opportunity");
    await db().customer.update({
      where: { id: customerId },
      data: { ownerId: house.company.people.孙丽!.id, teamId: house.company.otherTeamId },
    });
    expect(clear(await submit("李伟", "activities.log", {}, values))[0]).toContain("fix");
    const contact = { customerId, customerName: own };
    expect(clear(await submit("李伟", "contacts.new", contact, { name: t("李工") }))[0]).toContain("stopped");
    expect(await db().activity.count({ where: { customerId, undoneAt: null } })).toBe(0);
  });

  test("an option that is not there any more, or never was", async () => {
    const ask = { what: t("茶"), amount: t("1") };
    const log = { kind: pick("visit"), happenedOn: t("2026-11-23"), said: t("谈") };
    for (const gone of [newId(), "x", "'; DROP TABLE", "00000000-0000-0000-0000-00000000000g"]) {
      const answers = clear(
        await submit("李伟", "activities.log", {}, { ...log, customer: pick(gone) }),
        await submit("李伟", "activities.log", {}, { ...log, customer: pick(customer), met: pick(gone) }),
        await submit("李伟", "activities.log", {}, { ...log, customer: pick(customer), kind: pick(gone) }),
        await submit(
          "李伟",
          "deals.new",
          { currency: "CNY" },
          { customer: pick(gone), name: t("单"), reason: t("急") },
        ),
        await submit("李伟", "fees.ask", { currency: "CNY" }, { ...ask, deal: pick(gone), recipients: pick(gone) }),
        await submit("李伟", "pipeline.pick", {}, { deal: pick(gone), stage: pick("p50") }),
        await submit("林涛", "team.add", {}, { people: { ids: ["U-x"] }, roles: pick("rep"), teams: pick(gone) }),
      );
      for (const answer of answers) expect(answer).toMatch(/"kind":"fix"|stopped/);
    }
    expect(await db().activity.count({ where: { customerId: customer } })).toBe(0);
    expect(await db().identity.count({ where: { user: "U-x" } })).toBe(0);
  });

  test("buttons and forms that say nothing sensible", async () => {
    const broken = ["", "{", "null", "[]", '"x"', '{"id":7}', '{"id":"x","name":"x"}'];
    for (const feature of features) {
      for (const { action } of feature.actions ?? []) {
        for (const payload of broken) {
          clear(await shownOf(await house.kernel.press({ ...arrival("李伟"), action: action.name, payload })));
        }
      }
      for (const { form } of feature.forms ?? []) {
        for (const params of broken) {
          const arrived = { ...arrival("李伟"), formId: form.id, params };
          clear(await shownOf(await house.kernel.submit({ ...arrived, values: {} })));
          await house.kernel.search({ ...arrived, field: "customer", typed: "" });
        }
      }
    }
    const strange = { currency: "ZZZ", id: newId(), name: "x", from: "p25" };
    expect(await submit("李伟", "pipeline.papers", strange, {})).toBeDefined();
    const again = { formId: "pipeline.papers", params: JSON.stringify(strange) };
    expect(await press("李伟", "rapport.reopen", again)).toBeDefined();
  });

  test("a member who was removed while a form was open", async () => {
    const id = newId();
    const { organizationId, platform, workspace, teamId } = house.company;
    const data = { id, organizationId, name: "将走", roles: ["rep" as const], createdAt: house.clock.now() };
    await db().member.create({ data });
    await db().identity.create({ data: { platform, workspace, user: "U-going", organizationId, memberId: id } });
    await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
    expect(clear(await type("U-going", "visit", ""))[0]).toContain("activities.log");
    await db().member.update({ where: { id }, data: { closedAt: house.clock.now() } });
    const made = await submit("U-going", "customers.new", {}, { name: t("不会有"), kind: pick("company") });
    expect(clear(made)[0]).toContain("停用");
    expect(await db().customer.count({ where: { name: "不会有" } })).toBe(0);
  });
});

describe("who has little", () => {
  test("a member without a team reads clear words everywhere", async () => {
    const id = newId();
    const { organizationId, platform, workspace } = house.company;
    const roles = ["rep", "clerk", "manager"] as const;
    const data = { id, organizationId, name: "独行", roles: [...roles], createdAt: house.clock.now() };
    await db().member.create({ data });
    await db().identity.create({ data: { platform, workspace, user: "U-alone", organizationId, memberId: id } });
    for (const { name: command } of features.flatMap((feature) => feature.commands ?? []))
      for (const typed of ["", "宏达 谈了价格"]) clear(await type("U-alone", command, typed));
    const made = await submit("U-alone", "customers.new", {}, { name: t("无主"), kind: pick("company") });
    expect(clear(made)[0]).toContain("stopped");
    expect(await db().customer.count({ where: { name: "无主" } })).toBe(0);
    expect(await house.person("U-alone").home()).not.toHaveLength(0);
  });

  test("an organization without finance: the owner is told who has to be found", async () => {
    await db().member.updateMany({ where: { roles: { has: "finance" } }, data: { closedAt: house.clock.now() } });
    const holds = { holds: true, evidence: "王总拍板" };
    const names = ["rightPerson", "fittingProposal", "soundBudget", "rightTime", "nextStep"];
    const criteria = Object.fromEntries(names.map((key) => [key, holds]));
    const day = new Date("2026-11-30T00:00:00Z");
    const id = await makeDeal(name(), {
      stage: "p50",
      customerId: customer,
      criteria,
      expectedOn: day,
      firstMeetingOn: new Date("2026-11-10T00:00:00Z"),
    });
    const about = { id, name: "x", from: "p50", currency: "CNY" };
    const answer = await submit("李伟", "pipeline.papers", about, {
      contractSignedOn: t("2026-11-20"),
      amount: t("10"),
    });
    expect(clear(answer)[0]).toMatch(/财务/);
    expect((await theDeal(id)).stage).toBe("p90");
  });
});

import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { ACTIONS, CUSTOMERS } from "../support/attack-cases.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { noIds } from "../support/secrets.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const stand = { kept: "", gone: "", contact: "" };
const nowhere = noIds();

beforeAll(async () => {
  stand.kept = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟" });
  stand.gone = await makeCustomer(house, "宏达分厂", { owner: "李伟" });
  stand.contact = await makeContact(house, stand.gone, { name: "王建国" });
  const wang = house.person("王芳");
  await wang.presses({ action: "merging.compare", payload: { keep: stand.kept, gone: stand.gone } });
  await wang.presses("合并");
  expect(wang.card.title).toContain("已合并");
});

/** Of two customers, that they are two is what counts; what is written down at once is looked at below. */
const BESIDES = /^(duplicates|merging)\.|^(cases|visits)\.customer$|^pinning\.release$/;
/** All that opens or shows something about one customer. */
const about = Object.entries(ACTIONS)
  .filter(([action]) => !BESIDES.test(action))
  .flatMap(([action, { payloads }]) =>
    [...new Set(payloads({ ...nowhere, customer: "(customer)" }).map((payload) => JSON.stringify(payload)))]
      .filter((payload) => payload.includes("(customer)"))
      .filter((payload) => !Object.values(nowhere).some((id) => payload.includes(id)))
      .map((payload) => [action, payload] as const),
  );

test.each(about)("%s %s of one that was merged away is of the one that stayed", async (action, payload) => {
  const who = house.person(action.startsWith("pinning.") ? "王芳" : "李伟");
  const brings = async (id: string) => {
    const before = await db().auditEntry.count();
    await who.presses({ action, payload: JSON.parse(payload.replace("(customer)", id)) });
    expect(await db().auditEntry.count()).toBe(before);
    return JSON.stringify(who.shown, (_, value) => (typeof value === "bigint" ? String(value) : value));
  };
  const standing = await brings(stand.kept);
  expect(standing).toContain("宏达");
  expect(await brings(stand.gone)).toBe(standing);
});

test("who notes a visit or a complaint with a button of it notes it of the one that stayed", async () => {
  const li = house.person("李伟");
  const line = { kind: "visit", line: "谈了价格", customerId: stand.gone };
  await li.presses({ action: "visits.customer", payload: line });
  await li.presses({ action: "cases.customer", payload: { kind: "complaint", said: "异响", customerId: stand.gone } });
  expect(await db().activity.findMany({ select: { customerId: true } })).toEqual([{ customerId: stand.kept }]);
  expect(await db().serviceCase.findMany({ select: { customerId: true } })).toEqual([{ customerId: stand.kept }]);
});

test("a contact added and a colleague let in by a form of it are of the one that stayed", async () => {
  const li = house.person("李伟");
  await li.presses({ action: "contacts.begin", payload: { customerId: stand.gone } });
  await li.fills({ name: "李工" }).submits();
  expect(li.card.title).toContain("李工");
  await li.presses({ action: "sharing.begin", payload: { id: stand.gone } });
  const emma = await db().member.findFirstOrThrow({ where: { name: "Emma" } });
  await li.fills({ colleagues: { choose: [emma.id] } }).submits();
  expect(await db().contact.findMany({ where: { name: "李工" } })).toMatchObject([{ customerId: stand.kept }]);
  expect(await db().customerShare.findMany({ select: { customerId: true } })).toEqual([{ customerId: stand.kept }]);
});

test("a visit of one that was merged away while its form stood open is of the one that stayed", async () => {
  const li = house.person("李伟");
  await li.types("/visit");
  await li.fills({ customer: { choose: [stand.gone] }, said: "谈了续约" }).submits();
  expect(await db().activity.findMany({ where: { said: "谈了续约" }, select: { customerId: true } })).toEqual([
    { customerId: stand.kept },
  ]);
});

test("there is much to press", () => {
  expect(about.length).toBeGreaterThan(15);
  expect(CUSTOMERS).toContain("周明");
});

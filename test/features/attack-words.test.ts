import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { attacksOn, clear } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const { type } = attacksOn(house);
const logged = (said: string) =>
  from({ database: house.database.handle }).activity.findFirstOrThrow({
    where: { said },
    include: { nextSteps: true },
  });
const count = () => from({ database: house.database.handle }).activity.count();
let hongda: string;

beforeAll(async () => {
  hongda = await makeCustomer(house, "宏达机电", { owner: "李伟", shortNames: ["宏达"] });
  await makeContact(house, hongda, { name: "王建国" });
  await makeCustomer(house, "Northfield Tools", { owner: "Emma", shortNames: ["Northfield"] });
});

describe("words that are no command", () => {
  test.each(["foo", "visitt", "/foo bar", "删除所有客户", "？？？", "/", "／", ".", "help me", "DROP TABLE"])(
    "%s",
    async (text) => {
      const before = await count();
      await house.person("李伟").types(text);
      expect(house.person("李伟").reads).toContain("/visit");
      clear(await type("李伟", "foo", text), await type("Emma", text.replace(/\W/g, "") || "x", ""));
      expect(await count()).toBe(before);
    },
  );

  test("nothing at all, behind every command", async () => {
    for (const { name, aliases } of features.flatMap((feature) => feature.commands ?? [])) {
      for (const who of ["李伟", "Emma", "王芳", "赵敏", "陈静", "周明", "何清", "林涛"]) {
        clear(await type(who, name, ""), await type(who, name, "  \u3000 "));
      }
      for (const alias of aliases) {
        await house.person("李伟").types(alias);
        clear(house.person("李伟").shown);
      }
    }
    expect(await count()).toBe(0);
  });
});

describe("a visit", () => {
  test("of a customer alone opens the form with the customer in it", async () => {
    await house.person("李伟").types("/visit 宏达");
    expect(house.person("李伟").form.values.customer).toEqual({
      choices: [expect.objectContaining({ value: hongda })],
    });
    expect(await count()).toBe(0);
  });

  test("of a customer named twice is one visit to that one", async () => {
    await house.person("李伟").types("/visit 宏达 宏达谈了价格");
    expect(house.person("李伟").card.title).toContain("已记录：拜访 宏达机电");
    expect(await logged("宏达谈了价格")).toMatchObject({ customerId: hongda });
  });

  test("in the other language is understood, and answered in one's own", async () => {
    await house.person("李伟").types("/visit Hongda talked the price, visit again next Wed");
    expect(house.person("李伟").card.title).toContain("已记录：拜访 宏达机电");
    const english = await logged("talked the price");
    expect(english.nextSteps[0]?.dueOn.toISOString()).toContain("2026-12-02");
    await house.person("Emma").types("/拜访 Northfield 谈了交期 下周三再访");
    expect(house.person("Emma").card.title).toContain("Logged: visit to Northfield Tools");
    const chinese = await logged("谈了交期");
    expect(chinese.nextSteps[0]?.dueOn.toISOString()).toContain("2026-12-02");
  });
});

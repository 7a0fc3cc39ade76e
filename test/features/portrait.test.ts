import { expect, test } from "vitest";
import { type PlainDate, zone } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { deals } from "../../src/features/deals/index.ts";
import { portraitCard } from "../../src/features/handover/cards.ts";
import { portraitOf } from "../../src/features/handover/public.ts";
import { readCustomers as handoverCustomers } from "../../src/features/handover/store.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { customerCard } from "../../src/features/portrait/cards.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [pipeline, deals], at: "2026-11-25T15:00:00+08:00" });

test("a flag stands on every card of the customer: its deals, and what its new owner is given", async () => {
  const hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟" });
  const flags = ["important", "warning"] as const;
  await from({ database: house.database.handle }).customer.update({
    where: { id: hongda },
    data: { flags: [...flags] },
  });
  const { makeDeal } = dealsOf(house);
  await makeDeal("宏达改造", { customerId: hongda, stage: "p25" });
  const li = house.person("李伟");
  await li.types("/deal 宏达改造");
  expect(li.card.tags).toEqual(["警示", "重要"]);
  const scope = systemScope(house.database.handle, house.company.organizationId, house.clock);
  const [known] = await handoverCustomers(scope, [hongda]);
  const view = {
    language: "zh",
    zone: zone("Asia/Shanghai"),
    today: "2026-11-25" as PlainDate,
    now: house.clock.now(),
  } as const;
  const portrait = await portraitOf(scope, known!, {
    note: null,
    today: view.today,
    reader: house.company.people.李伟!.id,
  });
  expect(portraitCard(portrait, "李伟", view).tags).toEqual(["警示", "重要"]);
});

test("fees under way stand with the deals, and push no birthday off the card", () => {
  const today = "2026-11-25" as PlainDate;
  const birthday = { person: { name: "王建国" }, on: "2026-12-01" as PlainDate, lunar: true, wholeMonth: false };
  const customer = { id: newId(), name: "长城锅炉", flags: [], lifecycleClass: "potential", quadrant: "low" };
  const portrait = {
    ...{ customer, where: [], contacts: [], deals: [], activities: [], steps: [], maps: [], mayChange: true },
    ...{
      facts: { warningReason: null, restReason: null, pinnedUntil: null },
      satisfaction: null,
      birthdays: [birthday],
      fees: ["特殊费用 ¥800"],
    },
  } as never;
  const { facts = [] } = customerCard(portrait, { language: "zh", today });
  expect(facts).toHaveLength(6);
  expect(facts.map(({ value }) => value).join()).toMatch(/特殊费用 ¥800.*王建国/s);
});

test("what is overdue says so, and warnings of many deals leave room for what else is to be known", () => {
  const today = "2026-11-25" as PlainDate;
  const customer = { id: newId(), name: "长城锅炉", flags: [], lifecycleClass: "potential" };
  const map = (n: number) => ({
    ...{ deal: { name: `换线${n}期` }, warnings: ["noBacking", "notMet"], people: [], cycleDays: 28 },
  });
  const portrait = {
    ...{ customer, where: [], contacts: [], deals: [], activities: [], mayChange: true, birthdays: [], fees: [] },
    ...{ satisfaction: null, facts: { warningReason: null, restReason: null, pinnedUntil: null } },
    steps: [{ what: "送样品", dueOn: "2026-11-24" }],
    maps: [1, 2, 3, 4, 5].map(map),
  } as never;
  const { facts = [], text } = customerCard(portrait, { language: "zh", today });
  expect(facts.map(({ value }) => value)).toContain("送样品 · 原定周二 11月24日，已经过期");
  const said = "批准和决策的人里还没有支持者。先争取到一位，再指望这单。最近 28 天，图上的人一位也没见过。";
  expect(text).toEqual([...[1, 2, 3].map((n) => `换线${n}期：${said}`), "另有 2 个商机也有提醒，打开商机的决策链看。"]);
});

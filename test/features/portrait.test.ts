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

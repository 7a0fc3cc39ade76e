import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { attacksOn, clear } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-20T09:00:00+08:00" });
const { type } = attacksOn(house);
const db = () => from({ database: house.database.handle });

test("who has handed a customer over to another segment sees no more of it, whatever they had promised", async () => {
  const { otherTeamId, otherSegmentId, people } = house.company;
  const id = await makeCustomer(house, "银杏秘药集团", { owner: "李伟" });
  await makeContact(house, id, { name: "欧阳秘药" });
  clear(await type("李伟", "visit", "银杏秘药 谈了价格 下周一再访"));
  house.clock.freezeAt(new Date("2026-11-23T08:31:00+08:00"));
  const ticks = features.flatMap((feature) => feature.ticks ?? []);
  for (const tick of ticks) await tick.run(house.jobContext());
  expect(clear(await type("李伟", "care", ""))[0]).toContain("秘药");
  await db().customer.update({
    where: { id },
    data: { ownerId: people.孙丽!.id, teamId: otherTeamId, segmentId: otherSegmentId },
  });
  for (const day of ["2026-11-23T09:00:00+08:00", "2026-11-24T08:31:00+08:00", "2026-11-27T17:01:00+08:00"]) {
    house.clock.freezeAt(new Date(day));
    await db().outgoingMessage.deleteMany();
    for (const tick of ticks) await tick.run(house.jobContext());
    const sent = await db().outgoingMessage.findMany({ where: { memberId: people.李伟!.id } });
    expect(JSON.stringify(sent.map(({ card }) => card))).not.toContain("秘药");
    for (const name of ["care", "board", "customer", "deal", "visit"]) {
      expect(clear(await type("李伟", name, ""))[0]).not.toContain("秘药");
    }
    expect(JSON.stringify(await house.person("李伟").home())).not.toContain("秘药");
  }
});

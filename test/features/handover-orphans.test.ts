import { expect, test } from "vitest";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, promised } = company;

test("handed out and taken back, an orphan is still whose it was: on the next card, and if they return", async () => {
  const gone = await rep("老周");
  const id = await customer("南光仪器", gone);
  const step = await promised(id, gone);
  await close(gone);
  const wang = house.person("王芳");
  const giveTo = async (name: string) => {
    await wang.types("/handover 南光");
    await wang.fills({ to: { choose: `${idOf(name)}:${house.company.teamId}` } }).submits();
    expect(wang.card.tone).toBe("done");
  };
  await giveTo("Emma");
  await wang.presses("撤销");
  expect(wang.card.title).toBe("已从 Emma 撤回：1 家");
  await giveTo("李伟");
  const { handoverId } = await db().handoverItem.findFirstOrThrow({
    where: { customerId: id, handover: { toId: idOf("李伟") } },
  });
  expect(await db().handoverItem.findFirst({ where: { handoverId } })).toMatchObject({ wasId: gone, steps: [step] });
  await house.delivers();
  expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("之前: 老周，到周一 11月23日");
  await wang.presses("撤销");
  expect(await customerOf(id)).toMatchObject({ ownerId: null });
  const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
  await house.person("林涛").presses({ action: "people.open", payload: { id: gone, version } });
  expect(await customerOf(id)).toMatchObject({ ownerId: gone });
  expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: gone });
});

import { expect, test } from "vitest";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const { house, db, idOf, customer, customerOf, unchanged } = withHandovers("2026-11-23T09:00:00+08:00");
const li = () => house.person("李伟");
const at = (time: string) => house.clock.freezeAt(new Date(`2026-11-23T${time}:00+08:00`));

test("the hours for which a handover and a step of a case can be taken back are the company's figure", async () => {
  await db().organization.updateMany({ data: { settings: { undoHours: 2 } } });
  const [id, other] = [await customer("宏达机电", idOf("李伟")), await customer("海天精工", idOf("李伟"))];
  await li().types("/complaint 海天精工 轴承异响");
  await li().presses("已解决");
  await li().fills({ note: "换了" }).submits();
  const solved = li().card;
  await li().types("/handover 宏达机电");
  await li()
    .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
    .submits();
  const handed = li().card;
  expect(cardText(handed)).toContain("11月23日 11:00 前可以撤销。");
  at("11:01");
  await unchanged(() => li().presses("撤销", { on: handed }));
  expect(li().reads).toContain("没有撤销\n已经过了可以撤销的时间。");
  await unchanged(() => li().presses("撤销", { on: solved }));
  expect(JSON.stringify(li().shown)).toContain("已经过了可以撤销的时间。");
  await db().organization.updateMany({ data: { settings: { undoHours: 3 } } });
  await li().presses("撤销", { on: handed });
  expect(await customerOf(id)).toMatchObject({ ownerId: idOf("李伟") });
  await li().presses("撤销", { on: solved });
  expect(li().card.title).toBe("投诉待解决：海天精工");
  expect(await db().serviceCase.count({ where: { customerId: other, undoneAt: null } })).toBe(1);
});

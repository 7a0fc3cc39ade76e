import { expect, test } from "vitest";
import { sharing } from "../../src/features/sharing/index.ts";
import { withHandovers } from "../support/handover-house.ts";

const { house, db, idOf, rep, close, customer } = withHandovers("2026-11-23T09:00:00+08:00", [sharing]);

test("who has left has no share in a customer any more, and none when the account is open again", async () => {
  const [gone, stays] = [await rep("老合"), await rep("小合")];
  const ids = [await customer("合看一", idOf("李伟")), await customer("合看二", idOf("李伟"))];
  const li = house.person("李伟");
  for (const id of ids) {
    await li.presses({ action: "sharing.begin", payload: { id } });
    await li.fills({ colleagues: { choose: [gone, stays] } }).submits();
  }
  const shares = (memberId: string) => db().customerShare.count({ where: { memberId } });
  expect([await shares(gone), await shares(stays)]).toEqual([2, 2]);
  await close(gone);
  expect([await shares(gone), await shares(stays)]).toEqual([0, 2]);
  const where = { what: "customer.unshared", subject: { in: ids.map((id) => `customer:${id}`) } };
  const entries = await db().auditEntry.findMany({ where });
  expect(entries.map(({ before }) => before)).toEqual([
    { memberId: gone, name: "老合" },
    { memberId: gone, name: "老合" },
  ]);
  await li.presses({ action: "sharing.begin", payload: { id: ids[0]! } });
  expect(li.form.values.colleagues).toMatchObject({ choices: [{ value: stays }] });
  const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
  await house.person("林涛").presses({ action: "people.open", payload: { id: gone, version } });
  expect((await db().member.findUniqueOrThrow({ where: { id: gone } })).closedAt).toBeNull();
  expect(await shares(gone)).toBe(0);
  await house.person("老合").types("/customer 合看一");
  const read = house.person("老合").reads;
  await house.person("老合").types("/customer 没有这家");
  expect(read.replaceAll("合看一", "…")).toBe(house.person("老合").reads.replaceAll("没有这家", "…"));
});

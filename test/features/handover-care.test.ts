import { expect, test } from "vitest";
import { care } from "../../src/features/care/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { dailyTick } from "../../src/features/reminders/jobs.ts";
import { careData } from "../support/care-house.ts";
import { cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [care, handover], at: "2026-11-23T08:00:00+08:00" });
const { customer, promise } = careData(house);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-11-23T${time}:00+08:00`));
const list = (who: string) => cardText(house.person(who).inbox[0]!);

test("a customer that is handed over is off the list of the day that stands there, and on the new owner's, until it is taken back", async () => {
  for (const [name, who] of [
    ["宏达机电", "李伟"],
    ["海天精工", "李伟"],
    ["长城锅炉", "Emma"],
  ] as const)
    await promise(await customer(name, {}, who), { what: "回电话", on: "2026-11-23", who });
  at("08:30");
  await dailyTick.run(house.jobContext());
  await house.delivers();
  const before = { li: list("李伟"), emma: list("Emma") };
  expect(before.li).toContain("宏达");
  const old = house.person("李伟").inbox[0]!;
  const wang = house.person("王芳");
  await wang.types("/handover 宏达机电");
  await wang.fills({ to: { choose: `${house.company.people.Emma!.id}:${house.company.teamId}` } }).submits();
  await house.delivers();
  expect(list("李伟")).not.toContain("宏达");
  expect(list("李伟")).toContain("海天");
  expect(list("Emma")).toContain("宏达");
  const line = old.lines!.find(({ text, buttons }) => buttons && JSON.stringify(text).includes("宏达"));
  await house.person("李伟").presses(line!.buttons![0]!.press);
  expect(house.person("李伟").reads).toContain("这一条已经不在你的清单里");
  await wang.presses("撤销");
  await house.delivers();
  expect({ li: list("李伟"), emma: list("Emma") }).toEqual(before);
});

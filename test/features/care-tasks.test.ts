import { expect, test } from "vitest";
import { care } from "../../src/features/care/index.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { tasks } from "../../src/features/tasks/index.ts";
import { careData, day } from "../support/care-house.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [tasks, care], at: "2026-11-23T09:00:00+08:00" });
const { customer } = careData(house);

test("tasks take lines of the morning's twelve, the rest of the day is a press away", async () => {
  const longAgo = { lastContactOn: day("2026-06-01"), lastVisitOn: day("2026-06-01") };
  for (let index = 10; index < 40; index += 1) await customer(`${index}号客户`, { quadrant: "high", ...longAgo });
  for (const what of ["给王总回电话", "送样品", "收合同"])
    await house.person("周明").types(`/task @李伟 周五前${what}`);
  house.clock.freezeAt(new Date("2026-11-27T08:30:00+08:00"));
  for (const tick of reminderTicks) await tick.run(house.jobContext());
  await house.delivers();
  const li = house.person("李伟");
  const morning = li.inbox.at(-1)!;
  expect([morning.title, morning.lines?.length]).toEqual(["早上好，今天 27 件事", 12]);
  await li.presses("展开其余 15 件", { on: morning });
  expect([li.card.title, li.card.lines?.length]).toEqual(["今天的第 10–21 件，共 24 件", 12]);
});

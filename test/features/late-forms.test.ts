import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { cases } from "../../src/features/cases/index.ts";
import { tasks } from "../../src/features/tasks/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { fingerprint } from "../support/secrets.ts";

const house = withConversation({ features: [tasks, cases], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const li = () => house.person("李伟");
const last = (who: string) => house.person(who).inbox.at(-1)!;
const unchanged = async (work: () => Promise<unknown>): Promise<void> => {
  const before = await fingerprint(house.database.handle);
  await work();
  expect(await fingerprint(house.database.handle)).toEqual(before);
};
/** The form that stays, or comes again: its message, and the words typed. */
const stays = (field: string) => {
  const { errors, values } = li().form;
  return { says: errors[""], typed: values[field] };
};

beforeAll(async () => {
  await makeCustomer(house, "宏达机电", { owner: "李伟" });
});

describe("an answer to a task", () => {
  beforeEach(async () => {
    await house.database.pool.query(`DELETE FROM "Task"`);
    await house.person("周明").types("/task @李伟 周五前给王总回电话");
    await house.delivers();
  });
  const theTask = () => db().task.findFirstOrThrow();

  test("that is out of date when the button is pressed opens no form: the card shows how it stands", async () => {
    const card = last("李伟");
    await li().presses("改日子…", { on: card });
    await li().fills({ on: "2026-12-01" }).submits();
    await unchanged(() => li().presses("办好了", { on: card }));
    expect(li().shown).toMatchObject({ kind: "replace", card: { title: "周明交给你一件事 · 周二 12月1日前" } });
    const { id } = await theTask();
    await house.person("周明").presses({ action: "tasks.back", payload: { id, v: 2 } });
    for (const action of ["tasks.done", "tasks.later", "tasks.cannot"]) {
      await unchanged(() => li().presses({ action, payload: { id, v: 2 } }));
      expect(li().shown).toMatchObject({ kind: "replace", card: { title: "周明收回了这件事，不用办了" } });
    }
  });

  test.each([
    ["办好了", { answer: "王总同意了，下周签" }, "answer"],
    ["改日子…", { on: "2026-12-01", why: "王总出差" }, "why"],
    ["办不了…", { why: "不是我的客户" }, "why"],
  ] as const)(
    "%s: taken back while it was written, the words stay and the form says how it stands",
    async (label, typed, field) => {
      await li().presses(label, { on: last("李伟") });
      const { id } = await theTask();
      await house.person("周明").presses({ action: "tasks.back", payload: { id, v: 1 } });
      await unchanged(() => li().fills(typed).submits());
      expect(stays(field).says).toBe(
        "没有保存。现在是：周明收回了这件事，不用办了。你写的还在，需要的话先复制，再关掉表单。",
      );
      expect(stays(field).typed).toEqual({ text: Object(typed)[field] });
    },
  );

  test("changed while it was written: the form comes again with the words, and is saved as it stands now", async () => {
    await li().presses("办好了", { on: last("李伟") });
    const { id } = await theTask();
    await db().task.update({ where: { id }, data: { dueOn: new Date("2026-12-01"), version: 2 } });
    await unchanged(() => li().fills({ answer: "王总同意了" }).submits());
    expect(stays("answer")).toEqual({
      says: "还没有保存，这件事刚改过。现在是：周明交给你一件事 · 周二 12月1日前。看一下，再保存一次。",
      typed: { text: "王总同意了" },
    });
    await li().submits();
    expect(await theTask()).toMatchObject({ state: "done", answer: "王总同意了" });
  });

  test("somebody else's by now: the words stay, and nothing of the task is told", async () => {
    await li().presses("办好了", { on: last("李伟") });
    await db().task.updateMany({ data: { assigneeId: idOf("Emma"), version: 2 } });
    await unchanged(() => li().fills({ answer: "王总同意了" }).submits());
    expect(stays("answer").typed).toEqual({ text: "王总同意了" });
    expect(stays("answer").says).toBe("没有保存：这件事不在你手上了。你写的还在，需要的话先复制，再关掉表单。");
  });
});

describe("a step of a case", () => {
  const begin = async (said: string) => {
    await li().types(`/complaint 宏达机电 ${said}`);
    await li().presses("已解决");
    return db().serviceCase.findFirstOrThrow({ where: { said } });
  };
  const byWang = async (id: string, version: number, duty: string) => {
    const wang = house.person("王芳");
    await wang.presses({ action: "cases.meet", payload: { id, version, duty } });
    await wang.fills({ note: "王芳办的" }).submits();
  };

  test("done by somebody else while it was written: the words stay and the form says how it stands", async () => {
    const { id, version } = await begin("轴承异响");
    await byWang(id, version, "solve");
    await unchanged(() => li().fills({ note: "换了一套轴承" }).submits());
    expect(stays("note")).toEqual({
      says: "没有保存。现在是：投诉待回访：宏达机电。你写的还在，需要的话先复制，再关掉表单。",
      typed: { text: "换了一套轴承" },
    });
  });

  test("something else of it done while it was written: the form comes again with the words, and is saved", async () => {
    const { id, version } = await begin("少发一箱");
    await byWang(id, version, "call_back");
    await unchanged(() => li().fills({ note: "补发了" }).submits());
    expect(stays("note")).toEqual({
      says: "还没有保存，这期间有人办过这一单。现在是：投诉待解决：宏达机电。看一下，再保存一次。",
      typed: { text: "补发了" },
    });
    await li().submits();
    expect(li().card.title).toBe("投诉待结案：宏达机电");
    expect(li().reads).toContain("李伟：补发了");
  });

  test("out of sight by now: the words stay, and nothing of the case is told", async () => {
    const { customerId } = await begin("发错货");
    await db().customer.update({ where: { id: customerId }, data: { ownerId: idOf("Emma") } });
    await unchanged(() => li().fills({ note: "换货了" }).submits());
    expect(stays("note").typed).toEqual({ text: "换货了" });
    expect(stays("note").says).toBe(
      "没有保存：你能看到的服务单里没有这一条了。你写的还在，需要的话先复制，再关掉表单。",
    );
  });
});

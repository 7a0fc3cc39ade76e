import { describe, expect, test } from "vitest";
import type { ActionCall } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { worth } from "../../src/features/worth/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { fingerprint } from "../support/secrets.ts";

const BEGINS = "2026-11-23T09:00:00+08:00";
const house = withConversation({ features, at: BEGINS });
const db = () => from({ database: house.database.handle });
const at = (time: string) => house.clock.freezeAt(new Date(time));
const idOf = (name: string) => house.company.people[name]!.id;

/** Something that was done, and how who did it takes it back. */
interface Done {
  readonly undo: ActionCall;
  /** Something newer that stands on it. */
  newer?(): Promise<unknown>;
}
interface Undo {
  readonly who: string;
  /** Somebody of the company who has no say in it. */
  readonly stranger: string;
  done(name: string): Promise<Done>;
  /** Why it can be taken back on any later day. */
  readonly always?: string;
  /** Why nothing newer can stand on it. */
  readonly alone?: string;
}

const undoOn = (name: string): ActionCall => {
  const { card } = house.person(name);
  return buttonsOf(card).find(({ label }) => label.startsWith("撤销"))!.press;
};
const lastEntry = async (where: object) =>
  (await db().auditEntry.findFirstOrThrow({ where, orderBy: { id: "desc" } })).id;
const setsGoal = async (amount: string) => {
  await house.person("王芳").types(`/goal ${amount}`);
  await house.person("王芳").submits();
};
const setsCycle = async (days: string) => {
  await house.person("林涛").presses({ action: "figures.change", payload: { group: "pipeline" } });
  await house.person("林涛").fills({ salesCycleDays: days }).submits();
};
const pins = async (id: string, grade: string) => {
  await house.person("王芳").presses({ action: "pinning.begin", payload: { id } });
  const values = { grade: { choose: grade }, until: "2027-01-31", reason: "大单在谈" };
  await house.person("王芳").fills(values).submits();
};
/** What is under way goes on to its end, and its card is brought. */
const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying", "undoing"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
let amount = 10;

/** Every action of the product that takes something back. */
const UNDOS: Readonly<Record<string, Undo>> = {
  "activities.undo": {
    ...{ who: "李伟", stranger: "Emma" },
    alone: "a correction is of the same line, by the same person: it goes with it",
    async done(name) {
      await makeCustomer(house, name, { owner: "李伟" });
      await house.person("李伟").types(`/visit ${name} 谈了续约`);
      return { undo: undoOn("李伟") };
    },
  },
  "answers.undo": {
    ...{ who: "李伟", stranger: "Emma" },
    alone: "a correction is of the same answer, by the same person: it goes with it",
    async done(name) {
      await makeCustomer(house, name, { owner: "李伟" });
      await house.person("李伟").types(`/satisfaction ${name}`);
      await house
        .person("李伟")
        .fills({ recommend: { choose: "9" } })
        .submits();
      return { undo: undoOn("李伟") };
    },
  },
  "importing.undo": {
    ...{ who: "李伟", stranger: "Emma" },
    alone: "it goes back row by row: what was changed since stays and is counted, the others go",
    async done(name) {
      // Nothing new is taken in while something goes back.
      await goesOn();
      const li = house.person("李伟");
      const bytes = Buffer.from(`客户名称,城市,电话\n${name},上海,13812345678\n`);
      await li.drops([{ name: "客户.csv", size: bytes.length, read: async () => bytes }]);
      await li.presses("确认各列");
      await li.submits();
      await goesOn();
      await li.presses(buttonsOf(li.inbox.at(-1)!).find(({ label }) => label === "导入")!.press);
      await goesOn();
      return { undo: buttonsOf(li.inbox.at(-1)!).find(({ label }) => label === "撤销")!.press };
    },
  },
  "cases.undo": {
    ...{ who: "李伟", stranger: "孙丽" },
    async done(name) {
      await makeCustomer(house, name, { owner: "李伟" });
      await house.person("李伟").types(`/complaint ${name} 轴承异响`);
      const undo = undoOn("李伟");
      const solve = buttonsOf(house.person("李伟").card).find(({ label }) => label === "已解决")!.press;
      return {
        undo,
        async newer() {
          await house.person("王芳").presses(solve);
          await house.person("王芳").fills({ note: "换了" }).submits();
        },
      };
    },
  },
  "goals.undo": {
    ...{ who: "王芳", stranger: "李伟" },
    always: "it stands in the history of the goals, and is in force until changed again",
    async done() {
      amount += 1;
      await setsGoal(`${amount}万`);
      const { teamId } = house.company;
      const id = await lastEntry({ subject: `goals:${teamId}` });
      return { undo: { action: "goals.undo", payload: { teamId, id } }, newer: () => setsGoal(`${amount + 100}万`) };
    },
  },
  "figures.undo": {
    ...{ who: "林涛", stranger: "王芳" },
    always: "it stands in the history of the figures, and is in force until changed again",
    async done() {
      amount += 1;
      await setsCycle(String(amount));
      return {
        undo: { action: "figures.undo", payload: { id: await lastEntry({ memberId: idOf("林涛") }) } },
        newer: () => setsCycle(String(amount + 100)),
      };
    },
  },
  "pinning.undo": {
    ...{ who: "王芳", stranger: "李伟" },
    always: "a pin has an end of its own, and is taken off or back until then",
    async done(name) {
      const id = await makeCustomer(house, name, { owner: "李伟" });
      for (const tick of worth.ticks ?? []) await tick.run(house.jobContext());
      await pins(id, "B");
      return { undo: undoOn("王芳"), newer: () => pins(id, "A") };
    },
  },
  "handover.undo": {
    ...{ who: "李伟", stranger: "Emma" },
    async done(name) {
      const id = await makeCustomer(house, name, { owner: "李伟" });
      const li = house.person("李伟");
      await li.presses({ action: "handover.begin", payload: { customerId: id } });
      await li.fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } }).submits();
      return {
        undo: undoOn("李伟"),
        newer: () => {
          at("2026-11-23T10:00:00+08:00");
          return house.person("Emma").types(`/visit ${name} met everyone`);
        },
      };
    },
  },
  "merging.undo": {
    ...{ who: "王芳", stranger: "孙丽" },
    async done(name) {
      const [keep, gone] = [
        await makeCustomer(house, `${name}公司`, { owner: "李伟" }),
        await makeCustomer(house, `${name}机电`, { owner: "李伟", city: "杭州" }),
      ];
      await house.person("王芳").presses({ action: "merging.compare", payload: { keep, gone } });
      await house.person("王芳").presses("合并");
      const newer = () => db().customer.update({ where: { id: keep }, data: { city: "宁波" } });
      return { undo: undoOn("王芳"), newer };
    },
  },
  "joining.undo": {
    ...{ who: "李伟", stranger: "孙丽" },
    async done(name) {
      const customer = await makeCustomer(house, name, { owner: "李伟" });
      const [keep, gone] = [
        await makeContact(house, customer, { name: `王${name}` }),
        await makeContact(house, customer, { name: `汪${name}` }),
      ];
      await db().contact.update({ where: { id: gone }, data: { mail: "w@x.example" } });
      await house.person("李伟").presses({ action: "joining.compare", payload: { keep, gone } });
      await house.person("李伟").presses("合并");
      const newer = () => db().contact.update({ where: { id: keep }, data: { mail: "new@x.example" } });
      return { undo: undoOn("李伟"), newer };
    },
  },
  "roster.undo": {
    ...{ who: "林涛", stranger: "李伟" },
    alone: "it goes back by person: who is in use by then stays and is named, the others go",
    async done(name) {
      const lin = house.person("林涛");
      await lin.presses({ action: "roster.begin", payload: {} });
      await lin.fills({ list: `${name}, ${name.length}${newId().slice(-6)}@example.com, 华东一组, rep` }).submits();
      await lin.presses("加入 1 人");
      return { undo: undoOn("林涛") };
    },
  },
  "reopening.undo": {
    ...{ who: "林涛", stranger: "王芳" },
    async done(name) {
      const { organizationId, segmentId, teamId } = house.company;
      const { id } = await db().team.create({ data: { id: newId(), organizationId, segmentId, name } });
      await house.person("林涛").presses({ action: "closing.team", payload: { id } });
      await house
        .person("林涛")
        .fills({ into: { choose: teamId } })
        .submits();
      const newer = () => db().team.create({ data: { id: newId(), organizationId, segmentId, name } });
      return { undo: undoOn("林涛"), newer };
    },
  },
};

/**
 * The same as importing.undo, for who did it has left: an admin presses it in their place. And two that were told apart:
 * whoever sees both may say so or take it back, as long as the card stands.
 */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "importing.undoLeft": "imports-leavers.test.ts",
  "duplicates.undoApart": "merging-by-hand.test.ts",
  "joining.undoApart": "merging-by-hand.test.ts",
};

test("all actions that take something back are here", () => {
  const ids = features.flatMap(({ actions = [] }) => actions.map(({ action }) => action.name));
  expect(ids.length).toBeGreaterThan(100);
  const undos = ids.filter((id) => /\.undo/.test(id));
  expect([...Object.keys(UNDOS), ...Object.keys(ELSEWHERE)].toSorted()).toEqual(undos.toSorted());
});

const everything = () => fingerprint(house.database.handle);
/** Whether anything is otherwise after the press. */
const changes = async (who: string, undo: ActionCall): Promise<boolean> => {
  const before = await everything();
  await house.person(who).presses(undo);
  return JSON.stringify(await everything()) !== JSON.stringify(before);
};

let count = 0;
describe.each(Object.entries(UNDOS))("%s", (_, undo) => {
  const begin = () => {
    at(BEGINS);
    count += 1;
    return undo.done(`撤${count}号厂`);
  };

  test("is done in time by who did it, and twice is once", async () => {
    const { undo: press } = await begin();
    expect(await changes(undo.who, press)).toBe(true);
    expect(await changes(undo.who, press)).toBe(false);
  });

  test("is refused to a stranger, and changes nothing", async () => {
    const { undo: press } = await begin();
    expect(await changes(undo.stranger, press)).toBe(false);
    expect(await changes(undo.who, press)).toBe(true);
  });

  test(undo.always ? `is done on a later day too: ${undo.always}` : "is refused once its time is over", async () => {
    const { undo: press } = await begin();
    at("2026-11-25T09:00:00+08:00");
    expect(await changes(undo.who, press)).toBe(undo.always !== undefined);
  });

  test(undo.alone ?? "is refused once something newer stands on it, and changes nothing", async () => {
    const { undo: press, newer } = await begin();
    expect(newer === undefined).toBe(undo.alone !== undefined);
    await newer?.();
    expect(await changes(undo.who, press)).toBe(newer === undefined);
  });
});

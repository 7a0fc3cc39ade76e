import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const db = () => from({ database: house.database.handle });
const on = (who: string): Person => house.feishu.person(who);
const GROUP = "华东一组";

/** Names of the customers and deals of the team in London, which nobody in Shanghai but the chief may see. */
let secrets: readonly string[] = [];
beforeAll(async () => {
  const customers = await db().customer.findMany({
    include: { owner: { include: { teams: { include: { team: true } } } } },
  });
  const theirs = customers.filter(({ owner }) => owner?.teams.some(({ team }) => team.language === "en"));
  const deals = await db().deal.findMany({ where: { customerId: { in: theirs.map(({ id }) => id) } } });
  secrets = [...theirs, ...deals].map(({ name }) => name);
  expect(secrets.length).toBeGreaterThan(3);
});

/** Everything the bot has sent to Feishu or answered it since. */
const watch = () => {
  const [calls, deliveries] = [house.feishu.calls.length, house.feishu.deliveries.length];
  return () =>
    JSON.stringify([
      house.feishu.calls.slice(calls).map(({ body }) => body),
      house.feishu.deliveries.slice(deliveries).map(({ response }) => response),
    ]);
};
const leaks = (sent: string) => secrets.filter((name) => sent.includes(name));

describe("whoever may not see it finds it nowhere in Feishu", () => {
  test.each(["liwei", "liuyang"])("neither by any command, nor in any select: %s", async (who) => {
    const rep = on(who);
    const sent = watch();
    for (const { name } of features.flatMap((feature) => feature.commands ?? []))
      for (const rest of ["", secrets[0] ?? ""]) {
        const before = rep.messages().length;
        await rep.say(`/${name} ${rest}`);
        await house.feishu.until(() => rep.messages().length > before + 1, {
          what: `an answer to /${name}`,
          within: 60_000,
        });
        if (rep.form()) await rep.close({ all: true });
      }
    const shown = leaks(sent().replaceAll(secrets[0] ?? "", "…"));
    expect(shown).toEqual([]);
  });

  test("nor by the search of a form, step by step", async () => {
    const li = on("liwei");
    await li.say("/visit");
    const form = await house.form(li);
    const customer = form.fields.find(({ searchable }) => searchable);
    const sent = watch();
    for (const name of secrets.slice(0, 3)) {
      expect(await li.suggestions(customer?.label ?? "", name.slice(0, 4))).not.toContainEqual(
        expect.objectContaining({ label: expect.stringContaining(name) }),
      );
    }
    expect(leaks(sent())).toEqual([]);
    await li.close({ all: true });
  });

  test("nor by pressing what somebody else was shown alone in the group", async () => {
    const [li, liu] = [on("liwei"), on("liuyang")];
    await li.say("@Rapport /customer 宏达", { in: GROUP });
    const shown = await house.reads(li, /宏达机电/, { in: GROUP });
    expect(shown.onlyYou).toBe(true);
    expect(liu.messages({ in: GROUP }).filter(({ by, text }) => by.isBot && /宏达/.test(text))).toEqual([]);
    await expect(liu.press(shown, shown.buttons[0]?.label ?? "")).rejects.toThrow(/not on the screen/);
  });

  test("nor in somebody else's form that an old client carried into a group: it is theirs, and stays as it is", async () => {
    const [li, wang] = [on("liwei"), on("wangfang")];
    await li.say("/visit");
    const form = await house.form(li);
    const { desk } = house.feishu;
    desk.oldClients = true;
    const id = desk.forward({ user: li.id, message: form.id, to: house.feishu.idOf(GROUP) });
    const copy = wang.messages({ in: GROUP }).find((one) => one.id === id)!;
    const [visits, before] = [await db().activity.count(), li.messages().length];
    expect(copy.buttons.length).toBeGreaterThan(1);
    for (const { label } of copy.buttons) {
      expect(await wang.press(copy, label)).toMatchObject({ outcome: "answered" });
      expect(desk.notices(wang.id).at(-1)?.text).toContain("为别人打开的");
    }
    desk.oldClients = false;
    await house.feishu.quiet();
    expect(li.messages({ in: GROUP }).at(-1)?.text).toBe(copy.text);
    expect(li.messages()).toHaveLength(before);
    expect(await db().activity.count()).toBe(visits);
    await li.close({ all: true });
  });

  describe("in a card of one's own chat that an old client carried into a group", () => {
    afterAll(() => {
      house.feishu.desk.oldClients = false;
    });
    const carried = (who: Person, message: string): Message => {
      const { desk } = house.feishu;
      desk.oldClients = true;
      const id = desk.forward({ user: who.id, message, to: house.feishu.idOf(GROUP) });
      return who.messages({ in: GROUP }).find((one) => one.id === id)!;
    };
    /** What the others there read of the copy, and all that stands below it. */
    const readThere = (copy: Message) => {
      const all = on("wangfang").messages({ in: GROUP });
      return all.slice(all.findIndex(({ id }) => id === copy.id)).map(({ text }) => text);
    };

    test("every button answers whoever presses it in their own chat, and nothing changes in the group", async () => {
      const [li, liu] = [on("liwei"), on("liuyang")];
      await li.say("/customer 宏达");
      const own = await house.reads(li, /宏达机电/);
      const copy = carried(li, own.id);
      expect(copy.buttons.length).toBeGreaterThan(3);
      for (const who of [li, liu])
        for (const { label } of copy.buttons) {
          const before = who.messages().length;
          expect(await who.press(copy, label)).toMatchObject({ outcome: "answered" });
          expect(house.feishu.desk.notices(who.id).at(-1)?.text).toContain("私聊");
          await house.feishu.until(() => who.messages().length > before, { what: `an answer to ${label}` });
          if (who.form()) await who.close({ all: true });
        }
      await house.feishu.quiet();
      expect(readThere(copy)).toEqual([copy.text]);
      expect(li.messages().find(({ id }) => id === own.id)?.text).toBe(own.text);
    });

    test("a Home stays the one in the direct chat", async () => {
      const li = on("liwei");
      await house.feishu.desk.chooseMenu({ user: li.id, eventKey: "home" });
      const own = await house.reads(li, /客情/);
      const copy = carried(li, own.id);
      const homes = () => li.messages().filter(({ text }) => text.includes("我的设置")).length;
      const [before, were] = [li.messages().length, homes()];
      expect(await li.press(copy, copy.buttons[0]?.label ?? "")).toMatchObject({ outcome: "answered" });
      await house.feishu.until(() => li.messages().length > before, { what: "the answer" });
      await house.feishu.quiet();
      if (li.form()) await li.close({ all: true });
      expect(readThere(copy)).toEqual([copy.text]);
      expect(homes()).toBe(were);
    });

    test("a form is sent by its owner without the others reading what came of it", async () => {
      const li = on("liwei");
      await li.say("/visit 宏达 谈了悄悄话");
      const said = await house.reads(li, /已记录/);
      await li.press(said, said.buttons.find(({ label }) => /改|更正/.test(label))?.label ?? "");
      const copy = carried(li, (await house.form(li)).id);
      const send = copy.buttons[0]?.label ?? "";
      const before = li.messages().length;
      expect(await li.press(copy, send)).toMatchObject({ outcome: "answered" });
      expect(house.feishu.desk.notices(li.id).at(-1)?.text).toContain("私聊");
      await house.feishu.until(() => li.messages().length > before, { what: "the answer" });
      await house.feishu.quiet();
      expect(readThere(copy)).toEqual([copy.text]);
      await li.close({ all: true });
    });
  });
});

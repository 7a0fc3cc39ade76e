import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import type { Person } from "../../src/sandbox/driver.ts";
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
  test.each(["liwei", "liuyang"])("neither by any command, nor in any select: %s", { timeout: 90_000 }, async (who) => {
    const rep = on(who);
    const sent = watch();
    for (const { name } of features.flatMap((feature) => feature.commands ?? []))
      for (const rest of ["", secrets[0] ?? ""]) {
        const before = rep.messages().length;
        await rep.say(`/${name} ${rest}`);
        await house.feishu.until(() => rep.messages().length > before + 1, {
          what: `an answer to /${name}`,
          within: 20_000,
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
});

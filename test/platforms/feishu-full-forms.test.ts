import { beforeEach, describe, expect, test } from "vitest";
import { choice, choices, text } from "../../src/chat/form.ts";
import type { Shown } from "../../src/chat/port.ts";
import { checkForm } from "../../src/platforms/feishu/check-form.ts";
import { card, form } from "./feishu-bot.ts";
import { withFormSeat } from "./feishu-seat.ts";

/*
 * A card holds 30 KB and 200 elements. What is known must stand in a form whole, since what is not shown is lost with the
 * next save: so there are fewer options to pick from, or the form says that it is too much.
 */
const seat = withFormSeat();
const { asks, opens, submits } = seat;
beforeEach(() => {
  seat.bot.found = (_, typed) => CUSTOMERS.filter(({ label }) => label.includes(typed));
});

const CUSTOMERS = Array.from({ length: 80 }, (_, index) => ({
  value: `${index}`.padStart(36, "0"),
  label: `宏达机电有限公司第${index}分厂`,
}));
const search = async () => [];
const sent = async () => {
  await seat.emma.submit();
  await expect.poll(() => submits().length).toBeGreaterThan(0);
  return submits()[0]?.values ?? {};
};

describe("many fields to look something up in", () => {
  const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const fields = Object.fromEntries(names.map((name) => [name, choice({ label: `Customer ${name}`, search })]));
  const params = JSON.stringify({ about: "x".repeat(1900) });

  test("stand in one form, and one button looks for what was typed at any of them", async () => {
    const shown = await opens(form(fields, { params }));
    expect(shown.fields).toHaveLength(12);
    expect(shown.buttons.filter(({ label }) => label === "Search")).toHaveLength(1);
    await seat.emma.fill({ "Customer f3": "第77分厂", "Customer f8": "第66分厂" });
    expect(seat.emma.form()?.fields[3]?.shown).toBe("宏达机电有限公司第77分厂");
    expect(await sent()).toMatchObject({
      f3: { choices: [{ value: CUSTOMERS[77]?.value }] },
      f8: { choices: [{ value: CUSTOMERS[66]?.value }] },
    });
    expect(seat.bot.arrivals.at(-1)?.params).toBe(params);
  });

  test("have no boxes to type in where all there is to pick from is shown", async () => {
    seat.bot.found = () => CUSTOMERS.slice(0, 3);
    const complete = (name: string) => choice({ label: name, search, complete: true });
    const shown = await opens(form({ first: complete("First"), second: complete("Second") }));
    expect(shown.fields.map(({ searchable, options }) => [searchable, options?.length])).toEqual([
      [false, 3],
      [false, 3],
    ]);
    seat.bot.found = () => CUSTOMERS;
    expect((await opens(form({ first: complete("First") }))).fields[0]?.searchable).toBe(true);
  });
});

describe("what is known", () => {
  test("stays chosen, however few options are shown beside it", async () => {
    const crowd = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`f${n}`, choice({ label: `F${n}`, search })]),
    );
    const picked = CUSTOMERS.slice(30, 45);
    const values = { several: { choices: picked } };
    const shown = await opens(form({ several: choices({ label: "Several", search }), ...crowd }, { values }));
    expect(shown.fields[0]?.options?.length).toBeLessThan(50);
    expect(await sent()).toEqual(values);
  });

  test("is told by its name also when something else was looked for since", async () => {
    await opens(
      form({ several: choices({ label: "Several", search }) }, { values: { several: { choices: [CUSTOMERS[7]!] } } }),
    );
    await seat.emma.suggestions("Several", "第33分厂");
    await seat.emma.suggestions("Several", "第44分厂");
    expect(seat.emma.form()?.fields[0]?.shown).toBe(CUSTOMERS[7]?.label);
  });

  test("is not cut, neither where a text is longer than it should be nor where a form is full", async () => {
    const fields = {
      short: text({ label: "Short", max: 300 }),
      long: text({ label: "Long", max: 3000, long: true }),
      customer: choice({ label: "Customer", search }),
    };
    const values = { short: { text: "长".repeat(500) }, long: { text: "说".repeat(3000) } };
    await opens(form(fields, { values }));
    expect(await sent()).toEqual(values);
  });
});

describe("more than a card holds", () => {
  const fields = { one: text({ label: "One", max: 3000, optional: true }), two: text({ label: "Two", max: 3000 }) };
  const known = { one: { text: "长".repeat(3000) }, two: { text: "长".repeat(9000) } };

  test("is said to be too much, instead of a form with less in it", async () => {
    await asks(form(fields, { values: known }));
    const said = await seat.bot.sandbox.until(
      () => seat.emma.last()?.text.includes("did not open") && seat.emma.last(),
    );
    expect(said.text).toContain("more in it than a card can hold");
    expect(seat.emma.form()).toBeUndefined();
  });

  test("leaves a form that was sent as it is, with what was typed", async () => {
    await opens(form(fields, { values: { one: { text: "one" } } }));
    await seat.emma.fill({ Two: "typed" });
    seat.bot.answer = async () => ({
      shown: { kind: "fix", form: form(fields, { values: known, errors: { two: "No" } }) },
    });
    await seat.emma.submit();
    await seat.bot.sandbox.quiet();
    expect(seat.emma.form()?.fields.map(({ value }) => value)).toEqual(["one", "typed"]);
  });
});

describe("a form that takes long to be saved", () => {
  const fields = { one: text({ label: "One", max: 3000, optional: true }), two: text({ label: "Two", max: 3000 }) };
  /** Sends it with what was typed; resolves with the way to end the wait. */
  const sentSlowly = async (more: Parameters<typeof form>[0] = {}) => {
    await opens(form({ ...fields, ...more }));
    await seat.emma.fill({ One: "first", Two: "typed" });
    let end: (shown: Shown) => void = () => undefined;
    const outcome = new Promise<Shown>((resolve) => (end = resolve));
    seat.bot.answer = async () => ({ late: { waiting: card("Saving…"), outcome } });
    await submitsSlowly();
    return end;
  };
  const notices = () => seat.bot.sandbox.desk.notices(seat.emma.id).filter(({ text }) => text === "Saving…").length;
  const submitsSlowly = async () => {
    const before = notices();
    expect(await seat.emma.submit()).toEqual({ outcome: "answered" });
    expect(notices()).toBe(before + 1);
  };
  const held = () => seat.emma.form()?.fields.map(({ value }) => value);

  test("stands with what was typed until it is; sent once more meanwhile it says so again", async () => {
    const end = await sentSlowly();
    expect(held()).toEqual(["first", "typed"]);
    await submitsSlowly();
    expect(held()).toEqual(["first", "typed"]);
    end({ kind: "card", card: card("Saved at last"), to: "you" });
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Saved at last"));
    expect(seat.emma.form()).toBeUndefined();
    expect(seat.submits()).toHaveLength(1);
  });

  test("keeps it also when it is wrong, and more than a card holds", async () => {
    const end = await sentSlowly();
    const values = { one: { text: "长".repeat(3000) }, two: { text: "长".repeat(9000) } };
    end({ kind: "fix", form: form(fields, { values, errors: { two: "No" } }) });
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Nothing was changed"));
    expect(held()).toEqual(["first", "typed"]);
    await seat.emma.fill({ Two: "shorter" });
    seat.bot.answer = async () => ({ shown: { kind: "card", card: card("Saved at last"), to: "you" } });
    await seat.emma.submit();
    await seat.bot.sandbox.until(() => seat.emma.form() === undefined);
    expect(seat.submits().map(({ values }) => values?.two)).toEqual([{ text: "typed" }, { text: "shorter" }]);
  });

  test("is neither put away nor looked for in meanwhile", async () => {
    const end = await sentSlowly({ customer: choice({ label: "Customer", search }) });
    const before = notices();
    await seat.emma.suggestions("Customer", "第33分厂");
    expect(held()?.slice(0, 2)).toEqual(["first", "typed"]);
    await seat.emma.close();
    expect(notices()).toBe(before + 2);
    expect(seat.emma.last()?.text).not.toContain("Form closed");
    expect(seat.bot.arrivals.filter(({ kind }) => kind === "press")).toEqual([]);
    end({ kind: "card", card: card("Saved at last"), to: "you" });
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Saved at last"));
    expect(seat.submits()).toHaveLength(1);
  });
});

describe("the check at the start", () => {
  const checking = (fields: object, sample: object = {}) =>
    checkForm(
      { id: "trial.big", params: {} as never, sample, build: () => ({ title: "T", submit: "S", fields }) as never },
      "en",
    );

  test("names the form, the place and the limit", () => {
    expect(() => checking({ line: text({ label: "x".repeat(101), max: 5 }) })).toThrow(
      "Form trial.big (en): line: the label in characters is 101, Feishu takes 100.",
    );
    expect(() => checking({}, { about: "x".repeat(2000) })).toThrow(/parameters in characters is 2012/);
  });

  test("fills a form in as far as its fields admit", () => {
    const texts = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, text({ label: "L", max: 3000 })]));
    expect(() => checking(texts(2))).not.toThrow();
    expect(() => checking(texts(3))).toThrow(
      "Form trial.big (en): filled in as far as its fields admit, it is more than a card.",
    );
  });

  test("counts everyone who is picked", () => {
    const people = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, { kind: "people", label: "L" }]));
    expect(() => checking(people(10))).not.toThrow();
    expect(() => checking(people(18))).toThrow(/more than a card/);
  });
});

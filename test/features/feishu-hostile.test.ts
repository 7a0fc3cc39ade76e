import { describe, expect, test } from "vitest";
import type { Person } from "../../src/sandbox/driver.ts";
import { FEISHU_MARKUP, markdownIn } from "../support/harmless.ts";
import { FEISHU_HOSTILE, HOSTILE } from "../support/hostile-texts.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const on = (who: string): Person => house.feishu.person(who);
/** The bot may not look at its own menu, and does without. */
const MENU = "GET /open-apis/application/v6/applications/:app_id";
const refused = () =>
  house.feishu.calls
    .filter(({ api, status, result }) => api !== MENU && (status >= 400 || (result.code ?? 0) !== 0))
    .map(
      ({ api, result, body }) => `${api} ${JSON.stringify(result).slice(0, 600)} ${JSON.stringify(body).slice(0, 300)}`,
    );
const failed = () =>
  house.feishu.deliveries
    .filter(({ outcome }) => outcome !== "answered")
    .map(({ type, outcome }) => `${type} ${outcome}`);

describe("whatever is typed as words is answered, and nothing of it is markup", () => {
  test.each(Object.entries(HOSTILE))("%s", async (_, typed) => {
    const li = on("liwei");
    for (const line of [typed, `/visit ${typed}`, `/visit 宏达 ${typed}`, `/fee ${typed}`, `/customer ${typed}`]) {
      const before = li.messages().length;
      await house.feishu
        .person("liwei")
        .say(line.trim() === "" ? `/visit 宏达 ${line}` : line)
        .catch((error: unknown) => {
          if (!/nothing to send/.test(String(error))) throw error;
        });
      await house.feishu.until(() => li.messages().length > before + 1, {
        what: `an answer to ${line.slice(0, 40)}`,
        within: 60_000,
      });
      expect(li.last()?.text).not.toMatch(/R-[A-Z2-9]{6}/);
      expect(
        house.feishu.calls
          .slice(-3)
          .flatMap(({ body }) => markdownIn(body))
          .join("\n"),
      ).not.toMatch(FEISHU_MARKUP);
      if (li.form()) await li.close({ all: true });
    }
    expect(refused()).toEqual([]);
    expect(failed()).toEqual([]);
  });
});

describe("what was typed comes back in cards and forms as it was typed", () => {
  test.each(Object.entries(FEISHU_HOSTILE))("%s", async (name, typed) => {
    const li = on("liwei");
    await li.say(`/visit 宏达 ${name}：${typed}`);
    const answer = await house.reads(li, new RegExp(`已记录[\\s\\S]*${name}`));
    await li.press(answer, answer.buttons.find(({ label }) => /改|更正/.test(label))?.label ?? "");
    const form = await house.form(li);
    const said = form.fields.find(({ long, kind }) => long && kind === "text");
    expect(said?.value).toContain(typed.slice(0, 8));
    await li.submit();
    await house.feishu.until(() => li.form() === undefined, { what: "the form is closed", within: 60_000 });
    await li.say("/customer 宏达");
    await house.reads(li, /宏达机电/);
    expect(
      house.feishu.calls
        .slice(-3)
        .flatMap(({ body }) => markdownIn(body))
        .join("\n"),
    ).not.toMatch(FEISHU_MARKUP);
    expect(refused()).toEqual([]);
  });
});

describe("what cannot be is said at its field, and nothing is saved", () => {
  test.each([
    ["0"],
    ["0.00"],
    ["-5"],
    ["0.001"],
    ["1e30"],
    ["99999999999999999999"],
    ["abc"],
    ["１２３４５６７８９０１２３４５６７"],
  ])("an amount of %s", async (amount) => {
    const li = on("liwei");
    await li.say("/fee 华信 30 茶礼 李明");
    const form = await house.form(li);
    const field = form.fields.find(({ label }) => /金额/.test(label));
    await li.fill({ [field?.label ?? ""]: amount });
    await li.submit();
    const again = await house.feishu.until(() => li.form()?.fields.find(({ error }) => error), {
      what: "a message",
      within: 60_000,
    });
    expect(again?.label).toBe(field?.label);
    expect(again?.value).toBe(amount);
    await li.close({ all: true });
    expect(refused()).toEqual([]);
  });

  test.each([["2月30日"], ["2026-13-01"], ["9999-99-99"], ["0000-00-00"]])("a visit again on %s", async (day) => {
    const li = on("liwei");
    const before = li.messages().length;
    await li.say(`/visit 宏达 谈了价格 ${day}再访`);
    await house.feishu.until(() => li.messages().length > before + 1, { what: "an answer", within: 60_000 });
    expect(li.last()?.text).not.toMatch(/R-[A-Z2-9]{6}/);
    expect(refused()).toEqual([]);
  });
});

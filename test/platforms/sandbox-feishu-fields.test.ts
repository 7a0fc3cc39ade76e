import { beforeEach, describe, expect, test } from "vitest";
import { NotOnScreen } from "../../src/sandbox/driver.ts";
import { sendCard } from "./sandbox-feishu-app.ts";
import {
  button,
  card,
  form,
  formsOf,
  input,
  md,
  plain,
  raw,
  row,
  select,
  titled,
  valueIn,
  withSeat,
} from "./sandbox-feishu-seat.ts";

const seat = withSeat();
const { open, field, sent } = formsOf(seat);
const search = row(input("find_text"), button("搜", { a: "find" }, { name: "find", form_action_type: "submit" }));

describe("a label", () => {
  test("is the field's own, the line above it, or what stands in the field", async () => {
    await open(
      md("先说几句\n\n**客户**（必填）"),
      select("customer", ["宏达"]),
      input("notes", { label: plain("纪要 *") }),
      row(md("金额"), input("amount")),
      { tag: "div", text: { ...plain("元"), text_color: "grey" } },
      { tag: "date_picker", name: "day", placeholder: plain("哪一天") },
    );
    expect(seat.li.form()?.fields.map(({ label, optional, hint }) => [label, optional, hint])).toEqual([
      ["客户", false, undefined],
      ["纪要", false, undefined],
      ["金额", true, "元"],
      ["哪一天", true, undefined],
    ]);
  });

  test("stands apart from refusals, above or below the field", async () => {
    const red = (text: string) => md(`<font color='red'>${text}</font>`);
    await open(
      md("一"),
      red("⚠️ 一不行"),
      input("one"),
      md("<font color=red>三不行\n真的</font>"),
      input("three", { label: plain("三") }),
      md("二"),
      input("two"),
      red("二不行"),
      md("四 <font color='red'>*</font>"),
      input("four"),
    );
    expect(seat.li.form()?.fields.map(({ label, error }) => [label, error])).toEqual([
      ["一", "一不行"],
      ["三", "三不行 真的"],
      ["二", "二不行"],
      ["四", undefined],
    ]);
    expect(field("四")?.optional).toBe(false);
    expect(seat.li.form()?.lines).toContain("二不行");
  });
});

test("a select begins with what it says, if that is one of its options", async () => {
  const [li, emma] = [seat.li.id, seat.sandbox.idOf("emma")];
  const people = { options: [{ value: emma }] };
  const shown = await open(
    select("known", ["a", "b"], { initial_option: "b", placeholder: plain("一") }),
    select("gone", ["a", "b"], { initial_option: "c", placeholder: plain("二") }),
    select("second", ["a", "b"], { initial_index: 2, placeholder: plain("三") }),
    {
      ...select("several", ["a", "b"], { selected_values: ["a", "c"], placeholder: plain("四") }),
      tag: "multi_select_static",
    },
    { tag: "select_person", name: "owner", initial_option: emma, placeholder: plain("五"), ...people },
    { tag: "select_person", name: "other", initial_option: li, placeholder: plain("六"), ...people },
  );
  expect(shown.fields.map(({ value }) => value)).toEqual(["b", null, "b", ["a"], emma, null]);
  expect(shown.fields[4]?.shown).toBe("Emma");
});

describe("a search step", () => {
  const all = ["宏达机电", "宏达贸易", "华信"];
  const step = (values: readonly string[], notes = "") => [
    md("客户"),
    select("customer", values),
    search,
    md("话"),
    input("words", { default_value: notes }),
  ];
  beforeEach(() => {
    seat.reply = (use) =>
      use.action?.name === "find"
        ? raw(
            [
              form(
                ...step(
                  all.filter((name) => name.includes(valueIn(use, "find_text") ?? "")),
                  valueIn(use, "words"),
                ),
              ),
            ],
            titled,
          )
        : {};
  });

  test("is part of the field it stands behind", async () => {
    const shown = await open(...step(all.slice(0, 1)));
    expect(shown.fields.map(({ label, searchable }) => [label, searchable])).toEqual([
      ["客户", true],
      ["话", false],
    ]);
    expect(shown.submit).toBe("保存");
  });

  test("is used when what is meant is not offered, and what else was typed stays as the bot brings it back", async () => {
    await open(...step(all.slice(0, 1)));
    await seat.li.fill({ 话: "先写的", 客户: "华信" });
    expect(seat.heard.map(({ action }) => action?.name)).toEqual(["find"]);
    expect(field("客户")?.shown).toBe("华信");
    expect(field("话")?.value).toBe("先写的");
    await seat.li.submit();
    expect(sent()).toMatchObject({ customer: "华信", words: "先写的" });
    await expect(seat.li.fill({ 客户: "没有的" })).rejects.toThrow(new NotOnScreen('option "没有的"', []));
  });

  test("gives suggestions", async () => {
    await open(...step(all));
    const found = async (query: string) => (await seat.li.suggestions("客户", query)).map(({ label }) => label);
    expect(await found("")).toEqual(all);
    expect(seat.heard).toEqual([]);
    expect(await found("宏达")).toEqual(["宏达机电", "宏达贸易"]);
    expect(await found("没有")).toEqual([]);
  });

  test("finds a file that was sent to the bot meanwhile", async () => {
    const files: string[] = [];
    seat.onEvent = ({ message }) => {
      const { file_name: name } = JSON.parse(message?.content ?? "{}") as { file_name?: string };
      if (name) files.push(name);
    };
    const refresh = button("刷新", {}, { name: "refresh", form_action_type: "submit" });
    const paper = () => form(md("名单"), select("paper", files), row(refresh), md("话"), input("words"));
    seat.reply = () => raw([paper()], titled);
    await sendCard(seat.client, seat.li.id, card([paper()], titled));
    const key = seat.li.attach({ name: "客户名单.csv", content: "a,b" });
    await seat.li.fill({ 名单: [key] });
    expect(field("名单")?.value).toBe("客户名单.csv");
    expect(seat.li.last()?.files).toMatchObject([{ name: "客户名单.csv", content: "a,b" }]);
  });
});

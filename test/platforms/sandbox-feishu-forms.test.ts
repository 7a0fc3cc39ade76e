import { describe, expect, test } from "vitest";
import { NotOnScreen } from "../../src/sandbox/driver.ts";
import { sendCard } from "./sandbox-feishu-app.ts";
import {
  button,
  card,
  form,
  formsOf,
  input,
  md,
  option,
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

const EVERYTHING = [
  md("和**宏达**见面"),
  md("**纪要**<font color='red'>*</font>\n<font color='grey'>谈了什么</font>"),
  input("notes", { input_type: "multiline_text", max_length: 10, required: true, placeholder: plain("说说看") }),
  md("下次"),
  { tag: "date_picker", name: "next", initial_date: "2026-12-02" },
  md("几点"),
  { tag: "picker_time", name: "at" },
  md("何时"),
  { tag: "picker_datetime", name: "when", placeholder: plain("选择") },
  md("阶段（选填）"),
  { ...select("stage", []), options: [option("s1", "初访"), option("s2", "谈判")] },
  md("标签"),
  {
    tag: "multi_select_static",
    name: "tags",
    required: false,
    options: [option("x"), option("y"), option("z")],
  },
  md("负责人"),
  { tag: "select_person", name: "owner" },
  md("同行"),
  { tag: "multi_select_person", name: "with" },
  { tag: "checker", name: "sure", text: plain("已同步") },
];

describe("a form", () => {
  test("is a card with fields, labels above them and one button that sends it", async () => {
    const people = { options: [{ value: seat.sandbox.idOf("emma") }] };
    const shown = await open(...EVERYTHING.slice(0, 13), { tag: "select_person", name: "owner", ...people });
    expect(shown).toMatchObject({ title: "记拜访", submit: "保存", depth: 1, close: "×" });
    expect(shown.lines[0]).toBe("和宏达见面");
    expect(shown.buttons).toEqual([]);
    expect(shown.fields.map(({ label, kind, optional }) => [label, kind, optional])).toEqual([
      ["纪要", "text", false],
      ["下次", "date", true],
      ["几点", "time", true],
      ["何时", "datetime", true],
      ["阶段", "choice", true],
      ["标签", "choices", true],
      ["owner", "person", true],
    ]);
    expect(field("纪要")).toMatchObject({
      id: "notes",
      hint: "谈了什么",
      placeholder: "说说看",
      long: true,
      value: null,
      shown: "",
    });
    expect(field("下次")).toMatchObject({ value: "2026-12-02", shown: "2026-12-02" });
    expect(field("阶段")?.options).toEqual([
      { label: "初访", value: "s1" },
      { label: "谈判", value: "s2" },
    ]);
  });

  test("sends what was entered, in Feishu's own shapes", async () => {
    await open(...EVERYTHING);
    await seat.li.fill({
      纪要: "谈了续约",
      几点: "09:30",
      何时: "2026-12-02 14:30",
      阶段: "谈判",
      标签: ["x", "z"],
      负责人: "@liwei",
      同行: ["李伟"],
      已同步: true,
    });
    expect(field("标签")?.value).toEqual(["x", "z"]);
    expect(field("阶段")?.shown).toBe("谈判");
    expect(seat.heard).toEqual([]);
    expect(await seat.li.submit()).toEqual({ outcome: "answered" });
    expect(seat.heard[0]?.action).toEqual({
      tag: "button",
      name: "save",
      value: { a: "save" },
      timezone: "Asia/Shanghai",
      form_value: {
        notes: "谈了续约",
        next: "2026-12-02 +0800",
        at: "09:30 +0800",
        when: "2026-12-02 14:30 +0800",
        stage: "s2",
        tags: ["x", "z"],
        owner: seat.li.id,
        with: [seat.li.id],
        sure: true,
      },
    });
  });

  test("sends dates with the offset of the person's own zone that day", async () => {
    const emma = seat.sandbox.person("emma");
    const dates = form(md("Day"), { tag: "date_picker", name: "day" }, md("Start"), {
      tag: "picker_datetime",
      name: "start",
      placeholder: plain("Pick"),
    });
    await sendCard(seat.client, emma.id, card([dates]));
    await emma.fill({ Day: "2026-07-01", Start: "2026-12-01T08:00" });
    await emma.submit();
    expect(sent()).toEqual({ day: "2026-07-01 +0100", start: "2026-12-01 08:00 +0000" });
  });

  test("offers people of the chat where the card names none, and nobody else", async () => {
    await open(md("负责人"), { tag: "select_person", name: "owner" });
    expect(field("负责人")?.options).toEqual([{ label: "李伟", value: seat.li.id }]);
    await expect(seat.li.fill({ 负责人: "Emma" })).rejects.toThrow(NotOnScreen);
    await expect(seat.li.fill({ 阶段: "初访" })).rejects.toThrow(new NotOnScreen('"阶段"', ["负责人"]));
  });

  test("tells fields that hold nothing in the way that is asked for", async () => {
    await open(
      md("话"),
      input("words"),
      md("阶段"),
      select("stage", ["a"]),
      md("签"),
      { tag: "multi_select_static", name: "tags", required: false, options: [] },
      { tag: "checker", name: "sure", text: plain("是") },
    );
    await seat.li.submit();
    seat.sandbox.desk.emptyFields = "missing";
    await seat.li.submit();
    seat.sandbox.desk.emptyFields = "blank";
    await seat.li.submit();
    seat.sandbox.desk.emptyFields = "as documented";
    expect(seat.heard.map((_, index) => sent(index))).toEqual([
      { words: "", sure: false },
      { sure: false },
      { words: "", stage: "", tags: [], sure: false },
    ]);
  });

  test("is not sent by the client while something required is missing, or something is too long", async () => {
    await open(...EVERYTHING);
    expect(await seat.li.submit()).toEqual({ outcome: "failed", notice: "有必填项未填写" });
    await seat.li.fill({ 纪要: "比十个字要长得多得多" + "了" });
    expect(await seat.li.submit()).toEqual({ outcome: "failed", notice: "最多输入 10 个字符" });
    expect(seat.heard).toEqual([]);
    await seat.li.fill({ 纪要: null });
    expect(await seat.li.submit()).toMatchObject({ outcome: "failed" });
    await seat.li.fill({ 纪要: "好" });
    expect(await seat.li.submit()).toEqual({ outcome: "answered" });
    await open(md("标签"), { tag: "multi_select_static", name: "tags", options: [option("x")] });
    expect(await seat.li.submit()).toEqual({ outcome: "failed", notice: "有必填项未填写" });
  });

  test("keeps what was typed when the answer is a toast alone, and loses it when another card comes", async () => {
    await open(md("话"), input("words"));
    await seat.li.fill({ 话: "写了很久" });
    seat.reply = () => ({ toast: { type: "error", content: "不行" } });
    await seat.li.submit();
    expect(field("话")?.value).toBe("写了很久");
    expect(seat.sandbox.desk.notices(seat.li.id).at(-1)).toMatchObject({ text: "不行", tone: "error" });
    seat.reply = () => raw([form(md("话"), md("<font color='red'>太短</font>"), input("words"))], titled);
    await seat.li.submit();
    expect(field("话")).toMatchObject({ value: null, error: "太短" });
    seat.reply = (use) => raw([form(md("话"), input("words", { default_value: valueIn(use, "words") }))], titled);
    await seat.li.fill({ 话: "再写" });
    await seat.li.submit();
    expect(field("话")).toMatchObject({ value: "再写" });
    expect(field("话")?.error).toBeUndefined();
    seat.reply = () => raw([md("已保存")]);
    await seat.li.submit();
    expect(seat.li.form()).toBeUndefined();
  });

  test("goes back to what it said at first", async () => {
    const reset = button("重置", {}, { name: "reset", form_action_type: "reset" });
    await open(md("话"), input("words", { default_value: "原来" }), row(reset));
    await seat.li.fill({ 话: "别的" });
    expect(await seat.li.press("form", "重置")).toEqual({ outcome: "answered" });
    expect(field("话")?.value).toBe("原来");
    expect(seat.heard).toEqual([]);
  });

  test("is closed by its own button, or put away, and the one before it is there again", async () => {
    await open(md("一"), input("one"));
    await sendCard(
      seat.client,
      seat.li.id,
      card([form(md("二"), input("two")), button("取消", { a: "cancel" })], titled),
    );
    expect(seat.li.form()).toMatchObject({ close: "取消" });
    expect(await seat.li.close()).toEqual({ outcome: "answered" });
    expect(seat.heard[0]?.action).toMatchObject({ value: { a: "cancel" } });
    expect(field("一")).toBeDefined();
    await open(md("三"), input("three"));
    await seat.li.close({ all: true });
    expect(seat.li.form()).toBeUndefined();
    expect(seat.heard).toHaveLength(1);
    await expect(seat.li.submit()).rejects.toThrow(NotOnScreen);
    expect(seat.li.last()?.text).toContain("三");
  });

  test("in a group is everybody's, each with what they typed, or one person's own", async () => {
    const sales = seat.sandbox.idOf("sales");
    const emma = seat.sandbox.person("emma");
    await sendCard(seat.client, sales, card([form(md("话"), input("words"))]));
    await seat.li.fill({ 话: "李的" });
    expect(emma.form()?.fields[0]?.value).toBeNull();
    await seat.li.close();
    expect(emma.form()).toBeDefined();
    const data = {
      chat_id: sales,
      open_id: emma.id,
      msg_type: "interactive",
      card: card([form(md("只有她"), input("words"))]),
    };
    await seat.client.request({ method: "POST", url: "/open-apis/ephemeral/v1/send", data });
    expect(emma.form()?.fields[0]?.label).toBe("只有她");
    expect(seat.li.form()).toBeUndefined();
    await emma.close({ all: true });
  });
});

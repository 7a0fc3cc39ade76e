import { describe, expect, test } from "vitest";
import { NotOnScreen } from "../../src/sandbox/driver.ts";
import { button, card, md, option, plain, row, withSeat } from "./sandbox-feishu-seat.ts";

const seat = withSeat();

describe("a press", () => {
  test("is found by its row, and by nothing that is not there", async () => {
    const message = await seat.post(
      row(md("🎂 **王总** 今天"), button("已联系", { who: "王总" })),
      row(md("李工"), button("已联系", { who: "李工" })),
      md("东方"),
      row(button("已联系", { who: "东方" }, { element_id: "east" }), button("删除")),
    );
    expect(message.buttons.map(({ label }) => label)).toEqual(["已联系", "已联系", "已联系", "删除"]);
    for (const name of ["李工 › 已联系", "东方 › 已联系", "已联系", "east"]) await seat.li.press(message, name);
    const values = seat.heard.map(({ action }) => action?.value);
    expect(values).toEqual(["李工", "东方", "王总", "东方"].map((who) => ({ who })));
    await expect(seat.li.press(message, "撤销")).rejects.toThrow(
      new NotOnScreen('"撤销"', ["已联系", "已联系", "已联系", "删除"]),
    );
    expect(seat.heard).toHaveLength(4);
  });

  test("tells the app who, where and what", async () => {
    const message = await seat.post(button("同意", { a: "fee.approve" }));
    expect(await seat.li.press(message, "同意")).toEqual({ outcome: "answered" });
    expect(seat.heard[0]).toMatchObject({
      operator: { open_id: seat.sandbox.idOf("liwei") },
      action: { tag: "button", value: { a: "fee.approve" }, timezone: "Asia/Shanghai" },
      context: { open_message_id: message.id, open_chat_id: message.in },
    });
  });

  test("is not sent when it only opens a link, or when its confirm dialog is left", async () => {
    const link = { tag: "button", text: plain("打开"), behaviors: [{ type: "open_url", default_url: "https://a.cn" }] };
    const message = await seat.post(
      link,
      button("驳回", {}, { type: "danger", confirm: { title: plain("确认驳回？"), text: plain("不能撤回") } }),
    );
    expect(message.buttons).toMatchObject([
      { url: "https://a.cn", style: "plain" },
      { style: "danger", confirm: { title: "确认驳回？", text: "不能撤回", yes: "确定", no: "取消" } },
    ]);
    await seat.li.press(message, "打开");
    expect(await seat.li.press(message, "驳回", { confirm: false })).toEqual({ outcome: "withdrawn" });
    expect(seat.heard).toEqual([]);
    await seat.li.press(message, "驳回", { confirm: true });
    expect(seat.heard).toHaveLength(1);
    await expect(seat.li.press(message, "打开", { confirm: true })).rejects.toThrow(NotOnScreen);
  });

  test("shows the app's toast, and turns the card", async () => {
    const message = await seat.post(button("同意"));
    seat.reply = () => ({
      toast: { type: "success", content: "已同意" },
      card: { type: "raw", data: card([md("已同意 by 李伟")]) },
    });
    expect(await seat.li.press(message, "同意")).toEqual({ outcome: "answered" });
    expect(seat.sandbox.desk.notices(seat.sandbox.idOf("liwei")).at(-1)).toMatchObject({
      text: "已同意",
      tone: "success",
      messageId: message.id,
    });
    expect(seat.li.last()).toMatchObject({ id: message.id, text: "已同意 by 李伟", buttons: [] });
    await expect(seat.li.press(message, "同意")).rejects.toThrow(NotOnScreen);
    expect(await seat.li.press(message, "同意", { asShown: true })).toEqual({ outcome: "answered" });
    expect(seat.heard).toHaveLength(2);
  });

  test("that came to nothing is told as the client tells it", async () => {
    const message = await seat.post(button("同意"));
    const before = message.text;
    seat.reply = () => {
      throw new Error("broken on purpose");
    };
    expect(await seat.li.press(message, "同意")).toEqual({
      outcome: "failed",
      notice: "出错了，请稍后重试 code: 200671",
    });
    seat.reply = () => ({ elements: [] });
    expect(await seat.li.press(message, "同意")).toEqual({
      outcome: "failed",
      notice: "出错了，请稍后重试 code: 200672",
    });
    seat.reply = () => ({ card: { type: "raw", data: card([{ tag: "note" }]) } });
    expect(await seat.li.press(message, "同意")).toEqual({
      outcome: "failed",
      notice: "出错了，请稍后重试 code: 200673",
    });
    seat.reply = () => new Promise(() => undefined);
    expect(await seat.li.press(message, "同意")).toEqual({
      outcome: "late",
      notice: "出错了，请稍后重试 code: 200341",
    });
    expect(seat.li.last()?.text).toBe(before);
  });

  test("waits for the answer to the one before", async () => {
    const message = await seat.post(button("同意"), button("驳回"));
    let answer: (() => void) | undefined;
    seat.reply = () => new Promise((resolve) => (answer = () => resolve({})));
    const first = seat.li.press(message, "同意");
    await expect.poll(() => seat.heard.length).toBe(1);
    const shown = () =>
      seat.sandbox.desk.screen(seat.sandbox.idOf("liwei")).messages[message.in]?.find(({ id }) => id === message.id)
        ?.card;
    expect(shown()?.waiting).toBe("0");
    expect(await seat.li.press(message, "驳回")).toEqual({ outcome: "failed", notice: "正在处理中" });
    answer?.();
    expect(await first).toEqual({ outcome: "answered" });
    expect(shown()?.waiting).toBeNull();
    expect(seat.heard).toHaveLength(1);
  });

  test("on a card of more than 14 days is not sent", async () => {
    const message = await seat.post(button("同意"));
    const day = 24 * 3_600_000;
    seat.clock.moveTo(new Date(seat.clock.now().getTime() + 14 * day + 1000));
    expect(await seat.li.press(message, "同意")).toEqual({
      outcome: "failed",
      notice: "该卡片发送时间已超过 14 天，无法进行互动",
    });
    expect(seat.heard).toEqual([]);
  });

  test("on a disabled button is not sent", async () => {
    const message = await seat.post(button("同意", {}, { disabled: true }));
    expect(await seat.li.press(message, "同意")).toMatchObject({ outcome: "failed" });
    expect(seat.heard).toEqual([]);
  });
});

test("what is chosen outside of a form is sent at once", async () => {
  const message = await seat.post(
    {
      tag: "overflow",
      element_id: "more",
      options: [{ text: plain("转交"), value: "pass" }],
      behaviors: [{ type: "callback", value: { id: "1" } }],
    },
    {
      tag: "select_static",
      placeholder: plain("阶段"),
      initial_option: "a",
      options: [
        { text: plain("初访"), value: "a" },
        { text: plain("谈判"), value: "b" },
      ],
    },
    { tag: "date_picker", placeholder: plain("日期") },
    { tag: "select_person", placeholder: plain("负责人"), options: [{ value: seat.sandbox.idOf("emma") }] },
    { tag: "input", placeholder: plain("意见") },
    { tag: "checker", text: plain("已读"), behaviors: [{ type: "callback", value: {} }] },
  );
  expect(message.menus.map(({ label, chosen }) => [label, chosen[0]?.label])).toEqual([
    ["more", undefined],
    ["阶段", "初访"],
    ["日期", undefined],
    ["负责人", undefined],
    ["意见", undefined],
  ]);
  await seat.li.choose(message, "more", "转交");
  await seat.li.choose(message, "阶段", "谈判");
  await seat.li.choose(message, "日期", "2026-12-02");
  await seat.li.choose(message, "负责人", "Emma");
  await seat.li.choose(message, "意见", "同意");
  await seat.li.press(message, "已读");
  expect(seat.heard.map(({ action }) => action)).toMatchObject([
    { tag: "overflow", option: "pass", value: { id: "1" } },
    { tag: "select_static", option: "b" },
    { tag: "date_picker", option: "2026-12-02 +0800" },
    { tag: "select_person", option: seat.sandbox.idOf("emma") },
    { tag: "input", input_value: "同意" },
    { tag: "checker", checked: true },
  ]);
  expect(seat.li.last()?.menus[1]?.chosen).toEqual([{ label: "谈判", value: "b" }]);
  expect(await seat.li.suggestions("阶段", "谈", message)).toEqual([{ label: "谈判", value: "b" }]);
});

test("the client takes nothing that it would not offer", async () => {
  const message = await seat.post(
    { tag: "select_static", placeholder: plain("阶段"), options: [option("a")] },
    { tag: "date_picker", placeholder: plain("日期") },
    { tag: "picker_datetime", placeholder: plain("何时") },
    button("同意"),
  );
  const at = (index: number) => ({ user: seat.li.id, message: message.id, at: String(index) });
  const { desk } = seat.sandbox;
  await expect(desk.choose({ ...at(0), entry: "b" })).rejects.toThrow("cannot be entered");
  await expect(desk.choose({ ...at(0), entry: ["a"] })).rejects.toThrow("cannot be entered");
  await expect(desk.choose({ ...at(1), entry: "2026-02-30" })).rejects.toThrow("cannot be entered");
  await expect(desk.choose({ ...at(2), entry: "2026-12-02 25:00" })).rejects.toThrow("cannot be entered");
  await expect(desk.choose({ ...at(3), entry: "a" })).rejects.toThrow("nothing can be chosen");
  await expect(desk.press(at(0))).rejects.toThrow("cannot be pressed");
  await expect(desk.press(at(9))).rejects.toThrow("nothing at 9");
  await expect(desk.press({ ...at(3), user: seat.sandbox.idOf("emma") })).rejects.toThrow("no longer there");
  expect(seat.heard).toEqual([]);
});

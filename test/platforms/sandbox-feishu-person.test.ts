import { describe, expect, test } from "vitest";
import { NotOnScreen } from "../../src/sandbox/driver.ts";
import type { ScreenChange } from "../../src/sandbox/feishu/screen.ts";
import { sendCard, sendText, startSandbox } from "./sandbox-feishu-app.ts";
import { button, card, md, withSeat } from "./sandbox-feishu-seat.ts";

const seat = withSeat();

describe("what is said", () => {
  test("to the bot, in a group by mentioning it, and in a thread", async () => {
    expect(await seat.li.command("/visit 宏达")).toEqual({ outcome: "answered" });
    expect(await seat.li.command("/visit 宏达", { in: "#sales" })).toEqual({ outcome: "answered" });
    const root = seat.li.last({ in: "#sales" })!;
    await seat.li.command("/fee", { thread: root });
    expect(seat.heard.map(({ message }) => JSON.parse(message?.content ?? "{}").text)).toEqual([
      "/visit 宏达",
      "@_user_1 /visit 宏达",
      "@_user_1 /fee",
    ]);
    expect(seat.heard[1]?.message?.mentions).toMatchObject([{ key: "@_user_1", name: "Rapport" }]);
    expect(seat.heard[2]?.message?.root_id).toBe(root.id);
    expect(root.text).toBe("@Rapport /visit 宏达");
    expect(seat.li.last({ in: "#sales" })).toMatchObject({ id: root.id, replies: 1 });
    expect(seat.li.messages({ thread: root })).toMatchObject([{ text: "@Rapport /fee", thread: root.id }]);
    await expect(seat.li.command("/visit", { in: "#without" })).rejects.toThrow(NotOnScreen);
    await expect(seat.sandbox.person("emma").command("/visit", { in: "#without" })).rejects.toThrow(NotOnScreen);
  });

  test("mentions people and keeps files", async () => {
    const said = await seat.li.say("问一下 @Emma 和 @Rapport", { in: "#sales" });
    expect(said.text).toBe("问一下 @Emma 和 @Rapport");
    expect(JSON.parse(seat.heard[0]?.message?.content ?? "{}")).toEqual({ text: "问一下 @_user_1 和 @_user_2" });
    const sent = await seat.li.upload({ name: "名单.csv", content: "a,b" });
    expect(sent.files).toMatchObject([{ name: "名单.csv", content: "a,b" }]);
    expect(JSON.parse(seat.heard[1]?.message?.content ?? "{}")).toEqual({
      file_key: sent.files[0]?.id,
      file_name: "名单.csv",
    });
  });

  test("to nobody is told as such", async () => {
    const own = await startSandbox();
    expect(await own.person("liwei").command("/visit")).toEqual({ outcome: "failed" });
    await own.deactivate("liwei");
    await expect(own.person("liwei").say("hello")).rejects.toThrow("deactivated");
    await own.stop();
  });

  test("can be taken back", async () => {
    const said = await seat.li.say("算了");
    await seat.sandbox.desk.recall({ user: seat.li.id, message: said.id });
    expect(seat.li.messages().some(({ id }) => id === said.id)).toBe(false);
    expect(seat.sandbox.desk.screen(seat.li.id).messages[said.in]?.find(({ id }) => id === said.id)).toMatchObject({
      deleted: true,
      summary: "",
    });
    const [bot] = [await sendText(seat.client, seat.li.id, "机器人的")];
    await expect(seat.sandbox.desk.recall({ user: seat.li.id, message: bot.message_id! })).rejects.toThrow("one's own");
  });
});

test("what only one person sees is on nobody else's screen", async () => {
  const chat = seat.sandbox.idOf("sales");
  const data = {
    chat_id: chat,
    open_id: seat.sandbox.idOf("emma"),
    msg_type: "interactive",
    card: card([md("只有你")]),
  };
  await seat.client.request({ method: "POST", url: "/open-apis/ephemeral/v1/send", data });
  expect(seat.sandbox.person("emma").last({ in: "#sales" })).toMatchObject({ text: "只有你", onlyYou: true });
  expect(seat.li.messages({ in: "#sales" }).some(({ text }) => text === "只有你")).toBe(false);
});

test("the home page is the card that the menu brings", async () => {
  expect(seat.li.home()).toBeUndefined();
  seat.onEvent = () =>
    sendCard(seat.client, seat.sandbox.idOf("liwei"), card([md("今天 3 件事"), button("已联系", { home: true })]));
  expect(await seat.li.openHome()).toEqual({ outcome: "answered" });
  await seat.sandbox.until(() => seat.li.home());
  expect(seat.heard[0]).toMatchObject({ event_key: "rapport.home" });
  await sendText(seat.client, seat.sandbox.idOf("liwei"), "后来的");
  await seat.post(md("后来的卡片"));
  expect(seat.li.home()?.lines).toEqual(["今天 3 件事"]);
  await seat.li.press("home", "已联系");
  expect(seat.heard[1]?.action?.value).toEqual({ home: true });
  seat.onEvent = () => undefined;
  await seat.li.openHome();
  expect(seat.li.home()?.lines).toEqual(["今天 3 件事"]);
  const own = await startSandbox();
  await expect(own.person("liwei").openHome()).rejects.toThrow(NotOnScreen);
  await own.stop();
});

describe("a forwarded card", () => {
  const forward = async (config: object) => {
    await sendCard(
      seat.client,
      seat.sandbox.idOf("liwei"),
      card([button("同意", { a: 1 })], { config: { update_multi: true, ...config } }),
    );
    const message = seat.li.last()!;
    const copy = seat.sandbox.desk.forward({ user: seat.li.id, message: message.id, to: seat.sandbox.idOf("sales") });
    return seat.sandbox
      .person("emma")
      .messages({ in: "#sales" })
      .find(({ id }) => id === copy)!;
  };

  test("takes presses only where it says so, and they name the chat it is in", async () => {
    const plainCopy = await forward({});
    expect(plainCopy.by).toMatchObject({ name: "李伟", isBot: false });
    expect(await seat.sandbox.person("emma").press(plainCopy, "同意")).toEqual({
      outcome: "failed",
      notice: "Forwarded cards cannot be used",
    });
    expect(seat.heard).toEqual([]);
    const live = await forward({ enable_forward_interaction: true });
    expect(await seat.sandbox.person("emma").press(live, "同意")).toEqual({ outcome: "answered" });
    expect(seat.heard[0]?.context).toMatchObject({
      open_chat_id: seat.sandbox.idOf("sales"),
      open_message_id: live.id,
    });
  });

  test("is not forwarded when it must not be, but by clients that know no better", async () => {
    await expect(forward({ enable_forward: false })).rejects.toThrow("cannot be forwarded");
    seat.sandbox.desk.oldClients = true;
    const carried = await forward({ enable_forward: false });
    expect(await seat.sandbox.person("emma").press(carried, "同意")).toEqual({ outcome: "answered" });
    expect(seat.heard[0]?.context).toMatchObject({ open_message_id: carried.id });
    seat.sandbox.desk.oldClients = false;
  });
});

describe("the screen", () => {
  test("follows what happens, and counts what is unread", async () => {
    const emma = seat.sandbox.idOf("emma");
    const direct = () =>
      seat.sandbox.desk
        .screen(emma)
        .chats.find(({ withUser }) => withUser === seat.sandbox.desk.screen(emma).app.botOpenId)!;
    const changes: ScreenChange[] = [];
    const end = seat.sandbox.desk.subscribe(emma, (change) => changes.push(change));
    await seat.sandbox.desk.openChat({ user: emma, chat: direct().id });
    expect(direct().unread).toBe(0);
    expect(seat.heard[0]).not.toHaveProperty("last_message_id");
    await sendText(seat.client, emma, "one");
    await sendText(seat.client, emma, "two");
    expect(direct()).toMatchObject({ unread: 2, name: "Rapport", kind: "p2p" });
    expect(changes.filter(({ type }) => type === "message")).toHaveLength(2);
    expect(changes.every(({ revision }, index) => index === 0 || revision >= changes[index - 1]!.revision)).toBe(true);
    seat.heard.length = 0;
    await seat.sandbox.desk.openChat({ user: emma, chat: direct().id });
    expect(direct().unread).toBe(0);
    expect(seat.heard[0]?.last_message_id).toMatch(/^om_/);
    end();
    await sendText(seat.client, emma, "three");
    expect(changes.filter(({ type }) => type === "message")).toHaveLength(2);
  });

  test("counts nothing as unread that was said before a restart", async () => {
    await seat.post(md("before"));
    const again = await startSandbox();
    again.recall(seat.sandbox.remember());
    const [direct] = again.desk.screen(seat.li.id).chats.filter(({ kind }) => kind === "p2p");
    expect(direct?.unread).toBe(0);
    expect(again.person("liwei").last()?.text).toBe("before");
    await again.stop();
  });

  test("shows what the slash offers, in the person's language", async () => {
    await seat.client.request({
      method: "POST",
      url: "/open-apis/application/v7/app_slash_commands",
      data: { command: "visit", description: { default_value: "Log a visit", i18n: { zh_cn: "记拜访" } } },
    });
    const offered = (who: string) => seat.sandbox.desk.screen(seat.sandbox.idOf(who)).app.commands;
    expect(offered("liwei")).toEqual([{ command: "/visit", description: "记拜访" }]);
    expect(offered("emma")).toEqual([{ command: "/visit", description: "Log a visit" }]);
  });
});

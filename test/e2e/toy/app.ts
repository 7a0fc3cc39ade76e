import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { SlackSandbox } from "../../../src/sandbox/slack/contract.ts";
import * as show from "./blocks.ts";
import { fields } from "./fields.ts";

const CUSTOMERS = ["宏达机电", "宏大贸易", "华信电子", "东方精密", "Acme Pilot", "Blue Sea Logistics"];

const modal = (blocks: ReturnType<typeof fields>, callback_id: string) => ({
  type: "modal" as const,
  callback_id,
  title: { type: "plain_text" as const, text: "申请客情费" },
  submit: { type: "plain_text" as const, text: "提交" },
  close: { type: "plain_text" as const, text: "取消" },
  blocks,
});

function commands(app: App): void {
  app.command("/visit", async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({
      channel: command.channel_id,
      text: "已记录：拜访 宏达机电",
      blocks: show.visitCard,
    });
  });
  app.command("/board", async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: "ephemeral", text: "我的潜在客户 · 机会 12 · 约见 4" });
  });
  app.command("/quiet", async ({ ack }) => ack({ response_type: "ephemeral", text: "只有你能看到这句话" }));
  app.command("/late", () => new Promise<void>(() => undefined));
  app.command("/danger", async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: show.hostile });
  });
  app.command("/blocks", async ({ ack, command, client }) => {
    await ack();
    const at = { channel: command.channel_id, text: "Every block" };
    await client.chat.postMessage({ ...at, blocks: show.someBlocks(command.user_id) });
    const more = await client.chat.postMessage({ ...at, blocks: show.moreBlocks });
    await client.chat.postMessage({ ...at, blocks: show.evenMore });
    await client.chat.postMessage({ ...at, text: "按代表的明细在这里", thread_ts: more.ts! });
  });
  for (const command of ["/form", "/fee"])
    app.command(command, async ({ ack, command: { trigger_id }, client }) => {
      await ack();
      await client.views.open({ trigger_id, view: modal(fields(command === "/form"), "fee") });
    });
  app.command("/deep", async ({ ack, command, client }) => {
    await ack();
    const blocks = [
      {
        type: "actions" as const,
        elements: [
          { type: "button" as const, action_id: "deeper", text: { type: "plain_text" as const, text: "Deeper" } },
        ],
      },
    ];
    await client.views.open({ trigger_id: command.trigger_id, view: { ...modal([], "deep"), blocks } });
  });
}

function actions(app: App): void {
  app.action("undo", async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "已撤销这次拜访" });
  });
  app.action("slow", async ({ ack, respond }) => {
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await ack();
    await respond({ replace_original: false, response_type: "ephemeral", text: "Took its time" });
  });
  app.action("never", () => new Promise<void>(() => undefined));
  app.action("deeper", async ({ ack, body, client }) => {
    await ack();
    if (!("trigger_id" in body)) return;
    await client.views.push({
      trigger_id: body.trigger_id,
      view: { ...modal(fields(false), "fee"), title: { type: "plain_text", text: "第二层" } },
    });
  });
  app.action("edit", async ({ ack, body, client }) => {
    await ack();
    if ("trigger_id" in body)
      await client.views.open({ trigger_id: body.trigger_id, view: modal(fields(false), "fee") });
  });
  app.action("done", async ({ ack, body, client }) => {
    await ack();
    const blocks = show.homeBlocks(body.user.id).filter((block) => block.block_id !== "care1");
    await client.views.publish({ user_id: body.user.id, view: { type: "home", blocks } });
  });
  app.action(/^(fill|menu|more|who|day|outside|later|language|hour|call|v)$/, async ({ ack, respond, action }) => {
    await ack();
    if (respond && "action_id" in action && ["fill", "menu", "more", "who", "day"].includes(action.action_id))
      await respond({ replace_original: false, response_type: "ephemeral", text: `收到：${action.action_id}` });
  });
}

function forms(app: App): void {
  app.options("v", async ({ ack, options }) => {
    const found = CUSTOMERS.filter((name) => name.toLowerCase().includes(options.value.toLowerCase()));
    await ack({ options: show.options(...found) });
  });
  app.view("fee", async ({ ack, view, body, client }) => {
    const amount = Number(view.state.values.amount?.v?.value ?? 0);
    if (amount > 1000)
      return ack({ response_action: "errors", errors: { amount: "超过本季度余额 ¥1,000。可以先申请 ¥1,000。" } });
    if (amount === 13) return new Promise<void>(() => undefined);
    await ack();
    const customer = view.state.values.customer?.v?.selected_option?.text.text ?? "";
    await client.chat.postMessage({ channel: body.user.id, text: `🟡 等经理审批 · ¥${amount} · ${customer}` });
  });
}

/** A real Bolt app over Socket Mode; resolves when it is connected, with the way to stop it. */
export async function startToy(sandbox: SlackSandbox): Promise<() => Promise<void>> {
  const clientOptions = { slackApiUrl: sandbox.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: sandbox.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  commands(app);
  actions(app);
  forms(app);
  app.event("app_home_opened", async ({ event, client }) => {
    if (event.tab !== "home") return;
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks: show.homeBlocks(event.user) } });
  });
  await app.start();
  return async () => {
    await app.stop();
  };
}

import type { Client } from "@larksuiteoapi/node-sdk";
import type { FeishuSandbox } from "../../../../src/sandbox/feishu/contract.ts";
import { clientOf, connect, sendCard, sendText } from "../../../platforms/sandbox-feishu-app.ts";
import * as cards from "./cards.ts";
import { figuresCard, lineCard } from "./figures.ts";

interface Heard {
  readonly sender: { readonly sender_id: { readonly open_id: string } };
  readonly message: { readonly message_id: string; readonly chat_id: string; readonly content: string };
}
interface Used {
  readonly operator: { readonly open_id: string };
  readonly action: {
    readonly value?: { readonly a?: string };
    readonly form_value?: Readonly<Record<string, string>>;
    readonly option?: string;
  };
}

const COMMANDS = [
  ["visit", "记一次拜访", "Log a visit"],
  ["fee", "申请客情费", "Ask for a fee"],
  ["cards", "每一种组件", "Every element"],
] as const;

const toast = (type: string, content: string) => ({ toast: { type, content } });
const change = (card: object) => ({ card: { type: "raw", data: card } });

const answers = (client: Client, idOf: (name: string) => string) => {
  const reply = (message_id: string, text: string) =>
    client.im.message.reply({
      path: { message_id },
      data: { msg_type: "text", content: JSON.stringify({ text }), reply_in_thread: true },
    });
  const commands: Readonly<Record<string, (heard: Heard) => Promise<unknown>>> = {
    "/visit": ({ message }) => sendCard(client, message.chat_id, cards.visitCard()),
    "/fee": ({ message }) => sendCard(client, message.chat_id, cards.formCard(idOf("wanglei"), idOf("emma"))),
    "/cards": async ({ message: { chat_id } }) => {
      await sendCard(client, chat_id, cards.feeCard(idOf("lina"), idOf("wanglei")));
      const figures = await sendCard(client, chat_id, figuresCard(idOf("lina")));
      await sendCard(client, chat_id, lineCard());
      await reply(figures, "按代表的明细在这里");
    },
    "/danger": ({ message }) => sendCard(client, message.chat_id, cards.hostileCard()),
    "/quiet": ({ message, sender }) =>
      client.request({
        method: "POST",
        url: "/open-apis/ephemeral/v1/send",
        data: {
          chat_id: message.chat_id,
          open_id: sender.sender_id.open_id,
          msg_type: "interactive",
          card: cards.doneCard("只有你能看到这句话"),
        },
      }),
  };
  return async (heard: Heard): Promise<void> => {
    const { text } = JSON.parse(heard.message.content) as { text?: string };
    const name = /\/\w+/.exec(text ?? "")?.[0];
    if (name) await commands[name]?.(heard);
  };
};

const used = async ({ action }: Used): Promise<unknown> => {
  const amount = Number(action.form_value?.amount);
  switch (action.value?.a) {
    case "undo":
      return { ...toast("success", "已撤销"), ...change(cards.visitCard("已撤销")) };
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, 1200));
      return toast("info", "Took its time");
    case "never":
      return new Promise(() => undefined);
    case "fee.submit":
      if (amount > 1000) return toast("error", "超过本季度余额 ¥1,000。可以先申请 ¥1,000。");
      return { ...toast("success", "已提交"), ...change(cards.doneCard(`等经理审批 · ¥${amount}`)) };
    default:
      return toast("info", `收到 ${action.value?.a ?? ""} ${action.option ?? ""}`.trim());
  }
};

/** Feishu's own SDK over the long connection; resolves when it is connected, with the way to stop it. */
export async function startFeishuToy(sandbox: FeishuSandbox): Promise<() => void> {
  const client = clientOf(sandbox);
  const heard = answers(client, (name) => sandbox.idOf(name));
  for (const [command, zh_cn, en_us] of COMMANDS)
    await client.request({
      method: "POST",
      url: "/open-apis/application/v7/app_slash_commands",
      data: { command, description: { default_value: zh_cn, i18n: { zh_cn, en_us } } },
    });
  const { stop } = await connect(sandbox, {
    "im.message.receive_v1": (event: Heard) => {
      void heard(event);
    },
    "application.bot.menu_v6": async (event: { operator: { operator_id: { open_id: string } }; event_key: string }) => {
      await sendText(client, event.operator.operator_id.open_id, `菜单：${event.event_key}`);
    },
    "card.action.trigger": used,
  });
  return stop;
}

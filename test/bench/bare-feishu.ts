import { Client, EventDispatcher, LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { type BareDatabase, openBare } from "./bare-database.ts";
import type { BotStart } from "./bot-process.ts";
import { serveParent } from "./own-process.ts";

/*
 * What our answers in Feishu are held against: the SDK as its documentation has it, one INSERT through adapter-pg, and
 * the answer. It knows nobody, checks nothing and remembers nothing.
 */

let database: BareDatabase | undefined;
let line: WSClient | undefined;

interface Said {
  readonly sender: { readonly sender_id?: { readonly open_id?: string } };
  readonly message: { readonly chat_id: string; readonly content: string };
}
interface Used {
  readonly operator: { readonly open_id: string };
  readonly action: { readonly form_value?: object };
}

const cardOf = (title: string, elements: readonly object[]) => ({
  schema: "2.0",
  config: { update_multi: true },
  header: { title: { tag: "plain_text", content: title } },
  body: { elements },
});
const text = (content: string) => ({ tag: "div", text: { tag: "plain_text", content } });

const FORM = cardOf("A note", [
  {
    tag: "form",
    name: "bare",
    elements: [
      { tag: "input", name: "said", label: { tag: "plain_text", content: "What was said" } },
      {
        tag: "button",
        name: "save",
        form_action_type: "submit",
        text: { tag: "plain_text", content: "Save" },
        behaviors: [{ type: "callback", value: { do: "save" } }],
      },
    ],
  },
]);
const cardWithButton = (count: number) =>
  cardOf("A paper", [
    text(`Approved ${count} times`),
    {
      tag: "button",
      text: { tag: "plain_text", content: "OK" },
      behaviors: [{ type: "callback", value: { do: "approve" } }],
    },
  ]);

const dispatcherOf = (client: Client, { insert }: BareDatabase): EventDispatcher => {
  let approved = 0;
  const send = ({ message }: Said, card: object) =>
    client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: message.chat_id, msg_type: "interactive", content: JSON.stringify(card) },
    });
  return new EventDispatcher({ loggerLevel: LoggerLevel.error }).register<{
    "im.message.receive_v1": (said: Said) => Promise<void>;
    "card.action.trigger": (used: Used) => Promise<object>;
  }>({
    async "im.message.receive_v1"(said) {
      const words: string = JSON.parse(said.message.content).text;
      if (words === "/form") await send(said, FORM);
      else if (words === "/card") await send(said, cardWithButton(approved));
      else {
        await insert(said.sender.sender_id?.open_id ?? "", words);
        await send(said, cardOf("Noted", [text(`Noted: ${words}`)]));
      }
    },
    async "card.action.trigger"({ operator, action }) {
      await insert(operator.open_id, JSON.stringify(action.form_value ?? "approve"));
      approved += 1;
      const data = action.form_value ? cardOf("Noted", [text("Saved")]) : cardWithButton(approved);
      return { card: { type: "raw", data } };
    },
  });
};

const start = async ({ databaseUrl, feishu }: BotStart): Promise<void> => {
  if (!feishu) throw new TypeError("The bare handler was told of no Feishu.");
  const app = { ...feishu, loggerLevel: LoggerLevel.error };
  database = openBare(databaseUrl);
  const eventDispatcher = dispatcherOf(new Client(app), database);
  await new Promise<void>((resolve, reject) => {
    line = new WSClient({ ...app, onReady: resolve, onError: reject });
    void line.start({ eventDispatcher });
  });
};

serveParent({ start }, async () => {
  line?.close();
  await database?.close();
});

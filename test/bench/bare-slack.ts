import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type BareDatabase, openBare } from "./bare-database.ts";
import type { BotStart } from "./bot-process.ts";
import { serveParent } from "./own-process.ts";

/*
 * What our answers in Slack are held against: Bolt as its tutorial has it, one INSERT through adapter-pg, and the answer.
 * It knows nobody, checks nothing and remembers nothing.
 */

let database: BareDatabase | undefined;
let receiver: SocketModeReceiver | undefined;

const FORM = {
  type: "modal",
  callback_id: "bare",
  title: { type: "plain_text", text: "A note" },
  submit: { type: "plain_text", text: "Save" },
  blocks: [
    {
      type: "input",
      block_id: "said",
      label: { type: "plain_text", text: "What was said" },
      element: { type: "plain_text_input", action_id: "said" },
    },
  ],
} as const;

const CARD = {
  response_type: "in_channel",
  text: "A paper",
  blocks: [
    { type: "section", text: { type: "plain_text", text: "A paper" } },
    { type: "actions", elements: [{ type: "button", action_id: "approve", text: { type: "plain_text", text: "OK" } }] },
  ],
} as const;

const listen = (app: App, { insert }: BareDatabase): void => {
  app.command("/line", async ({ command, ack }) => {
    await insert(command.user_id, command.text);
    await ack({ response_type: "in_channel", text: `Noted: ${command.text}` });
  });
  app.command("/form", async ({ command, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: { ...FORM, blocks: [...FORM.blocks] } });
  });
  app.view("bare", async ({ body, view, ack }) => {
    await insert(body.user.id, view.state.values.said?.said?.value ?? "");
    await ack();
  });
  app.command("/card", ({ ack }) => ack({ ...CARD, blocks: [...CARD.blocks] as never }));
  app.action("approve", async ({ body, ack }) => {
    await insert(body.user.id, "approve");
    await ack();
  });
};

const start = async ({ databaseUrl, slack }: BotStart): Promise<void> => {
  if (!slack) throw new TypeError("The bare handler was told of no Slack.");
  const { apiUrl: slackApiUrl, botToken, appToken } = slack;
  database = openBare(databaseUrl);
  const clientOptions = { slackApiUrl };
  receiver = new SocketModeReceiver({ appToken, logLevel: LogLevel.ERROR, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  listen(app, database);
  await app.start();
};

serveParent({ start }, async () => {
  await receiver?.stop();
  await database?.close();
});

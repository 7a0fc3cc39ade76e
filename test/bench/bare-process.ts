import { PrismaPg } from "@prisma/adapter-pg";
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { newId } from "../../src/core/ids.ts";
import { PrismaClient } from "../../src/data/generated/client.ts";
import type { BotStart } from "./bot-process.ts";
import { serveParent } from "./own-process.ts";

/*
 * What our answers are held against: Bolt as its tutorial has it, one INSERT through adapter-pg, and the answer. It knows
 * nobody, checks nothing and remembers nothing.
 */

let prisma: PrismaClient | undefined;
let receiver: SocketModeReceiver | undefined;

const insert = (who: string, what: string) =>
  prisma!.auditEntry.create({
    data: { id: newId(), organizationId: newId(), from: "slack", what, subject: who, at: new Date(), after: { what } },
  });

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

const listen = (app: App): void => {
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

const start = async ({ databaseUrl, apiUrl, botToken, appToken }: BotStart): Promise<void> => {
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  const clientOptions = { slackApiUrl: apiUrl };
  receiver = new SocketModeReceiver({ appToken, logLevel: LogLevel.ERROR, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  listen(app);
  await app.start();
};

serveParent({ start, settle: () => undefined }, async () => {
  await receiver?.stop();
  await prisma?.$disconnect();
});

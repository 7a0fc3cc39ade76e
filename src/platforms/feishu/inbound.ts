import { z } from "zod";
import type { Place } from "../../chat/feature.ts";
import type { Answer } from "../../chat/port.ts";
import { TurnedAway } from "../../core/door.ts";
import { within } from "../../core/time-limit.ts";
import type { Turn } from "./answering.ts";
import type { Dispatcher, Handler } from "./dispatcher.ts";
import { uploadedFile } from "./files.ts";
import { fileIn, type MessageEvent, messageEvent, wordsOf } from "./heard.ts";
import type { Asked } from "./origin.ts";
import { identityOf, idsOf, isNotTaken, keepDirect, type Parts } from "./parts.ts";
import type { People } from "./people.ts";
import { onCard } from "./pressed.ts";

/** What the entry "home" of the bot's menu is called; the others are called after commands. */
export const HOME_KEY = "home";

/** Registers a handler for everything Feishu sends that means something here. */
export const listen = (dispatcher: Dispatcher, parts: Parts): void => {
  const event =
    <T extends object>(shape: z.ZodType<T>, handle: (parts: Parts, data: T) => Promise<void>): Handler =>
    async (data) => {
      const { work, api, deadlines } = parts;
      // Not acknowledged, it is delivered again: to this process once it has started anew, or to another.
      if (work.isClosed) throw new TurnedAway(503);
      const { data: known, error } = shape.safeParse(data);
      if (!known) {
        api.log.warn({ err: error }, "An event of an unknown shape was left alone");
        return {};
      }
      // Acknowledged while it is under way, it would be lost with the process.
      const handled = work.run(() => handle(parts, known));
      if ((await within(deadlines.event, handled, false)) && !work.isLeft(known)) return {};
      throw new TurnedAway(503);
    };
  dispatcher.on({
    "im.message.receive_v1": event(messageEvent, onWords),
    "application.bot.menu_v6": event(menuEvent, onMenu),
    "im.chat.access_event.bot_p2p_chat_entered_v1": event(enteredEvent, onEntered),
    "im.chat.member.bot.added_v1": event(memberEvent, async ({ people }, { chat_id }) => people.rememberGroup(chat_id)),
    "im.chat.member.bot.deleted_v1": event(memberEvent, async ({ api }, { chat_id }) =>
      api.log.info({ chat: chat_id }, "Rapport was taken out of a group"),
    ),
    "contact.user.deleted_v3": event(leftEvent, onLeft),
    "card.action.trigger": (data, via) => onCard(parts, data, via),
  });
};

const ids = z.object({
  open_id: z.string().nullish(),
  union_id: z.string().nullish(),
  user_id: z.string().nullish(),
});
const menuEvent = z.object({
  event_id: z.string(),
  tenant_key: z.string(),
  operator: z.object({ operator_name: z.string().nullish(), operator_id: ids }),
  event_key: z.string(),
});
const enteredEvent = z.object({
  event_id: z.string(),
  tenant_key: z.string(),
  chat_id: z.string(),
  operator_id: ids.nullish(),
  last_message_id: z.string().nullish(),
});
const memberEvent = z.object({ chat_id: z.string() });
const leftEvent = z.object({ tenant_key: z.string(), object: ids, old_object: ids.nullish() });

const onWords = async (parts: Parts, data: MessageEvent): Promise<void> => {
  const { api, people, inbound, work, bot } = parts;
  const { sender, message, tenant_key: workspace } = data;
  const place = placeOf(data);
  const direct = place.kind === "direct";
  const file = direct ? fileIn(data) : undefined;
  const words = file ? { text: "", mentioned: false } : wordsOf(data, bot);
  if (sender.sender_type !== "user" || !words) return;
  if (!direct && !words.mentioned && place.thread === undefined) return;
  const user = await people.openIdOf(idsOf(sender.sender_id ?? {}));
  const id = `feishu:words:${workspace}:${message.message_id}`;
  if (user === undefined) return;
  remember(people, data, user);
  const identity = identityOf(sender.tenant_key ?? workspace, user);
  const said = {
    id,
    identity,
    place,
    receivedAt: api.clock.now(),
    text: words.text,
    mentioned: words.mentioned || direct,
    ...(file && { files: [uploadedFile(file, api)] }),
  };
  await work.once(id, {
    delivery: data,
    work: async () => answered(parts, await inbound.say(said), { arrival: id, place, user, said: message.message_id }),
  });
  if (direct) await keepDirect(parts, identity);
};

/** Brings the answer before whoever asked. What Feishu does not take now is asked again when it brings the words again. */
const answered = async (parts: Parts, answer: Answer | undefined, origin: Asked): Promise<"done" | "left"> => {
  if (answer?.elsewhere) return "left";
  if (!answer) return "done";
  const show = () => parts.answering.words(turnOf(origin), answer);
  return (await isNotTaken(parts, { origin, answer }, show)) ? "left" : "done";
};

/** Where it was said. In a topic group each message begins a thread of its own. */
const placeOf = ({ message, tenant_key: workspace }: MessageEvent): Place => {
  const thread = message.root_id ?? (message.thread_id === undefined ? undefined : message.message_id);
  return {
    platform: "feishu",
    workspace,
    place: message.chat_id,
    kind: message.chat_type === "p2p" ? "direct" : "group",
    ...(thread !== undefined && { thread }),
  };
};

const remember = (people: People, { message }: MessageEvent, user: string): void => {
  for (const { id, name } of message.mentions ?? []) people.rememberName(idsOf(id ?? {}), name ?? undefined);
  if (message.chat_type === "p2p") people.rememberDirect(user, message.chat_id);
  else people.rememberGroup(message.chat_id);
};

const turnOf = (origin: Asked): Turn => ({ origin, ack: async () => true });

/** The bot's menu, and whatever else begins a talk without words. */
const onCommand = async (
  parts: Parts,
  delivery: object,
  asked: { readonly id: string; readonly workspace: string; readonly user: string; readonly name: string },
): Promise<void> => {
  const { api, people, inbound, work } = parts;
  const { id, workspace, user, name } = asked;
  const place: Place = { platform: "feishu", workspace, place: people.directPlace(user), kind: "direct" };
  const [identity, receivedAt] = [identityOf(workspace, user), api.clock.now()];
  const command = { id, identity, place, receivedAt, name, typed: "", repeats: true } as const;
  await work.once(id, {
    delivery,
    work: async () => answered(parts, await inbound.command(command), { arrival: id, place, user }),
  });
  await keepDirect(parts, identity);
};

const onMenu = async (parts: Parts, data: z.output<typeof menuEvent>): Promise<void> => {
  const { people, inbound, outbound, work } = parts;
  const { event_id: event, tenant_key: workspace, operator, event_key: key } = data;
  const user = await people.openIdOf(idsOf(operator.operator_id));
  if (user === undefined) return;
  people.rememberName({ open_id: user }, operator.operator_name ?? undefined);
  const id = `feishu:menu:${workspace}:${event}`;
  const identity = identityOf(workspace, user);
  if (key !== HOME_KEY) return onCommand(parts, data, { id, workspace, user, name: key });
  const openHome = async () => {
    outbound.homeIs(user, undefined);
    return (await inbound.homeOpened(identity, id)) ? ("done" as const) : ("left" as const);
  };
  await work.once(id, { delivery: data, work: openHome });
  await keepDirect(parts, identity);
};

/** Feishu names the leaver by one id or another. By none that is known here, only an admin can tell who it was. */
const onLeft = async ({ api, people, inbound, work }: Parts, data: z.output<typeof leftEvent>): Promise<void> => {
  const { tenant_key: workspace, object, old_object: before } = data;
  const { open_id, ...others } = idsOf(object);
  const ids = { ...others, open_id: open_id || before?.open_id || undefined };
  const user = await people.askOpenId(ids);
  if (user !== undefined) {
    if (!(await inbound.left(identityOf(workspace, user)))) work.leave(data);
    return;
  }
  const who = others.union_id ?? others.user_id;
  api.log.warn(
    { who, remedy: "Look under /people for whoever has left, and close the account there." },
    "Somebody left Feishu whom it names by an id that Rapport has never heard of: no account was closed",
  );
};

/** Whoever comes for the first time is greeted with what they can say; who has been here finds what was said. */
const onEntered = async (parts: Parts, data: z.output<typeof enteredEvent>): Promise<void> => {
  const { event_id: event, tenant_key: workspace, chat_id: chat, operator_id: operator, last_message_id: last } = data;
  const user = await parts.people.openIdOf(idsOf(operator ?? {}));
  if (user === undefined) return;
  parts.people.rememberDirect(user, chat);
  if (last) return keepDirect(parts, identityOf(workspace, user));
  await onCommand(parts, data, { id: `feishu:entered:${workspace}:${event}`, workspace, user, name: "help" });
};

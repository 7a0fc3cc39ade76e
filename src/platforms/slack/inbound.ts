import { createHash } from "node:crypto";
import type { App, BlockAction, BlockSuggestion, SlashCommand, ViewSubmitAction } from "@slack/bolt";
import type { PersonIdentity, Place } from "../../chat/feature.ts";
import { type Answer, failsForNow, type Inbound } from "../../chat/port.ts";
import type { Work } from "../../chat/port-work.ts";
import { elapsed } from "../../core/clock.ts";
import { within } from "../../core/time-limit.ts";
import type { AckBody, Answering, Turn } from "./answering.ts";
import type { Connection } from "./connection.ts";
import { uploadedFile } from "./files.ts";
import { type Heard, heardText, isOurs } from "./heard.ts";
import { LIMITS } from "./limits.ts";
import { menuCall } from "./menu-value.ts";
import { type Origin, unpack } from "./origin.ts";
import type { People } from "./people.ts";
import { ID_MARK, MENU } from "./render-card.ts";
import { optionOf } from "./render-form.ts";
import { isSameLine } from "./sockets.ts";
import { valuesOf } from "./values.ts";

interface Parts {
  readonly app: App;
  readonly slack: Connection;
  readonly people: People;
  readonly answering: Answering;
  readonly inbound: Inbound;
  readonly work: Work;
}

/** Slack drops what an acknowledgement brings after 3 seconds; a little of it goes on the way. */
const TAKEN_WITHIN = 2800;
/** Of its time, what may go by before the work begins. */
const LOOK_UP = 400;

/** Options must come within 3 seconds, whatever the search still does. */
const SEARCH_DEADLINE = 2600;

/** Registers a listener for everything Slack sends; whatever it is, it gets an answer. */
export const listen = (parts: Parts): void => {
  const { app, work, slack, inbound, people } = parts;
  const run = async (handle: () => Promise<void>): Promise<void> => void (await work.run(handle));
  /** An event that could not be handled comes again. */
  const heard = async (event: object, handle: () => Promise<void>): Promise<void> => {
    if (!(await work.run(handle))) work.leave(event);
  };
  app.command(/.*/, ({ command, ack, context }) => {
    const came = elapsed();
    const answer = async (body?: object) => {
      const taken = isSameLine(context) && elapsed() - came < TAKEN_WITHIN;
      await ack(taken && body ? { ...body } : undefined);
      if (!taken) throw new Error("Slack takes no answer on the way that brought the command any more.");
    };
    return run(() => onCommand(parts, command, answer));
  });
  app.action<BlockAction>(/.*/, ({ body, ack }) => run(() => onPress(parts, body, () => ack())));
  app.view<ViewSubmitAction>({ type: "view_submission", callback_id: /.*/ }, ({ body, ack }) =>
    run(() => onSubmit(parts, body, (answer) => (isViewAck(answer) ? ack(answer) : ack()))),
  );
  app.view({ type: "view_closed", callback_id: /.*/ }, ({ ack }) => ack());
  app.options<"block_suggestion">({ action_id: /.*/ }, ({ body, ack }) =>
    run(async () => ack({ options: await onSearch(parts, body) })),
  );
  app.shortcut(/.*/, ({ ack }) => ack());
  app.event("message", ({ event, body }) => heard(event, () => onWords(parts, event, body.team_id)));
  app.event("app_mention", ({ event, body }) => heard(event, () => onWords(parts, event, body.team_id)));
  app.event("app_home_opened", ({ event, body }) =>
    heard(event, async () => {
      people.remember(event.user, event.channel);
      if (event.tab !== "home") return;
      // Told again while it is being built, it waits for that: to build it twice would take longer still.
      await work.once(body.event_id, {
        delivery: event,
        work: async () => ((await inbound.homeOpened(identityOf(body.team_id, event.user))) ? "done" : "left"),
      });
    }),
  );
  app.event("user_change", ({ event, body }) =>
    heard(event, async () => {
      if (event.user.deleted && !(await inbound.left(identityOf(body.team_id, event.user.id)))) work.leave(event);
    }),
  );
  app.error(async (error) => slack.log.error({ err: error }, "Bolt could not handle a delivery"));
};

const identityOf = (workspace: string, user: string): PersonIdentity => ({ platform: "slack", workspace, user });

const isViewAck = (body: AckBody | undefined): body is Extract<AckBody, { response_action: string }> =>
  body !== undefined && "response_action" in body;

/** Shows the answer to what comes but once: what Slack does not take now is delivered as a message. */
const settle = async (
  { slack: { log } }: Parts,
  turn: Turn,
  { answer, show }: { answer: Answer; show: () => Promise<void> },
): Promise<void> => {
  const missed = await failsForNow(answer, { show, log });
  // Whatever went wrong, the person must not read that nobody answered as well. Answered already: this does nothing.
  await turn.ack().catch(() => undefined);
  if (missed) await answer.missed();
};

const onCommand = async (parts: Parts, command: SlashCommand, ack: (body?: object) => Promise<void>): Promise<void> => {
  const { slack, people, inbound, answering, work } = parts;
  const { team_id: workspace, user_id: user, channel_id: channel } = command;
  const id = `slack:command:${workspace}:${user}:${command.trigger_id}`;
  const kind = await kindOf(people, channel, user);
  const place: Place = { platform: "slack", workspace: slack.self.team, place: channel, kind };
  const at = slack.clock.now();
  const run = () =>
    inbound.command({
      id,
      identity: identityOf(workspace, user),
      place,
      receivedAt: at,
      name: command.command.replace(/^\//, ""),
      typed: heardText(command.text, slack.self.user),
    });
  const { value: answer, first } = await work.shared(id, { work: run, keep: () => true });
  const origin: Origin = { place, user, responseUrl: command.response_url, at, ephemeral: false };
  const turn: Turn = { origin, trigger: command.trigger_id, ack };
  if (first) await settle(parts, turn, { answer, show: () => answering.command(turn, answer) });
  else await answering.commandAgain(turn, answer);
};

const onPress = async (parts: Parts, body: BlockAction, ack: () => Promise<void>): Promise<void> => {
  const { slack, inbound, answering, work } = parts;
  const pressed = callOf(body);
  if (!pressed) return ack();
  const workspace = body.user.team_id ?? slack.self.team;
  const where = body.view?.id ?? `${body.container.channel_id}:${body.container.message_ts}`;
  const id = `slack:press:${workspace}:${body.user.id}:${where}:${pressed.element}:${pressed.at}`;
  if (!work.isNew(id)) return ack();
  const origin = await pressOrigin(parts, body);
  const answer = await inbound.press({
    id,
    identity: identityOf(workspace, body.user.id),
    place: origin.place,
    receivedAt: origin.at,
    action: pressed.action,
    payload: pressed.payload,
  });
  const turn: Turn = { origin, trigger: body.trigger_id, ack };
  await settle(parts, turn, { answer, show: () => answering.message(turn, answer) });
};

/** What a button or an entry of a menu says; undefined for anything that is not ours. */
const callOf = (body: BlockAction): { action: string; payload: string; element: string; at: string } | undefined => {
  const [pressed] = body.actions;
  if (!pressed) return undefined;
  const name = pressed.action_id.slice(0, Math.max(0, pressed.action_id.lastIndexOf(ID_MARK)));
  const { action_id, action_ts: at } = pressed;
  if (pressed.type === "button") return { action: name, payload: pressed.value ?? "null", element: action_id, at };
  if (pressed.type !== "overflow" || name !== MENU) return undefined;
  const { value } = pressed.selected_option;
  return { ...menuCall(value), element: `${action_id} ${value}`, at };
};

const pressOrigin = async (parts: Parts, body: BlockAction): Promise<Origin> => {
  const { slack, people } = parts;
  const user = body.user.id;
  const at = slack.clock.now();
  if (body.view) {
    const place = await directWith(parts, user);
    return { place: { ...place, ...(body.view.type === "home" && { home: true }) }, user, at, ephemeral: false };
  }
  const { channel_id, message_ts, thread_ts, is_ephemeral } = body.container;
  const channel: string = body.channel?.id ?? channel_id;
  const place: Place = {
    platform: "slack",
    workspace: slack.self.team,
    place: channel,
    kind: await kindOf(people, channel, user),
    message: message_ts,
    ...(thread_ts !== undefined && thread_ts !== message_ts && { thread: thread_ts }),
  };
  return {
    place,
    user,
    at,
    ephemeral: is_ephemeral === true,
    ...(body.response_url && { responseUrl: body.response_url }),
  };
};

/** A chat of which Slack does not say in time whose it is, is taken for one that others read. */
const kindOf = async (people: People, channel: string, user: string): Promise<Place["kind"]> =>
  (await within(LOOK_UP, people.isDirect(channel, user), false)) ? "direct" : "group";

/** An empty place when Slack cannot say, or not in time: the answer is then tried there once more. */
const directWith = async ({ people, slack }: Parts, user: string): Promise<Place> => {
  const opened = people.directPlace(user).catch((error: unknown) => {
    slack.log.warn({ err: error }, "A direct chat could not be opened");
    return "";
  });
  const place = await within(LOOK_UP, opened, "");
  return { platform: "slack", workspace: slack.self.team, place, kind: "direct" };
};

const onSubmit = async (
  parts: Parts,
  body: ViewSubmitAction,
  ack: (body?: AckBody) => Promise<void>,
): Promise<void> => {
  const { slack, inbound, answering, work } = parts;
  const { view, user } = body;
  const workspace = user.team_id ?? slack.self.team;
  const carried = unpack(view.private_metadata, user.id);
  const at = slack.clock.now();
  const origin = carried.origin ?? { place: await directWith(parts, user.id), user: user.id, at, ephemeral: false };
  const digest = createHash("sha256").update(JSON.stringify(view.state.values)).digest("base64url").slice(0, 22);
  const id = `slack:submit:${workspace}:${user.id}:${view.id}:${view.hash}:${digest}`;
  const submit = () =>
    inbound.submit({
      id,
      identity: identityOf(workspace, user.id),
      place: origin.place,
      receivedAt: at,
      formId: view.callback_id,
      params: carried.params,
      values: valuesOf(view.state.values, slack),
    });
  // The same values pressed twice close or correct the form twice, but say what came of it once. After a correction
  // the form is open still: then the same values are tried anew.
  const { value: answer, first } = await work.shared(id, { work: submit, keep: ({ shown }) => shown?.kind !== "fix" });
  const turn: Turn = { origin, ack };
  if (first) await settle(parts, turn, { answer, show: () => answering.submit(turn, answer, view.id) });
  else await answering.submitAgain(turn, answer);
};

const onSearch = async (parts: Parts, body: BlockSuggestion) => {
  const { slack, inbound } = parts;
  if (!body.view) return [];
  const user = body.user.id;
  const workspace = body.user.team_id ?? slack.self.team;
  const { params, origin } = unpack(body.view.private_metadata, user);
  const found = inbound.search({
    id: `slack:search:${body.view.id}:${body.action_id}:${body.value}`,
    identity: identityOf(workspace, user),
    place: origin?.place ?? (await directWith(parts, user)),
    receivedAt: slack.clock.now(),
    formId: body.view.callback_id,
    params,
    field: body.block_id,
    typed: body.value,
  });
  const choices = await within(SEARCH_DEADLINE, found, []);
  return choices.slice(0, LIMITS.options).flatMap((choice) => optionOf(choice) ?? []);
};

const onWords = async (parts: Parts, event: Heard, team: string): Promise<void> => {
  const { slack, people, inbound, answering, work } = parts;
  const { channel, ts, user, text, thread_ts: thread } = event;
  if (!isOurs(event, slack.self) || user === undefined || text === undefined) return;
  const direct = event.channel_type === "im";
  const mentioned = text.includes(`<@${slack.self.user}`);
  const inThread = thread !== undefined && thread !== ts;
  if (!direct && !inThread && !mentioned) return;
  // A mention comes twice, as message and as app_mention: one id, so that it is heard once.
  const id = `slack:words:${slack.self.team}:${channel}:${ts}`;
  if (direct) people.remember(user, channel);
  const at = slack.clock.now();
  const place: Place = {
    platform: "slack",
    workspace: slack.self.team,
    place: channel,
    kind: direct ? "direct" : "group",
    ...(inThread && { thread }),
  };
  const identity = identityOf(event.team ?? event.user_team ?? team, user);
  const said = heardText(text, slack.self.user);
  const files = event.files?.map((file) => uploadedFile(file, slack)) ?? [];
  const heard = { id, identity, place, receivedAt: at, text: said, mentioned: mentioned || direct };
  const origin: Origin = { place, user, at, ephemeral: false };
  const turn: Turn = { origin, ack: () => Promise.resolve() };
  const answered = async () => {
    const answer = await inbound.say({ ...heard, ...(files.length > 0 && { files }) });
    if (answer?.elsewhere) return "left" as const;
    if (!answer) return "done" as const;
    const show = () => answering.message(turn, answer);
    // Slack brings the words again.
    return (await failsForNow(answer, { show, log: slack.log })) ? ("left" as const) : ("done" as const);
  };
  await work.once(id, { delivery: event, work: answered });
};

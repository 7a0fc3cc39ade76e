import { DeskError } from "../driver.ts";
import { mimeOf } from "../mime.ts";
import type { Taken } from "./deliveries.ts";
import type { Events } from "./events.ts";
import { envelopeId, freshId } from "./ids.ts";
import { type Desktop, Interactions, mayAct } from "./interactions.ts";
import { channelName } from "./payloads.ts";
import type { Channel, Message } from "./records.ts";
import type { Desk, ElementInput, Reaction, Screen, ScreenChange, ShownUser } from "./screen.ts";
import { Screens } from "./screens.ts";
import { SLACKBOT } from "./state.ts";
import { Submissions } from "./submissions.ts";
import { asCommandText, asRichText, asTyped } from "./typing.ts";
import { blocksWithIds } from "./views.ts";
import { Args } from "./web-api/args.ts";
import { SlackError } from "./web-api/error.ts";

/** Everything people do in Slack's client, as the server sees it. */
export class SlackDesk implements Desk {
  readonly #desk: Desktop;
  readonly #events: Events;
  readonly #interactions: Interactions;
  readonly #submissions: Submissions;
  readonly screens: Screens;

  constructor(desk: Desktop & { readonly events: Events; readonly connected: () => boolean }) {
    this.#desk = desk;
    this.#events = desk.events;
    this.#interactions = new Interactions(desk);
    this.#submissions = new Submissions(desk, this.#interactions);
    this.screens = new Screens(desk.space, this.#interactions, desk.connected);
  }

  screen(user: string): Screen {
    return this.screens.of(user);
  }

  users(): readonly ShownUser[] {
    return this.screens.users();
  }

  subscribe(user: string, listener: (change: ScreenChange) => void): () => void {
    return this.screens.subscribe(user, listener);
  }

  onChange(listener: () => void): () => void {
    return this.#desk.space.onTouch(listener);
  }

  #channel(user: string, id: string): Channel {
    mayAct(this.#desk.space, user);
    const channel = this.#desk.space.channels.get(id);
    if (!channel?.members.has(user)) throw new DeskError("you are not in that channel");
    return channel;
  }

  async command({
    user,
    channel: id,
    text,
    thread_ts,
  }: {
    user: string;
    channel: string;
    text: string;
    thread_ts?: string;
  }): Promise<Reaction> {
    const { space, deliveries, triggers, responseUrls } = this.#desk;
    const channel = this.#channel(user, id);
    const [name = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim())?.slice(1) ?? [];
    const command = space.app.commands.find((one) => one.command === name);
    if (!command)
      throw new DeskError(`${name} is not a valid command. In Slack, a command starts with a slash and a known word.`);
    if (thread_ts !== undefined) return this.#refused(user, channel, `${name} is not supported in threads. Sorry!`);
    const payload = {
      token: "sandbox-verification-token",
      team_id: space.team.id,
      team_domain: space.team.domain,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: user,
      user_name: space.users.get(user)?.name ?? "",
      command: name,
      text: asCommandText(space, rest, command.shouldEscape ?? false),
      api_app_id: space.app.id,
      is_enterprise_install: "false",
      response_url: responseUrls.give({ user, channel }),
      trigger_id: triggers.give({ user }),
    };
    const taken = await deliveries.send({ envelope: "slash_commands", type: "slash_commands", payload });
    return this.#commandTaken({ user, channel, line: text.trim(), name }, taken);
  }

  #commandTaken(
    { user, channel, line, name }: { user: string; channel: Channel; line: string; name: string },
    taken: Taken,
  ): Reaction {
    if (taken.outcome !== "answered") return this.#commandFailed(user, channel, { ...taken, name });
    if (Object.keys(taken.response).length === 0) return { outcome: "answered" };
    try {
      if (taken.response.response_type === "in_channel")
        this.#put({ user, channel, text: asTyped(this.#desk.space, line) });
      if (taken.response.text !== undefined || taken.response.blocks !== undefined)
        this.#desk.responseUrls.apply(
          { user, channel, original: undefined, threadTs: undefined },
          new Args(taken.response),
        );
      return { outcome: "answered" };
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return this.#commandFailed(user, channel, { name, outcome: "failed", error: "invalid_command_response" });
    }
  }

  #commandFailed(
    user: string,
    channel: Channel,
    { name, outcome, error }: { name: string; outcome: "late" | "failed"; error: string },
  ): Reaction {
    const { notice } = this.#refused(user, channel, `${name} failed with the error "${error}"`);
    return { outcome, error, ...(notice !== undefined && { notice }) };
  }

  /** What Slackbot tells only that person. */
  #refused(user: string, channel: Channel, text: string): Reaction {
    this.#put({ user: SLACKBOT, channel, text, onlyFor: user });
    this.#desk.space.touch({ kind: "notice", user, text, channel: channel.id });
    return { outcome: "failed", error: "refused_by_client", notice: text };
  }

  #put(said: {
    user: string;
    channel: Channel;
    text: string;
    threadTs?: string | undefined;
    files?: readonly string[];
    onlyFor?: string;
  }): Message {
    const { space } = this.#desk;
    const message: Message = {
      channel: said.channel.id,
      ts: space.stamps.next(),
      user: said.user,
      fromApp: false,
      clientMsgId: envelopeId(),
      ...(said.threadTs !== undefined && { threadTs: said.threadTs }),
      broadcast: false,
      ...(said.onlyFor !== undefined && { onlyFor: said.onlyFor }),
      files: said.files ?? [],
      text: said.text,
      blocks: blocksWithIds(asRichText(said.text)),
      replies: [],
      reactions: new Map(),
    };
    space.put(message);
    return message;
  }

  async say(input: {
    user: string;
    channel: string;
    text: string;
    thread_ts?: string;
    files?: readonly string[];
  }): Promise<string> {
    const { space } = this.#desk;
    const channel = this.#channel(input.user, input.channel);
    if (channel.archived) throw new DeskError("that channel is archived");
    if (channel.kind === "im" && channel.members.has(space.app.botUserId) && !space.app.messagesTab)
      throw new DeskError("sending messages to this app has been turned off");
    if (input.text.trim() === "" && !input.files?.length) throw new DeskError("there is nothing to send");
    const parent = input.thread_ts === undefined ? undefined : space.message(channel.id, input.thread_ts);
    if (input.thread_ts !== undefined && !parent) throw new DeskError("that thread is gone");
    const threadTs = parent?.threadTs ?? parent?.ts;
    const text = asTyped(space, input.text);
    const message = this.#put({
      user: input.user,
      channel,
      text,
      threadTs,
      ...(input.files && { files: input.files }),
    });
    for (const id of message.files) space.files.get(id)?.channels.add(channel.id);
    await this.#events.posted(message);
    return message.ts;
  }

  addFile({
    user,
    name,
    content,
    mimetype = mimeOf(name),
  }: {
    user: string;
    name: string;
    content: string | Uint8Array;
    mimetype?: string;
  }): string {
    const { space } = this.#desk;
    const id = freshId("F");
    space.files.set(id, {
      id,
      name,
      title: name,
      user,
      mimetype,
      created: space.stamps.seconds(),
      content: Buffer.from(content),
      channels: new Set(),
    });
    return id;
  }

  enter(input: ElementInput): Promise<Reaction> {
    return this.#interactions.enter(input);
  }

  act(input: ElementInput): Promise<Reaction> {
    return this.#interactions.act(input);
  }

  suggest(input: Parameters<Desk["suggest"]>[0]): ReturnType<Desk["suggest"]> {
    return this.#interactions.suggest(input);
  }

  submit(input: Parameters<Desk["submit"]>[0]): Promise<Reaction> {
    return this.#submissions.submit(input);
  }

  close(input: Parameters<Desk["close"]>[0]): Promise<Reaction> {
    return this.#submissions.close(input);
  }

  async openHome(user: string): Promise<Reaction> {
    if (!this.#desk.space.app.homeTab) throw new DeskError("this app has no Home tab");
    const taken = await this.#events.homeOpened(user, "home");
    return taken === undefined || taken.outcome === "answered"
      ? { outcome: "answered" }
      : { outcome: taken.outcome, error: taken.error };
  }

  openDirect(user: string, withUser: string): string {
    const channel = this.#desk.space.direct(user, withUser);
    if (withUser === this.#desk.space.app.botUserId) void this.#events.homeOpened(user, "messages");
    return channel.id;
  }

  async join(user: string, id: string): Promise<void> {
    const channel = this.#desk.space.channels.get(id);
    if (channel?.kind !== "public" || channel.archived) throw new DeskError("that channel cannot be joined");
    if (!channel.members.has(user)) await this.#events.join(user, channel);
  }

  async react({ user, channel, ts, name }: { user: string; channel: string; ts: string; name: string }): Promise<void> {
    const message = this.#desk.space.message(channel, ts);
    if (!message) throw new DeskError("that message is gone");
    await this.#events.react(message, user, name);
  }
}

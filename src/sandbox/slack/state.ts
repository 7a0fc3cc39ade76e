import type { Clock } from "../../core/clock.ts";
import type { AppSeed, ChannelSeed, HttpDelivery, UserSeed, WorkspaceSeed } from "./contract.ts";
import { Stamps, stableId } from "./ids.ts";
import type { Channel, Message, StoredFile, Touched, User } from "./records.ts";
import { Views } from "./views.ts";

const COLORS = ["9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "99a949", "684b6c", "de5f24", "2b6836"];
export const SLACKBOT = "USLACKBOT";

export interface AppState extends AppSeed {
  readonly id: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
}

/** The workspace as Slack holds it. Reads are plain; whatever is changed must be `touch`ed, so that screens follow. */
export class Workspace {
  readonly clock: Clock;
  readonly stamps: Stamps;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: AppState;
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  /** Members of each channel as the seed says they are. */
  readonly seeded = new Map<string, ReadonlySet<string>>();
  /** By channel, then by ts; insertion order is time order. */
  readonly messages = new Map<string, Map<string, Message>>();
  readonly files = new Map<string, StoredFile>();
  readonly views = new Views();
  readonly revokedTokens = new Set<string>();
  http: HttpDelivery | null;
  /** Where this server is, without a slash at the end; set when it listens. */
  origin = "";
  readonly #listeners = new Set<(touched: Touched) => void>();

  constructor(seed: WorkspaceSeed, clock: Clock) {
    this.clock = clock;
    this.stamps = new Stamps(clock);
    this.team = { ...seed.team, id: seed.team.id ?? stableId("T", seed.team.domain) };
    this.app = {
      ...seed.app,
      id: seed.app.id ?? stableId("A", seed.app.name),
      botUserId: seed.app.botUserId ?? stableId("U", "bot", seed.app.name),
      botId: seed.app.botId ?? stableId("B", seed.app.name),
      homeTab: seed.app.homeTab ?? true,
      messagesTab: seed.app.messagesTab ?? true,
    };
    this.http = seed.app.http ?? null;
    this.#addBots();
    for (const user of seed.users) this.addUser(user);
    for (const channel of seed.channels) {
      const { id, members } = this.addChannel(channel);
      this.seeded.set(id, new Set(members));
    }
  }

  #addBots(): void {
    const bot = {
      tz: "America/Los_Angeles",
      locale: "en-US",
      email: "",
      isAdmin: false,
      isGuest: false,
      isBot: true,
      deactivated: false,
    };
    const updated = this.stamps.seconds();
    const { botUserId, name } = this.app;
    this.users.set(SLACKBOT, {
      ...bot,
      id: SLACKBOT,
      name: "slackbot",
      realName: "Slackbot",
      color: "757575",
      updated,
    });
    this.users.set(botUserId, {
      ...bot,
      id: botUserId,
      name: name.toLowerCase().replaceAll(/\W+/g, "-"),
      realName: name,
      color: "2b6836",
      updated,
    });
  }

  addUser(seed: UserSeed): User {
    const user: User = {
      id: seed.id ?? stableId("U", seed.name),
      name: seed.name,
      realName: seed.realName,
      tz: seed.tz ?? "Asia/Shanghai",
      locale: seed.locale ?? "zh-CN",
      email: seed.email ?? `${seed.name}@${this.team.domain}.example`,
      color: seed.color ?? COLORS[this.users.size % COLORS.length] ?? "9f69e7",
      isAdmin: seed.isAdmin ?? false,
      isGuest: seed.isGuest ?? false,
      isBot: false,
      deactivated: seed.deactivated ?? false,
      updated: this.stamps.seconds(),
    };
    this.users.set(user.id, user);
    this.touch({ kind: "users" });
    return user;
  }

  addChannel(seed: ChannelSeed): Channel {
    const members = seed.members.map((member) => this.userId(member));
    const channel: Channel = {
      id: seed.id ?? stableId("C", seed.name),
      name: seed.name,
      kind: seed.isPrivate ? "private" : "public",
      members: new Set(seed.withBot ? [...members, this.app.botUserId] : members),
      created: this.stamps.seconds(),
      archived: seed.archived ?? false,
    };
    this.channels.set(channel.id, channel);
    this.touch({ kind: "channels" });
    return channel;
  }

  /** The direct message of the two, made when there is none yet. */
  direct(one: string, other: string): Channel {
    const pair = [one, other].toSorted();
    const id = stableId("D", ...pair);
    const known = this.channels.get(id);
    if (known) return known;
    const channel: Channel = {
      id,
      name: "directmessage",
      kind: "im",
      members: new Set(pair),
      created: this.stamps.seconds(),
      archived: false,
    };
    this.channels.set(id, channel);
    this.touch({ kind: "channels" });
    return channel;
  }

  /** @throws when there is nobody of that id, name, `@name` or real name. */
  userId(who: string): string {
    if (this.users.has(who)) return who;
    const name = who.replace(/^@/, "");
    const found = [...this.users.values()].find((user) => user.name === name || user.realName === name);
    if (!found) throw new Error(`no user ${who}`);
    return found.id;
  }

  /** By id, `#name` or name. */
  channelNamed(what: string): Channel | undefined {
    const name = what.replace(/^#/, "");
    return this.channels.get(what) ?? [...this.channels.values()].find((one) => one.kind !== "im" && one.name === name);
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages.get(channel)?.get(ts);
  }

  messagesIn(channel: string): readonly Message[] {
    return [...(this.messages.get(channel)?.values() ?? [])];
  }

  put(message: Message): void {
    const there = this.messages.get(message.channel) ?? new Map<string, Message>();
    this.messages.set(message.channel, there);
    there.set(message.ts, message);
    this.touch({ kind: "message", channel: message.channel, ts: message.ts });
    const parent = message.threadTs && !message.onlyFor ? there.get(message.threadTs) : undefined;
    if (!parent) return;
    parent.replies.push(message.ts);
    this.touch({ kind: "message", channel: parent.channel, ts: parent.ts });
  }

  remove(message: Message): void {
    this.messages.get(message.channel)?.delete(message.ts);
    const parent = message.threadTs ? this.message(message.channel, message.threadTs) : undefined;
    if (parent?.replies.includes(message.ts)) {
      parent.replies.splice(parent.replies.indexOf(message.ts), 1);
      this.touch({ kind: "message", channel: parent.channel, ts: parent.ts });
    }
    this.touch({ kind: "removed", channel: message.channel, ts: message.ts });
  }

  touch(touched: Touched): void {
    for (const listener of [...this.#listeners]) listener(touched);
  }

  onTouch(listener: (touched: Touched) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

import { systemClock } from "../../core/clock.ts";
import type { Person } from "../driver.ts";
import { Played } from "../played.ts";
import { Api } from "./api/index.ts";
import { Callbacks } from "./callbacks.ts";
import type {
  Call,
  ChatSeed,
  DeliveryRecord,
  FeishuSandbox,
  FeishuSandboxOptions,
  LinePace,
  UserSeed,
} from "./contract.ts";
import { DelayedUpdates } from "./delayed-updates.ts";
import { Deliveries } from "./deliveries.ts";
import { FeishuDesk } from "./desk.ts";
import { Events } from "./events.ts";
import { FaultBoard } from "./faults.ts";
import { anyFraction } from "./ids.ts";
import { Line } from "./line.ts";
import { recall, remember } from "./memory.ts";
import type { Outbox } from "./outbox.ts";
import { FeishuPerson } from "./person.ts";
import { challenge, type Seal } from "./push.ts";
import { Rates } from "./rates.ts";
import type { Chat, User } from "./records.ts";
import { FeishuServer } from "./server.ts";
import { Tenant } from "./state.ts";
import { Tokens } from "./tokens.ts";

const DEFAULT_MS = 3000;
const FEISHU_PACE: LinePace = { pingEvery: 120, reconnectEvery: 120, reconnectJitter: 30 };
const BOT = "bot";

/** A Feishu tenant of its own on this machine, with one app installed; nothing of it reaches the real Feishu. */
export const createFeishuSandbox = (options: FeishuSandboxOptions): FeishuSandbox => new Sandbox(options);

class Sandbox extends Played<Call, DeliveryRecord> implements FeishuSandbox {
  readonly desk: FeishuDesk;
  readonly faults: FaultBoard;
  protected readonly works;
  readonly #space: Tenant;
  readonly #line: Line;
  readonly #events: Events;
  readonly #seal: Seal;

  constructor(options: FeishuSandboxOptions) {
    super(options);
    const random = options.random ?? anyFraction;
    const space = new Tenant(options.tenant, options.clock);
    const line = new Line({ space, random, pace: options.linePace ?? FEISHU_PACE });
    const { encryptKey, verificationToken } = space.app;
    // Signatures are checked against real time on the other side, whatever day the tenant plays.
    this.#seal = { encryptKey, verificationToken, clock: options.wireClock ?? systemClock };
    const deliveries = new Deliveries({
      space,
      line,
      seal: this.#seal,
      ackMs: options.ackMs ?? DEFAULT_MS,
      retryPace: options.retryPace ?? 1,
    });
    const tokens = new Tokens();
    const faults = new FaultBoard({ line, tokens, random });
    deliveries.misbehave(faults);
    line.misbehave(faults);
    const delayed = new DelayedUpdates(space);
    const events = new Events({ space, deliveries, faults });
    const callbacks = new Callbacks({ space, deliveries, faults, delayed });
    this.#space = space;
    this.#line = line;
    this.#events = events;
    this.faults = faults;
    const api = new Api({
      space,
      tokens,
      faults,
      delayed,
      rates: new Rates(options.rates ?? true),
      gone: new Set(),
      connections: () => line.count,
      recalled: (message) => void events.recalled(message),
    });
    this.desk = new FeishuDesk({
      tenant: space,
      outbox: outboxOf(events, callbacks),
      connected: () => space.pushUrl !== null || line.count > 0,
      deliveries: () => deliveries.records,
    });
    const server = new FeishuServer({ api, faults, line, log: options.log });
    this.works = { space, server, deliveries, api, desk: this.desk };
  }

  remember(): Buffer {
    return remember(this.#space);
  }

  recall(bytes: Buffer): void {
    recall(this.#space, bytes);
    this.desk.screens.readAll();
  }

  get domain(): string {
    return this.#space.origin;
  }

  get appId(): string {
    return this.#space.app.appId;
  }

  get appSecret(): string {
    return this.#space.app.secret;
  }

  get encryptKey(): string {
    return this.#space.app.encryptKey;
  }

  get verificationToken(): string {
    return this.#space.app.verificationToken;
  }

  get tenantKey(): string {
    return this.#space.key;
  }

  get connections(): number {
    return this.#line.count;
  }

  usePush(url: string | null): void {
    this.#space.pushUrl = url;
    this.#space.touch({ kind: "app" });
  }

  async verifyPush(): Promise<boolean> {
    return this.#space.pushUrl !== null && challenge(this.#seal, this.#space.pushUrl);
  }

  addUser(seed: UserSeed): string {
    return this.#space.addUser(seed).openId;
  }

  async deactivate(who: string): Promise<void> {
    const user = this.#user(who);
    user.deactivated = true;
    this.#space.touch({ kind: "users" });
    await this.#events.left(user);
  }

  addChat(seed: ChatSeed): string {
    return this.#space.addChat(seed).id;
  }

  async addToChat(who: string, name: string): Promise<void> {
    await this.#move(who, this.#chat(name), true);
  }

  async removeFromChat(who: string, name: string): Promise<void> {
    await this.#move(who, this.#chat(name), false);
  }

  async #move(who: string, chat: Chat, into: boolean): Promise<void> {
    const bot = who === BOT;
    const user = bot ? this.#anyoneIn(chat) : this.#user(who);
    if (bot) chat.withBot = into;
    else if (user && into) chat.members.add(user.openId);
    else if (user) chat.members.delete(user.openId);
    this.#space.touch({ kind: "chats" });
    if (bot) await this.#events.moved(chat, user);
    else if (user) await this.#events.userMoved(chat, user);
  }

  async dissolve(name: string): Promise<void> {
    const chat = this.#chat(name);
    chat.dissolved = true;
    this.#space.touch({ kind: "chats" });
    await this.#events.dissolved(chat, this.#anyoneIn(chat));
  }

  /** Someone must have done it. */
  #anyoneIn(chat: Chat): User | undefined {
    const [first = ""] = chat.members;
    return this.#space.users.get(first);
  }

  #user(who: string): User {
    const user = this.#space.users.get(this.#space.openId(who));
    if (!user) throw new Error(`no user ${who}`);
    return user;
  }

  #chat(name: string): Chat {
    const chat = this.#space.chatNamed(name);
    if (!chat) throw new Error(`no chat ${name}`);
    return chat;
  }

  idOf(name: string): string {
    return this.#space.chatNamed(name)?.id ?? this.#space.openId(name);
  }

  readFile(key: string): ReturnType<FeishuSandbox["readFile"]> {
    return this.#space.files.get(key);
  }

  protected userId(who: string): string {
    return this.#space.openId(who);
  }

  protected seat(user: string): Person {
    return new FeishuPerson(user, this.desk, this.#space);
  }
}

const outboxOf = (events: Events, callbacks: Callbacks): Outbox => ({
  said: (message) => events.said(message),
  entered: (user) => events.entered(user),
  chose: (user, eventKey) => events.chose(user, eventKey),
  recalled: (message) => events.recalled(message),
  used: (card) => callbacks.used(card),
});

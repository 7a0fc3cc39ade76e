import { systemClock } from "../../core/clock.ts";
import type { Person } from "../driver.ts";
import { Played } from "../played.ts";
import type {
  Call,
  ChannelSeed,
  DeliveryRecord,
  HttpDelivery,
  SlackSandbox,
  SlackSandboxOptions,
  UserSeed,
} from "./contract.ts";
import { Deliveries } from "./deliveries.ts";
import { SlackDesk } from "./desk.ts";
import { Events } from "./events.ts";
import { FaultBoard } from "./faults.ts";
import { type Signer, verifyHttp } from "./http-delivery.ts";
import { anyFraction, opaque } from "./ids.ts";
import { recall, remember } from "./memory.ts";
import { SlackPerson } from "./person.ts";
import { Rates } from "./rates.ts";
import { ResponseUrls } from "./response-urls.ts";
import { SlackServer } from "./server.ts";
import { Sockets } from "./sockets.ts";
import { Workspace } from "./state.ts";
import { Triggers } from "./triggers.ts";
import { takeUpload } from "./web-api/files.ts";
import { WebApi } from "./web-api/index.ts";

const DEFAULT_MS = 3000;

/** A Slack workspace of its own on this machine, with one app installed; nothing of it reaches the real Slack. */
export const createSlackSandbox = (options: SlackSandboxOptions): SlackSandbox => new Sandbox(options);

class Sandbox extends Played<Call, DeliveryRecord> implements SlackSandbox {
  readonly desk: SlackDesk;
  readonly faults: FaultBoard;
  protected readonly works;
  readonly #space: Workspace;
  readonly #sockets: Sockets;
  readonly #events: Events;
  readonly #signer: Signer;

  constructor(options: SlackSandboxOptions) {
    super(options);
    const random = options.random ?? anyFraction;
    const space = new Workspace(options.workspace, options.clock);
    const sockets = new Sockets(space, random);
    // Request signatures are checked against real time on the other side, whatever day the workspace plays.
    this.#signer = { secret: space.app.signingSecret, clock: options.wireClock ?? systemClock };
    const deliveries = new Deliveries({
      space,
      sockets,
      signer: this.#signer,
      ackMs: options.ackMs ?? DEFAULT_MS,
      retryPace: options.retryPace ?? 1,
    });
    const events = new Events(space, deliveries);
    const triggers = new Triggers(options.triggerMs ?? DEFAULT_MS);
    const responseUrls = new ResponseUrls(space);
    const faults = new FaultBoard({ space, sockets, random });
    deliveries.misbehave(faults);
    sockets.refuses = () => faults.refuseSockets;
    sockets.mutes = () => faults.mutePong;
    const backend = { space, faults, rates: new Rates(options.rates ?? true), triggers, events, sockets };
    this.#space = space;
    this.#sockets = sockets;
    this.#events = events;
    this.faults = faults;
    const api = new WebApi(backend);
    this.desk = new SlackDesk({
      space,
      deliveries,
      triggers,
      responseUrls,
      events,
      connected: () => space.http !== null || sockets.count > 0,
    });
    const upload = (id: string, content: Buffer) => takeUpload(backend, id, content);
    const server = new SlackServer({ space, api, faults, sockets, responseUrls, upload, log: options.log });
    this.works = { space, server, deliveries, api, desk: this.desk };
  }

  remember(): Buffer {
    return remember(this.#space);
  }

  recall(bytes: Buffer): void {
    recall(this.#space, bytes);
  }

  get apiUrl(): string {
    return `${this.#space.origin}/api/`;
  }

  get connections(): number {
    return this.#sockets.count;
  }

  get botToken(): string {
    return this.#space.app.botToken;
  }

  get appToken(): string {
    return this.#space.app.appToken;
  }

  get signingSecret(): string {
    return this.#space.app.signingSecret;
  }

  useHttp(http: HttpDelivery | null): void {
    this.#space.http = http;
    this.#space.touch({ kind: "app" });
  }

  async verifyUrls(): Promise<boolean> {
    return this.#space.http !== null && verifyHttp(this.#signer, this.#space.http, opaque());
  }

  async addUser(seed: UserSeed): Promise<string> {
    const user = this.#space.addUser(seed);
    await this.#events.aboutUser("team_join", user);
    return user.id;
  }

  async deactivate(who: string): Promise<void> {
    const user = this.#space.users.get(this.#space.userId(who));
    if (!user) return;
    user.deactivated = true;
    user.updated = this.#space.stamps.seconds();
    this.#space.touch({ kind: "users" });
    await this.#events.aboutUser("user_change", user);
  }

  addChannel(seed: ChannelSeed): string {
    return this.#space.addChannel(seed).id;
  }

  async addToChannel(who: string, channel: string): Promise<void> {
    await this.#events.join(this.#space.userId(who), this.#channel(channel));
  }

  removeFromChannel(who: string, channel: string): void {
    this.#channel(channel).members.delete(this.#space.userId(who));
    this.#space.touch({ kind: "channels" });
  }

  archive(channel: string): void {
    this.#channel(channel).archived = true;
    this.#space.touch({ kind: "channels" });
  }

  #channel(name: string) {
    const channel = this.#space.channelNamed(name);
    if (!channel) throw new Error(`no channel ${name}`);
    return channel;
  }

  idOf(name: string): string {
    return this.#space.channelNamed(name)?.id ?? this.#space.userId(name);
  }

  readFile(id: string): ReturnType<SlackSandbox["readFile"]> {
    return this.#space.files.get(id);
  }

  protected userId(who: string): string {
    return this.#space.userId(who);
  }

  protected seat(user: string): Person {
    return new SlackPerson(user, this.desk, this.#space);
  }
}

export type { SlackSandbox, SlackSandboxOptions } from "./contract.ts";

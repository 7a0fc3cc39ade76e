import { systemClock } from "../../core/clock.ts";
import type { Person, PersonDriver } from "../driver.ts";
import { until } from "../driver.ts";
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

class Sandbox implements SlackSandbox {
  readonly desk: SlackDesk;
  readonly faults: FaultBoard;
  readonly #options: SlackSandboxOptions;
  readonly #space: Workspace;
  readonly #sockets: Sockets;
  readonly #deliveries: Deliveries;
  readonly #events: Events;
  readonly #api: WebApi;
  readonly #server: SlackServer;
  readonly #signer: Signer;
  readonly #people = new Map<string, Person>();

  constructor(options: SlackSandboxOptions) {
    this.#options = options;
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
    const backend = { space, faults, rates: new Rates(options.rates ?? true), triggers, events, sockets };
    this.#space = space;
    this.#sockets = sockets;
    this.#deliveries = deliveries;
    this.#events = events;
    this.faults = faults;
    this.#api = new WebApi(backend);
    this.desk = new SlackDesk({
      space,
      deliveries,
      triggers,
      responseUrls,
      events,
      connected: () => space.http !== null || sockets.count > 0,
    });
    const upload = (id: string, content: Buffer) => takeUpload(backend, id, content);
    this.#server = new SlackServer({ space, api: this.#api, faults, sockets, responseUrls, upload, log: options.log });
  }

  async start(): Promise<void> {
    this.#space.origin = await this.#server.listen(this.#options.host ?? "127.0.0.1", this.#options.port ?? 0);
  }

  async stop(): Promise<void> {
    this.#deliveries.stop();
    await this.#server.close();
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

  get calls(): readonly Call[] {
    return this.#api.calls;
  }

  get deliveries(): readonly DeliveryRecord[] {
    return this.#deliveries.records;
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

  quiet(): Promise<void> {
    return this.#deliveries.quiet();
  }

  person(who: string): Person {
    const id = this.#space.userId(who);
    const known = this.#people.get(id) ?? new SlackPerson(id, this.desk, this.#space);
    this.#people.set(id, known);
    return known;
  }

  until<T>(
    predicate: () => T | undefined | null | false,
    options: Parameters<PersonDriver["until"]>[1] = {},
  ): Promise<T> {
    return until((listener) => this.desk.onChange(listener), predicate, options);
  }
}

export type { SlackSandbox, SlackSandboxOptions } from "./contract.ts";

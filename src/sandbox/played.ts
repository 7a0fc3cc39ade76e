import { type Person, type PersonDriver, until } from "./driver.ts";

/** What stands behind a sandbox: its server, what it sent to the bot, what the bot asked of it, and people's screens. */
interface Works<Call, Delivery> {
  readonly space: { origin: string };
  readonly server: { listen(host: string, port: number): Promise<string>; close(): Promise<void> };
  readonly deliveries: { readonly records: readonly Delivery[]; quiet(): Promise<void>; stop(): void };
  readonly api: { readonly calls: readonly Call[] };
  readonly desk: { onChange(listener: () => void): () => void };
}

/** A platform that is played on this machine, as tests, the page and `npm start` deal with each of them. */
export abstract class Played<Call, Delivery> implements PersonDriver {
  readonly #at: { readonly host?: string; readonly port?: number };
  readonly #people = new Map<string, Person>();

  constructor(at: { readonly host?: string; readonly port?: number }) {
    this.#at = at;
  }

  protected abstract readonly works: Works<Call, Delivery>;
  /** By id, name or `@name`. */
  protected abstract userId(who: string): string;
  protected abstract seat(user: string): Person;

  async start(): Promise<void> {
    const { host = "127.0.0.1", port = 0 } = this.#at;
    this.works.space.origin = await this.works.server.listen(host, port);
  }

  async stop(): Promise<void> {
    this.works.deliveries.stop();
    await this.works.server.close();
  }

  get calls(): readonly Call[] {
    return this.works.api.calls;
  }

  get deliveries(): readonly Delivery[] {
    return this.works.deliveries.records;
  }

  quiet(): Promise<void> {
    return this.works.deliveries.quiet();
  }

  person(who: string): Person {
    const id = this.userId(who);
    const known = this.#people.get(id) ?? this.seat(id);
    this.#people.set(id, known);
    return known;
  }

  until<T>(
    predicate: () => T | undefined | null | false,
    options: Parameters<PersonDriver["until"]>[1] = {},
  ): Promise<T> {
    return until((listener) => this.works.desk.onChange(listener), predicate, options);
  }
}

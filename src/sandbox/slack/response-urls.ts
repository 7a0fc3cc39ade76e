import type { JsonObject } from "../json.ts";
import { opaque } from "./ids.ts";
import { contentIn, postAsApp, rewrite } from "./posting.ts";
import type { Channel, Message } from "./records.ts";
import type { Workspace } from "./state.ts";
import { Args } from "./web-api/args.ts";
import { SlackError } from "./web-api/error.ts";

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** Where a response_url leads: whose action, where, and the message it was pressed in. */
interface Responding {
  readonly user: string;
  readonly channel: Channel;
  readonly threadTs?: string | undefined;
  /** The message pressed, which replace_original and delete_original mean. A command has none: bolt-js#2287. */
  readonly original: Message | undefined;
  readonly givenAt: number;
  uses: number;
}

export interface ResponseAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** response_urls: five uses within 30 minutes of the workspace's clock, in any conversation, the bot's or not. */
export class ResponseUrls {
  readonly #space: Workspace;
  readonly #given = new Map<string, Responding>();

  constructor(space: Workspace) {
    this.#space = space;
  }

  give(to: { user: string; channel: Channel; original?: Message | undefined; threadTs?: string | undefined }): string {
    const key = opaque();
    this.#forgetOld();
    this.#given.set(key, { original: undefined, ...to, givenAt: this.#now(), uses: 0 });
    return `${this.#space.origin}/response/${this.#space.team.id}/${key}`;
  }

  #now(): number {
    return this.#space.clock.now().getTime();
  }

  /** Twice the life: one that is only just too old is still answered as expired. */
  #forgetOld(): void {
    for (const [key, { givenAt }] of this.#given) {
      if (this.#now() - givenAt < LIFE_MS * 2) return;
      this.#given.delete(key);
    }
  }

  use(key: string, raw: JsonObject): ResponseAnswer {
    const responding = this.#given.get(key);
    if (!responding || this.#now() - responding.givenAt > LIFE_MS)
      return { status: 404, body: { ok: false, error: "expired_url" } };
    if (responding.uses >= MOST_USES) return { status: 404, body: { ok: false, error: "used_url" } };
    try {
      this.apply(responding, new Args(raw));
      responding.uses += 1;
      return { status: 200, body: { ok: true } };
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return { status: 400, body: { ok: false, error: error.message, ...error.beside } };
    }
  }

  /** Shows an answer where the action was. Also for what a command's ack says. @throws SlackError */
  apply(responding: Pick<Responding, "user" | "channel" | "threadTs" | "original">, args: Args): void {
    const { original, channel, user } = responding;
    if (args.flag("delete_original")) {
      if (!original) throw new SlackError("message_not_found");
      this.#space.remove(original);
      return;
    }
    const content = contentIn(args);
    if (args.flag("replace_original") && original && this.#space.message(channel.id, original.ts)) {
      rewrite(this.#space, original, content);
      return;
    }
    const threadTs = args.text("thread_ts") ?? responding.threadTs;
    const onlyFor = args.text("response_type") === "in_channel" ? undefined : user;
    postAsApp(this.#space, { channel, content, threadTs, onlyFor });
  }
}

import type { PersonIdentity, PersonProfile } from "../../chat/feature.ts";
import { isForNow, PortError } from "../../chat/port.ts";
import { type Zone, zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { inTime, within } from "../../core/time-limit.ts";
import type { Api } from "./api.ts";
import { Remembered } from "./remembered.ts";

const MOST_REMEMBERED = 50_000;
/** Milliseconds: a press has three seconds altogether. */
const PATIENCE = 600;

/** Who acted, as events and callbacks tell it; any of the ids may be missing. */
export interface Ids {
  readonly open_id?: string | undefined;
  readonly union_id?: string | undefined;
  readonly user_id?: string | undefined;
}

/** What is known of people and chats: partly told by Feishu when asked, partly overheard in what it delivers. */
export class People {
  readonly #api: Api;
  readonly #home: { readonly language: Language; readonly zone: Zone };
  readonly #chats = new Remembered<string>(MOST_REMEMBERED);
  /** Those that processes to come will know. */
  readonly #kept = new Remembered<string>(MOST_REMEMBERED);
  readonly #kinds = new Remembered<"direct" | "group">(MOST_REMEMBERED);
  readonly #zones = new Remembered<Zone>(MOST_REMEMBERED);
  readonly #names = new Remembered<string>(MOST_REMEMBERED);
  readonly #openIds = new Remembered<string>(MOST_REMEMBERED);

  /** @param domain tells Feishu, whose people mostly read Chinese, from Lark */
  constructor(api: Api, domain: string) {
    this.#api = api;
    const abroad = /larksuite/.test(domain);
    this.#home = { language: abroad ? "en" : "zh", zone: zone(abroad ? "Asia/Singapore" : "Asia/Shanghai") };
  }

  /** Where the person's own chat is: its id once it has been heard of; until then their open_id, which takes messages too. */
  directPlace(user: string): string {
    return this.#chats.get(user) ?? user;
  }
  /** The chat's id; undefined until it has been heard of. */
  chatWith(user: string): string | undefined {
    return this.#chats.get(user);
  }

  rememberDirect(user: string, chat: string): void {
    this.#chats.set(user, chat);
    this.#kinds.set(chat, "direct");
  }
  /** Has the chat kept by `keep`, once it has been heard of: who has none is told again. */
  async keepDirect(user: string, keep: (chat: string) => Promise<boolean>): Promise<void> {
    const chat = this.#chats.get(user);
    if (chat === undefined || chat === this.#kept.get(user)) return;
    if (await keep(chat)) this.#kept.set(user, chat);
  }
  rememberGroup(chat: string): void {
    this.#kinds.set(chat, "group");
  }
  rememberName({ open_id: user }: Ids, name: string | undefined): void {
    if (user && name) this.#names.set(user, name);
  }
  /** Callbacks tell where somebody is: "Asia/Shanghai". */
  rememberZone(user: string, name: string | undefined): void {
    const known = name ? knownZone(name) : undefined;
    if (known) this.#zones.set(user, known);
  }
  knownZoneOf(user: string): Zone | undefined {
    return this.#zones.get(user);
  }
  /** Where nobody has told it, that of most people of the platform. */
  zoneOf(user: string): Zone {
    return this.knownZoneOf(user) ?? this.#home.zone;
  }

  /** Callbacks do not tell what kind of chat a card is in. When Feishu does not say either, it is taken for a group. */
  async kindOf(chat: string, user: string): Promise<"direct" | "group"> {
    const known = this.#kinds.get(chat);
    if (known) return known;
    const asked = this.#api
      .call("Looking at a chat", (client) => client.im.v1.chat.get({ path: { chat_id: chat } }))
      .then((found) => {
        if (found?.chat_mode === "p2p") this.rememberDirect(user, chat);
        else this.rememberGroup(chat);
        return this.#kinds.get(chat) ?? "group";
      })
      .catch((error: unknown) => {
        this.#api.log.warn({ err: error }, "Not known what kind of chat a card is in: answering to the person alone");
        return "group" as const;
      });
    return within(PATIENCE, asked, "group");
  }

  /** The same as `askOpenId`, within the time that a press has. @throws PortError also when it takes longer */
  async openIdOf(ids: Ids): Promise<string | undefined> {
    const tooLate = () => new PortError("unavailable", "Looking up who acted: Feishu did not say in time");
    return inTime(PATIENCE, this.askOpenId(ids), tooLate);
  }

  /**
   * The open_id of whoever acted: some payloads have but one of the others. Undefined when Feishu says for good that it
   * names nobody by these. @throws PortError when it does not say for now
   */
  async askOpenId({ open_id, union_id, user_id }: Ids): Promise<string | undefined> {
    if (open_id) {
      for (const other of [union_id, user_id]) if (other) this.#openIds.set(other, open_id);
      return open_id;
    }
    const by = union_id ? (["union_id", union_id] as const) : user_id ? (["user_id", user_id] as const) : undefined;
    if (!by) this.#api.log.warn("Feishu names whoever acted by no id at all");
    if (!by) return undefined;
    const known = this.#openIds.get(by[1]);
    if (known) return known;
    const asked = this.#api.call("Looking up who acted", (client) =>
      client.contact.v3.user.get({ path: { user_id: by[1] }, params: { user_id_type: by[0] } }),
    );
    const found = await asked.catch((error: unknown) => {
      if (isForNow(error)) throw error;
      this.#api.log.warn({ err: error }, "Feishu does not say who acted");
      return undefined;
    });
    const openId = found?.user?.open_id;
    if (openId) this.#openIds.set(by[1], openId);
    return openId;
  }

  /**
   * What Feishu tells of a person: the name. Language and zone it tells nobody, so the language is read off the name, and
   * the zone is where the person last pressed something, if they have. @throws PortError
   */
  async profile({ user }: PersonIdentity): Promise<PersonProfile> {
    const told = await this.#lookedUp(user);
    const where = this.knownZoneOf(user);
    const name = told?.name ?? this.#names.get(user) ?? `${user.slice(0, 9)}…`;
    return {
      name,
      language: /\p{Script=Han}/u.test(name) ? "zh" : this.#home.language,
      ...(where && { zone: where }),
      ...(told?.mail && { mail: told.mail }),
      bot: false,
    };
  }

  /** Undefined when the bot may not look people up: what was overheard must do. @throws PortError */
  async #lookedUp(user: string): Promise<{ name: string | undefined; mail: string | undefined } | undefined> {
    try {
      const found = await this.#api.call("Looking up a person", (client) =>
        client.contact.v3.user.get({ path: { user_id: user }, params: { user_id_type: "open_id" } }),
      );
      this.rememberName({ open_id: user }, found?.user?.name);
      return { name: found?.user?.name || undefined, mail: found?.user?.enterprise_email || found?.user?.email };
    } catch (error) {
      if (error instanceof PortError && error.failure === "forbidden") return undefined;
      throw error;
    }
  }
}

const knownZone = (name: string): Zone | undefined => {
  try {
    return zone(name);
  } catch {
    return undefined;
  }
};

import type { PersonIdentity, PersonProfile } from "../../chat/feature.ts";
import { PortError } from "../../chat/port.ts";
import { type Zone, zone } from "../../core/dates.ts";
import type { Connection } from "./connection.ts";

const MOST_REMEMBERED = 50_000;

/** What Slack knows of people, and where to talk to each alone. */
export class People {
  readonly #slack: Connection;
  readonly #direct = new Map<string, string>();

  constructor(slack: Connection) {
    this.#slack = slack;
  }

  /** The direct chat's channel. @throws PortError */
  async directPlace(user: string): Promise<string> {
    const known = this.#direct.get(user);
    if (known !== undefined) return known;
    const { channel } = await this.#slack.call("Opening a direct chat", () =>
      this.#slack.quick.conversations.open({ users: user }),
    );
    const place = channel?.id;
    if (!place) throw new PortError("unavailable", "Opening a direct chat was answered without a channel");
    this.remember(user, place);
    return place;
  }

  remember(user: string, channel: string): void {
    if (this.#direct.size >= MOST_REMEMBERED) this.#direct.clear();
    this.#direct.set(user, channel);
  }

  /**
   * Whether the channel is this person's own chat with the bot. A command may be typed in a chat of two people as
   * well, and Slack calls both "directmessage": an open answer there would be read by the other one.
   */
  async isDirect(channel: string, user: string): Promise<boolean> {
    if (!channel.startsWith("D")) return false;
    try {
      return (await this.directPlace(user)) === channel;
    } catch (error) {
      this.#slack.log.warn({ err: error }, "Not known whether a chat is with the bot: answering to the person alone");
      return false;
    }
  }

  /** @throws PortError */
  async profile({ user }: PersonIdentity): Promise<PersonProfile> {
    const { user: found } = await this.#slack.call("Looking up a person", () =>
      this.#slack.quick.users.info({ user, include_locale: true }),
    );
    const mail = found?.profile?.email;
    const where = knownZone(found?.tz);
    return {
      name: found?.profile?.real_name || found?.real_name || found?.profile?.display_name || found?.name || user,
      language: found?.locale?.toLowerCase().startsWith("zh") ? "zh" : "en",
      ...(where && { zone: where }),
      ...(mail !== undefined && { mail }),
      bot: found?.is_bot === true || user === "USLACKBOT",
    };
  }
}

const knownZone = (name = ""): Zone | undefined => {
  try {
    return zone(name);
  } catch {
    return undefined;
  }
};

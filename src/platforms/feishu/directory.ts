import type { Choice } from "../../chat/form.ts";
import { elapsed } from "../../core/clock.ts";
import type { Api } from "./api.ts";
import type { People } from "./people.ts";

/** Milliseconds for which a list is as good as new. */
const GROUPS_LIFE = 60_000;
const COLLEAGUES_LIFE = 5 * 60_000;
/** Groups whose members are looked at, and members of each: enough for a sales team, few enough calls. */
const MOST_GROUPS = 20;
const PAGE = 100;

/** A list that is asked for again when it has grown old; whoever asks meanwhile waits for the same answer. */
class Kept<T> {
  readonly #life: number;
  #until = 0;
  #list: Promise<readonly T[]> | undefined;

  constructor(life: number) {
    this.#life = life;
  }

  get(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
    if (this.#list && elapsed() < this.#until) return this.#list;
    const asked = ask();
    this.#list = asked;
    this.#until = elapsed() + this.#life;
    asked.catch(() => {
      if (this.#list === asked) this.#list = undefined;
    });
    return asked;
  }
}

/** Whom and what one can pick in a form: the groups the bot is in, and everyone in them. */
export class Directory {
  readonly #api: Api;
  readonly #people: People;
  readonly #groups = new Kept<Choice>(GROUPS_LIFE);
  readonly #colleagues = new Kept<Choice>(COLLEAGUES_LIFE);

  constructor(api: Api, people: People) {
    this.#api = api;
    this.#people = people;
  }

  /** @throws PortError */
  groups(): Promise<readonly Choice[]> {
    return this.#groups.get(async () => {
      const list = await this.#api.call("Looking for groups", (client) =>
        client.im.v1.chat.list({ params: { page_size: PAGE } }),
      );
      return (list?.items ?? []).flatMap(({ chat_id: value, name }) =>
        value ? [{ value, label: name || value }] : [],
      );
    });
  }

  /**
   * Those in a group with the bot, by name. A select of people offers only whom it lists; without a list, those of the
   * chat that its card is in, which in the direct chat is nobody but the reader. @throws PortError
   */
  colleagues(): Promise<readonly Choice[]> {
    return this.#colleagues.get(async () => {
      const groups = (await this.groups()).slice(0, MOST_GROUPS);
      const members = await Promise.all(groups.map(({ value }) => this.#members(value)));
      const byId = new Map(members.flat().map((member) => [member.value, member]));
      return [...byId.values()].sort((a, b) => a.label.localeCompare(b.label, "zh", { numeric: true }));
    });
  }

  async #members(chat: string): Promise<readonly Choice[]> {
    const list = await this.#api.call("Looking for the members of a group", (client) =>
      client.im.v1.chatMembers.get({
        path: { chat_id: chat },
        params: { member_id_type: "open_id", page_size: PAGE },
      }),
    );
    return (list?.items ?? []).flatMap(({ member_id: value, name }) => {
      if (!value) return [];
      this.#people.rememberName({ open_id: value }, name);
      return [{ value, label: name || value }];
    });
  }
}

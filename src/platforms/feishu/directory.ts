import type { Choice } from "../../chat/form.ts";
import { PortError } from "../../chat/port.ts";
import { elapsed } from "../../core/clock.ts";
import type { Api } from "./api.ts";
import type { People } from "./people.ts";

/** Milliseconds for which a list is as good as new. */
const GROUPS_LIFE = 60_000;
const COLLEAGUES_LIFE = 5 * 60_000;
/** Groups of a company, and people in one group: more than have ever been seen of those a bot is in. */
const MOST = { groups: 500, members: 5000 };
const PAGE = 100;
/** Groups asked about at the same time, and pages in a second: Feishu takes fifty calls of a kind. */
const AT_ONCE = 8;
const PER_SECOND = 40;

/** A list that is asked for again when it has grown old; until the new one is there the old one does. */
class Kept<T> {
  readonly #life: number;
  #until = 0;
  #list: Promise<readonly T[]> | undefined;

  constructor(life: number) {
    this.#life = life;
  }

  get(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
    if (this.#list && elapsed() < this.#until) return this.#list;
    this.#until = elapsed() + this.#life;
    const old = this.#list;
    const asked = ask();
    this.#list ??= asked;
    asked.then(
      () => {
        this.#list = asked;
      },
      () => {
        this.#until = 0;
        if (this.#list === asked) this.#list = undefined;
      },
    );
    return old ?? asked;
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
      const groups = await this.#all("groups", (page) =>
        this.#api.call("Looking for groups", (client) => client.im.v1.chat.list({ params: page })),
      );
      return groups.flatMap(({ chat_id: value, name }) => (value ? [{ value, label: name || value }] : []));
    });
  }

  /**
   * Those in a group with the bot, by name. A select of people offers only whom it lists; without a list, those of the
   * chat that its card is in, which in the direct chat is nobody but the reader. @throws PortError
   */
  colleagues(): Promise<readonly Choice[]> {
    return this.#colleagues.get(async () => {
      const groups = await this.groups();
      const byId = new Map<string, Choice>();
      for (let from = 0; from < groups.length; from += AT_ONCE) {
        const some = groups.slice(from, from + AT_ONCE);
        const members = await Promise.all(some.map(({ value }) => this.#members(value)));
        for (const member of members.flat()) byId.set(member.value, member);
      }
      return [...byId.values()].sort((a, b) => a.label.localeCompare(b.label, "zh", { numeric: true }));
    });
  }

  /** None of a group that the bot was taken out of, or that was dissolved, since it was listed. */
  async #members(chat: string): Promise<readonly Choice[]> {
    const members = await this.#all("members", (page) =>
      this.#api.call("Looking for the members of a group", (client) =>
        client.im.v1.chatMembers.get({ path: { chat_id: chat }, params: { member_id_type: "open_id", ...page } }),
      ),
    ).catch((error: unknown) => {
      if (!(error instanceof PortError && (error.failure === "gone" || error.failure === "forbidden"))) throw error;
      this.#api.log.info({ err: error, chat }, "Who is in a group cannot be seen");
      return [];
    });
    return members.flatMap(({ member_id: value, name }) => {
      if (!value) return [];
      this.#people.rememberName({ open_id: value }, name);
      return [{ value, label: name || value }];
    });
  }

  /** Page by page. What is left out, as no list ought to be as long, is told in the log. */
  async #all<T>(what: keyof typeof MOST, ask: (page: Page) => Promise<Listed<T> | undefined>): Promise<T[]> {
    const all: T[] = [];
    let token: string | undefined;
    do {
      await this.#api.pace.turn(`pages of ${what}`, PER_SECOND);
      const list = await ask({ page_size: PAGE, ...(token !== undefined && { page_token: token }) });
      all.push(...(list?.items ?? []));
      token = list?.has_more ? list.page_token : undefined;
    } while (token && all.length < MOST[what]);
    if (token) this.#api.log.warn({ most: MOST[what] }, `Forms offer no more ${what} than these to pick from`);
    return all;
  }
}

interface Page {
  readonly page_size: number;
  readonly page_token?: string;
}
interface Listed<T> {
  readonly items?: T[] | undefined;
  readonly page_token?: string | undefined;
  readonly has_more?: boolean | undefined;
}

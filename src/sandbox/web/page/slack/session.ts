import { isObject } from "../../../json.ts";
import type {
  Notice,
  Place,
  Reaction,
  Screen,
  ScreenChange,
  ShownMessage,
  ShownOption,
} from "../../../slack/screen.ts";
import type { SlackAction } from "../../slack/wire.ts";
import { perform } from "../server.ts";
import { Session, type ShownBot } from "../session.ts";
import { applyChange } from "./changes.ts";
import { msOf } from "./stamps.ts";

export const placeKey = (place: Place): string =>
  place.kind === "message" ? `message:${place.channel}:${place.ts}` : `view:${place.view}`;

const isReaction = (value: unknown): value is Reaction => isObject(value) && typeof value.outcome === "string";

const isReply = (message: ShownMessage): boolean => message.thread_ts !== undefined && message.thread_ts !== message.ts;

/** A reply concerns those it names and those who wrote in the thread before. */
const concerns = (person: string, reply: ShownMessage, all: readonly ShownMessage[]): boolean =>
  JSON.stringify([reply.text, reply.blocks]).includes(person) ||
  all.some((one) => one.user === person && (one.ts === reply.thread_ts || one.thread_ts === reply.thread_ts));

/** One person in front of Slack's client. */
export class SlackSession extends Session<Screen, ScreenChange, SlackAction> {
  readonly #threadRead = new Map<string, number>();

  get bot(): ShownBot | undefined {
    return this.screen?.app;
  }

  protected after(screen: Screen, change: ScreenChange): Screen {
    if (change.type === "notice") this.#notice(change.notice);
    return applyChange(screen, change);
  }

  #notice(notice: Notice): void {
    const where =
      notice.channel && notice.ts ? `message:${notice.channel}:${notice.ts}` : `channel:${notice.channel ?? ""}`;
    if (!this.troubleAt(where)) this.trouble(where, notice.text);
  }

  protected complaint(result: unknown) {
    if (!isReaction(result) || result.outcome === "answered") return undefined;
    const bot = this.bot?.name ?? "";
    const text = result.outcome === "late" ? this.t.late(bot) : this.t.failed(bot);
    return { text, detail: result.error ?? result.notice ?? "" };
  }

  /** Hands over what was typed, without a word when it cannot be: the press that follows will tell. */
  async keep(action: SlackAction): Promise<void> {
    await perform(this.person, action);
  }

  async suggest(place: Place, ids: { block_id: string; action_id: string }, query: string) {
    const action: SlackAction = { type: "suggest", place, ...ids, query };
    const answer = await perform(this.person, action);
    return answer.ok ? (answer.result as readonly ShownOption[]) : [];
  }

  /** Messages of others that came after the person last looked; of replies those that concern the person. */
  unread(channel: string): number {
    const read = this.readUpTo(channel);
    const there = this.screen?.messages[channel] ?? [];
    const isNew = (one: ShownMessage): boolean => msOf(one.ts) > read && one.user !== this.person.id;
    return there.filter((one) => isNew(one) && (!isReply(one) || concerns(this.person.id, one, there))).length;
  }

  /** Whether the thread got replies of others that the person has not seen. */
  hasNewReplies(parent: ShownMessage, since: number): boolean {
    const seen = Math.max(since, this.#threadRead.get(parent.ts) ?? 0);
    const there = this.screen?.messages[parent.channel] ?? [];
    return there.some((one) => one.thread_ts === parent.ts && msOf(one.ts) > seen && one.user !== this.person.id);
  }

  markThreadRead(channel: string, thread: string): void {
    const last = this.screen?.messages[channel]?.findLast((one) => one.thread_ts === thread)?.ts;
    if (!last || msOf(last) === this.#threadRead.get(thread)) return;
    this.#threadRead.set(thread, msOf(last));
    this.changed();
  }
}

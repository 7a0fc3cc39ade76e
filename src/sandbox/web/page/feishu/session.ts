import type { Notice, Reaction, Screen, ScreenChange, ShownMessage } from "../../../feishu/screen.ts";
import { isObject } from "../../../json.ts";
import type { FeishuAction } from "../../feishu/wire.ts";
import { Session, type ShownBot } from "../session.ts";
import { applyChange } from "./changes.ts";
import { Drafts } from "./drafts.ts";

/** A toast that is still to be seen. */
export interface ShownToast extends Pick<Notice, "text" | "tone"> {
  readonly id: number;
}

const TOAST_MS = 6000;
const CARD_FOLLOWS_MS = 1500;

const isReaction = (value: unknown): value is Reaction => isObject(value) && typeof value.outcome === "string";

/** Whether it stands in a thread that another message began. */
export const isInThread = ({ threadId, rootId }: ShownMessage): boolean =>
  threadId !== undefined && rootId !== undefined;

/** One person in front of Feishu's client. */
export class FeishuSession extends Session<Screen, ScreenChange, FeishuAction> {
  readonly drafts = new Drafts();
  toasts: readonly ShownToast[] = [];
  /** The message that the next line answers, by chat. */
  readonly answering = new Map<string, string>();
  /** The message in which something was just pressed: it takes the focus when its new card has lost it. */
  pressedIn: string | undefined;
  #toastCount = 0;
  readonly #threadRead = new Map<string, number>();

  get bot(): ShownBot | undefined {
    return this.screen?.app;
  }

  protected after(screen: Screen, change: ScreenChange): Screen {
    if (change.type === "notice") this.#toast(change.notice);
    if (change.type === "message") this.drafts.caughtUp(change.message);
    return applyChange(screen, change);
  }

  #toast({ text, tone }: Notice): void {
    const id = ++this.#toastCount;
    this.toasts = [...this.toasts.filter((one) => one.text !== text), { id, text, tone }];
    setTimeout(() => this.putAway(id), TOAST_MS);
  }

  /** The answer of a press is there; the card that came with it may be a moment later. */
  pressAnswered(): void {
    const message = this.pressedIn;
    setTimeout(() => {
      if (this.pressedIn === message) this.pressedIn = undefined;
    }, CARD_FOLLOWS_MS);
  }

  putAway(id: number): void {
    this.toasts = this.toasts.filter((one) => one.id !== id);
    this.changed();
  }

  /** What the client itself has to say comes as a toast; only where there is none does the page say it. */
  protected complaint(result: unknown) {
    if (!isReaction(result) || result.outcome === "answered" || result.notice) return undefined;
    const bot = this.bot?.name ?? "";
    return { text: result.outcome === "late" ? this.t.late(bot) : this.t.failed(bot), detail: "" };
  }

  answer(chat: string, message: string | undefined): void {
    if (message === undefined) this.answering.delete(chat);
    else this.answering.set(chat, message);
    this.changed();
  }

  /** Messages of others that came after the person last looked; of replies in threads those that name them. */
  unread(chat: string): number {
    const read = this.readUpTo(chat);
    const there = this.screen?.messages[chat] ?? [];
    const isNew = (one: ShownMessage): boolean =>
      one.createTime > read && one.sender !== this.person.id && !one.deleted;
    return there.filter((one) => isNew(one) && (!isInThread(one) || one.text.includes(this.person.id))).length;
  }

  hasNewReplies(root: ShownMessage, since: number): boolean {
    const seen = Math.max(since, this.#threadRead.get(root.id) ?? 0);
    const there = this.screen?.messages[root.chatId] ?? [];
    return there.some(
      (one) =>
        isInThread(one) && one.threadId === root.threadId && one.createTime > seen && one.sender !== this.person.id,
    );
  }

  markThreadRead(root: string, last: number | undefined): void {
    if (last === undefined || last === this.#threadRead.get(root)) return;
    this.#threadRead.set(root, last);
    this.changed();
  }
}

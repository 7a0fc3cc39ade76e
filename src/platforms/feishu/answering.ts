import type { Card } from "../../chat/card.ts";
import { reopenCardFor } from "../../chat/drawing.ts";
import { type Answer, PortError, type Shown, type ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import type { Log } from "../../core/log.ts";
import { within } from "../../core/time-limit.ts";
import type { CardJson } from "./card-json.ts";
import { briefly, opensFromCard, saidInGroup, withoutButtons, withoutReplacing } from "./in-place.ts";
import type { Asked, CarriedForm } from "./origin.ts";
import type { Note, Pressed, Reach } from "./reach.ts";
import { renderAnswer as drawn } from "./render-card.ts";
import { renderForm, TooMuchForACard } from "./render-form.ts";
import type { Scenes, Surroundings } from "./scenes.ts";

const texts = defineTexts({
  en: {
    notOpened: "The form did not open",
    notOpenedDetail: "There is more in it than a card can hold. Have its texts shortened first, then open it again.",
    tooMuch:
      "Nothing was changed: this is more than a card can hold. Choose fewer or shorten the texts, then try again.",
  },
  zh: {
    notOpened: "表单没有打开",
    notOpenedDetail: "里面的内容太多，一张卡片放不下。请先把其中的文字改短，再打开。",
    tooMuch: "没有改动：内容太多，一张卡片放不下。请少选几项或缩短文字，再试一次。",
  },
});

/** Milliseconds that fit well into the time a callback has. */
const A_MOMENT = 1500;

/** What a callback is answered. Never without an object: some clients then say that the app failed. */
export interface Reply {
  readonly toast?: {
    readonly type: "info" | "warning" | "error";
    readonly content: string;
    readonly i18n?: { readonly zh_cn: string; readonly en_us: string };
  };
  readonly card?: { readonly type: "raw"; readonly data: CardJson };
}

/** A delivery that waits for its answer. */
export interface Turn {
  readonly origin: Asked;
  /** The card that was pressed or sent, when it may be changed; words have none. */
  readonly pressed?: Pressed;
  /** Answers the delivery itself. False when whoever brought it no longer takes the answer: then it goes another way. */
  ack(reply?: Reply): Promise<boolean>;
}

/** A form that was sent. */
export interface SentForm {
  readonly carried: CarriedForm;
  readonly queries: Readonly<Record<string, string>>;
  /** Only the person sees it. */
  readonly whispered: boolean;
}

interface AnsweringParts {
  readonly reach: Reach;
  readonly scenes: Scenes;
  readonly log: Log;
}

/** Brings what a delivery came to before the person, each kind of delivery in its own way. */
export class Answering {
  readonly #reach: Reach;
  readonly #scenes: Scenes;
  readonly #log: Log;

  constructor({ reach, scenes, log }: AnsweringParts) {
    this.#reach = reach;
    this.#scenes = scenes;
    this.#log = log;
  }

  /** @throws PortError when the person could not be shown the answer. */
  async words({ origin }: Turn, { shown, late }: Answer): Promise<void> {
    if (late) {
      const instead = await this.#reach.wait(origin, drawn(late.waiting, origin));
      await this.#present(origin, await late.outcome, { instead });
    } else if (shown) await this.#present(origin, shown, {});
  }

  /** @throws PortError when the person could not be shown the answer. */
  async press(turn: Turn, { shown, late }: Answer): Promise<void> {
    const { origin, pressed } = turn;
    if (late) {
      await turn.ack(waiting(late));
      const instead = await this.#reach.wait(origin, drawn(late.waiting, origin));
      return this.#present(origin, await late.outcome, { instead, pressed });
    }
    if (shown?.kind !== "replace" || origin.place.home) {
      // The card stays as it is, so nothing has to wait until this has arrived.
      const acked = turn.ack();
      if (shown) await this.#present(origin, shown, { pressed });
      await acked;
      return;
    }
    const accepted = await turn.ack(asCard(drawn(shown.card, origin)));
    if (!accepted) await this.#present(origin, shown, { pressed });
    else if (shown.say) await this.#reach.say(origin, { card: drawn(shown.say, origin), to: "you" });
  }

  /**
   * One that takes long stands with all that was typed until it is known what came of it: nothing is lost with a process
   * that ends before. @throws PortError when the person could not be shown the answer.
   */
  async submit(turn: Turn, { shown, late }: Answer, sent: SentForm): Promise<void> {
    if (late) {
      await turn.ack(waiting(late));
      return this.#afterSubmit(turn, await late.outcome, { sent, stands: "form" });
    }
    if (!shown) return void (await turn.ack());
    const accepted = await turn.ack(await this.#replyTo(turn.origin, shown, sent));
    await this.#afterSubmit(turn, shown, { sent, stands: accepted ? "answer" : "form" });
  }

  /** The same form sent once more: its card becomes what the first time came to, and nothing else is said. */
  async submitAgain(turn: Turn, { shown, late }: Answer, sent: SentForm): Promise<void> {
    const came = late ? await within(A_MOMENT, late.outcome, undefined) : shown;
    if (came) await turn.ack(await this.#replyTo(turn.origin, came, sent));
    else await turn.ack(late && waiting(late));
  }

  /** The form again, with what was found; what was typed stays. */
  async again(turn: Turn, form: ShownForm, around: Surroundings): Promise<void> {
    const reply = await this.#redrawn(form, around);
    if (!(await turn.ack(reply)) && reply.card) await this.#becomeLate(turn, reply.card.data);
  }

  /** The card that was used becomes another, by the callback or, when that is too late, by itself. */
  async become(turn: Turn, card: Card): Promise<void> {
    const json = drawn(card, turn.origin);
    if (!(await turn.ack(asCard(json)))) await this.#becomeLate(turn, json);
  }

  /** One that must stay as it is has the other said in its stead. */
  async #becomeLate({ origin, pressed }: Turn, card: CardJson): Promise<void> {
    if (pressed) await this.#reach.change(pressed, card);
    else await this.#reach.say(origin, { card, to: "you" });
  }

  /** Takes a whispered form away. */
  withdraw({ message }: Pressed): Promise<void> {
    return this.#reach.takeBack({ by: "whisper", message });
  }

  async #afterSubmit(
    turn: Turn,
    shown: Shown,
    { sent, stands }: { sent: SentForm; stands: "answer" | "form" },
  ): Promise<void> {
    const { origin, pressed } = turn;
    // A form that does not fit again with its mistakes keeps standing, with what was typed.
    const { card, toast } = stands === "form" ? await this.#replyTo(origin, shown, sent) : {};
    if (toast && !card) return this.#reach.say(origin, { card: drawn(saidAlone(toast.content), origin), to: "you" });
    const inPlace = !card || (pressed !== undefined && (await this.#reach.change(pressed, card.data)));
    if (shown.kind === "replace") await this.#replaceOpener(origin, shown.card);
    if (shown.kind === "card" && shown.to === "all" && origin.place.kind === "group") {
      await this.#reach.say(origin, { ...drawnWhole(shown, origin), to: "all" });
      if (sent.whispered && pressed) await this.#reach.takeBack({ by: "whisper", message: pressed.message });
    } else if (!inPlace) await this.#present(origin, withoutReplacing(shown), {});
    else if (shown.kind === "card" && shown.thread && pressed && !sent.whispered) {
      await this.#reach.beneath(
        origin,
        { message: pressed.message, chat: origin.place.place },
        drawn(shown.thread, origin),
      );
    }
  }

  async #replyTo(origin: Asked, shown: Shown, sent: SentForm): Promise<Reply> {
    if (shown.kind !== "fix") return asCard(await this.#inPlaceOfForm(origin, shown));
    return this.#redrawn(shown.form, { origin, queries: sent.queries, before: sent.carried });
  }

  /** What the card of the form becomes. */
  async #inPlaceOfForm(origin: Asked, shown: Exclude<Shown, { kind: "fix" }>): Promise<CardJson> {
    switch (shown.kind) {
      case "card":
        return drawn(
          shown.to === "all" && origin.place.kind === "group" ? saidInGroup(shown.card) : shown.card,
          origin,
        );
      case "replace":
        return drawn(shown.say ?? (opensFromCard(origin) ? briefly : withoutButtons)(shown.card), origin);
      case "form":
        return this.#drawn(shown.form, { origin });
      default:
        return shown satisfies never;
    }
  }

  /** The card whose button opened the form. On Home there is none to change: Home is drawn anew. */
  async #replaceOpener(origin: Asked, card: Card): Promise<void> {
    const { message } = origin.place;
    if (message === undefined || !opensFromCard(origin)) return;
    await this.#reach.replace(origin, { message, token: origin.token }, { card: drawn(card, origin), part: "card" });
  }

  async #present(
    origin: Asked,
    shown: Shown,
    { instead, pressed }: { instead?: Note | undefined; pressed?: Pressed | undefined },
  ): Promise<void> {
    switch (shown.kind) {
      case "card":
        return this.#reach.say(origin, { ...drawnWhole(shown, origin), to: shown.to, instead });
      case "replace": {
        const as = { card: drawn(shown.card, origin), part: shown.say ? "card" : "answer" } as const;
        if (!origin.place.home && pressed) await this.#reach.replace(origin, pressed, as);
        else if (!origin.place.home) await this.#reach.say(origin, { ...as, to: "you" });
        if (shown.say) await this.#reach.say(origin, { card: drawn(shown.say, origin), to: "you", instead });
        else if (instead) await this.#reach.takeBack(instead);
        return;
      }
      case "form":
      case "fix":
        return this.#open(origin, shown.form, instead);
      default:
        return shown satisfies never;
    }
  }

  /** A form that Feishu does not take is offered by a button: drawn again, with less in it, it may be taken. */
  async #open(origin: Asked, form: ShownForm, instead: Note | undefined): Promise<void> {
    try {
      await this.#reach.say(origin, { card: await this.#drawn(form, { origin }), to: "you", instead });
    } catch (error) {
      if (error instanceof PortError && error.failure === "gone") throw error;
      this.#log.warn({ err: error, form: form.formId }, "A form did not open");
      await this.#reach.say(origin, { card: drawn(reopenCardFor(form), origin), to: "you", instead });
    }
  }

  /** What was typed stays where it is when there is too much of it to be drawn again. */
  async #redrawn(form: ShownForm, around: Surroundings): Promise<Reply> {
    const card = await this.#fitting(form, around);
    return card ? asCard(card) : { toast: { type: "warning", content: texts[form.language].tooMuch } };
  }

  async #drawn(form: ShownForm, around: Surroundings): Promise<CardJson> {
    return (await this.#fitting(form, around)) ?? drawn(notOpenedCard(form), around.origin);
  }

  /** Undefined when there is more in it than fits into a card. */
  async #fitting(form: ShownForm, around: Surroundings): Promise<CardJson | undefined> {
    const { form: labelled, scene } = await this.#scenes.around(form, around);
    try {
      return renderForm(labelled, scene);
    } catch (error) {
      if (!(error instanceof TooMuchForACard)) throw error;
      this.#log.warn({ err: error, form: form.formId }, "There is more in a form than a card holds");
      return undefined;
    }
  }
}

/** That it takes a while, beside what stands there. */
const waiting = ({ waiting: { title } }: NonNullable<Answer["late"]>): Reply => ({
  toast: { type: "info", content: title },
});

/** A toast that comes too late to be one. */
const saidAlone = (title: string): Card => ({ tone: "stopped", title, plain: title });

const notOpenedCard = ({ language }: ShownForm): Card => {
  const { notOpened: title, notOpenedDetail: detail } = texts[language];
  return { tone: "stopped", title, plain: `${title} · ${detail}`, text: [detail] };
};

const drawnWhole = ({ card, thread }: Extract<Shown, { kind: "card" }>, origin: Asked) => ({
  card: drawn(card, origin),
  thread: thread && drawn(thread, origin),
});

const asCard = (data: CardJson): Reply => ({ card: { type: "raw", data } });

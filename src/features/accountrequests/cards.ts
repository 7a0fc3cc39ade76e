import type { ActionCall, Button, Card } from "../../chat/card.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { beginRequest, declineRequest, finishRequest } from "./forms.ts";
import type { AccountRequest } from "./rules.ts";
import { texts } from "./texts.ts";

interface View {
  readonly language: Language;
  readonly zone: Zone;
}

const noticeCard = (tone: Card["tone"], title: string, ...text: readonly string[]): Card => ({
  tone,
  title,
  plain: [title, ...text].join(" · "),
  ...(text.length > 0 && { text }),
});

/** Asks for a change; of this person's account. */
export const askButton = (language: Language, id?: string): Button => ({
  label: texts[language].ask,
  press: beginRequest.with(id === undefined ? {} : { id }),
});

/** To somebody who may not change people: who may, and how to ask them. */
export const offerCard = (language: Language): Card => {
  const t = texts[language];
  return {
    ...noticeCard("stopped", t.notYours, t.notYoursText),
    buttons: [{ ...askButton(language), look: "primary" }],
  };
};

/** To those who may do it. `look`: what leads to the person. */
export function requestCard(
  request: AccountRequest,
  { language, zone }: View,
  { look, still = false }: { readonly look: ActionCall; readonly still?: boolean },
): Card {
  const t = texts[language];
  const { id, version, person, requester, what, words, since } = request;
  const said = { by: requester.name, name: person.name };
  const title = { change: t.asksToChange, close: t.asksToClose, reopen: t.asksToReopen }[what](said);
  return {
    ...noticeCard("waiting", still ? t.still({ title }) : title),
    text: [t.quote({ words })],
    facts: [{ label: t.asked, value: sayInstant(since, language, zone) }],
    footer: { change: t.changeByHand, close: t.closeByItself, reopen: t.reopenByItself }[what],
    buttons: [
      { label: t.look, press: look, look: "primary" },
      ...(what === "change" ? [{ label: t.finish, press: finishRequest.with({ id, version }) }] : []),
      { label: t.decline, press: declineRequest.with({ id, version }) },
    ],
  };
}

const TONES = { open: "waiting", done: "done", declined: "stopped", lapsed: "past", overtaken: "past" } as const;

/** What it has come to, for whoever asked and for those who decide; open: it waits. */
export function stateCard(
  { person, requester, what, words, state, reason, decidedBy, since }: AccountRequest,
  { language, zone }: View,
  { still = false }: { readonly still?: boolean } = {},
): Card {
  const t = texts[language];
  const wish = { change: t.toChange, close: t.toClose, reopen: t.toReopen }[what](person);
  const more = {
    open: [still ? t.overdueText : t.openText],
    done: [],
    declined: [t.quote({ words: reason ?? "" })],
    lapsed: [t.lapsedText],
    overtaken: [t.overtakenText],
  };
  return {
    ...noticeCard(TONES[state], t[state]({ wish }), ...more[state]),
    facts: [
      { label: t.wish, value: words },
      { label: t.asked, value: `${requester.name} · ${sayInstant(since, language, zone)}` },
      ...(decidedBy === null ? [] : [{ label: t.decidedBy, value: decidedBy }]),
    ],
    ...(state === "lapsed" && { buttons: [askButton(language, person.id)] }),
  };
}

import type { Card } from "../../src/chat/card.ts";
import type { Shown, ShownForm } from "../../src/chat/port.ts";
import { zone } from "../../src/core/dates.ts";
import { renderCard as feishuCard } from "../../src/platforms/feishu/render-card.ts";
import { renderForm as feishuForm, TooMuchForACard } from "../../src/platforms/feishu/render-form.ts";
import { renderHome as feishuHome } from "../../src/platforms/feishu/render-home.ts";
import { renderCard as slackCard } from "../../src/platforms/slack/render-card.ts";
import { renderForm as slackForm } from "../../src/platforms/slack/render-form.ts";
import { renderHome as slackHome } from "../../src/platforms/slack/render-home.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";

/*
 * Whatever a test's people are shown is drawn for both platforms as well, and held against what these take: no card and
 * no form of any feature is ever refused. Forms too large for Feishu are told so in words instead; see feishu-full-forms.
 */
const mention = () => undefined;
const wire = (value: unknown) => JSON.parse(JSON.stringify(value));
const SURROUNDED = {
  ...{ instance: "one", zone: zone("Asia/Shanghai"), queries: {}, found: {} },
  ...{ files: [], places: [], colleagues: [] },
};

/** @throws Error for what one of the platforms would refuse, with its reasons. */
export const cardTaken = (card: Card): void => {
  taken(card.title, problemsInBlocks(wire(slackCard(card, mention).blocks), "message"));
  taken(card.title, validateCard(JSON.stringify(feishuCard(card, { mention, key: "key" }))));
};

export const homeTaken = (cards: readonly Card[]): void => {
  taken("Home", problemsInView(wire(slackHome(cards, mention))));
  taken("Home", validateCard(JSON.stringify(feishuHome(cards, mention))));
};

const formTaken = (form: ShownForm): void => {
  taken(form.formId, problemsInView(wire(slackForm(form, undefined))));
  try {
    taken(form.formId, validateCard(JSON.stringify(feishuForm(form, SURROUNDED))));
  } catch (error) {
    if (!(error instanceof TooMuchForACard)) throw error;
  }
};

export const shownTaken = (shown: Shown): void => {
  if (shown.kind === "form" || shown.kind === "fix") formTaken(shown.form);
  else cardTaken(shown.card);
  if (shown.kind === "replace" && shown.say) cardTaken(shown.say);
};

const taken = (what: string, problems: unknown): void => {
  if (problems === undefined || (Array.isArray(problems) && problems.length === 0)) return;
  throw new Error(`“${what}” would be refused: ${JSON.stringify(problems)}`);
};

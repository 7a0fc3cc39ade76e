import type { Card, Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { SurveyItem } from "../../domain/satisfaction.ts";
import { addItem, editItem, removeItem } from "./forms.ts";
import { shareOf } from "./rules.ts";
import { SCALE_NAMES, texts } from "./texts.ts";

/** "Product quality (产品质量)": both names, one's own language first. */
export const sayItem = ({ name }: SurveyItem, language: Language): string => {
  const [first, second] = language === "zh" ? [name.zh, name.en] : [name.en, name.zh];
  return first === second ? first : `${first} (${second})`;
};

const lineOf = (item: SurveyItem, items: readonly SurveyItem[], language: Language): Line => {
  const t = texts[language];
  const { weight, scale } = item;
  const name = sayItem(item, language);
  const confirm = { title: t.remove, text: t.removeText({ name }), yes: t.remove, no: t.keep };
  return {
    text: [{ bold: name }],
    detail: t.weighs({ weight, share: shareOf(item, items), scale: SCALE_NAMES[scale][language] }),
    buttons: [
      { label: t.edit, press: editItem.with(item) },
      ...(items.length > 1 ? [{ label: t.remove, press: removeItem.with(item), confirm }] : []),
    ],
  };
};

/** What customers are asked, in the order they are asked it. */
export const surveyCard = (items: readonly SurveyItem[], language: Language, title?: string): Card => {
  const t = texts[language];
  const heading = title ?? t.title({ count: items.length });
  return {
    tone: title === undefined ? "plain" : "done",
    title: heading,
    plain: heading,
    text: [t.about],
    lines: items.map((item) => lineOf(item, items, language)),
    buttons: [{ label: t.add, press: addItem.with({}), look: "primary" }],
    footer: t.footer,
  };
};

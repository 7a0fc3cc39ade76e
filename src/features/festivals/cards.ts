import type { Button, Card, Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { OwnFestival } from "../../domain/festivals.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { addFestival, editFestival, removeFestival, showFestivals } from "./forms.ts";
import { byNext, ofCountry } from "./rules.ts";
import { texts } from "./texts.ts";

export const festivalsButton = (language: Language): Button => ({
  label: texts[language].title,
  press: showFestivals.with({}),
});

/** "Founding day · 创立日": both names, one's own language first. */
export const sayFestival = ({ name }: Pick<OwnFestival, "name">, language: Language): string => {
  const [first, second] = language === "zh" ? [name.zh, name.en] : [name.en, name.zh];
  return first === second ? first : `${first} (${second})`;
};

const lineOf = (festival: OwnFestival, on: PlainDate, view: { language: Language; today: PlainDate }): Line => {
  const { language, today } = view;
  const t = texts[language];
  const name = sayFestival(festival, language);
  const confirm = { title: t.remove, text: t.removeText({ name }), yes: t.remove, no: t.keep };
  return {
    text: t.line({ name, day: sayBirthday({ ...festival, year: null }, language) }),
    detail: t.next({ on: sayDate(on, language, today) }),
    buttons: [
      { label: t.edit, press: editFestival.with(festival) },
      { label: t.remove, press: removeFestival.with(festival), confirm },
    ],
  };
};

/** Those of one's own in the order of their coming, and what the country has anyway. */
export const festivalsCard = (
  own: readonly OwnFestival[],
  { country, today, language, title }: { country: string; today: PlainDate; language: Language; title?: string },
): Card => {
  const t = texts[language];
  const heading = title ?? (own.length === 0 ? t.none : t.title);
  const names = ofCountry(country, today).map(({ name }) => name[language]);
  return {
    tone: title === undefined ? "plain" : "done",
    title: heading,
    plain: heading,
    ...(own.length === 0 && { text: [t.noneText] }),
    lines: byNext(own, today).map(({ festival, on }) => lineOf(festival, on, { language, today })),
    buttons: [{ label: t.add, press: addFestival.with({}), look: "primary" }],
    footer: t.country({ names: names.join(t.separator) }),
  };
};

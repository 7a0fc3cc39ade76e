import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { beginJoin, compareContacts, listAlike } from "./forms.ts";
import { type Alike, LIKENESSES, type Likeness } from "./rules.ts";
import { SIGNS, texts } from "./texts.ts";

export { readAlike as alikeContacts } from "./store.ts";

export const saySigns = (likenesses: readonly Likeness[], language: Language): string =>
  LIKENESSES.filter((each) => likenesses.includes(each))
    .map((each) => SIGNS[each][language])
    .join(language === "zh" ? "、" : ", ");

/** On the card of a contact whose customer has others. */
export const joinButton = (id: string, language: Language): Button => ({
  label: texts[language].mergeWith,
  press: beginJoin.with({ id }),
});

/** To the contacts of a customer that look like one, when there are any. */
export const alikeButtons = (customerId: string, count: number, language: Language): Button[] =>
  count === 0 ? [] : [{ label: texts[language].button({ count }), press: listAlike.with({ customerId }) }];

/** What a contact's card says of one that looks like the same, and what leads there. */
export function likeOneOf(
  id: string,
  pairs: readonly Alike<{ readonly id: string; readonly name: string }>[],
  language: Language,
): { readonly text: readonly string[]; readonly buttons: readonly Button[] } {
  const pair = pairs.find(({ one, other }) => one.id === id || other.id === id);
  if (!pair) return { text: [], buttons: [] };
  const t = texts[language];
  const like = pair.one.id === id ? pair.other : pair.one;
  return {
    text: [t.alike({ name: like.name, signs: saySigns(pair.likenesses, language) })],
    buttons: [{ label: t.compare, press: compareContacts.with({ keep: like.id, gone: id }) }],
  };
}

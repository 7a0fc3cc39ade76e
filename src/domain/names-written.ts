/** By what somebody is known in writing. */
export interface Written {
  readonly name: string;
  readonly phones: readonly string[];
  readonly mail: string | null;
  readonly handle: string | null;
  /** Others who are called by a longer name that theirs is in, as 王建国 is for 王建. */
  readonly others?: readonly string[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Next to it a word or a number is part of another one: "lin" is not in "online". */
const GOES_ON = "[\\p{Script=Latin}\\p{Nd}]";
/** What may stand right before a number that is its own. */
const LABEL = "(?<=(?<![\\p{Script=Latin}])(?:qq|wx|vx|tel|phone|mobile|wechat|whatsapp))";
const whole = (pattern: string, ends: string): RegExp => {
  const [before, after] = [/^[\p{Script=Latin}\p{Nd}]/u.test(ends), /[\p{Script=Latin}\p{Nd}]$/u.test(ends)];
  const begins = /^\d/.test(ends) ? `(?:(?<!${GOES_ON})|${LABEL})` : `(?<!${GOES_ON})`;
  return new RegExp(`${before ? begins : ""}${pattern}${after ? `(?!${GOES_ON})` : ""}`, "giu");
};
/** Not where the word is but a part of somebody else's name: a Chinese name has no end of its own. */
const notWithin = (others: readonly string[], word: string): string => {
  const [begins, ends] = [`(?<!${GOES_ON})`, `(?!${GOES_ON})`];
  const places = others.flatMap((other) =>
    [...other.matchAll(new RegExp(`(?=${escaped(word)})`, "giu"))].map(({ index }) => {
      const [before, after] = [other.slice(0, index), other.slice(index + word.length)];
      const left = before && `(?<=${/^[\p{Script=Latin}\p{Nd}]/u.test(before) ? begins : ""}${escaped(before)})`;
      const right = after && `${escaped(after)}${/[\p{Script=Latin}\p{Nd}]$/u.test(after) ? ends : ""}`;
      return left || right ? [`${left}${escaped(word)}${right}`] : [];
    }),
  );
  // The word before all others: each of them would be tried at every letter of a text.
  return places.flat().length > 0 ? `(?=${escaped(word)})(?!${places.flat().join("|")})` : "";
};
/** Words as they are written, where they are not within a name of `others`. */
export const namings = (words: readonly (string | null)[], others: readonly string[] = []): RegExp[] =>
  words.flatMap((word) =>
    word !== null && [...word].length > 1 ? [whole(`${notWithin(others, word)}${escaped(word)}`, word)] : [],
  );
/** What follows the name of somebody by whom another is known; after 王建, as 国 does, it is another name. */
const WHOSE =
  "(?=\\s*(?:的|['’]s(?!\\p{L})|秘书|助理|司机|太太|夫人|爱人|老婆|丈夫|妻子|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|家属|朋友|同学|徒弟))";
/** A name where somebody else is called by it: "王建国的秘书", "Grace's assistant". */
const knownBy = (name: string, others: readonly string[]): RegExp[] =>
  [...name].length > 1 ? [whole(`${notWithin(others, name)}${escaped(name)}${WHOSE}`, name)] : [];
/** A phone number however its digits are grouped. */
const numbering = (phone: string): RegExp => {
  const digits = phone.replace(/\D/g, "");
  return whole(`(?:\\+|00)?${[...digits].join("[\\s()·.-]*")}`, digits);
};

/** Digits of a number that is nobody else's: a shorter one is an extension. */
const WHOLE_NUMBER = 7;
/** Letters of an account that are no word of anybody else's. */
const WHOLE_HANDLE = 5;

/** What is looked for of a person, as it is written. */
const expressionsOf = ({ name, phones, mail, handle, others = [] }: Written) => ({
  name: namings([name], others),
  knownBy: knownBy(name, others),
  mail: namings([mail]),
  handle: namings([handle]),
  phones: phones.map(numbering),
  wholePhones: phones.filter((phone) => phone.replace(/\D/g, "").length >= WHOLE_NUMBER).map(numbering),
});
const made = new WeakMap<Written, ReturnType<typeof expressionsOf>>();
/** The same, made once for each person: they are looked for in tens of thousands of texts. */
export const writtenAs = (subject: Written): ReturnType<typeof expressionsOf> => {
  const expressions = made.get(subject) ?? expressionsOf(subject);
  made.set(subject, expressions);
  return expressions;
};

/** Their account, where the text can mean nobody else: a short one is theirs beside their name alone. */
const handling = (subject: Written, text: string): RegExp[] => {
  const [{ name, handle: account }, handle] = [writtenAs(subject), subject.handle ?? ""];
  const whole = /^\d+$/.test(handle) ? WHOLE_NUMBER : WHOLE_HANDLE;
  if ([...handle].length >= whole) return account;
  const rest = replaced(text, account, " ");
  return name.some((each) => rest.search(each) >= 0) ? account : [];
};

/** What gives them away in a text. */
export const givenAway = (subject: Written, text: string): RegExp[] => {
  const { name, mail, handle, phones } = writtenAs(subject);
  return [...name, ...mail, ...(text.trim() === subject.handle ? handle : handling(subject, text)), ...phones];
};
/** What is nobody else's. */
export const marksOf = (subject: Written, text: string): RegExp[] => {
  const { mail, wholePhones } = writtenAs(subject);
  return [...mail, ...handling(subject, text), ...wholePhones];
};

export const replaced = (text: string, patterns: readonly RegExp[], by: string): string =>
  patterns.reduce((left, pattern) => left.replace(pattern, by), text);

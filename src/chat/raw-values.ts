import { isFarAway, type PlainDate, parsePlainDate, type Zone } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";
import type { InBoth, Language } from "../core/language.ts";
import { decimals, type Money, parseMoney } from "../core/money.ts";
import type { PersonIdentity, PersonProfile } from "./feature.ts";
import type { Choice, Field, Fields, NumberField } from "./form.ts";
import { kernelTexts } from "./kernel-texts.ts";
import type { RawValue } from "./port.ts";
import { visible } from "./typed.ts";

export interface Parsing {
  readonly language: Language;
  readonly zone: Zone;
  readonly today: PlainDate;
  /** The workspace the people of a people field belong to. */
  readonly workspace: { readonly platform: string; readonly workspace: string };
  memberOf(identity: PersonIdentity): Promise<MemberId | null>;
  profile(identity: PersonIdentity): Promise<PersonProfile>;
  /** Why the bot cannot post at a place of this workspace. */
  placeProblem(place: string): Promise<InBoth | undefined>;
}

class Mistake {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Turns what a platform says of a form into the values a handler takes, or into messages at the fields. */
export const parseValues = async (
  fields: Fields,
  raw: Readonly<Record<string, RawValue>>,
  how: Parsing,
): Promise<{ values: Record<string, unknown> } | { errors: Record<string, string> }> => {
  const values: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = await parseField(field, raw[name], how);
    if (value instanceof Mistake) errors[name] = value.message;
    else values[name] = value;
  }
  return Object.keys(errors).length > 0 ? { errors } : { values };
};

const parseField = async (field: Field, raw: RawValue | undefined, how: Parsing): Promise<unknown> => {
  const t = kernelTexts[how.language];
  if (field.kind === "check") return raw !== undefined && "checked" in raw && raw.checked;
  if (raw === undefined || isEmpty(raw)) return field.optional ? undefined : new Mistake(t.required);
  if ("text" in raw) return parseText(field, visible(raw.text), how);
  if ("choices" in raw) return parseChoices(field, raw.choices, how);
  if ("ids" in raw) return field.kind === "place" ? parsePlace(raw.ids, how) : parsePeople(field, raw.ids, how);
  if ("files" in raw && field.kind === "file") {
    const wrong = raw.files.some(
      (file) => !field.accept.some((ending) => file.name.toLowerCase().endsWith(`.${ending}`)),
    );
    return wrong ? new Mistake(t.wrongFile({ accept: field.accept.join(", ") })) : raw.files;
  }
  throw new TypeError(`a ${field.kind} field got ${Object.keys(raw).join()}`);
};

const isEmpty = (raw: RawValue): boolean => {
  if ("text" in raw) return visible(raw.text) === "";
  if ("choices" in raw) return raw.choices.length === 0;
  if ("ids" in raw) return raw.ids.length === 0;
  return "files" in raw && raw.files.length === 0;
};

const parseText = (field: Field, typed: string, how: Parsing): unknown => {
  const t = kernelTexts[how.language];
  switch (field.kind) {
    case "text": {
      const length = [...typed].length;
      return length > field.max ? new Mistake(t.tooLong({ max: field.max, length })) : typed;
    }
    case "number":
      return parseNumber(field, typed, t);
    case "money": {
      const value = parseMoney(typed, field.currency);
      if (typeof value !== "string") return value;
      const messages = {
        not_a_number: t.notMoney,
        negative: t.negative,
        too_precise: t.tooPrecise({ decimals: decimals(field.currency) }),
        too_large: t.tooLarge,
        other_currency: t.otherCurrency({ currency: field.currency }),
      };
      return new Mistake(messages[value]);
    }
    case "date":
      return parseDay(typed, how);
    case "datetime": {
      const instant = new Date(typed);
      // `Date` makes a moment of many a text that tells none.
      return Number.isNaN(instant.getTime()) || instant.toISOString() !== typed ? new Mistake(t.notADate) : instant;
    }
    default:
      throw new TypeError(`a ${field.kind} field got text`);
  }
};

const parseDay = (typed: string, { language, today }: Parsing): PlainDate | Mistake => {
  const day = parsePlainDate(typed);
  if (day === undefined) return new Mistake(kernelTexts[language].notADate);
  return isFarAway(day, today) ? new Mistake(kernelTexts[language].farAway) : day;
};

const parseNumber = (field: NumberField, typed: string, t: (typeof kernelTexts)["en"]): number | Mistake => {
  const plain = typed.normalize("NFKC").replace(/,/g, "");
  const value = Number(plain);
  if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(plain)) return new Mistake(t.notANumber);
  if (field.whole && !Number.isInteger(value)) return new Mistake(t.notWhole);
  if (field.min !== undefined && value < field.min) return new Mistake(t.tooSmall({ min: field.min }));
  if (field.max !== undefined && value > field.max) return new Mistake(t.tooBig({ max: field.max }));
  return value;
};

const parseChoices = (field: Field, chosen: readonly Choice[], how: Parsing): unknown => {
  if (field.kind !== "choice" && field.kind !== "choices") throw new TypeError(`a ${field.kind} field got choices`);
  const { options } = field;
  const gone = options && chosen.some(({ value }) => !options.some((option) => option.value === value));
  if (gone) return new Mistake(kernelTexts[how.language].optionGone);
  return field.kind === "choice" ? chosen[0]?.value : chosen.map(({ value }) => value);
};

const parsePlace = async ([place = ""]: readonly string[], how: Parsing): Promise<string | Mistake> => {
  const problem = await how.placeProblem(place);
  return problem ? new Mistake(problem[how.language]) : place;
};

const parsePeople = async (field: Field, users: readonly string[], how: Parsing): Promise<unknown> => {
  if (field.kind !== "people") throw new TypeError(`a ${field.kind} field got people`);
  if (field.max !== undefined && users.length > field.max) {
    return new Mistake(kernelTexts[how.language].tooManyPeople({ max: field.max }));
  }
  return Promise.all(
    users.map(async (user) => {
      const identity = { ...how.workspace, user };
      return { identity, member: await how.memberOf(identity), profile: () => how.profile(identity) };
    }),
  );
};

/** The known values of a form as a platform draws them. */
export const rawSeeds = (fields: Fields, seeds: Readonly<Record<string, unknown>>): Record<string, RawValue> => {
  const raw: Record<string, RawValue> = {};
  for (const [name, field] of Object.entries(fields)) {
    const seed = seeds[name];
    if (seed !== undefined) raw[name] = rawSeed(field, seed);
  }
  return raw;
};

const rawSeed = (field: Field, seed: unknown): RawValue => {
  switch (field.kind) {
    case "choice":
      return { choices: [seed as Choice] };
    case "choices":
      return { choices: seed as readonly Choice[] };
    case "people":
      return { ids: (seed as readonly PersonIdentity[]).map(({ user }) => user) };
    case "place":
      return { ids: [String(seed)] };
    case "check":
      return { checked: seed === true };
    case "datetime":
      return { text: (seed as Date).toISOString() };
    case "money":
      return { text: plainAmount(seed as Money) };
    default:
      return { text: String(seed) };
  }
};

/** 120050n CNY → "1200.50": how a person would type it. */
const plainAmount = ({ minor, currency }: Money): string => {
  const places = decimals(currency);
  const digits = minor.toString().padStart(places + 1, "0");
  if (places === 0) return digits;
  const [whole, fraction] = [digits.slice(0, -places), digits.slice(-places)];
  return /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`;
};

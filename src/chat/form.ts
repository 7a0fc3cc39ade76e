import type { z } from "zod";
import type { Instant } from "../core/clock.ts";
import type { PlainDate } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Currency, Money } from "../core/money.ts";
import type { Fact, Rich } from "./card.ts";
import type { PersonIdentity, PersonProfile, Sight } from "./sight.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

/** A person picked from the platform's people; `member` when Rapport knows them. */
export interface PickedPerson {
  readonly identity: PersonIdentity;
  readonly member: MemberId | null;
  /** What the platform tells of this person: asks the platform, so only for someone new. */
  profile(): Promise<PersonProfile>;
}

/** A file that somebody gave the bot: it lies with the platform until it is read. */
export interface UploadedFile {
  readonly name: string;
  /** Bytes, where the platform tells before the file is fetched. */
  readonly size?: number;
  /** Undefined when it is more than so many bytes: then no more than that was fetched. @throws PortError */
  read(most: number): Promise<Buffer | undefined>;
}

/** Finds choices for what a person has typed so far; sees only what `ctx.scope` may see. At most 100 are shown. */
export type Search<Params> = (ctx: Sight, typed: string, params: Params) => Promise<readonly Choice[]>;

interface Base {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
}
export interface TextField extends Base {
  readonly kind: "text";
  /** Characters; 3000 at most. */
  readonly max: number;
  readonly long?: boolean;
}
export interface NumberField extends Base {
  readonly kind: "number";
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}
export interface MoneyField extends Base {
  readonly kind: "money";
  readonly currency: Currency;
}
export interface DateField extends Base {
  readonly kind: "date";
}
export interface DatetimeField extends Base {
  readonly kind: "datetime";
}
export interface ChoiceField extends Base {
  readonly kind: "choice";
  readonly options?: readonly Choice[];
  // biome-ignore lint/suspicious/noExplicitAny: the form that holds the field fixes the parameter's type
  readonly search?: Search<any>;
  /** With nothing typed the search finds all there are: where they fit, they are shown and nothing is searched for. */
  readonly complete?: boolean;
}
export interface ChoicesField extends Base {
  readonly kind: "choices";
  readonly options?: readonly Choice[];
  // biome-ignore lint/suspicious/noExplicitAny: the form that holds the field fixes the parameter's type
  readonly search?: Search<any>;
  /** As of a single choice. */
  readonly complete?: boolean;
}
export interface PeopleField extends Base {
  readonly kind: "people";
  /** 1 for a single person. */
  readonly max?: number;
}
export interface FileField extends Base {
  readonly kind: "file";
  /** Endings without the dot: "csv". */
  readonly accept: readonly string[];
}
export interface CheckField extends Base {
  readonly kind: "check";
}
/** A channel of the platform for the bot to post into: one in which it cannot is a mistake at the field. */
export interface PlaceField extends Base {
  readonly kind: "place";
}
export type Field =
  | TextField
  | NumberField
  | MoneyField
  | DateField
  | DatetimeField
  | ChoiceField
  | ChoicesField
  | PeopleField
  | FileField
  | CheckField
  | PlaceField;
export type Fields = Readonly<Record<string, Field>>;

interface ValueOfKind {
  text: string;
  number: number;
  money: Money;
  date: PlainDate;
  datetime: Instant;
  choice: string;
  choices: readonly string[];
  people: readonly PickedPerson[];
  file: readonly UploadedFile[];
  check: boolean;
  place: string;
}
type ValueOf<F extends Field> = F extends { optional: true }
  ? ValueOfKind[F["kind"]] | undefined
  : ValueOfKind[F["kind"]];
/** What a submitted form gives, from its fields alone. A check is always there; other optional fields may be undefined. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends CheckField ? boolean : ValueOf<F[K]> };
/** What a form gives when it is submitted: `ValuesIn<typeof visitForm>`. */
export type ValuesIn<F> = F extends { build(...args: never[]): { readonly fields: infer Given extends Fields } }
  ? ValuesOf<Given>
  : never;

type SeedOf<F extends Field> = F extends ChoiceField
  ? Choice | undefined
  : F extends ChoicesField
    ? readonly Choice[]
    : F extends PeopleField
      ? readonly PersonIdentity[]
      : F extends FileField
        ? never
        : ValueOfKind[F["kind"]] | undefined;
/** Known values a form opens with. */
export type SeedsOf<F extends Fields> = { readonly [K in keyof F]?: SeedOf<F[K]> };

export interface FormContent<F extends Fields> {
  /** At most 24 characters on Slack. */
  readonly title: string;
  readonly submit: string;
  readonly intro?: readonly Rich[];
  readonly facts?: readonly Fact[];
  readonly fields: F;
}

/** A form: what it is called, what it carries along, and how it looks in a language. Built anew whenever it is shown. */
export interface Form<Params, F extends Fields> {
  readonly id: string;
  /** What the form is about; travels with it (as JSON, at most 2000 characters) and comes back checked. */
  readonly params: z.ZodType<Params>;
  /** Parameters as long as they get: with these each platform renders the form at start-up. */
  readonly sample: NoInfer<Params>;
  build(language: Language, params: NoInfer<Params>): FormContent<F>;
}

/** @param form `id` is `feature.verb`, unique in the whole bot. */
export const defineForm = <Params, F extends Fields>(form: Form<Params, F>): Form<Params, F> => form;

/** Messages at fields; "" is the form as a whole. */
export type FieldErrors<F extends Fields = Fields> = { readonly [K in keyof F | ""]?: string };

export interface OpenForm {
  // biome-ignore lint/suspicious/noExplicitAny: any form; `open` has checked its parameters and seeds
  readonly form: Form<any, any>;
  readonly params: unknown;
  readonly seeds: Readonly<Record<string, unknown>>;
  readonly errors: FieldErrors;
}

export const open = <Params, F extends Fields>(
  form: Form<Params, F>,
  params: NoInfer<Params>,
  known: { readonly seeds?: SeedsOf<F>; readonly errors?: FieldErrors<F> } = {},
): OpenForm => ({ form, params, seeds: known.seeds ?? {}, errors: (known.errors ?? {}) as FieldErrors });

export const text = <const O extends Omit<TextField, "kind">>(field: O) => ({ kind: "text", ...field }) as const;
export const number = <const O extends Omit<NumberField, "kind">>(field: O) => ({ kind: "number", ...field }) as const;
export const amount = <const O extends Omit<MoneyField, "kind">>(field: O) => ({ kind: "money", ...field }) as const;
export const date = <const O extends Omit<DateField, "kind">>(field: O) => ({ kind: "date", ...field }) as const;
export const datetime = <const O extends Omit<DatetimeField, "kind">>(field: O) =>
  ({ kind: "datetime", ...field }) as const;
export const choice = <const O extends Omit<ChoiceField, "kind">>(field: O) => ({ kind: "choice", ...field }) as const;
export const choices = <const O extends Omit<ChoicesField, "kind">>(field: O) =>
  ({ kind: "choices", ...field }) as const;
export const people = <const O extends Omit<PeopleField, "kind">>(field: O) => ({ kind: "people", ...field }) as const;
export const file = <const O extends Omit<FileField, "kind">>(field: O) => ({ kind: "file", ...field }) as const;
export const check = <const O extends Omit<CheckField, "kind">>(field: O) => ({ kind: "check", ...field }) as const;
export const place = <const O extends Omit<PlaceField, "kind">>(field: O) => ({ kind: "place", ...field }) as const;

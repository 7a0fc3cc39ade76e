import { isArray, isObject, type Json, type JsonObject } from "../../json.ts";

/** Sub-codes of 230099, and what they are about. */
export const CODE = {
  /** Too many elements, tables or charts. */
  limit: 11310,
  person: 100290,
  /** An interactive part of a form that has no name of its own. */
  name: 200530,
  chart: 200550,
  image: 200570,
  /** Not JSON, an unknown property, a value that is not allowed, an element where it may not be. */
  property: 200621,
  /** A tag of card JSON 1.0. */
  v1: 200861,
  rows: 200914,
  cell: 200915,
} as const;

export interface Problem {
  readonly code: (typeof CODE)[keyof typeof CODE];
  /** `body -> elements -> [0]`, as Feishu writes it. */
  readonly path: string;
  readonly message: string;
}

/** Whether a person's or picture's id means anything to the tenant. */
export interface Known {
  image(key: string): boolean;
  /** open_id, user_id or union_id. */
  person(id: string): boolean;
}

/** What is being looked at, and what was found wrong so far. */
export interface Visit {
  readonly known: Known;
  /** Names of colours that the card defines itself. */
  readonly colours: ReadonlySet<string>;
  readonly problems: Problem[];
}

/** Looks at one value at `path` and notes its problems. */
export type Check = (value: Json, path: string, visit: Visit) => void;

/** @param said a value that is not allowed, in words, or another kind of problem */
export const note = (visit: Visit, path: string, said: string | Omit<Problem, "path">): void => {
  visit.problems.push({ path, ...(typeof said === "string" ? { code: CODE.property, message: said } : said) });
};

export const inside = (path: string, step: string | number): string =>
  `${path} -> ${typeof step === "number" ? `[${step}]` : step}`;

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly says?: string;
}

export const string =
  ({ min = 0, max, pattern, says = "not allowed" }: TextLimits = {}): Check =>
  (value, path, visit) => {
    if (typeof value !== "string") return note(visit, path, "must be a string");
    if (value.length < min) note(visit, path, "must not be empty");
    if (max !== undefined && value.length > max) note(visit, path, `must be no longer than ${max} characters`);
    if (pattern && !pattern.test(value)) note(visit, path, `${value} is ${says}`);
  };

export const boolean: Check = (value, path, visit) => {
  if (typeof value !== "boolean") note(visit, path, "must be a boolean");
};

export const number =
  ({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = true } = {}): Check =>
  (value, path, visit) => {
    const fits = typeof value === "number" && value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!fits) note(visit, path, `must be ${whole ? "an integer" : "a number"} from ${min} to ${max}`);
  };

export const oneOf =
  (...allowed: readonly (string | number)[]): Check =>
  (value, path, visit) => {
    if (!allowed.some((one) => one === value)) note(visit, path, `must be one of ${allowed.join(", ")}`);
  };

/** Whatever the app likes: what comes back in a callback. */
export const anyObject: Check = (value, path, visit) => {
  if (!isObject(value)) note(visit, path, "must be an object");
};

export const list =
  (each: Check, { min = 0 }: { readonly min?: number } = {}): Check =>
  (value, path, visit) => {
    if (!isArray(value)) return note(visit, path, "must be an array");
    if (value.length < min) note(visit, path, `must have at least ${min}`);
    for (const [index, item] of value.entries()) each(item, inside(path, index), visit);
  };

export type Fields = Readonly<Record<string, Check>>;
type Also = (value: JsonObject, path: string, visit: Visit) => void;

/** An object with these properties and no others: card JSON 2.0 refuses what it does not know. */
export const shape =
  (required: Fields, optional: Fields = {}, also?: Also): Check =>
  (value, path, visit) => {
    if (!isObject(value)) return note(visit, path, "must be an object");
    for (const key of Object.keys(required))
      if (value[key] === undefined || value[key] === null) note(visit, path, `${key} is required`);
    for (const [key, inner] of Object.entries(value)) {
      const check = required[key] ?? optional[key];
      if (!check) note(visit, path, `unknown property, property: ${key}`);
      else if (inner !== undefined && inner !== null) check(inner, inside(path, key), visit);
    }
    also?.(value, path, visit);
  };

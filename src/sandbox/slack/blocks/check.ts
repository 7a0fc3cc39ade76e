import { isArray, isObject, type Json, type JsonObject } from "../../json.ts";

/** Where blocks are to be shown; some are allowed only in some places. */
export type Surface = "message" | "modal" | "home";

/** One thing Slack would refuse, and where. */
export interface Problem {
  /** JSON pointer, such as `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly code: "missing_field" | "unexpected_field" | "failed_constraint" | "unsupported_type" | "duplicate";
  readonly message: string;
}

/** What is being looked at, and what was found wrong so far. */
export interface Visit {
  readonly surface: Surface;
  readonly problems: Problem[];
}

/** Looks at one value at `pointer` and notes its problems. */
export type Check = (value: Json, pointer: string, visit: Visit) => void;

/** @param said a failed constraint in words, or another kind of problem */
export const note = (visit: Visit, pointer: string, said: string | Omit<Problem, "pointer">): void => {
  const problem = typeof said === "string" ? { code: "failed_constraint" as const, message: said } : said;
  visit.problems.push({ pointer, ...problem });
};

export interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly says?: string;
}

export const string =
  ({ min = 0, max, pattern, says = "a valid value" }: TextLimits = {}): Check =>
  (value, pointer, visit) => {
    if (typeof value !== "string") return note(visit, pointer, "must be a string");
    if (value.length < min) note(visit, pointer, `must be more than ${min - 1} characters`);
    if (max !== undefined && value.length > max) note(visit, pointer, `must be less than ${max + 1} characters`);
    if (pattern && !pattern.test(value)) note(visit, pointer, `must be ${says}`);
  };

export const boolean: Check = (value, pointer, visit) => {
  if (typeof value !== "boolean") note(visit, pointer, "must be a boolean");
};

export const integer =
  ({ min, max }: { min?: number; max?: number } = {}): Check =>
  (value, pointer, visit) => {
    if (typeof value !== "number" || !Number.isInteger(value)) return note(visit, pointer, "must be an integer");
    if (min !== undefined && value < min) note(visit, pointer, `must be more than ${min - 1}`);
    if (max !== undefined && value > max) note(visit, pointer, `must be less than ${max + 1}`);
  };

export const number: Check = (value, pointer, visit) => {
  if (typeof value !== "number" || !Number.isFinite(value)) note(visit, pointer, "must be a number");
};

export const oneOf =
  (...allowed: readonly (string | number)[]): Check =>
  (value, pointer, visit) => {
    if (!allowed.some((one) => one === value))
      note(visit, pointer, `must be a valid enum value (${allowed.join(", ")})`);
  };

export const list =
  (each: Check, { min = 0, max }: { min?: number; max?: number } = {}): Check =>
  (value, pointer, visit) => {
    if (!isArray(value)) return note(visit, pointer, "must be an array");
    if (value.length < min) note(visit, pointer, `no less than ${min} items allowed`);
    if (max !== undefined && value.length > max) note(visit, pointer, `no more than ${max} items allowed`);
    for (const [index, item] of value.entries()) each(item, `${pointer}/${index}`, visit);
  };

type Fields = Readonly<Record<string, Check>>;

/** An object with exactly these properties: unknown ones are refused as Slack does; `also` sees the whole. */
export const shape =
  (required: Fields, optional: Fields = {}, also?: (value: JsonObject, pointer: string, visit: Visit) => void): Check =>
  (value, pointer, visit) => {
    if (!isObject(value)) return note(visit, pointer, "must be an object");
    for (const key of Object.keys(required)) {
      if (value[key] === undefined || value[key] === null)
        note(visit, pointer, { code: "missing_field", message: `missing required field: ${key}` });
    }
    for (const [key, inner] of Object.entries(value)) {
      const check = required[key] ?? optional[key];
      if (!check)
        note(visit, `${pointer}/${key}`, { code: "unexpected_field", message: `invalid additional property: ${key}` });
      else if (inner !== undefined && inner !== null) check(inner, `${pointer}/${key}`, visit);
    }
    also?.(value, pointer, visit);
  };

/** An object whose `type` decides its shape. The shapes themselves need not name `type`. */
export const byType =
  (types: Readonly<Record<string, Check>>): Check =>
  (value, pointer, visit) => {
    if (!isObject(value)) return note(visit, pointer, "must be an object");
    const { type, ...rest } = value;
    if (type === undefined)
      return note(visit, pointer, { code: "missing_field", message: "missing required field: type" });
    const check = typeof type === "string" ? types[type] : undefined;
    if (!check)
      return note(visit, `${pointer}/type`, { code: "unsupported_type", message: `unsupported type: ${String(type)}` });
    check(rest, pointer, visit);
  };

/** `also` for shapes: at least one of the fields must be there. */
export const needsOneOf =
  (...keys: readonly string[]) =>
  (value: JsonObject, pointer: string, visit: Visit): void => {
    if (!keys.some((key) => value[key] !== undefined && value[key] !== null))
      note(visit, pointer, { code: "missing_field", message: `missing required field: ${keys.join(" or ")}` });
  };

/** `also` for shapes: exactly one of the fields must be there. */
export const needsExactlyOneOf =
  (...keys: readonly string[]) =>
  (value: JsonObject, pointer: string, visit: Visit): void => {
    const there = keys.filter((key) => value[key] !== undefined && value[key] !== null);
    if (there.length === 0)
      note(visit, pointer, { code: "missing_field", message: `missing required field: ${keys.join(" or ")}` });
    if (there.length > 1) note(visit, pointer, `only one of ${keys.join(", ")} is allowed`);
  };

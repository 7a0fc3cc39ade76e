import { isArray, isObject, type Json, type JsonObject, parseJson } from "../../json.ts";
import { SlackError } from "./error.ts";

/** The arguments of a call, whichever way they were encoded: a form has JSON inside strings and "true" for true. */
export class Args {
  readonly raw: JsonObject;

  constructor(raw: JsonObject) {
    this.raw = raw;
  }

  text(name: string): string | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null || value === "") return undefined;
    return typeof value === "string" ? value : String(value);
  }

  /** @throws SlackError invalid_arguments, naming the missing field as Slack does. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.raw[name];
    return value === true || value === "true" || value === "1" || value === 1;
  }

  number(name: string, otherwise: number): number {
    const value = Number(this.raw[name] ?? Number.NaN);
    return Number.isFinite(value) ? value : otherwise;
  }

  /** A JSON value, or a string that holds one. @throws SlackError `broken` when it holds none. */
  json(name: string, broken: string): Json | undefined {
    const value = this.raw[name];
    if (typeof value !== "string") return value;
    if (value === "") return undefined;
    const parsed = parseJson(value);
    if (parsed === undefined) throw new SlackError(broken);
    return parsed;
  }

  object(name: string, broken: string): JsonObject | undefined {
    const value = this.json(name, broken);
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) throw new SlackError(broken);
    return value;
  }

  array(name: string, broken: string): readonly Json[] | undefined {
    const value = this.json(name, broken);
    if (value === undefined || value === null) return undefined;
    if (!isArray(value)) throw new SlackError(broken);
    return value;
  }
}

export const missing = (name: string): SlackError =>
  new SlackError("invalid_arguments", { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
